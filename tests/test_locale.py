"""Interface strings: each language is one catalogue, whole, with the plurals and dates of that language."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po
from lxml import html as lxml_html

from conftest import make_project
from newsdossier import locale
from newsdossier.locale import FALLBACK, plurals, say, say_day

PACKAGE = Path(__file__).parents[1] / "scripts" / "newsdossier"
POLISH = Path(__file__).parent / "cases" / "locale" / "pl.po"
LANGUAGES = sorted(locale.languages())


def catalogue(language: str) -> Catalog:
    with (PACKAGE / "locale" / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def messages(language: str) -> dict[str, Message]:
    return {key(message): message for message in catalogue(language) if message.id}


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def values(text: str) -> set[str]:
    """What a message is filled with; a century may be counted in Roman figures."""
    return {name.replace("roman", "number") for name in re.findall(r"(?<!\{)\{(\w+)", text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_whole(language: str) -> None:
    """Every message is said, in every plural form, with the values that it has in English."""
    own, english = messages(language), messages(FALLBACK)
    assert own.keys() == english.keys()
    for name, message in own.items():
        assert all(forms(message)) and not message.fuzzy, name
        assert message.pluralizable == english[name].pluralizable, name
        assert values(forms(message)[-1]) == values(forms(english[name])[-1]), name
        if message.pluralizable:
            assert len(forms(message)) == catalogue(language).num_plurals, name
            assert "n" in values(forms(message)[-1]), name
            assert values(forms(message)[-1]) - values(forms(message)[0]) <= {"n"}, name
        else:
            assert "n" not in values(forms(message)[0]), name  # n is what chooses a plural


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_rules_are_those_of_the_language(language: str) -> None:
    """The rule that a catalogue states is the one that gettext's users know for that language."""
    rule = get_plural(language)
    assert (catalogue(language).num_plurals, catalogue(language).plural_expr) == (rule.num_plurals, rule.plural_expr)


def strings() -> Iterator[str]:
    """Every string of our sources, and as a pattern each that is put together in a call of `say`."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [p.value if isinstance(p, ast.Constant) else None for p in node.values]
                if re.fullmatch(r"[a-z_]+", "".join(str(p) for p in parts if p)):
                    yield "".join("[a-z0-9_]+" if p is None else re.escape(str(p)) for p in parts)
    for path in (PACKAGE / "theme").rglob("*.html"):
        yield from re.findall(r"[\"'](\w+)[\"']", path.read_text("utf-8"))


def asked() -> Iterator[str]:
    """Every key that is written out where a string is asked for."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"say", "plurals"}:
                yield from (a.value for a in node.args[:1] if isinstance(a, ast.Constant) and isinstance(a.value, str))
    for path in (PACKAGE / "theme").rglob("*.html"):
        yield from re.findall(r"\bnd(?:_plurals)?\([\"'](\w+)", path.read_text("utf-8"))


def test_no_message_is_missing_or_superfluous() -> None:
    """What the program asks for is in the catalogue, and what is in the catalogue is asked for."""
    known = set(messages(FALLBACK))
    assert set(asked()) - known == set()
    used = re.compile("|".join(f"(?:{one})" for one in set(strings())))
    assert {name for name in known if not used.fullmatch(name)} == set()


def test_plurals() -> None:
    """French counts none as one, English as many; a script that counts gets the forms by their CLDR names."""
    assert say("n_dossiers", "fr", n=0) == "0 dossier"
    assert say("n_dossiers", "en", n=0) == "0 dossiers"
    assert say("n_dossiers", "en", n=1) == "1 dossier"
    assert say("n_dossiers", "fr", n=1234) == "1\u202f234 dossiers"
    assert plurals("search_found", "en") == {"one": "{n} result", "other": "{n} results"}


def test_the_first_of_a_month() -> None:
    """French begins a month with the « 1er »."""
    assert [say_day(date(2025, 10, day), "fr") for day in (1, 11)] == ["1er octobre 2025", "11 octobre 2025"]
    assert say_day(date(2025, 10, 1), "en") == "October 1, 2025"


def test_a_language_without_a_catalogue_is_served_in_english() -> None:
    """An article in a language that the interface does not speak has English labels; a wrong key is a mistake."""
    assert say("people", "de-AT") == "People"
    with pytest.raises(KeyError):
        say("nothing_of_the_kind", "fr")


def test_a_third_language_is_one_file(tmp_path: Path) -> None:
    """A Polish catalogue, dropped beside the others, makes a Polish site: its words, its three plurals, its dates."""
    program = tmp_path / "program" / "newsdossier"
    program.mkdir(parents=True)
    for part in PACKAGE.iterdir():
        if part.name != "locale":
            (program / part.name).symlink_to(part)
    shutil.copytree(PACKAGE / "locale", program / "locale")
    shutil.copy(POLISH, program / "locale")
    said = " ".join(["Steve Witkoff a parlé."] * 5)
    one, two = f"L’appel\n\n{said}\n\nIouri Ouchakov a répondu.", "Suite\n\nIouri Ouchakov a parlé en 2024."
    project = make_project(tmp_path / "project", {"a.txt": one, "b.txt": two, "b.txt.yml": "published: 2025-10-01\n"})
    config = project.root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("language: fr", "language: pl"), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "program")}
    done = subprocess.run(command, cwd=project.root, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    pages = {name: _page(project.root / "site", name) for name in ("steve-witkoff", "iouri-ouchakov")}
    assert all('<html lang="pl"' in page for page in pages.values())
    assert "Osoba · 5 wzmianek · 1 artykuł" in pages["steve-witkoff"]
    assert "Osoba · 2 wzmianki · 2 artykuły" in pages["iouri-ouchakov"]
    assert "1 października 2025" in pages["iouri-ouchakov"]
    search = lxml_html.parse(str(project.root / "site" / "search" / "index.html"))
    counted = json.loads(search.xpath("string(//@data-found)"))
    assert counted == {"one": "{n} wynik", "few": "{n} wyniki", "many": "{n} wyników", "other": "{n} wyników"}


def _page(site: Path, name: str) -> str:
    return (site / "dossiers" / "entities" / name / "index.html").read_text("utf-8")
