"""Which language a text is taken for, and when the detector is asked."""

import pytest

from newsdossier.read import language as module
from newsdossier.read.language import language_of

FRENCH = (
    "Le maire a inauguré la halle de la place centrale dans la matinée, avec les habitants du quartier. "
    "Les travaux ont duré deux ans et la ville a payé une partie de la somme, pour que les commerces restent sur place."
)
ENGLISH = (
    "The mayor opened the market hall in the morning, and the neighbours were with him for most of it. "
    "The works took two years, and the town has paid a part of the sum so that the shops which were there stay."
)


@pytest.fixture
def detector(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The languages that the detector was loaded for."""
    asked: list[tuple[str, ...]] = []
    real = module._identifier

    def loaded(languages: tuple[str, ...]) -> object:
        asked.append(languages)
        return real(languages)

    monkeypatch.setattr(module, "_identifier", loaded)
    return asked


@pytest.mark.parametrize(("text", "expected"), [(FRENCH, "fr"), (ENGLISH, "en")])
def test_a_plain_text_needs_no_detector(text: str, expected: str, detector: list[tuple[str, ...]]) -> None:
    assert language_of("", text, ("fr", "en")) == expected
    assert not detector


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("Inauguration de la halle : discours du maire", ("fr", "en"), "fr"),  # too few words to be sure
        ("Mayor opens market hall", ("fr", "en"), "en"),
        (FRENCH + "\n" + ENGLISH[:110], ("fr", "en"), "fr"),  # words of both
        (FRENCH, ("fr", "de"), "fr"),  # a language whose words are not known here
    ],
)
def test_what_is_not_plain_is_left_to_the_detector(
    text: str, languages: tuple[str, ...], expected: str, detector: list[tuple[str, ...]]
) -> None:
    assert language_of("", text, languages) == expected
    assert detector == [languages]


def test_what_is_declared_is_taken_as_it_is(detector: list[tuple[str, ...]]) -> None:
    assert language_of("en_GB", FRENCH, ("fr", "en")) == "en"
    assert not detector
