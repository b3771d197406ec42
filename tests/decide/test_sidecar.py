"""Sidecars and the authority: what people wrote is checked, and what is wrong is named with its line."""

import pytest

from newsdossier.decide import authority
from newsdossier.decide.sidecar import parse
from newsdossier.decide.yaml import load
from newsdossier.errors import AuthorityError, SidecarError


def test_all_keys() -> None:
    """Every key of a sidecar is read."""
    said = parse(
        b"title: T\nslug: s\nlanguage: fr\ntags: [a, b]\nrights: full\ncredit: C\n"
        b"source:\n  publisher: P\n  authors: Redaction\n  url: https://example.org/\n"
        b"  published: 2025-10-14\n  retrieved: 2025-10-15\n",
        "a.yml",
    )
    assert (said.title, said.tags, said.rights, said.source.authors) == ("T", ("a", "b"), "full", ("Redaction",))


def test_scalars_stay_text() -> None:
    """No value becomes a truth value, a number or a moment by its looks."""
    assert load(b"a: No\nb: 12:30:45\nc: 0x10\nd: 2024-02-30\n", "a.yml").value == {
        "a": "No",
        "b": "12:30:45",
        "c": "0x10",
        "d": "2024-02-30",
    }


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("title: a\ntitle: b\n", 2, "said twice"),
        ("title: a\npublished: 2024-02-31\n", 2, "cannot be « 2024-02-31 »"),
        ("titel: a\n", 1, "« titel » is no key we know.*Keys are:.*title"),
        ("source:\n  publisher: a\n  outlet: b\n", 3, "« source.outlet » is no key.*publisher"),
        ("title: a\npublished: 20251014\n", 2, "2025-10-14"),
        ("published: 2025-W42-2\n", 1, "2025-10-14"),
        ("published: 2025-10-14 ou 15\n", 1, "2025-10-14"),
        ('credit: a\ntitle: "a\\e[31m"\n', 2, "control character"),
        ("url: javascript:alert(1)\n", 1, "web address"),
        ("rights: all\n", 1, "'full', 'excerpt' or 'none'"),
        ("a: &x 1\nb: *x\n", 1, "anchors and aliases"),
        ("a: !!python/object:os.system x\n", 1, "tags such as"),
        ("title: a: b\n", 1, "not YAML"),
        ("\ttitle: a\n", 1, "not YAML"),
        ("a: " + "[" * 60, 1, "nested too deep"),
    ],
)
def test_errors_name_the_line(text: str, line: int, words: str) -> None:
    """What is wrong is told with file and line, and what right looks like."""
    with pytest.raises(SidecarError, match=f"(?s)^seeds/a.txt.yml:{line}: .*{words}"):
        parse(text.encode(), "seeds/a.txt.yml")


def test_keys_left_empty_say_nothing() -> None:
    """A form that was filled in only in part is a good sidecar."""
    said = parse(b"title: T\nsource:\nrights:\ntags:\nauthors:\npublished:\n", "a.yml")
    assert (said.title, said.rights, said.tags, said.published, said.source.url) == ("T", None, (), None, "")


def test_a_time_after_the_day_is_left_out() -> None:
    """A moment counts as its day."""
    assert str(parse(b"published: 2025-10-14T10:00:00+02:00\n", "a.yml").published) == "2025-10-14"


def test_front_matter_counts_lines_of_its_file() -> None:
    """A line in front matter is counted from the first line of the seed."""
    with pytest.raises(SidecarError, match=r"^a\.md:3: "):
        parse(b"title: a\nfoo: b\n", "a.md", first=2)


def test_too_large() -> None:
    """A sidecar of megabytes is refused before it is parsed."""
    with pytest.raises(SidecarError, match="bytes"):
        parse(b"title: " + b"a" * 100_000, "a.yml")


def test_authority() -> None:
    """An entry leads all its names to one entity."""
    (known,) = authority.parse(
        b"entities:\n  - name: Vladimir Poutine\n    type: person\n    names: {en: Vladimir Putin}\n"
        b"    aliases: [Poutine]\n    wikidata: Q7747\n    public: yes\n",
        "seeds/_authority.yml",
    )
    assert known.id == "vladimir-poutine"
    assert set(known.all_forms()) == {"Vladimir Poutine", "Vladimir Putin", "Poutine"}
    assert (known.wikidata, known.public, known.page) == ("Q7747", True, False)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("- name: A\n  type: person\n- name: B\n  type: person\n  aliases: [A]\n", 4, "would lead to both a and b"),
        ("- name: A\n  type: human\n", 3, "cannot be « human »"),
        ("- name: A\n  type: person\n  wikidata: 7747\n", 4, "wikidata"),
        ("- type: person\n", 2, "name"),
    ],
)
def test_authority_errors(text: str, line: int, words: str) -> None:
    """What cannot be used in the authority is named with its line."""
    with pytest.raises(AuthorityError, match=f"^a.yml:{line}: .*{words}"):
        authority.parse(f"entities:\n{text}".encode(), "a.yml")
