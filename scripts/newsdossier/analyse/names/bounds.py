"""Where a name begins and ends: the model's span -> the name alone, or the whole of it.

Articles, titles and quotation marks go; a capital article of the name stays (« La Ciotat », « Le Sillon »), and
an institution in small letters is as long as its designation (« parquet d’Agen »). Phrases are in
`languages/<language>/names.txt`.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from newsdossier.languages import LANGUAGES, phrases
from newsdossier.model.article import Span
from newsdossier.model.findings import MentionType
from newsdossier.naming.likeness import spells

_AROUND = " \t\n\u00a0\u202f«»“”„\"'’‘`()[]{}<>,;:.!?…-–—*/|"
_ELIDED = re.compile(r"(?:[dlnsjcmt]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)['’](?=\w)", re.I)
_ARTICLE = re.compile(r"(?:le|la|les|un|une|des|du|de|au|aux|ce|cette|son|sa|ses|the|a|an)\s+", re.I)
_ABBREVIATED = r"(?:MM?\.|Mmes?|Mlles?|Mgr|Mᵉ|Me|Dr|Pr|Mr|Mrs|Ms|Sir|Lord|Lady)"
_TITLE = re.compile(
    rf"(?:{_ABBREVIATED}|Monsieur|Madame|Maître|"
    r"(?:vice-)?pr[ée]sident(?:e)?|premi(?:er|ère) ministre|ministre|s[ée]nat(?:eur|rice|or)|d[ée]put[ée]e?|"
    r"g[ée]n[ée]ral|colonel|maire|pape|roi|reine|prince(?:sse)?|prime minister|minister|secretary|governor|"
    r"(?:det(?:ective)?|insp(?:ector)?|supt|superintendent|sgt|sergeant|con(?:stable)?|pc|ch(?:ief)?)\.?(?= [A-Zdsc])|"
    r"congress(?:wo)?man|judge|king|queen|pope|mayor|chancellor|chanceli[eè]re?)\.?\s+",
    re.I,
)
_AFTER_TITLE = re.compile(rf"(?<!\w){_ABBREVIATED}\.?\s$")
_PARTICLE = re.compile(
    rf"(?<!\w)(?:{_ABBREVIATED}\.?|colonel|capitaine|commandant|lieutenant|amiral)\s"
    r"((?:de |d['’]|L[ea] |D[ue] |Des |Van |Von |den |der )+)$"
)
_OWN_ARTICLE = re.compile(r"(?:[a-zà-ÿ,:;] |[(«“\"] ?|«[\u00a0\u202f]|['’])((?:La |Le |Les |L['’]))$")
_GENITIVE = re.compile(r"['’]s?$")
_SAINT = re.compile(r"St\.? [A-Z][\w-]+['’]s")  # « St Enda’s »
_BESIDE = re.compile(
    r"(?:,? (?:KC|QC|SC|SAN|MP|MSP|TD|OBE|MBE|CBE|PhD|MD|FRS)| \d+[-–]\d+)+$|^\d[\d.:]*(?:[ap]m)? (?=[A-Z])"
)
_STATE = frozenset(
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn"
    " Tex Va Vt Wash Wis Wyo".split()
)
_SMALL = re.compile(r"(?:\s[a-zà-ÿ]\S*)+$")
_PARTED = re.compile(r"\s[—–]\s")
_OPEN_END = re.compile(r"\s(?:de|du|des|d['’]|de la|de l['’]|of|of the|the|et|and|pour|for|à|au)$")
_GOES_ON = re.compile(r"\s?((?:la |le |les |l['’])?[A-ZÀ-Ý][\w’'-]*(?:[ -][A-ZÀ-Ý][\w’'-]*)*)")
_APOSTROPHE = re.compile(
    r"(?: (?:Le|La|Ar|Mac|O))? [A-ZÀ-Ý][\w-]*['’](?!s\b|\s)[a-zà-ÿ]\w*|['’](?!s\b)[a-zà-ÿ]{1,3}\b(?! )"
)
_ENDS_IN_PARTICLE = re.compile(r"\s(?:Le|La|Du|Des|de|van|von|Van|Von|Mac|Ní|Ó)$")
_OF_PLACE = re.compile(r"(?:de\s(?:la\s|l['’])?|du\s|des\s|d['’])$")
_OF_PROSECUTOR = re.compile(r"procureure?s? (?:adjointe? )?de la $")
_REPUBLIC = re.compile(r"R[ée]publique (?:de |du |des |d['’])(?:la |l['’])?(?=[A-ZÀ-Ý])")
_WITH_SEAT = re.compile(r"(?:ambassade|consulat(?: général)?|canal) d(?:e |['’]|u |es )")
_REGION = re.compile(r"(?:[Pp]r[ée]sidente?|subventions?|aides?|élus|agents|services|conseil) de la ([Rr]égion )$")
_SEAT = re.compile(r" (?:à|au|aux) [A-ZÀ-Ý][\w’'-]*(?:[ -][A-ZÀ-Ý][\w’'-]*)*")
_BODY = re.compile(
    r"(?: (?:[A-Z][\w’'-]*|of|for|and|the)){0,5}? (?:Court|Council|Office|Department|Hospital|University|College"
    r"|Committee|Trust|Authority|Commission|Board|Police|Agency|Association|Society|Union|Federation|Bank|Party|Service|Registry"
    r"|Tribunal|Constabulary|Ministry|Institute|Foundation|Museum|Chamber|Assembly|Senate|Parliament)(?:s\b|\b)(?![’'-]\w)"
)
_ACRONYM = re.compile(r"((?: [a-zà-ÿ][\wà-ÿ’'-]*){1,8}) \((?=(?:[^A-Z)]*[A-Z]){2})([A-Z][A-Za-z]{1,7})\)")
_ADJECTIVES = r"(?:\s[\wà-ÿ-]+(?:a(?:l|ux|les?)|aire|ique|i[fv]e?|ière?|elle?|el|é)s?){0,2}"


@dataclass(frozen=True, slots=True)
class TypedSpan:
    """A span, and what the model takes it for."""

    span: Span
    type: MentionType


def bounded(text: str, name: TypedSpan, language: str) -> TypedSpan:
    """Returns the name with the bounds that grammar gives it; the type changes only with the words."""
    span = _with_surname(text, name) if name.type == "PER" else name.span
    name = TypedSpan(_bare(text, _alone(text, _closed(text, span)), name.type), name.type)
    name = TypedSpan(_with_article(text, name), name.type)
    if language not in LANGUAGES:  # a borrowed model does not know where the other language's verbs begin
        words = name.span.of(text)
        return replace(name, span=Span(name.span.start, name.span.end - len(words) + len(_SMALL.sub("", words))))
    name = _without_office(text, name, language)
    return _to_acronym(text, _whole_institution(text, name, language))


def _closed(text: str, span: Span) -> Span:
    """Ends at a dash between two words; goes on where the last word asks for another (« hôpital de » Vesoul)."""
    if parted := _PARTED.search(span.of(text)):
        span = Span(span.start, span.start + parted.start())
    if left_open := _OPEN_END.search(span.of(text)):
        more = _GOES_ON.match(text, span.end)
        span = Span(span.start, more.end() if more else span.start + left_open.start())
    return span


def _with_surname(text: str, name: TypedSpan) -> Span:
    """« Tanguy Le | Floc'h », « Anne-Marie | Guivarc'h »: a tokenizer may cut a surname with an apostrophe."""
    more = _APOSTROPHE.match(text, name.span.end)
    if not more and _ENDS_IN_PARTICLE.search(name.span.of(text)):
        more = _GOES_ON.match(text, name.span.end)
    return Span(name.span.start, more.end()) if more else name.span


def _alone(text: str, span: Span) -> Span:
    """Leaves out what stands beside a name and is none: “Fiachra Kiely SC”, “Ballinree 1-16”, “4.20pm Ballinree”."""
    for beside in _BESIDE.finditer(span.of(text)):
        if beside.start():
            span = Span(span.start, span.start + beside.start())
        else:
            span = Span(span.start + beside.end(), span.end)
            return _alone(text, span)
    return span


def _bare(text: str, span: Span, kind: MentionType) -> Span:
    before = None
    while span != before:
        before = span
        span = _stripped(text, span)
        words = span.of(text)
        for what in (_ELIDED, _ARTICLE, _TITLE):
            head = what.match(words)
            if head and not (what is _ARTICLE and _part_of_name(text, span, head.group(), kind)):
                span = Span(span.start + head.end(), span.end)
                break
        tail = _GENITIVE.search(span.of(text))
        if tail and not _SAINT.fullmatch(span.of(text)):
            span = Span(span.start, span.start + tail.start())
    return span


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(_AROUND))
    end = span.end - len(words) + len(words.rstrip(_AROUND))
    short = re.search(r"(?:^|[.\s])\w(?:\.\w)*$", text[start:end]) or text[start:end] in _STATE
    if text[end : end + 1] == "." and short:
        end += 1  # « U.S. », « George W. » and « Ind. » keep their last stop
    return Span(start, max(start, end))


def _part_of_name(text: str, span: Span, article: str, kind: MentionType) -> bool:
    """True for « La Haye » in mid-sentence and « M. Le Bihan », not for « La Russie » opening a sentence."""
    if not article[:1].isupper() or article.strip().lower() in {"the", "a", "an"}:
        return False
    before = text[max(0, span.start - 12) : span.start]
    return bool(re.search(r"[\w,’'][ \u00a0]$", before)) or (kind == "PER" and bool(_AFTER_TITLE.search(before)))


def _with_article(text: str, name: TypedSpan) -> Span:
    """« à La Ciotat », « selon Le Sillon », « M. de Nayrac »: models cut off an article or particle of the name."""
    before = text[max(0, name.span.start - 24) : name.span.start]
    own = _PARTICLE.search(before) if name.type == "PER" else _OWN_ARTICLE.search(before)
    return Span(name.span.start - len(own.group(1)), name.span.end) if own else name.span


def _without_office(text: str, name: TypedSpan, language: str) -> TypedSpan:
    """« préfète de l’Allier », « procureur de la République d’Agen »: an office is no name, what it is over is."""
    words = name.span.of(text)
    if (body := _heads(language, "bodies").match(words)) and body.end() < len(words):
        return replace(name, span=Span(name.span.start + body.end(), name.span.end))
    head = _heads(language, "offices").match(words)
    start = name.span.start + (head.end() if head else 0)
    if _OF_PROSECUTOR.search(text[:start][-30:]) and (republic := _REPUBLIC.match(text, start, name.span.end)):
        start = republic.end()
    return TypedSpan(Span(start, name.span.end), "LOC") if name.span.start < start < name.span.end else name


def _whole_institution(text: str, name: TypedSpan, language: str) -> TypedSpan:
    """« parquet d’Agen », « ambassade de France à Mascate »: the designation before a place, and the seat after it."""
    if language == "en":
        return _with_body(text, name)
    before = text[max(0, name.span.start - 90) : name.span.start]
    if of := _OF_PLACE.search(before):
        head = _institutions(language).search(before[: of.start()])
        if head:
            name = TypedSpan(Span(name.span.start - len(before) + head.start(), name.span.end), "ORG")
    if _WITH_SEAT.match(name.span.of(text)) and (seat := _SEAT.match(text, name.span.end)):
        name = replace(name, span=Span(name.span.start, seat.end()))
    if region := _REGION.search(before):
        name = TypedSpan(Span(name.span.start - len(region.group(1)), name.span.end), "ORG")
    return name


def _with_body(text: str, name: TypedSpan) -> TypedSpan:
    """“Tolliver County Clerk’s Office”: a name goes on to the word that says what kind of body it is."""
    more = _BODY.match(text, name.span.end)
    return TypedSpan(Span(name.span.start, more.end()), "ORG") if more and name.type in {"LOC", "ORG"} else name


def _to_acronym(text: str, name: TypedSpan) -> TypedSpan:
    """« Bureau d’enquêtes sur les événements de mer (BEAmer) »: a name is as long as the acronym behind it says."""
    more = _ACRONYM.match(text, name.span.end)
    if more is None or name.type == "PER" or spells(more.group(2), name.span.of(text)):
        return name
    whole = Span(name.span.start, more.end(1))
    return TypedSpan(whole, "ORG") if spells(more.group(2), whole.of(text)) else name


@cache
def _heads(language: str, section: str) -> re.Pattern[str]:
    of = r"\s(?:de\s(?:la\s|l['’])?|du\s|des\s|d['’]|of\s(?:the\s)?)(?=[A-ZÀ-Ý])"
    return re.compile(rf"(?i:{phrases(language, section)}){of}")


@cache
def _institutions(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){phrases(language, 'institutions')}{_ADJECTIVES}\s$", re.I)
