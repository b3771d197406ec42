"""A dossier -> what other pages than its own take from it, by which they are known to be as they were."""

from newsdossier import compose
from newsdossier.model import PERSON, Dossier, Entity, Listed
from newsdossier.paging.planned import Gist, digest


def gist(dossier: Dossier) -> Gist:
    """Of one dossier, which is opened; its neighbours and what else is known of its entities are none of it."""
    named, ours = _bare(dossier), [one.entity.id for one in dossier.entities if one.entity.type != "other"]
    told = {one: compose.told(dossier, one, named) for one in ours}
    return Gist(
        core=_core(dossier),
        parties=compose.parties_in(dossier),
        spoken_of=compose.spoken_of_in(dossier),
        shows={one: _short(compose.appearance(dossier, one)) for one in ours},
        tells={one: _short(each) for one, each in told.items() if any(each)},
    )


def _bare(dossier: Dossier) -> dict[str, Listed]:
    """Everybody in it, without what other dossiers say of them."""
    found = dossier.annotations
    ids = {one.entity.id for one in dossier.entities}
    ids |= {one for role in found.roles for one in (role.entity, role.whose)}
    ids |= {one for quote in found.quotes for one in (quote.entity, *quote.joint_entities)}
    return {one: Listed(Entity(one, "other", ""), 0, "") for one in ids}


def _short(value: object) -> str:
    """Half a hash is enough among the few that it is compared with, and there are tens of thousands."""
    return digest(value)[:32]


def _core(dossier: Dossier) -> str:
    """Of its text, its data and where names stand."""
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
    return digest(
        article.seed,
        article.source,
        said,
        (names, roles, quotes, claims, times),
        (dossier.extent, dossier.whole, dossier.hidden, by_people),
    )
