"""Word document -> draft: its paragraphs by mammoth, with corrections accepted and comments left out."""

import io
import re
import zipfile
import zlib
from xml.parsers.expat import ExpatError
from xml.sax import SAXException

from newsdossier.errors import SeedError
from newsdossier.read.decode import visible
from newsdossier.read.formats import library, locked
from newsdossier.read.formats.xml import parse_xml, text_at
from newsdossier.read.seed import Draft, RawSeed, checked
from newsdossier.read.web.blocks import Blocks, html_blocks, one_line

SUFFIXES = (".docx",)
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
_DAMAGED = (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, EOFError, zlib.error)
_NO_WORD = "this is no Word file, or a damaged one"
_SAVE = "Open it in Word and save it as .docx"
_LARGEST = 100_000_000  # bytes, unpacked
_COMPOUND = b"\xd0\xcf\x11\xe0"  # how a compound file begins: a .doc, or the shell of a .docx that is encrypted
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the name of what a shell holds
_NOTE_MARK = re.compile(r'<sup><a href="#(?:foot|end)note-[^"]*"[^>]*>\[\d+\]</a></sup>')
_ARROW = re.compile(r'\s*<a href="#(?:foot|end)note-ref-[^"]*">\u2191</a>')
_PROGRAMS = re.compile(
    r"python-docx|docx4j|apache poi|libreoffice|openoffice|microsoft|office user|windows user|word user|un-?named"
    r"|utilisateur|user|admin\w*|owner|author|auteur|google docs|aspose|pandoc|unknown|inconnu",
    re.I,
)  # what programs write where a person's name belongs
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def read(raw: RawSeed) -> Draft:
    """Takes a first heading for the title, author and language from the properties; no date there is of publication."""
    mammoth = library("mammoth", raw.path)
    parts = _parts(raw)
    try:
        made = mammoth.convert_to_html(
            io.BytesIO(raw.data), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _: {})
        )
    except (*_DAMAGED, LookupError, ExpatError, SAXException) as bad:  # in parts that it alone reads: styles, notes
        raise SeedError(_NO_WORD, path=raw.path, remedy=_SAVE) from bad
    blocks = html_blocks(_ARROW.sub("", _NOTE_MARK.sub("", made.value)))
    metadata = _properties(parts, raw)
    if blocks and blocks[0][0] == "heading":
        blocks[0] = ("title", blocks[0][1])
        metadata.pop("title", None)
    return Draft(tuple(blocks), checked(metadata), read=_length(parts, raw, blocks))


def _parts(raw: RawSeed) -> dict[str, bytes]:
    """Returns the parts that we look at ourselves, once the whole is known to be no bomb."""
    if raw.data.startswith(_COMPOUND):
        raise _old_or_locked(raw)
    try:
        with zipfile.ZipFile(io.BytesIO(raw.data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _LARGEST:
                problem = f"this file unpacks to more than {_LARGEST // 1_000_000} MB"
                raise SeedError(problem, path=raw.path, remedy="Save it without its pictures")
            if any(part.flag_bits & 1 for part in packed.infolist()):
                raise locked("Word file", raw.path)
            wanted = {"word/document.xml", "docProps/core.xml"} & set(packed.namelist())
            found = {name: packed.read(name) for name in wanted}
    except _DAMAGED as bad:
        raise SeedError(_NO_WORD, path=raw.path, remedy=_SAVE) from bad
    if "word/document.xml" not in found:
        raise SeedError("this file holds no Word document", path=raw.path, remedy="Save it as .docx")
    return found


def _old_or_locked(raw: RawSeed) -> SeedError:
    if _ENCRYPTED in raw.data:
        return locked("Word file", raw.path)
    return SeedError("this Word file is of an old kind", path=raw.path, remedy=_SAVE)


def _properties(parts: dict[str, bytes], raw: RawSeed) -> dict[str, object]:
    core = parse_xml(parts["docProps/core.xml"], raw.path) if "docProps/core.xml" in parts else None
    names = ("title", "creator", "language")
    title, author, language = (
        text_at(core, f".//*[local-name()='{name}']") if core is not None else "" for name in names
    )
    is_person = bool(author) and _PROGRAMS.search(author) is None
    return {"title": title, "authors": [author] if is_person else [], "language": language}


def _length(parts: dict[str, bytes], raw: RawSeed, blocks: Blocks) -> int:
    """Returns how many characters the document holds, when fewer came out; else 0."""
    tree = parse_xml(parts["word/document.xml"], raw.path)
    twice = "ancestor::*[local-name()='Fallback']"  # a text box for old programs, beside the one for new ones
    whole = sum(visible(element.text or "") for element in tree.iter(_WORDS) if not element.xpath(twice))
    kept = sum(visible(one_line(words)) for _, words in blocks)
    return whole if kept < whole else 0
