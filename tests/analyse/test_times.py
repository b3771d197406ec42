"""Times: what each expression means, as far as the text goes; half of the cases stay unresolved or unmarked."""

import json
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysed import kept
from conftest import ROOT, TESTS, Project, tree
from newsdossier import analyse as stage
from newsdossier.analyse.times import calendar
from newsdossier.analyse.times.find import candidates, expressions
from newsdossier.build.pipeline import build, preview
from newsdossier.cache.store import open_store
from newsdossier.cli.annotate import record
from newsdossier.edtf import bounds, valid
from newsdossier.export.data_files import files
from newsdossier.identify.article.resolve import resolve
from newsdossier.knowledge import gather
from newsdossier.locale import datetime_attribute, say_time
from newsdossier.model.article import Article
from newsdossier.model.findings import TimeExpression
from newsdossier.model.settings import Budget
from newsdossier.read.assemble import article_of_text

CASES = [
    (language, case)
    for language in ("fr", "en")
    for case in yaml.safe_load((TESTS / "cases/times" / f"{language}.yml").read_text("utf-8"))
]
WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
PIECES = st.sampled_from(
    """le 3 31 mars février 2024 mi- mi-octobre début fin du au entre et lundi dernier prochain il y a trois jours ans
    mois plus tard la veille 14h30 20 heures XIXe siècle années 90 14/10/2025 depuis jusqu'au avant 0 9999 99 1er été
    every Monday May 5 2 p.m. the sixties last week ago noon 24 : - . , \n""".split(" ")
)
OUTLOOKS = yaml.safe_load((TESTS / "cases/times/outlook.yml").read_text("utf-8"))
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
SEED = """La visite

Steve Witkoff est arrivé à Moscou le 14 octobre 2025, a-t-on appris à Paris.

Il avait vu Vladimir Poutine le 6 août. Les deux hommes ont parlé pendant trois heures.

Une rencontre est prévue à la mi-novembre 2025 à Budapest. Donald Trump a donné jusqu’au 20 janvier à la Russie.
"""

CLOCKS = """Trois dates

Steve Witkoff a rencontré Iouri Ouchakov le 1er octobre 2025 à Moscou, dans un bureau de la ville.

Le 20 octobre 2025, Steve Witkoff a déclaré : « La réunion est utile. » Le sommet aura lieu le 5 novembre 2025 à Paris.

Les deux hommes se seraient parlé le 14 octobre 2025 au téléphone.

Iouri Ouchakov dément avoir quitté Moscou le 3 octobre 2025 en avion.
"""


def article(text: str, language: str = "fr", published: date | None = None) -> Article:
    return article_of_text(text, id="case", language=language, published=published)


def found(text: str, language: str = "fr", published: date | None = None) -> list[TimeExpression]:
    one = article(text, language, published)
    return list(expressions(one, candidates(one)))


def said(time: TimeExpression, text: str) -> str:
    """A time as the cases write it: words, type, value, EDTF, what was inferred."""
    parts = (time.span.of(text), time.type, time.value or "-", time.edtf or "-", time.inferred)
    return " | ".join(part for part in parts if part)


@pytest.mark.parametrize(
    ("language", "case"), CASES, ids=lambda value: value["text"] if isinstance(value, dict) else ""
)
def test_cases(language: str, case: dict[str, Any]) -> None:
    """Each sentence gives exactly the times that are written beside it."""
    seen = found(case["text"], language, case.get("published"))
    assert [said(time, case["text"]) for time in seen] == case["times"]


HOURS = [
    ("L’incendie a éclaté mardi. Les pompiers sont arrivés à 22h30.", "22h30", "2025-10-14T22:30"),
    ("Le bateau avait quitté le port mardi 14 octobre.\n\nIl a heurté un rocher à 8h52.", "8h52", "2025-10-14T08:52"),
    ("Mardi, dans la matinée, la maison a été fouillée.", "matinée", "2025-10-14TMO"),
    ("Le café rouvre mardi. Il est ouvert tous les jours de 6 h 45 à 13 h.", "13 h", "T13"),
    ("Le musée ferme à 18 heures.", "18 heures", "T18"),
    (
        "DIRECT. Suivez le procès\n\n14h20. La séance reprend\n\n15h10. Un témoin\n\n16h30. Fin",
        "15h10",
        "2025-10-16T15:10",
    ),
]


@pytest.mark.parametrize(("text", "words", "value"), HOURS)
def test_an_hour_has_the_day_that_the_text_is_on(text: str, words: str, value: str) -> None:
    """The day named before it, in a live blog that of publication; opening hours have none."""
    (seen,) = stage.analyse([article(text, published=date(2025, 10, 16))])
    assert next(time.value for time in seen.times if time.span.of(text) == words) == value


@pytest.mark.parametrize(
    ("year", "day"), [(1961, "04-02"), (2000, "04-23"), (2025, "04-20"), (2026, "04-05"), (2038, "04-25")]
)
def test_easter(year: int, day: str) -> None:
    """Easter Sunday as almanacs have it, the earliest and latest dates among them."""
    assert calendar.easter(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize("case", OUTLOOKS, ids=lambda case: case["text"])
def test_what_a_time_dates(case: dict[str, Any]) -> None:
    """A time belongs to the verb that governs it, which says whether it has happened; or to none."""
    text = case["text"]
    (seen,) = stage.analyse([article(text, case["language"], case.get("published", date(2025, 10, 16)))])
    assert [dating(time, text) for time in seen.times] == case["times"]


def dating(time: TimeExpression, text: str) -> str:
    """Words, verb and outlook as `outlook.yml` writes them."""
    words = time.span.of(text)
    return f"{words} | {time.dates.verb.of(text)} | {time.dates.outlook}" if time.dates else words


@pytest.mark.parametrize(("language", "text", "day"), [
    ("fr", "Mardi, le maire a déclaré que la tour sera détruite bientôt.", "2025-10-14"),
    ("fr", "Le maire dira mardi si la tour tombe.", "2025-10-21"),
    ("fr", "Le procès, reporté à mardi, a déjà duré un an.", "2025-10-21"),
    ("en", "On Tuesday, the mayor said the tower would be torn down soon.", "2025-10-14"),
    ("en", "The mayor will say on Tuesday whether the tower falls.", "2025-10-21"),
])  # fmt: skip
def test_verbs_say_which_weekday(language: str, text: str, day: str) -> None:
    """A weekday is the last or the next one as its own verb has it, whatever other verbs stand in the sentence."""
    (seen,) = stage.analyse([article(text, language, date(2025, 10, 16))])
    assert seen.times[0].value == day


def test_half_is_left_alone() -> None:
    """As many cases show what must not be resolved or not be marked as show what must."""
    alone = [c for _, c in CASES if not c["times"] or "published" not in c or all("| -" in t for t in c["times"])]
    assert len(CASES) >= 150
    assert len(alone) >= len(CASES) / 2


@given(pieces=st.lists(PIECES, max_size=14), language=st.sampled_from(["fr", "en"]), day=st.none() | DAYS)
def test_every_edtf_is_valid(pieces: list[str], language: str, day: date | None) -> None:
    """Whatever the words, what we write is EDTF with its ends in order, and spans are apart and in order."""
    text, end = " ".join(pieces), 0
    for time in found(text, language, day):
        assert end <= time.span.start < time.span.end <= len(text)
        end = time.span.end
        if time.edtf:
            assert valid(time.edtf), (text, time)
            order = bounds(time.edtf)
            assert order is None or order[0] <= order[1]
            assert say_time(time.edtf, language)


@given(text=st.text(max_size=80), language=st.sampled_from(["fr", "en", "de"]), day=st.none() | st.dates())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text(text: str, language: str, day: date | None) -> None:
    """No text and no day makes the analyser fail."""
    assert all(time.span.of(text) for time in found(text, language, day))


@given(day=DAYS, weeks=st.integers(-500, 500), weekday=st.sampled_from(WEEKDAYS), future=st.booleans())
def test_whole_weeks(day: date, weeks: int, weekday: str, future: bool) -> None:
    """A publication so many weeks later moves a weekday by as many weeks."""
    text = f"Il {'parlera' if future else 'a parlé'} {weekday}."
    (one,), (other,) = (found(text, "fr", day + timedelta(weeks=n)) for n in (0, weeks))
    assert date.fromisoformat(other.value) - date.fromisoformat(one.value) == timedelta(weeks=weeks)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_ends_of_the_calendar(day: date) -> None:
    """The first and last day that there is do not stop it."""
    words = "Hier, demain, lundi dernier, lundi prochain, il y a dix ans, dans dix ans, le 1er mars, le week-end."
    assert len(found(words, "fr", day)) >= 7


@given(
    first=st.integers(1, 31),
    last=st.integers(1, 31),
    month=st.sampled_from(["mars", "juin", "février"]),
    day=st.none() | DAYS,
)
def test_days_of_a_month(first: int, last: int, month: str, day: date | None) -> None:
    """« du 3 au 5 mars » is an interval of days that exist, or no interval, with words for it either way."""
    for time in found(f"La foire dure du {first} au {last} {month}.", "fr", day):
        assert not time.edtf or (valid(time.edtf) and say_time(time.edtf, "fr"))
        assert "/" not in time.edtf or first < last


def test_dateline() -> None:
    """Without a declared day the date that opens the text is the one to count from."""
    text = "Un accord\n\n2 mars 2017 – Paris a dit oui hier."
    assert [said(t, text) for t in found(text)][1] == "hier | DATE | 2017-03-01 | 2017-03-01 | date:dateline"
    assert found(text, published=date(2020, 1, 2))[1].value == "2020-01-01"


@pytest.mark.parametrize(
    ("edtf", "french", "english", "attribute"),
    [
        ("2025-10-14", "14 octobre 2025", "October 14, 2025", "2025-10-14"),
        ("2026-03-01", "1er mars 2026", "March 1, 2026", "2026-03-01"),
        ("XXXX-10-14", "14 octobre, année non précisée", "October 14, year not stated", "10-14"),
        ("2025-10", "octobre 2025", "October 2025", "2025-10"),
        ("XXXX-10", "octobre, année non précisée", "October, year not stated", ""),
        ("2025-10-11~/2025-10-20~", "mi-octobre 2025", "mid-October 2025", ""),
        ("2024-01~/2024-04~", "début 2024", "early 2024", ""),
        ("../2025-01-20", "avant le 20 janvier 2025", "before January 20, 2025", ""),
        ("2025-03/..", "à partir de mars 2025", "from March 2025", ""),
        ("2025-10-13/2025-10-19", "semaine du 13 octobre 2025", "week of October 13, 2025", ""),
        ("2025-10-11/2025-10-12", "week-end du 11 octobre 2025", "weekend of October 11, 2025", ""),
        (
            "XXXX-03-03/XXXX-03-05",
            "du 3 mars, année non précisée au 5 mars, année non précisée",
            "March 3, year not stated to March 5, year not stated",
            "",
        ),
        ("2013-33", "1er trimestre 2013", "1st quarter 2013", ""),
        ("2015/2017", "de 2015 à 2017", "2015 to 2017", ""),
        ("18XX", "XIXe siècle", "19th century", ""),
        ("199X", "années 1990", "1990s", ""),
        ("2023~", "vers 2023", "about 2023", ""),
        ("2025-22", "été 2025", "summer 2025", ""),
        ("2024-40", "premier semestre 2024", "first half of 2024", ""),
        ("XXXX-XX-17", "le 17, mois non précisé", "the 17, month not stated", ""),
    ],
)
def test_words(edtf: str, french: str, english: str, attribute: str) -> None:
    """A page says what the EDTF says and no more; HTML's attribute is there only where HTML can hold it."""
    assert valid(edtf)
    assert (say_time(edtf, "fr"), say_time(edtf, "en"), datetime_attribute(edtf)) == (french, english, attribute)


@pytest.mark.parametrize("edtf", ["", "2019-02-30", "2025-13", "14/10/2025", "2025-10-14T14:30", "2017/2015", "../.."])
def test_no_edtf(edtf: str) -> None:
    """What is no EDTF of ours is told apart."""
    assert not valid(edtf)


def test_declared() -> None:
    """The analyser goes through the same door as everybody's."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["newsdossier.analysers"]["times"] == "newsdossier.analyse.times.find:find"


def test_kept_by_day(tmp_path: Path) -> None:
    """The same text with another day of publication is not answered from the cache."""
    text = "Le maire est parti hier."
    with open_store(tmp_path / "cache.sqlite") as store:
        days = (date(2025, 1, 2), date(2025, 1, 3), None)
        seen = [kept(article(text, published=day), store).times[0].value for day in days]
        assert kept(article(text, published=days[0]), store).times[0].value == seen[0]
    assert seen == ["2025-01-01", "2025-01-02", ""]


def test_record() -> None:
    """The record gives each time with its offsets; what is not known is null."""
    one, knowledge = article("Hier, le 14 octobre 2025."), gather((), "fr")
    (seen,) = stage.analyse([one])
    row: Any = record(one, resolve(one, seen, knowledge), times=seen.times)
    assert row["dates"] == [
        {"start": 0, "end": 4, "type": "DATE", "value": None, "edtf": None, "outlook": None},
        {"start": 9, "end": 24, "type": "DATE", "value": "2025-10-14", "edtf": "2025-10-14", "outlook": None},
    ]


def test_pages(project: Project) -> None:
    """Dossier, entity page and timeline show dated sentences in order, say what was inferred, and link paragraphs."""
    settings = project({"a.txt": SEED, "a.txt.yml": "published: 2025-10-26\n"})
    build(settings)
    page = (settings.dossiers / "la-visite.md").read_text("utf-8")
    rows = [line for line in page.split("{ #timeline }")[1].splitlines() if line.startswith("1. <")]
    assert rows[0].startswith('1. <time datetime="2025-08-06">6 août 2025</time> (année déduite')
    assert rows[1].startswith('1. <time datetime="2025-10-14">14 octobre 2025</time> · «\u00a0Steve Witkoff est arrivé')
    assert "**14 octobre 2025**" in rows[1]
    assert "paragraphe 1](#p1)" in rows[1] or "chapeau](#p0)" in rows[1]
    assert "<span>mi-novembre 2025</span>" in rows[3]
    assert "<span>avant le 20 janvier 2026</span>" in rows[4]
    putin = (settings.dossiers / "entities/vladimir-poutine.md").read_text("utf-8")
    assert "6 août 2025" in putin and "mi-novembre" not in putin
    whole = (settings.dossiers / "timeline.md").read_text("utf-8")
    assert whole.index("<summary>2025") < whole.index("<summary>2026")
    assert "(la-visite.md#p" in whole
    assert build(settings).written == ()


def test_data(project: Project) -> None:
    """The file for machines is TimelineJS's: numbers no finer than what is known, and escaped text."""
    settings = project({"a.txt": SEED.replace("Budapest", "<b>Budapest</b>"), "a.txt.yml": "published: 2025-10-26\n"})
    build(settings)
    made: Any = json.loads({one.path: one.make for one in files(preview(settings).site)}["data/timeline.json"]())
    assert [e["start_date"] for e in made["events"]][:2] == [
        {"year": 2025, "month": 8, "day": 6},
        {"year": 2025, "month": 10, "day": 14},
    ]
    assert all({"headline", "text"} <= e["text"].keys() and "<" not in e["text"]["text"] for e in made["events"])


def test_three_clocks(project: Project) -> None:
    """What was said, what is only announced, possible or denied, and the article's own day are told apart in words."""
    settings = project({"a.txt": CLOCKS, "a.txt.yml": "published: 2025-10-26\n"})
    build(settings)
    page = (settings.dossiers / "trois-dates.md").read_text("utf-8").split("{ #timeline }")[1]
    rows = {row[row.index(">") + 1 : row.index("</time>")]: row for row in page.split("\n1. ") if "</time>" in row}
    assert "*dit à cette date*" in rows["20 octobre 2025"]
    assert "*annoncé*" in rows["5 novembre 2025"]
    assert "*sous réserve*" in rows["14 octobre 2025"]
    assert "*démenti*" in rows["3 octobre 2025"]
    assert "*" not in rows["1er octobre 2025"].partition("«")[0]
    assert rows["26 octobre 2025"].partition("\n")[0].endswith("</time> · article publié")
    site = (settings.dossiers / "timeline.md").read_text("utf-8")
    assert all(f'class="nd-only-{clock}"' in site for clock in ("every-clock", "happened", "said", "published"))


def test_clocks_for_programs(project: Project) -> None:
    """The data say of each event which clock it is on, what its verb is and whom its clause names; of quotes, when."""
    settings = project({"a.txt": CLOCKS, "a.txt.yml": "published: 2025-10-26\n"})
    build(settings)
    made = {one.path: one.make for one in files(preview(settings).site)}
    events = {e["edtf"]: e for e in json.loads(made["data/timeline.json"]())["events"]}
    assert [events[day]["clock"] for day in ("2025-10-01", "2025-10-20", "2025-10-26")] == [
        "happened", "said", "published",
    ]  # fmt: skip
    assert [events[day]["outlook"] for day in ("2025-10-03", "2025-10-14", "2025-11-05")] == [
        "denied", "possible", "announced",
    ]  # fmt: skip
    assert events["2025-10-01"]["verb"] == "a rencontré"
    assert events["2025-10-01"]["participants"] == ["steve-witkoff", "iouri-ouchakov"]
    quotes = json.loads(made["data/quotes.json"]())["quotes"]
    assert [one["said_on"] for one in quotes if "réunion" in one["words"]] == ["2025-10-20"]


@pytest.mark.parametrize(("seed", "sidecar", "day", "origin"), [
    ("a.txt", "published: 2025-10-26\n", "26 octobre 2025", "donnée par la rédaction"),
    ("a.txt", "", "2 mars 2017", "lue en tête du texte"),
])  # fmt: skip
def test_origin_of_the_day(project: Project, seed: str, sidecar: str, day: str, origin: str) -> None:
    """The page says on which day the article appeared and who says so; the sidecar comes before the dateline."""
    text = "Un accord\n\n2 mars 2017 – Paris a dit oui hier à l’accord de Rome.\n"
    settings = project({seed: text, f"{seed}.yml": sidecar})
    build(settings)
    page = (settings.dossiers / "un-accord.md").read_text("utf-8")
    assert f"- **Date de parution** : {day} ({origin})" in page


def test_front_matter_dates_a_seed(project: Project) -> None:
    """A Markdown file's own head comes before its dateline."""
    settings = project(
        {"a.md": "---\npublished: 2017-03-03\n---\n# Un accord\n\n2 mars 2017 – Paris a dit oui hier.\n"}
    )
    build(settings)
    page = (settings.dossiers / "un-accord.md").read_text("utf-8")
    assert "3 mars 2017 (donnée dans l’en-tête du fichier)" in page


def test_unknown_year(project: Project) -> None:
    """Without any year a date comes last and says that its year is not stated; what cannot be placed is left out."""
    words = "Le procès de Jean Durand s’ouvre le 14 octobre à Paris. Le maire de la ville est parti hier soir."
    settings = project({"a.txt": f"Un procès\n\nLa ville attend ce procès depuis longtemps.\n\n{words}\n"})
    build(settings)
    page = (settings.dossiers / "un-proces.md").read_text("utf-8").split("{ #timeline }")[1]
    assert '<time datetime="10-14">14 octobre, année non précisée</time>' in page
    assert page.count("1. <") == 1
    assert "Année non précisée" in (settings.dossiers / "timeline.md").read_text("utf-8")


def test_excerpt(project: Project) -> None:
    """Without the right to the text a time is shown only where its sentence is."""
    more = (
        8 * "\nPersonne n’a voulu en dire davantage ce jour-là, ni ailleurs.\n"
        + "\nLe pacte date du 3 mai 1999 à Rome.\n"
    )
    settings = replace(project({"a.txt": SEED + more}, rights="excerpt"), excerpt=Budget(sentences=1))
    build(settings)
    everything = b"\n".join(tree(settings.dossiers).values()).decode()
    assert "14 octobre 2025</time>" in everything
    assert "1999" not in everything
