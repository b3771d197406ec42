"""Mail becomes articles: flowed lines, replies, forwards, encodings that lie, broken heads, newsletters."""

from datetime import date

import pytest

from newsdossier.model.article import Article
from newsdossier.read import read
from newsdossier.read.formats.mail_text import article_of, unflowed
from newsdossier.read.seed import RawSeed

HEAD = "From: Nora Salvi <nora@gazette.example>\nSubject: {subject}\nDate: Wed, 15 Oct 2025 00:20:00 +0200\n"


def mail(body: str, *, subject: str = "Le quai rouvre", kind: str = "text/plain; charset=utf-8") -> bytes:
    """A mail as it goes over the wire."""
    head = HEAD.format(subject=subject)
    return f"{head}MIME-Version: 1.0\nContent-Type: {kind}\nContent-Transfer-Encoding: 8bit\n\n{body}".encode()


def article(data: bytes) -> Article:
    """What is read of it."""
    return read(RawSeed("seeds/a.eml", data, "seeds/a.eml.yml"), ("fr", "en"))


def test_the_day_is_that_of_the_sender() -> None:
    """Twenty past midnight in Paris is the day in Paris."""
    assert article(mail("Le quai rouvre jeudi.")).source.published == date(2025, 10, 15)


@pytest.mark.parametrize(
    ("delsp", "text", "whole"),
    [
        (False, "Le quai de Saint- \nAubin rouvre \njeudi.", "Le quai de Saint- Aubin rouvre jeudi."),
        (True, "Le quai de Saint- \nAubin rouvre  \njeudi.", "Le quai de Saint-Aubin rouvre jeudi."),
        (False, "Une ligne.\n> une autre \n> suite\nfin", "Une ligne.\n> une autre suite\nfin"),
        (False, "Fin.\n-- \nNora", "Fin.\n-- \nNora"),
    ],
)
def test_flowed_lines_are_joined(text: str, whole: str, *, delsp: bool) -> None:
    """A space at the end of a line says that it goes on; quotations and signatures keep their lines."""
    assert unflowed(text, delete_space=delsp) == whole


def test_a_reply_leaves_out_what_it_answers() -> None:
    """« a écrit : » and all that follows is an earlier mail, and the report says so."""
    found = article(mail("Le quai rouvre jeudi.\n\nLe 13 oct. 2025 à 18:02, Ivo Bret a écrit :\n> Quand ?\n> Ivo"))
    assert found.text == "Le quai rouvre jeudi."
    assert found.reading.remarks == ("left out: an earlier mail that this one answers or forwards",)


def test_a_forwarded_article_is_by_its_own_author() -> None:
    """Sender, day and subject are those of the mail inside."""
    inner = (
        "De : Léon Maubert <leon@agence.example>\nDate : 2 octobre 2025\nObjet : Le phare\nÀ : Nora\n\nLe phare ferme."
    )
    found = article(mail(f"Pour toi.\n\n---------- Message transféré ----------\n{inner}", subject="Tr: Le phare"))
    assert (found.title, found.text) == ("Le phare", "Le phare ferme.")
    assert (found.source.authors, found.source.published) == (("Léon Maubert",), date(2025, 10, 2))


def test_quotation_marks_in_an_article_are_no_reply() -> None:
    """A sentence with « a écrit » in mid-line stays."""
    text = "Le maire a écrit : « Je reste. » Personne ne l’a cru."
    assert article_of(text).words == text


def test_latin_1_is_what_windows_wrote() -> None:
    """An apostrophe of cp1252 in text and subject, whatever the mail declares, and no control character."""
    data = mail(
        "X", subject="=?iso-8859-1?Q?L=92=E9cluse?= R=?iso-8859-1?Q?=E9?=gis", kind="text/plain; charset=iso-8859-1"
    )
    found = article(data.replace(b"\n\nX", "\n\nL’écluse coûte 12 millions d’€…".encode("cp1252")))
    assert found.text == "L’écluse coûte 12 millions d’€…"
    assert found.title == "L’écluse Régis"


def test_a_broken_line_of_the_head_is_passed_over() -> None:
    """Subject, day and body are read all the same, and the report names the line."""
    found = article(mail("Le quai rouvre.").replace(b"Subject:", b"no header at all\nSubject:"))
    assert (found.title, found.text) == ("Le quai rouvre", "Le quai rouvre.")
    assert found.reading.remarks == ("line 2 of this mail's head is no header and was passed over",)


def test_service_lines_and_hidden_words_of_a_newsletter() -> None:
    """A preheader that only lists show, links to the browser and to unsubscribe are no article."""
    hidden = '<div style="display:none;max-height:0">Ouvrez vite.</div><p>Voir dans le navigateur</p>'
    found = article(mail(f"{hidden}<h1>Le quai</h1><p>Le quai rouvre.</p><p>Se désabonner</p>", kind="text/html"))
    assert "Ouvrez" not in found.text
    assert found.text.endswith("Le quai rouvre.")
    assert "navigateur" not in found.text
