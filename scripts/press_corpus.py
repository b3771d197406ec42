"""Press articles in XML mark-up -> rows for the training programs.

One file is an `<article id lang>` of blocks (`<title>`, `<standfirst>`, `<p>`, `<heading>`, `<question>`, `<byline>`),
each on a line of its own; a name is `<n t="PER|ORG|LOC|MISC" id="…">`. Whatever else is marked inside a block is words.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def press_rows(folder: Path, language: str) -> list[Row]:
    """Returns the articles of that language as {"id", "text", "entities": [{"start", "end", "type"}]}, by sorted id."""
    roots = (ET.parse(path).getroot() for path in folder.glob("*.xml"))
    return sorted((_row(root) for root in roots if root.get("lang") == language), key=lambda row: str(row["id"]))


def _row(root: ET.Element) -> Row:
    text, entities = "", []
    for block in root:
        text += "\n" if text else ""
        for start, element in _placed(block, len(text)):
            if element.tag == "n":
                words = "".join(element.itertext())
                begin = start + len(words) - len(words.lstrip())
                entities.append({"start": begin, "end": begin + len(words.strip()), "type": element.get("t")})
        text += "".join(block.itertext())
    return {"id": root.get("id"), "text": text, "entities": entities}


def _placed(element: ET.Element, start: int) -> Iterator[tuple[int, ET.Element]]:
    """Yields every element inside with the index of its first character."""
    at = start + len(element.text or "")
    for child in element:
        yield at, child
        yield from _placed(child, at)
        at += len("".join(child.itertext())) + len(child.tail or "")
