"""Saved pages: who signs, which day, which words are the article's and which are the outlet's furniture."""

from datetime import date

import pytest
import yaml

from conftest import TESTS
from newsdossier.model.article import Article
from newsdossier.read import read
from newsdossier.read.dates import day_alone
from newsdossier.read.seed import RawSeed
from newsdossier.read.web.bylines import names

CASES = TESTS / "cases" / "pages"
BYLINES, DAYS = (yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8")) for name in ("bylines", "days"))
PROSE = """<p>La maire a présenté son projet devant une salle comble, mardi soir, à l’hôtel de ville.</p>
<p>« Nous n’avons plus le choix », a-t-elle dit, avant de répondre aux questions des habitants pendant une heure.</p>
<p>Le conseil municipal doit voter le texte en juin ; l’opposition demande un référendum.</p>"""


def page(
    *, head: str = "", top: str = "", body: str = PROSE, end: str = "", title: str = "Le projet de la maire"
) -> str:
    """A page as an outlet would make it."""
    return (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">'
        f"<title>{title} | La Gazette</title>{head}</head><body>"
        f'<header><a href="/"><h1>La Gazette</h1></a></header><nav><a href="/">Accueil</a></nav><main><article>'
        f"<h1>{title}</h1>{top}{body}</article>{end}</main><footer>© La Gazette</footer></body></html>"
    )


def article(markup: str) -> Article:
    """What is read of it."""
    return read(RawSeed("seeds/page.html", markup.encode(), "seeds/page.html.yml"), ("fr", "en"))


@pytest.mark.parametrize("case", BYLINES, ids=lambda case: case["line"])
def test_bylines(case: dict[str, object]) -> None:
    """A byline gives its names without « par », day, place and job; a sentence gives none."""
    assert list(names(str(case["line"]))) == case["names"]


@pytest.mark.parametrize("case", DAYS, ids=lambda case: case["line"])
def test_days(case: dict[str, object]) -> None:
    """A line that is a day gives it; a line that says more gives none."""
    assert (day_alone(str(case["line"])) or "") == case["day"]


LINKED = """<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
{"@type":"WebPage","@id":"#page","name":"x"},{"@type":"Person","@id":"#jd","name":"Jeanne Durand"},
{"@type":"NewsArticle","headline":"Le projet &amp; la maire","datePublished":"2025-10-14T10:00:00+02:00",
"author":[{"@id":"#jd"}],"publisher":{"@type":"Organization","name":"La Gazette"},"inLanguage":"fr"}]}</script>"""


def test_linked_data() -> None:
    """JSON-LD gives headline, author, day and outlet, its references followed and its entities decoded."""
    found = article(page(head=LINKED, title="Le projet & la maire"))
    assert (found.title, found.source.authors) == ("Le projet & la maire", ("Jeanne Durand",))
    assert (found.source.published, found.source.published_from) == (date(2025, 10, 14), "json-ld")
    assert found.source.publisher == "La Gazette"


def test_broken_linked_data_costs_nothing_else() -> None:
    """JSON-LD that is no JSON, or nested beyond sense, leaves what the rest of the page says."""
    for broken in ('{"@type": "NewsArticle", "headline": ', "[" * 100_000):
        head = f'<script type="application/ld+json">{broken}</script><meta name="author" content="Jeanne Durand">'
        assert article(page(head=head)).source.authors == ("Jeanne Durand",)


def test_the_outlet_signs_only_where_nobody_does() -> None:
    """Where the data name the outlet as author, the byline on the page comes first."""
    head = LINKED.replace("Jeanne Durand", "La Gazette")
    assert article(page(head=head, top='<p class="signature">Par Paul Martin</p>')).source.authors == ("Paul Martin",)
    assert article(page(head=head)).source.authors == ("La Gazette",)


@pytest.mark.parametrize(
    ("head", "top", "origin"),
    [
        ('<meta property="article:published_time" content="2025-10-14T10:00:00Z">', "", "opengraph"),
        ("", '<time datetime="2025-10-14">mardi</time>', "time"),
        ('<link rel="canonical" href="https://example.org/2025/10/14/projet">', "", "metadata"),
        ("", "<p>Publié le 14 octobre 2025 à 18h</p>", "metadata"),
    ],
)
def test_where_the_day_stands(head: str, top: str, origin: str) -> None:
    """The day of publication comes with the place that says it."""
    found = article(page(head=head, top=top)).source
    assert (found.published, found.published_from) == (date(2025, 10, 14), origin)


def test_a_sidecar_says_the_day() -> None:
    """A day in the sidecar comes before the page's, and is known to be from there."""
    raw = RawSeed("seeds/page.html", page(head=LINKED).encode(), "seeds/page.html.yml", b"published: 2025-10-15\n")
    found = read(raw, ("fr",)).source
    assert (found.published, found.published_from) == (date(2025, 10, 15), "sidecar")


def test_an_undated_page_has_no_day() -> None:
    """What no line says is unknown, and so is where it stands."""
    found = article(page()).source
    assert (found.published, found.published_from) == (None, "")


def test_the_address_has_the_day_of_the_outlet() -> None:
    """A page published in the evening in America, which its data date the next day in world time, keeps its own."""
    head = '<meta property="article:published_time" content="2020-02-25T02:25:54Z">'
    head += '<link rel="canonical" href="https://example.org/2020/02/24/news">'
    assert article(page(head=head)).source.published == date(2020, 2, 24)


@pytest.mark.parametrize(
    ("printed", "more", "day"),
    [
        ("mardi 25 février 2020", "", date(2020, 2, 25)),
        ("Publié le 23 février 2020 à 22h05", "", date(2020, 2, 23)),
        ("Mis à jour le 25 février 2020 à 7h", "", date(2020, 2, 24)),
        ("25.02.2020", '<meta property="article:modified_time" content="2020-02-25T06:00:00Z">', date(2020, 2, 24)),
        ("27 février 2020", "", date(2020, 2, 24)),
    ],
)
def test_the_page_prints_the_day_of_its_readers(printed: str, more: str, day: date) -> None:
    """A printed day next to the declared one is the day of publication; a later change or a day further off is not."""
    head = f'<meta property="article:published_time" content="2020-02-24T23:30:00Z">{more}'
    assert article(page(head=head, top=f"<p>{printed}</p>")).source.published == day


@pytest.mark.parametrize(
    "printed",
    [
        "<p>Mis à jour le 15 octobre 2025 à 18h05, publié le 14 octobre 2025 à 10h</p>",
        "<p>Modifié le 15 octobre 2025</p><p>Publié le 14 octobre 2025</p>",
        "<p>LYON, 14 octobre 2025 (AFP)</p>",
        '<p>Mis à jour <time datetime="2025-10-15">hier</time>, publié <time datetime="2025-10-14">mardi</time></p>',
        '<time class="updated" datetime="2025-10-15">hier</time><time datetime="2025-10-14">mardi</time>',
        '<time class="published updated" datetime="2025-10-14">mardi</time><time datetime="2025-10-13">lundi</time>',
    ],
)
def test_a_change_is_no_publication(printed: str) -> None:
    """Where the page prints both, the day of publication comes before that of a later change."""
    assert article(page(top=printed)).source.published == date(2025, 10, 14)


def test_who_put_the_page_in_did_not_write_it() -> None:
    """An author whom only the page's data know gives way to the one who signs; one who is shown does not."""
    signed = '<dl><dt>Entretien</dt><dd><a href="/auteurs/paul-martin">Paul Martin</a></dd></dl>'
    assert article(page(head=LINKED, top=signed)).source.authors == ("Paul Martin",)
    assert article(page(head=LINKED)).source.authors == ("Jeanne Durand",)
    both = f"{signed}<p>Propos recueillis à Kiev, avec Jeanne Durand et deux photographes de la rédaction.</p>"
    assert article(page(head=LINKED, top=both)).source.authors == ("Jeanne Durand",)
    initial = '<p class="byline">Par J. Durand</p>'
    assert article(page(head=LINKED, top=initial)).source.authors == ("Jeanne Durand",)


def test_nobody_in_a_comment_signs() -> None:
    """A name that stands only in comments or by other articles is no author of this one."""
    end = '<ul id="recentcomments"><li class="comment-author"><a rel="author" href="/u">Paul Martin</a></li></ul>'
    assert article(page(end=end)).source.authors == ()


def test_furniture_is_left_out_and_prose_stays() -> None:
    """« Lire aussi », buttons and lists of other articles are no text; quotes and paragraphs stay as they are."""
    also = '<p>Lire aussi : <a href="/x">Le budget de la ville</a></p><p>Abonnez-vous pour 1 €</p>'
    end = "<h2>Sur le même sujet</h2><ul><li><a href='/y'>Une autre histoire de la ville, plus ancienne</a></li></ul>"
    found = article(page(body=PROSE.replace("</p>\n<p>Le conseil", f"</p>{also}<p>Le conseil") + end))
    words = [part.span.of(found.text) for part in found.parts]
    assert len(words) == 3
    assert words[1].startswith("« Nous n’avons plus le choix », a-t-elle dit,")


def test_standfirst() -> None:
    """What the page shows between headline and text is the standfirst, and stands once."""
    lead = "La ville veut construire deux cents logements près de la gare, et le quartier s’inquiète."
    found = article(page(top=f'<div class="article-chapo">{lead}</div>'))
    assert (found.parts[0].kind, found.parts[0].span.of(found.text)) in {("standfirst", lead), ("paragraph", lead)}
    assert found.text.count(lead) == 1


def test_a_standfirst_may_be_a_long_paragraph() -> None:
    """A standfirst of one long paragraph is kept; a room of several that is as long holds other things and is not."""
    lead = "La ville veut construire deux cents logements près de la gare, et tout le quartier s’inquiète. " * 9
    rooms = (f"<p>{lead}</p>", f"<p>{lead}</p><p>Suivez la rédaction tous les jours sur son compte.</p>")
    kept, left = (article(above(f'<div class="article-chapo">{room}</div>')) for room in rooms)
    assert (kept.parts[0].kind, kept.parts[0].span.of(kept.text)) == ("standfirst", lead.strip())
    assert "Suivez la rédaction" not in left.text


def above(room: str) -> str:
    """A page whose text is long, and whose standfirst stands above its main element."""
    return page(top=room, body=PROSE * 4).replace("<main><article>", "").replace(room, f"{room}<main><article>")


def test_headline_and_not_the_name_of_the_site() -> None:
    """A first heading that leads to the front page is the outlet's name, not a headline."""
    assert article(page()).title == "Le projet de la maire"


def test_deep_pages_lose_nothing() -> None:
    """Elements nested deeper than the parser goes keep their words and those that follow."""
    for tag in ("div", "blockquote", "ul><li", "b", "span"):
        close = f"</{tag.split('>')[0]}>"
        body = f"<{tag}>" * 400 + PROSE + close * 400 + "<p>Et ce qui suit, la toute dernière phrase du texte.</p>"
        text = article(page(body=body)).text
        assert "présenté son projet" in text, tag
        assert "toute dernière phrase" in text, tag
