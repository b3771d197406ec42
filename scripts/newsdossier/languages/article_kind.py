"""The kind of an article, by its layout and labels: interview, live blog, press release, opinion piece, correction.

Kinds decide who speaks: in an interview the answers are the interviewee's, in a release the issuer's. What no label and
no layout says is a report. Labels are in `languages/<language>/kinds.txt`.
"""

import re
from collections.abc import Sequence
from functools import cache

from newsdossier.languages import LANGUAGES, phrases_of
from newsdossier.model.article import ArticleKind, Part

_QUESTION = re.compile(r"\?[ \u00a0\u202f]?(?:…|\.\.\.)?\s*$|^(?:Q|Question)[ \u00a0]?[:.–—]")
_LONGEST_QUESTION = 400  # characters
_QUESTIONS = 3  # from which on an article without a label is an interview
_POSTS = 3  # paragraphs that begin with an hour
_HOUR = re.compile(
    r"(?:À |A |At )?\d{1,2}(?:[ \u00a0]?[hH:][ \u00a0]?(?:\d{2})?|[:.]\d{2})"
    r"[ \u00a0]?(?:[ap]\.?m\.?)?[ \u00a0]?(?:[:.–—-]|$|\s)"
)
_OWN_VOICE = {
    "fr": re.compile(r"\b(?:[Jj]e|[Jj]['’](?:ai|avais|étais|y|en)|[Nn]otre|[Mm]es|[Mm]on)\b"),
    "en": re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y)\b"),
}
_MARKED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_VOICES = 3  # paragraphs outside of quotation marks in which an author says “I”


def kind_of(text: str, parts: Sequence[Part], language: str) -> ArticleKind:
    """Returns the kind; "report" where nothing says otherwise, and for languages without lists."""
    if language not in LANGUAGES or not parts:
        return "report"
    head = "\n".join(part.span.of(text) for part in parts[:4])
    words = [part.span.of(text) for part in parts]
    if _label("correction", language).search(words[0]):
        return "correction"
    if _label("release", language).search(head) or _label("release", language).search("\n".join(words[-4:])):
        return "release"
    if _is_live(words, language):
        return "live"
    if _is_interview(words, language):
        return "interview"
    return "opinion" if _is_opinion(words, head, language) else "report"


def questions(text: str, parts: Sequence[Part]) -> list[int]:
    """Returns the numbers of the paragraphs that ask, none right after another: an answer may ask as well."""
    found: list[int] = []
    for number, part in enumerate(parts[1:-1], start=1):
        if part.kind != "title" and _is_question(part.span.of(text)) and found[-1:] != [number - 1]:
            found.append(number)
    return found


def _is_question(words: str) -> bool:
    return len(words) <= _LONGEST_QUESTION and _QUESTION.search(words) is not None


def _is_live(words: Sequence[str], language: str) -> bool:
    posts = sum(_HOUR.match(one) is not None for one in words[1:])
    return posts >= _POSTS or bool(posts and _label("live", language).search(words[0]))


def _is_interview(words: Sequence[str], language: str) -> bool:
    asked = [_is_question(one) for one in words]
    pairs = sum(one and not other for one, other in zip(asked[1:], asked[2:], strict=False))
    labelled = any(_label("interview", language).search(one) for one in (*words[:4], *words[-2:]))
    return pairs >= _QUESTIONS or (labelled and pairs > 0)


def _is_opinion(words: Sequence[str], head: str, language: str) -> bool:
    """An author who says “I” in a third of a text, or a label."""
    if _label("opinion", language).search(head):
        return True
    own = sum(_OWN_VOICE[language].search(_MARKED.sub("", one)) is not None for one in words[1:])
    return own >= _VOICES and own * 3 >= len(words)


@cache
def _label(kind: str, language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){phrases_of('kinds', language, kind)}(?!\w)")
