"""The site's timeline by year: one page while it is short, then a page per year, of a full year one per month."""

from datetime import date, timedelta

from newsdossier.edtf import bounds
from newsdossier.model.dossier import Event, Sentence
from newsdossier.pages import timeline
from newsdossier.views.timeline import MOST_ON_A_PAGE, UNDATED, years


def event(edtf: str, slug: str = "a") -> Event:
    nobody: frozenset[str] = frozenset()
    return Event(
        edtf, "", bounds(edtf), slug, slug, Sentence(f"Le {edtf}.", (), "p1"), nobody, nobody,  # type: ignore[arg-type]
        clock="happened", outlook="past", language="fr",
    )  # fmt: skip


def days(year: int, many: int) -> list[Event]:
    first = date(year, 1, 1)
    return [event((first + timedelta(days=n * 365 // many)).isoformat(), f"d{n}") for n in range(many)]


def test_short_is_one_page() -> None:
    """Three hundred events are on the timeline's own page."""
    assert years(days(2015, MOST_ON_A_PAGE)) == {}


def test_each_year_has_its_page_and_a_full_year_its_months() -> None:
    """None is lost, none is twice, and what is only known to be of the year is on the year's page."""
    first, *others = days(2015, 320)
    some = [*days(2014, 20), first, event("2015"), *others, event("XXXX-10-14")]
    found = years(some)
    paths = [year.path for year in found]
    assert paths[:3] == ["timeline/2014.md", "timeline/2015.md", "timeline/2015-01.md"]
    assert paths[-2:] == ["timeline/2015-12.md", UNDATED]
    assert sorted(e.slug for page in found.values() for e in page) == sorted(e.slug for e in some)
    assert all(year.events == len(page) for year, page in found.items())


def test_a_new_event_moves_its_own_page() -> None:
    """Pages of other years are the same."""
    before = [*days(2013, 150), *days(2014, 150), *days(2015, 150)]
    after = [*days(2013, 150), *days(2014, 151), *days(2015, 150)]
    old, new = ({year.path: page for year, page in years(some).items()} for some in (before, after))
    assert [path for path in new if old.get(path) != new[path]] == ["timeline/2014.md"]


def test_pages_lead_to_their_neighbours() -> None:
    """A year's page leads back to the years and to those before and after; its sentences lead up one folder."""
    (first, second), pages = list(found := years([*days(2014, 200), *days(2015, 200)])), list(found.values())
    overview = timeline.page((), (first, second), "fr").body
    assert "[2014](timeline/2014.md)" in overview and "200" in overview
    body = timeline.of_year(first, pages[0], ("", second.path), language="fr").body
    assert "# Chronologie : 2014" in body
    assert "[Chronologie](../timeline.md)" in body and "[2015](../timeline/2015.md)" in body
    assert "(../d0.md#p1)" in body
