"""A published page -> the page as the search index reads it: its own words, each paragraph with its place, its facets.

Pagefind keeps every id that it meets with the word that follows it: by them the search page leads to a paragraph.
"""

import re
from collections.abc import Iterator

from newsdossier import escape
from newsdossier.compose.finding import Finding
from newsdossier.locale import language_name, say, say_day

OTHER_NAMES = "~"  # before the place of a paragraph: what is found are other names of somebody named there
_ARTICLE = re.compile(r'<article class="md-content__inner[^>]*>(.*?)</article>', re.DOTALL)
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_WORDS = re.compile(
    r'<p\b[^>]*\bnd-standfirst\b[^>]*>.*?</p>|<div class="nd-(?:text|points|notes)"[^>]*>.*?</div>', re.DOTALL
)
_BEHIND_ENTITY = re.compile(r"<(?:aside|nav|h2|svg|details)\b")
_FACTS = re.compile(r'<p class="nd-facts">(.*?)</p>', re.DOTALL)
_REFERENCE = re.compile(
    r'<a class="nd-ref".*?</a>|<(style|script|svg)\b.*?</\1>|<a class="headerlink".*?</a>', re.DOTALL
)
_TAG = re.compile(r'<(/?)(p|li|h[2-6]|td|tr|dt|dd|blockquote)?\b(?:[^>]*?\bid="([^"]*)")?[^>]*>')
_APOSTROPHE = re.compile(r"(?<=\w)[’ʼ](?=\w)")


def indexable(html: str, finding: Finding | None, language: str) -> str:
    """The page for the index; one without a finding is a page that a person wrote, and all its words count."""
    found = _ARTICLE.search(html)
    article = found[1] if found else ""
    title = _TITLE.search(article)
    body = article[title.end() :] if title else article
    facts: list[str] = []
    if finding and finding.kind == "dossier":
        facts = _facts_of_dossier(finding, language)
        body = "".join(one[0] for one in _WORDS.finditer(body))
    elif finding:
        end = _BEHIND_ENTITY.search(body)
        body = body[: end.start()] if end else body
        facts = [_bare(one) for one in _FACTS.findall(body)]
        body = _FACTS.sub("", body)
    head = [
        _hidden("meta", "facts", " · ".join(facts)),
        _hidden("meta", "lang", finding.language if finding else ""),
        *(_hidden("filter", name, value) for name, value in _facets(finding, language)),
    ]
    heading = f'<h1 data-pagefind-weight="{_weight(finding)}">{_bare(title[1]) if title else ""}</h1>'
    # d’impôt is found by impot when the apostrophe is the typewriter's: the reader's page keeps its own
    words = _APOSTROPHE.sub("'", "\n".join([heading, _bare(body), *_names(finding)]))
    about = "\n".join(filter(None, head))
    return f'<!doctype html><html lang="{language}"><body data-pagefind-body>{about}{words}</body></html>'


def _weight(finding: Finding | None) -> int:
    """A name's own page comes before those that it stands on."""
    return 10 if finding and finding.kind != "dossier" else 7


def _facts_of_dossier(finding: Finding, language: str) -> list[str]:
    day = say_day(finding.published, language) if finding.published else ""
    return [escape.html(one) for one in (finding.outlet, day) if one]


def _facets(finding: Finding | None, language: str) -> Iterator[tuple[str, str]]:
    if finding is None:
        return
    yield "type", say(finding.kind, language)
    if finding.kind == "dossier":
        yield "language", language_name(finding.language, language)
        yield from (("person", name) for name in finding.people)
        yield from (("place", name) for name in finding.places)
        yield "outlet", finding.outlet
        yield "year", str(finding.published.year) if finding.published else ""


def _hidden(kind: str, name: str, value: str) -> str:
    """Read by the index, and no word of the page; a value that is not known is none."""
    words = value if kind == "meta" else escape.html(value)
    return f'<span data-pagefind-{kind}="{name}" data-pagefind-ignore>{words}</span>' if value else ""


def _names(finding: Finding | None) -> Iterator[str]:
    """A name's own page counts more than those that it stands on."""
    for where, names in finding.names if finding else ():
        if finding and finding.kind == "dossier":
            yield f'<span id="{OTHER_NAMES}{where}"></span><p>{escape.html(names)}</p>'
        else:
            yield f'<p data-pagefind-weight="4">{escape.html(names)}</p>'


def _bare(html: str) -> str:
    """Paragraphs and the places of their beginnings; all else that stands in them is words."""

    def tag(found: re.Match[str]) -> str:
        closing, block, place = found.groups()
        if block is None:
            return ""
        return "</p>" if closing else (f'<span id="{place}"></span><p>' if place else "<p>")

    return _TAG.sub(tag, _REFERENCE.sub("", html)).strip()
