"""The text of a mail -> the article in it: lines that flow are joined, quoted replies and signatures left out.

`format=flowed` is RFC 3676. A forwarded article is by the sender whom its own head names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SIGNATURE = re.compile(r"^-- ?$.*", re.M | re.S)
_QUOTE = re.compile(r"^(?:>[> ]*)")
_WROTE = re.compile(
    r"^(?:Le|On|Am|El|Il) [^\n]{4,160}?(?:\n[^\n]{0,80}?)?(?:a écrit|wrote|schrieb|escribió)[ \u00a0\u202f]?:[ \t]*$",
    re.M,
)
_FORWARDED = re.compile(
    r"^[-_ ]{2,}\s?(?:Forwarded message|Message transféré|Message d['’]origine|Original Message|Mail original)[^\n]*$"
    r"|^(?:Début du message (?:transféré|réexpédié)|Begin forwarded message)\s?:[ \t]*$",
    re.M | re.I,
)
_FIELD = re.compile(
    r"^[*> ]*(?P<name>De|From|Date|Envoyé|Sent|Objet|Subject|À|To|Cc)[* ]?[ \u00a0]?:[* ]*(?P<value>[^\n]*)$", re.I
)
_FIELDS = {"de": "from", "from": "from", "date": "date", "envoyé": "date", "sent": "date", "objet": "subject",
           "subject": "subject"}  # fmt: skip
_NOTE = 400  # characters before a forwarded article that are the forwarder's own words


@dataclass(frozen=True, slots=True)
class MailText:
    """What a mail says."""

    words: str
    """The article's own text."""
    head: dict[str, str]
    """Sender, date and subject of a forwarded mail, as written; empty for another."""
    left_out: bool
    """True if an earlier mail or the forwarder's words are left out."""


def article_of(text: str) -> MailText:
    """Returns the article of a mail whose lines are joined already."""
    text = _SIGNATURE.sub("", text)
    forwarded = _FORWARDED.search(text)
    if forwarded and len(text[: forwarded.start()].strip()) <= _NOTE:
        head, body = _forwarded_head(text[forwarded.end() :].lstrip("\n"))
        return MailText(_without_quotes(body), head, left_out=bool(text[: forwarded.start()].strip()))
    wrote = _WROTE.search(text)
    ends = [found.start() for found in (forwarded, wrote) if found and text[: found.start()].strip()]
    kept = text[: min(ends)] if ends else text
    own = _without_quotes(kept)
    return MailText(own, {}, left_out=len(own.split()) < len(text.split()))


def _forwarded_head(text: str) -> tuple[dict[str, str], str]:
    head: dict[str, str] = {}
    lines = text.split("\n")
    at = 0
    while at < len(lines) and (field := _FIELD.match(lines[at])):
        name = _FIELDS.get(field["name"].lower())
        if name:
            head[name] = field["value"].strip()
        at += 1
    return head, "\n".join(lines[at:])


def _without_quotes(text: str) -> str:
    """Leaves out the lines of an earlier mail, where the text has other words too."""
    lines = text.split("\n")
    own = [line for line in lines if not line.startswith(">")]
    return "\n".join(own if any(line.strip() for line in own) else (_QUOTE.sub("", line) for line in lines))


def unflowed(text: str, *, delete_space: bool) -> str:
    """Returns the text with its soft line ends joined; `delete_space` is DelSp=yes."""
    return "\n".join(_joined(text.split("\n"), delete_space=delete_space))


def _joined(lines: list[str], *, delete_space: bool) -> Iterator[str]:
    begun, depth = "", -1
    for line in lines:
        quote = len(line) - len(line.lstrip(">"))
        words = line[quote:].removeprefix(" ")
        if begun and quote != depth:
            yield ">" * depth + begun.rstrip()
            begun = ""
        depth = quote
        if words.endswith(" ") and words != "-- ":
            begun += words[:-1] if delete_space else words
        else:
            yield (">" * quote + " " if quote else "") + begun + words
            begun = ""
    if begun:
        yield (">" * depth) + begun.rstrip()
