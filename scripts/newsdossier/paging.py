"""Dossiers and entities -> the pages of the site, each with the signature of all that it is made from.

A page is rendered only when its signature differs from the last build's: with nothing new, nothing is rendered.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from newsdossier import compose
from newsdossier.compose import INDEXES
from newsdossier.compose.overlay import rounded
from newsdossier.decisions import Change
from newsdossier.model import PERSON, Dossier, Event, Listed, Page, Settings
from newsdossier.render import corrections as corrections_page
from newsdossier.render import dossier as dossier_page
from newsdossier.render import entity as entity_page
from newsdossier.render import index as index_page
from newsdossier.render import quotes as quotes_file
from newsdossier.render import timeline as timeline_page
from newsdossier.render import timelinejs
from newsdossier.render.desk import CORRECTIONS
from newsdossier.render.pieces import description


@dataclass(frozen=True, slots=True)
class Site:
    """All that the pages of one build are made from."""

    settings: Settings
    """Language and name of the site."""
    dossiers: tuple[Dossier, ...]
    """Public forms, newest first."""
    named: Mapping[str, Listed]
    """Every entity by id, with its counts."""
    moved: Mapping[str, str]
    """Entity ids that became another."""
    history: tuple[Change, ...]
    """What was decided of entities when."""
    program: str
    """Fingerprint of our own sources: a new version renders anew."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that the site should have."""

    path: str
    """Relative to `dossiers/`."""
    signature: str
    """Of everything that `render` reads."""
    render: Callable[[], Page]
    """Makes the page; called only when the signature is new."""


def plan(site: Site) -> Iterator[Planned]:
    """Every page of the site."""
    cores = {d.article.slug: _core(d) for d in site.dossiers}
    members = compose.views_of(site.dossiers)
    yield from (_dossier(site, d, cores[d.article.slug]) for d in site.dossiers)
    for entity, listed in site.named.items():
        if listed.target.startswith("entities/"):
            yield _entity(site, listed, (members[entity], cores))
    yield from (_redirect(site, old, site.named[new]) for old, new in site.moved.items())
    yield from _indexes(site, members)
    yield _timeline(site, cores)
    yield _corrections(site, cores)


def _timeline(site: Site, cores: Mapping[str, str]) -> Planned:
    shown, language = site.dossiers[: timeline_page.MOST_DOSSIERS], site.settings.language
    whole = len(shown) == len(site.dossiers)
    types = sorted({(one.entity.id, one.entity.type) for d in shown for one in d.entities})  # to choose by
    signature = _digest(site.program, language, whole, ([cores[d.article.slug] for d in shown], types))
    return Planned("timeline.md", signature, lambda: timeline_page.page(_events(shown), language, all_of_them=whole))


def _corrections(site: Site, cores: Mapping[str, str]) -> Planned:
    language = site.settings.language
    corrected = [d for d in site.dossiers if d.annotations.corrections]
    named = [(one.entity.id, one.entity.name, one.target) for one in site.named.values()] if site.history else []
    said = [(cores[d.article.slug], d.annotations.corrections, _meant(site, d)) for d in corrected]
    signature = _digest(site.program, language, site.history, named, said)
    return Planned(
        CORRECTIONS,
        signature,
        lambda: corrections_page.page(corrected, site.history, (site.named, language)),
    )


def _meant(site: Site, dossier: Dossier) -> list[tuple[str, str]]:
    """Name and target of the entities that its corrections name."""
    listed = (site.named.get(one.to) for one in dossier.annotations.corrections)
    return [(one.entity.name, one.target) for one in listed if one]


def _events(dossiers: Sequence[Dossier]) -> tuple[Event, ...]:
    return compose.ordered(event for dossier in dossiers for event in compose.events(dossier))


def _core(dossier: Dossier) -> str:
    """What an entity page needs of a dossier: its text, its data and where names stand, not its neighbours."""
    article, found = dossier.article, dossier.annotations
    names = [(m.span.start, m.span.end, m.entity) for m in found.mentions]
    roles = [(r.span, r.entity, r.whose, r.former) for r in found.roles]
    claims = [(c.span, c.modality, c.cue, c.entity, c.joint_entities, c.by == PERSON) for c in found.claims]
    times = [(t.span, t.edtf, t.inferred, t.dates, t.by == PERSON) for t in found.times]
    quotes = [
        (q.span, q.kind, q.cue, q.speaker, q.sure, q.channels, q.others, q.entity, q.joint, q.joint_entities)
        for q in found.quotes
    ]
    by_people = [q.span for q in found.quotes if q.by == PERSON]
    said = (
        article.slug,
        article.title,
        article.title_origin,
        article.language,
        article.tags,
        article.text,
    )
    return _digest(
        article.seed, article.source, said, (names, roles, quotes, claims, times), (dossier.extent, by_people)
    )


DATA: Mapping[str, Callable[[Site], str]] = {
    "data/quotes.json": lambda site: quotes_file.machine(site.dossiers),
    "data/timeline.json": lambda site: timelinejs.written(_events(site.dossiers), site.settings.language),
}
"""The files for machines, by their path on the site."""


def data(site: Site) -> dict[str, Callable[[], str]]:
    """The same for one site; each is made only when it is asked for."""
    return {path: partial(made, site) for path, made in DATA.items()}


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()


def _dossier(site: Site, dossier: Dossier, core: str) -> Planned:
    listed = [(one.entity.id, one.entity.type, one.entity.name, one.mentions, one.target) for one in dossier.entities]
    known = [(one.entity.names, one.entity.description, one.entity.country) for one in dossier.entities]
    carded = known, [rounded(one.dossiers) for one in dossier.entities]
    desk = (dossier.article.review, dossier.annotations.notes, len(dossier.annotations.corrections))
    signature = _digest(site.program, core, listed, (dossier.related, carded, desk))  # cards are laid over by publish/
    return Planned(f"{dossier.article.slug}.md", signature, lambda: dossier_page.page(dossier))


def _entity(site: Site, listed: Listed, where: tuple[Sequence[Dossier], Mapping[str, str]]) -> Planned:
    dossiers, cores = where
    language, entity = site.settings.language, listed.entity.id
    beside = compose.beside(dossiers, entity, site.named)
    neighbours = [(one.entity.id, one.entity.name, one.entity.type, one.target, one.dossiers) for one in beside]
    seen = [cores[d.article.slug] for d in dossiers]
    others = (compose.parties(dossiers, entity, site.named), compose.commentators(dossiers, entity, site.named))
    signature = _digest(site.program, language, listed, seen, (neighbours, others))
    path = f"entities/{entity}.md"
    return Planned(
        path, signature, lambda: entity_page.page(compose.entity_view(listed, dossiers, site.named), language)
    )


def _redirect(site: Site, old: str, new: Listed) -> Planned:
    language = site.settings.language
    signature = _digest(site.program, language, old, new.target, new.entity.name)
    return Planned(f"entities/{old}.md", signature, lambda: entity_page.redirect(old, new, language))


def _indexes(site: Site, members: Mapping[str, Sequence[Dossier]]) -> Iterator[Planned]:
    language, name = (
        site.settings.language,
        (site.settings.site_name, site.settings.intro, site.settings.language),
    )
    lists = {label: _ranked(site, kind) for kind, label in INDEXES.items()}
    where = {entity: dossiers[0].article.slug for entity, dossiers in members.items()}
    heads = [(d.article.title, d.article.source, d.article.slug, description(d)) for d in site.dossiers]
    for label, listed in lists.items():
        rows = [(o.entity.id, o.entity.name, o.target, o.mentions, o.dossiers, where[o.entity.id]) for o in listed]
        signature = _digest(site.program, language, rows)
        yield Planned(f"{label}.md", signature, _index(label, listed, (language, where)))
    yield Planned(
        "dossiers.md",
        _digest(site.program, language, heads),
        lambda: index_page.dossiers(site.dossiers, language),
    )
    cited = list(lists.items())
    counts = [[(o.entity.name, o.target, o.mentions, o.dossiers) for o in listed[:20]] for _, listed in cited]
    signature = _digest(site.program, name, heads[:20], counts, len(heads))
    yield Planned("index.md", signature, lambda: index_page.home(site.dossiers, cited, name))


def _index(label: str, listed: Sequence[Listed], how: tuple[str, Mapping[str, str]]) -> Callable[[], Page]:
    language, where = how
    return lambda: index_page.entities(listed, label, language, where=where)


def _ranked(site: Site, kind: str) -> list[Listed]:
    """The most often named first."""
    members = [one for one in site.named.values() if one.entity.type == kind]
    return sorted(members, key=lambda one: (-one.mentions, -one.dossiers, one.entity.id))
