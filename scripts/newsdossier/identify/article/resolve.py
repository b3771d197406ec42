"""One article's mentions -> one decision per name: what it is, and which longer name it stands for.

What is known of a name decides in this order: the authority, countries, the full name elsewhere in the article,
large cities, the majority of what the model said. A surname alone never chooses between two people.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from newsdossier.identify.article.attach import NamedArticle, attached_claims, attached_quotes, attached_roles
from newsdossier.identify.article.evidence import evidence, is_titled
from newsdossier.identify.article.missed import MENTION, complete
from newsdossier.identify.article.short_forms import TIES, Name, of_a_family, owners
from newsdossier.knowledge import Context, Knowledge
from newsdossier.model.article import LOOKED_AT, Article, Span
from newsdossier.model.entity import EntityType, KnownEntity, Reason
from newsdossier.model.findings import Annotations, Claim, Mention, MentionType, Quote, Role
from newsdossier.model.lazy import MaybeLazy, load
from newsdossier.naming import key, words

ENTITY: dict[MentionType, EntityType] = {
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "MISC": "other",
}


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
    known: KnownEntity | None = None
    """The known entity that it is, of the authority or of the knowledge base."""
    first: int = 0
    """Where the article names it first: index of a character."""
    evidence: int = 0
    """Weight of the words around its name when its type is decided, counted in mentions of another article."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """One article's names, decided."""

    locals: tuple[Local, ...]
    """Sorted by key."""
    found: MaybeLazy[Annotations]
    """All that was found, under the keys of its entities. Who speaks or holds a function is one of the `locals`,
    unless a person said otherwise; then it is open."""
    rejected: tuple[Span, ...] = ()
    """Names that were found and that people said are none."""
    faithful: bool = True
    """All that analysers gave as quotes are the article's words."""

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """With the entity's key, and the type that was decided."""
        return load(self.found).mentions

    @property
    def roles(self) -> tuple[Role, ...]:
        """Roles of persons that are named, with their keys."""
        return load(self.found).roles

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """With the key of the speaker, where it is known."""
        return load(self.found).quotes

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All of them, asserted sentences too, with the keys of their sources."""
        return load(self.found).claims

    def with_found(self, **other: Any) -> "Resolved":
        """Returns a copy, loaded, with other findings; `other` is fields of `Annotations`."""
        return replace(self, found=replace(load(self.found), **other))


def resolve(article: Article, annotations: Annotations, knowledge: Knowledge) -> Resolved:
    """Find what the model missed, then decide name by name."""
    found_names = complete(article.text[:LOOKED_AT], annotations.mentions, knowledge, language=article.language)
    found_names = _with_cities(article, found_names, knowledge)
    mentions = tuple(m for m in found_names if not _is_rejected(m, article.text, annotations.rejected, knowledge))
    rejected = tuple(m.span for m in found_names if m not in mentions)
    names = _names(article, mentions, knowledge)
    fuller = owners(names, article.text)
    groups = _members({slug: owner for slug, (owner, _) in fuller.items()})
    names = _linked(names, groups, knowledge, context=knowledge.context(article.text))
    keys = {slug: _key(fuller[slug][0], names) for slug in names}
    members = _members(keys)
    why = {names[slug].form: reason for slug, (_, reason) in fuller.items()}
    found = tuple(_local(k, [names[s] for s in sorted(slugs)], knowledge, why) for k, slugs in sorted(members.items()))
    types = {local.key: MENTION[local.type] for local in found if not (local.known and local.known.stands_for)}
    decided = tuple(_decided(m, keys[_slug(article, m, knowledge)], types) for m in mentions)
    roles = tuple(attached_roles(annotations.roles, decided, article))
    named = NamedArticle(article, decided, roles)
    quotes = attached_quotes(annotations.quotes, named)
    claims = attached_claims(annotations, named, quotes)
    full = replace(annotations, mentions=decided, roles=roles, quotes=quotes, claims=claims)
    first = {mention.entity: mention.span.start for mention in reversed(decided)}
    return Resolved(tuple(replace(local, first=first[local.key]) for local in found), full, rejected)


def _is_rejected(mention: Mention, text: str, rejected: Iterable[Span], knowledge: Knowledge) -> bool:
    """True if a decision on these words, or the authority, says that they name nothing."""
    known = knowledge.decides(mention.span.of(text))
    return any(map(mention.span.overlaps, rejected)) or (known is not None and known.rejected)


def _names(article: Article, mentions: tuple[Mention, ...], knowledge: Knowledge) -> dict[str, Name]:
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[_slug(article, mention, knowledge)].append(mention)
    return {slug: _name(article, group, knowledge) for slug, group in sorted(groups.items())}


def _slug(article: Article, mention: Mention, knowledge: Knowledge) -> str:
    """The identity of its form; « les époux Macron » is another name than « Macron », « Mme Paris » than « Paris »."""
    form = mention.span.of(article.text)
    family = mention.type == "PER" and of_a_family(article.text, mention.span.start)
    titled = knowledge.is_city(form) and is_titled(article.text, mention.span, article.language)
    return key(form) + ("-family" if family else "-titled" if titled else "")


def _with_cities(article: Article, mentions: tuple[Mention, ...], knowledge: Knowledge) -> tuple[Mention, ...]:
    """In an article about Sylvie Paris the city stays the city where no title stands before it."""
    people = {
        m.span.of(article.text).rpartition(" ")[2]
        for m in mentions
        if m.type == "PER" and m.span.of(article.text).count(" ")
    }
    return tuple(
        replace(m, type="LOC") if _is_city_of(article, m, people, knowledge=knowledge) else m for m in mentions
    )


def _is_city_of(article: Article, mention: Mention, people: Container[str], *, knowledge: Knowledge) -> bool:
    form = mention.span.of(article.text)
    city = mention.type == "PER" and form in people and knowledge.is_city(form)
    return city and not is_titled(article.text, mention.span, article.language)


def _name(article: Article, group: list[Mention], knowledge: Knowledge) -> Name:
    forms = Counter(m.span.of(article.text) for m in group)
    form = min(forms, key=lambda f: (-forms[f], f))
    votes = Counter(m.type for m in group)
    for mention in group:
        votes += evidence(article.text, mention.span, article.language)
    known = knowledge.decides(form)
    majority = min(TIES, key=lambda t: (-votes[t], TIES.index(t)))
    family = majority == "PER" and of_a_family(article.text, group[0].span.start)
    titled = any(is_titled(article.text, mention.span, article.language) for mention in group)
    is_city = knowledge.is_city(form) and not titled
    known = None if titled and known and known.type == "place" else known
    return Name(form, tuple(sorted(forms)), len(group), dict(votes), majority, known, family, titled, is_city)


def _key(owner: str, names: Mapping[str, Name]) -> str:
    known = names[owner].known
    return known.id if known else owner


def _members(keys: Mapping[str, str]) -> dict[str, list[str]]:
    members: dict[str, list[str]] = defaultdict(list)
    for slug, entity in keys.items():
        members[entity].append(slug)
    return members


def _linked(
    names: Mapping[str, Name], groups: Mapping[str, list[str]], knowledge: Knowledge, *, context: Context
) -> dict[str, Name]:
    """Names that no list settles, with the known entity that this article means by them, where it says so."""
    linked = dict(names)
    for owner, slugs in groups.items():
        if names[owner].known is None:
            kind = ENTITY[_type([names[slug] for slug in slugs], knowledge)]
            linked[owner] = replace(names[owner], known=knowledge.link(names[owner].form, kind, context))
    return linked


def _local(entity: str, names: list[Name], knowledge: Knowledge, why: Mapping[str, str]) -> Local:
    fullest = min(names, key=lambda n: (-len(words(n.form)), -n.mentions, n.form))
    forms = tuple(sorted({form for name in names for form in name.forms}))
    known = next((name.known for name in names if name.known and name.known.id == entity), None)
    kind = known.type if known else ENTITY[_type(names, knowledge)]
    return Local(
        key=entity,
        type=kind,
        name=known.name if known else fullest.form,
        forms=forms,
        mentions=sum(name.mentions for name in names),
        because=tuple(_reasons(fullest, names, known, why)),
        known=known,
        evidence=max(0, sum(name.votes.get(MENTION[kind], 0) - name.mentions for name in names)),
    )


def _type(names: list[Name], knowledge: Knowledge) -> MentionType:
    """The fullest name's majority; of two as frequent the one that a list knows; a known organisation is no MISC."""
    longest = max(len(words(name.form)) for name in names)
    votes = sum((Counter(name.votes) for name in names if len(words(name.form)) == longest), Counter())
    titled = sum(max(0, name.votes.get("PER", 0) - name.mentions) for name in names)  # « Dr Thottathil » counts too
    votes["PER"] += titled if any(len(words(name.form)) < longest for name in names) else 0
    if any(knowledge.is_city(name.form) for name in names):
        votes = _with_half(votes, "LOC")
    if any(knowledge.is_organisation(name.form) for name in names):
        votes["ORG"] += votes.pop("MISC", 0)
        votes = _with_half(votes, "ORG")
    return min(TIES, key=lambda t: (-votes[t], TIES.index(t)))


def _with_half(votes: Counter[MentionType], kind: MentionType) -> Counter[MentionType]:
    return Counter({one: 2 * n for one, n in votes.items()}) + Counter({kind: 1})


def _reasons(
    fullest: Name, names: Iterable[Name], known: KnownEntity | None, why: Mapping[str, str]
) -> Iterator[Reason]:
    for name in names:
        if known and name.known == known:
            if key(name.form) != key(known.name):
                yield Reason(f"because_{known.by}", (name.form, known.name))
        elif name is not fullest:
            yield Reason(why[name.form] or "because_short", (name.form, fullest.form))


def _decided(mention: Mention, entity: str, types: Mapping[str, MentionType]) -> Mention:
    """One type per entity, but for seats: « la Maison Blanche » is a place, and speaks as an organisation."""
    return replace(mention, entity=entity, type=types.get(entity, mention.type))
