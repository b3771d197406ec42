"""Eighty decisions after thirty kinds of edits: each is on the words it was about, or is reported; none on others."""

import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from decided import CASES
from newsdossier.decide.anchors import place_all, written
from newsdossier.decide.edits import with_decisions
from newsdossier.model.article import Article, Span
from newsdossier.model.decision import Decision
from newsdossier.model.findings import LocatedDecision
from newsdossier.read import load, read

EDITS: dict[str, dict[str, Any]] = yaml.safe_load((CASES / "edits.yml").read_text("utf-8"))
SEEDS = {"fr": "seed.txt", "en": "seed-en.txt"}
Kept = list[int | None]
"""Index in the old text of each character of the new one; None for what is new."""


def decisions(language: str, text: str) -> list[tuple[Decision, Span]]:
    """The case file's decisions with the places that they are about, anchored as the program anchors them."""
    found = []
    for row in (CASES / f"decisions-{language}.psv").read_text("utf-8").splitlines()[1:]:
        kind, words, nth, to = row.split("|")
        at = -1
        for _ in range(int(nth)):
            at = text.index(words, at + 1)
        span = Span(at, at + len(words))
        note = "Une note." if kind in {"note", "known", "unknown"} else ""
        found.append((Decision(kind, written(text, span), to, text=note), span))  # type: ignore[arg-type]
    return found


def edited(text: str, steps: list[Any]) -> tuple[str, Kept]:
    """The text after the edit, and where each of its characters comes from."""
    kept: Kept = list(range(len(text)))
    for step in steps:
        if isinstance(step, list):
            text, kept = _replaced(text, kept, step, 1)
        elif "all" in step:
            text, kept = _replaced(text, kept, step["all"], text.count(step["all"][0]))
        elif "cut" in step:
            text, kept = _replaced(text, kept, [step["cut"], ""], 1)
        elif step["move"][0] in text:
            words, after = step["move"]
            at = text.index(words)
            moved = kept[at : at + len(words)]
            text, kept = _replaced(text, kept, [words, ""], 1)
            to = text.index(after) + len(after)
            text, kept = text[:to] + words + text[to:], kept[:to] + moved + kept[to:]
    return text, kept


def _replaced(text: str, kept: Kept, step: list[str], times: int) -> tuple[str, Kept]:
    old, new = step
    at = 0
    for _ in range(times):
        at = text.find(old, at)
        if at < 0:
            break
        same = [kept[at + i] if len(old) == len(new) else None for i in range(len(new))]
        text, kept = text[:at] + new + text[at + len(old) :], kept[:at] + same + kept[at + len(old) :]
        at += len(new)
    return text, kept


def article(folder: Path, language: str, case: dict[str, Any]) -> tuple[Article, Kept]:
    """The edited seed with the sidecar of the old one, read from the disk as the program reads it."""
    old = (CASES / SEEDS[language]).read_text("utf-8")
    before = _read(folder / "before.txt", old)
    sidecar = with_decisions("# ours\n", [decision for decision, _ in decisions(language, before.text)])
    new, _ = edited(old, case["steps"])
    path = folder / f"{case.get('name', 'port')}.txt"
    data = unicodedata.normalize(case.get("form", "NFC"), new).encode(case.get("encoding", "utf-8"))
    path.write_bytes(data)
    path.with_name(f"{path.name}.yml").write_text(sidecar, "utf-8")
    after, kept = edited(before.text, case["steps"])
    found = read(load(path, folder), ("fr", "en"))
    return (found, kept) if found.text == after else (found, list(range(len(before.text))))


def _read(path: Path, text: str) -> Article:
    path.write_text(text, "utf-8")
    return read(load(path, path.parent), ("fr", "en"))


@pytest.mark.parametrize("language", SEEDS)
@pytest.mark.parametrize("name", EDITS)
def test_each_decision_is_at_its_words_or_reported(name: str, language: str, tmp_path: Path) -> None:
    """What is found is where the old words went; at most as many as the edit touches are lost, and none silently."""
    now, kept = article(tmp_path, language, EDITS[name])
    old = (CASES / SEEDS[language]).read_text("utf-8")
    before = _read(tmp_path / "before.txt", old)
    meant = decisions(language, before.text)
    placed = place_all(now)
    assert len(placed) == len(meant) == 40
    assert now.text == edited(before.text, EDITS[name]["steps"])[0], "the case edits what the program reads"
    for one, (decision, span) in zip(placed, meant, strict=True):
        assert replace(one.decision, where="") == decision
        if one.spans:
            _assert_right(one, span, kept)
        else:
            assert one.problem
    lost = [f"{one.decision.kind} {one.decision.anchor.exact}" for one in placed if not one.spans]
    assert len(lost) <= EDITS[name]["lost"], lost


def _assert_right(one: LocatedDecision, span: Span, kept: Kept) -> None:
    """Most of the words found are the very characters that the decision was about, and nothing else that was there."""
    (found,) = one.spans
    origins = [at for at in kept[found.start : found.end] if at is not None]
    inside = [at for at in origins if span.start <= at < span.end]
    around = [at for at in kept[max(0, found.start - 40) : found.end + 40] if at is not None]
    if origins:
        assert len(inside) >= 0.6 * len(origins), (one, origins)
    else:  # every character is new: the neighbours tell
        assert any(span.start - 45 <= at <= span.end + 45 for at in around), one
