"""The Content-Security-Policy of built pages: the second wall, should an article ever become markup.

Scripts are the site's own files and the few that the theme writes into its pages, each by its hash; these are known
from the theme's templates, never from the page, so that a script which came in by an article has no hash.
"""

import base64
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, meta
from mkdocs.config.defaults import MkDocsConfig

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
