"""Pieces that several pages share: a linked name, a row of a list, a source line, a folded list."""

import re
from collections.abc import Iterable, Iterator, Sequence

from newsdossier import escape
from newsdossier.locale import say, say_day
from newsdossier.model.article import Source
from newsdossier.model.dossier import Dossier, Sentence
from newsdossier.model.entity import EntityType, Listed

CLASSES: dict[EntityType, str] = {
    "person": "per", "organisation": "org", "place": "loc", "event": "evt", "work": "wrk", "other": "",
}  # fmt: skip
_DESCRIPTION = 200  # characters
_FRAGMENT = 4  # words at each end by which a sentence is found in its source
_MARKS = " \u00a0\u202f«»“”„\"'‘’.…"
_COMMONS = re.compile(r"CC[ -](BY(?:[ -](?:NC|SA|ND))*)(?:[ -](\d\.\d))?", re.IGNORECASE)


def entity(one: Listed, language: str, *, base: str = "", dossier: str = "", entry: bool = False) -> str:
    """A name and how often it is met; without a page of its own it leads to a `dossier` that names it.

    `entry`: this row is what links to such an entity lead to.
    """
    words = escape.text(one.entity.name)
    counts = f"{say('n_mentions', language, n=one.mentions)} · {say('n_dossiers', language, n=one.dossiers)}"
    if one.target.startswith("entities/") or not dossier:
        return f"- {link(one, words, base=base)} {count(counts)}"
    attributes = f".{CLASSES[one.entity.type]}" + (f" #{one.entity.id}" if entry else "")
    return f"- [{words}]({base}{dossier}.md){{ {attributes} }} {count(counts)}"


def dossier(one: Dossier, language: str, *, base: str) -> str:
    """A headline and where it is from, in two lines."""
    article = one.article
    title = foreign(escape.text(article.title), article.language, language)
    return f"- [{title}]({base}{article.slug}.md)  \n  {source_line(article.source, language)}"


def link(listed: Listed, words: str, *, base: str = "", id: str = "") -> str:
    """Words linked to an entity's place, or the words alone where it has none; `base` leads to `dossiers/`."""
    if not listed.target:
        return words
    attributes = " ".join(filter(None, [f".{CLASSES[listed.entity.type]}", f"#{id}" if id else ""]))
    return f"[{words}]({base}{listed.target}){{ {attributes} }}"


def source_line(source: Source, language: str) -> str:
    """Outlet, authors and day, as far as they are known."""
    outlet = escape.text(source.publisher) or say("unknown_source", language)
    if source.url:
        outlet = f"[{outlet}]({escape.address(source.url)})"
    day = say_day(source.published, language) if source.published else say("unknown_date", language)
    return " · ".join([outlet, *map(escape.text, source.authors), day])


def in_source(source: Source, words: str, language: str) -> str:
    """A link to those words in the article as its outlet shows it; nothing where no address is known."""
    if not source.url:
        return ""
    page, _, place = source.url.partition("#")
    address = f"{page}#{place.partition(':~:')[0]}:~:text={_fragment(words)}"
    return f"[{say('in_source', language)}]({escape.address(address)}){{ .nd-at }}"


def _fragment(words: str) -> str:
    """A text fragment: the words, or the first and the last of many, since outlets differ in marks and spaces."""
    one_by_one = words.strip(_MARKS).split()
    if len(one_by_one) <= 2 * _FRAGMENT:
        return _encoded(one_by_one)
    return f"{_encoded(one_by_one[:_FRAGMENT])},{_encoded(one_by_one[-_FRAGMENT:])}"


def _encoded(words: Iterable[str]) -> str:
    return escape.part(" ".join(words)).replace("-", "%2D")  # a hyphen would say that a prefix ends here


def licence(source: Source, language: str) -> Iterator[str]:
    """Under what the text may be reused, with a link where the name or the address gives one."""
    if source.licence:
        url = licence_address(source.licence)
        words = say("licence", language) if url == source.licence else escape.text(source.licence)
        yield f"[{words}]({escape.address(url)})" if url else words


def licence_address(said: str) -> str:
    """Returns the page of a Creative Commons licence, or a licence that is an address; empty for any other."""
    if said.startswith(("http://", "https://")):
        return said
    name = _COMMONS.fullmatch(said.strip())
    if name is None:
        return ""
    kind, version = name.group(1).lower().replace(" ", "-"), name.group(2) or "4.0"
    return f"https://creativecommons.org/licenses/{kind}/{version}/"


def emphasised(sentence: Sentence) -> str:
    """The words of a sentence with its names in bold."""
    pieces, at = [], 0
    for name in sentence.names:
        pieces += [escape.text(sentence.text[at : name.start]), f"**{escape.text(name.of(sentence.text))}**"]
        at = name.end
    return "".join([*pieces, escape.text(sentence.text[at:])])


def count(n: int | str) -> str:
    """A number beside a name."""
    return f'<span class="nd-count">{n}</span>'


def fact(label: str, value: str, language: str) -> str:
    """One entry of a list of facts: « **Pays** : France »."""
    return f"- {say('labelled', language, label=f'**{label}**', value=value)}"


def foreign(words: str, of: str, language: str) -> str:
    """Words of another language than the page's, marked as such for screen readers, hyphenation and translators."""
    same = not of or of.split("-")[0] == language.split("-")[0]
    return words if same else f'<span lang="{escape.html(of)}">{words}</span>'


def boxed(names: str, rows: Sequence[str]) -> str:
    """A list in a box of those classes."""
    return f'<div class="{names}" markdown="1">\n\n' + "\n".join(rows) + "\n\n</div>"


def folded(rows: Sequence[str], names: str, summary: str) -> Iterator[str]:
    """Folds a list behind a summary; empty when the list is."""
    if rows:
        listed = "\n".join(rows)
        opening = f'<details class="nd-more-rows {names}" markdown="1">'
        yield f"{opening}\n<summary>{summary}</summary>\n\n{listed}\n\n</details>"


def mostly(rows: Sequence[str], names: str, language: str, *, shown: int) -> Iterator[str]:
    """A list of which only the first rows are open."""
    yield boxed(names, rows[:shown])
    yield from folded(rows[shown:], names, say("show_more", language, n=len(rows) - shown))


def bar(label: str, links: Iterable[tuple[str, str, bool]]) -> str:
    """A line of links (words, address, whether it is this page), as navigation under a name of its own."""
    current = '{ aria-current="page" }'
    rows = "\n".join(f"- [{words}]({address}){current if here else ''}" for words, address, here in links)
    return f'<nav class="nd-bar" aria-label="{escape.html(label)}" markdown="1">\n\n{rows}\n\n</nav>'


def paragraph_name(anchor: str, language: str) -> str:
    """What to call the place of an anchor: « chapeau », « paragraphe 3 »."""
    if anchor == "p0":
        return say("standfirst", language)
    return say("paragraph", language, number=anchor[1:]) if anchor else say("in_heading", language)


def description(dossier: Dossier) -> str:
    """The beginning of the text that may be shown, for search engines and lists."""
    text, parts = dossier.article.text, dossier.article.parts
    headline = max((part.span.end for part in parts if part.kind == "title"), default=0)  # a label may stand above it
    prose = [part for part in parts if part.kind in {"standfirst", "paragraph"}]
    shown = next((part for part in prose if part.span.start >= headline), prose[0] if prose else None)
    words = " ".join(shown.span.of(text).split()) if shown else ""
    if len(words) <= _DESCRIPTION:
        return words
    return words[:_DESCRIPTION].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
