"""Files become articles: one canonical text, its parts, title, slug, source."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from newsdossier.cache.store import open_store
from newsdossier.errors import NewsdossierError, SeedError
from newsdossier.model.article import Article
from newsdossier.model.settings import Settings
from newsdossier.read import load, read
from newsdossier.read.assemble import article_of_text
from newsdossier.read.folder import find_seeds, read_all
from newsdossier.read.seed import RawSeed

FRENCH = "Un appel, à l’ombre de la guerre\n\nWitkoff a parlé à Ouchakov : « le cœur » de l’accord, c’est Donetsk."


def article(data: bytes | str, name: str = "essai.txt", sidecar: str = "") -> Article:
    """What is read of a file with those bytes."""
    raw = RawSeed(
        f"seeds/{name}", data.encode() if isinstance(data, str) else data, f"seeds/{name}.yml", sidecar.encode()
    )
    return read(raw, ("fr", "en"))


def blocks(found: Article) -> list[tuple[str, str]]:
    """Kind and words of each part."""
    return [(part.kind, part.span.of(found.text)) for part in found.parts]


def test_slug_line() -> None:
    """A first line of hyphens gives the slug and is no part of the text; the headline comes from the standfirst."""
    found = article("Trump-Putin-meeting\nUne conversation entre Witkoff et Ouchakov, divulguée.\n\nLa suite.\n")
    assert found.slug == "trump-putin-meeting"
    assert blocks(found) == [
        ("standfirst", "Une conversation entre Witkoff et Ouchakov, divulguée."),
        ("paragraph", "La suite."),
    ]
    assert (found.title, found.title_origin) == ("Une conversation entre Witkoff et Ouchakov, divulguée", "standfirst")


def test_long_standfirst_is_cut_at_a_clause() -> None:
    """A headline taken from the standfirst ends where a clause ends, within ninety characters."""
    long = (
        "Une conversation entre Witkoff, envoyé de Trump, et Ouchakov, dévoile des négociations pour un plan de paix."
    )
    found = article(f"Trump-Putin-meeting\n{long}\n\nLa suite.\n")
    assert found.title == "Une conversation entre Witkoff, envoyé de Trump, et Ouchakov"


def test_title_in_words_is_part_of_the_text() -> None:
    """A title in natural language is the first part of the text and gives the slug."""
    found = article("L’appel de Moscou\nCe que dit Bloomberg.\n\nPremier.\n\nSecond.\n")
    assert [kind for kind, _ in blocks(found)] == ["title", "standfirst", "paragraph", "paragraph"]
    assert (found.slug, found.title, found.title_origin) == ("l-appel-de-moscou", "L’appel de Moscou", "text")


def test_no_blank_line() -> None:
    """Without any blank line each line after the title is a paragraph."""
    assert [kind for kind, _ in blocks(article("Titre\nUn.\nDeux.\n"))] == ["title", "paragraph", "paragraph"]


def test_title_only() -> None:
    """A title alone is an article without paragraphs."""
    assert blocks(article("L’appel de Moscou")) == [("title", "L’appel de Moscou")]


def test_wrapped_lines_are_one_paragraph() -> None:
    """Lines wrapped by an editor are joined again."""
    assert blocks(article("Titre\n\nUne phrase\nsur deux lignes.\n"))[1] == ("paragraph", "Une phrase sur deux lignes.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    """The same article comes out of every encoding in which newsrooms save it."""
    assert article(FRENCH.encode(encoding)).text == FRENCH


def test_latin_1_and_old_line_ends() -> None:
    """Latin-1 and the line ends of Windows and old Macs are read."""
    assert (
        article("Éléments à retenir\r\n\r\nUn.\r\rDeux.".encode("latin-1")).text == "Éléments à retenir\n\nUn.\n\nDeux."
    )


def test_decomposed_accents() -> None:
    """Accents written as two characters become one, so that a name is always spelled the same."""
    assert "é" in article("E\u0301tude\n\nUne e\u0301tude.").text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "has no text"),
        (b" \n\n\t\n", "has no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "is no text"),
    ],
)
def test_what_is_no_article(data: bytes, words: str) -> None:
    """An empty file and a picture named .txt are refused, with the file's name and what to do."""
    with pytest.raises(SeedError, match=words) as caught:
        article(data)
    assert str(caught.value).startswith("seeds/essai.txt: ")
    assert caught.value.remedy


def test_unknown_ending() -> None:
    """A file that we have no reader for is named, with those that can be read."""
    with pytest.raises(SeedError, match=r"no reader for \.xyz.*\.txt"):
        article("x", "essai.xyz")


def test_sidecar_wins() -> None:
    """What the sidecar says comes before what the file says; a title from it is not in the text."""
    sidecar = (
        "title: Le titre\nrights: excerpt\nsource:\n  publisher: Bloomberg\n  published: 2025-10-14\ntags: [paix]\n"
    )
    found = article("Ancien titre\n\nTexte.", sidecar=sidecar)
    assert (found.title, found.title_origin) == ("Le titre", "metadata")
    assert (found.source.publisher, found.source.published) == ("Bloomberg", date(2025, 10, 14))
    assert (found.source.rights, found.tags) == ("excerpt", ("paix",))
    assert "Le titre" not in found.text


def test_markdown() -> None:
    """Markdown gives its words alone: no mark-up, no picture, no HTML, items as items."""
    found = article(
        "---\ntitle: Essai\nurl: https://example.org/a\n---\n# Essai\n\nUn *mot* et [un lien](http://x.y) "
        "![photo](a.png)<script>alert(1)</script>.\n\n## Suite\n\n- un\n- deux\n",
        "essai.md",
    )
    assert blocks(found)[1:] == [("heading", "Suite"), ("item", "un"), ("item", "deux")]
    assert found.text.startswith("Un mot et un lien alert(1).")
    assert found.source.url == "https://example.org/a"


def test_markdown_with_rules_and_no_front_matter() -> None:
    """A rule in the body is not the end of a front matter that is not there."""
    assert "avant" in article("Titre avant\n\n---\n\nAprès\n\n---\n\nFin\n", "essai.md").text


PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>The call | Site</title>
<meta property="og:site_name" content="Example News"><meta name="author" content="Newsroom">
<meta property="article:published_time" content="2025-10-14T10:00:00Z">
<link rel="canonical" href="https://example.org/call"></head>
<body><nav><a href="/">Home</a></nav><article><h1>The call</h1><p>Witkoff called <b>Ushakov</b>, who answered.</p>
<h2>After it</h2><p>The call was published by Bloomberg.<script>alert(1)</script></p></article>
<aside>Read also: other things</aside><footer>Subscribe to our newsletter</footer></body></html>"""


def test_web_page() -> None:
    """A saved page gives its article without what stands around it, and what its metadata say."""
    found = article(PAGE, "page.html")
    assert blocks(found) == [
        ("paragraph", "Witkoff called Ushakov, who answered."),
        ("heading", "After it"),
        ("paragraph", "The call was published by Bloomberg."),
    ]
    assert (found.title, found.language) == ("The call", "en")
    assert (found.source.publisher, found.source.published) == ("Example News", date(2025, 10, 14))
    assert found.source.url == "https://example.org/call"


def test_web_page_in_windows_encoding() -> None:
    """A page is read by the encoding that it declares."""
    page = PAGE.replace("utf-8", "windows-1252").replace("Witkoff called", "L’œuvre de Witkoff :")
    assert "L’œuvre de Witkoff" in article(page.encode("cp1252"), "page.html").text


def test_language() -> None:
    """The language is the declared one, else the likelier of those that the project reads."""
    assert article("Titre\n\nLa conversation débute par des félicitations pour le cessez-le-feu.").language == "fr"
    assert article("Title\n\nThe conversation begins with congratulations on the ceasefire.").language == "en"
    assert article("Titre\n\nTexte.", sidecar="language: de-AT\n").language == "de"


def test_verbatim_text_is_not_touched() -> None:
    """A text given to `annotate` keeps every character, and its parts lie in it."""
    text = "  Titre sans point \r\n\r\n\u00a0Un\u0301 paragraphe.\n\n\nUn autre.  \n"
    found = article_of_text(text, id="a")
    assert found.text == text
    assert [kind for kind, _ in blocks(found)] == ["title", "paragraph", "paragraph"]


def test_parts_cover_the_text() -> None:
    """Parts are in order, apart, and hold all words."""
    found = article(FRENCH)
    assert "\n\n".join(words for _, words in blocks(found)) == found.text


def test_which_files_are_seeds(tmp_path: Path) -> None:
    """Sidecars, hidden files, files beginning with _ and links that lead outside are no seeds."""
    seeds = tmp_path / "seeds"
    (seeds / "sub").mkdir(parents=True)
    for name in ("b.txt", "a.md", "a.md.yml", "_authority.yml", ".hidden.txt", "sub/c.txt"):
        (seeds / name).write_text("x")
    (tmp_path / "outside.txt").write_text("x")
    (seeds / "link.txt").symlink_to(tmp_path / "outside.txt")
    (seeds / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    assert [p.relative_to(seeds).as_posix() for p in find_seeds(seeds)] == ["a.md", "b.txt", "sub/c.txt"]


def test_every_error_names_its_file(tmp_path: Path) -> None:
    """Whatever is wrong with a seed or its sidecar, the message begins with a file."""
    bad = [
        ("a.txt", b"", b""),
        ("b.xyz", b"x", b""),
        ("c.txt", b"x", b"title: [a"),
        ("d.txt", b"x", b"published: 2024-02-31\n"),
        ("e.md", b"---\ntitle: a\ntitle: b\n---\nx", b""),
        ("f.txt", b"\x00\x01\x02" * 99, b""),
    ]
    for name, data, sidecar in bad:
        with pytest.raises(NewsdossierError) as caught:
            read(RawSeed(f"seeds/{name}", data, f"seeds/{name}.yml", sidecar), ("fr",))
        assert str(caught.value).startswith(f"seeds/{name}")
    with pytest.raises(NewsdossierError, match=r"^seeds/none\.txt: "):
        load(tmp_path / "seeds" / "none.txt", tmp_path)


def test_reading_is_light_until_a_page_needs_more() -> None:
    """Importing the readers loads none of the slow libraries."""
    slow = "trafilatura lxml py3langid spacy charset_normalizer nh3"
    code = f"import sys, newsdossier.read; print([m for m in '{slow}'.split() if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_wrapped_standfirst_under_a_slug_line() -> None:
    """Under a slug line all lines up to the blank one are the standfirst."""
    found = article("Trump-Putin-meeting\nUne conversation\ndivulguée.\n\nLa suite.\n")
    assert blocks(found)[0] == ("standfirst", "Une conversation divulguée.")


def test_cyrillic_is_not_taken_for_windows_french() -> None:
    """Bytes of another script do not become accented letters."""
    words = "Разговор Уиткоффа и Ушакова\n\nРазговор опубликовал Блумберг во вторник вечером."
    assert article(words.encode("cp1251")).text == words


@pytest.mark.parametrize("data", ["", " \n", "<!-- -->", "<html><body><img src='a.png'></body></html>"])
def test_page_without_text(data: str) -> None:
    """An empty page is a bad seed, not a failure of the program."""
    with pytest.raises(SeedError, match=r"^seeds/page\.html: "):
        article(data, "page.html")


@pytest.mark.parametrize("label", ["undefined", "unicode_escape", "idna", "nonsense", "utf-16", "iso-8859-1"])
def test_wrongly_declared_encoding(label: str) -> None:
    """UTF-8 is read as UTF-8, whatever the page declares."""
    page = PAGE.replace("utf-8", label).replace("Witkoff called", "L’œuvre de Witkoff :")
    assert "L’œuvre de Witkoff" in article(page, "page.html").text


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "us-ascii"])
def test_latin_1_pages_hold_what_windows_wrote(label: str) -> None:
    """A page that declares Latin-1 is read as browsers read it, with its curly quotation marks."""
    page = PAGE.replace("utf-8", label).replace("The call", "L’appel").encode("cp1252")
    found = article(page, "page.html")
    assert found.title == "L’appel"
    assert blocks(found)[-1][1].startswith("L’appel was")


def test_entities_bring_no_control_character() -> None:
    """What XML and YAML cannot hold does not come in by an entity."""
    page = PAGE.replace("Bloomberg", "Bloom&#27;b&#xFFFF;erg").replace("The call", "The&#27; call")
    found = article(page, "page.html")
    assert "published by Bloomberg." in found.text
    assert found.title == "The call"


def test_language_of_a_link_is_not_that_of_the_page() -> None:
    """Only the page's own element declares its language."""
    page = PAGE.replace(' lang="en-GB"', "").replace('href="/"', 'href="/" lang="ar"')
    assert article(page, "page.html").language == "en"


@pytest.mark.parametrize("written", ["2024-02-31T10:00:00Z", "2024-02", "2024"])
def test_no_day_is_guessed(written: str) -> None:
    """Half a date, or one that no calendar has, is unknown; its missing part is not made up."""
    assert article(PAGE.replace("2025-10-14T10:00:00Z", written), "page.html").source.published is None


@pytest.mark.parametrize("written", ["2025-10-14", "2025/10/14", "14.10.2025", "October 14, 2025", "14 October 2025"])
def test_written_days(written: str) -> None:
    """A day counts in the ways in which pages write it."""
    page = PAGE.replace("2025-10-14T10:00:00Z", written)
    assert article(page, "page.html").source.published == date(2025, 10, 14)


def test_publisher_author_and_keywords_of_a_page() -> None:
    """A page may name its publisher for us; authors and keywords come from its metadata."""
    more = '<meta name="newsdossier:publisher" content="Bloomberg"><meta name="keywords" content="Ukraine, Gaza">'
    found = article(PAGE.replace("<head>", f"<head>{more}"), "page.html")
    assert (found.source.publisher, found.source.authors) == ("Bloomberg", ("Newsroom",))
    assert found.tags == ("Ukraine", "Gaza")


def test_front_matter_is_capped() -> None:
    """Front matter beyond 16 kB is refused before it is parsed."""
    with pytest.raises(NewsdossierError, match=r"^seeds/essai\.md: .*16000"):
        article(f"---\ntitle: {'a' * 17_000}\n---\nTexte.", "essai.md")


def test_both_endings_of_a_sidecar(tmp_path: Path) -> None:
    """A sidecar may end in .yml or .yaml; with both none is chosen."""
    (tmp_path / "a.txt").write_text("Titre\n\nTexte.")
    (tmp_path / "a.txt.yaml").write_text("title: Le titre\n")
    raw = load(tmp_path / "a.txt", tmp_path)
    assert (raw.sidecar_path, read(raw, ("fr",)).title) == ("a.txt.yaml", "Le titre")
    (tmp_path / "a.txt.yml").write_text("title: Un autre\n")
    with pytest.raises(NewsdossierError, match=r"^a\.txt\.yaml: .*a\.txt\.yml"):
        load(tmp_path / "a.txt", tmp_path)


def test_too_large_a_seed(tmp_path: Path) -> None:
    """A file of more than 20 MB is refused without being read."""
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(SeedError, match=r"^a\.txt: .*20 MB"):
        load(tmp_path / "a.txt", tmp_path)


def test_bad_seeds_do_not_stop_the_others(tmp_path: Path) -> None:
    """An empty page and a name that is no UTF-8 are reported in words that can be shown; the rest is read."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "good.txt").write_text("Titre\n\nTexte.")
    (seeds / "empty.html").write_bytes(b"")
    try:
        (seeds / os.fsdecode(b"\xff.txt")).write_text("Titre\n\nTexte.")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    settings = Settings(tmp_path, seeds, tmp_path / "dossiers", tmp_path / "work")
    with open_store(tmp_path / "work" / "cache") as store:
        articles, failures, *_ = read_all(settings, store)
    assert [found.seed.path for found in articles] == ["seeds/good.txt"]
    assert len(failures) == 2
    assert all(failure.message.encode().startswith(b"seeds/") for failure in failures)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("le p\u0430rc", "line 3: « p\u0430rc »"),
        ("M\u03bfscou attend", "line 3: « M\u03bfscou »"),
        ("\u041f\u0443\u0442\u0438n parle", "line 3: « \u041f\u0443\u0442\u0438n »"),
        ("\u041c\u043e\u0441\u043a\u0432\u0430, 5 \u03bcm et \u03b1-carotène", ""),
    ],
)
def test_letters_of_two_alphabets_in_one_word(words: str, told: str, tmp_path: Path) -> None:
    """A letter that only looks like one of the word's alphabet is said, with its line and the word."""
    (tmp_path / "a.txt").write_text(f"Un titre\n\nPuis, {words}.\n", "utf-8")
    remarks = read(load(tmp_path / "a.txt", tmp_path), ("fr",)).reading.remarks
    assert [remark.split(" mixes")[0] for remark in remarks] == ([told] if told else [])


def test_a_seed_that_nobody_touched_is_not_read(tmp_path: Path) -> None:
    """It is known by its times, size and number, and so is its sidecar; whatever is touched is read again."""
    (tmp_path / "seeds").mkdir()
    one, other = tmp_path / "seeds/a.txt", tmp_path / "seeds/b.txt"
    one.write_text("Titre\n\nTexte.", "utf-8")
    other.write_text("Autre titre\n\nTexte.", "utf-8")
    settings = Settings(tmp_path, tmp_path / "seeds", tmp_path / "dossiers", tmp_path / "work")
    with open_store(tmp_path / "work" / "cache") as store:
        assert [article.title for article in read_all(settings, store).articles] == ["Titre", "Autre titre"]
        opened: list[str] = []
        sys.addaudithook(lambda event, what: opened.append(str(what[0])) if event == "open" else None)
        read_all(settings, store)
        assert not {str(one), str(other)} & {*opened}
        one.with_name("a.txt.yml").write_text("title: Mieux\n", "utf-8")
        assert [article.title for article in read_all(settings, store).articles] == ["Mieux", "Autre titre"]
        assert str(one) in opened and str(other) not in opened


def test_a_link_to_a_seed_is_followed_each_time(tmp_path: Path) -> None:
    """What it leads to may have changed, and the link's own times do not show it."""
    (tmp_path / "seeds").mkdir()
    target = tmp_path / "seeds/_a"
    target.write_text("Titre\n\nTexte.", "utf-8")
    (tmp_path / "seeds/a.txt").symlink_to(target)
    settings = Settings(tmp_path, tmp_path / "seeds", tmp_path / "dossiers", tmp_path / "work")
    with open_store(tmp_path / "work" / "cache") as store:
        for title in ("Titre", "Mieux"):
            target.write_text(f"{title}\n\nTexte.", "utf-8")
            assert [article.title for article in read_all(settings, store).articles] == [title]
