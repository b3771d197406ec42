"""A dossier -> how to cite it, and the article that it is made from: BibTeX and CSL-JSON."""

import json
import re
from dataclasses import dataclass
from datetime import date

from newsdossier.locale import say, say_day
from newsdossier.model.dossier import Dossier

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "$": r"\$", "#": r"\#", "&": r"\&", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: the dossier or its article, as far as it is known."""

    id: str
    """Key among references."""
    kind: str
    """CSL's type."""
    title: str
    """Its headline."""
    holder: str
    """The site or the outlet."""
    authors: tuple[str, ...]
    """As signed."""
    day: str
    """YYYY-MM-DD, empty when unknown."""
    url: str
    """Its address, empty when unknown."""
    language: str
    """BCP 47."""


def works(dossier: Dossier, site: tuple[str, str], first: str) -> tuple[Work, ...]:
    """The dossier, then its article where its outlet or address is known; `site` is its name and the page's address."""
    article, source = dossier.article, dossier.article.source
    name, url = site
    own = Work(article.slug, "webpage", article.title, name, (), first, url, article.language)
    if not source.publisher and not source.url:
        return (own,)
    day = source.published.isoformat() if source.published else ""
    of = (source.publisher, source.authors, day)
    return own, Work(f"{article.slug}-source", "article-newspaper", article.title, *of, source.url, article.language)


def line(work: Work, language: str) -> str:
    """For a reader: « Le titre », Le Site, 14 octobre 2025, https://…"""
    day = say_day(date.fromisoformat(work.day), language) if work.day else ""
    title = say("quoted_title", language, title=work.title)
    return ", ".join(filter(None, [*work.authors, title, work.holder, day, work.url]))


def bibtex(work: Work) -> str:
    """One entry; braces around names keep them whole."""
    says = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in work.authors or (work.holder,) if name),
        "title": f"{{{_escaped(work.title)}}}",
        "journal": _escaped(work.holder) if work.kind == "article-newspaper" else "",
        "year": work.day[:4],
        "date": work.day,
        "url": work.url,
        "langid": work.language,
    }
    rows = ",\n".join(f"  {key} = {{{value}}}" for key, value in says.items() if value)
    kind = "article" if work.kind == "article-newspaper" and work.holder else "misc"
    return f"@{kind}{{{work.id},\n{rows}\n}}"


def csl(some: tuple[Work, ...]) -> str:
    """A list for citation programs."""
    written = json.dumps([_csl(work) for work in some], ensure_ascii=False, indent=1)
    return re.sub(r"\[\s+\[\s+(\d+),\s+(\d+),\s+(\d+)\s+\]\s+\]", r"[[\1, \2, \3]]", written)


def _csl(work: Work) -> dict[str, object]:
    says: dict[str, object] = {
        "id": work.id,
        "type": work.kind,
        "title": work.title,
        "container-title": work.holder,
        "author": [{"literal": name} for name in work.authors],
        "issued": {"date-parts": [[int(n) for n in work.day.split("-")]]} if work.day else None,
        "URL": work.url,
        "language": work.language,
    }
    return {key: value for key, value in says.items() if value}


def _escaped(words: str) -> str:
    return re.sub(r"[\\{}%$#&_~^]", lambda found: _SPECIAL[found[0]], " ".join(words.split()))
