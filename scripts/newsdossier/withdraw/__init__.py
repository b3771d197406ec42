"""Takes withdrawn names out of everything that is published, before pages are made of it.

`remove` and `initials` replace a name wherever it stands, in every spelling that the site knows of it, and take its
page away; `noindex` keeps both from search engines.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from newsdossier.errors import Failure
from newsdossier.identify.article.resolve import Resolved
from newsdossier.identify.published_ids import Row
from newsdossier.identify.site.join import Joined
from newsdossier.model.article import Article
from newsdossier.model.decision import Change, Withdrawal
from newsdossier.model.entity import Entity
from newsdossier.model.findings import Annotations
from newsdossier.model.lazy import MaybeLazy
from newsdossier.naming import tokens
from newsdossier.withdraw.names import WithdrawnNames, withdrawn_names
from newsdossier.withdraw.redact import redacted


@dataclass(frozen=True, slots=True)
class SiteFindings:
    """Everything known of all articles, before pages are made of it."""

    annotations: Mapping[Article, MaybeLazy[Annotations]]
    """Findings by article, in the order of the seeds."""
    resolved: Mapping[str, Resolved]
    """Names of each article, by slug."""
    entities: Mapping[str, Entity]
    """Entities by id."""
    joined: Joined
    """Entity ids that are one."""
    rows: tuple[Row, ...]
    """Lines of `_ids.tsv`, as the last build left it."""
    hidden: frozenset[str] = frozenset()
    """Forms of names that are not shown, and are deleted from caches too."""
    withdrawn: WithdrawnNames | None = None
    """Names that were looked for; None when none is withdrawn."""

    def names(self) -> dict[str, str]:
        """Returns the name of every id that is an entity or leads to one."""
        return {**self.joined.names, **{entity.id: entity.name for entity in self.entities.values()}}


def without_withdrawn(whole: SiteFindings, withdrawals: Iterable[Withdrawal]) -> SiteFindings:
    """Returns the findings without the withdrawn names."""
    withdrawals = tuple(withdrawals)
    if not withdrawals:
        return whole
    names = withdrawn_names(withdrawals, whole.resolved, entities=whole.entities, joined=whole.joined.into)
    annotations: dict[Article, MaybeLazy[Annotations]] = {}
    resolved, rows, forms = dict(whole.resolved), list(whole.rows), {*_forms(whole, names.hidden)}
    for article, found in whole.annotations.items():
        own = resolved[article.slug]
        others = resolved.keys() - {article.slug}
        new = redacted(article, found, own, names=names, rows=rows, slugs=others)
        if new is None:
            annotations[article] = found
            continue
        if new.old_row:
            rows[rows.index(new.old_row)] = new.row
        else:
            rows.append(new.row)
        del resolved[article.slug]
        resolved[new.article.slug] = new.resolved
        annotations[new.article] = new.annotations
        forms |= {*new.forms}
    left = {local.key for one in resolved.values() for local in one.locals}
    return SiteFindings(
        annotations=dict(sorted(annotations.items(), key=lambda one: one[0].seed.path)),
        resolved=resolved,
        entities={k: _entity(e, names) for k, e in whole.entities.items() if k in left},
        joined=_joined(whole.joined, names.hidden),
        rows=tuple(row for row in rows if not _holds_name(row, names, left)),
        hidden=frozenset(forms),
        withdrawn=names,
    )


def history_without_withdrawn(changes: Iterable[Change], names: WithdrawnNames | None) -> tuple[Change, ...]:
    """Returns the decisions on the whole site that hold no withdrawn name."""
    return tuple(one for one in changes if not names or not any(map(names.occur_in, (one.entity, one.to))))


def pages_with_names(pages: Mapping[str, str], folder: str, names: WithdrawnNames | None) -> list[Failure]:
    """Returns a failure for each page that a person edited and that holds a name: it is kept, and not published."""
    remedy = "Take the name out of it, or delete it: the next build makes it anew"
    return [
        Failure(path, f"{folder}/{path}: not published, a person edited it and it holds a withdrawn name. {remedy}.")
        for path, text in pages.items()
        if names and names.occur_in(f"{path}\n{text}")
    ]


def _entity(entity: Entity, names: WithdrawnNames) -> Entity:
    """Returns an entity that is shown, without what holds a withdrawn name."""
    return replace(
        entity,
        aliases=tuple(form for form in entity.aliases if not names.occur_in(form)),
        because=tuple(reason for reason in entity.because if not any(map(names.occur_in, reason.forms))),
        description="" if names.occur_in(entity.description) else entity.description,
        note="" if names.occur_in(entity.note) else entity.note,
        note_by="" if names.occur_in(entity.note_by) else entity.note_by,
        noindex=entity.id in names.noindex,
    )


def _joined(joined: Joined, hidden: frozenset[str]) -> Joined:
    into = {old: new for old, new in joined.into.items() if not {old, new} & hidden}
    names = {k: name for k, name in joined.names.items() if k in into}
    return Joined(into, {k: why for k, why in joined.because.items() if k not in hidden}, names)


def _holds_name(row: Row, names: WithdrawnNames, left: set[str]) -> bool:
    """True if the row would publish a name, or a surname that no page has any more; `left` are the entities shown."""
    if {row.id, row.redirect} & names.hidden or any(map(names.occur_in, (row.id, row.name, row.redirect))):
        return True
    surnames = {word for one in names.by_id.values() for word in one.alone}
    return row.kind == "entity" and row.id not in left and {word for _, word in tokens(row.name)} <= surnames


def _forms(whole: SiteFindings, hidden: frozenset[str]) -> Iterable[str]:
    for entity in hidden:
        yield from (whole.entities[entity].name, *whole.entities[entity].aliases)
    locals_ = (local for one in whole.resolved.values() for local in one.locals if local.key in hidden)
    yield from (form for local in locals_ for form in local.forms)
