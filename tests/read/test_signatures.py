"""Who signs a saved page: by a class, by « par », beside the day, at the end; and who does not."""

import pytest

from newsdossier.read.web.blocks import parse_html
from newsdossier.read.web.bylines import authors_at_end, authors_beside_day, byline_authors, is_account
from newsdossier.read.web.facts import headlines

JD, BOTH = ("Jeanne Durand",), ("Jeanne Durand", "Paul Martin")
TEXT = "<p>La maire a présenté son projet devant une salle comble, mardi soir, à l’hôtel de ville.</p>" * 3


def page(top: str = "", end: str = "") -> str:
    """A page with something below the headline or after the text."""
    footer = (
        "<footer><p>Directeur de la publication : Marc Dupuis</p><p>Par Anne Leroy, rédactrice en chef</p></footer>"
    )
    return f"<html><body><main><article><h1>Le projet</h1>{top}{TEXT}{end}</article></main>{footer}</body></html>"


@pytest.mark.parametrize(
    ("top", "names"),
    [
        ("<address>Jeanne Durand</address>", JD),
        ('<p class="signature">De notre envoyée spéciale à Kiev, Jeanne Durand</p>', JD),
        ("<p>De notre correspondant permanent à Rome, Jeanne Durand</p>", JD),
        ("<p>Par notre correspondante Jeanne Durand</p>", JD),
        ("<p>Texte : Jeanne Durand ; photos : Paul Martin</p>", JD),
        ("<p>Une tribune signée Jeanne Durand</p>", JD),
        ("<p>Reportage de Jeanne Durand</p>", JD),
        ('<p class="auteur">Par J.D. avec AFP</p>', ("J.D.", "AFP")),
        ('<p class="auteur">La rédaction avec AFP</p>', ("AFP",)),
        ('<div class="authors"><a href="/1">Jeanne Durand</a><a href="/2">Paul Martin</a></div>', BOTH),
        ("", ()),
        ("<p>Portrait de Jeanne Durand</p>", ()),
        ("<p>Jeanne Durand</p>", ()),
        ("<p>Une enquête de police à Lyon</p>", ()),
    ],
)
def test_byline_authors(top: str, names: tuple[str, ...]) -> None:
    """Bylines as the French press writes them; neither the subject of an article nor who directs the outlet signs."""
    assert byline_authors(parse_html(page(top))) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("3 mai 2024 - Jeanne Durand", JD),
        ("Jeanne Durand | Le 3 mai 2024", JD),
        ("Le vendredi 3 mai 2024 par Jeanne Durand", JD),
        ("Publié le 3 mai 2024 à 18h05 par Jeanne Durand et Paul Martin", BOTH),
        ("03/05/2024 – Jeanne Durand", JD),
        ("Jeanne Durand (avec AFP)", JD),
        ("Jeanne Durand", ()),
        ("3 mai 2024", ()),
        ("Lyon, le 3 mai 2024", ()),
        ("Jeanne Durand est maire depuis le 3 mai 2024", ()),
    ],
)
def test_authors_beside_day(line: str, names: tuple[str, ...]) -> None:
    """A full name with the day, or with an agency, signs; a name alone may be what the article is about."""
    assert authors_beside_day(headlines(parse_html(page(f"<div>{line}</div>")))) == names


def test_authors_at_end() -> None:
    """A last paragraph that is a name and nothing else signs, as long as there is a text above it."""
    for end in ("<p><strong>Jeanne Durand</strong></p>", "<p>Jeanne Durand (AFP)</p>", "<p>— Jeanne Durand</p>"):
        assert authors_at_end(parse_html(page(end=end))) == JD
    for end in ("", "<p>Lyon</p>", "<p>Jeanne Durand est maire.</p>", '<p class="related">Jeanne Durand</p>'):
        assert authors_at_end(parse_html(page(end=end))) == ()
    assert authors_at_end(parse_html("<html><body><p>Le projet</p><p>Jeanne Durand</p></body></html>")) == ()


def test_accounts() -> None:
    """What systems call who puts a page in is no name."""
    assert all(map(is_account, ("admin", "Administrateur", "Rédaction", "La rédaction de la Gazette", "a@example.org")))
    assert not any(map(is_account, ("Jeanne Durand", "AFP", "Admira Rota")))
