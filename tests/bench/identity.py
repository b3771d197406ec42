"""How identity and relations grow with the number of articles: `python tests/bench/identity.py 5000 10000 20000`.

Articles are made up: 30 mentions each, of names that follow the usual law of news (few are named everywhere, most in
one or two articles), people also by their surname, some spelled otherwise. No language model has a part in it. Each
size runs in a process of its own, so that its memory is its own; the last column is the exponent of the growth from the
smallest size to the largest: 1 is linear. "One new" is a second build with one article more.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from math import log
from pathlib import Path

from newsdossier import knowledge
from newsdossier.cache.store import open_store
from newsdossier.identify.article import cached
from newsdossier.identify.site import entities as entities_site
from newsdossier.identify.site import join
from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Annotations, Mention, MentionType
from newsdossier.read.assemble import article_of_text
from newsdossier.relate import relate

MENTIONS = 30
_PARTS = "ba be bo cha da do fa ga go ha jo ka la le lo ma mi mo na ne no pa ra ro sa so ta te vi za".split()


def name(number: int) -> tuple[str, MentionType]:
    """The name of that number, always the same: two in three are people."""
    chance = random.Random(number)
    words = ["".join(chance.choices(_PARTS, k=chance.randint(2, 4))).capitalize() for _ in range(2)]
    if number % 3 < 2:
        return " ".join(words), "PER"
    return (words[0], "LOC") if number % 2 else (f"Société {words[0]} {words[1]}", "ORG")


def article(number: int) -> tuple[Article, Annotations]:
    """The article of that number, with its names where they stand."""
    chance = random.Random(f"article {number}")
    text, mentions = "", []
    for _ in range(MENTIONS):
        which = int(chance.paretovariate(0.6)) if chance.random() < 0.6 else chance.randrange((number + 10) * 9)
        form, kind = name(which)
        if kind == "PER" and form in text and chance.random() < 0.5:
            form = form.split()[-1]
        elif chance.random() < 0.02:
            form = form.replace("ch", "sh").replace("ou", "u")
        text += "Hier, "
        mentions.append(Mention(Span(len(text), len(text) + len(form)), kind, "made up"))
        text += f"{form} était là.\n\n"
    return article_of_text(text, id=f"n{number}", language="fr"), Annotations(mentions=tuple(mentions))


def once(many: int, cache: Path) -> Iterator[tuple[str, float]]:
    """Seconds of each step of one build, in the order in which a build takes them."""
    clock = time.process_time()
    found = dict(article(number) for number in range(many))
    clock = time.process_time()

    def spent(step: str) -> tuple[str, float]:
        nonlocal clock
        before, clock = clock, time.process_time()
        return step, clock - before

    known = knowledge.gather((), "fr", None)
    with open_store(cache) as store:
        resolved = cached.resolved(cached.Found(found, {one: one.slug for one in found}, {}), known, store)
        yield spent("names of each article")
        joined = join.join(entities_site.assigned(resolved, ()), (), store=store)
        yield spent("joins")
        resolved = entities_site.relabelled(resolved, joined)
        entities = entities_site.entities(resolved, knowledge=known, because=joined.because)
        yield spent("entities")
        names = {slug: frozenset(one.key for one in each.locals) for slug, each in resolved.items()}
        near = relate(names, store)
        yield spent("relations")
        assert len(near) == many and entities


def measured(many: int) -> dict[str, float]:
    """In a process of its own: seconds by step, of a cold build and of one with one article more; megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "cache.sqlite"
        rows: dict[str, float] = {}
        for turn, size in (("cold", many), ("one new", many + 1)):
            steps = dict(once(size, cache))
            rows |= {f"{turn}: {step}": seconds for step, seconds in steps.items()}
            rows[f"{turn}: all"] = sum(steps.values())
            rows.setdefault("megabytes", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return rows


def main() -> int:
    """Measure each size, print a table and the growth from the smallest to the largest."""
    if sys.argv[1] == "--one":
        for what, value in measured(int(sys.argv[2])).items():
            print(what, value, sep="\t")
        return 0
    sizes = [int(size) for size in sys.argv[1:]]
    tables = []
    for size in sizes:
        command = [sys.executable, __file__, "--one", str(size)]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        tables.append({what: float(value) for what, value in (line.split("\t") for line in lines)})
    print(f"{'CPU seconds':<32}" + "".join(f"{size:>10}" for size in sizes) + "    growth")
    for what in tables[0]:
        first, last = tables[0][what], tables[-1][what]
        growth = log(last / first) / log(sizes[-1] / sizes[0]) if first > 0 and len(sizes) > 1 else 0
        print(f"{what:<32}" + "".join(f"{table[what]:10.2f}" for table in tables) + f"{growth:10.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
