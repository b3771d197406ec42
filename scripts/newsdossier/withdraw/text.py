"""An article that names somebody who is gone -> the same without the name: every offset moves with its words."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlsplit

from newsdossier.identify.article.resolve import Local, Resolved
from newsdossier.locale import say
from newsdossier.model.article import Article, Source, Span
from newsdossier.model.findings import Annotations, Mention, Quote
from newsdossier.naming.keys import tokens
from newsdossier.withdraw.names import Gone, Wanted

Cut = tuple[Span, str]  # words, and what stands there instead
Move = Callable[[Span], Span]
T = TypeVar("T")


def cuts(article: Article, one: Resolved, wanted: Wanted) -> list[Cut]:
    """What to replace in the text; empty when the article names nobody who is gone."""
    named = any(local.key in wanted.gone for local in one.locals)
    found = [(m.span, wanted.gone[m.entity]) for m in one.mentions if m.entity in wanted.gone] if named else []
    found += wanted.hits(article.text)
    # a surname alone may be anybody's of that name here: only a fuller name is surely somebody else
    present = {gone for _, gone in found} | {gone for _, gone in wanted.hits(_around(article))}
    if not present:
        return []
    others = [m.span for m in one.mentions if m.entity not in wanted.gone and " " in m.span.of(article.text).strip()]
    found += [pair for pair in _alone(article.text, present) if not _overlaps(pair[0], others)]
    merged: list[Cut] = []
    for span, gone in sorted(found, key=lambda pair: (pair[0].start, -pair[0].end)):
        if merged and span.start < merged[-1][0].end:
            before, words = merged[-1]
            merged[-1] = (Span(before.start, max(before.end, span.end)), words)
        else:
            merged.append((span, instead(gone, article.language)))
    return merged


def instead(gone: Gone, language: str) -> str:
    """What the site writes, in brackets because it is ours."""
    return f"[{gone.initials if gone.do == 'initials' else say(f'withdrawn_{gone.type}', language)}]"


def _around(article: Article) -> str:
    """What the article says outside of its text, one thing a line."""
    source = article.source
    return "\n".join([article.title, *article.tags, *source.authors, source.publisher, source.credit])


def _alone(text: str, present: Iterable[Gone]) -> list[tuple[Span, Gone]]:
    """Surnames and short names of those whom the article names."""
    short = {word: gone for gone in sorted(present, key=lambda one: one.initials) for word in gone.alone}
    words = tokens(text) if short else ()
    return [(span, short[word]) for span, word in words if word in short and not text[span.start].islower()]


def _overlaps(span: Span, some: Iterable[Span]) -> bool:
    return any(map(span.overlaps, some))


def words_without(words: str, wanted: Wanted, what: tuple[frozenset[Gone], str]) -> str:
    """A headline, a tag or a name without those who are gone; `what` is whom the article names, and its language."""
    present, language = what
    found = sorted([*wanted.hits(words), *_alone(words, present)], key=lambda pair: pair[0])
    done, at = "", 0
    for span, gone in found:
        if span.start >= at:
            done += words[at : span.start] + instead(gone, language)
            at = span.end
    return done + words[at:]


def without(text: str, some: Sequence[Cut]) -> tuple[str, Move]:
    """The text with the cuts made, and how spans of the old one move; what held a cut holds what stands there now."""
    done, at = "", 0
    places: list[tuple[Span, Span]] = []
    for span, words in some:
        done += text[at : span.start]
        places.append((span, Span(len(done), len(done) + len(words))))
        done, at = done + words, span.end

    def move(span: Span) -> Span:
        return Span(_moved(span.start, places, end=False), _moved(span.end, places, end=True))

    return done + text[at:], move


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


def annotations_without(found: Annotations, hidden: frozenset[str], what: tuple[Sequence[Cut], Move]) -> Annotations:
    """All that was found, without those ids; a quote in which a name is replaced is no quote any more."""
    some, move = what
    spans = [span for span, _ in some]
    mentions = tuple(m for m in found.mentions if m.entity not in hidden and not _overlaps(m.span, spans))
    kept = {m.entity for m in mentions}
    roles = (r for r in found.roles if r.entity in kept and not _overlaps(r.span, spans))
    shown = replace(
        found,
        mentions=mentions,
        roles=tuple(r if r.whose in kept else replace(r, whose="", of=None) for r in roles),
        quotes=tuple(_quote(q, kept) for q in found.quotes if not _overlaps(q.span, spans)),
        claims=tuple(c if c.entity in kept else replace(c, entity="") for c in found.claims),
        times=tuple(time for time in found.times if not _overlaps(time.span, spans)),
    )
    return shown.map_spans(move)


def _quote(quote: Quote, kept: set[str]) -> Quote:
    joint = tuple(one if one in kept else "" for one in quote.joint_entities)
    return replace(quote, entity=quote.entity if quote.entity in kept else "", joint_entities=joint)


def remarks_without(
    found: Annotations, hidden: frozenset[str], what: tuple[Wanted, frozenset[Gone], str]
) -> Annotations:
    """What editors wrote, treated as the article is; a correction that is about somebody gone is not told."""
    wanted, present, language = what

    def clean(words: str) -> str:
        return words_without(words, wanted, (present, language))

    return replace(
        found,
        notes=tuple(replace(note, text=clean(note.text), by=clean(note.by)) for note in found.notes),
        corrections=tuple(
            replace(one, to=clean(one.to), by=clean(one.by))
            for one in found.corrections
            if one.to not in hidden and not wanted.names_one(one.to)
        ),
    )


def resolved_without(one: Resolved, found: Annotations) -> Resolved:
    """The names of an article that are left in what was found there."""
    kept = {m.entity for m in found.mentions}
    return Resolved(tuple(_counted(local, found.mentions) for local in one.locals if local.key in kept), found)


def _counted(local: Local, mentions: Iterable[Mention]) -> Local:
    places = [m.span.start for m in mentions if m.entity == local.key]
    return replace(local, mentions=len(places), first=min(places))


def source_without(source: Source, wanted: Wanted, what: tuple[frozenset[Gone], str]) -> Source:
    """Where the article comes from; of an address that names somebody only the outlet's remains."""
    present, _ = what
    short = {word for gone in present for word in gone.alone}
    named = wanted.names_one(source.url) or any(word in short for _, word in tokens(source.url))
    root = urlsplit(source.url)
    return replace(
        source,
        authors=tuple(words_without(name, wanted, what) for name in source.authors),
        publisher=words_without(source.publisher, wanted, what),
        credit=words_without(source.credit, wanted, what),
        url=f"{root.scheme}://{root.netloc}/" if named else source.url,
    )


def path_without(path: str, wanted: Wanted, present: frozenset[Gone]) -> str:
    """The seed's path, or one that says nothing but is still its own."""
    short = {word for gone in present for word in gone.alone}
    if not wanted.names_one(path) and not any(word in short for _, word in tokens(path)):
        return path
    folder, suffix = path.split("/", 1)[0], path.rsplit(".", 1)[-1]
    return f"{folder}/withdrawn-{hashlib.sha256(path.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}.{suffix}"


def slug_without(slug: str, wanted: Wanted, present: frozenset[Gone]) -> str:
    """The words of a slug that name nobody who is gone."""
    spans = [span for span, _ in wanted.hits(slug, small=True)]
    short = {word for gone in present for word in gone.alone}
    kept = [word for span, word in tokens(slug) if word not in short and not _overlaps(span, spans)]
    return "-".join(kept) or "dossier"
