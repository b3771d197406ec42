"""E-mail -> draft: subject, sender, day and body; what is attached stays where it is."""

import re
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from newsdossier.errors import SeedError
from newsdossier.read.decode import decode, visible
from newsdossier.read.formats.plain import body_of
from newsdossier.read.seed import Draft, RawSeed, checked
from newsdossier.read.web.blocks import Blocks, html_blocks
from newsdossier.read.web.boilerplate import is_boilerplate

SUFFIXES = (".eml",)
_SIGNATURE = re.compile(r"^-- ?$.*", re.M | re.S)
_RESENT = re.compile(r"^\s*(?:(?:fwd?|tr|re)\s*:\s*)+", re.I)


def read(raw: RawSeed) -> Draft:
    """Reads the plain text that the sender wrote, else the one in HTML."""
    message = message_from_bytes(raw.data, policy=policy.default)
    if not message.keys():
        remedy = "An e-mail begins with lines such as From: and Subject:"
        raise SeedError("this file is no e-mail", path=raw.path, line=1, remedy=remedy)
    blocks, length = _body(message, raw.path)
    title = _RESENT.sub("", header(message, "subject"))
    kept = [("paragraph", title), *blocks] if title and not blocks else blocks
    metadata = {
        "title": title,
        "authors": _sender(message),
        "published": _day(message),
        "publisher": header(message, "organization"),
    }
    left_out = [part.get_filename() or part.get_content_type() for part in _attached(message)]
    remarks = (f"left out, as attached: {', '.join(left_out)}",) if left_out else ()
    return Draft(tuple(kept), checked(metadata), read=length, remarks=remarks)


def header(message: EmailMessage, name: str) -> str:
    """Returns a header in plain words; nothing for one that cannot be read."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, TypeError, AttributeError):  # the standard library stumbles over malformed ones
        return ""


def _day(message: EmailMessage) -> str:
    """Returns the day on which it was sent, where the sender says one that a calendar has."""
    try:
        sent: Any = message["date"]
        return sent.datetime.date().isoformat() if sent and sent.datetime else ""
    except (ValueError, IndexError, TypeError, AttributeError, OverflowError):
        return ""


def _sender(message: EmailMessage) -> list[str]:
    name, address = parseaddr(header(message, "from"))
    return [name or address] if name or address else []


def _body(message: EmailMessage, path: str) -> tuple[Blocks, int]:
    """Returns the blocks, and the characters of the text where these can be counted, else 0."""
    plain, rich = (message.get_body((kind,)) for kind in ("plain", "html"))
    words = _SIGNATURE.sub("", _words(plain, path)) if plain is not None else ""
    if words.strip() or rich is None:
        return body_of(words.split("\n")), visible(words)
    return [(kind, line) for kind, line in html_blocks(_words(rich, path)) if not is_boilerplate(line)], 0


def _words(part: Any, path: str) -> str:
    """Decodes by the declared character set when it holds, else like any text."""
    data: bytes = part.get_payload(decode=True) or b""
    with suppress(LookupError, UnicodeDecodeError):
        data = data.decode(part.get_content_charset() or "utf-8").encode()
    return decode(data, path)


def _attached(message: EmailMessage) -> list[Any]:
    try:
        return [part for part in message.iter_attachments() if not part.is_multipart()]
    except (KeyError, AttributeError):  # a body that is no multipart
        return []
