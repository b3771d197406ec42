"""Texts -> language pipeline's Docs: one trained pipeline per language, loaded when a text needs it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import chain, islice
from threading import Lock
from typing import TYPE_CHECKING

from newsdossier.analyse import trained

if TYPE_CHECKING:  # spaCy takes half a second to import: a build with nothing new never does
    from spacy.language import Language
    from spacy.tokens import Doc

LENT = "fr"  # the pipeline that also reads languages without one of their own, as far as capitals carry
_AT_ONCE = 16  # texts, if they are short: a step of the parser costs little more for twice as many
_LONGEST = 40_000  # characters in one pass, of one text or several: a model needs about 1 GB for 100,000


def reads(language: str) -> bool:
    """There is a pipeline for that very language."""
    return language in trained.STOCK


@cache
def model_name(language: str) -> str:
    """Model and version that read a language: part of a cached result's key."""
    own = language if reads(language) else LENT
    return f"newsdossier-{own} {trained.fingerprint(own)}"


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
            nlp = trained.pipeline(language, structure=structure)
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
