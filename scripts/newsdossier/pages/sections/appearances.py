"""Dossiers that name an entity -> « Cité dans »: the newest on its page, older ones on pages of their own."""

from collections.abc import Iterator, Sequence

from newsdossier import escape
from newsdossier.locale import say, say_months
from newsdossier.model.dossier import Appearance, Page, Sentence
from newsdossier.model.entity import Listed
from newsdossier.pages.pieces import bar, boxed, count, emphasised, foreign, paragraph_name, source_line
from newsdossier.views.entities import EntityView, OlderPage

Around = tuple[OlderPage | None, OlderPage, OlderPage | None]  # the newer page, the one itself, the older one


def section(view: EntityView, language: str) -> Iterator[str]:
    """The newest dossiers with their sentences, then the way to the older ones."""
    yield f"## {say('cited_in', language)} {{ #cited }}"
    yield from (block for seen in view.appearances for block in _appearance(seen, language, base="../"))
    if view.older:
        yield f"### {say('older_dossiers', language)} {{ #older }}"
        rows = [f"- [{_period(one, language)}](../{one.path}) {_dossiers(one, language)}" for one in view.older]
        yield boxed("nd-index", rows)


def older(listed: Listed, seen: Sequence[Appearance], around: Around, *, language: str) -> Page:
    """A page of older dossiers."""
    newer, own, before = around
    entity = listed.entity
    title = say("labelled", language, label=entity.name, value=_period(own, language))
    home = f"../{entity.id}.md"
    links = [(say("newer", language), f"../../{newer.path}" if newer else home, False)]
    links += [(say("older", language), f"../../{before.path}", False)] if before else []
    blocks = [
        f"# {escape.text(title)}",
        f"[{escape.text(entity.name)}]({home}) · {say('n_dossiers', language, n=own.dossiers)}\n{{ .nd-facts }}",
        *(block for one in seen for block in _appearance(one, language, base="../../")),
        bar(say("pages", language), links),
    ]
    meta: dict[str, object] = {
        "title": title,
        "lang": language,
        "robots": "noindex, follow",
        "hide": ["navigation", "toc"],
    }
    return Page(own.path, meta, "\n\n".join(blocks) + "\n")


def _period(one: OlderPage, language: str) -> str:
    return say_months(one.first, one.last, language) if one.first and one.last else say("unknown_date", language)


def _dossiers(one: OlderPage, language: str) -> str:
    return count(say("n_dossiers", language, n=one.dossiers))


def _appearance(seen: Appearance, language: str, *, base: str) -> Iterator[str]:
    yield f"### [{foreign(escape.text(seen.title), seen.language, language)}]({base}{seen.slug}.md)"
    yield f"{source_line(seen.source, language)}\n{{ .nd-source }}"
    rows = [_sentence(sentence, seen, language, base=base) for sentence in seen.sentences]
    if seen.hidden > 0:
        rows.append(f"- {say('hidden_mentions', language, n=seen.hidden)}")
    if rows:
        yield boxed("nd-sentences", rows)


def _sentence(sentence: Sentence, seen: Appearance, language: str, *, base: str) -> str:
    where = f"{base}{seen.slug}.md" + (f"#{sentence.anchor}" if sentence.anchor else "")
    quoted = foreign(say("quoted", language, text=emphasised(sentence)), seen.language, language)
    return f"- {quoted} [{paragraph_name(sentence.anchor, language)}]({where})"
