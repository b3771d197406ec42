"""An interview -> its answers, and who gives them: the interviewee, whom title or introduction name."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsdossier.analyse.quotes.speakers import NOBODY, Attribution
from newsdossier.languages.article_kind import questions
from newsdossier.model.article import Article, Part, Span

_STATEMENT = re.compile(r"\b(?:vous|votre|vos|you|your)\b", re.I)
_THIRD_PARTY = re.compile(
    r"(?:[\w’' -]{0,60}\b(?:affirme|estime|assure|prétend|pensent|disent|jugent|parlent|ont parlé"
    r"|thinks?|says?|claims?|argues?)"
    r"|The company |Critics |Some people |Certains |D['’]aucuns )"
)
_OWN_VOICE = re.compile(r"\b(?:[Jj]e|[Jj]['’]\w+|[Mm]on|[Mm]es|[Mm]oi|I|I['’]\w+|[Mm]y|[Mm]e)\b")
_LONGEST_STATEMENT = 160  # characters: “You grew up in Copiapó.” asks for an answer
_ENDS = re.compile(r"[.!?…»”\"]\s*$")
_NO_ANSWER = re.compile(
    r"^(?:[«“\"‘]|Propos recueillis|PRÉCISION|RECTIFICATIF|Correction|Recueilli|Interview by"
    r"|This (?:interview|conversation)|\()"
)
_CREDIT = re.compile(r"\(\d{1,2}\s?h\s?\d{2}\)|\b\d{2,4} p(?:ages)?\b[.,]")  # of a film or book, below the interview
_INTERVIEWER = re.compile(
    r"(?:[Pp]ropos recueillis|[Rr]ecueilli|[Ii]nterview|[Ee]ntretien réalisé|^Par|^By|[Pp]ar|\bby)\s+(?:par|by)?\s*$"
)
_INTRODUCED = re.compile(
    r"(?:[Ee]ntretien avec|ENTRETIEN AVEC|[Ii]nterview de|[Rr]encontre avec|(?:[Ii]nterview|conversation) with)\s+$"
)
_BEFORE_QUOTE = re.compile(r"[ \u00a0\u202f]?:[ \u00a0\u202f]?[«“\"‘]")


if TYPE_CHECKING:
    from spacy.tokens import Doc


def answers(article: Article, doc: "Doc") -> dict[Span, Attribution]:
    """Returns the answers of an interview with their speaker; nothing for an article of another kind."""
    if article.kind != "interview":
        return {}
    asked = questions(article.text, article.parts)
    if not asked:
        return {}
    speaker = _interviewee(article, doc, end=article.parts[asked[0]].span.start)
    return dict.fromkeys(_answering(article, asked), speaker)


def _answering(article: Article, asked: list[int]) -> Iterator[Span]:
    """Yields what stands between two questions, in one piece where an answer has several paragraphs."""
    begun: Span | None = None
    for number in range(asked[0] + 1, len(article.parts)):
        part = article.parts[number]
        asks = number in asked or _asks_for_more(part.span.of(article.text))
        if not asks and _is_answer(article.text, part):
            begun = Span(begun.start, part.span.end) if begun else part.span
        elif begun:
            yield begun
            begun = None
    if begun:
        yield begun


def _asks_for_more(words: str) -> bool:
    if len(words) > _LONGEST_STATEMENT:
        return False
    if words.rstrip().endswith(("…", "...")):
        return True
    about_others = _THIRD_PARTY.match(words) is not None
    return bool(about_others or _STATEMENT.search(words)) and not _OWN_VOICE.search(words)


def _is_answer(text: str, part: Part) -> bool:
    words = part.span.of(text)
    is_credit = _NO_ANSWER.match(words) or _CREDIT.search(words)
    return part.kind in {"paragraph", "item"} and bool(_ENDS.search(words)) and not is_credit


def _interviewee(article: Article, doc: "Doc", *, end: int) -> Attribution:
    """Finds the person before the quotation in the title or behind « entretien avec », else the first one in full."""
    people = [Span(one.start_char, one.end_char) for one in doc.ents if one.label_ == "PER" and one.start_char < end]
    people = [one for one in people if not _INTERVIEWER.search(article.text[max(0, one.start - 24) : one.start])]
    for one in people:
        before = article.text[max(0, one.start - 24) : one.start]
        if _BEFORE_QUOTE.match(article.text, one.end) or _INTRODUCED.search(before):
            return Attribution(None, one, "sure")
    full = [one for one in people if " " in one.of(article.text)]
    return Attribution(None, full[0], "likely") if full else NOBODY
