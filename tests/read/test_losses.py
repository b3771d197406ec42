"""What is lost of a file on its way to a page is said on that page, to whoever reads it."""

from dataclasses import replace

from conftest import Project
from newsdossier.build.pipeline import build
from newsdossier.model.article import ReadingReport
from newsdossier.pages.dossier import losses
from newsdossier.read.assemble import article_of_text


def test_bytes_that_are_no_letters(project: Project) -> None:
    """A dossier counts them in its language, beside its seed; one of which nothing is lost says nothing."""
    settings = project({"c.txt": "Le reste\n\nMarie Lemoine vit à Lille.\n"})
    french = "Le port\n\nLe port de Sète a rouvert près de l’étang où les pêcheurs s’étaient réunis.\n" * 3
    (settings.seeds / "a.txt").write_bytes(french.encode().replace("é".encode(), b"\xe9", 2))
    english = "The port\n\nThe café’s “new” owner spoke of a “façade” and of “very old” things, “née”. Nobody ~wrote.\n"
    (settings.seeds / "b.txt").write_bytes(english.encode().replace(b"~", b"\xff"))
    assert build(settings).dossiers == 3
    port, le_port, rest = (
        (settings.dossiers / f"{name}.md").read_text("utf-8") for name in ("the-port", "le-port", "le-reste")
    )
    assert "\n- **Perdu à la lecture** : 2 caractères du fichier, sur " in le_port.replace("\xa0", " ")
    assert "\n- **Lost in reading**: 1 character of the file, out of 82, could not be read: it is" in port
    assert "Perdu" not in rest


def test_pages_and_the_end_of_a_very_long_text() -> None:
    """Pages that nobody read are counted, and a reader is told how far names were looked for."""
    article = article_of_text("Le port de Sète a rouvert.", id="a")
    assert losses(article) == ""
    said = losses(replace(article, reading=ReadingReport(200_000, 200_000, unread=12), language="fr"))
    assert "Les 12 dernières pages du fichier n’ont pas été lues." in said
    assert "les 100 000 premiers caractères" in said.replace("\u202f", " ").replace("\xa0", " ")
