"""Writes golden dossiers, JSON Schemas and the tree of the architecture page anew: look at the difference first."""

import json
import os
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

from conftest import make_project
from newsdossier.build.pipeline import build
from newsdossier.decide.schemas import made
from newsdossier.pages.front_matter import FrontMatter
from test_architecture import MARK, PAGE, printed, tree

os.environ["SOURCE_DATE_EPOCH"] = "1761350400"

for schema_name, text in made().items():  # first: every build reads them
    shipped = Path(str(files("newsdossier.data"))) / "schemas" / schema_name
    shipped.parent.mkdir(exist_ok=True)
    shipped.write_text(text, "utf-8")
    print(shipped)

for folder in sorted((Path(__file__).parent / "golden").iterdir()):
    with tempfile.TemporaryDirectory() as name:
        settings = make_project(Path(name), {p.name: p.read_text("utf-8") for p in (folder / "seeds").iterdir()})
        build(settings)
        for path in sorted(p for p in (folder / "dossiers").rglob("*") if p.is_file()):
            shutil.copy(settings.dossiers / path.relative_to(folder / "dossiers"), path)
            print(path)

schema = Path(__file__).parents[1] / "docs" / "manual" / "front-matter.schema.json"
schema.write_text(json.dumps(FrontMatter.model_json_schema(), indent=2, ensure_ascii=False) + "\n", "utf-8")
print(schema)

before, _, after = printed()
PAGE.write_text(MARK.join((before, tree(), after)), "utf-8")
print(PAGE)
