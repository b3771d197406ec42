"""Articles -> annotations: each analyser looks at one article at a time; what it finds is kept by content.

An analyser is a plain callable of the entry-point group `newsdossier.analysers`: `find(article)`, or
`find(article, doc)` when it wants the language pipeline's Doc, yielding annotations. Beside it, in its module,
`fingerprint(language)` says what its results depend on other than the text; `depends(article)`, if there is one, what
else of the article they depend on, such as its day; `STRUCTURE = True` asks for a Doc with parts of speech and clauses
as well as names. Analysers never see each other's output; they share one Doc.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from newsdossier.analyse.registry import installed, key_of_all, result_keys
from newsdossier.analyse.run import last_good
from newsdossier.analyse.run.batches import beginning, divided, look_of
from newsdossier.analyse.run.pool import AUTO as AUTO
from newsdossier.analyse.run.pool import HERE, Pool, Workers, chosen, opened, spread
from newsdossier.analyse.run.worker import CODEC, Look, Seen, look
from newsdossier.cache.store import Store, chunks
from newsdossier.model.article import Article
from newsdossier.model.findings import Annotations
from newsdossier.model.lazy import Lazy

_READ = 256  # articles whose results are read at once
_LOOKED = 4_096  # articles that are sorted into tasks at once: memory does not grow with the rest
_FORM = 5  # of what is kept: another number when `Annotations` or the keys change, so that older caches are not read
_ALL = f"annotations {_FORM}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the analysis is."""

    articles: int
    """Done."""
    of: int
    """To be done in all."""
    share: float
    """Of the characters, from 0 to 1: long articles take longer."""


Told = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Noticed:
    """What came of many articles."""

    found: Mapping[Article, Lazy[Annotations]]
    """In their order; one that could not be looked at has the last text that could, if there was any."""
    keys: Mapping[Article, str]
    """Of all that each was found by: what is made of it can be kept under them."""
    problems: Mapping[Article, str]
    """What went wrong with which, in half a sentence."""


def analyse(articles: Iterable[Article]) -> Iterator[Annotations]:
    """Everything noticed in each article, in their order; nothing is kept."""
    for article in articles:
        (task,) = divided([look_of(beginning(article), {})])
        (seen,) = look(task)
        if seen.problem:
            raise RuntimeError(seen.problem)
        yield CODEC.decode(seen.whole)


def keys_of(articles: Sequence[Article], store: Store) -> dict[Article, str]:
    """By what everything noticed in each article is kept."""
    return store.memo.map("keys", {article: (beginning(article),) for article in articles}, key_of_all)


def notice(
    articles: Sequence[Article], store: Store, *, workers: Workers = HERE, told: Told = lambda _: None
) -> Noticed:  # fmt: skip
    """Everything noticed in each article; only what is new is looked at, and kept as soon as it is there."""
    begun, keys = {article: beginning(article) for article in articles}, keys_of(articles, store)
    found = _kept(keys, store)
    new = {begun[article]: article for article in articles if article not in found}
    problems = {new[one]: said for one, said in _looked_at(list(new), store, (workers, told)).items()} if new else {}
    fresh = {article: keys[article] for article in new.values() if article not in problems}
    found |= _kept(fresh, store)
    last_good.remember(fresh, store)
    last_good.forget_others(articles, store)
    old = last_good.recall(problems, store)
    if new:
        _forget(begun.values(), (*keys.values(), *(one.key for one in old.values())), store)
    last = {one.instead(article): one.key for article, one in old.items()}
    now = {article: old[article].instead(article) if article in old else article for article in articles}
    found |= _kept(last, store)
    in_order = {one: found[one] for one in now.values() if one in found}
    every = keys | last
    return Noticed(in_order, {one: every[one] for one in in_order}, problems)


def _kept(keys: Mapping[Article, str], store: Store) -> dict[Article, Lazy[Annotations]]:
    """What is there and undamaged, to be read as long as the store is open."""
    there = store.decoded(_ALL, len, keys.values())
    return {article: Lazy(key, partial(_read, key, store)) for article, key in keys.items() if key in there}


def _read(key: str, store: Store) -> Annotations:
    return CODEC.decode(store.get(_ALL, [key])[key])


def _looked_at(new: Sequence[Article], store: Store, how: tuple[Workers, Told]) -> dict[Article, str]:
    """Look at these and keep what is found; what went wrong with which."""
    workers, told = how
    total = sum(len(article.text) for article in new) or 1
    workers = chosen(workers, total, foreign=not all(analyser.is_ours() for analyser in installed()))
    problems: dict[Article, str] = {}
    done = characters = 0
    told(Progress(0, len(new), 0))
    with opened(workers, total) as pool:
        for seen in _results(new, pool, store):
            problems |= {one.article: result.problem for one, result in seen if result.problem}
            done += len(seen)
            characters += sum(len(one.article.text) for one, _ in seen)
            told(Progress(done, len(new), characters / total))
    return problems


def _results(new: Sequence[Article], pool: Pool, store: Store) -> Iterator[Sequence[tuple[Look, Seen]]]:
    """As they come, and kept already: a build that is stopped here goes on here."""
    for some in chunks(new, _LOOKED):
        for seen in spread(divided(_looks(some, store)), pool):
            _keep([(one.article, result) for one, result in seen if not result.problem], store)
            yield seen


def _looks(some: Sequence[Article], store: Store) -> Iterator[Look]:
    """The articles with what single analysers found in them before."""
    for few in chunks(some, _READ):
        keys = {article: result_keys(article) for article in few}
        kept = {
            one.name: store.get(_kind(one.name), (keys[article][one.name] for article in few)) for one in installed()
        }
        for article in few:
            named = {name: kept[name].get(key) for name, key in keys[article].items()}
            yield look_of(article, {name: found for name, found in named.items() if found})


def _keep(results: Sequence[tuple[Article, Seen]], store: Store) -> None:
    """All in one step, so that what is whole has its parts."""
    rows = {(_ALL, key_of_all(article)): seen.whole for article, seen in results}
    for article, seen in results:
        keys = result_keys(article)
        rows |= {(_kind(name), keys[name]): found for name, found in seen.fresh}
    store.put_all(rows)


def _forget(begun: Iterable[Article], keys: Iterable[str], store: Store) -> None:
    """Results of other texts and older analysers may be wanted again; once they are more than all others, they go."""
    keys = list(keys)
    if store.count(_ALL) <= 2 * len(keys) + _READ:
        return
    store.forget_others(_ALL, keys)
    every = [result_keys(article) for article in begun]
    for analyser in installed():
        store.forget_others(_kind(analyser.name), (each[analyser.name] for each in every))
    store.forget_kinds(("annotations", "analysis"), {_ALL, *(_kind(analyser.name) for analyser in installed())})


def _kind(name: str) -> str:
    return f"analysis {_FORM} {name}"
