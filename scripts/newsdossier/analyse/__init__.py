"""Articles -> annotations: each analyser looks at one article at a time; what it finds is kept by content.

An analyser is a plain callable of the entry-point group `newsdossier.analysers`: `find(article)`, or
`find(article, doc)` when it wants the language pipeline's Doc, yielding annotations. Beside it, in its module,
`fingerprint(language)` says what its results depend on other than the text; `depends(article)`, if there is one, what
else of the article they depend on, such as its day; `STRUCTURE = True` asks for a Doc with parts of speech and clauses
as well as names. Analysers never see each other's output; they share one Doc.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from newsdossier.analyse.executors import HERE, Results, Running, Workers, chosen, results, running
from newsdossier.analyse.registry import installed, key_of_all, result_keys
from newsdossier.analyse.tasks import CODEC, ArticleJob, ArticleResult, analyse_batch, article_job, batches, beginning
from newsdossier.cache.store import Codec, Store, chunks
from newsdossier.model.article import Article
from newsdossier.model.findings import Annotations
from newsdossier.model.lazy import Lazy

_READ = 256  # articles whose results are read at once
_DIVIDED = 4_096  # articles that are divided into batches at once: memory does not grow with the rest
_FORM = 5  # of what is kept: another number when `Annotations` or the keys change, so that older caches are not read
_ALL = f"annotations {_FORM}"
_LAST_GOOD = "standing"  # the name of these rows in caches that are in use


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the analysis is."""

    articles: int
    """Number of articles that are done."""
    of: int
    """Number of articles to be done in all."""
    share: float
    """Share of the characters, from 0 to 1: long articles take longer."""


@dataclass(frozen=True, slots=True)
class LastGood:
    """The last text of a seed that could be analysed: its dossier keeps it while a newer one cannot be."""

    key: str
    """The key under which the result is kept."""
    article: Article
    """The article as it was then."""

    def instead(self, now: Article) -> Article:
        """Returns the article with that text; what people say of it (address, rights, source, decisions) is today's."""
        return replace(
            self.article,
            slug=now.slug,
            source=now.source,
            tags=now.tags,
            pinned=now.pinned,
            review=now.review,
            decisions=now.decisions,
        )


_LAST_GOOD_CODEC: Codec[LastGood] = Codec(LastGood)
OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Analysed:
    """What came of many articles."""

    found: Mapping[Article, Lazy[Annotations]]
    """In their order; one that could not be analysed has the last text that could, if there was any."""
    keys: Mapping[Article, str]
    """The key of what was found in each: what is made of it can be kept under it."""
    problems: Mapping[Article, str]
    """What went wrong with which, in half a sentence."""


def analyse(articles: Iterable[Article]) -> Iterator[Annotations]:
    """Yields everything found in each article, in order; nothing is kept."""
    for article in articles:
        (batch,) = batches([article_job(beginning(article), {})])
        (result,) = analyse_batch(batch)
        if result.problem:
            raise RuntimeError(result.problem)
        yield CODEC.decode(result.whole)


def keys_of(articles: Sequence[Article], store: Store) -> dict[Article, str]:
    """Returns the key under which everything found in each article is kept."""
    return store.memo.map("keys", {article: (beginning(article),) for article in articles}, key_of_all)


def analyse_new(
    articles: Sequence[Article],
    store: Store,
    *,
    workers: Workers = HERE,
    on_progress: OnProgress = lambda _: None,
) -> Analysed:
    """Returns everything found in each article; only what is new is analysed, and kept as soon as it is there."""
    cut, keys = {article: beginning(article) for article in articles}, keys_of(articles, store)
    found = _kept(keys, store)
    new = {cut[article]: article for article in articles if article not in found}
    failed = _analyse_and_keep(list(new), store, workers=workers, on_progress=on_progress) if new else {}
    problems = {new[one]: problem for one, problem in failed.items()}
    fresh = {article: keys[article] for article in new.values() if article not in problems}
    found |= _kept(fresh, store)
    old = _last_good(fresh, problems, store)
    store.forget_others(_LAST_GOOD, (article.seed.path for article in articles))
    if new:
        _forget(cut.values(), (*keys.values(), *(one.key for one in old.values())), store)
    last = {one.instead(article): one.key for article, one in old.items()}
    now = [old[article].instead(article) if article in old else article for article in articles]
    found |= _kept(last, store)
    keys = keys | last
    in_order = {one: found[one] for one in now if one in found}
    return Analysed(in_order, {one: keys[one] for one in in_order}, problems)


def _last_good(fresh: Mapping[Article, str], problems: Iterable[Article], store: Store) -> dict[Article, LastGood]:
    """Keeps the articles that could be analysed, with their keys; returns the last good text of the others."""
    store.put(_LAST_GOOD, {one.seed.path: _LAST_GOOD_CODEC.encode(LastGood(key, one)) for one, key in fresh.items()})
    some = list(problems)
    kept = store.get(_LAST_GOOD, (article.seed.path for article in some))
    return {one: _LAST_GOOD_CODEC.decode(kept[one.seed.path]) for one in some if one.seed.path in kept}


def _kept(keys: Mapping[Article, str], store: Store) -> dict[Article, Lazy[Annotations]]:
    """What is there and undamaged, to be read as long as the store is open."""
    there = store.decoded(_ALL, len, keys.values())
    return {article: Lazy(key, partial(_read, key, store)) for article, key in keys.items() if key in there}


def _read(key: str, store: Store) -> Annotations:
    return CODEC.decode(store.get(_ALL, [key])[key])


def _analyse_and_keep(
    new: Sequence[Article], store: Store, *, workers: Workers, on_progress: OnProgress
) -> dict[Article, str]:
    """What went wrong with which of these."""
    total = sum(len(article.text) for article in new) or 1
    workers = chosen(workers, total, foreign=not all(analyser.is_ours() for analyser in installed()))
    problems: dict[Article, str] = {}
    done = characters = 0
    on_progress(Progress(0, len(new), 0))
    with running(workers, total) as executor:
        for some in _kept_results(new, executor, store):
            problems |= {one.article: result.problem for one, result in some if result.problem}
            done += len(some)
            characters += sum(len(one.article.text) for one, _ in some)
            on_progress(Progress(done, len(new), characters / total))
    return problems


def _kept_results(new: Sequence[Article], executor: Running, store: Store) -> Iterator[Results]:
    """As they come, and kept already: a build that is stopped here goes on here."""
    for some in chunks(new, _DIVIDED):
        for done in results(batches(_jobs(some, store)), executor):
            _keep([(one.article, result) for one, result in done if not result.problem], store)
            yield done


def _jobs(some: Sequence[Article], store: Store) -> Iterator[ArticleJob]:
    """The articles with what single analysers found in them before."""
    for few in chunks(some, _READ):
        keys = {article: result_keys(article) for article in few}
        names = [one.name for one in installed()]
        kept = {name: store.get(_kind(name), (keys[article][name] for article in few)) for name in names}
        for article in few:
            yield article_job(
                article, {name: kept[name][key] for name, key in keys[article].items() if key in kept[name]}
            )


def _keep(done: Sequence[tuple[Article, ArticleResult]], store: Store) -> None:
    """All in one step, so that what is whole has its parts."""
    rows = {(_ALL, key_of_all(article)): result.whole for article, result in done}
    for article, result in done:
        keys = result_keys(article)
        rows |= {(_kind(name), keys[name]): found for name, found in result.fresh}
    store.put_all(rows)


def _forget(cut: Iterable[Article], keys: Iterable[str], store: Store) -> None:
    """Results of other texts and older analysers may be wanted again; once they are more than all others, they go."""
    keys = list(keys)
    if store.count(_ALL) <= 2 * len(keys) + _READ:
        return
    store.forget_others(_ALL, keys)
    every = [result_keys(article) for article in cut]
    for analyser in installed():
        store.forget_others(_kind(analyser.name), (each[analyser.name] for each in every))
    store.forget_kinds(("annotations", "analysis"), {_ALL, *(_kind(analyser.name) for analyser in installed())})


def _kind(name: str) -> str:
    return f"analysis {_FORM} {name}"
