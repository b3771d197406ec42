"""Files of every kind that we read, made by hand so that tests need no program to write them."""

import io
import re
import zipfile
from html import escape
from xml.sax.saxutils import escape as xml_escape


def page(title: str, head: str, body: str, *, raw: bool = False) -> bytes:
    """A saved page; its head and body may hold anything."""
    inside = body if raw else "".join(f"<p>{part}</p>" for part in body.split("\n\n"))
    return (
        f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="author" content="{escape(title)}"></head>'
        f"<body><article><h1>{escape(title)}</h1>{inside}<p>{escape(head)}</p></article></body></html>"
    ).encode()


def letter(subject: str, body: str, kind: str = "plain") -> bytes:
    """An e-mail as it goes over the wire."""
    head = f"From: La Gazette <gazette@example.org>\nSubject: {subject}\nDate: Tue, 14 Oct 2025 10:00:00 +0200\n"
    return f"{head}MIME-Version: 1.0\nContent-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}\n".encode()


def wires(text: str) -> list[dict[str, object]]:
    """The same article in each kind of JSON."""
    said: dict[str, object] = {"uri": "https://example.org/1", "language": "fr"}
    body = {"role": "main", "contentType": "text/plain", "value": text}
    rich = {"role": "main", "contenttype": "text/html", "value": f"<p>{text}</p>"}
    headline = [{"role": "main", "value": "Le projet en ninjs"}]
    return [
        {
            **said,
            "standard": {"version": "3.0"},
            "headlines": headline,
            "bodies": [body],
            "contentCreated": "2025-10-14T08:00:00Z",
        },
        {
            **said,
            "headlines": headline,
            "bodies": [rich],
            "by": "Par Jeanne Durand",
            "versioncreated": "2025-10-14T08:00:00Z",
        },
        {**said, "headline": "Le projet en ninjs 1", "body_text": text, "byline": "Jeanne Durand"},
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": "Le projet en schema",
            "articleBody": text,
        },
        {
            "@graph": [
                {
                    "@type": "NewsArticle",
                    "headline": "Le projet en graphe",
                    "articleBody": text,
                    "datePublished": "2025-10-14",
                }
            ]
        },
    ]


def feeds(text: str, *, twice: bool = False) -> dict[str, bytes]:
    """One article in each kind of XML; `twice`: two items in the feed."""
    html = xml_escape(f"<p>{text}</p>")
    item = f"<item><title>Le projet en RSS</title><link>https://example.org/2</link><pubDate>Tue, 14 Oct 2025 10:00:00 GMT</pubDate><description>{html}</description></item>"
    entry = f'<entry><title>Le projet en Atom</title><link href="https://example.org/3"/><published>2025-10-14T10:00:00Z</published><author><name>Jeanne Durand</name></author><content type="html">{html}</content></entry>'
    newsml = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" xml:lang="fr"><itemMeta><provider literal="La Gazette"/>'
        "<versionCreated>2025-10-14T10:00:00Z</versionCreated></itemMeta><contentMeta><headline>Le projet en NewsML</headline>"
        '<by>Par Jeanne Durand</by></contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>'
        f"<p>{xml_escape(text)}</p></body></html></inlineXML></contentSet></newsItem>"
    )
    nitf = f"<nitf><head><title>t</title></head><body><body.head><hedline><hl1>Le projet en NITF</hl1></hedline></body.head><body.content><p>{xml_escape(text)}</p></body.content></body></nitf>"
    found = {
        "rss": f'<rss version="2.0"><channel><title>La Gazette</title>{item * (2 if twice else 1)}</channel></rss>',
        "atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><title>La Gazette</title>{entry}</feed>',
        "newsml": newsml, "nitf": nitf, "item": item,
    }  # fmt: skip
    return {name: f'<?xml version="1.0" encoding="utf-8"?>\n{data}'.encode() for name, data in found.items()}


def broken_xml() -> dict[str, bytes]:
    """XML that is wrong, or an attack."""
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
        + "]>"
    )
    return {
        "ouvert": b"<rss><channel>", "vide": b"", "texte": b"bonjour", "autre": b"<a><b/></a>",
        "bombe": f"{bomb}<rss><channel><title>&j;</title></channel></rss>".encode(),
        "dehors": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>',
        "profond": b"<a>" * 3_000, "flux-vide": b'<rss version="2.0"><channel><title>x</title></channel></rss>',
    }  # fmt: skip


def docx(paragraphs: list[str], *, bomb: bool = False) -> bytes:
    """A Word document, its first paragraph a title; `bomb`: with a part that unpacks to more than anybody has."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    style = '<w:pPr><w:pStyle w:val="Title"/></w:pPr>'
    body = "".join(
        f"<w:p>{style if i == 0 else ''}<w:r><w:t>{xml_escape(p)}</w:t></w:r></w:p>" for i, p in enumerate(paragraphs)
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f'<w:styles {space}><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    }  # fmt: skip
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)  # the same bytes on every day
        if bomb:
            archive.writestr(zipfile.ZipInfo("word/media/x.bin"), bytes(120_000_000), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def damaged(docx: bytes, name: str = "word/document.xml") -> bytes:
    """The same archive with that part overwritten: the directory is whole, what it points to is not."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        part = archive.getinfo(name)
    begin = part.header_offset + 30 + len(part.filename)
    return docx[:begin] + b"\xff" * part.compress_size + docx[begin + part.compress_size :]


def flagged(docx: bytes) -> bytes:
    """The same archive whose every part says that it is encrypted."""
    local = re.sub(rb"(PK\x03\x04..)(.)", lambda m: m[1] + bytes([m[2][0] | 1]), docx, flags=re.S)
    return re.sub(rb"(PK\x01\x02....)(.)", lambda m: m[1] + bytes([m[2][0] | 1]), local, flags=re.S)


def compound(*names: bytes) -> bytes:
    """The beginning of a compound file: its head, then the names of what it holds, as Windows writes them."""
    entries = [name.decode().encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in (b"Root Entry", *names)]
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(entries)).ljust(2_048, b"\0")


def locked_pdf(lines: list[str]) -> bytes:
    """A PDF that opens with no password anybody knows: what it compares a password with is nobody's."""
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<%s> <%s>]" % (
        b"6f" * 32,
        b"75" * 32,
        b"1d" * 16,
        b"1d" * 16,
    )
    return pdf(lines).replace(b"trailer\n<< ", b"trailer\n<< " + lock + b" ")


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page, its first line bigger."""
    shown = b"".join(
        b"BT /F1 %d Tf 50 %d Td (%s) Tj ET\n" % (20 if i == 0 else 11, 780 - 40 * i, line.encode("latin-1"))
        for i, line in enumerate(lines)
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, data in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        len(out),
    )
