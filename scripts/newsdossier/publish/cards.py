"""Cards: what a reader sees of a name, a quote or a reserve without leaving the page. Nothing is fetched for them."""

from collections.abc import Iterable, Mapping

from newsdossier import escape
from newsdossier.compose import Card, Overlay
from newsdossier.compose.overlay import EXACTLY
from newsdossier.locale import say, territory
from newsdossier.model import Said


def written(overlay: Overlay, addresses: Mapping[str, str], language: str) -> str:
    """Every card of a page; each is shown by the links that name its id."""
    kinds = sorted({mark.kind for mark in overlay.marks if mark.kind in ("hedged", "denied")})
    quotes = [int(mark.what) for mark in overlay.marks if mark.kind in ("quote", "told")]
    cards = [
        *(_entity(card, addresses[card.listed.entity.id], language) for card in overlay.cards),
        *(_quote(number, overlay.said[number - 1], language) for number in quotes),
        *(
            _html(kind, [say(f"mark_{kind}", language), _link("#claims", say("see_claims", language))])
            for kind in kinds
        ),
    ]
    return "\n" + "\n".join(cards) if cards else ""


def speakers(said: Said, language: str) -> str:
    """Who said it, as the article names them; unknown is said as unknown."""
    if not said.who:
        return say("unknown_speaker", language)
    known = said.speaker.entity.called(language) if said.speaker else say("or", language).join(said.who)
    return ", ".join([known, *(of.entity.called(language) if of else words for words, of in said.joint)])


def _entity(card: Card, address: str, language: str) -> str:
    entity = card.listed.entity
    many = say("n_dossiers_or_more" if card.dossiers >= EXACTLY else "n_dossiers", language, n=card.dossiers)
    counts = f"{say('n_mentions_here', language, n=card.listed.mentions)} · {many}"
    name = f"<strong>{_link(address, escape.html(entity.called(language)))}</strong>"
    return _html(
        entity.id, [say(entity.type, language), name, escape.html(card.role or _country(card, language)), counts]
    )


def _country(card: Card, language: str) -> str:
    """Of a place that lies in one and is not one."""
    entity = card.listed.entity
    country = territory(entity.country, language) if entity.type == "place" and entity.country else ""
    return "" if country == entity.called(language) else country


def _quote(number: int, said: Said, language: str) -> str:
    how = say(f"speaker_{said.sure}", language) if said.who else ""
    rows = [
        say("indirect" if said.kind == "indirect" else "quote", language),
        _strong(speakers(said, language)),
        escape.html(" · ".join(said.channels)),
        how,
    ]
    return _html(f"quote-{number}", [*rows, _link(f"#quote-{number}", say("see_quote", language))])


def _reserve(kind: str, language: str) -> str:
    return _html(kind, [say(f"mark_{kind}", language), _link("#claims", say("see_claims", language))])


def _html(name: str, rows: Iterable[str]) -> str:
    """A popover: the browser closes it by Escape and by a tap elsewhere."""
    lines = "".join(f"<p>{row}</p>" for row in rows if row)
    return f'<div class="nd-card" id="card-{name}" popover data-pagefind-ignore>{lines}</div>'


def _strong(words: str) -> str:
    return f"<strong>{escape.html(words)}</strong>"


def _link(address: str, words: str) -> str:
    return f'<a href="{escape.html(address)}">{words}</a>'
