"""A dossier that was published and is no more -> the page at its address: no word of what it was."""

from newsdossier.locale import say
from newsdossier.model.article import Article
from newsdossier.model.dossier import Page

ALL = "dossiers.md"


def tombstone(slug: str, language: str, *, leads: bool) -> Page:
    """Says that there is nothing any more, with the way to all dossiers; `leads`: browsers go there by themselves."""
    title = say("gone", language)
    body = f"# {title}\n\n{say('gone_text', language, url=ALL)}"
    return Page(f"{slug}.md", _meta(title, language, ALL if leads else ""), f"{body}\n")


def redirect(slug: str, new: Article, language: str) -> Page:
    """The page left behind by a dossier whose place another took."""
    to = f"{new.slug}.md"
    body = say("gone_moved", language, url=to)
    return Page(f"{slug}.md", _meta(say("gone_moved_title", language), language, to), f"{body}\n")


def _meta(title: str, language: str, leads: str) -> dict[str, object]:
    meta: dict[str, object] = {"title": title, "lang": language, "redirect": leads, "robots": "noindex, follow"}
    return {key: value for key, value in meta.items() if value} | {"hide": ["navigation", "toc"]}
