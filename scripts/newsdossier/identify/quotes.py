"""One article's quotes -> whose they are, and who else says them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsdossier.identify.whose import Named, entity
from newsdossier.model import Quote


def keyed(quotes: Iterable[Quote], named: Named) -> Iterator[Quote]:
    """Every quote, with the key of its speaker where the article leaves no doubt."""
    said: list[Quote] = []
    for quote in quotes:
        key = entity(quote.speaker, named, said) if quote.speaker else ""
        joint = tuple(entity(speaker, named, said) for speaker in quote.joint)
        said.append(replace(quote, entity=key, joint_entities=joint))
        yield said[-1]
