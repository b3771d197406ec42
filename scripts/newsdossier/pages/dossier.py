"""The page of one article: its text with links, and around it all that was found in it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from newsdossier import escape
from newsdossier.locale import say, say_day
from newsdossier.model.article import LOOKED_AT, Article, Part, Span
from newsdossier.model.dossier import Dossier, Page
from newsdossier.model.entity import Listed
from newsdossier.model.findings import Mention
from newsdossier.pages import front_matter, newsroom, relations, statements, timeline
from newsdossier.pages.pieces import count, description, fact, licence, link, source_line
from newsdossier.pages.plan import Planned, Site, as_linked, digest
from newsdossier.views.lists import theme_path
from newsdossier.views.overlay import rounded
from newsdossier.views.roles import roles_in
from newsdossier.views.statements import Tally, by_modality, tally
from newsdossier.views.timeline import events, ordered

_AGAIN_AFTER = 150  # words from which on an entity is linked again
_MOST_OPEN = 12  # names of one kind in the panel that are seen at once
_SPARED = 3  # fewer than these are not worth a fold
_SECTION = re.compile(r"^## (.+) \{ #([\w-]+) \}$", re.MULTILINE)  # as our own sections begin


def plan(site: Site) -> Iterator[Planned]:
    """Plans a page for each dossier."""
    given = {d.article.slug: (site.program, site.contributions[d.article.slug].core, d) for d in site.dossiers}
    signatures = site.memo.map("dossier page", given, _signature)
    return (Planned(f"{slug}.md", signatures[slug], partial(page, one)) for slug, (_, _, one) in given.items())


def _signature(program: str, core: str, dossier: Dossier) -> str:
    entities = [(as_linked(one), one.mentions, rounded(one.dossiers)) for one in dossier.entities]  # as on their cards
    by_newsroom = (dossier.article.review, dossier.notes, dossier.corrections)
    return digest(program, core, entities, dossier.related, by_newsroom)


def page(dossier: Dossier) -> Page:
    """The whole page of one article."""
    sections = list(_sections(dossier))
    desked = [*newsroom.points(dossier), *newsroom.pins(dossier)]
    title = f"# {escape.text(dossier.article.title)}"
    blocks = [title, *_origin(dossier), *desked, *_text(dossier, [*desked, *sections]), *sections]
    return Page(f"{dossier.article.slug}.md", _meta(dossier), "\n\n".join(blocks) + "\n")


def _sections(dossier: Dossier) -> Iterator[str]:
    """What was found in the text, each with its place there; then how."""
    source, language = dossier.article.source, dossier.article.language
    yield from newsroom.newsroom(dossier)
    yield from statements.in_dossier(dossier)
    yield from statements.box(by_modality(dossier), source, language)
    yield from relations.roles_in_dossier(roles_in(dossier), source, language)
    yield from relations.names_together(dossier)
    yield from timeline.of_dossier(ordered(events(dossier)), source, language)
    yield from relations.related_dossiers(dossier)
    yield from _provenance(dossier)


def _meta(dossier: Dossier) -> dict[str, object]:
    article, source = dossier.article, dossier.article.source
    listed = [(one.entity.id, one.entity.type, one.entity.name, one.mentions) for one in dossier.entities]
    return front_matter.written(
        front_matter.FrontMatter(
            title=article.title,
            slug=article.slug,
            lang=article.language,
            kind="" if article.kind == "report" else article.kind,
            description=description(dossier),
            published=source.published,
            source=front_matter.SourceBlock(
                publisher=source.publisher,
                authors=source.authors,
                url=source.url,
                retrieved=source.retrieved,
                credit=source.credit,
                licence=source.licence,
            ),
            rights="excerpt" if dossier.extent else "full",
            seed=front_matter.SeedBlock(path=article.seed.path, sha256=article.seed.sha256),
            entities=[front_matter.EntityRow(id=i, type=t, name=n, mentions=m) for i, t, n, m in listed],
            dates=sorted({time.edtf for time in dossier.annotations.times if time.edtf}),
            places=[one.entity.id for one in dossier.entities if one.entity.type == "place"],
            related=[other.slug for other in dossier.related],
            tags=article.tags,
            review=front_matter.reviewed(article.review),
            robots="noindex, follow" if any(one.entity.noindex for one in dossier.entities) else "",
        )
    )


def _origin(dossier: Dossier) -> Iterator[str]:
    article, language = dossier.article, dossier.article.language
    shown = [_shown(dossier), newsroom.review(dossier)]
    kind = [] if article.kind == "report" else [say(f"kind_{article.kind}", language)]
    facts = [*kind, source_line(article.source, language), *licence(article.source, language), *shown]
    line = " · ".join(facts)
    if article.title_origin == "standfirst":
        line += f" · {say('title_from_standfirst', language)}"
    if article.source.url:
        line += f" · [{say('read_original', language)}]({escape.address(article.source.url)})"
    yield f"{line}\n{{ .nd-source }}"
    if article.source.credit:
        yield f"{escape.text(article.source.credit)}\n{{ .nd-source }}"
    yield f"{_tally(tally(dossier), language)}\n{{ .nd-source }}"
    if not dossier.read:
        yield f"{say('unread_language', language)}\n{{ .nd-source }}"


def _shown(dossier: Dossier) -> str:
    """Whether this is the whole text; of an excerpt how much it shows and how much it may."""
    language, extent = dossier.article.language, dossier.extent
    if extent is None:
        return say("full", language)
    most = extent.most
    limit = say("excerpt_limit", language, n=most.sentences, characters=most.characters, share=most.share)
    return say("excerpt", language, n=extent.sentences, of=extent.of, percent=extent.percent, limit=limit)


def _tally(found: Tally, language: str) -> str:
    """What is known and what is not, in one line."""
    known = {"known_names": found.names, "known_quotes": found.quotes, "known_dates": found.dates}
    unknown = {
        "unknown_outlet": found.outlet_missing,
        "unknown_day": found.day_missing,
        "unknown_speakers": found.speakers_missing,
        "unknown_years": found.years_missing,
        "unknown_rest": found.rest_missing,
    }
    lines = [
        say(key, language, facts=", ".join(_counted(name, n, language) for name, n in facts.items() if n))
        for key, facts in (("known", known), ("unknown", unknown))
        if any(facts.values())
    ]
    return " ".join(lines)


def _counted(name: str, n: int, language: str) -> str:
    return say(name, language) if n is True else say(name, language, n=n)


def _text(dossier: Dossier, sections: Sequence[str]) -> Iterator[str]:
    """The standfirst, then the panel, then the rest: where a reader wants them, on paper and on a phone."""
    parts = [part for part in dossier.article.parts if part.kind != "title"]
    written = dict(zip(parts, _blocks(dossier, parts), strict=True))
    first = [part for part in parts if part.kind == "standfirst"]
    yield from (f"{written[part]}\n{{ .nd-standfirst #p0 }}" for part in first)
    yield from _panel(dossier, sections)
    rest = "\n\n".join(_joined([(part, written[part]) for part in parts if part not in first]))
    if rest:
        yield f'<div class="nd-text" markdown="1">\n\n{rest}\n\n</div>'
    if dossier.extent:
        yield f"{_read_at(dossier)}\n{{ .nd-excerpt }}"


def _joined(blocks: list[tuple[Part, str]]) -> Iterator[str]:
    """Items that follow one another are one list."""
    items: list[str] = []
    for part, markdown in blocks:
        if part.kind != "item" and items:
            yield "\n".join(items)
            items = []
        if part.kind == "item":
            items.append(f"- {markdown}")
        else:
            yield f"## {markdown}" if part.kind == "heading" else markdown
    if items:
        yield "\n".join(items)


def _read_at(dossier: Dossier) -> str:
    source, language = dossier.article.source, dossier.article.language
    if not source.url:
        return say("no_link", language)
    name = escape.text(source.publisher or dossier.article.title)
    return say("read_at", language, name=name, url=escape.address(source.url))


def _blocks(dossier: Dossier, parts: list[Part]) -> Iterator[str]:
    """Each part's Markdown, with links where a reader needs them."""
    text = dossier.article.text
    listed = {one.entity.id: one for one in dossier.entities}
    last: dict[str, int] = {}
    numbered = sorted(enumerate(dossier.annotations.mentions, start=1), key=lambda each: each[1].span.start)
    starts = [mention.span.start for _, mention in numbered]
    for part in parts:
        if part.kind == "heading":
            last = {}
            yield escape.text(part.span.of(text))
        else:
            inside = numbered[bisect_left(starts, part.span.start) : bisect_left(starts, part.span.end)]
            yield escape.block(_linked(text, part.span, _chosen(text, inside, last=last, listed=listed)))


def _chosen(
    text: str, inside: list[tuple[int, Mention]], *, last: dict[str, int], listed: Mapping[str, Listed]
) -> Iterator[tuple[Span, str]]:
    """Chooses the mentions to link, an entity's first since the last heading, and again after 150 words.

    `last` is where each entity was linked last, by id; it is kept up to date.
    """
    for number, mention in inside:
        before = last.get(mention.entity)
        far = before is None or len(text[before : mention.span.start].split()) > _AGAIN_AFTER
        if far and listed[mention.entity].target:
            last[mention.entity] = mention.span.end
            words = escape.text(mention.span.of(text))
            yield mention.span, link(listed[mention.entity], words, id=f"m{number}")


def _linked(text: str, span: Span, links: Iterator[tuple[Span, str]]) -> str:
    pieces, at = [], span.start
    for place, markdown in links:
        before = escape.text(text[at : place.start])
        # an exclamation mark just before a link would make it a picture
        pieces += [before[:-1] + "\\!" if before.endswith("!") else before, markdown]
        at = place.end
    return "".join([*pieces, escape.text(text[at : span.end])])


def _provenance(dossier: Dossier) -> Iterator[str]:
    article, language = dossier.article, dossier.article.language
    rows = [("seed", f"`{_code(article.seed.path)}`"), ("hash", f"`{article.seed.sha256}`")]
    if article.source.published:
        origin = article.source.published_from.replace(" ", "_").replace("-", "_") or "unnamed"
        rows.append(("dated", f"{say_day(article.source.published, language)} ({say(f'dated_by_{origin}', language)})"))
    if article.tags:
        themes = (f"[{escape.text(tag)}]({theme_path(tag)})" for tag in article.tags)
        rows.append(("tags", ", ".join(themes)))
    if article.source.retrieved:
        rows.append(("retrieved", say_day(article.source.retrieved, language)))
    rows += [("losses", lost)] if (lost := losses(article)) else []
    rows.append(("how_made", say("how_made_text", language)))
    rows.append(("annotation", newsroom.review(dossier)))
    if corrected := newsroom.corrected(dossier):
        rows.append(("corrections", corrected))
    lines = "\n".join(fact(say(key, language), value, language) for key, value in rows)
    yield f"## {say('provenance', language)} {{ #provenance }}"
    yield f'<div class="nd-provenance" markdown="1">\n\n{lines}\n\n</div>'


def losses(article: Article) -> str:
    """Characters and pages that could not be read, and where nothing was looked for; empty when all was."""
    return " ".join(_losses(article))


def _losses(article: Article) -> Iterator[str]:
    reading, language = article.reading, article.language
    if missing := reading.read - reading.kept:
        yield say("losses_characters", language, n=missing, of=reading.read)
    if reading.unread:
        yield say("losses_pages", language, n=reading.unread)
    if max(reading.kept, len(article.text)) > LOOKED_AT:
        yield say("losses_unsearched", language, n=LOOKED_AT)


def _code(words: str) -> str:
    return re.sub(r"[`\s]+", " ", words)


def _panel(dossier: Dossier, sections: Sequence[str]) -> Iterator[str]:
    """One `<aside>` of Markdown links in folded groups; `sections` are the blocks around the text."""
    language = dossier.article.language
    groups = "\n\n".join([*_contents(sections, language), *_names(dossier)])
    if groups:
        yield f'<aside class="nd-panel" aria-label="{say("panel", language)}" markdown="1">\n\n{groups}\n\n</aside>'


def _names(dossier: Dossier) -> Iterator[str]:
    language = dossier.article.language
    ranked = sorted(dossier.entities, key=lambda one: -one.mentions)
    for kind, label in timeline.TYPES:
        members = [one for one in ranked if one.entity.type == kind and one.target]
        if members:
            rows = [f"{link(m, escape.text(m.entity.called(language)))} {count(m.mentions)}" for m in members]
            yield _group(f"{say(label, language)} {count(len(members))}", rows, _rest(rows, language))


def _contents(sections: Sequence[str], language: str) -> Iterator[str]:
    """Links to the sections; one alone needs no list."""
    found = [match for block in sections for match in _SECTION.finditer(block)]
    if len(found) > 1:
        yield _group(say("on_this_page", language), [f"[{match[1]}](#{match[2]})" for match in found])


def _rest(rows: Sequence[str], language: str) -> str:
    """Folds away the least named of many entities: the panel must not be longer than the article."""
    if len(rows) <= _MOST_OPEN + _SPARED:
        return ""
    summary = f"<summary>{say('panel_more', language, n=len(rows) - _MOST_OPEN)}</summary>"
    listed = "\n".join(f"- {row}" for row in rows[_MOST_OPEN:])
    return f'\n\n<details class="nd-rest" markdown="1">\n{summary}\n\n{listed}\n\n</details>'


def _group(title: str, rows: Sequence[str], rest: str = "") -> str:
    listed = "\n".join(f"- {row}" for row in (rows[:_MOST_OPEN] if rest else rows))
    summary = f"<summary>{title}</summary>"
    return f'<details class="nd-group" markdown="1">\n{summary}\n\n{listed}{rest}\n\n</details>'
