"""Quotes: who said what, by which way, and what only looks like it; half of the cases are sentences that give none."""

import json
import tomllib
from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from analysed import kept
from conftest import ROOT, TESTS, Project, tree
from newsdossier import analyse as stage
from newsdossier.analyse import registry as known
from newsdossier.analyse.quotes import marks
from newsdossier.build.pipeline import build, preview
from newsdossier.cache.store import open_store
from newsdossier.cli.annotate import record
from newsdossier.identify.article.attach import is_verbatim
from newsdossier.identify.article.resolve import Resolved, resolve
from newsdossier.knowledge import gather
from newsdossier.languages.speech import speech
from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Quote
from newsdossier.read.assemble import article_of_text
from newsdossier.views.dossier import anchor_at, anchors

CASES = {lang: yaml.safe_load((TESTS / "cases/quotes" / f"{lang}.yml").read_text("utf-8")) for lang in ("fr", "en")}
JOINT = yaml.safe_load((TESTS / "cases/quotes/joint.yml").read_text("utf-8"))
FLOORS: dict[str, float] = json.loads((TESTS / "cases/quotes/floors.json").read_text("utf-8"))
SEED = """Une conversation divulguée

Un entretien entre Steve Witkoff, envoyé spécial de Donald Trump, et Iouri Ouchakov a été révélé par Bloomberg.

« Nous voulons la paix », a déclaré Steve Witkoff dans un communiqué.
Il a ajouté que Donald Trump « appréciait » ce plan.

L’envoyé spécial a dit à Reuters : « La suite dépend de Moscou. » Le plan en « vingt points » est prêt.

« Personne ne sait encore qui viendra à cette réunion. »
"""


def article(text: str, language: str = "fr") -> Article:
    return article_of_text(text, id="case", language=language)


def resolved(text: str, language: str = "fr") -> Resolved:
    one = article(text, language)
    (seen,) = stage.analyse([one])
    return resolve(one, seen, gather((), "fr"))


def found(text: str, language: str) -> set[str]:
    """Quotes as the cases write them; terms, and things that a verb merely speaks of, are none."""
    every = [q for q in resolved(text, language).quotes if q.kind != "indirect" or q.sure != "unsure"]
    return {_said(quote, text) for quote in every if quote.speaker or quote.sure != "unsure"}


def _said(quote: Quote, text: str) -> str:
    return f"{quote.span.of(text)} | {quote.speaker.of(text) if quote.speaker else '?'}"


@pytest.mark.parametrize("language", sorted(CASES))
def test_sentences_to_leave_alone(language: str) -> None:
    """Titles, nicknames, terms, charges, and nouns that look like verbs of speech give no quote."""
    for case in CASES[language]:
        if not case["quotes"]:
            assert found(case["text"], language) == set(), case["text"]


@pytest.mark.parametrize("language", sorted(CASES))
def test_floor(language: str) -> None:
    """Exact F1 over all cases is not below what it was; a lower floor needs a reason in the change."""
    right = said = wanted = 0
    for case in CASES[language]:
        seen, gold = found(case["text"], language), set(case["quotes"])
        right, said, wanted = right + len(seen & gold), said + len(seen), wanted + len(gold)
    assert 2 * right / (said + wanted) >= FLOORS[language]


@pytest.mark.parametrize("language", sorted(CASES))
def test_half_are_to_be_left_alone(language: str) -> None:
    """The cases ask as often for silence as for a quote."""
    none = sum(not case["quotes"] for case in CASES[language])
    assert none * 2 >= len(CASES[language])


def test_other_languages_give_none() -> None:
    """A language without lists gives no quote and no error."""
    assert found("«Hola», dijo Pedro Sánchez.", "es") == set()


@pytest.mark.parametrize("text", ["« Il", "»", "« »", "“”", "a dit", "selon", "Il a dit : «", '"', "« a » »", "", "—"])
def test_texts_that_break_off(text: str) -> None:
    """A text may end anywhere; what is never closed is no quote."""
    assert all(quote.span.of(text) for quote in resolved(text).quotes)


_PIECES = st.sampled_from(
    ["« ", " »", "“", "”", '"', "‘", "’", "Witkoff", "a dit", "que", " ", "\n\n", ". ", ", ", ": ", "selon"]
    + ["il", "\n— ", "— ", ", dit-il", "Non", "un ", " par "]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join), st.sampled_from(["fr", "en"]))
def test_spans_are_words_of_the_text(text: str, language: str) -> None:
    """Whatever the text, each span lies in it, and a marked quote begins and ends with its marks."""
    one = article(text, language)
    (seen,) = stage.analyse([one])
    for quote in seen.quotes:
        assert is_verbatim(text, quote)
        words = quote.span.of(text)
        assert words == words.strip() != ""


@given(st.text(alphabet='«»“”"‘’ ab.\n', max_size=40))
def test_pairs_do_not_overlap(text: str) -> None:
    """Quotation marks pair up in order, whatever is missing."""
    spans = marks.quoted(article(text))
    assert all(before.end <= after.start for before, after in zip(spans, spans[1:], strict=False))


def test_forms_of_verbs() -> None:
    """Each verb of the lists has the forms that news uses."""
    french, english = speech("fr").verbs, speech("en").verbs
    for (
        form
    ) in "déclare déclaré annonçait prévient soutiennent écrivait répondra admis révèle conclut craint jugeait".split():
        assert form in french, form
    for form in "said argues announced replied testified told warning claimed".split():
        assert form in english, form
    assert len(french) > 5_000


def test_who_and_how() -> None:
    """Pronouns and functions stand for the person; the way is told as far as the article says it."""
    seen = {quote.span.of(SEED): quote for quote in resolved(SEED).quotes}
    first, second, third = (
        seen["« Nous voulons la paix »"], seen["« appréciait »"], seen["« La suite dépend de Moscou. »"],
    )  # fmt: skip
    assert [one.entity for one in (first, second, third)] == ["steve-witkoff"] * 3
    assert [channel.of(SEED) for channel in first.channels] == ["dans un communiqué"]
    assert [channel.of(SEED) for channel in third.channels] == ["à Reuters"]
    assert [channel.of(SEED) for channel in second.channels] == ["révélé par Bloomberg"]
    assert second.speaker and second.speaker.of(SEED) == "Il"


@pytest.mark.parametrize("case", JOINT, ids=lambda case: case["text"])
def test_who_speaks_together(case: dict[str, Any]) -> None:
    """Names beside the speaker's are speakers too where the sentence makes them its subject, and nowhere else."""
    text = case["text"]
    (one,) = resolved(text, case["language"]).quotes
    speakers = [span.of(text) for span in (one.speaker, *one.joint) if span]
    assert sorted(speakers) == sorted(case["speakers"])
    assert all([one.entity, *one.joint_entities])


@pytest.mark.parametrize("case", JOINT, ids=lambda case: case["text"])
def test_claims_have_the_speakers_of_their_quotes(case: dict[str, Any]) -> None:
    """The box of what an article reports names the very people whom the list of quotes names for the same words."""
    seen = resolved(case["text"], case["language"])
    (quote,) = seen.quotes
    told = [claim for claim in seen.claims if claim.modality != "asserted"]
    assert {(one.entity, one.joint_entities) for one in told} <= {(quote.entity, quote.joint_entities)}


def test_two_who_may_speak() -> None:
    """Behind a paragraph in which two people spoke, a quotation without a verb may be of either, and says so."""
    text = (
        "Débat\n\n« Je vote pour », dit Jean Durand. « Je vote contre », répond Paul Mercier.\n\n"
        "« La nuit sera longue et personne ne dormira. »"
    )
    last = resolved(text).quotes[-1]
    assert last.speaker and last.speaker.of(text) == "Paul Mercier"
    assert [other.of(text) for other in last.others] == ["Jean Durand"]
    assert last.sure == "unsure"


def test_the_seed_of_this_project() -> None:
    """Of its four quoted passages three have a speaker, and the name of a plan has none."""
    (path,) = (ROOT / "seeds").glob("000_*.txt")
    text = path.read_text("utf-8").partition("\n")[2]
    seen = {q.span.of(text): (q.entity, [c.of(text) for c in q.channels]) for q in resolved(text).quotes}
    way = ["divulguée par Bloomberg"]
    assert seen["« plus profond respect pour le président Poutine »"] == ("steve-witkoff", way)
    assert seen["« guerre russo-ukrainienne »"] == ("iouri-ouchakov", way)
    assert seen["« véritable homme de paix »"] == ("iouri-ouchakov", way)
    assert seen["« plan Trump en 20 points »"] == ("", way)


def test_declared() -> None:
    """The analyser goes through the same door as everybody's."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["newsdossier.analysers"]["quotes"] == "newsdossier.analyse.quotes.find:find"


def test_kept_quotes_are_the_same(tmp_path: Path) -> None:
    """What comes from the cache equals what was found."""
    with open_store(tmp_path / "cache.sqlite") as store:
        first = kept(article(SEED), store)
        assert kept(article(SEED), store) == first
    assert first.quotes


def test_record() -> None:
    """The record gives each quote its span, verb and speaker; what may be a term is not in it."""
    one, knowledge = article(SEED), gather((), "fr")
    (seen,) = stage.analyse([one])
    row: Any = record(one, resolve(one, seen, knowledge))
    first = next(quote for quote in row["quotes"] if quote["kind"] == "direct")
    assert SEED[first["start"] : first["end"]] == "« Nous voulons la paix »"
    assert SEED[first["cue"]["start"] : first["cue"]["end"]] == "déclaré"
    assert first["speaker"]["entity"] == "steve-witkoff"
    assert "« vingt points »" not in {SEED[quote["start"] : quote["end"]] for quote in row["quotes"]}


def test_pages(project: Project) -> None:
    """A dossier lists its quotes with who, how and where; a person's page lists their words and what was said."""
    where = project({"a.txt": SEED})
    build(where)
    (path,) = where.dossiers.glob("une-conversation*.md")
    page = path.read_text("utf-8")
    assert "## Citations { #quotes }" in page
    assert "4 citations, 3 attribuées, 1 sans auteur" in page
    assert "> « Nous voulons la paix »\n\n— [Steve Witkoff](entities/steve-witkoff.md){ .per } · *déclaré*" in page
    assert "dans un communiqué · auteur sûr · [paragraphe 2](#p2)" in page
    assert "\n— auteur non indiqué" in page
    assert "« vingt points » ([paragraphe 3](#p3))" in page
    witkoff = (where.dossiers / "entities/steve-witkoff.md").read_text("utf-8")
    assert "## Ses paroles { #in-their-words }" in witkoff
    assert "- « La suite dépend de Moscou. »" in witkoff
    moscow = (where.dossiers / "entities/moscou.md").read_text("utf-8")
    assert "## On en a dit { #said-of }" in moscow
    assert build(where).written == ()


def test_words_of_two_are_on_the_pages_of_both(project: Project) -> None:
    """The dossier says « A et B », and each of the two has the words among their own."""
    text = "Accord\n\n« Nous sommes prêts », ont déclaré Emmanuel Macron et Keir Starmer à Londres."
    where = project({"a.txt": text})
    report = build(where)
    (path,) = where.dossiers.glob("*accord*.md")
    links = "[Emmanuel Macron](entities/emmanuel-macron.md){ .per } et [Keir Starmer](entities/keir-starmer.md){ .per }"
    assert f"— {links} · *déclaré*" in path.read_text("utf-8")
    for one in ("emmanuel-macron", "keir-starmer"):
        assert "- « Nous sommes prêts »" in (where.dossiers / f"entities/{one}.md").read_text("utf-8")
    (row,) = json.loads(report.data["data/quotes.json"].make())["quotes"]
    assert row["joint"] == [{"words": "Keir Starmer", "entity": "keir-starmer"}]


def test_machine_file(project: Project) -> None:
    """`data/quotes.json` holds what pages show, with ids and spans of the public text."""
    report = build(project({"a.txt": SEED}))
    rows = json.loads(report.data["data/quotes.json"].make())["quotes"]
    assert [row["speaker"] for row in rows] == ["steve-witkoff"] * 3 + [None]
    assert rows[0]["words"] == "« Nous voulons la paix »"
    assert rows[0]["confidence"] == "sure"


def test_excerpt(project: Project) -> None:
    """Without the right to the text a quote that is cut off is shown nowhere."""
    where = project({"a.txt": SEED}, rights="excerpt")
    report = build(where)
    everything = b"\n".join(tree(where.dossiers).values()).decode()
    assert "La suite dépend de Moscou" not in everything
    assert "La suite dépend de Moscou" not in report.data["data/quotes.json"].make()


def misquoting(_: Article) -> Iterator[Quote]:
    """An analyser of somebody else, with a mistake in it."""
    yield Quote(Span(3, 9_999), "direct", None, None, "sure", "elsewhere")


@pytest.fixture
def misquoted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """That analyser is installed."""
    point = EntryPoint("wrong", f"{__name__}:misquoting", "newsdossier.analysers")
    monkeypatch.setattr(known, "entry_points", lambda group: [*entry_points(group=group), point])
    for made in (known.installed, known.program):
        made.cache_clear()
    yield
    for made in (known.installed, known.program):
        made.cache_clear()


@pytest.mark.usefixtures("misquoted")
def test_words_that_are_not_the_text_are_left_out(project: Project) -> None:
    """A quote whose span is not its words is not shown, and the report names the seed."""
    report = build(project({"a.txt": SEED}))
    assert [failure.path for failure in report.failures] == ["seeds/a.txt"]
    assert "'elsewhere'" in report.failures[0].message
    assert "elsewhere" not in report.data["data/quotes.json"].make()


def test_each_part_is_found_by_its_place(project: Project) -> None:
    """What is said of one place is what is said of all parts in order; between parts and beyond the text is none."""
    text = "Titre\n\nUn chapô qui dit tout.\n\n## Un intertitre\n\nPremier.\n\n- un point\n- un autre\n\nLa fin.\n"
    settings = project({"a.md": f"---\nlanguage: fr\n---\n{text}"})
    build(settings)
    (dossier,) = preview(settings).site.dossiers
    article = dossier.article
    places = [anchor_at(article, part.span.start, part.span.end) for part in article.parts]
    assert places == list(anchors(article)) and {"p1", "p4", ""} <= set(places)
    first, second = article.parts[:2]
    assert anchor_at(article, first.span.start, second.span.end) == ""
    assert anchor_at(article, len(article.text), len(article.text) + 1) == ""


INTERVIEW = """Léa Fontan : « Je ne partirai pas »

Dix jours après le vote, la maire répond aux questions du journal.

Pourquoi avoir attendu ?

Je voulais lire le rapport. Il a trois cents pages.

Qu’attendez-vous du préfet ?

Qu’il réponde. Est-ce trop demander ?

Regrettez-vous ce vote ?

Non. Je le referais demain.
"""


def test_answers_of_an_interview_are_the_interviewees() -> None:
    """Each paragraph behind a question is a quote of the person whom the title names, also one that asks back."""
    one = resolved(INTERVIEW)
    answers = [quote for quote in one.quotes if quote.span.of(INTERVIEW)[0].isalpha()]
    assert [quote.span.of(INTERVIEW).split()[0] for quote in answers] == ["Je", "Qu’il", "Non."]
    assert {(quote.entity, quote.sure) for quote in answers} == {("lea-fontan", "sure")}


TRANSCRIPT = """ANN ATWELL, ANALYST: The bases have been used for years.

DAVE BRIGHT, ANCHOR: Is the island for sale?

ATWELL: No. It is not for sale.

BRIGHT: Thank you, Ann."""


def test_turns_of_a_transcript_have_the_speakers_of_their_labels() -> None:
    """A name in capitals and a colon begin a turn, and are no words of it."""
    quotes = [q for q in resolved(TRANSCRIPT, "en").quotes if q.kind == "direct"]
    said = [(q.speaker.of(TRANSCRIPT), q.span.of(TRANSCRIPT)) for q in quotes if q.speaker]
    assert said[1] == ("DAVE BRIGHT", "Is the island for sale?")
    assert [who for who, _ in said] == ["ANN ATWELL", "DAVE BRIGHT", "ATWELL", "BRIGHT"]


def test_labels_of_a_list_are_no_speakers() -> None:
    """Places before colons are no transcript."""
    text = "Paris : le maire parle.\n\nLyon : la pluie tombe.\n\nNantes : rien."
    assert resolved(text, "fr").quotes == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (INTERVIEW, "interview"),
        ("Le pont\n\nLe pont rouvre lundi.\n\nQui paiera ?\n\nPersonne ne le sait.", "report"),
        ("Crue\n\n6 h 15. L’eau monte.\n\n7 h 40. La rue est coupée.\n\n8 h 05. Le maire arrive.", "live"),
        ("COMMUNIQUÉ DE PRESSE\n\nLa société ouvre une usine.\n\nElle emploiera dix personnes.", "release"),
        ("Le guichet\n\nTRIBUNE. Il faut un guichet.\n\nSans lui, rien ne va.", "opinion"),
        ("Le pont (RECTIFICATIF)\n\nLe pont rouvre mardi et non lundi.", "correction"),
        ("Le pont\n\n« Je suis prêt », dit le maire.\n\n« Moi aussi », dit le préfet.", "report"),
    ],
)
def test_kinds_of_articles(text: str, kind: str) -> None:
    """Labels and layout tell an interview, a live blog, a release, an opinion piece and a correction from a report."""
    assert article(text).kind == kind


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Anne Moreau a déclaré : « Rien n’est signé à cette heure. »", "sure"),
        ("Anne Moreau est arrivée. « Rien n’est signé à cette heure », a-t-elle dit.", "likely"),
        ("Anne Moreau a vu Claire Dubois. « Rien n’est signé à cette heure », a-t-elle dit.", "unsure"),
        ("« Oui », a dit Anne Moreau. « Rien n’est signé à cette heure », a-t-elle ajouté.", "sure"),
    ],
)
def test_certainty_is_earned(text: str, sure: str) -> None:
    """A name beside the verb is sure, a pronoun only if it goes on with the last speaker; one that fits two is open."""
    assert resolved(text).quotes[-1].sure == sure
