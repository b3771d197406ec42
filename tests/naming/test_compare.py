"""Names compared by form alone: across spellings, scripts, orders of words and legal forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdossier.model.entity import EntityType
from newsdossier.naming.likeness import bones, initials, likeness, same


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Iouri Ouchakov", "Yuri Ushakov", "person"),
        ("Юрий Ушаков", "Jurij Ušakov", "person"),
        ("Ouchakov Iouri", "Yuri Ushakov", "person"),
        ("Mohammed ben Salmane", "Mohammad bin Salman", "person"),
        ("Anton Tchekhov", "Anton Chekhov", "person"),
        ("J. K. Rowling", "JK Rowling", "person"),
        ("Emmanuel Macrone", "Emmanuel Macron", "person"),
        ("BlackRock, Inc.", "Blackrock", "organisation"),
        ("Philips N.V.", "Philips NV", "organisation"),
        ("NATO", "North Atlantic Treaty Organization", "organisation"),
        ("Zaporijjia", "Zaporizhia", "place"),
    ],
)
def test_one_name(a: str, b: str, kind: EntityType) -> None:
    """These mean the same."""
    assert same(a, b, kind)


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Donald Trump", "Ivanka Trump", "person"),
        ("Iouri Ouchakov", "Dmitri Ouchakov", "person"),
        ("Alexei Navalny", "Andrei Navalny", "person"),
        ("Ouchakov", "Iouri Ouchakov", "person"),
        ("Sergueï Lavrov", "Sergueï Choïgou", "person"),
        ("Deutsche Bank", "Deutsche Post", "organisation"),
        ("Volkswagen AG", "Siemens AG", "organisation"),
        ("Fund 2005", "Fund 2006", "organisation"),
        ("Banque de France", "Banque de Chine", "organisation"),
        ("Orléans", "Orly", "place"),
    ],
)
def test_two_names(a: str, b: str, kind: EntityType) -> None:
    """These do not, by their form alone."""
    assert not same(a, b, kind)


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_symmetric_and_bounded(a: str, b: str) -> None:
    """The order of the two changes nothing, and no text breaks the comparison."""
    for kind in ("person", "organisation"):
        assert 0 <= likeness(a, b, kind) == likeness(b, a, kind) <= 1


def test_what_transliterations_share() -> None:
    """Skeletons are the same for every usual romanisation, and initials with or without small words."""
    assert bones("Iouri Ouchakov") == bones("Юрий Ушаков") == bones("Yuri Ushakov")
    assert {"oms", "omdls"} <= initials("Organisation mondiale de la santé")
    assert "ibm" in initials("International Business Machines Corp")
