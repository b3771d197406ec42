"""The page of one entity: what is known of it and what dossiers say of it; older dossiers have further pages."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from newsdossier import escape
from newsdossier.locale import decimal, language_name, say, say_months, territory
from newsdossier.model.dossier import Appearance, Dossier, Page, Sentence
from newsdossier.model.entity import Entity, Listed, Reason
from newsdossier.pages import newsroom, relations, statements, timeline
from newsdossier.pages.pieces import bar, boxed, count, emphasised, fact, foreign, link, paragraph_name, source_line
from newsdossier.pages.plan import Planned, Site, as_linked, digest
from newsdossier.views import entities, lists
from newsdossier.views.entities import (
    MOST_DOSSIERS,
    EntityView,
    OlderPage,
    appearance,
    entity_view,
    nearest,
    older_page,
)
from newsdossier.views.graph import NEWEST
from newsdossier.views.roles import linked_by_roles
from newsdossier.views.statements import commentators

_OPEN = 3  # reasons that are shown without being asked for


def plan(site: Site) -> Iterator[Planned]:
    """Plans the pages of every entity that has one."""
    every = site.contributions.values()
    parties_of = linked_by_roles(pair for one in every for pair in one.parties)
    commentators_of = commentators(pair for one in every for pair in one.spoken_of)
    linked = cache(lambda: {dossier.article.slug: entities.linked(dossier) for dossier in site.dossiers})
    company = cache(lambda: {slug: digest(ids) for slug, ids in linked().items()})
    link_to = cache(lambda entity: digest(as_linked(site.named[entity])))

    def others(entity: str) -> tuple[str, ...]:
        """Digests of the entities that its page names and that its dossiers need not name."""
        named = (*sorted(parties_of.get(entity, ())), "", *sorted(commentators_of.get(entity, ())))
        return tuple(one and link_to(one) for one in named)

    own = {key: listed for key, listed in site.named.items() if listed.target.startswith("entities/")}
    given = {
        key: (listed, site.members[key], (site.program, site.settings.language, _contact(site, listed), *others(key)))
        for key, listed in own.items()
    }

    def signature(listed: Listed, dossiers: Sequence[Dossier], about: tuple[str, ...]) -> str:
        slugs = [dossier.article.slug for dossier in dossiers]
        beside = nearest([linked()[slug] for slug in slugs], listed.entity.id)
        neighbours = [(link_to(one), n) for one, n in beside]
        drawn = [company()[slug] for slug in slugs[:NEWEST]]  # the picture has lines between neighbours
        return digest(listed, _contributed(site, listed, slugs), neighbours, drawn, about)

    signatures = site.memo.map("entity page", given, signature)
    for key, (listed, dossiers, _) in given.items():
        yield Planned(f"entities/{key}.md", signatures[key], _page(site, listed, dossiers))
        yield from _older(site, listed, dossiers)


def _contributed(site: Site, listed: Listed, slugs: Sequence[str]) -> list[tuple[str, str]]:
    """All that its page takes from each dossier."""
    entity, found = listed.entity.id, [site.contributions[slug] for slug in slugs]
    return [(one.appearances.get(entity, ""), one.facts.get(entity, "")) for one in found]


def _contact(site: Site, listed: Listed) -> str:
    return site.settings.contact if listed.entity.type == "person" else ""


def _page(site: Site, listed: Listed, dossiers: Sequence[Dossier]) -> Callable[[], Page]:
    language, contact = site.settings.language, _contact(site, listed)

    def made() -> Page:
        slugs = [dossier.article.slug for dossier in dossiers]
        silent = {slug for slug in slugs if listed.entity.id not in site.contributions[slug].facts}
        view = entity_view(listed, dossiers, site.named, silent=silent)
        return page(view, language, contact=contact)

    return made


def _older(site: Site, listed: Listed, dossiers: Sequence[Dossier]) -> Iterator[Planned]:
    """Newer dossiers do not change these."""
    language, entity = site.settings.language, listed.entity
    archive = lists.archive(dossiers, MOST_DOSSIERS).older
    pages = {number: older_page(entity.id, number, members) for number, members in archive.items()}
    for number, members in archive.items():
        own, newer, before = pages[number], pages.get(number + 1), pages.get(number - 1)
        seen = [site.contributions[d.article.slug].appearances.get(entity.id, "") for d in members]
        ways = [one and one.path for one in (newer, before)]
        signature = digest(site.program, language, as_linked(listed), own, ways, seen)
        render = partial(_older_page, listed, members, own, language=language, newer=newer, before=before)
        yield Planned(own.path, signature, render)


def _older_page(
    listed: Listed,
    members: Sequence[Dossier],
    own: OlderPage,
    *,
    language: str,
    newer: OlderPage | None,
    before: OlderPage | None,
) -> Page:
    seen = [appearance(dossier, listed.entity.id) for dossier in members]
    return older(listed, seen, own, language=language, newer=newer, before=before)


def page(view: EntityView, language: str, *, contact: str = "") -> Page:
    """The whole page of one entity, in the site's language; `contact` is where to ask for a correction."""
    entity = view.listed.entity
    sections = {
        "roles": [*relations.functions(view.roles, language)],
        "relations": [*relations.relations(view.relations, language)],
        "in-their-words": [*statements.said_by(view.quotes, language)],
        "said-of": [*statements.said_of(view.quotes_naming, language)],
        "timeline": [*timeline.of_entity(view.events, language)],
        "cited": [*_cited_in(view, language)],
    }
    blocks = [
        f"# {escape.text(entity.name)}",
        f"{_facts(view.listed, language)}\n{{ .nd-facts }}",
        *relations.lead(view.roles, language),
        *facts(entity, language),
        *newsroom.of_entity(entity, language),
        *_beside(view.neighbours, language),
        *_contents([anchor for anchor, section in sections.items() if section], language),
        *(block for section in sections.values() for block in section),
        *([f"{say('rectify', language, url=escape.address(contact))}\n{{ .nd-source }}"] if contact else []),
    ]
    return Page(f"entities/{entity.id}.md", _meta(view, language), "\n\n".join(blocks) + "\n")


def _contents(anchors: list[str], language: str) -> Iterator[str]:
    """The sections by name, where there are enough to lose one's way."""
    if len(anchors) > 2:
        titles = {"cited": "cited_in"}
        links = [(say(titles.get(one, one.replace("-", "_")), language), f"#{one}", False) for one in anchors]
        yield bar(say("on_this_page", language), links)


def _beside(beside: tuple[Listed, ...], language: str) -> Iterator[str]:
    """Lists the entities named in the same dossiers, by kind, each with the number of dossiers shared."""
    if beside:
        title = say("beside", language)
        listed = "\n\n".join(_groups(beside, language))
        opening = f'<aside class="nd-panel" id="beside" aria-label="{title}" markdown="1">'
        yield f"{opening}\n\n{say('beside_counts', language)}\n{{ .nd-panel-title }}\n\n{listed}\n\n</aside>"


def _groups(beside: tuple[Listed, ...], language: str) -> Iterator[str]:
    for kind, label in timeline.TYPES:
        rows = [_neighbour(one, language) for one in beside if one.entity.type == kind]
        if rows:
            summary, listed = f"{say(label, language)} {count(len(rows))}", "\n".join(rows)
            yield f'<details class="nd-group" markdown="1">\n<summary>{summary}</summary>\n\n{listed}\n\n</details>'


def _neighbour(one: Listed, language: str) -> str:
    name = link(one, escape.text(one.entity.name), base="../")
    return f"- {name} {count(one.dossiers)}"


def _facts(listed: Listed, language: str) -> str:
    return " · ".join(
        [
            say(listed.entity.type, language),
            say("n_mentions", language, n=listed.mentions),
            say("n_dossiers", language, n=listed.dossiers),
        ]
    )


def _meta(view: EntityView, language: str) -> dict[str, object]:
    entity = view.listed.entity
    meta: dict[str, object] = {
        "title": entity.name,
        "id": entity.id,
        "type": entity.type,
        "lang": language,
        "description": f"{entity.name}, {_facts(view.listed, language)}",
        "names": dict(entity.names),
        "aliases": list(entity.aliases),
        "wikidata": entity.wikidata,
        "geonames": entity.geonames,
        "country": entity.country,
        "coordinates": list(entity.coordinates or ()),
        "mentions": view.listed.mentions,
        "dossiers": list(view.slugs),
        "robots": "noindex, follow" if entity.noindex or entity.type == "person" and not entity.public else "",
        "hide": ["navigation", "toc"],
    }
    return {key: value for key, value in meta.items() if value not in (None, "", [], {})}


def facts(entity: Entity, language: str) -> Iterator[str]:
    """What is known of it, a line each, then the reasons."""
    rows = [
        ("other_forms", escape.text(", ".join(entity.aliases))),
        ("in_languages", ", ".join(_in_language(tag, name, language) for tag, name in entity.names if tag != language)),
        ("what_it_is", escape.text(entity.description)),
        ("often_means", _stands_for(entity, language)),
        ("country", _country(entity, language)),
        ("coordinates", _coordinates(entity, language)),
        ("identifiers", _identifiers(entity)),
    ]
    lines = [fact(say(key, language), value, language) for key, value in rows if value]
    blocks = ["\n".join(lines)] if lines else []
    blocks += _reasons(entity, language)
    if blocks:
        yield '<div class="nd-facts-list" markdown="1">\n\n' + "\n\n".join(blocks) + "\n\n</div>"


def _reasons(entity: Entity, language: str) -> Iterator[str]:
    """Each name that was joined, with the reason; folded where there are many."""
    if entity.because:
        rows = "\n".join(f"- {_because(reason, language)}" for reason in entity.because)
        state = " open" if len(entity.because) <= _OPEN else ""
        title = f"{say('why_one', language)} {count(len(entity.because))}"
        yield f'<details class="nd-why"{state} markdown="1">\n<summary>{title}</summary>\n\n{rows}\n\n</details>'


def _in_language(tag: str, name: str, language: str) -> str:
    """« Юрий Ушаков (russe) », marked as that language's."""
    return f'<bdi lang="{escape.html(tag)}">{escape.text(name)}</bdi> ({language_name(tag, language)})'


def _stands_for(entity: Entity, language: str) -> str:
    """Returns what articles mean by a seat of power, in the page's language, else in English."""
    said = dict(entity.stands_for)
    return escape.text(said.get(language.split("-")[0]) or said.get("en", ""))


def _country(entity: Entity, language: str) -> str:
    """The country that it lies in, by name; a country's own page does not repeat it."""
    name = territory(entity.country, language) if entity.country else ""
    return "" if name == entity.name else escape.text(name)


def _coordinates(entity: Entity, language: str) -> str:
    if entity.coordinates is None:
        return ""
    return "; ".join(f"{decimal(value, language)}°" for value in entity.coordinates)


def _identifiers(entity: Entity) -> str:
    links = []
    if entity.wikidata:
        links.append(f"[Wikidata {entity.wikidata}](https://www.wikidata.org/wiki/{entity.wikidata})")
    if entity.geonames:
        links.append(f"[GeoNames {entity.geonames}](https://www.geonames.org/{entity.geonames})")
    return ", ".join(links)


def _because(reason: Reason, language: str) -> str:
    return say(reason.kind, language, forms=[escape.text(form) for form in reason.forms])


def _cited_in(view: EntityView, language: str) -> Iterator[str]:
    """The newest dossiers with their sentences, then the way to the older ones."""
    yield f"## {say('cited_in', language)} {{ #cited }}"
    yield from (block for seen in view.appearances for block in _appearance(seen, language, base="../"))
    if view.older:
        yield f"### {say('older_dossiers', language)} {{ #older }}"
        rows = [f"- [{_period(one, language)}](../{one.path}) {_dossiers(one, language)}" for one in view.older]
        yield boxed("nd-index", rows)


def older(
    listed: Listed,
    seen: Sequence[Appearance],
    own: OlderPage,
    *,
    language: str,
    newer: OlderPage | None,
    before: OlderPage | None,
) -> Page:
    """A page of older dossiers; `newer` and `before` are the pages around it."""
    entity = listed.entity
    title = say("labelled", language, label=entity.name, value=_period(own, language))
    home = f"../{entity.id}.md"
    links = [(say("newer", language), f"../../{newer.path}" if newer else home, False)]
    links += [(say("older", language), f"../../{before.path}", False)] if before else []
    blocks = [
        f"# {escape.text(title)}",
        f"[{escape.text(entity.name)}]({home}) · {say('n_dossiers', language, n=own.dossiers)}\n{{ .nd-facts }}",
        *(block for one in seen for block in _appearance(one, language, base="../../")),
        bar(say("pages", language), links),
    ]
    meta: dict[str, object] = {
        "title": title,
        "lang": language,
        "robots": "noindex, follow",
        "hide": ["navigation", "toc"],
    }
    return Page(own.path, meta, "\n\n".join(blocks) + "\n")


def _period(one: OlderPage, language: str) -> str:
    return say_months(one.first, one.last, language) if one.first and one.last else say("unknown_date", language)


def _dossiers(one: OlderPage, language: str) -> str:
    return count(say("n_dossiers", language, n=one.dossiers))


def _appearance(seen: Appearance, language: str, *, base: str) -> Iterator[str]:
    yield f"### [{foreign(escape.text(seen.title), seen.language, language)}]({base}{seen.slug}.md)"
    yield f"{source_line(seen.source, language)}\n{{ .nd-source }}"
    rows = [_sentence(sentence, seen, language, base=base) for sentence in seen.sentences]
    if seen.hidden > 0:
        rows.append(f"- {say('hidden_mentions', language, n=seen.hidden)}")
    if rows:
        yield boxed("nd-sentences", rows)


def _sentence(sentence: Sentence, seen: Appearance, language: str, *, base: str) -> str:
    where = f"{base}{seen.slug}.md" + (f"#{sentence.anchor}" if sentence.anchor else "")
    quoted = foreign(say("quoted", language, text=emphasised(sentence)), seen.language, language)
    return f"- {quoted} [{paragraph_name(sentence.anchor, language)}]({where})"
