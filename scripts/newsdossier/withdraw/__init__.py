"""What the articles come to, without the names that people asked to be taken away, before pages are made of it.

`remove` and `initials` replace a name wherever it stands, in every spelling that the site knows of it, and take its
page away; `noindex` keeps both from search engines.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from newsdossier.errors import Failure
from newsdossier.identify.article.resolve import Resolved
from newsdossier.identify.published_ids import RESERVED, Row, free
from newsdossier.identify.site.join import Joined
from newsdossier.model.article import Article
from newsdossier.model.decision import Change, Withdrawal
from newsdossier.model.entity import Entity
from newsdossier.model.findings import Annotations
from newsdossier.model.lazy import Lazy, MaybeLazy, load
from newsdossier.naming.keys import tokens
from newsdossier.withdraw import text as words
from newsdossier.withdraw.names import Gone, Wanted, wanted

__all__ = ["Known", "history", "naming", "without", "Lazy"]


@dataclass(frozen=True, slots=True)
class Known:
    """What the articles come to, before pages are made of it."""

    annotations: Mapping[Article, MaybeLazy[Annotations]]
    """In the order of the seeds."""
    resolved: Mapping[str, Resolved]
    """By slug."""
    entities: Mapping[str, Entity]
    """By id."""
    joined: Joined
    """Which ids are one."""
    rows: tuple[Row, ...]
    """Of `_ids.tsv`, as the last build left it."""
    hidden: frozenset[str] = frozenset()
    """Forms of names that are not shown: no cache keeps them either."""
    named: Wanted | None = None
    """What was looked for; None when nobody asked for anything."""

    def names(self) -> dict[str, str]:
        """Every id that is an entity or leads to one, with its name."""
        return {**self.joined.names, **{entity.id: entity.name for entity in self.entities.values()}}


def without(known: Known, some: Iterable[Withdrawal]) -> Known:
    """The same without the names of those who are gone."""
    some = tuple(some)
    if not some:
        return known
    found = wanted(some, known.resolved, (known.entities, known.joined.into))
    hidden = frozenset(k for k, e in known.entities.items() if k in found.gone or _is_named_after(e, found))
    annotations, resolved, rows = dict(known.annotations), dict(known.resolved), list(known.rows)
    cut = {
        words_cut
        for article in known.annotations
        for words_cut in _article(article, (annotations, resolved, rows), (found, hidden))
    }
    order = [(a, annotations[a]) for a in sorted(annotations, key=lambda a: a.seed.path)]
    left = {local.key for one in resolved.values() for local in one.locals}
    return Known(
        annotations=dict(order),
        resolved=resolved,
        entities={k: _entity(e, found) for k, e in known.entities.items() if k in left},
        joined=_joined(known.joined, hidden),
        rows=tuple(row for row in rows if not _tells(row, (found, hidden, left))),
        hidden=frozenset({*_forms(known, hidden), *cut}),
        named=found,
    )


def history(some: Iterable[Change], known: Known) -> tuple[Change, ...]:
    """What was decided of names on the whole site, without what names somebody who is gone."""
    found = known.named
    return tuple(one for one in some if not found or not any(map(found.names_one, (one.entity, one.to))))


def naming(pages: Mapping[str, str], folder: str, found: Wanted | None) -> list[Failure]:
    """Pages that a person wrote or edited and that hold a withdrawn name: they stay in their folder, unpublished."""
    remedy = "Take the name out of it, or delete it: the next build makes it anew"
    return [
        Failure(path, f"{folder}/{path}: not published, a person edited it and it holds a withdrawn name. {remedy}.")
        for path, text in pages.items()
        if found and found.names_one(f"{path}\n{text}")
    ]


_Tables = tuple[dict[Article, MaybeLazy[Annotations]], dict[str, Resolved], list[Row]]


def _article(article: Article, tables: _Tables, what: tuple[Wanted, frozenset[str]]) -> list[str]:
    """Put the article without its names in the place of what it was; whole names that it named."""
    annotations, resolved, rows = tables
    found, hidden = what
    one = resolved[article.slug]
    some = words.cuts(article, one, found)
    around = found.names_one(f"{article.title} {article.slug} {article.seed.path} {article.source.url}")
    around = around or any(map(found.names_one, (*article.tags, *article.source.authors, article.source.credit)))
    if not some and not around and not any(local.key in hidden for local in one.locals):
        return []
    text, move = words.without(article.text, some)
    present = _present(article, one, found)
    public = _public(article, (found, present), (rows, resolved.keys() - {article.slug}))
    parts = tuple(replace(part, span=move(part.span)) for part in article.parts)
    public = replace(public, text=text, parts=parts)
    left = words.annotations_without(load(annotations.pop(article)), hidden, (some, move))
    annotations[public] = words.remarks_without(left, hidden, (found, present, article.language))
    resolved[public.slug] = words.resolved_without(resolved.pop(article.slug), left)
    return [span.of(article.text) for span, _ in some if " " in span.of(article.text)]


def _present(article: Article, one: Resolved, found: Wanted) -> frozenset[Gone]:
    """Whom the article names, in its text or around it."""
    around = f"{article.title}\n{article.source.authors}\n{article.tags}\n{article.source.credit}"
    named = {gone for part in (article.text, around) for _, gone in found.hits(part)}
    return frozenset(named | {found.gone[m.entity] for m in one.mentions if m.entity in found.gone})


def _public(article: Article, what: tuple[Wanted, frozenset[Gone]], where: tuple[list[Row], set[str]]) -> Article:
    """All but the text: headline, tags, source, file name, and a slug that stays what it was if it was published."""
    (found, present), (rows, slugs) = what, where
    how = (present, article.language)
    path = words.path_without(article.seed.path, found, present)
    old = next((row for row in rows if row.kind == "dossier" and row.name in {path, article.seed.path}), None)
    taken = {row.id for row in rows if row.kind == "dossier" and row is not old} | slugs | RESERVED
    slug = words.slug_without(old.id if old else article.slug, found, present)
    slug = free(slug, taken)
    if old:
        rows[rows.index(old)] = replace(old, id=slug, name=path)
    else:
        rows.append(Row("dossier", slug, path, ""))
    return replace(
        article,
        slug=slug,
        title=words.words_without(article.title, found, how),
        tags=tuple(words.words_without(tag, found, how) for tag in article.tags),
        source=words.source_without(article.source, found, how),
        seed=replace(article.seed, path=path),
        decisions=(),  # what they did is done; their anchors hold words of the text
    )


def _is_named_after(entity: Entity, found: Wanted) -> bool:
    """Its own name holds the whole name of somebody who is gone."""
    return found.names_one(entity.name) or any(map(found.names_one, (name for _, name in entity.names)))


def _entity(entity: Entity, found: Wanted) -> Entity:
    """What is said of one who stays, without what names one who is gone."""
    return replace(
        entity,
        aliases=tuple(form for form in entity.aliases if not found.names_one(form)),
        because=tuple(reason for reason in entity.because if not any(map(found.names_one, reason.forms))),
        description="" if found.names_one(entity.description) else entity.description,
        note="" if found.names_one(entity.note) else entity.note,
        note_by="" if found.names_one(entity.note_by) else entity.note_by,
        noindex=entity.id in found.noindex,
    )


def _joined(joined: Joined, hidden: frozenset[str]) -> Joined:
    into = {old: new for old, new in joined.into.items() if not {old, new} & hidden}
    names = {k: name for k, name in joined.names.items() if k in into}
    return Joined(into, {k: why for k, why in joined.because.items() if k not in hidden}, names)


def _tells(row: Row, what: tuple[Wanted, frozenset[str], set[str]]) -> bool:
    """The row itself would publish the name, or a surname that no page has any more."""
    found, hidden, left = what
    alone = {word for gone in found.gone.values() for word in gone.alone}
    surname = row.kind == "entity" and row.id not in left and {word for _, word in tokens(row.name)} <= alone
    return (
        surname or bool({row.id, row.redirect} & hidden) or any(map(found.names_one, (row.id, row.name, row.redirect)))
    )


def _forms(known: Known, hidden: frozenset[str]) -> Iterable[str]:
    for entity in hidden:
        yield from (known.entities[entity].name, *known.entities[entity].aliases)
    locals_ = (local for one in known.resolved.values() for local in one.locals if local.key in hidden)
    yield from (form for local in locals_ for form in local.forms)
