"""Pages at addresses that dossiers and entities left: redirects and tombstones, without a word of what was there."""

from collections.abc import Iterator
from functools import partial

from newsdossier import escape
from newsdossier.locale import say
from newsdossier.model.dossier import Page
from newsdossier.model.entity import Listed
from newsdossier.pages.plan import Planned, Site, as_linked, digest

_ALL = "dossiers.md"


def plan(site: Site) -> Iterator[Planned]:
    """Plans a page for each id of an entity that became another, and for each dossier that is no more."""
    language, leads = site.settings.language, site.settings.removed == "redirect"
    for old, id_ in site.moved.items():
        new = site.named[id_]
        if new.target:  # a page must lead somewhere
            signature = digest(site.program, language, old, as_linked(new))
            yield Planned(f"entities/{old}.md", signature, partial(_entity, old, new, language))
    present = {one.article.slug for one in site.dossiers}
    for slug, successor in site.gone.items():
        if successor in present:
            signature = digest(site.program, language, slug, successor)
            yield Planned(f"{slug}.md", signature, partial(_dossier, slug, successor, language))
        else:
            signature = digest(site.program, language, slug, leads)
            yield Planned(f"{slug}.md", signature, partial(_tombstone, slug, language, leads=leads))


def _entity(old: str, new: Listed, language: str) -> Page:
    url = f"../{new.target}"
    body = say("moved", language, name=escape.text(new.entity.name), url=url)
    return Page(f"entities/{old}.md", _meta(new.entity.name, language, new.target), f"{body}\n")


def _dossier(slug: str, successor: str, language: str) -> Page:
    body = say("gone_moved", language, url=f"{successor}.md")
    return Page(f"{slug}.md", _meta(say("gone_moved_title", language), language, f"{successor}.md"), f"{body}\n")


def _tombstone(slug: str, language: str, *, leads: bool) -> Page:
    """Says that there is nothing any more, with a link to all dossiers; `leads`: browsers go there by themselves."""
    title = say("gone", language)
    body = f"# {title}\n\n{say('gone_text', language, url=_ALL)}"
    return Page(f"{slug}.md", _meta(title, language, _ALL if leads else ""), f"{body}\n")


def _meta(title: str, language: str, redirect: str) -> dict[str, object]:
    meta: dict[str, object] = {"title": title, "lang": language, "redirect": redirect, "robots": "noindex, follow"}
    return {key: value for key, value in meta.items() if value} | {"hide": ["navigation", "toc"]}
