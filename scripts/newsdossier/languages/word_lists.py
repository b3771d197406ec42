"""Reads the word lists of a language: lines under « [section] » headings."""


def sections(text: str) -> dict[str, list[str]]:
    """The lines under each « [section] » of a word list; lines that begin with # are for people."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
            found[section] = []
        elif line and not line.startswith("#"):
            found[section].append(line)
    return found
