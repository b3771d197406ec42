"""XML bytes -> tree: nothing outside is fetched, no entity is expanded."""

from typing import Any

from newsdossier.errors import SeedError


def parse_xml(data: bytes, path: str) -> Any:
    """Returns the root element; SeedError with the line of a mistake."""
    from lxml import etree

    try:
        return etree.fromstring(data, parser=_parser(data))
    except etree.XMLSyntaxError as bad:
        line = bad.lineno or 1
        raise SeedError(f"this is not XML ({bad.msg})", path=path, line=line, remedy="Save the file again") from bad


def _parser(data: bytes) -> Any:
    from lxml import etree

    encoding = None
    if data[:3] != b"\xef\xbb\xbf":
        try:
            data.decode("utf-8")
            encoding = "utf-8" if data.lstrip()[:1] == b"<" else None  # whatever an old template declares
        except UnicodeDecodeError:
            pass
    return etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_pis=True,
        remove_comments=True,
    )


def text_at(element: Any, *paths: str) -> str:
    """Returns the words of the first element, or attribute, that one of the paths finds."""
    for path in paths:
        for found in element.xpath(path):
            words = found if isinstance(found, str) else "".join(found.itertext())
            if bare := " ".join(words.split()):
                return bare
    return ""


def markup_of(element: Any) -> str:
    """Returns the element as HTML that any parser reads: without namespaces."""
    from lxml import etree

    for inner in element.iter():
        if isinstance(inner.tag, str):
            inner.tag = etree.QName(inner).localname
    etree.cleanup_namespaces(element)
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
