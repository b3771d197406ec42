"""The overlay of a published page: marks around words of its paragraphs, cards, a graph and a map.

Marks go around words of HTML that is made already, wherever its own tags stand. Their places are counted in characters
of a paragraph's text that are no white space, as `views.overlay` counts them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from newsdossier import escape
from newsdossier.locale import datetime_attribute, say, say_inferred, say_time, territory
from newsdossier.model.dossier import ShownQuote
from newsdossier.site import pictures
from newsdossier.site.pictures import Href
from newsdossier.views.overlay import EXACTLY, Card, Mark, Overlay

_BLOCK = re.compile(r'(<(p|li)\b[^>]*\bid="(p\d+)"[^>]*>)(.*?)(</\2>)', re.DOTALL)
_TOGETHER = re.compile(r'<h2 id="together">.*?</h2>', re.DOTALL)
_BEFORE = ('<h2 id="cited">',)  # on an entity's page
_LISTS = ('<h2 id="cited">', '<div class="nd-index">')  # on the home page, on the list of places
_TEXT = '<div class="nd-text">'
_CLASSES = {"person": "per", "organisation": "org", "place": "loc", "event": "evt", "work": "wrk"}
_CHOICES = ("none", "main", "all")
_TOKENS = re.compile(r"<[^>]*>|&#?\w+;|[^\s<&]+|&")
_TAG = re.compile(r"<(/?)(\w+)")
_VOID = frozenset({"br", "img", "wbr", "hr"})

Stack = tuple[str, ...]
"""The elements that a place stands in, each with a number, so that no two are the same."""


def add_overlay(html: str, overlay: Overlay, *, language: str, href: Href) -> str:
    """Returns the page with its overlay."""
    by_anchor: dict[str, list[Wrap]] = {}
    for mark in overlay.marks:
        by_anchor.setdefault(mark.anchor, []).append(_wrap(mark, overlay, language))
    addresses = {card.listed.entity.id: href(card.listed.target) for card in overlay.cards}
    linked = {address: entity for entity, address in addresses.items()}

    def block(found: re.Match[str]) -> str:
        inside = wrap_words(found[4], by_anchor.get(found[3], []))
        return f"{found[1]}{_with_card_links(inside, linked)}{found[5]}"

    html = _BLOCK.sub(block, html)
    html = html.replace(_TEXT, _switch(language) + _TEXT, 1) if overlay.marks else html
    return _with_pictures(html, overlay, language=language, href=href) + _cards(overlay, addresses, language)


def _with_pictures(html: str, overlay: Overlay, *, language: str, href: Href) -> str:
    """Adds the graph under the heading of those named together, or before the sentences; the map before lists."""
    if overlay.graph:
        picture = pictures.graph(overlay.graph, href, language)
        under = _TOGETHER.search(html)
        place = under.end() if under else next((html.find(mark) for mark in _BEFORE if mark in html), len(html))
        html = html[:place] + picture + html[place:]
    if overlay.atlas:
        place = next((html.find(mark) for mark in _LISTS if mark in html), len(html))
        html = html[:place] + pictures.chart(overlay.atlas, href, language) + html[place:]
    return html


def _with_card_links(html: str, linked: Mapping[str, str]) -> str:
    """Makes every link to an entity show its card."""

    def link(found: re.Match[str]) -> str:
        entity = linked.get(found[1])
        return f'{found[0]} interestfor="card-{entity}"' if entity else found[0]

    return re.sub(r'<a class="(?:per|org|loc|evt|wrk)" href="([^"]*)"', link, html)


def _switch(language: str) -> str:
    """Returns « Surligner »: radio buttons that the style sheet obeys; the script only remembers them."""
    buttons = "".join(
        f'<label><input type="radio" name="nd-marks" value="{choice}" class="nd-marks-{choice}"'
        f"{' checked' * (choice == 'main')}> {say(f'marks_{choice}', language)}</label>"
        for choice in _CHOICES
    )
    legend = f"<legend>{say('marks', language)}</legend>"
    return f'<fieldset class="nd-chooser nd-marks" data-pagefind-ignore>{legend}{buttons}</fieldset>\n'


def _wrap(mark: Mark, overlay: Overlay, language: str) -> "Wrap":
    """Returns the mark-up of a mark."""
    if mark.kind in ("quote", "told"):
        behind = f"</span>{_reference(mark, overlay, language)}"
        return Wrap(mark.at, mark.words, f'<span class="nd-{mark.kind}">', behind, around_links=True)
    if mark.kind in ("hedged", "denied"):
        opening = f'<a class="nd-mark nd-{mark.kind}" href="#claims" interestfor="card-{mark.kind}">'
        return Wrap(mark.at, mark.words, opening, "</a>")
    if mark.kind == "date":
        return _time(mark, language)
    return Wrap(mark.at, mark.words, f'<span class="nd-name nd-{_CLASSES.get(mark.detail, "wrk")}">', "</span>")


def _time(mark: Mark, language: str) -> "Wrap":
    """Returns what HTML can say of a date, the whole in EDTF, and in words what it comes to and what was inferred."""
    edtf, _, inferred = mark.detail.partition(" ")
    exact = datetime_attribute(edtf)
    title = ", ".join(filter(None, [say_time(edtf, language) if edtf else "", say_inferred(inferred, language)]))
    known = {"datetime": exact, "data-edtf": edtf, "title": title}
    attributes = "".join(f' {name}="{escape.html(value)}"' for name, value in known.items() if value)
    tag = "time" if exact else "span"  # HTML takes no `<time>` of a time that it cannot write
    return Wrap(mark.at, mark.words, f'<{tag} class="nd-name nd-date"{attributes}>', f"</{tag}>")


def _reference(mark: Mark, overlay: Overlay, language: str) -> str:
    """Returns the number of a quote, as a note has one: it leads to who said it, and shows it."""
    who = _speakers(overlay.quotes[int(mark.detail) - 1], language)
    label = escape.html(say("quote_number", language, number=mark.detail, who=who))
    card = f'interestfor="card-quote-{mark.detail}"'
    return f'<a class="nd-ref" href="#quote-{mark.detail}" aria-label="{label}" {card}>{mark.detail}</a>'


def _cards(overlay: Overlay, addresses: Mapping[str, str], language: str) -> str:
    """Returns every card of a page; each is shown by the links that name its id."""
    kinds = sorted({mark.kind for mark in overlay.marks if mark.kind in ("hedged", "denied")})
    quotes = [int(mark.detail) for mark in overlay.marks if mark.kind in ("quote", "told")]
    cards = [
        *(_entity_card(card, addresses[card.listed.entity.id], language) for card in overlay.cards),
        *(_quote_card(number, overlay.quotes[number - 1], language) for number in quotes),
        *(_claim_card(kind, language) for kind in kinds),
    ]
    return "\n" + "\n".join(cards) if cards else ""


def _entity_card(card: Card, address: str, language: str) -> str:
    entity = card.listed.entity
    many = say("n_dossiers_or_more" if card.dossiers >= EXACTLY else "n_dossiers", language, n=card.dossiers)
    counts = f"{say('n_mentions_here', language, n=card.listed.mentions)} · {many}"
    name = f"<strong>{_link(address, escape.html(entity.called(language)))}</strong>"
    about = escape.html(card.role or _country(card, language))
    return _popover(entity.id, [say(entity.type, language), name, about, counts])


def _country(card: Card, language: str) -> str:
    """Returns the country of a place that lies in one and is not one."""
    entity = card.listed.entity
    country = territory(entity.country, language) if entity.type == "place" and entity.country else ""
    return "" if country == entity.called(language) else country


def _quote_card(number: int, quote: ShownQuote, language: str) -> str:
    rows = [
        say("indirect" if quote.kind == "indirect" else "quote", language),
        f"<strong>{escape.html(_speakers(quote, language))}</strong>",
        escape.html(" · ".join(quote.channels)),
        say(f"speaker_{quote.sure}", language) if quote.who else "",
        _link(f"#quote-{number}", say("see_quote", language)),
    ]
    return _popover(f"quote-{number}", rows)


def _claim_card(kind: str, language: str) -> str:
    return _popover(kind, [say(f"mark_{kind}", language), _link("#claims", say("see_claims", language))])


def _speakers(quote: ShownQuote, language: str) -> str:
    """Returns who said it, as the article names them; an unknown speaker is said to be unknown."""
    if not quote.who:
        return say("unknown_speaker", language)
    known = quote.speaker.entity.called(language) if quote.speaker else say("or", language).join(quote.who)
    return ", ".join([known, *(of.entity.called(language) if of else words for words, of in quote.joint)])


def _popover(name: str, rows: Iterable[str]) -> str:
    """Returns a card; the browser closes it by Escape and by a tap elsewhere."""
    lines = "".join(f"<p>{row}</p>" for row in rows if row)
    return f'<div class="nd-card" id="card-{name}" popover data-pagefind-ignore>{lines}</div>'


def _link(address: str, words: str) -> str:
    return f'<a href="{escape.html(address)}">{words}</a>'


@dataclass(frozen=True, slots=True)
class Wrap:
    """Words of a paragraph, and what is put before and behind them."""

    at: int
    """Characters of text before them, white space not counted."""
    words: str
    """The words that must stand there; otherwise nothing is done."""
    before: str
    """Begins with the tag that is opened."""
    behind: str
    """Begins with the tag that closes it."""
    around_links: bool = False
    """It may hold a link."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A tag or a run of text in the HTML."""

    start: int
    end: int
    ink: int
    """Characters of text before it."""
    text: str
    """What it shows; nothing for a tag."""
    inside: Stack
    """Elements that it stands in."""
    then: Stack
    """Elements that are open behind it."""


def wrap_words(html: str, wraps: Iterable[Wrap]) -> str:
    """Returns the paragraph with the wraps that fit; longer ones come first.

    One fits where its words stand there, no tag is cut in two, and no link comes to stand within a link.
    """
    tokens = list(_tokens(html))
    shown = "".join(token.text for token in tokens)
    ends = [token.ink + len(token.text) for token in tokens]
    around: list[tuple[int, bool]] = []  # where wraps that are still open end, and whether they are links
    put: list[tuple[int, int, str]] = []
    for wrap in wraps:
        words = "".join(wrap.words.split())
        if shown[wrap.at : wrap.at + len(words)] != words:
            continue
        place = _place(tokens, ends, begin=wrap.at, end=wrap.at + len(words))
        if place is None or (not wrap.around_links and "<a " in html[place[0] : place[1]]):
            continue
        around = [one for one in around if one[0] > place[0]]
        if all(end >= place[1] and not is_link for end, is_link in around):
            around.append((place[1], wrap.before.startswith("<a ")))
            put += [(place[0], len(put), wrap.before), (place[1], -len(put), wrap.behind)]
    return _put(html, put)


def _put(html: str, put: list[tuple[int, int, str]]) -> str:
    """Inserts mark-up; at one place what ends comes first, inner before outer, then what begins, outer before inner."""
    pieces, at = [], 0
    for place, _, markup in sorted(put, key=lambda one: (one[0], one[2][:2] != "</", one[1])):
        pieces += [html[at:place], markup]
        at = place
    return "".join([*pieces, html[at:]])


def _tokens(html: str) -> Iterator[_Token]:
    ink = 0
    stack: Stack = ()
    for number, found in enumerate(_TOKENS.finditer(html)):
        piece, inside = found[0], stack
        tag = _TAG.match(piece)
        if tag is None:
            text = "".join(unescape(piece).split())
        else:
            text = ""
            if tag[1]:
                stack = stack[:-1]
            elif tag[2] not in _VOID:
                stack = (*stack, f"{tag[2]} {number}")
        yield _Token(found.start(), found.end(), ink, text, inside, stack)
        ink += len(text)


def _place(tokens: list[_Token], ends: list[int], *, begin: int, end: int) -> tuple[int, int] | None:
    """Returns the nearest two places of the HTML for that text that stand in the same element, and in no link."""
    for first, inside in reversed(list(_edges(tokens, ends, begin))):
        for last, then in _edges(tokens, ends, end):
            if first < last and inside == then and not any(element.startswith("a ") for element in inside):
                return first, last
    return None


def _edges(tokens: list[_Token], ends: list[int], ink: int) -> Iterator[tuple[int, Stack]]:
    """Yields every place of the HTML with that much text before it, in order."""
    for token in tokens[bisect_left(ends, ink) :]:
        if token.ink > ink:
            return
        if token.ink == ink:
            yield token.start, token.inside
        if token.ink + len(token.text) == ink:
            yield token.end, token.then
        elif token.ink < ink and len(token.text) == token.end - token.start:  # not a character written as an entity
            yield token.start + ink - token.ink, token.inside
