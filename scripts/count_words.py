"""Counts words in news texts -> the common words of a language, `newsdossier/data/common_words.tsv.gz`.

    python scripts/count_words.py fr=TEXTS.jsonl,MORE.jsonl en=TEXTS.jsonl

Each line of a file has a "text". A word is common when two texts or more have it in small letters and it stands with a
capital in mid-sentence less than a third as often: « entrée » is, « rousseau » is not. Only the words are kept.
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

TARGET = Path(__file__).parent / "newsdossier/data/common_words.tsv.gz"
_WORD = re.compile(r"(?<![\w’'-])[^\W\d_]{3,}(?:-[^\W\d_]+)*")
_MID_SENTENCE = re.compile(r"[\w,] $")
_RATIO = 3  # times as often in small letters as with a capital


def main(arguments: list[str]) -> None:
    """Writes one line a language: its code, a tab, its common words."""
    lines = []
    for argument in sorted(arguments):
        language, _, paths = argument.partition("=")
        found = sorted(common(texts(Path(path) for path in paths.split(","))))
        lines.append(f"{language}\t{' '.join(found)}\n")
        print(f"{language}: {len(found)} words")
    TARGET.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))


def texts(paths: Iterable[Path]) -> Iterator[str]:
    """Yields the texts of files with one JSON object a line."""
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


def common(given: Iterable[str]) -> set[str]:
    """Returns the words that these texts write in small letters."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    in_texts: Counter[str] = Counter()
    for text in given:
        found = [(match.group(), match.start()) for match in _WORD.finditer(text)]
        lower = [word for word, _ in found if word.islower()]
        small.update(lower)
        in_texts.update(set(lower))
        mid = ((word, text[max(0, at - 2) : at]) for word, at in found if word[0].isupper() and word[1:].islower())
        capital.update(word.lower() for word, before in mid if _MID_SENTENCE.search(before))
    return {word for word in small if in_texts[word] > 1 and small[word] > _RATIO * capital[word]}


if __name__ == "__main__":
    main(sys.argv[1:])
