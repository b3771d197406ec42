"""An interview or a transcript -> what is said in turn, and by whom: the interviewee, or the name before a colon."""

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
_TURN = re.compile(
    r"^(?P<name>[A-ZÀ-Ý][\wà-ÿ.’' -]{1,40}?)(?:,[^:\n]{1,40}| \([^:\n)]{1,40}\))?[ \u00a0]?: (?P<words>\S[^\n]*)$",
    re.M,
)
_TURNS = 3  # from which on a text is a transcript
_LABEL = re.compile(r"(?P<label>[A-ZÀ-Ý][\wà-ÿ.’' -]{0,40}?)[ \u00a0\u202f]?[:–—][ \u00a0\u202f]")
_ANSWER = re.compile(r"Réponse|R\.?|Answer|A\.?")
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
    label = speaker.speaker.of(article.text) if speaker.speaker else ""
    return {_unlabelled(article.text, answer, label): speaker for answer in _answering(article, asked)}


def turns(article: Article, doc: "Doc") -> dict[Span, Attribution]:
    """Returns the turns of a transcript, « DAVE BRIGHT, CNN: … », with their speakers; nothing for another text.

    The label of a turn is a name in capitals, or one that the model takes for a person.
    """
    people = {one.start_char: one.end_char for one in doc.ents if one.label_ == "PER"}
    found: dict[Span, Attribution] = {}
    for line in _TURN.finditer(article.text):
        name = Span(*line.span("name"))
        if name.of(article.text).isupper() or people.get(name.start) == name.end:
            found[Span(*line.span("words"))] = Attribution(None, name, "sure")
    return found if len(found) >= _TURNS else {}


def _unlabelled(text: str, answer: Span, name: str) -> Span:
    """Leaves out « Réponse : », the interviewee's name or its initials before a colon."""
    label = _LABEL.match(text, answer.start, answer.end)
    if label is None:
        return answer
    initials = "".join(word[0] for word in name.split())
    said = label.group("label").replace(".", "").replace(" ", "")
    theirs = label.group("label") in {name, name.rpartition(" ")[2]} or (said == initials and said.isupper())
    return Span(label.end(), answer.end) if theirs or _ANSWER.fullmatch(label.group("label")) else answer


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
