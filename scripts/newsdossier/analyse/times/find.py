"""Article -> times: dates, hours, durations, frequencies, each with the verb that it dates and that verb's outlook.

Times are resolved as far as the text and its day allow, never further. The value is TIMEX3's; the EDTF is what pages
show and sort by. Without a year the publication or the nearest dated day decides, and `inferred` says so; without
either the year stays unknown: `XXXX-10-14`. An hour's EDTF is its day: EDTF has no hours without seconds, and « 14h30 »
does not say them. What verb and date say is then compared with the day of publication: what is dated later has not
happened, whatever its verb's tense.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from newsdossier.analyse.language_pipeline import model_name
from newsdossier.analyse.times import calendar, dates, durations, relative, weekdays
from newsdossier.analyse.times.calendar import TimeValue
from newsdossier.analyse.times.context import GRAMMARS, Match, TimeContext, group
from newsdossier.analyse.times.day_of_hour import with_days_of_text
from newsdossier.analyse.times.verbs import dated_verb
from newsdossier.edtf import bounds, valid
from newsdossier.languages.time_rules import SPACE, Rule, word_starts
from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Dated, Outlook, TimeExpression

BY = "times 4"
STRUCTURE = True
READERS: dict[str, Callable[[Match, TimeContext], TimeValue | None]] = {
    "date": dates.day_of_month, "until": dates.until, "month": dates.month, "year": dates.year,
    "years": dates.years, "numeric": dates.numeric, "century": dates.century, "decade": dates.decade,
    "part": dates.part_of_year, "clock": durations.clock, "day": relative.day, "thispart": relative.this_part,
    "somepart": relative.some_part, "weekday": weekdays.weekday, "dayonly": weekdays.weekday_and_number,
    "night": weekdays.night, "period": relative.period, "ago": relative.ago, "hence": relative.hence,
    "later": relative.later, "season": relative.season, "feast": relative.feast, "span": durations.several,
    "duration": durations.length, "set": durations.repeated, "freq": durations.adverb,
    "number": weekdays.number, "beside": relative.adjacent, "now": durations.present, "nth": weekdays.nth_weekday,
    "week": weekdays.weekday_of_week, "nightdates": weekdays.night_of_dates, "thatday": relative.that_day,
    "half": relative.half_of_month, "openday": relative.open_day, "lateday": weekdays.late_or_early,
    "nthhere": weekdays.nth_weekday_of_this_month, "nthweekend": weekdays.nth_weekend, "oldyear": dates.old_year,
}  # fmt: skip
# « reporté à mardi », "scheduled for Tuesday" look ahead, whatever the verb tells of; « jusqu'à mardi » may do either
_AHEAD = re.compile(
    r"\b(?:report|renvoy|repouss|prévu|fix|programm|ajourn|remis"
    r"|postponed|scheduled|due|delayed|adjourned|put back|pushed back)"
    r"\w*\s(?:à|au|pour|until|till|to|for)\s(?:le\s)?$",
    re.IGNORECASE,
)
_EITHER = re.compile(r"(?:\b(?:à|pour|until|till|by|for)|jusqu['’]à|d['’]ici)\s(?:ce\s|le\s|next\s)?$", re.IGNORECASE)
_COUNTED = re.compile(
    r"lendemain|veille|plus tard|plus tôt|\b(?:following|next|same) day|\blater|\bearlier", re.IGNORECASE
)
_OF_NOUN = re.compile(r"\b(?:de|du|d['’]|of)\s?$", re.IGNORECASE)  # « la réunion de jeudi »
_JOIN = re.compile(
    rf"{SPACE}?,?{SPACE}?(?:(?:à|vers|dès|at|around|about|by|on|of|le|avant|après|before|after){SPACE})?"
)
_FROM = re.compile(rf"\b(?P<word>de|du|d['’]|entre|from|between)(?:{SPACE}(?:le|la|the))?{SPACE}?$", re.I)
_TO = re.compile(
    rf"{SPACE}(?P<word>à|au|et|to|and|through|until|jusqu['’](?:à|au))(?:{SPACE}(?:le|la|the))?{SPACE}", re.I
)
_HOURS, _MINUTES = re.compile(r"PT\d+H"), re.compile(r"PT\d+M")
_DAY = re.compile(r"(?:\d{4}|XXXX)-(?:\d\d-\d\d|WXX-\d)")
_SINCE = {name: re.compile(grammar.SINCE, re.I) for name, grammar in GRAMMARS.items()}
_UNTIL = {name: re.compile(grammar.UNTIL, re.I) for name, grammar in GRAMMARS.items()}


if TYPE_CHECKING:
    from spacy.tokens import Doc


class Candidate(NamedTuple):
    """What a rule of the grammar matches."""

    kind: str
    """The rule's kind, a key of `READERS`."""
    match: Match
    """The rule's match in the text."""


Candidates = Sequence[Sequence[Candidate]]
"""Those of a text, in order, the ones from the same character together."""


class _Expression(NamedTuple):
    span: Span
    time: TimeValue


def fingerprint(language: str) -> str:
    """Returns what a stored result depends on beside the text and the day of publication."""
    return f"{BY}, {model_name(language)}"


def depends(article: Article) -> str:
    """Returns what else of the article the result depends on: the day from which « hier » counts."""
    return f"{article.source.published or ''} {article.source.published_from}"


def find(article: Article, doc: "Doc") -> Iterator[TimeExpression]:
    """Yields the times of a French or English article, in order; they do not overlap."""
    places = candidates(article)
    verbs = {time.span: dated_verb(doc, time.span, article.language) for time in expressions(article, places)}
    ahead = {span.end: _is_ahead(verb, span, article.text) for span, verb in verbs.items()}
    to_come = {end: is_ahead for end, is_ahead in ahead.items() if is_ahead is not None}
    today = published(article)
    # again: « mardi » is the next or the last one, as its verb has it
    times = tuple(expressions(article, places, to_come))
    for time in with_days_of_text(times, article, verbs, today):
        verb = verbs.get(time.span)
        yield replace(time, dates=_compared(verb, time.edtf, today) if verb else None)


def _is_ahead(verb: Dated | None, time: Span, text: str) -> bool | None:
    """True if a weekday is to come; None where neither its verb nor the words before it say so."""
    before = text[max(0, time.start - 24) : time.start]
    if _AHEAD.search(before):
        return True
    if verb is None or _EITHER.search(before):
        return None
    if verb.outlook == "present" and verb.verb.end <= time.start and not _OF_NOUN.search(before):
        return True  # « on vote lundi », « se prononce en février »
    return verb.outlook == "announced" if verb.outlook in {"past", "announced"} else None


def _compared(verb: Dated, edtf: str, today: date | None) -> Dated:
    """Returns the verb with the outlook that the day of publication leaves it; a plan of the past stays a plan."""
    when = bounds(edtf) if edtf and today else None
    if not when or not today:
        return verb
    outlook: Outlook = verb.outlook
    if when[0] > today and outlook != "possible":
        outlook = "announced"
    elif when[1] < today and outlook in {"present", "unsaid"}:
        outlook = "past"
    return replace(verb, outlook=outlook)


def candidates(article: Article) -> Candidates:
    """Returns where rules of the grammar match a French or English article, in order; they may overlap."""
    if article.language not in GRAMMARS:
        return ()
    rules, text = GRAMMARS[article.language].RULES, article.text
    places = (_matches(rules[key], text, start) for start, key in word_starts(text) if key in rules)
    return tuple(matches for matches in places if matches)


def _matches(rules: tuple[Rule, ...], text: str, start: int) -> Sequence[Candidate]:
    """Returns the longest first; of two as long the one that comes first in the grammar."""
    matches = [Candidate(rule.kind, match) for rule in rules if (match := rule.match(text, start))]
    return sorted(matches, key=lambda one: -one.match.end())


def expressions(
    article: Article, places: Candidates, to_come: Mapping[int, bool] | None = None
) -> Iterator[TimeExpression]:  # fmt: skip
    """Yields the times of an article, in order; they do not overlap. `to_come` is that of `TimeContext`."""
    if not places:
        return
    found = _with_days(list(_readable(places, _context(article, to_come or {}))), article.text)
    for span, time in _with_ends(_added(found, article.text), article.text):
        yield TimeExpression(span, time.type, time.value, _bounded(time.edtf, article, span), BY, time.inferred)


def _context(article: Article, to_come: Mapping[int, bool]) -> TimeContext:
    """Counts from the day of publication, else from the date that opens the text."""
    day, text = published(article), article.text
    opening = dates.dateline(text, article.language) if day is None else None
    is_dateline = opening or article.source.published_from == "dateline"
    return TimeContext(
        text, article.language, day or opening, source="dateline" if is_dateline else "published", to_come=to_come
    )


def published(article: Article) -> date | None:
    """Returns the day to count from, unless it is a slip that no newspaper can be from."""
    day = article.source.published
    return day if day and calendar.FIRST_YEAR <= day.year <= calendar.LAST_YEAR else None


def _readable(places: Candidates, context: TimeContext) -> Iterator[_Expression]:
    end = 0
    for matches in places:
        best = _longest(matches, context) if matches[0].match.start() >= end else None
        if best:
            end = best.span.end
            yield best
            counted = _COUNTED.search(best.span.of(context.text))  # « la veille », « le lendemain »: from one day
            if re.fullmatch(r"\d{4}-\d\d-\d\d", best.time.value[:10]) and not counted:
                context = replace(context, last_day=date.fromisoformat(best.time.value[:10]), last_day_end=end)
            if not best.time.inferred and re.match(r"\d{4}-\d\d", best.time.value):
                context = replace(context, story_year=int(best.time.value[:4]), story_end=end)


def _longest(matches: Sequence[Candidate], context: TimeContext) -> _Expression | None:
    """Returns the longest match that can be read."""
    for kind, match in matches:
        time = READERS[kind](match, context)
        if time:
            start = match.start("x") if group(match, "x") else match.start()
            return _Expression(Span(start, match.end()), time)
    return None


def _with_days(found: list[_Expression], text: str) -> list[_Expression]:
    """« mardi 14 octobre à 14h30 » are two expressions; the hour takes its day from the date next to it.

    Where nothing but a space parts them, "noon Saturday", « mardi 14h30 », they are one.
    """
    result: dict[int, _Expression] = dict(enumerate(found))
    for at, (span, time) in enumerate(found):
        is_part = re.match(r"T[A-Z]", time.value) and text.startswith(" of ", span.end)
        other = _day_next_to(found, at, text) if is_part or re.match(r"T\d", time.value) else None
        if other is not None and other in result:
            day_span, day = found[other]
            first, second = sorted((span, day_span))
            between = text[first.end : second.start]
            is_one = between.isspace() or between == " of "  # “the morning of Thursday, June 12”
            if is_one:
                del result[other]
            whole = Span(first.start, second.end) if is_one else span
            value = TimeValue("TIME", day.value[:10] + time.value, day.edtf, day.inferred)
            result[at] = _Expression(whole, value)
    return [result[at] for at in sorted(result)]


def _day_next_to(found: list[_Expression], hour: int, text: str) -> int | None:
    neighbours = (at for at in (hour - 1, hour + 1) if 0 <= at < len(found))
    return next((at for at in neighbours if _is_day_of(found[at], found[hour].span, text)), None)


def _is_day_of(day: _Expression, hour: Span, text: str) -> bool:
    first, second = sorted((hour, day.span))
    return bool(_DAY.match(day.time.value)) and _JOIN.fullmatch(text, first.end, second.start) is not None


def _added(found: list[_Expression], text: str) -> list[_Expression]:
    """« deux heures et trente-quatre minutes », "two hours and 50 minutes" are one duration."""
    result: list[_Expression] = []
    for one in found:
        before = result[-1] if result else None
        joined = before and text[before.span.end : one.span.start] in {" and ", " et "}
        if before and joined and _HOURS.fullmatch(before.time.value) and _MINUTES.fullmatch(one.time.value):
            value = before.time._replace(value=before.time.value + one.time.value[2:])
            result[-1] = _Expression(Span(before.span.start, one.span.end), value)
        else:
            result.append(one)
    return result


def _with_ends(found: list[_Expression], text: str) -> Iterator[_Expression]:
    """« de novembre 2024 à février 2025 »: the first of two dates becomes the interval that they bound."""
    for first, second in zip(found, [*found, None][1:], strict=True):
        edtf, end = first.time.edtf, second.time.edtf if second else ""
        if second and len(edtf) == len(end) and edtf < end and _runs(first.span, second.span, text):
            joined = f"{edtf}/{end}"
            yield first._replace(time=first.time._replace(edtf=joined if valid(joined) else edtf))
        else:
            yield first


def _runs(first: Span, second: Span, text: str) -> bool:
    """True for « de … à … » and « entre … et … »."""
    joint = _TO.fullmatch(text, first.end, second.start)
    opening = _FROM.search(text[max(0, first.start - 14) : first.start]) if joint else None
    if not joint or not opening:
        return False
    return (joint["word"].lower() in {"et", "and"}) == (opening["word"].lower() in {"entre", "between"})


def _bounded(edtf: str, article: Article, span: Span) -> str:
    """« depuis mars » is an interval without end, « jusqu'au 20 janvier » one without beginning."""
    if not edtf or "/" in edtf:
        return edtf
    before = article.text[max(0, span.start - 30) : span.start]
    if _SINCE[article.language].search(before):
        return f"{edtf}/.."
    return f"../{edtf}" if _UNTIL[article.language].search(before) else edtf
