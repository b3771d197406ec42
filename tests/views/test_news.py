"""What the home page counts: who is in the news of the last month that has dates, and what is dated."""

from conftest import Project
from newsdossier.build.pipeline import build, preview
from newsdossier.model.dossier import Dossier
from newsdossier.model.entity import EntityType
from newsdossier.model.settings import Settings
from newsdossier.views.news import latest_events, news

KINDS: tuple[EntityType, ...] = ("person", "organisation", "place")
NAMES = ["Emmanuel Macron", "Angela Merkel", "Steve Witkoff"]


def seeds(*days: str, name: str = NAMES[0]) -> dict[str, str]:
    """An article of each day; those of one call name the same."""
    found = {}
    for number, day in enumerate(days):
        key = f"{name.split()[1].lower()}-{number}.txt"
        found[key] = f"Sujet {key[:-4]}\n\n{name} a parlé à Paris le 3 mars 2025, selon la mairie.\n"
        if day:
            found[f"{key}.yml"] = f"published: {day}\n"
    return found


def dossiers(settings: Settings) -> tuple[Dossier, ...]:
    build(settings)
    return preview(settings).site.dossiers


def test_the_month_ends_with_the_newest_article(project: Project) -> None:
    """Counted are articles of thirty days up to the newest one, whatever today is; a name met once is no news."""
    said = seeds("2025-03-01", "2025-03-15", "2025-03-31")
    said |= seeds("2025-02-28", "2025-01-01", name=NAMES[1]) | seeds("2025-03-20", name=NAMES[2])
    found = news(dossiers(project(said)), KINDS)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat(), found.dossiers) == ("2025-03-01", "2025-03-31", 4)
    assert [(one.entity.name, one.dossiers) for one in found.named["person"]] == [(NAMES[0], 3)]
    assert [(one.entity.name, one.dossiers) for one in found.named["place"]] == [("Paris", 4)]


def test_too_few_articles_tell_nothing(project: Project) -> None:
    """Two articles of a month, or a hundred without a day, are no month's news."""
    assert news(dossiers(project(seeds("2025-03-01", "2025-03-02", ""))), KINDS) is None


def test_no_day_at_all(project: Project) -> None:
    """Articles whose day nobody knows have no last month."""
    assert news(dossiers(project(seeds("", "", ""))), KINDS) is None


def test_a_sentence_told_twice_is_shown_once(project: Project) -> None:
    """The same sentence in several articles is one line of the timeline in short, the latest day first."""
    said = seeds("2025-03-05", "2025-03-06", "2025-03-07")
    said["later.txt"] = "Plus tard\n\nLe pont de Nantes a rouvert le 9 mars 2025.\n"
    shown = latest_events(dossiers(project(said)))
    assert [one.edtf for one in shown] == ["2025-03-09", "2025-03-03"]
