"""An article's mentions -> the same with those that the model missed: known names, and names found elsewhere."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from newsdossier.knowledge import Knowledge
from newsdossier.languages.common_words import common_words
from newsdossier.languages.speech import speech
from newsdossier.model.article import Span
from newsdossier.model.entity import EntityType
from newsdossier.model.findings import Mention, MentionType

MENTION: dict[EntityType, MentionType] = {
    "person": "PER", "organisation": "ORG", "place": "LOC", "event": "MISC", "work": "MISC", "other": "MISC",
}  # fmt: skip
_WORD = re.compile(r"\w+")
_CAPITALS = re.compile(r"(?<![\w-])(?=[A-Z\d]*[A-Z][A-Z\d]*[A-Z])[A-Z][A-Z\d]{1,6}(?![\w-])")
_CIVIL = re.compile(r"\b(?:MM?|Mme|Mlle|Me|Dr|Pr|Mr|Mrs|Ms|St)\.? $")
_OPENS = re.compile(r"(?:^|\n|[.!?…][»”\"]?[ \u00a0\u202f]|[«“‘\"][ \u00a0\u202f]?)$")
_NEXT = re.compile(r"(?:['’]s)?[ \u00a0](?P<word>[^\W\d_]+)")
_PLACED = re.compile(
    r"[ \u00a0]\(|, \d|[ \u00a0][A-ZÀ-Ý]|[-–—][A-ZÀ-Ý]|['’]s\b"
)  # « Tours (Indre-et-Loire) », « Tours, 27 mars »
_VERBS = frozenset(
    "a est ont sont avait était fut va doit peut veut n ne s se is was has had will would could can may must does did"
    " won lost left".split()
)
_OFTEN = 3  # times from which on capitals are a name
_NO_ACRONYMS = frozenset(
    "TV PM AM CEO CFO OK II III IV VI VII VIII IX XI XII XIII XIV XV XVI XX XXI PDG DVD CD PC".split()
)
# Words that go on with a name: « Parti socialiste européen », « Conseil de sécurité des Nations unies »
_GOES_ON = re.compile(
    r"des?|du|d|la|les?|l|et|en|à|aux?|pour|sur|of|the|and|for|in|on|to"
    r"|\w+(?:aise?|ien(?:ne)?|éen(?:ne)?|oise?|aine?|a[lu]x?|ales?|istes?|aires?|elle)s?"
)


def complete(
    text: str, mentions: tuple[Mention, ...], knowledge: Knowledge, *, language: str = ""
) -> tuple[Mention, ...]:
    """Adds known names, then every other place where a name found once is written the same.

    One common word that opens a sentence is a name only before a verb: « Depuis 2019 », "Will the council vote?".
    """
    known = [
        Mention(span, _mention_type(span.of(text), knowledge), "knowledge")
        for span in knowledge.scan(text)
        if not _is_feast(text, span)
    ]
    ends = {mention.span.start: mention.span.end for mention in known}
    first = _without_overlap([*(_cut(text, mention, ends) for mention in mentions), *known])
    found = _without_overlap([*first, *_again(text, first), *_acronyms(text)])
    return tuple(one for one in found if not _is_common_opener(text, one.span, language))


def _is_common_opener(text: str, span: Span, language: str) -> bool:
    words = span.of(text)
    before = text[max(0, span.start - 6) : span.start]
    if words.lower() not in common_words(language) or not _OPENS.search(before) or _CIVIL.search(before):
        return False
    after = _NEXT.match(text, span.end)
    verb = after is not None and (after["word"] in _VERBS or after["word"].lower() in speech(language).verbs)
    return not (verb or _PLACED.match(text, span.end))


def _is_feast(text: str, span: Span) -> bool:
    """« le loto de la Saint-Martin » is on a day, not on an island."""
    return span.of(text).startswith("Saint-") and text[: span.start].endswith(("la ", "La "))


def _acronyms(text: str) -> Iterator[Mention]:
    """Capitals that an article uses again and again name something, if nobody knows what: of unknown type."""
    quiet = [line for line in re.finditer(r"[^\n]+", text) if any(word.islower() for word in line.group().split())]
    found = [m for line in quiet for m in _CAPITALS.finditer(text, *line.span())]
    counts = Counter(match.group() for match in found)
    for match in found:
        if counts[match.group()] >= _OFTEN and match.group() not in _NO_ACRONYMS:
            yield Mention(Span(*match.span()), "MISC", "capitals")


def _cut(text: str, mention: Mention, ends: Mapping[int, int]) -> Mention:
    """« Cour des comptes critique la gestion »: where a known name ends and a common word goes on, so does the name."""
    end = ends.get(mention.span.start, mention.span.end)
    after = _WORD.search(text, end, mention.span.end)
    goes_on = after is None or not after.group().islower() or _GOES_ON.fullmatch(after.group())
    return mention if goes_on else replace(mention, span=Span(mention.span.start, end))


def _mention_type(form: str, knowledge: Knowledge) -> MentionType:
    known = knowledge.find(form)
    return MENTION[known.type] if known else "ORG"


def _without_overlap(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Keeps the longer of two that overlap, and of two as long the one given first."""
    taken: set[int] = set()
    kept = []
    for mention in sorted(mentions, key=lambda m: m.span.start - m.span.end):
        place = range(mention.span.start, mention.span.end)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.span))


def _again(text: str, mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    """Finds capitalised words again elsewhere, unless the article also writes them as a common word."""
    lower = {word for word in _WORD.findall(text) if word.islower()}
    forms = {m.span.of(text): m for m in mentions if m.type != "MISC"}
    counts = Counter(m.span.of(text) for m in mentions)
    forms = _surnames(forms) | forms
    more = [form for form in forms if text.count(form) > counts[form]]  # most names stand nowhere else
    sure = [form for form in more if len(form) > 2 and form[0].isupper() and form.lower() not in lower]
    if not sure:
        return
    pattern = "|".join(re.escape(form) for form in sorted(sure, key=lambda f: (-len(f), f)))
    for match in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", text):
        model = forms[match.group()]
        yield Mention(Span(*match.span()), model.type, model.by)


def _surnames(forms: Mapping[str, Mention]) -> dict[str, Mention]:
    """The last word of each person's full name: « Steve Witkoff » makes « Witkoff » a name elsewhere."""
    people = {form: mention for form, mention in forms.items() if mention.type == "PER" and " " in form}
    return {form.rsplit(" ", 1)[1]: mention for form, mention in people.items()}
