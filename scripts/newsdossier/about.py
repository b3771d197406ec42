"""`dossiers/_about.tsv`: which program and which models made the folder, said once."""

from importlib.metadata import version

from newsdossier.analyse.language import model_name
from newsdossier.analyse.trained import STOCK


def about() -> str:
    """The file; it has no date, so that the same program writes the same bytes."""
    rows = [("what", "name", "version"), ("program", "newsdossier", version("newsdossier"))]
    for language in sorted(STOCK):
        name, number = model_name(language).split(" ")
        rows.append((f"names {language}", name, number))
    return "".join("\t".join(row) + "\n" for row in rows)
