"""The HTML of a dossier -> the same with its overlay: words marked where they stand, a switch for the marks, cards.

All of it is here and in no Markdown file. A card is a popover beside the link that it is of: the link works without it.
"""

import re
from collections.abc import Callable, Mapping

from newsdossier import escape
from newsdossier.compose import Mark, Overlay
from newsdossier.locale import say
from newsdossier.locale.times import datetime_attribute, say_inferred, say_time
from newsdossier.publish import cards, pictures
from newsdossier.publish.wrap import Wrap, wrapped

_BLOCK = re.compile(r'(<(p|li)\b[^>]*\bid="(p\d+)"[^>]*>)(.*?)(</\2>)', re.DOTALL)
_TOGETHER = re.compile(r'<h2 id="together">.*?</h2>', re.DOTALL)
_BEFORE = ('<h2 id="cited">',)  # on an entity's page
_LISTS = ('<h2 id="cited">', '<div class="nd-index">')  # on the home page, on the list of places
_TEXT = '<div class="nd-text">'
_CLASSES = {"person": "per", "organisation": "org", "place": "loc", "event": "evt", "work": "wrk"}
_CHOICES = ("none", "main", "all")
Href = Callable[[str], str]


def laid_over(html: str, overlay: Overlay, how: tuple[str, Href]) -> str:
    """The page with all that is laid over it; `how` is its language, and how it links to a page of `dossiers/`."""
    language, href = how
    by_anchor: dict[str, list[Wrap]] = {}
    for mark in overlay.marks:
        by_anchor.setdefault(mark.anchor, []).append(_wrap(mark, overlay, language))
    addresses = {card.listed.entity.id: href(card.listed.target) for card in overlay.cards}
    linked = {address: entity for entity, address in addresses.items()}

    def block(found: re.Match[str]) -> str:
        inside = wrapped(found[4], by_anchor.get(found[3], []))
        return f"{found[1]}{_with_cards(inside, linked)}{found[5]}"

    html = _BLOCK.sub(block, html)
    html = html.replace(_TEXT, _switch(language) + _TEXT, 1) if overlay.marks else html
    return _with_pictures(html, overlay, how) + cards.written(overlay, addresses, language)


def _with_pictures(html: str, overlay: Overlay, how: tuple[str, Href]) -> str:
    """The graph under the heading of those who are named together, or before the sentences; the map before lists."""
    language, href = how
    if overlay.graph:
        picture = pictures.graph(overlay.graph, href, language)
        under = _TOGETHER.search(html)
        place = under.end() if under else next((html.find(mark) for mark in _BEFORE if mark in html), len(html))
        html = html[:place] + picture + html[place:]
    if overlay.atlas:
        place = next((html.find(mark) for mark in _LISTS if mark in html), len(html))
        html = html[:place] + pictures.chart(overlay.atlas, href, language) + html[place:]
    return html


def _wrap(mark: Mark, overlay: Overlay, language: str) -> Wrap:
    """What stands around the words of a mark."""
    if mark.kind in ("quote", "told"):
        behind = f"</span>{_reference(mark, overlay, language)}"
        return Wrap(mark.at, mark.words, f'<span class="nd-{mark.kind}">', behind, around_links=True)
    if mark.kind in ("hedged", "denied"):
        opening = f'<a class="nd-mark nd-{mark.kind}" href="#claims" interestfor="card-{mark.kind}">'
        return Wrap(mark.at, mark.words, opening, "</a>")
    if mark.kind == "date":
        return _time(mark, language)
    return Wrap(mark.at, mark.words, f'<span class="nd-name nd-{_CLASSES.get(mark.what, "wrk")}">', "</span>")


def _time(mark: Mark, language: str) -> Wrap:
    """What HTML can say of a date, the whole in EDTF, and in words what it comes to and what of it is ours."""
    edtf, _, inferred = mark.what.partition(" ")
    exact = datetime_attribute(edtf)
    title = ", ".join(filter(None, [say_time(edtf, language) if edtf else "", say_inferred(inferred, language)]))
    known = {"datetime": exact, "data-edtf": edtf, "title": title}
    attributes = "".join(f' {name}="{escape.html(value)}"' for name, value in known.items() if value)
    tag = "time" if exact else "span"  # HTML takes no `<time>` of a time that it cannot write
    return Wrap(mark.at, mark.words, f'<{tag} class="nd-name nd-date"{attributes}>', f"</{tag}>")


def _reference(mark: Mark, overlay: Overlay, language: str) -> str:
    """The number of the quote, as a note has one: it leads to who said it, and shows it."""
    who = cards.speakers(overlay.said[int(mark.what) - 1], language)
    label = escape.html(say("quote_number", language, number=mark.what, who=who))
    card = f'interestfor="card-quote-{mark.what}"'
    return f'<a class="nd-ref" href="#quote-{mark.what}" aria-label="{label}" {card}>{mark.what}</a>'


def _with_cards(html: str, linked: Mapping[str, str]) -> str:
    """Every link to an entity says which card it shows."""

    def link(found: re.Match[str]) -> str:
        entity = linked.get(found[1])
        return f'{found[0]} interestfor="card-{entity}"' if entity else found[0]

    return re.sub(r'<a class="(?:per|org|loc|evt|wrk)" href="([^"]*)"', link, html)


def _switch(language: str) -> str:
    """« Surligner »: radio buttons that the style sheet obeys; the script only remembers them."""
    buttons = "".join(
        f'<label><input type="radio" name="nd-marks" value="{choice}" class="nd-marks-{choice}"'
        f"{' checked' * (choice == 'main')}> {say(f'marks_{choice}', language)}</label>"
        for choice in _CHOICES
    )
    legend = f"<legend>{say('marks', language)}</legend>"
    return f'<fieldset class="nd-chooser nd-marks" data-pagefind-ignore>{legend}{buttons}</fieldset>\n'
