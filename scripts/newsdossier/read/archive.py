"""A feed, a mailbox, a web archive or a list -> one seed for each of its articles, with a sidecar."""

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
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from newsdossier.errors import SeedError
from newsdossier.model.settings import Settings
from newsdossier.naming import slug
from newsdossier.read.formats import email, library, news_json
from newsdossier.read.formats.news_xml import entry_markup, entry_metadata, is_feed, parsed_feed
from newsdossier.read.formats.xml import parse_xml
from newsdossier.read.seed import checked
from newsdossier.writing import put

_NEWSML = "descendant-or-self::*[local-name()='newsItem']"
_LONGEST = 80  # characters of a file name
_TOP_KEYS = ("title", "language", "tags")
_SOURCE_KEYS = ("publisher", "authors", "url", "published", "retrieved")


@dataclass(frozen=True, slots=True)
class ArchivedArticle:
    """One article of a file of many."""

    name: str
    """Its title, subject or address, of which the seed's file name is made."""
    ending: str
    """Ending of the seed's file name, with its dot."""
    data: bytes
    """The seed."""
    metadata: dict[str, object]
    """Keys of a sidecar for what the seed itself does not say."""


class ImportedSeed(NamedTuple):
    """A seed for one article of a file."""

    path: Path
    """Where it is."""
    is_new: bool
    """False where an earlier import wrote it."""


def import_file(file: Path, settings: Settings) -> Iterator[ImportedSeed]:
    """Writes a seed for each article; the same file a second time adds nothing."""
    if not file.is_file():
        raise SeedError("there is no such file", path=str(file), remedy="Name a file to take apart")
    settings.seeds.mkdir(parents=True, exist_ok=True)
    for article in split(file):
        sidecar = _sidecar(article)
        path = _free_path(settings.seeds, article, sidecar)
        if path.exists():
            yield ImportedSeed(path, is_new=False)
            continue
        if sidecar:  # first, so that no build meets the seed without it
            put(path.parent, f"{path.name}.yml", sidecar)
        put(path.parent, path.name, article.data)
        yield ImportedSeed(path, is_new=True)


def _free_path(folder: Path, article: ArchivedArticle, sidecar: str) -> Path:
    """Returns a path by the article's name, with the first number that no other article has."""
    stem = slug(article.name)[:_LONGEST].strip("-") or hashlib.sha256(article.data).hexdigest()[:12]
    number = 1
    while True:
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{article.ending}"
        sidecar_path = path.with_name(f"{path.name}.yml")
        known = sidecar_path.read_text("utf-8") if sidecar_path.is_file() else ""
        broken_off = known == sidecar  # an import that ended before the seed was written
        if not path.exists() and (not sidecar_path.exists() or broken_off):
            return path
        if path.is_file() and path.read_bytes() == article.data and (known == sidecar or not sidecar):
            return path
        number += 1


def _sidecar(article: ArchivedArticle) -> str:
    """Returns the sidecar of the article as a person would write it; what the file does not say is left out."""
    metadata = checked(article.metadata).model_dump(exclude_defaults=True)
    top: dict[str, object] = {key: _plain(metadata[key]) for key in _TOP_KEYS if metadata.get(key)}
    source = {key: _plain(metadata[key]) for key in _SOURCE_KEYS if metadata.get(key)}
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


def split(path: Path) -> Iterator[ArchivedArticle]:
    """Yields the articles of a file in its order."""
    name = path.name.lower()
    if name.endswith((".warc", ".warc.gz")):
        return _web_archive(path)
    data = path.read_bytes()
    if name.endswith(".gz"):
        data, name = gzip.decompress(data), name.removesuffix(".gz")
    if name.endswith((".mbox", ".mbx")) or data.startswith(b"From "):
        return _mailbox(data)
    if name.endswith((".json", ".jsonl", ".jsonld")) or data.lstrip()[:1] in {b"{", b"["}:
        return _json(data, path.name)
    if data.lstrip()[:1] == b"<" or data[:3] == b"\xef\xbb\xbf":
        return _xml(data, path.name)
    remedy = "Read are feeds (RSS, Atom, JSON), NewsML-G2, mailboxes (.mbox), web archives (.warc) and lists in JSON"
    raise SeedError("nothing here can be taken apart", path=path.name, remedy=remedy)


def _xml(data: bytes, path: str) -> Iterator[ArchivedArticle]:
    items = [] if is_feed(data) else parse_xml(data, path).xpath(_NEWSML)
    if items:
        from lxml import etree

        for item in items:
            title = "".join(item.xpath("string(.//*[local-name()='headline'])")).strip()
            yield ArchivedArticle(title or item.get("guid", ""), ".xml", etree.tostring(item, encoding="utf-8"), {})
        return
    feed = parsed_feed(data, path)
    for entry in feed.entries:
        metadata = entry_metadata(feed, entry)
        markup = f'<!DOCTYPE html>\n<meta charset="utf-8">\n<article>{entry_markup(entry)}</article>\n'
        yield ArchivedArticle(str(metadata["title"] or metadata["url"]), ".html", markup.encode(), metadata)


def _json(data: bytes, path: str) -> Iterator[ArchivedArticle]:
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
            yield _json_feed_item(item, feed)
        return
    listed = (
        value
        if isinstance(value, list)
        else feed.get("associations") or feed.get("@graph") or feed.get("items") or [value]
    )
    for item in listed.values() if isinstance(listed, dict) else listed:
        if isinstance(item, dict):
            draft = news_json.object_draft(item, path)
            yield ArchivedArticle(
                draft.said.title, ".json", json.dumps(item, ensure_ascii=False, indent=1).encode(), {}
            )


def _json_feed_item(item: dict[str, Any], feed: dict[str, Any]) -> ArchivedArticle:
    markup = item.get("content_html") or "".join(
        f"<p>{line}" for line in str(item.get("content_text", "")).split("\n\n")
    )
    people = [str(a.get("name", "")) for a in item.get("authors", ()) if isinstance(a, dict)]
    metadata: dict[str, object] = {
        "title": str(item.get("title", "")), "url": str(item.get("url", "")), "publisher": str(feed.get("title", "")),
        "published": str(item.get("date_published", ""))[:10], "authors": [p for p in people if p],
        "language": str(item.get("language") or feed.get("language") or ""),
    }  # fmt: skip
    page = f'<meta charset="utf-8">\n<article>{markup}</article>\n'
    return ArchivedArticle(str(metadata["title"] or metadata["url"]), ".html", page.encode(), metadata)


def _mailbox(data: bytes) -> Iterator[ArchivedArticle]:
    with tempfile.NamedTemporaryFile(suffix=".mbox") as copy:
        copy.write(data)
        copy.flush()
        for message in _messages(copy.name):
            raw = message.as_bytes(policy=policy.default.clone(linesep="\n", max_line_length=None))
            yield ArchivedArticle(
                email.header(message_from_bytes(raw, policy=policy.default), "subject"), ".eml", raw, {}
            )


def _messages(name: str) -> Iterator[mailbox.mboxMessage]:
    with closing(mailbox.mbox(name)) as box:
        yield from box


def _web_archive(path: Path) -> Iterator[ArchivedArticle]:
    """Yields the pages of a web archive that were found and are HTML."""
    library("warcio", path.name)
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with path.open("rb") as packed:
            for record in ArchiveIterator(io.BufferedReader(packed)):
                if article := _archived_page(record):
                    yield article
    except (ArchiveLoadFailed, EOFError, ValueError) as bad:
        raise SeedError(f"this web archive is damaged ({bad})", path=path.name, remedy="Fetch it again") from bad


def _archived_page(record: Any) -> ArchivedArticle | None:
    headers = record.http_headers
    if record.rec_type == "resource":  # a page without the server's answer around it
        headers = record.rec_headers
    elif record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return None
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if kind not in {"text/html", "application/xhtml+xml"}:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    fetched = (record.rec_headers.get_header("WARC-Date") or "")[:10]
    return ArchivedArticle(url, ".html", _body(record, headers), {"url": url, "retrieved": fetched})


def _body(record: Any, headers: Any) -> bytes:
    """Returns the bytes of a page, unpacked.

    warcio sets an attribute that Brotli's decompressor has not had since 1.2, so Brotli is unpacked here.
    """
    if (headers.get_header("Content-Encoding") or "").lower() != "br":
        return bytes(record.content_stream().read())
    from warcio.bufferedreaders import ChunkedDataReader

    stream = record.raw_stream
    if (headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
        stream = ChunkedDataReader(stream)
    brotli = library("brotli", "warc")
    try:
        return bytes(brotli.decompress(stream.read()))
    except brotli.error as bad:
        raise ValueError(f"a page packed with Brotli cannot be unpacked: {bad}") from bad
