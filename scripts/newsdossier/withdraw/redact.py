"""Takes withdrawn names out of one article: its text, where every offset moves along, and all that is around it."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import urlsplit

from newsdossier.identify.article.resolve import Local, Resolved
from newsdossier.identify.published_ids import RESERVED, Row, free
from newsdossier.locale import say
from newsdossier.model.article import Article, Source, Span
from newsdossier.model.findings import Annotations, Mention, Quote
from newsdossier.model.lazy import MaybeLazy, load
from newsdossier.naming import tokens
from newsdossier.withdraw.names import Withdrawn, WithdrawnNames


class Replacement(NamedTuple):
    """Words of a text, and what the site writes instead."""

    span: Span
    """The words."""
    words: str
    """What is written in their place."""


class Redaction(NamedTuple):
    """A text with words replaced."""

    text: str
    """The new text."""
    move: Callable[[Span], Span]
    """Gives the place in it of a span of the old text; one that held a replaced word holds what replaced it."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """An article without withdrawn names."""

    article: Article
    """The article, with the slug and the seed path that are published."""
    annotations: Annotations
    """What was found in it, at its new places."""
    resolved: Resolved
    """The names that are left in it."""
    row: Row
    """Its line of `_ids.tsv`."""
    old_row: Row | None
    """The line that it replaces; None for an article that was never published."""
    forms: tuple[str, ...]
    """Full names that were replaced in the text."""


@dataclass(frozen=True, slots=True)
class _Redactor:
    """Replaces names in what is said about one article."""

    names: WithdrawnNames
    present: frozenset[Withdrawn]
    language: str

    @property
    def surnames(self) -> set[str]:
        """Words that alone stand for somebody whom the article names."""
        return {word for one in self.present for word in one.alone}

    def words(self, text: str) -> str:
        """Returns a headline, a tag or a name without the withdrawn names in it."""
        found = sorted([*self.names.hits(text), *_alone(text, self.present)], key=lambda hit: hit[0])
        done, at = "", 0
        for span, one in found:
            if span.start >= at:
                done += text[at : span.start] + _instead(one, self.language)
                at = span.end
        return done + text[at:]

    def source(self, source: Source) -> Source:
        """Returns the source; of an address that holds a name only the outlet's part remains."""
        root = urlsplit(source.url)
        named = self.names.occur_in(source.url) or any(word in self.surnames for _, word in tokens(source.url))
        return replace(
            source,
            authors=tuple(map(self.words, source.authors)),
            publisher=self.words(source.publisher),
            credit=self.words(source.credit),
            url=f"{root.scheme}://{root.netloc}/" if named else source.url,
        )

    def path(self, path: str) -> str:
        """Returns the seed's path; if it holds a name, one made from its hash."""
        if not self.names.occur_in(path) and not any(word in self.surnames for _, word in tokens(path)):
            return path
        folder, suffix = path.split("/", 1)[0], path.rsplit(".", 1)[-1]
        return f"{folder}/withdrawn-{hashlib.sha256(path.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}.{suffix}"

    def slug(self, slug: str) -> str:
        """Returns the words of a slug that name nobody withdrawn."""
        spans = [span for span, _ in self.names.hits(slug, small=True)]
        kept = [w for span, w in tokens(slug) if w not in self.surnames and not any(map(span.overlaps, spans))]
        return "-".join(kept) or "dossier"

    def remarks(self, found: Annotations) -> Annotations:
        """Returns the findings with what editors wrote; without corrections that are about a withdrawn name."""
        return replace(
            found,
            notes=tuple(replace(note, text=self.words(note.text), by=self.words(note.by)) for note in found.notes),
            corrections=tuple(
                replace(one, to=self.words(one.to), by=self.words(one.by))
                for one in found.corrections
                if one.to not in self.names.hidden and not self.names.occur_in(one.to)
            ),
        )


def redacted(
    article: Article,
    found: MaybeLazy[Annotations],
    resolved: Resolved,
    *,
    names: WithdrawnNames,
    rows: Sequence[Row],
    slugs: Collection[str],
) -> Redacted | None:
    """Returns the article without withdrawn names and hidden entities; None if it holds none of them.

    A published article keeps its slug as far as it may; `rows` and the `slugs` of other articles are taken.
    """
    some = _replacements(article, resolved, names)
    hidden = any(local.key in names.hidden for local in resolved.locals)
    if not some and not hidden and not _names_around(article, names):
        return None
    redactor = _Redactor(names, _present(article, resolved, names), article.language)
    text, move = replaced(article.text, some)
    left = redactor.remarks(_annotations(load(found), names.hidden, some).map_spans(move))
    old, row = _rows(article, redactor, rows, slugs)
    public = replace(
        _around_redacted(article, redactor),
        slug=row.id,
        text=text,
        parts=tuple(replace(part, span=move(part.span)) for part in article.parts),
        decisions=(),  # they are applied already, and their anchors hold words of the text
    )
    forms = tuple(form for span, _ in some if " " in (form := span.of(article.text)))
    return Redacted(public, left, _resolved(resolved, left), row, old, forms)


def _rows(article: Article, redactor: _Redactor, rows: Sequence[Row], slugs: Collection[str]) -> tuple[Row | None, Row]:
    """Returns the article's line of `_ids.tsv`, and the one that takes its place."""
    path = redactor.path(article.seed.path)
    old = next((row for row in rows if row.kind == "dossier" and row.name in {path, article.seed.path}), None)
    taken = {row.id for row in rows if row.kind == "dossier" and row is not old} | {*slugs} | RESERVED
    slug = free(redactor.slug(old.id if old else article.slug), taken)
    return old, replace(old, id=slug, name=path) if old else Row("dossier", slug, path, "")


def _around_redacted(article: Article, redactor: _Redactor) -> Article:
    return replace(
        article,
        title=redactor.words(article.title),
        tags=tuple(map(redactor.words, article.tags)),
        source=redactor.source(article.source),
        seed=replace(article.seed, path=redactor.path(article.seed.path)),
    )


def _names_around(article: Article, names: WithdrawnNames) -> bool:
    """True if what is said about the article holds a name."""
    line = f"{article.title} {article.slug} {article.seed.path} {article.source.url}"
    return any(map(names.occur_in, (line, *article.tags, *article.source.authors, article.source.credit)))


def _present(article: Article, resolved: Resolved, names: WithdrawnNames) -> frozenset[Withdrawn]:
    """Those whom the article names, in its text or around it."""
    around = f"{article.title}\n{article.source.authors}\n{article.tags}\n{article.source.credit}"
    named = {one for text in (article.text, around) for _, one in names.hits(text)}
    return frozenset(named | {names.by_id[m.entity] for m in resolved.mentions if m.entity in names.by_id})


def _replacements(article: Article, resolved: Resolved, names: WithdrawnNames) -> list[Replacement]:
    """What to replace in the text, in order; nothing if the article names nobody withdrawn."""
    named = any(local.key in names.by_id for local in resolved.locals)
    found = [(m.span, names.by_id[m.entity]) for m in resolved.mentions if m.entity in names.by_id] if named else []
    found += names.hits(article.text)
    # a surname alone may be anybody's of that name here: only a fuller name is surely somebody else
    present = {one for _, one in found} | {one for _, one in names.hits(_around(article))}
    if not present:
        return []
    others = [
        m.span for m in resolved.mentions if m.entity not in names.by_id and " " in m.span.of(article.text).strip()
    ]
    found += [hit for hit in _alone(article.text, present) if not any(map(hit[0].overlaps, others))]
    merged: list[Replacement] = []
    for span, one in sorted(found, key=lambda hit: (hit[0].start, -hit[0].end)):
        if merged and span.start < merged[-1].span.end:
            before, words = merged[-1]
            merged[-1] = Replacement(Span(before.start, max(before.end, span.end)), words)
        else:
            merged.append(Replacement(span, _instead(one, article.language)))
    return merged


def _instead(one: Withdrawn, language: str) -> str:
    """Returns what the site writes, in brackets because it is not the article's."""
    return f"[{one.initials if one.do == 'initials' else say(f'withdrawn_{one.type}', language)}]"


def _around(article: Article) -> str:
    """Returns what is said about the article, one thing a line."""
    source = article.source
    return "\n".join([article.title, *article.tags, *source.authors, source.publisher, source.credit])


def _alone(text: str, present: Iterable[Withdrawn]) -> list[tuple[Span, Withdrawn]]:
    """Surnames and short names of those who are present."""
    short = {word: one for one in sorted(present, key=lambda one: one.initials) for word in one.alone}
    words = tokens(text) if short else ()
    return [(span, short[word]) for span, word in words if word in short and not text[span.start].islower()]


def replaced(text: str, some: Iterable[Replacement]) -> Redaction:
    """Makes the replacements, which are in order and do not overlap."""
    done, at = "", 0
    places: list[tuple[Span, Span]] = []
    for span, words in some:
        done += text[at : span.start]
        places.append((span, Span(len(done), len(done) + len(words))))
        done, at = done + words, span.end

    def move(span: Span) -> Span:
        return Span(_moved(span.start, places, end=False), _moved(span.end, places, end=True))

    return Redaction(done + text[at:], move)


def _moved(at: int, places: Sequence[tuple[Span, Span]], *, end: bool) -> int:
    by = 0
    for old, new in places:
        if old.end <= at:
            by = new.end - old.end
        elif old.start < at:
            return new.end if end else new.start
        else:
            break
    return at + by


def _annotations(found: Annotations, hidden: Collection[str], some: Iterable[Replacement]) -> Annotations:
    """Returns the findings without those entities; a quote in which a name is replaced is no quote any more."""
    spans = [one.span for one in some]

    def whole(span: Span) -> bool:
        return not any(map(span.overlaps, spans))

    mentions = tuple(m for m in found.mentions if m.entity not in hidden and whole(m.span))
    kept = {m.entity for m in mentions}
    roles = (r for r in found.roles if r.entity in kept and whole(r.span))
    return replace(
        found,
        mentions=mentions,
        roles=tuple(r if r.whose in kept else replace(r, whose="", of=None) for r in roles),
        quotes=tuple(_quote(q, kept) for q in found.quotes if whole(q.span)),
        claims=tuple(c if c.entity in kept else replace(c, entity="") for c in found.claims),
        times=tuple(time for time in found.times if whole(time.span)),
    )


def _quote(quote: Quote, kept: Collection[str]) -> Quote:
    joint = tuple(one if one in kept else "" for one in quote.joint_entities)
    return replace(quote, entity=quote.entity if quote.entity in kept else "", joint_entities=joint)


def _resolved(one: Resolved, found: Annotations) -> Resolved:
    kept = {m.entity for m in found.mentions}
    return Resolved(tuple(_counted(local, found.mentions) for local in one.locals if local.key in kept), found)


def _counted(local: Local, mentions: Iterable[Mention]) -> Local:
    places = [m.span.start for m in mentions if m.entity == local.key]
    return replace(local, mentions=len(places), first=min(places))
