"""Which analysers there are, what each needs, and the key under which its results are kept."""

import hashlib
import inspect
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points

from newsdossier.cache.store import sources
from newsdossier.model.article import Article
from newsdossier.model.findings import Annotation, Annotations, Claim, Mention, Quote, Role, TimeExpression

FIELDS: dict[type[Annotation], str] = {
    Mention: "mentions", Role: "roles", Quote: "quotes", Claim: "claims", TimeExpression: "times",
}  # fmt: skip
"""Kind of annotation -> the field of `Annotations` that holds it."""
_JOINING = ("newsdossier.analyse.registry", "newsdossier.analyse.tasks", "newsdossier.analyse.sentences")


@dataclass(frozen=True, slots=True)
class Analyser:
    """An analyser as the stage calls it."""

    name: str
    """The name of its entry point."""
    find: Callable[..., Iterable[Annotation]]
    """The callable itself."""
    fingerprint: Callable[[str], str]
    """Language -> what results depend on beside the text."""
    depends: Callable[[Article], str]
    """Article -> what else of it results depend on."""
    wants_doc: bool
    """True if it takes the language pipeline's Doc as well."""
    wants_structure: bool
    """True if that Doc must have parts of speech and clauses."""

    def is_ours(self) -> bool:
        """True if it came with this program, and not with a package of somebody else."""
        return self.find.__module__.startswith("newsdossier.")


@cache
def installed() -> tuple[Analyser, ...]:
    """Returns our analysers and those of installed packages, by name."""
    points = sorted(entry_points(group="newsdossier.analysers"), key=lambda point: point.name)
    return tuple(declared(point.name, point.load()) for point in points)


def declared(name: str, find: Callable[..., Iterable[Annotation]]) -> Analyser:
    """Returns an analyser as its module describes it."""
    module = inspect.getmodule(find)
    return Analyser(
        name,
        find,
        fingerprint=getattr(module, "fingerprint", lambda _: str(getattr(module, "VERSION", ""))),
        depends=getattr(module, "depends", lambda _: ""),
        wants_doc="doc" in inspect.signature(find).parameters,
        wants_structure=getattr(module, "STRUCTURE", False),
    )


def collected(found: Iterable[Annotation]) -> Annotations:
    """Returns what an analyser yielded, each kind in its field and in the order of the text."""
    fields: dict[str, list[Annotation]] = defaultdict(list)
    for one in sorted(found, key=lambda each: each.span):
        fields[FIELDS[type(one)]].append(one)
    return Annotations(**{field: tuple(some) for field, some in fields.items()})  # type: ignore[arg-type]


def result_keys(article: Article) -> dict[str, str]:
    """Returns each analyser's key for this article, by name: same text, same day where it counts, same program."""
    language, text = article.language, _digest(article.text)
    return {one.name: _digest(one.fingerprint(language), language, one.depends(article), text) for one in installed()}


def key_of_all(article: Article) -> str:
    """Returns the key of everything found in the article, and of the sentences that its parts are cut into."""
    parts = (f"{part.kind} {part.span.start} {part.span.end}" for part in article.parts)
    keys = (f"{name} {key}" for name, key in result_keys(article).items())
    return _digest(*keys, sources(*_JOINING), *parts)


@cache
def program(language: str) -> str:
    """Returns a digest of what results depend on beside the articles; machines on which it is equal find the same."""
    analysers = (f"{analyser.name} {analyser.fingerprint(language)}" for analyser in installed())
    return _digest(*analysers, sources("newsdossier.analyse", "newsdossier.languages", "newsdossier.model"))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
