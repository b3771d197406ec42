"""One article's mentions -> one decision per name: what it is, and which longer name it stands for.

What is known of a name decides in this order: the authority, countries, the full name elsewhere in the article,
large cities, the majority of what the model said. A surname alone never chooses between two people.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from newsdossier.identify.fuller import TIES, Name, of_a_family, owners
from newsdossier.identify.knowledge import Knowledge
from newsdossier.identify.roles import keyed
from newsdossier.model import Annotations, Article, EntityType, Known, Mention, MentionType, Reason, Role, Span
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
_WORD = re.compile(r"\w+")
_CAPITALS = re.compile(r"(?<![\w-])(?=[A-Z\d]*[A-Z][A-Z\d]*[A-Z])[A-Z][A-Z\d]{1,6}(?![\w-])")
_OFTEN = 3  # times from which on capitals are a name
_NO_ACRONYMS = frozenset(
    "TV PM AM CEO CFO OK II III IV VI VII VIII IX XI XII XIII XIV XV XVI XX XXI PDG DVD CD PC".split()
)
# Words that go on with a name: « Parti socialiste européen », « Conseil de sécurité des Nations unies »
_GOES_ON = re.compile(
    r"des?|du|d|la|les?|l|et|en|à|aux?|pour|sur|of|the|and|for|in|on|to"
    r"|\w+(?:aise?|ien(?:ne)?|éen(?:ne)?|oise?|aine?|a[lu]x?|ales?|istes?|aires?|elle)s?"
)


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
    known: bool = False
    """Its id is of the authority or of a list."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """One article's names, decided."""

    mentions: tuple[Mention, ...]
    """With the entity's key, and the type that was decided."""
    locals: tuple[Local, ...]
    """Sorted by key."""
    roles: tuple[Role, ...] = ()
    """Of persons that are named, with their keys."""


def resolve(article: Article, annotations: Annotations, knowledge: Knowledge) -> Resolved:
    """Find what the model missed, then decide name by name."""
    mentions = _complete(article.text, annotations.mentions, knowledge)
    names = _names(article.text, mentions, knowledge)
    fuller = owners(names, article.text)
    keys = {slug: _key(fuller[slug][0], names) for slug in names}
    members: dict[str, list[str]] = defaultdict(list)
    for slug, entity in keys.items():
        members[entity].append(slug)
    why = {names[slug].form: reason for slug, (_, reason) in fuller.items()}
    found = tuple(
        _local(k, [names[s] for s in sorted(slugs)], (knowledge, why)) for k, slugs in sorted(members.items())
    )
    types = {local.key: MENTION[local.type] for local in found}
    decided = tuple(_decided(m, keys[_slug(article.text, m)], types) for m in mentions)
    return Resolved(decided, found, tuple(keyed(annotations.roles, decided)))


def _complete(text: str, mentions: tuple[Mention, ...], knowledge: Knowledge) -> tuple[Mention, ...]:
    """Add known names, then every other place where a name found once is written the same."""
    known = [Mention(span, _mention_type(span.of(text), knowledge), "knowledge") for span in knowledge.scan(text)]
    ends = {mention.span.start: mention.span.end for mention in known}
    first = _without_overlap([*(_cut(text, mention, ends) for mention in mentions), *known])
    return _without_overlap([*first, *_again(text, first), *_acronyms(text)])


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


def _names(text: str, mentions: tuple[Mention, ...], knowledge: Knowledge) -> dict[str, Name]:
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[_slug(text, mention)].append(mention)
    return {slug: _name(text, group, knowledge) for slug, group in sorted(groups.items())}


def _slug(text: str, mention: Mention) -> str:
    """The identity of its form; « les époux Macron » is another name than « Macron »."""
    family = mention.type == "PER" and of_a_family(text, mention.span.start)
    return key(mention.span.of(text)) + ("-family" if family else "")


def _name(text: str, group: list[Mention], knowledge: Knowledge) -> Name:
    forms = Counter(m.span.of(text) for m in group)
    form = min(forms, key=lambda f: (-forms[f], f))
    votes = Counter(m.type for m in group)
    known = knowledge.decides(form)
    majority = min(TIES, key=lambda t: (-votes[t], TIES.index(t)))
    return Name(form, tuple(sorted(forms)), dict(votes), majority, known)


def _key(owner: str, names: Mapping[str, Name]) -> str:
    known = names[owner].known
    return known.id if known else owner


def _local(entity: str, names: list[Name], what: tuple[Knowledge, Mapping[str, str]]) -> Local:
    knowledge, why = what
    fullest = min(names, key=lambda n: (-len(words(n.form)), -sum(n.votes.values()), n.form))
    forms = tuple(sorted({form for name in names for form in name.forms}))
    known = next((name.known for name in names if name.known and name.known.id == entity), None)
    return Local(
        key=entity,
        type=known.type if known else _ENTITY[_type(names, knowledge)],
        name=known.name if known else fullest.form,
        forms=forms,
        mentions=sum(sum(name.votes.values()) for name in names),
        because=tuple(_reasons(fullest, (names, why), known)),
        known=known is not None,
    )


def _type(names: list[Name], knowledge: Knowledge) -> MentionType:
    """The fullest name's majority; of two as frequent the one that a list knows; a known organisation is no MISC."""
    longest = max(len(words(name.form)) for name in names)
    votes = sum((Counter(name.votes) for name in names if len(words(name.form)) == longest), Counter())
    if any(knowledge.is_city(name.form) for name in names):
        votes = _with_half(votes, "LOC")
    if any(knowledge.is_organisation(name.form) for name in names):
        votes["ORG"] += votes.pop("MISC", 0)
        votes = _with_half(votes, "ORG")
    return min(TIES, key=lambda t: (-votes[t], TIES.index(t)))


def _with_half(votes: Counter[MentionType], kind: MentionType) -> Counter[MentionType]:
    return Counter({one: 2 * n for one, n in votes.items()}) + Counter({kind: 1})


def _reasons(fullest: Name, what: tuple[list[Name], Mapping[str, str]], known: Known | None) -> Iterator[Reason]:
    names, why = what
    for name in names:
        if known and name.known == known:
            if key(name.form) != key(known.name):
                yield Reason(f"because_{known.by}", (name.form, known.name))
        elif name is not fullest:
            yield Reason(why[name.form] or "because_short", (name.form, fullest.form))


def _decided(mention: Mention, entity: str, types: Mapping[str, MentionType]) -> Mention:
    return replace(mention, entity=entity, type=types[entity])
