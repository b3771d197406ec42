"""A feed, a mailbox, a web archive or a list of articles -> one seed for each of its articles, with its sidecar."""

import gzip
import hashlib
import io
import json
import mailbox
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from newsdossier.errors import SeedError
from newsdossier.files import put
from newsdossier.model.settings import Settings
from newsdossier.naming.keys import slug
from newsdossier.read.formats import email, news_json
from newsdossier.read.formats.common import library
from newsdossier.read.formats.feed import markup_in, parsed_feed, said_of
from newsdossier.read.formats.xml import parsed_xml
from newsdossier.read.seed import checked

_NEWSML = "descendant-or-self::*[local-name()='newsItem']"


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a file of many."""

    name: str
    """What to call it by: its title, subject or address."""
    ending: str
    """Of the seed's file name, with its dot."""
    data: bytes
    """The seed."""
    said: dict[str, object]
    """What the file says of it beyond the seed itself; empty where the seed says all."""


def split(path: Path) -> Iterator[Piece]:
    """The articles of a file, in its order."""
    name = path.name.lower()
    if name.endswith((".warc", ".warc.gz")):
        return _of_archive(path)
    data = path.read_bytes()
    if name.endswith(".gz"):
        data, name = gzip.decompress(data), name.removesuffix(".gz")
    if name.endswith((".mbox", ".mbx")) or data.startswith(b"From "):
        return _of_mailbox(data)
    if name.endswith((".json", ".jsonl", ".jsonld")) or data.lstrip()[:1] in {b"{", b"["}:
        return _of_json(data, path.name)
    if data.lstrip()[:1] == b"<" or data[:3] == b"\xef\xbb\xbf":
        return _of_xml(data, path.name)
    remedy = "Read are feeds (RSS, Atom, JSON), NewsML-G2, mailboxes (.mbox), web archives (.warc) and lists in JSON"
    raise SeedError("nothing here can be taken apart", path=path.name, remedy=remedy)


def _of_xml(data: bytes, path: str) -> Iterator[Piece]:
    tree = parsed_xml(data, path)
    items = tree.xpath(_NEWSML)
    if items:
        from lxml import etree

        for item in items:
            title = "".join(item.xpath("string(.//*[local-name()='headline'])")).strip()
            yield Piece(title or item.get("guid", ""), ".xml", etree.tostring(item, encoding="utf-8"), {})
        return
    feed = parsed_feed(data, path)
    for entry in feed.entries:
        said = said_of(feed, entry)
        markup = f'<!DOCTYPE html>\n<meta charset="utf-8">\n<article>{markup_in(entry)}</article>\n'
        yield Piece(str(said["title"] or said["url"]), ".html", markup.encode(), said)


def _of_json(data: bytes, path: str) -> Iterator[Piece]:
    try:
        value = news_json.load(data, path)
    except SeedError:
        lines = [line for line in data.splitlines() if line.strip()]
        if len(lines) < 2:
            raise
        value = [news_json.load(line, path) for line in lines]
    feed = value if isinstance(value, dict) else {}
    if "items" in feed and "jsonfeed" in str(feed.get("version", "")):
        for item in feed["items"]:
            yield _of_json_feed(item, feed)
        return
    listed = (
        value
        if isinstance(value, list)
        else feed.get("associations") or feed.get("@graph") or feed.get("items") or [value]
    )
    for item in listed.values() if isinstance(listed, dict) else listed:
        if isinstance(item, dict):
            draft = news_json.of_object(item, path)
            yield Piece(draft.said.title, ".json", json.dumps(item, ensure_ascii=False, indent=1).encode(), {})


def _of_json_feed(item: dict[str, Any], feed: dict[str, Any]) -> Piece:
    markup = item.get("content_html") or "".join(
        f"<p>{line}" for line in str(item.get("content_text", "")).split("\n\n")
    )
    people = [str(a.get("name", "")) for a in item.get("authors", ()) if isinstance(a, dict)]
    said: dict[str, object] = {
        "title": str(item.get("title", "")), "url": str(item.get("url", "")), "publisher": str(feed.get("title", "")),
        "published": str(item.get("date_published", ""))[:10], "authors": [p for p in people if p],
        "language": str(item.get("language") or feed.get("language") or ""),
    }  # fmt: skip
    return Piece(
        str(said["title"] or said["url"]),
        ".html",
        f'<meta charset="utf-8">\n<article>{markup}</article>\n'.encode(),
        said,
    )


def _of_mailbox(data: bytes) -> Iterator[Piece]:
    with tempfile.NamedTemporaryFile(suffix=".mbox") as copy:
        copy.write(data)
        copy.flush()
        for message in _letters(copy.name):
            raw = message.as_bytes(policy=policy.default.clone(linesep="\n", max_line_length=None))
            yield Piece(email.header(message_from_bytes(raw, policy=policy.default), "subject"), ".eml", raw, {})


def _letters(name: str) -> Iterator[mailbox.mboxMessage]:
    with closing(mailbox.mbox(name)) as box:
        yield from box


def _of_archive(path: Path) -> Iterator[Piece]:
    """The pages of a web archive that were answered with an article's kind of content."""
    library("warcio", path.name)
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with path.open("rb") as packed:
            for record in ArchiveIterator(io.BufferedReader(packed)):
                if piece := _of_record(record):
                    yield piece
    except (ArchiveLoadFailed, EOFError, ValueError) as bad:
        raise SeedError(f"this web archive is damaged ({bad})", path=path.name, remedy="Fetch it again") from bad


def _of_record(record: Any) -> Piece | None:
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return None
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if kind not in {"text/html", "application/xhtml+xml"}:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    fetched = (record.rec_headers.get_header("WARC-Date") or "")[:10]
    return Piece(url, ".html", record.content_stream().read(), {"url": url, "retrieved": fetched})


_LONGEST = 80  # characters of a file name


_KEYS = ("title", "language", "tags")


_SOURCE = ("publisher", "authors", "url", "published", "retrieved")


def import_file(file: Path, settings: Settings) -> Iterator[tuple[Path, bool]]:
    """Each seed, and whether it is new; the same file a second time adds nothing."""
    if not file.is_file():
        raise SeedError("there is no such file", path=str(file), remedy="Name a file to take apart")
    settings.seeds.mkdir(parents=True, exist_ok=True)
    for piece in split(file):
        sidecar = _sidecar(piece)
        path = _free(settings.seeds, piece, sidecar)
        if path.exists():
            yield path, False
            continue
        if sidecar:  # first, so that no build meets the seed without it
            put(path.parent, f"{path.name}.yml", sidecar)
        put(path.parent, path.name, piece.data)
        yield path, True


def _free(folder: Path, piece: Piece, sidecar: str) -> Path:
    """Its name, or the first with a number that no other article has."""
    stem = slug(piece.name)[:_LONGEST].strip("-") or hashlib.sha256(piece.data).hexdigest()[:12]
    number = 1
    while True:
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{piece.ending}"
        beside = path.with_name(f"{path.name}.yml")
        known = beside.read_text("utf-8") if beside.is_file() else ""
        if not path.exists() and (not beside.exists() or known == sidecar):  # an import was broken off before the seed
            return path
        if path.is_file() and path.read_bytes() == piece.data and (known == sidecar or not sidecar):
            return path
        number += 1


def _sidecar(piece: Piece) -> str:
    """What the file says of the article, as a person would write it; what it does not say is left out."""
    said = checked(piece.said).model_dump(exclude_defaults=True)
    top: dict[str, object] = {key: _plain(said[key]) for key in _KEYS if said.get(key)}
    source = {key: _plain(said[key]) for key in _SOURCE if said.get(key)}
    if source:
        top["source"] = source
    if not top:
        return ""
    written = io.StringIO()
    yaml = YAML()
    yaml.width = 4_096
    yaml.allow_unicode = True
    yaml.dump(top, written)
    return written.getvalue()


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
