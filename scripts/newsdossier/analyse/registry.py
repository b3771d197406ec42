"""Which analysers there are, what each needs, and the key under which its results are kept."""

import hashlib
import inspect
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points

from newsdossier.cache.store import sources as program_of
from newsdossier.model.article import Article
from newsdossier.model.findings import Annotation, Annotations, Claim, Mention, Quote, Role, TimeExpression

ROOMS: dict[type[Annotation], str] = {
    Mention: "mentions", Role: "roles", Quote: "quotes", Claim: "claims", TimeExpression: "times",
}  # fmt: skip
_JOINING = ("newsdossier.analyse.registry", "newsdossier.analyse.run.worker", "newsdossier.analyse.text.sentences")


@dataclass(frozen=True, slots=True)
class Analyser:
    """One way of noticing, as the stage calls it."""

    name: str
    """Of its entry point."""
    find: Callable[..., Iterable[Annotation]]
    """The callable itself."""
    fingerprint: Callable[[str], str]
    """Language -> what results depend on beside the text."""
    depends: Callable[[Article], str]
    """Article -> what else of it results depend on."""
    wants_doc: bool
    """It takes the language pipeline's Doc as well."""
    wants_structure: bool
    """That Doc must have parts of speech and clauses."""

    def is_ours(self) -> bool:
        """It came with this program, and not with a package of somebody else."""
        return self.find.__module__.startswith("newsdossier.")


@cache
def installed() -> tuple[Analyser, ...]:
    """Ours and the installed ones, by name."""
    return tuple(
        declared(point.name, point.load())
        for point in sorted(entry_points(group="newsdossier.analysers"), key=lambda p: p.name)
    )


def declared(name: str, find: Callable[..., Iterable[Annotation]]) -> Analyser:
    """An analyser as its module describes it."""
    module = inspect.getmodule(find)
    fingerprint = getattr(module, "fingerprint", lambda _: str(getattr(module, "VERSION", "")))
    return Analyser(
        name,
        find,
        fingerprint,
        depends=getattr(module, "depends", lambda _: ""),
        wants_doc="doc" in inspect.signature(find).parameters,
        wants_structure=getattr(module, "STRUCTURE", False),
    )


def collected(found: Iterable[Annotation]) -> Annotations:
    """What an analyser yielded, each kind in its place and in the order of the text."""
    rooms: dict[str, list[Annotation]] = defaultdict(list)
    for one in sorted(found, key=lambda each: each.span):
        rooms[ROOMS[type(one)]].append(one)
    return Annotations(**{room: tuple(some) for room, some in rooms.items()})  # type: ignore[arg-type]


def result_keys(article: Article) -> dict[str, str]:
    """Where each analyser's result for this article is kept: same text, same day where it counts, same program."""
    language, text = article.language, _digest(article.text)
    return {
        one.name: _digest("\0".join((one.fingerprint(language), language, one.depends(article), text)))
        for one in installed()
    }


def key_of_all(article: Article) -> str:
    """Of everything found in it, and of the sentences that its parts are cut into."""
    parts = (f"{part.kind} {part.span.start} {part.span.end}" for part in article.parts)
    keys = (f"{name} {key}" for name, key in result_keys(article).items())
    return _digest("\0".join((*keys, program_of(*_JOINING), *parts)))


@cache
def program(language: str) -> str:
    """What results depend on beside the articles: two machines that say the same here find the same."""
    said = [f"{analyser.name} {analyser.fingerprint(language)}" for analyser in installed()]
    return _digest("\0".join((*said, program_of("newsdossier.analyse", "newsdossier.languages", "newsdossier.model"))))


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
