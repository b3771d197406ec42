"""One article's names -> the fuller name that each stands for, and why: surnames, acronyms, short names.

Two candidates are no candidate: a surname alone never chooses between two people.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from newsdossier.languages import LANGUAGES, phrases
from newsdossier.model.entity import KnownEntity
from newsdossier.model.findings import MentionType
from newsdossier.naming import words
from newsdossier.naming.likeness import bare, bones, initials

TIES: tuple[MentionType, ...] = ("PER", "LOC", "ORG", "MISC")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.?){2,7}")
_FAMILY = re.compile(r"\b(?:époux|couple|famille|clan|frères|sœurs|fils|les|family|brothers|sisters|couple)\s+$")
_RIVER = re.compile(r"-(?:sur|sous|les|lès|le|la|en|de|du|des|d|aux|au|l|by|on|upon|under)(?=[-'’])", re.I)
_BODIES = frozenset("council court office police hospital university committee commission department authority".split())
_AND = frozenset("i y e".split())  # between the two surnames of a Spanish, Catalan or Portuguese name
_HEAD = {
    language: re.compile(
        rf"(?:{phrases(language, 'organisation heads')}|{phrases(language, 'institutions')})"
        r"(?: [\wà-ÿ-]+)? (?:des? |du |d’|de la |de l’|of |of the )?"
    )
    for language in LANGUAGES
}
Owner = tuple[str, str]  # slug of the fuller name, key of `locale` that says why


@dataclass(frozen=True, slots=True)
class Name:
    """All mentions of one name in one article."""

    form: str
    """As it is written most often."""
    forms: tuple[str, ...]
    """Every way in which it is written."""
    mentions: int
    """How often the article has it."""
    votes: Mapping[MentionType, int]
    """What the model took its mentions for, and what the words around them say."""
    type: MentionType
    """The type with most votes."""
    known: KnownEntity | None
    """Whom we know by that name."""
    family: bool = False
    """True for « les époux Macron »: several people, and no short form of one."""
    titled: bool = False
    """True for « M. Laurent »: a surname, never a given name."""
    city: bool = False
    """True for the name of a large city that no title makes a person's."""


def of_a_family(text: str, start: int) -> bool:
    """« les époux Macron »: what begins there names several people, none of them alone."""
    return _FAMILY.search(text[max(0, start - 12) : start]) is not None


def owners(names: Mapping[str, Name], text: str) -> dict[str, Owner]:
    """For each name by its slug the fullest one that it stands for, itself when there is none."""
    found: dict[str, Owner] = {}
    for slug in sorted(names, key=lambda s: (-len(words(names[s].form)), -len(names[s].form), s)):
        fits = {found[other][0]: why for other, why in _candidates(slug, names, text) if other in found}
        found[slug] = next(iter(fits.items())) if len(fits) == 1 else (slug, "")
    return found


def _candidates(slug: str, names: Mapping[str, Name], text: str) -> Iterator[Owner]:
    """Longer names first: what they stand for is decided when shorter ones are."""
    name = names[slug]
    if name.type == "LOC" and len(name.form) > 3:
        yield from ((other, "because_short") for other, long in names.items() if _is_town_of(name, long))
    if _is_place(name):
        return
    people = [
        o for o, long in names.items() if _may_be_surname(name) and _may_be_full(name, long) and _ends(name, long)
    ]
    companies = [other for other, long in names.items() if other != slug and _is_named_after(name, long)]
    if slug not in people and not (name.type == "ORG" and companies):
        yield from ((other, "because_short") for other in _not_another(name, people, names))
    if name.type != "PER" or not people:
        yield from _organisations(slug, names, text)
        yield from ((other, "because_short") for other in companies)


def _not_another(name: Name, people: list[str], names: Mapping[str, Name]) -> list[str]:
    """Keeps full names that a known entity of that name has; else any, unless it is named in full."""
    if name.known is None:
        return people
    own = [other for other in people if names[other].known == name.known]
    in_full = any(_is_full(long) and long.known == name.known for long in names.values())
    return own or ([] if in_full else people)


def _is_place(name: Name) -> bool:
    return name.known is not None and name.known.type != "person"


def _is_full(name: Name) -> bool:
    return len(words(name.form)) > 1 and name.type == "PER" and not _is_place(name)


def _may_be_surname(name: Name) -> bool:
    return not name.family and not (name.city and name.type == "LOC")


def _may_be_full(short: Name, long: Name) -> bool:
    """True for a full name, also one that the model took for a company where « Dr Thottathil » says that it is none."""
    if _is_full(long):
        return True
    titled = short.votes.get("PER", 0) > short.mentions and short.type == "PER"
    return titled and long.type == "ORG" and long.votes["ORG"] <= long.mentions and len(words(long.form)) == 2


def _ends(short: Name, long: Name) -> bool:
    """« Witkoff » or « Le Drian » at the end of the full name, or a given name that the model took for a person.

    Of « Joaquim Prieto i Soler » the first surname is the usual one.
    """
    some, all_ = words(short.form), words(long.form)
    if len(some) >= len(all_):
        return False
    two_surnames = len(all_) > 3 and all_[-2] in _AND and some == all_[-3:-2]
    spelled_otherwise = (
        short.type == "PER" and len(some) == 1 and len(some[0]) > 4 and bones(some[0]) == bones(all_[-1])
    )
    given = some == all_[:1] and short.type == "PER" and not short.titled
    return all_[-len(some) :] == some or two_surnames or spelled_otherwise or given


def _organisations(slug: str, names: Mapping[str, Name], text: str) -> Iterator[Owner]:
    name = names[slug]
    for other, long in names.items():
        if other != slug and long.type in {"ORG", "MISC"} and len(words(long.form)) > 1:
            if _ACRONYM.fullmatch(name.form) and _abbreviates(name.form, long, names.values(), text=text):
                yield other, "because_acronym"
            elif long.type == "ORG" and name.type != "LOC" and (_begins(name, long) or _is_headed(name, long)):
                yield other, "because_short"


def _abbreviates(form: str, long: Name, names: Iterable[Name], *, text: str) -> bool:
    """Its initials, or a form in brackets beside it; behind « Basket Club de Port-Aubry » that is no « Port-Aubry »."""
    letters = form.replace(".", "").casefold()
    if not form[0].isupper() or len(letters) < 2:
        return False
    if letters in initials(long.form) or f"{form} ({long.form})" in text:
        return True
    longer = (one.form for one in names if one.form != long.form and one.form.endswith(long.form))
    return f"{long.form} ({form})" in text and not any(f"{one} ({form})" in text for one in longer)


def _is_town_of(short: Name, long: Name) -> bool:
    """« Courvaux » of « Courvaux-les-Forges », « Rozveur » of « île de Rozveur »."""
    if long.type != "LOC" or long.known or short.known:
        return False
    longer = long.form.startswith(short.form) and _RIVER.match(long.form, len(short.form))
    return bool(longer) or long.form.lower() in {f"île de {short.form.lower()}", f"île d’{short.form.lower()}"}


def _is_named_after(short: Name, long: Name) -> bool:
    """« Bellerive » of a company « Martin Bellerive », unless the article takes it for a person called so too."""
    some, all_ = words(short.form), words(long.form)
    return long.type == "ORG" and len(all_) == 2 and len(some) == 1 and all_[1:] == some and long.form[0].isupper()


def _is_headed(short: Name, long: Name) -> bool:
    """« Sainte-Eulalie » of « centre hospitalier Sainte-Eulalie »: the long form has a head before it."""
    if short.type != "ORG" or not long.form.endswith(f" {short.form}"):
        return False
    before = long.form[: -len(short.form)].lower().replace("'", "’")
    return any(_HEAD[language].fullmatch(before) for language in LANGUAGES)


def _begins(short: Name, long: Name) -> bool:
    """« Boeing » of « Boeing Co », « Goldman » of « Goldman Sachs »: its first words, which are no common ones."""
    some, all_ = bare(short.form), bare(long.form)
    if some == all_:
        return len(words(short.form)) < len(words(long.form))
    if any(word in _BODIES for word in all_[len(some) :]):
        return False  # “Pritchard Bend” is no short form of “Pritchard Bend City Council”
    called_so = short.votes.get("PER", 0) > short.mentions  # words around it say that it is a person
    short_type = short.type == "ORG" or (short.type == "PER" and not called_so and len(all_) > 2)
    return short_type and len(some[0]) > 3 and all_[: len(some)] == some
