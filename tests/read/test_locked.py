"""A file that is locked with a password is told from a damaged one, and what to do helps who has none."""

import pytest

import corpus_files as files
from newsdossier.errors import SeedError
from newsdossier.read import read
from newsdossier.read.seed import RawSeed

LOCKED = {
    "office.docx": files.compound(b"EncryptionInfo", b"EncryptedPackage"),
    "zip.docx": files.flagged(files.docx(["Un document", "Le texte."])),
    "un.pdf": files.locked_pdf(["Un", "Le texte."]),
}


@pytest.mark.parametrize("name", LOCKED)
def test_a_locked_file(name: str) -> None:
    """It is said to be locked; an open copy or the text in a .txt file is asked for."""
    with pytest.raises(SeedError, match="is locked with a password") as told:
        read(RawSeed(f"seeds/{name}", LOCKED[name], ""), ("fr",))
    assert "asks for an open copy" in str(told.value) and ".txt" in str(told.value)


def test_an_old_word_file_is_not_called_locked() -> None:
    """A .doc under another name is to be saved as .docx."""
    with pytest.raises(SeedError, match=r"of an old kind\. Open it in Word"):
        read(RawSeed("seeds/a.docx", files.compound(b"WordDocument"), ""), ("fr",))


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
def test_a_damaged_word_file(part: str) -> None:
    """In whichever part, also one that mammoth alone reads: it is called damaged, in our words."""
    data = files.damaged(files.docx(["Un document", "Le texte."]), part)
    with pytest.raises(SeedError, match="no Word file, or a damaged one"):
        read(RawSeed("seeds/a.docx", data, ""), ("fr",))
