"""Files of many articles are taken apart: one seed each, with what the file says of it in a sidecar."""

import gzip
import io
import json
import mailbox
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import corpus_files as files
from conftest import Project
from newsdossier.errors import SeedError
from newsdossier.model.article import Article
from newsdossier.model.settings import Settings
from newsdossier.read import load, read
from newsdossier.read.archive import import_file

TEXT = "La maire a présenté son projet à l’hôtel de ville, et le conseil doit voter en juin."


def taken(settings: Settings, name: str, data: bytes) -> list[Article]:
    """The articles of the seeds that a file gives, by name."""
    file = settings.root / name
    file.write_bytes(data)
    paths = [path for path, new in import_file(file, settings) if new]
    return [read(load(path, settings.root), ("fr",)) for path in sorted(paths)]


def warc() -> bytes:
    """A web archive of a page, a picture and a page that was not found."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    answers = [
        ("200 OK", "text/html; charset=utf-8", "/un"),
        ("200 OK", "image/png", "/b"),
        ("404 Not Found", "text/html", "/c"),
    ]
    for status, kind, path in answers:
        head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        body = io.BytesIO(files.page("Le projet archivé", "", f"{TEXT}\n\n{TEXT}"))
        url = f"https://example.org{path}"
        writer.write_record(writer.create_warc_record(url, "response", payload=body, http_headers=head))
    return out.getvalue()


def mbox(folder: Path) -> bytes:
    """A mailbox of two letters."""
    box = mailbox.mbox(folder / "boite")
    for subject in ("Première lettre", "Seconde lettre"):
        box.add(files.letter(subject, TEXT))
    box.close()
    return (folder / "boite").read_bytes()


def test_a_feed(project: Project) -> None:
    """Each item of a feed is a seed; title, outlet, day and address are in its sidecar."""
    settings = project({})
    found = taken(settings, "flux.xml", files.feeds(TEXT, twice=True)["rss"].replace(b"Le projet", b"Un projet", 1))
    assert [one.title for one in found] == ["Le projet en RSS", "Un projet en RSS"]
    source = found[0].source
    assert (source.publisher, str(source.published), source.url) == (
        "La Gazette",
        "2025-10-14",
        "https://example.org/2",
    )
    assert "l’hôtel de ville" in found[0].text


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of the library that writes the archive
def test_a_mailbox_an_archive_and_a_list(project: Project, tmp_path: Path) -> None:
    """Letters, archived pages and agency copy are taken apart; pictures and pages that were not found are not."""
    settings = project({})
    assert [one.title for one in taken(settings, "b.mbox", mbox(tmp_path))] == ["Première lettre", "Seconde lettre"]
    (page,) = taken(settings, "c.warc.gz", warc())
    assert (page.title, page.source.url) == ("Le projet archivé", "https://example.org/un")
    assert page.source.retrieved
    listed = json.dumps(files.wires(TEXT)[:3]).encode()
    assert len(taken(settings, "d.json.gz", gzip.compress(listed))) == 3
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "La Gazette",
        "items": [{"title": "Un", "content_html": f"<p>{TEXT}"}],
    }
    assert taken(settings, "e.json", json.dumps(feed).encode())[0].source.publisher == "La Gazette"


def test_a_second_time_adds_nothing(project: Project) -> None:
    """What was imported once is not imported again, and what a person wrote is not written over."""
    settings = project({"le-projet-en-rss.html": "Une page à moi"})
    data = files.feeds(TEXT)["rss"]
    assert len(taken(settings, "flux.xml", data)) == 1
    assert taken(settings, "flux.xml", data) == []
    assert (settings.seeds / "le-projet-en-rss.html").read_text("utf-8") == "Une page à moi"


@pytest.mark.parametrize(
    ("name", "data"), [("a.xyz", b"rien"), ("b.warc", b"rien du tout"), ("c.json", b"{"), ("d.xml", b"<a>")]
)
def test_what_cannot_be_taken_apart(name: str, data: bytes, project: Project) -> None:
    """A file that holds no articles is one message that names it."""
    with pytest.raises(SeedError, match=rf"^{name}"):
        taken(project({}), name, data)
