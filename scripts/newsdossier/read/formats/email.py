"""E-mail -> draft: subject, sender, day and body; what is attached stays where it is."""

import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from quopri import decodestring
from typing import Any

from newsdossier.errors import SeedError
from newsdossier.read.decode import clean, codec_of, decode, visible
from newsdossier.read.formats.mail_text import article_of, unflowed
from newsdossier.read.formats.plain import body_of
from newsdossier.read.seed import Draft, RawSeed, checked
from newsdossier.read.web.blocks import Blocks, html_blocks
from newsdossier.read.web.boilerplate import is_boilerplate

SUFFIXES = (".eml",)
_ENCODED_WORD = re.compile(r"=\?([\w-]+)\?([QqBb])\?([^?\s]*)\?=")
_HEADER_LINE = re.compile(rb"[!-9;-~]+:|[ \t]|From ")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_SERVICE = re.compile(
    r"^(?:(?:voir|lire|afficher|ouvrir) (?:ce(?:tte)? \w+ |le message |la lettre )?(?:dans|sur) (?:le|votre) navigateur"
    r"|(?:view|read|open) (?:this|it)?\s?\w* ?in (?:your|a|the) browser"
    r"|vous (?:recevez|avez reçu) ce|you (?:are receiving|received) this"
    r"|(?:se |me )?désabonner|(?:se )?désinscrire|unsubscribe|gérer (?:mes|vos) abonnements"
    r"|manage (?:your )?(?:preferences|subscription))",
    re.I,
)
_HIDDEN = re.compile(
    r"<(\w+)[^<>]*style\s*=\s*[\"'][^\"'<>]*(?:display\s*:\s*none|max-height\s*:\s*0|font-size\s*:\s*0|mso-hide\s*:\s*all"
    r"|opacity\s*:\s*0(?![.\d]))[^<>]*>.*?</\1>",
    re.I | re.S,
)  # a preheader, which only lists of mails show
_RESENT = re.compile(r"^\s*(?:(?:fwd?|tr|re)\s*:\s*)+", re.I)


def read(raw: RawSeed) -> Draft:
    """Reads the plain text that the sender wrote, else the one in HTML."""
    data, broken = _sound(raw.data)
    message = message_from_bytes(data, policy=policy.default)
    if not message.keys():
        remedy = "An e-mail begins with lines such as From: and Subject:"
        raise SeedError("this file is no e-mail", path=raw.path, line=1, remedy=remedy)
    body = _body(message, raw.path)
    title = _RESENT.sub("", body.head.get("subject") or header(message, "subject"))
    kept = [("paragraph", title), *body.blocks] if title and not body.blocks else body.blocks
    metadata = {
        "title": title,
        "authors": _names(body.head["from"]) if body.head.get("from") else _names(header(message, "from")),
        "published": body.head.get("date") or _day(message),
        "publisher": header(message, "organization"),
    }
    return Draft(tuple(kept), checked(metadata), read=body.length, remarks=tuple(_remarks(message, body, broken)))


def _sound(data: bytes) -> tuple[bytes, list[int]]:
    """Returns the mail without lines of its head that are no header, and the numbers of those lines."""
    end = _HEAD_END.search(data)
    head = data[: end.start()] if end else data
    lines = head.split(b"\n")
    broken = [number for number, line in enumerate(lines, start=1) if line.strip() and not _HEADER_LINE.match(line)]
    if not broken or len(broken) == len(lines):
        return data, []
    kept = b"\n".join(line for number, line in enumerate(lines, start=1) if number not in broken)
    return kept + data[len(head) :], broken


def _remarks(message: EmailMessage, body: "_Body", broken: list[int]) -> Iterator[str]:
    yield from (f"line {number} of this mail's head is no header and was passed over" for number in broken)
    if message.defects:
        yield f"this mail is damaged: {', '.join(sorted({type(one).__name__ for one in message.defects}))}"
    if body.left_out:
        yield "left out: an earlier mail that this one answers or forwards"
    attached = [part.get_filename() or part.get_content_type() for part in _attached(message)]
    if attached:
        yield f"left out, as attached: {', '.join(attached)}"


def header(message: EmailMessage, name: str) -> str:
    """Returns a header in plain words; nothing for one that cannot be read."""
    try:
        return " ".join(clean(_ENCODED_WORD.sub(_decoded_word, str(message.get(name, "")))).split())
    except (ValueError, IndexError, TypeError, AttributeError):  # the standard library stumbles over malformed ones
        return ""


def _decoded_word(found: re.Match[str]) -> str:
    """Decodes an encoded word that stands inside another word, where the standard library leaves it."""
    charset, how, text = found.groups()
    try:
        data = b64decode(text) if how in "Bb" else decodestring(text.replace("_", " ").encode())
        return data.decode(codec_of(charset) or "utf-8")
    except (ValueError, LookupError):
        return found.group()


def _day(message: EmailMessage) -> str:
    """Returns the day on which it was sent, where the sender says one that a calendar has."""
    try:
        sent: Any = message["date"]
        return sent.datetime.date().isoformat() if sent and sent.datetime else ""
    except (ValueError, IndexError, TypeError, AttributeError, OverflowError):
        return ""


def _names(written: str) -> list[str]:
    name, address = parseaddr(written)
    return [name or address] if name or address else []


@dataclass(frozen=True, slots=True)
class _Body:
    """The article of a mail."""

    blocks: Blocks
    length: int
    """Characters of the text where these can be counted, else 0."""
    head: dict[str, str]
    """Of a forwarded mail."""
    left_out: bool


def _body(message: EmailMessage, path: str) -> _Body:
    plain, rich = (message.get_body((kind,)) for kind in ("plain", "html"))
    words = _words(plain, path) if plain is not None else ""
    if plain is not None and str(plain.get_param("format", "")).lower() == "flowed":
        words = unflowed(words, delete_space=str(plain.get_param("delsp", "")).lower() == "yes")
    if words.strip() or rich is None:
        text = article_of(words)
        lines = [line for line in text.words.split("\n") if not _SERVICE.match(line.strip())]
        return _Body(body_of(lines), visible("".join(lines)), text.head, text.left_out)
    shown = html_blocks(_HIDDEN.sub("", _words(rich, path)))
    blocks = [(kind, line) for kind, line in shown if not is_boilerplate(line) and not _SERVICE.match(line)]
    return _Body(blocks, 0, {}, left_out=False)


def _words(part: Any, path: str) -> str:
    """Decodes by the declared character set, as browsers take it, when it holds, else like any text."""
    data: bytes = part.get_payload(decode=True) or b""
    with suppress(LookupError, UnicodeDecodeError):
        data = data.decode(codec_of(part.get_content_charset() or "utf-8")).encode()
    return decode(data, path)


def _attached(message: EmailMessage) -> list[Any]:
    try:
        return [part for part in message.iter_attachments() if not part.is_multipart()]
    except (KeyError, AttributeError):  # a body that is no multipart
        return []
