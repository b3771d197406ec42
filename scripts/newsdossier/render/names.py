"""Entity -> the box of facts on its page: its names and why they are one, where it lies, its identifiers."""

from collections.abc import Iterator

from newsdossier import escape
from newsdossier.locale import decimal, language_name, say, territory
from newsdossier.model import Entity, Reason
from newsdossier.render.pieces import count, fact

_OPEN = 3  # reasons that are shown without being asked for


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
