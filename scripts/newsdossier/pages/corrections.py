"""What people corrected, in articles and in the authority -> the page that says what was changed when."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from newsdossier import escape
from newsdossier.locale import say, say_day, say_time
from newsdossier.model.decision import Change
from newsdossier.model.dossier import Dossier, Page
from newsdossier.model.entity import Listed
from newsdossier.model.findings import Correction
from newsdossier.pages.newsroom import CORRECTIONS, anchor_of, quoted
from newsdossier.pages.pieces import link, paragraph_name
from newsdossier.pages.plan import Planned, Site, as_linked, digest

_ENTITY = {"merge", "split", "not-same", "speaker", "role"}
_WORDS = 160  # characters of the words that were corrected


def plan(site: Site) -> Iterator[Planned]:
    """Plans the one page."""
    corrected = [one for one in site.dossiers if one.corrections]
    named = [as_linked(one) for one in site.named.values()] if site.history else []
    listed = [(site.contributions[d.article.slug].core, d.corrections, _corrected_to(site, d)) for d in corrected]
    signature = digest(site.program, site.settings.language, site.history, named, listed)
    yield Planned(
        CORRECTIONS, signature, lambda: page(corrected, site.history, site.named, language=site.settings.language)
    )


def _corrected_to(site: Site, dossier: Dossier) -> list[object]:
    """Finds the entities that its corrections name."""
    return [as_linked(one) for each in dossier.corrections if (one := site.named.get(each.to))]


def page(dossiers: Sequence[Dossier], changes: Sequence[Change], named: Mapping[str, Listed], *, language: str) -> Page:
    """By dossier, newest decision first, then what was decided of names on the whole site; `named` by id."""
    title = say("corrections", language)
    blocks = [f"# {title}", f"{say('corrections_lead', language)}\n{{ .nd-lead }}"]
    blocks += [block for dossier in _latest_first(dossiers) for block in _dossier(dossier, named, language=language)]
    rows = [row for one in _newest(changes) for row in _change(one, named, language=language)]
    if rows:
        blocks += [f"## {say('corrections_names', language)} {{ #names }}", _boxed(rows)]
    if len(blocks) == 2:
        blocks.append(f"{say('corrections_none', language)}\n{{ .nd-facts }}")
    meta: dict[str, object] = {"title": title, "lang": language, "hide": ["navigation", "toc"]}
    return Page(CORRECTIONS, meta, "\n\n".join(blocks) + "\n")


def _latest_first(dossiers: Sequence[Dossier]) -> list[Dossier]:
    found = [dossier for dossier in dossiers if dossier.corrections]
    latest = {d.article.slug: max(c.on or date.min for c in d.corrections) for d in found}
    return sorted(found, key=lambda d: (-latest[d.article.slug].toordinal(), d.article.slug))


def _newest(changes: Sequence[Change]) -> list[Change]:
    return sorted(changes, key=lambda one: -(one.on or date.min).toordinal())


def _dossier(dossier: Dossier, named: Mapping[str, Listed], *, language: str) -> Iterator[str]:
    title = f"[{escape.text(dossier.article.title)}]({dossier.article.slug}.md)"
    yield f"## {title} {{ #{dossier.article.slug} }}"
    every = sorted(dossier.corrections, key=lambda one: -(one.on or date.min).toordinal())
    yield _boxed([_row(dossier, one, named, language=language) for one in every])


def _boxed(rows: Sequence[str]) -> str:
    return '<div class="nd-sentences nd-corrections" markdown="1">\n\n' + "\n".join(rows) + "\n\n</div>"


def _row(dossier: Dossier, one: Correction, named: Mapping[str, Listed], *, language: str) -> str:
    what = say(
        f"corrected_{one.kind.replace('-', '_')}", language, to=_right(one.kind, one.to, named, language=language)
    )
    pieces = [_day(one.on, language), what, *_quoted(dossier, one, language)]
    return "- " + " · ".join([*pieces, *([escape.text(one.by)] if one.by else [])])


def _quoted(dossier: Dossier, one: Correction, language: str) -> Iterator[str]:
    """The words, as far as they may be shown, and where they stand."""
    if one.span:
        words = " ".join(one.span.of(dossier.article.text).split())
        words = words if len(words) <= _WORDS else words[:_WORDS].rsplit(" ", 1)[0] + "…"
        anchor = anchor_of(dossier, one.span)
        place = paragraph_name(anchor, language)
        where = f"[{place}]({dossier.article.slug}.md#{anchor})" if anchor else place
        yield f"{quoted(escape.text(words), language)} {where}"


def _change(one: Change, named: Mapping[str, Listed], *, language: str) -> Iterator[str]:
    """A line of the authority's history; about whoever is not on the site nothing is said."""
    if one.entity in named and (one.kind in {"merge", "split"} or one.kind not in _ENTITY or one.to in named):
        about = link(named[one.entity], escape.text(named[one.entity].entity.name))
        right = _right(one.kind, one.to, named, language=language)
        key = {"merge": "joined", "split": "parted"}.get(one.kind, one.kind.replace("-", "_"))
        what = say(f"corrected_{key}", language, to=right)
        by = [escape.text(one.by)] if one.by else []
        yield "- " + " · ".join([_day(one.on, language), f"{about}, {what}", *by])


def _day(day: date | None, language: str) -> str:
    return say_day(day, language) if day else say("no_day", language)


def _right(kind: str, to: str, named: Mapping[str, Listed], *, language: str) -> str:
    """Returns what was said to be right, as a reader understands it."""
    if to == "none" or (kind in _ENTITY and to not in named):
        return say("nobody", language)
    if kind in _ENTITY:
        return link(named[to], escape.text(named[to].entity.name))
    if kind == "rename":  # a name that the site does not bear any more may have been taken away for a reason
        return escape.text(to) if any(one.entity.name == to for one in named.values()) else say("unnamed", language)
    if kind == "retype":
        return say(to, language)
    if kind == "modality":
        return say(f"claims_{to}", language)
    return escape.text(say_time(to, language)) if kind == "date" else escape.text(to)
