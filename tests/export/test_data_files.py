"""Files for programs: twins, tables, annotations, ninjs, JSON-LD, references, each read as another program would."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import html as lxml_html
from pyld import jsonld

from conftest import TESTS, Project, make_project, mkdocs
from newsdossier.build.pipeline import build, preview
from newsdossier.export import citation, json_ld
from newsdossier.export.addresses import by_hash
from newsdossier.export.data_files import files as files_of
from newsdossier.pages.plan import Datum
from newsdossier.read.formats.news_json import read as read_wire
from newsdossier.read.seed import RawSeed

PART_OF_NINJS = json.loads((TESTS / "cases/schemas/ninjs-3.1-part.schema.json").read_text("utf-8"))
URL = "https://example.org/"
FULL = """Émilie Dûchêne répond à la mairie

La maire de Nantes, Émilie Dûchêne, a répondu lundi 13 octobre 2025 aux critiques de Jean Durand & associés.

« L’été sera <b>chaud</b> 🎉 », a déclaré Émilie Dûchêne à Paris. Selon Jean Durand, le projet serait abandonné.

Jean Durand, directeur de Durand SA, a dit : « =1+1 n’est pas une réponse. » Il l’a répété le 14 octobre 2025 à Lyon.
"""
MORE = "\n".join(
    f"Le {day} octobre 2025, Jean Durand a dit à Lyon que le dossier numéro {day} serait examiné par le conseil.\n"
    for day in range(2, 22)
)
SEEDS = {
    "a.txt": FULL,
    "a.txt.yml": """published: 2025-10-15
language: fr
licence: CC BY-SA 4.0
credit: Photo X
tags: [budget]
source: {publisher: 'Le Jour & la Nuit', url: 'https://example.com/a', authors: [A. B.]}
decisions:
- {kind: note, text: 'Relu **deux** fois', exact: serait abandonné, by: Rédaction}
""",
    "b.txt": "Jean Durand à Lyon\n\n" + MORE,
    "b.txt.yml": "language: fr\nrights: excerpt\npublished: 2025-10-16\nsource: {publisher: Le Soir}\n",
}


def made(project: Project, url: str = URL, seeds: dict[str, str] = SEEDS) -> dict[str, Datum]:
    """Every file for programs that a site of these seeds has."""
    return dict(build(replace(project(seeds, rights="full"), url=url)).data)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each file holds."""
    settings = replace(make_project(tmp_path_factory.mktemp("exchange"), SEEDS), url=URL)
    return {path: one.make() for path, one in build(settings).data.items() if path.startswith("data/")}


FIRST, SECOND = "emilie-duchene-repond-a-la-mairie", "jean-durand-a-lyon"


def of(files: dict[str, str], path: str) -> Any:
    return json.loads(files[path])


@pytest.mark.parametrize(
    "path", [f"dossiers/{FIRST}", f"dossiers/{SECOND}", "dossiers", "entities", "quotes", "timeline"]
)
def test_twins_are_as_their_schema_says(path: str, files: dict[str, str]) -> None:
    """Each names its schema, which is on the site, is one, and holds."""
    says = of(files, f"data/{path}.json")
    schema = of(files, says["$schema"].removeprefix(URL))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(says, schema, cls=jsonschema.Draft202012Validator)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**says, "more": 1}, schema)


def test_a_twin_says_what_its_page_says(files: dict[str, str]) -> None:
    """Text, places in it, who speaks, by whom it is."""
    twin = of(files, f"data/dossiers/{FIRST}.json")
    text = twin["text"]
    assert text.startswith("Émilie Dûchêne répond")
    names = {text[m["start"] : m["end"]] for m in twin["mentions"]}
    assert {"Jean Durand", "Émilie Dûchêne"} <= names
    assert [text[q["start"] : q["end"]] for q in twin["quotes"]] == [q["words"] for q in twin["quotes"]]
    spoken = {q["words"]: q["speaker"] for q in twin["quotes"]}
    assert spoken["« L’été sera <b>chaud</b> 🎉 »"] == "emilie-duchene"
    assert {text[t["start"] : t["end"]]: t["edtf"] for t in twin["times"]}["14 octobre 2025"] == "2025-10-14"
    assert twin["notes"][0]["text"] == "Relu **deux** fois"
    assert twin["source"]["publisher"] == "Le Jour & la Nuit" and twin["source"]["published"] == "2025-10-15"


def test_the_lists_lead_to_all(files: dict[str, str]) -> None:
    """From the list of dossiers to each twin, from each entity to its dossiers."""
    listed = of(files, "data/dossiers.json")
    assert listed["site"] == {"name": "Essai", "url": URL, "language": "fr"}
    assert [row["slug"] for row in listed["dossiers"]] == [SECOND, FIRST]
    assert all(row["twin"].removeprefix(URL) in files for row in listed["dossiers"])
    shared = [{"name": "Jean Durand", "points": 6}, {"name": "Lyon", "points": 6}]
    assert listed["dossiers"][0]["related"] == [{"slug": FIRST, "points": 12, "shared": shared, "common": 2}]
    entities = {one["id"]: one for one in of(files, "data/entities.json")["entities"]}
    assert entities["jean-durand"]["dossiers"] == [SECOND, FIRST]
    assert entities["jean-durand"]["page"] == f"{URL}dossiers/entities/jean-durand/"


def found(annotation: dict[str, Any], text: str) -> list[str]:
    """The words that each selector of an annotation finds in a text."""
    words = []
    for selector in annotation["target"]["selector"]:
        if selector["type"] == "TextPositionSelector":
            words.append(text[selector["start"] : selector["end"]])
        else:
            whole = selector["prefix"] + selector["exact"] + selector["suffix"]
            assert text.count(whole) == 1, whole
            words.append(selector["exact"])
    return words


@pytest.mark.parametrize("slug", [FIRST, SECOND])
def test_annotations_lead_back_to_their_words(slug: str, files: dict[str, str]) -> None:
    """By words and by place, in the text that they name."""
    page = of(files, f"data/annotations/{slug}.json")
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    assert page["partOf"]["total"] == len(page["items"]) == len({one["id"] for one in page["items"]})
    shown = [one for one in page["items"] if isinstance(one["target"].get("selector"), list)]
    for one in shown:
        text = files[one["target"]["source"].removeprefix(URL)]
        first, second = found(one, text)
        assert first == second != ""
    assert len(shown) > 5


def test_every_mark_is_an_annotation(files: dict[str, str]) -> None:
    """Names with their page, quotes with their kind, dates with their EDTF, reserves, notes of people."""
    page = of(files, f"data/annotations/{FIRST}.json")
    told = {
        (found(one, files[f"data/text/{FIRST}.txt"])[0], *(b.get("value", b.get("source")) for b in one["body"]))
        for one in page["items"]
    }
    assert ("Émilie Dûchêne", f"{URL}dossiers/entities/emilie-duchene/", "person") in told
    assert ("14 octobre 2025", "date", "2025-10-14") in told
    assert ("« L’été sera <b>chaud</b> 🎉 »", "quote", "direct", f"{URL}dossiers/entities/emilie-duchene/") in told
    assert ("serait abandonné", "Relu **deux** fois") in told
    assert any("hedged" in one for one in told)
    twin = of(files, f"data/dossiers/{FIRST}.json")
    assert [one["creator"]["name"] for one in page["items"] if "creator" in one] == ["Rédaction"]
    assert len(twin["mentions"]) == sum(one["motivation"] == "identifying" for one in page["items"])


def test_what_an_excerpt_leaves_out_is_named_by_place_and_hash_alone(files: dict[str, str]) -> None:
    """Whoever has the article finds the words; the files of the site do not have them."""
    page = of(files, f"data/annotations/{SECOND}.json")
    article = SEEDS["b.txt"].strip().replace("\n\n\n", "\n\n")
    hidden = [one for one in page["items"] if not isinstance(one["target"]["selector"], list)]
    assert {one["target"]["source"] for one in hidden} == {by_hash(hashlib.sha256(article.encode()).hexdigest())}
    words = [article[one["target"]["selector"]["start"] : one["target"]["selector"]["end"]] for one in hidden]
    assert words.count("Jean Durand") > 10 and words.count("Lyon") > 10
    assert not any("exact" in one["target"]["selector"] for one in hidden)
    for path, text in files.items():
        if SECOND in path:
            assert len(re.findall(r"dossier numéro \d+", text)) <= 3 * 4, path


@pytest.mark.parametrize("slug", [FIRST, SECOND])
def test_ninjs(slug: str, files: dict[str, str]) -> None:
    """As IPTC's schema has it; and our own reader finds the article in it."""
    text = files[f"data/ninjs/{slug}.json"]
    says = json.loads(text)
    jsonschema.validate(says, PART_OF_NINJS)
    assert says["uri"] == f"{URL}dossiers/{slug}/"
    assert says["representationType"] == ("full" if slug == FIRST else "partial")
    draft = read_wire(RawSeed("seeds/x.json", text.encode(), "seeds/x.json.yml"))
    assert draft.said.title == says["headlines"][0]["value"]
    body = re.sub("</?b>", "", says["bodies"][0]["value"])  # the reader takes what looks like HTML for that
    assert " ".join(words for _, words in draft.blocks).split() == body.split()


def test_ninjs_says_whom_it_is_about(files: dict[str, str]) -> None:
    """Who is in headline or standfirst, and who is only named."""
    says = of(files, f"data/ninjs/{FIRST}.json")
    rel = {one["name"]: one["rel"] for one in says["people"] + says["places"]}
    assert rel["Émilie Dûchêne"] == "about" and rel["Lyon"] == "mentions"
    assert says["rightsInfo"] == {"linkedRights": "https://creativecommons.org/licenses/by-sa/4.0/"}
    assert says["infoSources"] == [{"name": "Le Jour & la Nuit", "role": "publisher", "uri": "https://example.com/a"}]


@pytest.mark.parametrize("name", ["entities", "quotes", "dates"])
def test_tables_are_read_with_accents(name: str, files: dict[str, str]) -> None:
    """By a reader of CSV that obeys the mark, with as many cells in each row as in the head."""
    raw = files[f"data/{name}.csv"].encode()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\r\n") == raw.count(b"\n")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert {len(row) for row in rows} == {len(rows[0])} and len(rows) > 3
    assert all(re.fullmatch(r"[a-z_]+", cell) for cell in rows[0])


def table(files: dict[str, str], name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(files[f"data/{name}.csv"].removeprefix("\ufeff"), newline=""))


def test_tables_say_what_the_twins_say(files: dict[str, str]) -> None:
    """Names and words with their accents; ids lead from one table to the other."""
    names = {row["id"]: row["name"] for row in table(files, "entities")}
    assert names["emilie-duchene"] == "Émilie Dûchêne"
    quotes = {row["words"]: row for row in table(files, "quotes")}
    assert names[quotes["« L’été sera <b>chaud</b> 🎉 »"]["speaker"]] == "Émilie Dûchêne"
    days = [row for row in table(files, "dates") if row["edtf"] == "2025-10-14" and row["dossier"] == FIRST]
    assert days and days[0]["first_day"] == days[0]["last_day"] == "2025-10-14" and "jean-durand" in names


def test_no_cell_is_a_formula(project: Project) -> None:
    """A title that a spreadsheet would run is text to it."""
    seeds = {"a.txt": "=HYPERLINK(A1) et autres\n\nÉmilie Dûchêne a dit le 3 mars 2020 : « Je reste à Paris. »\n"}
    text = made(project, seeds=seeds)["data/quotes.csv"].make()
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert row["title"] == "'=HYPERLINK(A1) et autres"
    cells = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in cells)


def test_without_an_address_files_name_one_another(project: Project) -> None:
    """A site that has none yet: addresses are relative, what must be named has a name by its hash."""
    files = made(project, url="")
    twin = json.loads(files[f"data/dossiers/{FIRST}.json"].make())
    assert twin["$schema"] == "../../data/schema/dossier.schema.json"
    says = json.loads(files[f"data/ninjs/{FIRST}.json"].make())
    jsonschema.validate(says, PART_OF_NINJS)
    assert says["uri"].startswith("ni:///sha-256;")


def test_a_new_article_changes_its_own_files_and_the_lists(project: Project) -> None:
    """What a dossier's files say hangs on nothing that another article adds."""
    before = made(project)
    settings = project({**SEEDS, "c.txt": "Autre chose\n\nÉmilie Dûchêne et Jean Durand sont à Lyon le 3 mai 2024.\n"})
    after = build(replace(settings, url=URL)).data
    old = {path: one.signature for path, one in before.items()}
    changed = {path for path, one in after.items() if path[:5] == "data/" and old.get(path) != one.signature}
    kinds = {"dossiers": "json", "annotations": "json", "ninjs": "json", "text": "txt"}
    own = {f"data/{kind}/autre-chose.{ending}" for kind, ending in kinds.items()}
    names = "dossiers.json entities.json entities.csv quotes.csv quotes.json dates.csv timeline.json".split()
    lists = {f"data/{name}" for name in names}
    assert changed == own | lists


CONTEXT = {
    "@context": {
        "@vocab": "https://schema.org/",
        "url": {"@type": "@id"},
        "sameAs": {"@type": "@id"},
        "license": {"@type": "@id"},
    }
}


def expanded(page: Path, url: str) -> list[dict[str, Any]]:
    """The JSON-LD of a page as another program expands it; nothing is fetched."""
    (text,) = lxml_html.parse(str(page)).xpath('//script[@type="application/ld+json"]/text()')

    def load(address: str, options: object) -> dict[str, Any]:
        assert address == "https://schema.org", address
        return {"contextUrl": None, "documentUrl": address, "document": CONTEXT}

    return list(jsonld.expand(json.loads(text), {"documentLoader": load, "base": url}))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of these seeds."""
    settings = make_project(tmp_path_factory.mktemp("published"), SEEDS)
    done = mkdocs(settings.root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    return settings.root / "site"


def schema(name: str) -> str:
    return f"https://schema.org/{name}"


def test_a_dossier_is_based_on_its_article(published: Path) -> None:
    """The page is the site's, the article its outlet's; whom it is about, whom it mentions, who said what."""
    url = f"{URL}dossiers/{FIRST}/"
    (page,) = expanded(published / f"dossiers/{FIRST}/index.html", url)
    assert page["@type"] == [schema("WebPage")] and page["@id"] == url
    (article,) = page[schema("isBasedOn")]
    assert article["@type"] == [schema("NewsArticle")] and article["@id"] == "https://example.com/a"
    assert article[schema("publisher")][0][schema("name")] == [{"@value": "Le Jour & la Nuit"}]
    assert article[schema("license")] == [{"@id": "https://creativecommons.org/licenses/by-sa/4.0/"}]
    about = {one["@id"] for one in page[schema("about")]}
    mentions = {one["@id"] for one in page[schema("mentions")]}
    assert f"{URL}dossiers/entities/emilie-duchene/" in about and f"{URL}dossiers/entities/lyon/" in mentions
    quotes = {one[schema("text")][0]["@value"]: one for one in page[schema("hasPart")]}
    said = quotes["« L’été sera <b>chaud</b> 🎉 »"]
    assert said["@type"] == [schema("Quotation")] and said["@id"].startswith(f"{url}#quote-")
    assert said[schema("creator")] == [{"@id": f"{URL}dossiers/entities/emilie-duchene/"}]


def test_an_entity_is_the_same_as_others_only_when_sure(published: Path) -> None:
    """Lyon is in the shipped list; nobody said who Jean Durand is."""
    for name, known in (("lyon", True), ("jean-durand", False)):
        url = f"{URL}dossiers/entities/{name}/"
        (page,) = expanded(published / f"dossiers/entities/{name}/index.html", url)
        (one,) = page[schema("mainEntity")]
        assert one["@id"] == url and (schema("sameAs") in one) is known, name


def test_every_page_says_what_it_is(published: Path) -> None:
    """JSON-LD and OpenGraph on each; the home page is the site; words of an article end no element."""
    for path in sorted(published.rglob("index.html")):
        tree = lxml_html.parse(str(path))
        (node,) = expanded(path, URL)
        home = path == published / "index.html"
        assert node["@type"] == [schema("WebSite" if home else "WebPage")], path
        (title,) = tree.xpath('//meta[@property="og:title"]/@content')
        assert title and tree.xpath('//meta[@property="og:site_name"]/@content') == ["Essai"]
        assert not tree.xpath("//head//b")


def test_what_would_end_the_script_is_escaped() -> None:
    """No character that HTML or an old JavaScript takes for its own is left."""
    words = "</script><script>alert(1)</script><!-- \u2028 & ]]>"
    text = json_ld.element({"name": words})
    inside = text.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028") & set(inside) and json.loads(inside)["name"] == words


def test_a_page_leads_to_its_files(published: Path) -> None:
    """From its head and from « Provenance »; each is there."""
    path = published / f"dossiers/{FIRST}/index.html"
    tree = lxml_html.parse(str(path))
    links = tree.xpath('//link[contains(@rel, "alternate")]/@href | //div[@class="nd-provenance"]//a/@href')
    ours = [link for link in links if "/data/" in link]
    assert len(ours) == 7
    assert all((path.parent / link).resolve().is_file() for link in ours)


def test_how_to_cite(published: Path) -> None:
    """Folded on the page: a line to read, BibTeX and CSL-JSON of the dossier and of its article."""
    (fold,) = lxml_html.parse(str(published / f"dossiers/{FIRST}/index.html")).xpath('//details[@id="cite"]')
    assert fold.xpath("./summary/text()") == ["Citer ce dossier"] and "open" not in fold.attrib
    bibtex, csl = fold.xpath(".//pre/code/text()")
    assert f"@misc{{{FIRST},\n" in bibtex and r"journal = {Le Jour \& la Nuit}" in bibtex
    own, source = json.loads(csl)
    assert own["URL"] == f"{URL}dossiers/{FIRST}/" and own["container-title"] == "Essai"
    assert source["author"] == [{"literal": "A. B."}] and source["issued"] == {"date-parts": [[2025, 10, 15]]}


def test_bibtex_keeps_words_as_they_are() -> None:
    """What TeX takes for its own is escaped; braces hold together."""
    reference = citation.Reference("x", "webpage", r"50 % de {rien} & d’_ici_ \o/", "A_B", (), "2025-10-14", "", "fr")
    entry = citation.bibtex(reference)
    assert r"50 \% de \{rien\} \& d’\_ici\_ \textbackslash{}o/" in entry
    assert entry.count("{") - entry.count(r"\{") == entry.count("}") - entry.count(r"\}")


def test_files_keep_their_names_whatever_a_seed_is_called(project: Project) -> None:
    """White space in the name of a seed's file is no reason to give its dossier another slug the next time."""
    names = ("a  b.txt", "a b.txt", "c\xa0d.txt")
    seeds = {name: f"Un pont à Nantes\n\nJean Durand l’a dit à {name[0]}.\n" for name in names}
    before = made(project, seeds=seeds)
    again = preview(replace(project(seeds), url=URL)).site
    assert {one.path for one in files_of(again)} <= before.keys()
    assert len(again.dossiers) == 3


@pytest.mark.parametrize(
    "path", ["dossiers.json", "entities.json", "entities.csv", "quotes.json", "quotes.csv", "dates.csv"]
)
def test_lists_come_piece_by_piece(project: Project, path: str) -> None:
    """No list of a site is ever in memory as a whole: each row is a piece of its own, and all of them are the file."""
    data = made(project)[f"data/{path}"]
    pieces = [*data.parts()]
    assert len(pieces) > 2
    assert "".join(pieces) == data.make()
