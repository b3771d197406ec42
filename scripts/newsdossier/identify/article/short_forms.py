"""One article's names -> the fuller name that each stands for, and why: surnames, acronyms, short names.

Two candidates are no candidate: a surname alone never chooses between two people.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from newsdossier.model.entity import KnownEntity
from newsdossier.model.findings import MentionType
from newsdossier.naming import words
from newsdossier.naming.likeness import bare, initials

TIES: tuple[MentionType, ...] = ("PER", "LOC", "ORG", "MISC")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.?){2,7}")
_FAMILY = re.compile(r"\b(?:époux|couple|famille|clan|frères|sœurs|fils|family|brothers|sisters|couple)\s+$")
Owner = tuple[str, str]  # slug of the fuller name, key of `locale` that says why


@dataclass(frozen=True, slots=True)
class Name:
    """All mentions of one name in one article."""

    form: str
    """As it is written most often."""
    forms: tuple[str, ...]
    """Every way in which it is written."""
    votes: Mapping[MentionType, int]
    """What the model took its mentions for."""
    type: MentionType
    """Its majority."""
    known: KnownEntity | None
    """Whom we know by that name."""


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
    if _is_place(name):
        return
    people = [other for other, long in names.items() if _is_full(long) and _ends(name, long)]
    if slug not in people and not (_is_full(name) and name.type == "PER"):
        yield from ((other, "because_short") for other in _not_another(name, people, names))
    if name.type != "PER" or not people:
        yield from _organisations(slug, names, text)


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


def _ends(short: Name, long: Name) -> bool:
    """« Witkoff » or « Le Drian » at the end of the full name, or a given name that the model took for a person."""
    some, all_ = words(short.form), words(long.form)
    if len(some) >= len(all_):
        return False
    return all_[-len(some) :] == some or (some == all_[:1] and short.type == "PER")


def _organisations(slug: str, names: Mapping[str, Name], text: str) -> Iterator[Owner]:
    name = names[slug]
    for other, long in names.items():
        if other != slug and long.type in {"ORG", "MISC"} and len(words(long.form)) > 1:
            if _ACRONYM.fullmatch(name.form) and _abbreviates(name.form, long, text):
                yield other, "because_acronym"
            elif long.type == "ORG" and name.type != "LOC" and _begins(name, long):
                yield other, "because_short"


def _abbreviates(form: str, long: Name, text: str) -> bool:
    """Its initials, or a form that stands in brackets right behind it and begins like it."""
    letters = form.replace(".", "").casefold()
    if not form[0].isupper() or len(letters) < 2:
        return False
    if letters in initials(long.form):
        return True
    return form.isupper() and (f"{long.form} ({form})" in text or f"{form} ({long.form})" in text)


def _begins(short: Name, long: Name) -> bool:
    """« Boeing » of « Boeing Co », « Goldman » of « Goldman Sachs »: its first words, which are no common ones."""
    some, all_ = bare(short.form), bare(long.form)
    if some == all_:
        return len(words(short.form)) < len(words(long.form))
    return short.type == "ORG" and len(some[0]) > 3 and all_[: len(some)] == some
