"""Annotated news -> `data/<language>/tok2vec` and `ner`: names, tuned on news from those of a stock model.

    python scripts/train_names.py fr WINER.jsonl PRESS/train --half PRESS/dev
    python scripts/train_names.py en WIKIGOLD.jsonl PRESS/train --half PRESS/dev

A corpus is JSON Lines, {"id", "text", "entities": [{"start", "end", "type", "nested"?}]}, or a folder of press articles
(`press_corpus.py`). Ours are WiNER-fr (French Wikinews annotated by hand: Dupont 2019, CC BY), wikigold (English
Wikipedia annotated by hand: Balasuriya et al. 2009, CC BY) and press articles written for this. Every fifth article of
the first corpus, by sorted id, is never trained on, nor is every second one of `--half`: the figures that this prints
are of those.

Nothing begins from nothing: the first layers and the head are the stock model's, whose types are joined to our four.
Several runs end in one set of weights, their mean with a share of the stock model's own, which keeps what it knew of
other texts (Wortsman et al. 2022, "Model soups" and "Robust fine-tuning of zero-shot models").
"""

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
import spacy
from spacy.language import Language
from spacy.tokens import Span
from spacy.training import Example
from spacy.util import filter_spans
from thinc.api import fix_random_seed

from newsdossier.analyse import language_pipeline
from press_corpus import press_rows

TYPES = ("PER", "LOC", "ORG", "MISC")
HELD_OUT = 5  # every fifth article of the first corpus
WIDTH = 96  # of the stock models' layers: their weights must fit
LEARN_RATE, DROPOUT, BATCH = 0.0005, 0.25, 24
_STOCK_TYPES = {"PER": "PERSON", "LOC": "GPE", "ORG": "ORG", "MISC": "NORP"}  # OntoNotes' nearest
_NAMES: dict[str, dict[str, Any]] = {
    "tok2vec": {
        "factory": "tok2vec",
        "model": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": WIDTH,
                "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
                "rows": [5000, 1000, 2500, 2500],
                "include_static_vectors": True,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": WIDTH,
                "depth": 4,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    },
    "ner": {
        "factory": "ner",
        "model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": "ner",
            "extra_state_tokens": False,
            "hidden_width": 64,
            "maxout_pieces": 2,
            "use_upper": True,
            "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"},
        },
    },
}
Row = dict[str, Any]
Line = tuple[str, tuple[tuple[int, int, str], ...]]  # words, and the names in them: start, end, type
Weights = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Corpora:
    """What is trained on, and what is scored."""

    train: list[Row]
    held: dict[str, list[Row]]
    """By what they are called in print."""


def corpora(paths: Sequence[Path], half: Path | None, language: str) -> Corpora:
    """Returns the articles of all corpora, without those held out of the first and of `half`."""
    first, *more = (rows(path, language) for path in paths)
    pressed = rows(half, language) if half else []
    train = [row for i, row in enumerate(first) if i % HELD_OUT] + [row for corpus in more for row in corpus]
    held = {"news": first[::HELD_OUT]} | ({"press": pressed[1::2]} if half else {})
    return Corpora(train + pressed[::2], held)


def rows(path: Path, language: str) -> list[Row]:
    """One corpus, by sorted id."""
    if path.is_dir():
        return press_rows(path, language)
    return sorted((json.loads(line) for line in path.read_text("utf-8").splitlines()), key=lambda row: str(row["id"]))


def lines(corpus: Iterable[Row]) -> Iterator[Line]:
    """Every line of every article with its names, the outer of nested ones."""
    for row in corpus:
        start = 0
        for text in row["text"].split("\n"):
            end = start + len(text)
            inside = [e for e in row["entities"] if start <= e["start"] and e["end"] <= end and not e.get("nested")]
            names = tuple((e["start"] - start, e["end"] - start, e["type"]) for e in inside if e["type"] in TYPES)
            if text.strip():
                yield text, names
            start = end + 1


def example(nlp: Language, line: Line) -> Example:
    """The line's words, and the same with its names; a name that ends inside a word takes the whole of it."""
    text, names = line
    gold = nlp.make_doc(text)
    spans = [gold.char_span(start, end, label=kind, alignment_mode="expand") for start, end, kind in names]
    gold.set_ents(filter_spans([span for span in spans if isinstance(span, Span)]))
    return Example(nlp.make_doc(text), gold)


def started(language: str, train: Sequence[Line]) -> Language:
    """A pipeline for our four types with the stock model's weights."""
    nlp = language_pipeline.blank(language)
    for name, part in _NAMES.items():
        nlp.add_pipe(part["factory"], name=name, config={"model": part["model"]})
    nlp.initialize(lambda: [example(nlp, line) for line in train[:2_000]])
    stock: Any = spacy.load(language_pipeline.stock(language), enable=["ner"]).get_pipe("ner")
    ours: Any = nlp.get_pipe("ner")
    first: Any = nlp.get_pipe("tok2vec")
    _copy(stock.model.get_ref("tok2vec").layers[0], first.model)
    _copy(stock.model.get_ref("tok2vec").layers[-1], ours.model.get_ref("tok2vec").layers[-1])
    _copy(stock.model.get_ref("lower"), ours.model.get_ref("lower"))
    chosen = _moves(stock.move_names, ours.move_names)
    for name in ("W", "b"):
        ours.model.get_ref("upper").set_param(name, stock.model.get_ref("upper").get_param(name)[chosen])
    return nlp


def _copy(source: Any, target: Any) -> None:
    for old, new in zip(source.walk(), target.walk(), strict=True):
        for name in old.param_names:
            new.set_param(name, old.get_param(name).copy())


def _moves(stock: Sequence[str], ours: Sequence[str]) -> list[int]:
    """For each of our moves the stock model's row; the last two rows of both are an unnamed move and « O »."""
    found = []
    for move in ours[:-1]:
        step, kind = move.split("-")
        theirs = f"{step}-{_STOCK_TYPES[kind]}"  # OntoNotes also has a LOC: mountains and seas
        found.append(stock.index(theirs if theirs in stock else move))
    return [*found, len(stock) - 1, len(stock)]


def tuned(nlp: Language, train: Sequence[Line], *, seed: int, epochs: int) -> Weights:
    """One run; the running mean of its weights."""
    random.seed(seed)
    fix_random_seed(seed)
    optimizer: Any = nlp.resume_training()
    optimizer.learn_rate = LEARN_RATE
    examples = [example(nlp, line) for line in train]
    for epoch in range(epochs):
        order = random.sample(examples, len(examples))
        losses: dict[str, float] = {}
        for start in range(0, len(order), BATCH):
            nlp.update(order[start : start + BATCH], sgd=optimizer, drop=DROPOUT, losses=losses)
        print(f"run {seed}, epoch {epoch + 1} of {epochs}: loss {losses['ner']:.0f}", flush=True)
    with nlp.use_params(optimizer.averages):
        return weights(nlp)


def weights(nlp: Language) -> Weights:
    """Every parameter by its place."""
    return {place: node.get_param(name).copy() for place, node, name in _places(nlp)}


def _places(nlp: Language) -> Iterator[tuple[str, Any, str]]:
    for component in _NAMES:
        pipe: Any = nlp.get_pipe(component)
        for number, node in enumerate(pipe.model.walk()):
            yield from ((f"{component} {number} {n}", node, n) for n in node.param_names if node.has_param(n))


def mean(nlp: Language, found: Sequence[tuple[float, Weights]]) -> None:
    """Put the weighted mean into the pipeline, rounded to half floats: so the files pack to half their size."""
    for place, node, name in _places(nlp):
        value = sum(share * one[place] for share, one in found)
        node.set_param(name, numpy.asarray(value, "float16").astype("float32"))


def scores(nlp: Language, found: Corpora) -> str:
    """The figures of everything held out."""
    return "; ".join(f"{name}: {f1(nlp, held)}" for name, held in found.held.items())


def f1(nlp: Language, held: Sequence[Row]) -> str:
    """Exact F1 over PER, LOC and ORG: micro, mean per article, by type."""
    total = {kind: [0, 0] for kind in TYPES[:3]}
    articles = []
    for row, doc in zip(held, nlp.pipe(row["text"] for row in held), strict=True):
        outer = [e for e in row["entities"] if not e.get("nested")]
        gold = {(e["start"], e["end"], e["type"]) for e in outer if e["type"] in total}
        said = {(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in total}
        for kind, (right, both) in total.items():
            of_kind = [{one for one in some if one[2] == kind} for some in (gold, said)]
            total[kind] = [right + len(of_kind[0] & of_kind[1]), both + sum(map(len, of_kind))]
        if gold or said:
            articles.append(2 * len(gold & said) / (len(gold) + len(said)))
    micro = 2 * sum(right for right, _ in total.values()) / sum(both for _, both in total.values())
    kinds = ", ".join(f"{kind} {2 * right / both:.3f}" for kind, (right, both) in total.items())
    return f"F1 micro {micro:.4f}, mean per article {sum(articles) / len(articles):.4f}, {kinds}"


def save(nlp: Language, folder: Path, ours: Sequence[str] = ()) -> None:
    """The components `ours`, all if not said, and the configuration of all with the strings that they mean."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = {}
    for name in nlp.pipe_names:
        pipe: Any = nlp.get_pipe(name)
        if not ours or name in ours:
            pipe.to_disk(folder / name, exclude=["vocab"])
        parts[name] = {**nlp.config["components"][name], "labels": sorted(getattr(pipe, "labels", ()))}
    config = type(nlp.config)({"components": parts})
    config.to_disk(folder / "config.cfg")


def main() -> None:
    """Train, say how good it is, save."""
    say = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    say.add_argument("language", choices=sorted(language_pipeline.STOCK))
    say.add_argument("corpora", nargs="+", type=Path)
    say.add_argument("--runs", type=int, default=3)
    say.add_argument("--epochs", type=int, default=12)
    say.add_argument("--half", type=Path, help="a corpus of which every second article is held out")
    say.add_argument("--stock", type=float, default=0.1, help="the stock model's share in the mean")
    given = say.parse_args()
    found = corpora(given.corpora, given.half, given.language)
    train = list(lines(found.train))
    nlp = started(given.language, train)
    begin = weights(nlp)
    print(f"stock: {scores(nlp, found)}", flush=True)
    runs = []
    for seed in range(given.runs):
        mean(nlp, [(1.0, begin)])
        runs.append(tuned(nlp, train, seed=seed, epochs=given.epochs))
        mean(nlp, [(1.0, runs[-1])])
        print(f"run {seed}: {scores(nlp, found)}", flush=True)
    share = (1 - given.stock) / len(runs)
    mean(nlp, [(given.stock, begin), *((share, run) for run in runs)])
    print(f"mean: {scores(nlp, found)}")
    save(nlp, language_pipeline.folder(given.language))


if __name__ == "__main__":
    main()
