"""Entity view -> its page: what it is, its names and why they are one, its roles, who names it, who is beside it."""

from collections.abc import Iterator

from newsdossier import escape
from newsdossier.compose import EntityView
from newsdossier.locale import say
from newsdossier.model import Listed, Page
from newsdossier.render import appearances, desk, names, quotes, roles, timeline
from newsdossier.render.pieces import bar, count, link


def page(view: EntityView, language: str, *, contact: str = "") -> Page:
    """The whole page of one entity, in the site's language; `contact` is where to ask for a correction."""
    entity = view.listed.entity
    sections = {
        "roles": [*roles.functions(view.roles, language)],
        "relations": [*roles.relations(view.relations, language)],
        "in-their-words": [*quotes.said_by(view.said, language)],
        "said-of": [*quotes.said_of(view.said_of, language)],
        "timeline": [*timeline.of_entity(view.events, language)],
        "cited": [*appearances.section(view, language)],
    }
    blocks = [
        f"# {escape.text(entity.name)}",
        f"{_facts(view.listed, language)}\n{{ .nd-facts }}",
        *roles.lead(view.roles, language),
        *names.facts(entity, language),
        *desk.of_entity(entity, language),
        *_beside(view.beside, language),
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
    """Who is named in the same dossiers, by kind, each with how many they share."""
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


def redirect(old: str, new: Listed, language: str) -> Page:
    """The page left behind by an id that became another."""
    url = f"../{new.target}"
    body = say("moved", language, name=escape.text(new.entity.name), url=url)
    meta = {"title": new.entity.name, "lang": language, "redirect": new.target, "robots": "noindex, follow"}
    return Page(f"entities/{old}.md", {**meta, "hide": ["navigation", "toc"]}, f"{body}\n")


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
