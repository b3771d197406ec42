"""Entity view -> its page: what it is, its names and why they are one, its roles, who names it, who is beside it."""

from collections.abc import Iterator

from newsdossier.locale import decimal, say, territory
from newsdossier.model import Appearance, Entity, EntityView, Listed, Page, Reason, Sentence
from newsdossier.render import escape, quotes, roles, timeline
from newsdossier.render.pieces import count, emphasised, fact, link, paragraph_name, source_line

_MOST_DOSSIERS = 40  # shown with their sentences; a country is named in hundreds


def page(view: EntityView, language: str) -> Page:
    """The whole page of one entity, in the site's language."""
    entity = view.listed.entity
    blocks = [
        f"# {escape.text(entity.name)}",
        f"{_facts(view.listed, language)}\n{{ .nd-facts }}",
        *_names(entity, language),
        *roles.functions(view.roles, language),
        *roles.relations(view.relations, language),
        *quotes.said_by(view.said, language),
        *quotes.said_of(view.said_of, language),
        *timeline.of_entity(view.events, language),
        f"## {say('cited_in', language)} {{ #cited }}",
        *(block for seen in view.appearances[:_MOST_DOSSIERS] for block in _appearance(seen, language)),
        *_rest(view.appearances[_MOST_DOSSIERS:], language),
        *_beside(view.beside, language),
    ]
    return Page(f"entities/{entity.id}.md", _meta(view, language), "\n\n".join(blocks) + "\n")


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
        "dossiers": [seen.slug for seen in view.appearances],
        "robots": "noindex, follow" if entity.type == "person" and not entity.public else "",
        "hide": ["navigation", "toc"],
    }
    return {key: value for key, value in meta.items() if value not in (None, "", [], {})}


def _names(entity: Entity, language: str) -> Iterator[str]:
    rows = [
        ("other_forms", escape.text(", ".join(entity.aliases))),
        (
            "in_languages",
            ", ".join(f"{escape.text(name)} ({tag})" for tag, name in entity.names if tag != language),
        ),
        ("what_it_is", escape.text(entity.description)),
        ("often_means", _stands_for(entity, language)),
        ("country", _country(entity, language)),
        ("coordinates", _coordinates(entity, language)),
        ("identifiers", _identifiers(entity)),
        ("why_one", "; ".join(_because(reason, language) for reason in entity.because)),
    ]
    lines = [fact(say(key, language), value, language) for key, value in rows if value]
    if lines:
        yield '<div class="nd-facts-list" markdown="1">\n\n' + "\n".join(lines) + "\n\n</div>"


def _stands_for(entity: Entity, language: str) -> str:
    """Whom articles mean by a seat of power, in the page's language, else in English."""
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


def _appearance(seen: Appearance, language: str) -> Iterator[str]:
    yield f"### [{escape.text(seen.title)}](../{seen.slug}.md)"
    yield f"{source_line(seen.source, language)}\n{{ .nd-source }}"
    rows = [_sentence(sentence, seen, language) for sentence in seen.sentences]
    if seen.hidden > 0:
        rows.append(f"- {say('hidden_mentions', language, n=seen.hidden)}")
    if rows:
        yield '<div class="nd-sentences" markdown="1">\n\n' + "\n".join(rows) + "\n\n</div>"


def _sentence(sentence: Sentence, seen: Appearance, language: str) -> str:
    where = f"../{seen.slug}.md" + (f"#{sentence.anchor}" if sentence.anchor else "")
    quoted = say("quoted", language, text=emphasised(sentence))
    return f"- {quoted} [{paragraph_name(sentence.anchor, language)}]({where})"


def _rest(seen: tuple[Appearance, ...], language: str) -> Iterator[str]:
    if seen:
        rows = "\n".join(f"- [{escape.text(one.title)}](../{one.slug}.md)" for one in seen)
        yield f"{say('more_dossiers', language, n=len(seen))}\n\n{rows}"


def _beside(beside: tuple[Listed, ...], language: str) -> Iterator[str]:
    if beside:
        rows = "\n".join(
            f"- {link(one, escape.text(one.entity.name), base='../')} "
            + count(say("n_in_common", language, n=one.dossiers))
            for one in beside
        )
        yield f"## {say('beside', language)} {{ #beside }}"
        yield f'<div class="nd-beside" markdown="1">\n\n{rows}\n\n</div>'
