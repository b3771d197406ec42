"""One article's mentions -> one decision per name: what it is, and which longer name it stands for.

What is known of a name decides in this order: the authority, countries, the full name elsewhere in the article,
large cities, the majority of what the model said. A surname alone never chooses between two people.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from newsdossier.identify.knowledge import Knowledge
from newsdossier.model import Annotations, Article, EntityType, Known, Mention, MentionType, Reason, Span
from newsdossier.spelling import key, words

_ENTITY: dict[MentionType, EntityType] = {
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "MISC": "other",
}
MENTION: dict[EntityType, MentionType] = {
    "person": "PER", "organisation": "ORG", "place": "LOC", "event": "MISC", "work": "MISC", "other": "MISC",
}  # fmt: skip
_TIES: tuple[MentionType, ...] = ("PER", "LOC", "ORG", "MISC")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Name:
    """All mentions of one name in one article."""

    form: str
    """As it is written most often."""
    forms: tuple[str, ...]
    """Every way in which it is written."""
    votes: Mapping[MentionType, int]
    """What the model took its mentions for."""
    known: Known | None
    """Whom we know by that name."""


@dataclass(frozen=True, slots=True)
class Local:
    """An entity as one article shows it."""

    key: str
    """Its identity: a known id, or the key of its fullest name."""
    type: EntityType
    """What this article takes it for."""
    name: str
    """Its fullest form in this article."""
    forms: tuple[str, ...]
    """Every form in this article, sorted."""
    mentions: int
    """How often it is named."""
    because: tuple[Reason, ...]
    """Why its forms were taken for one."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """One article's names, decided."""

    mentions: tuple[Mention, ...]
    """With the entity's key, and the type that was decided."""
    locals: tuple[Local, ...]
    """Sorted by key."""


def resolve(article: Article, annotations: Annotations, knowledge: Knowledge) -> Resolved:
    """Find what the model missed, then decide name by name."""
    mentions = _complete(article.text, annotations.mentions, knowledge)
    names = _names(article.text, mentions, knowledge)
    full = _full_names(names)
    owners = {slug: _owner(slug, name, full) for slug, name in names.items()}
    keys = {slug: _key(owners[slug], names) for slug in names}
    members: dict[str, list[str]] = defaultdict(list)
    for slug, entity in keys.items():
        members[entity].append(slug)
    found = tuple(_local(k, [names[s] for s in sorted(slugs)], knowledge) for k, slugs in sorted(members.items()))
    types = {local.key: MENTION[local.type] for local in found}
    decided = tuple(_decided(m, keys[key(m.span.of(article.text))], types) for m in mentions)
    return Resolved(decided, found)


def _complete(text: str, mentions: tuple[Mention, ...], knowledge: Knowledge) -> tuple[Mention, ...]:
    """Add known names, then every other place where a name found once is written the same."""
    known = [Mention(span, _mention_type(span.of(text), knowledge), "knowledge") for span in knowledge.scan(text)]
    first = _without_overlap([*mentions, *known])
    return _without_overlap([*first, *_again(text, first)])


def _mention_type(form: str, knowledge: Knowledge) -> MentionType:
    known = knowledge.find(form)
    return MENTION[known.type] if known else "MISC"


def _without_overlap(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Of two that overlap the longer stays, of two as long the one given first."""
    taken: set[int] = set()
    kept = []
    for mention in sorted(mentions, key=lambda m: m.span.start - m.span.end):
        place = range(mention.span.start, mention.span.end)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.span))


def _again(text: str, mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    """The same capitalised words elsewhere, unless the article also writes them as a common word."""
    lower = {word for word in _WORD.findall(text) if word.islower()}
    forms = {m.span.of(text): m for m in mentions if m.type != "MISC"}
    forms = _surnames(forms) | forms
    sure = [form for form in forms if len(form) > 2 and form[0].isupper() and form.lower() not in lower]
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


def _names(text: str, mentions: tuple[Mention, ...], knowledge: Knowledge) -> dict[str, Name]:
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[key(mention.span.of(text))].append(mention)
    return {slug: _name(text, group, knowledge) for slug, group in sorted(groups.items())}


def _name(text: str, group: list[Mention], knowledge: Knowledge) -> Name:
    forms = Counter(m.span.of(text) for m in group)
    form = min(forms, key=lambda f: (-forms[f], f))
    votes = Counter(m.type for m in group)
    known = knowledge.decides(form)
    return Name(form, tuple(sorted(forms)), dict(votes), known)


def _full_names(names: Mapping[str, Name]) -> dict[str, Name]:
    """The people whom the article names with two words or more."""
    return {s: n for s, n in names.items() if len(words(n.form)) > 1 and _majority(n) == "PER" and not _place(n)}


def _place(name: Name) -> bool:
    return name.known is not None and name.known.type != "person"


def _owner(slug: str, name: Name, full: Mapping[str, Name]) -> str:
    """The full name that a shorter one stands for, or itself; two candidates are no candidate."""
    if slug in full or _place(name):
        return slug
    fits = [other for other, long in full.items() if _stands_for(name, long)]
    if name.known:
        fits_known = [o for o in fits if full[o].known and full[o].known == name.known]
        fits = fits_known or (fits if not fits_known and not _named(name.known, full) else [])
    return fits[0] if len(fits) == 1 else slug


def _named(known: Known, full: Mapping[str, Name]) -> bool:
    return any(long.known == known for long in full.values())


def _stands_for(short: Name, long: Name) -> bool:
    """« Witkoff » or « Le Drian » at the end of the full name, or a given name that the model took for a person."""
    some, all_ = words(short.form), words(long.form)
    if len(some) >= len(all_):
        return False
    return all_[-len(some) :] == some or (some == all_[:1] and _majority(short) == "PER")


def _majority(name: Name) -> MentionType:
    return min(_TIES, key=lambda t: (-name.votes.get(t, 0), _TIES.index(t)))


def _key(owner: str, names: Mapping[str, Name]) -> str:
    known = names[owner].known
    return known.id if known else owner


def _local(entity: str, names: list[Name], knowledge: Knowledge) -> Local:
    fullest = min(names, key=lambda n: (-len(words(n.form)), -sum(n.votes.values()), n.form))
    forms = tuple(sorted({form for name in names for form in name.forms}))
    known = next((name.known for name in names if name.known and name.known.id == entity), None)
    return Local(
        key=entity,
        type=known.type if known else _ENTITY[_type(names, knowledge)],
        name=known.name if known else fullest.form,
        forms=forms,
        mentions=sum(sum(name.votes.values()) for name in names),
        because=tuple(_reasons(fullest, names, known)),
    )


def _type(names: list[Name], knowledge: Knowledge) -> MentionType:
    """The fullest name's majority; a large city of that name counts as much as half of its mentions."""
    longest = max(len(words(name.form)) for name in names)
    votes = sum((Counter(name.votes) for name in names if len(words(name.form)) == longest), Counter())
    if any(knowledge.is_city(name.form) for name in names):
        votes["LOC"] += max(1, votes.total() // 2)
    return min(_TIES, key=lambda t: (-votes[t], _TIES.index(t)))


def _reasons(fullest: Name, names: list[Name], known: Known | None) -> Iterator[Reason]:
    for name in names:
        if known and name.known == known:
            if key(name.form) != key(known.name):
                yield Reason(f"because_{known.by}", (name.form, known.name))
        elif name is not fullest:
            yield Reason("because_short", (name.form, fullest.form))


def _decided(mention: Mention, entity: str, types: Mapping[str, MentionType]) -> Mention:
    return replace(mention, entity=entity, type=types[entity])
