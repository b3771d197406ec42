"""The examples of each language: what each analyser finds in a sentence, and what it leaves alone."""

from datetime import date
from importlib.resources import files
from typing import Any

import pytest
import yaml

from newsdossier.analyse import analyse
from newsdossier.cli.annotate import record
from newsdossier.identify.article.resolve import resolve
from newsdossier.knowledge import gather
from newsdossier.languages import LANGUAGES
from newsdossier.read.assemble import article_of_text

DAY = date(2025, 10, 16)
EXAMPLES = [
    pytest.param(language, example, id=example["text"])
    for language in LANGUAGES
    for example in yaml.safe_load((files("newsdossier.languages") / language / "examples.yml").read_text("utf-8"))
]


def found(text: str, language: str) -> dict[str, list[str]]:
    """What `newsdossier annotate` says of a text, as the examples write it."""
    article = article_of_text(text, id="example", language=language, published=DAY)
    (annotations,) = analyse([article])
    row: dict[str, Any] = record(article, resolve(article, annotations, gather((), language)), times=annotations.times)
    entities = {entity["id"]: entity for entity in row["entities"]}

    def words(place: dict[str, Any] | None) -> str:
        return text[place["start"] : place["end"]] if place else "-"

    def name(entity: str | None) -> str:
        return entities[entity]["name"] if entity else "-"

    return {
        "names": [f"{one['type']} {words(one)}" for one in row["mentions"]],
        "roles": [f"{role['text']} | {one['name']}" for one in row["entities"] for role in one["roles"]],
        "quotes": [f"{words(one)} | {words(one['speaker'])}" for one in row["quotes"]],
        "claims": [f"{one['modality']} | {words(one['cue'])} | {name(one['source'])}" for one in row["claims"]],
        "times": [f"{words(one)} | {one['edtf']}" for one in row["dates"]],
    }


@pytest.mark.parametrize(("language", "example"), EXAMPLES)
def test_example(language: str, example: dict[str, Any]) -> None:
    """Exactly what the example lists is found by the analysers that it is about."""
    wanted = {kind: listed for kind, listed in example.items() if kind != "text"}
    assert {kind: listed for kind, listed in found(example["text"], language).items() if kind in wanted} == wanted
