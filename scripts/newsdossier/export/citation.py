"""A dossier -> references to it and to the article that it is made from: a line to read, BibTeX, CSL-JSON."""

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
class Reference:
    """The dossier or its article, as a citation names it."""

    id: str
    """Key among references."""
    kind: str
    """Type in CSL."""
    title: str
    """Headline."""
    holder: str
    """The site or the outlet."""
    authors: tuple[str, ...]
    """Names as signed."""
    day: str
    """YYYY-MM-DD, empty when unknown."""
    url: str
    """Address, empty when unknown."""
    language: str
    """Language (BCP 47)."""


def references(dossier: Dossier, *, site_name: str, url: str, first: str) -> tuple[Reference, ...]:
    """Returns the dossier, then its article where its outlet or address is known.

    `url` is the dossier's page, `first` the day on which the site first showed it.
    """
    article, source = dossier.article, dossier.article.source
    own = Reference(article.slug, "webpage", article.title, site_name, (), first, url, article.language)
    if not source.publisher and not source.url:
        return (own,)
    original = Reference(
        id=f"{article.slug}-source",
        kind="article-newspaper",
        title=article.title,
        holder=source.publisher,
        authors=source.authors,
        day=source.published.isoformat() if source.published else "",
        url=source.url,
        language=article.language,
    )
    return own, original


def line(reference: Reference, language: str) -> str:
    """Returns a reference to read: « Le titre », Le Site, 14 octobre 2025, https://…"""
    day = say_day(date.fromisoformat(reference.day), language) if reference.day else ""
    title = say("quoted_title", language, title=reference.title)
    return ", ".join(filter(None, [*reference.authors, title, reference.holder, day, reference.url]))


def bibtex(reference: Reference) -> str:
    """Returns a BibTeX entry; braces around names keep them whole."""
    says = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in reference.authors or (reference.holder,) if name),
        "title": f"{{{_escaped(reference.title)}}}",
        "journal": _escaped(reference.holder) if reference.kind == "article-newspaper" else "",
        "year": reference.day[:4],
        "date": reference.day,
        "url": reference.url,
        "langid": reference.language,
    }
    rows = ",\n".join(f"  {key} = {{{value}}}" for key, value in says.items() if value)
    kind = "article" if reference.kind == "article-newspaper" and reference.holder else "misc"
    return f"@{kind}{{{reference.id},\n{rows}\n}}"


def csl(references: tuple[Reference, ...]) -> str:
    """Returns a CSL-JSON list for citation programs."""
    written = json.dumps([_csl(one) for one in references], ensure_ascii=False, indent=1)
    return re.sub(r"\[\s+\[\s+(\d+),\s+(\d+),\s+(\d+)\s+\]\s+\]", r"[[\1, \2, \3]]", written)


def _csl(reference: Reference) -> dict[str, object]:
    says: dict[str, object] = {
        "id": reference.id,
        "type": reference.kind,
        "title": reference.title,
        "container-title": reference.holder,
        "author": [{"literal": name} for name in reference.authors],
        "issued": {"date-parts": [[int(n) for n in reference.day.split("-")]]} if reference.day else None,
        "URL": reference.url,
        "language": reference.language,
    }
    return {key: value for key, value in says.items() if value}


def _escaped(words: str) -> str:
    return re.sub(r"[\\{}%$#&_~^]", lambda found: _SPECIAL[found[0]], " ".join(words.split()))
