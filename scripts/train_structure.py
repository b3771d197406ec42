"""Annotated news -> `data/<language>/syntax`, `parser`, `morphologizer`: clause structure over the names' layers.

    python scripts/train_structure.py fr WINER.jsonl PRESS/train --half PRESS/dev
    python scripts/train_structure.py en

After `train_names.py`, with the corpora of the names. Without any, the stock model's own parser is taken over, with
layers of its own.

With some: the stock model's parser and morphologizer annotate the text (Hinton et al. 2015, distillation);
two layers of our own over the first layers of the names learn to say the same. In three steps: all learn together,
names first, for structure reaches the shared layers with a tenth of its gradient; the shared layers go half the way
back to those of the names alone; the heads learn again over them. What it prints of the articles held out: how often
a word's head, head and relation, and part of speech are the stock model's, and the names' figures as before.
"""

import argparse
import json
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import fix_random_seed

from newsdossier.analyse import language_pipeline
from train_names import WIDTH, Corpora, corpora, example, lines, mean, save, scores, weights

HEADS = ("syntax", "parser", "morphologizer")
SHARE = 0.1  # of the structure's gradient that reaches the shared layers
DROPOUT, BATCH = 0.2, 24
UPSTREAM = '"upstream": "syntax"'
_ABOVE = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "syntax"}
_STRUCTURE: dict[str, dict[str, Any]] = {
    "syntax": {
        "factory": "tok2vec",
        "model": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"},
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": WIDTH,
                "depth": 2,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    },
    "parser": {
        "factory": "parser",
        "model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": "parser",
            "extra_state_tokens": False,
            "hidden_width": 64,
            "maxout_pieces": 2,
            "use_upper": True,
            "tok2vec": _ABOVE,
        },
    },
    "morphologizer": {
        "factory": "morphologizer",
        "model": {"@architectures": "spacy.Tagger.v2", "tok2vec": _ABOVE},
    },
}


def structured(named: Example, teacher: Language) -> Example:
    """Returns the example with the part of speech, form and head that the teacher gives each word."""
    words, gold = named.predicted, named.reference
    said = Doc(teacher.vocab, [t.text for t in words], [bool(t.whitespace_) for t in words])
    for _, component in teacher.pipeline:
        said = component(said)
    both = Doc(
        words.vocab,
        [t.text for t in said],
        [bool(t.whitespace_) for t in said],
        pos=[t.pos_ for t in said],
        morphs=[str(t.morph) for t in said],
        heads=[t.head.i for t in said],
        deps=[t.dep_ for t in said],
    )
    both.set_ents([Span(both, name.start, name.end, label=name.label) for name in gold.ents])
    return Example(words, both)


def with_heads(nlp: Language, train: Sequence[Example]) -> None:
    """Add blank heads, and let only a share of their gradient pass into the layers that names use."""
    names: dict[str, Any] = {name: nlp.get_pipe(name) for name in language_pipeline.NAMES}
    kept = {name: pipe.to_bytes(exclude=["vocab"]) for name, pipe in names.items()}
    for name, part in _STRUCTURE.items():
        nlp.add_pipe(part["factory"], name=name, config={"model": part["model"]})
    nlp.initialize(lambda: train[:2_000])
    for name, pipe in names.items():  # the line above made them blank, too
        pipe.from_bytes(kept[name], exclude=["vocab"])
    syntax: Any = nlp.get_pipe("syntax")
    nodes = list(syntax.model.walk())
    for listener in names["tok2vec"].listeners:
        if any(listener is node for node in nodes):
            listener.receive = _softened(listener.receive)


def _softened(receive: Callable[..., None]) -> Callable[..., None]:
    def softened(batch: Any, outputs: Any, backprop: Callable[[Any], Any] | None) -> None:
        receive(batch, outputs, backprop and (lambda gradient: backprop([SHARE * one for one in gradient])))

    return softened


def learn(nlp: Language, train: Sequence[Example], *, epochs: int, frozen: Sequence[str] = ()) -> None:
    """Train what is not frozen; at the end the pipeline holds the running mean."""
    optimizer: Any = nlp.resume_training()
    optimizer.learn_rate = 0.0005
    annotates = [name for name in frozen if name == "tok2vec"]
    for epoch in range(epochs):
        losses: dict[str, float] = {}
        order = random.sample(train, len(train))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            nlp.update(batch, sgd=optimizer, drop=DROPOUT, losses=losses, exclude=frozen, annotates=annotates)
        print(f"epoch {epoch + 1} of {epochs}: loss {losses['parser']:.0f}", flush=True)
    with nlp.use_params(optimizer.averages):
        averaged = nlp.to_bytes(exclude=["vocab", "tokenizer"])
    nlp.from_bytes(averaged, exclude=["vocab", "tokenizer"])


def agreement(nlp: Language, held: Iterable[Example]) -> str:
    """How often the words of a text, without punctuation, are as the teacher has them."""
    count = heads = both = parts = 0
    for one in held:
        for ours, theirs in zip(nlp(one.predicted.copy()), one.reference, strict=True):
            if not theirs.is_punct and not theirs.is_space:
                count += 1
                heads += ours.head.i == theirs.head.i
                both += ours.head.i == theirs.head.i and ours.dep_ == theirs.dep_
                parts += ours.pos_ == theirs.pos_
    return f"same head {heads / count:.3f}, head and relation {both / count:.3f}, part of speech {parts / count:.3f}"


def taken_over(nlp: Language, language: str) -> None:
    """Add the stock model's parser: no weights of ours, only the configuration says where they are."""
    stock = spacy.load(language_pipeline.stock(language), exclude=["ner", "lemmatizer", "senter"])
    for name in stock.pipe_names:
        part = json.loads(
            json.dumps(stock.config.interpolate()["components"][name]).replace('"upstream": "tok2vec"', UPSTREAM)
        )
        own = {theirs: ours for ours, theirs in language_pipeline.STOCK_NAMES.items()}.get(name, name)
        nlp.add_pipe(part.pop("factory"), name=own, config=part)
        nlp.get_pipe(own).from_disk(language_pipeline.stock(language) / name, exclude=["vocab"])  # type: ignore[attr-defined]


def distilled(nlp: Language, teacher: Language, found: Corpora, *, epochs: int) -> None:
    """The three steps, saying after the first and the last how near the teacher it is."""
    held = found.held["news"]
    train, test = ([structured(example(nlp, line), teacher) for line in lines(some)] for some in (found.train, held))
    begin = weights(nlp)
    with_heads(nlp, train)
    learn(nlp, train, epochs=epochs)
    print(f"together: {agreement(nlp, test)}; {scores(nlp, found)}", flush=True)
    mean(nlp, [(0.5, begin), (0.5, weights(nlp))])
    for listener in nlp.get_pipe("tok2vec").listeners:  # type: ignore[attr-defined]
        listener.receive(None, None, None)  # else it waits for layers that are trained no more
    learn(nlp, train, epochs=max(1, epochs // 3), frozen=language_pipeline.NAMES)
    print(f"at the end: {agreement(nlp, test)}; {scores(nlp, found)}")


def main() -> None:
    """Train, say how near the teacher it is, save."""
    say = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    say.add_argument("language", choices=sorted(language_pipeline.STOCK))
    say.add_argument("corpora", type=Path, nargs="*")
    say.add_argument("--half", type=Path, help="a corpus of which every second article is held out")
    say.add_argument("--epochs", type=int, default=10)
    given = say.parse_args()
    random.seed(0)
    fix_random_seed(0)
    nlp = language_pipeline.pipeline(given.language)
    if given.corpora:
        teacher = spacy.load(language_pipeline.stock(given.language), exclude=["ner", "lemmatizer", "senter"])
        distilled(nlp, teacher, corpora(given.corpora, given.half, given.language), epochs=given.epochs)
    else:
        taken_over(nlp, given.language)
    save(nlp, language_pipeline.folder(given.language), ours=() if given.corpora else language_pipeline.NAMES)


if __name__ == "__main__":
    main()
