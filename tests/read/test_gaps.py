"""Saved pages whose text is not all in one plain row of paragraphs: what is added to it, and what is not."""

import pytest

from newsdossier.read import read
from newsdossier.read.seed import RawSeed
from newsdossier.read.web.blocks import Blocks, leaf_blocks, parse_html
from newsdossier.read.web.boilerplate import is_boilerplate, without_services
from newsdossier.read.web.text import filled, trimmed

WORDS = (
    "La maire a présenté son projet devant une salle comble, mardi soir, à l’hôtel de ville de la commune.",
    "« Nous n’avons plus le choix », a-t-elle dit, avant de répondre aux questions des habitants pendant une heure.",
    "Le conseil municipal doit voter le texte en juin ; l’opposition demande un référendum et prépare une pétition.",
    "Les commerçants du centre craignent deux années de travaux, sans livraison possible devant leurs boutiques.",
)
LEAD = "La ville veut construire deux cents logements près de la gare, et tout le quartier s’inquiète du chantier."


def page(body: str, *, top: str = "") -> str:
    """A page as an outlet would make it."""
    return (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Le projet de la maire | La Gazette</title>'
        '</head><body><header><a href="/"><h1>La Gazette</h1></a></header><main><article>'
        f'<h1>Le projet de la maire</h1>{top}<div class="text">{body}</div></article></main></body></html>'
    )


def lines(markup: str) -> list[str]:
    """The paragraphs that are read of it."""
    found = read(RawSeed("seeds/page.html", markup.encode(), "seeds/page.html.yml"), ("fr", "en"))
    return [part.span.of(found.text) for part in found.parts]


def text() -> Blocks:
    """The four paragraphs as found."""
    return [("paragraph", line) for line in WORDS]


def within(extra: str) -> str:
    """Four paragraphs, each in rooms of its own as some outlets make them, with something after the second."""
    rooms = [f'<div class="block"><div class="words"><p class="par">{line}</p></div></div>' for line in WORDS]
    return "".join([*rooms[:2], extra, *rooms[2:]])


def test_a_paragraph_of_links_between_paragraphs_is_text() -> None:
    """A sentence of which all but a few words are links is kept in its place, if it stands as its neighbours do."""
    line = "Elle a aussi le soutien de la majorité et du premier adjoint."
    linked = '<p class="par">Elle a <a href="/1">aussi le soutien de la majorité et du premier adjoint</a>.</p>'
    assert lines(page(within(f'<div class="block"><div class="words">{linked}</div></div>'))) == [
        *WORDS[:2],
        line,
        *WORDS[2:],
    ]


def test_a_paragraph_in_a_plain_room_among_others_is_text() -> None:
    """Some editors write one paragraph in another element than its neighbours; a button or links there are no text."""
    plain = "La maire, elle, n’a rien voulu dire de la suite."
    rows = [f"<p>{line}</p>" for line in WORDS]
    for extra, kept in ((plain, [("paragraph", plain)]), (f'<a href="/x">{plain}</a>', []), ("Publicité.", [])):
        body = "".join([*rows[:2], f"<div>{extra}</div>", *rows[2:]])
        assert filled(text(), leaf_blocks(parse_html(page(body)))) == [*text()[:2], *kept, *text()[2:]]


@pytest.mark.parametrize(
    "extra",
    [
        '<div class="block"><div class="words"><p class="par"><a href="/1">Le budget de la ville.</a></p></div></div>',
        '<div class="block"><div class="words"><p class="par">Lire aussi : <a href="/1">le budget.</a></p></div></div>',
        '<div class="other"><p>On parle aussi <a href="/1">du budget et de la gare de la ville</a>.</p></div>',
        '<div class="block" style="display: none"><div class="words"><p class="par">Un budget caché.</p></div></div>',
        '<figure><img src="a.png"><figcaption><p class="par">La maire et son budget, mardi.</p></figcaption></figure>',
        '<div class="photo"><img src="a.png"><p class="legende">La maire et son budget, mardi.</p></div>',
    ],
)
def test_what_only_stands_between_paragraphs_is_not(extra: str) -> None:
    """A link alone, « Lire aussi », a room of another kind, what is hidden and captions are not taken for text."""
    assert filled(text(), leaf_blocks(parse_html(page(within(extra))))) == text()


@pytest.mark.parametrize(
    "room", ["newsletter-box", "article-comment", "photo caption", "legende", "cookie-bar", "promo"]
)
def test_rooms_of_services(room: str) -> None:
    """What is found in a room of service is left out, unless it also stands in the text or makes most of it."""
    line = "Chaque matin, l’essentiel de la ville."
    found: Blocks = [*text(), ("paragraph", line)]
    service = f'<div class="{room}"><p>{line}</p></div>'
    assert without_services(found, leaf_blocks(parse_html(page(within(service))))) == text()
    assert without_services(found, leaf_blocks(parse_html(page(within(f"{service}<p>{line}</p>"))))) == found
    assert without_services(found, leaf_blocks(parse_html(page(f'<div class="{room}">{within(line)}</div>')))) == found


CAPTION = "La maire devant les habitants, mardi soir à l’hôtel de ville. Photo d’agence"


@pytest.mark.parametrize("tag", ['<p class="caption">{}</p>', '<div><span class="photoCaption">{}</span></div>'])
def test_a_caption_in_the_flow_of_the_text_is_text(tag: str) -> None:
    """A whole sentence under a picture that is no figure of its own is kept where it stands, once."""
    caption = tag.format(CAPTION)
    between = (
        "".join(f"<p>{line}</p>" for line in WORDS[:2]) + caption + "".join(f"<p>{line}</p>" for line in WORDS[2:])
    )
    kept: Blocks = [("paragraph", CAPTION)]
    assert filled(text(), leaf_blocks(parse_html(page(between)))) == [*text()[:2], *kept, *text()[2:]]
    first = f"{caption}<div hidden>{caption}</div>" + "".join(f"<p>{line}</p>" for line in WORDS)
    assert filled(text(), leaf_blocks(parse_html(page(first)))) == [*kept, *text()]
    found: Blocks = [*text(), *kept]
    assert without_services(found, leaf_blocks(parse_html(page(between)))) == found


@pytest.mark.parametrize(
    "room",
    [
        f'<figure><p class="caption">{CAPTION}</p></figure>',
        f'<div class="wp-caption"><p class="wp-caption-text">{CAPTION}</p></div>',
        f'<div class="slideshow"><p class="caption">{CAPTION}</p></div>',
        f'<p class="caption"><a href="/x">{CAPTION}</a></p>',
        '<p class="caption">La maire, mardi soir, à l’hôtel de ville (photo d’agence)</p>',
    ],
)
def test_captions_of_figures_and_labels_are_not(room: str) -> None:
    """A figure, as HTML or as WordPress writes it, a show of pictures, a link and a label are no text."""
    body = "".join(f"<p>{line}</p>" for line in WORDS[:2]) + room + "".join(f"<p>{line}</p>" for line in WORDS[2:])
    assert filled(text(), leaf_blocks(parse_html(page(body)))) == text()


def test_the_edges_of_a_text() -> None:
    """Headline, day and byline above it and links below it are left out; the same within it stay."""
    above: Blocks = [
        ("heading", "Politique – Le projet de la maire"),
        ("paragraph", "mardi 14 octobre 2025"),
        ("paragraph", "Par Jeanne Durand"),
    ]
    below: Blocks = [("paragraph", "Tout sur la gare"), ("paragraph", "Nos autres enquêtes")]
    linked = "".join(f'<p><a href="/x">{line}</a></p>' for _, line in below)
    leaves = leaf_blocks(parse_html(page(linked)))
    assert trimmed([*above, *text(), ("paragraph", "* * *"), *below], "Le projet de la maire", leaves) == text()
    within: Blocks = [*text(), *above[1:], *below, text()[0]]
    assert trimmed(within, "Le projet de la maire", leaves) == within
    assert trimmed(below, "", leaves) == below  # nothing else is there


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (">> A lire aussi : le budget de la ville", True),
        ("Lire l’enquête : Les dessous du chantier de la gare", True),
        ("Lire la presse : un plaisir de vacances, dit la maire.", False),
        ("Inscrivez-vous", True),
        ("Start your day with our newsletter, delivered to your inbox.", True),
        ("« Votre newsletter ne dit rien du chantier », a répondu le préfet.", False),
        ("La ville lance une newsletter sur le chantier, que mille habitants lisent.", False),
        ("Lesedauer: 4 Minuten", True),
        ("4 min read", True),
        ("Partager", True),
        ("Partager l’eau du lac est devenu difficile.", False),
    ],
)
def test_lines_of_the_outlet(line: str, expected: bool) -> None:
    """A service is known by how it begins, a newsletter by being offered to the reader; what people say is kept."""
    assert is_boilerplate(line) is expected


def test_a_room_named_after_a_heading_is_no_service() -> None:
    """An identifier made of a whole heading says nothing of what its room is for."""
    line = "Elle promet une photo de chaque maison."
    room = f'<div id="la-newsletter-de-la-maire-aux-habitants"><p>{line}</p></div>'
    assert without_services([*text(), ("paragraph", line)], leaf_blocks(parse_html(page(within(room)))))[-1][1] == line


def test_words_outside_of_any_paragraph_are_text() -> None:
    """Sentences that stand loose between paragraphs, or after the last, are paragraphs like those around them."""
    first, second, third, last = WORDS
    body = f"<p>{first}</p>{second.replace('choix', '<b>choix</b>')}<p>{third}</p><!-- fin -->{last}<br>"
    assert lines(page(body)) == list(WORDS)
    assert lines(page(f"<p>{first}</p><p>{second}</p>Publicité<p>{third}</p><p>{last}</p>Partager")) == list(WORDS)


def test_characters_that_no_tree_takes() -> None:
    """Control characters among loose words, and in a class, cost nothing else."""
    rows = "".join(f'<p class="a&#1;\x02">{line}</p>' for line in WORDS[:2])
    room = f"<div>\x0b&#2;Oui, dit-elle.{rows}&#11;\x01Non, dit-il.\x08</div>"
    assert [line for _, line in leaf_blocks(parse_html(room))] == ["Oui, dit-elle.", *WORDS[:2], "Non, dit-il."]


def test_an_opening_outside_of_the_body_is_text() -> None:
    """Prose in a plain element beside the room that holds the paragraphs opens the text; a service there does not."""
    rest = f'<div class="reserved">{"".join(f"<p>{line}</p>" for line in WORDS)}</div>'
    assert lines(page(f'<div class="facts">{LEAD}</div>{rest}')) == [LEAD, *WORDS]
    offer = "Vous lisez un article de notre édition du soir, que reçoivent chaque jour tous ceux qui nous soutiennent."
    for room in ("paywall-offer", "cookie-notice", "breadcrumb", "newsletter"):
        markup = page(f'<div class="{room}">{offer}</div>{rest}')
        assert filled(text(), leaf_blocks(parse_html(markup))) == text(), room


@pytest.mark.parametrize("room", ["<h2>{}</h2>", "<p>{}</p>", "<header><p>{}</p></header>", "<div><h2>{}</h2></div>"])
def test_a_standfirst_by_its_place(room: str) -> None:
    """What stands beside the headline is the standfirst, whatever its class, also when it begins with a name."""
    text = "".join(f"<p>{line}</p>" for line in WORDS * 3)
    for lead in (LEAD, "Jeanne Durand, maire depuis deux ans, veut construire deux cents logements près de la gare."):
        found = lines(above(room.format(lead), text))
        assert found[0] == lead
        assert found.count(lead) == 1


@pytest.mark.parametrize(
    "room",
    [
        "<p>Par Jeanne Durand, Paul Martin, Anne Petit, Jean Dupont et Claire Bernard-Moreau</p>",
        "<p>Publié le 3 mai 2024 à 18 heures, mis à jour le 4 mai 2024 à 9 heures, temps de lecture : 4 minutes</p>",
        "<p class='caption'>La maire, mardi soir à l’hôtel de ville, devant les habitants. Photo d’agence.</p>",
        "<p><a href='/x'>Le budget de la ville augmente pour la troisième année, et les impôts aussi.</a></p>",
    ],
)
def test_what_is_no_standfirst(room: str) -> None:
    """Names, days, captions and links beside the headline are not."""
    assert lines(above(room, "".join(f"<p>{line}</p>" for line in WORDS * 3)))[0] == WORDS[0]


def above(room: str, text: str) -> str:
    """A page whose headline stands in a room above the main element."""
    return (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Le projet de la maire</title></head><body>'
        f"<div><h1>Le projet de la maire</h1>{room}</div><main><article>{text}</article></main></body></html>"
    )
