"""Words of reserve in the published text: marked where they stand, explained, and nowhere else."""

from pathlib import Path

import pytest

from newsdossier.compose import Mark
from newsdossier.publish.marks import marked

TEXT = (
    '<p id="p1">Il serait parti. Il serait prêt, <a href="x">serait-il</a> là.</p>\n'
    '<p id="p2">Il serait &amp; dit « non ».</p>'
)


@pytest.mark.parametrize(
    ("mark", "wanted"),
    [
        (Mark("p1", "serait", 0, "hedged"), 'Il <a class="nd-mark nd-hedged" href="#claims" title="Sous'),
        (Mark("p1", "serait", 1, "hedged"), "Il serait parti. Il <a class="),
        (Mark("p2", "serait & dit", 0, "denied"), ">serait &amp; dit</a> « non »"),
    ],
)
def test_words_are_marked_where_they_stand(mark: Mark, wanted: str) -> None:
    """The mark is on those words of that paragraph, however often they stand there."""
    assert wanted in marked(TEXT, [mark], "fr")


@pytest.mark.parametrize(
    "mark",
    [
        Mark("p1", "serait", 2, "hedged"),  # in a link: a link holds no link
        Mark("p1", "serait", 5, "hedged"),
        Mark("p1", "href", 0, "hedged"),
        Mark("p9", "serait", 0, "hedged"),
        Mark("p1", "aurait", 0, "hedged"),
    ],
)
def test_what_is_not_there_is_left_alone(mark: Mark) -> None:
    """Words in a link or a tag, or not in that paragraph, change nothing."""
    assert marked(TEXT, [mark], "fr") == TEXT


def test_on_the_site(site: Path) -> None:
    """The seed's dossier marks its two conditionals, each leading to the box, and no page has an empty one."""
    page = (site / "dossiers/donald-trump-vladimir-putin-meeting/index.html").read_text("utf-8")
    assert page.count('class="nd-mark nd-hedged" href="#claims"') == 2
    assert 'id="claims"' in page
