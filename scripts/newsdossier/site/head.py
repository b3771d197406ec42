"""What a page says to programs in its head, and how a dossier may be reused, at its foot: its files, how to cite it."""

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
from newsdossier.model.settings import Settings
from newsdossier.site.incremental.links import relative
from newsdossier.site.setup import link_from

_PROVENANCE = re.compile(r'(<div class="nd-provenance">.*?)(</ul>\s*</div>)', re.DOTALL)
_TYPES = {"twin": "application/json", "annotations": MEDIA_TYPE, "ninjs": "application/json", "text": "text/plain"}
_NAMES = {"twin": "JSON", "annotations": "Web Annotations", "ninjs": "ninjs 3.1"}


@dataclass(frozen=True, slots=True)
class PageContext:
    """A page that is being made, and the site around it."""

    page: Page
    config: MkDocsConfig
    files: Files
    settings: Settings

    @property
    def folder(self) -> str:
        """Name of `dossiers/`."""
        return self.settings.dossiers.name

    @property
    def language(self) -> str:
        """Language of the site."""
        return self.settings.language

    @property
    def url(self) -> str:
        """Address of the page; empty, which JSON-LD reads as the page itself, when the site has none."""
        return self.page.canonical_url or ""

    def to(self, path: str) -> str:
        """Returns how the page links to a file of the site."""
        return relative(path, self.page.file.url)


def head(context: PageContext, subject: Dossier | Listed | None) -> str:
    """Returns JSON-LD, and links to the files that say the same."""
    page = context.page
    language = str(page.meta.get("lang") or context.language)
    site = _site(context)
    if page.is_homepage:
        return json_ld.element(site)
    node = json_ld.of_page(str(page.title or ""), context.url, language, site=site)
    if isinstance(subject, Dossier):
        return json_ld.element(json_ld.of_dossier(subject, node, _href(context))) + "".join(
            _alternates(context, subject)
        )
    if isinstance(subject, Listed):
        return json_ld.element(json_ld.of_entity(subject, node, _href(context)))
    return json_ld.element(node)


def _site(context: PageContext) -> json_ld.Node:
    url = (context.config.site_url or "").rstrip("/")
    place: json_ld.Node = {"@id": f"{url}/", "url": f"{url}/"} if url else {}
    return {"@type": "WebSite", **place, "name": context.config.site_name, "inLanguage": context.language}


def _href(context: PageContext) -> Callable[[str], str]:
    near = link_from(context.page, context.files, context.folder)
    return lambda target: urljoin(context.url, near(target)) if context.url else near(target)


def _alternates(context: PageContext, dossier: Dossier) -> list[str]:
    """Returns links with two relations: to one with `alternate` alone, Material looks for a sitemap beside it."""
    return [
        f'<link rel="alternate describedby" type="{escape.html(_TYPES[kind])}" title="{escape.html(name)}"'
        f' href="{escape.html(context.to(data_path(kind, dossier.article.slug)))}">'
        for kind, name in _NAMES.items()
    ]


def with_reuse(html: str, context: PageContext, dossier: Dossier, *, first: str) -> str:
    """Returns the page of a dossier with its files under « Provenance » and, folded, how to cite it.

    `first` is the day on which the site first showed it.
    """
    language, slug = dossier.article.language, dossier.article.slug
    names = {**_NAMES, "text": say("plain_text", language)}
    links = ", ".join(
        f'<a href="{escape.html(context.to(data_path(kind, slug)))}">{escape.html(name)}</a>'
        for kind, name in names.items()
    )
    row = f"<li>{say('labelled', language, label=_strong(say('files', language)), value=links)}</li>\n"
    html = _PROVENANCE.sub(lambda found: f"{found[1]}{row}{found[2]}", html, count=1)
    references = citation.references(dossier, site_name=context.config.site_name, url=context.url, first=first)
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
