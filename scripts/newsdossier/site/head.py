"""A page -> what its head says to programs, and how its foot lets a dossier be reused: its files, how to cite it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from newsdossier import escape
from newsdossier.export import citation
from newsdossier.export import json_ld
from newsdossier.export.addresses import data_path
from newsdossier.export.web_annotations import MEDIA_TYPE
from newsdossier.locale import say
from newsdossier.model.dossier import Dossier
from newsdossier.model.entity import Listed
from newsdossier.site.markdown.relative import relative
from newsdossier.site.setup import link_from

_PROVENANCE = re.compile(r'(<div class="nd-provenance">.*?)(</ul>\s*</div>)', re.DOTALL)
_TYPES = {"twin": "application/json", "annotations": MEDIA_TYPE, "ninjs": "application/json", "text": "text/plain"}
_NAMES = {"twin": "JSON", "annotations": "Web Annotations", "ninjs": "ninjs 3.1"}


@dataclass(frozen=True, slots=True)
class Where:
    """The page that is being made, and the site around it."""

    page: Page
    config: MkDocsConfig
    files: Files
    folder: str
    """`dossiers/`."""
    language: str
    """Of the site."""

    @property
    def url(self) -> str:
        """Of the page; empty, which means the same to its readers, when the site has no address."""
        return self.page.canonical_url or ""

    def to(self, path: str) -> str:
        """How the page leads to a file of the site."""
        return relative(path, self.page.file.url)


def head(where: Where, subject: Dossier | Listed | None) -> str:
    """JSON-LD, and links to the files that say the same."""
    page = where.page
    language = str(page.meta.get("lang") or where.language)
    site = _site(where)
    if page.is_homepage:
        return json_ld.element(site)
    node = json_ld.of_page(str(page.title or ""), where.url, language, site=site)
    if isinstance(subject, Dossier):
        return json_ld.element(json_ld.of_dossier(subject, node, _href(where))) + "".join(_alternates(where, subject))
    if isinstance(subject, Listed):
        return json_ld.element(json_ld.of_entity(subject, node, _href(where)))
    return json_ld.element(node)


def _site(where: Where) -> json_ld.Node:
    url = (where.config.site_url or "").rstrip("/")
    place: json_ld.Node = {"@id": f"{url}/", "url": f"{url}/"} if url else {}
    return {"@type": "WebSite", **place, "name": where.config.site_name, "inLanguage": where.language}


def _href(where: Where) -> Callable[[str], str]:
    near = link_from(where.page, where.files, where.folder)
    return lambda target: urljoin(where.url, near(target)) if where.url else near(target)


def _alternates(where: Where, dossier: Dossier) -> list[str]:
    """Two relations: where a link has `alternate` alone, Material looks for a sitemap beside its target."""
    return [
        f'<link rel="alternate describedby" type="{escape.html(_TYPES[kind])}" title="{escape.html(name)}"'
        f' href="{escape.html(where.to(data_path(kind, dossier.article.slug)))}">'
        for kind, name in _NAMES.items()
    ]


def reusable(html: str, where: Where, what: tuple[Dossier, str]) -> str:
    """The page of a dossier with its files under « Provenance » and, folded, how to cite it."""
    dossier, first = what
    language, slug = dossier.article.language, dossier.article.slug
    names = {**_NAMES, "text": say("plain_text", language)}
    links = ", ".join(
        f'<a href="{escape.html(where.to(data_path(kind, slug)))}">{escape.html(name)}</a>'
        for kind, name in names.items()
    )
    row = f"<li>{say('labelled', language, label=_strong(say('files', language)), value=links)}</li>\n"
    html = _PROVENANCE.sub(lambda found: f"{found[1]}{row}{found[2]}", html, count=1)
    references = citation.references(dossier, site_name=where.config.site_name, url=where.url, first=first)
    return html + _cite(references, language)


def _cite(references: tuple[citation.Reference, ...], language: str) -> str:
    lines = [f"<p>{escape.element(citation.line(one, language))}</p>" for one in references]
    if len(references) > 1:
        lines.insert(1, f"<p>{say('made_from', language)}</p>")
    entries = {"BibTeX": "\n\n".join(map(citation.bibtex, references)), "CSL-JSON": citation.csl(references)}
    blocks = [
        f"<p>{_strong(name)}</p>\n<pre><code>{escape.element(text)}</code></pre>" for name, text in entries.items()
    ]
    summary = f"<summary>{say('cite', language)}</summary>"
    opening = '<details class="nd-cite nd-more-rows" id="cite" data-pagefind-ignore="all">'
    return "\n".join(["", opening, summary, *lines, *blocks, "</details>"])


def _strong(words: str) -> str:
    return f"<strong>{escape.html(words)}</strong>"
