"""What the head of a page says to programs, its Content-Security-Policy, and the foot by which a dossier is reused."""

import base64
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, meta
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from newsdossier import escape
from newsdossier.export import citation, json_ld
from newsdossier.export.addresses import data_path
from newsdossier.export.web_annotations import MEDIA_TYPE
from newsdossier.locale import say
from newsdossier.model.dossier import Dossier
from newsdossier.model.entity import Listed
from newsdossier.model.settings import Settings
from newsdossier.site.incremental.links import relative
from newsdossier.site.setup import link_from

_INLINE = re.compile(r"<script(?: type=\"text/javascript\")?>(.*?)</script>", re.DOTALL)
_BASE = re.compile(r'__md_scope=new URL\("([\w./:-]*)",location\)')
_HEAD = '<meta charset="utf-8">'
_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
_KNOWN = {"base_url", "config"}
TrustedScripts = Callable[[str], frozenset[str]]


"""Address of the site's root as a page gives it -> the scripts that the theme's templates write into that page."""
_PROVENANCE = re.compile(r'(<div class="nd-provenance">.*?)(</ul>\s*</div>)', re.DOTALL)
_TYPES = {"twin": "application/json", "annotations": MEDIA_TYPE, "ninjs": "application/json", "text": "text/plain"}
_NAMES = {"twin": "JSON", "annotations": "Web Annotations", "ninjs": "ninjs 3.1"}


def scripts_of_theme(env: Environment, config: MkDocsConfig) -> TrustedScripts:
    """Reads the theme's templates."""
    sources = [source for name in sorted({*_templates(config.theme.dirs)}) for source in _scripts(env, name)]
    known: dict[str, frozenset[str]] = {}

    def trusted(base: str) -> frozenset[str]:
        if base not in known:
            known[base] = frozenset(env.from_string(source).render(base_url=base, config=config) for source in sources)
        return known[base]

    return trusted


def _templates(folders: Iterable[str]) -> Iterator[str]:
    """Yields names of pages; Jinja's own list of all templates goes through thousands of pictures (`.icons`)."""
    for folder in folders:
        for place, inside, names in os.walk(folder):
            inside[:] = [name for name in inside if not name.startswith(".")]
            yield from (Path(place, name).relative_to(folder).as_posix() for name in names if name.endswith(".html"))


def _scripts(env: Environment, name: str) -> list[str]:
    """Returns the scripts of a template that depend on nothing but the configuration and where the page is."""
    try:
        assert env.loader
        source, _, _ = env.loader.get_source(env, name)
        found = _INLINE.findall(source)
        return [script for script in found if meta.find_undeclared_variables(env.parse(script)) <= _KNOWN]
    except (TemplateNotFound, TemplateSyntaxError, UnicodeDecodeError):  # not a template of this theme
        return []


def with_policy(html: str, trusted: TrustedScripts) -> str:
    """Returns the page with its policy; what is no whole page stays as it is."""
    if _HEAD not in html:
        return html
    base = _BASE.search(html)
    known = trusted(base.group(1) if base else ".")
    inside = dict.fromkeys(script for script in _INLINE.findall(html) if script in known)
    policy = _POLICY.format(hashes="".join(f" 'sha256-{_hash(script)}'" for script in inside))
    return html.replace(_HEAD, f'{_HEAD}<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


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
