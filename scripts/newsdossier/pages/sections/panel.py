"""A dossier -> its panel: what is on the page, and who and what is named, by kind, with counts."""

import re
from collections.abc import Iterator, Sequence

from newsdossier import escape
from newsdossier.locale import say
from newsdossier.model.dossier import Dossier
from newsdossier.pages import timeline
from newsdossier.pages.pieces import count, link

_MOST = 12  # names of one kind that are seen at once
_SPARED = 3  # fewer than these are not worth a fold
_SECTION = re.compile(r"^## (.+) \{ #([\w-]+) \}$", re.MULTILINE)  # as our own sections begin


def panel(dossier: Dossier, sections: Sequence[str]) -> Iterator[str]:
    """One `<aside>` of Markdown links in folded groups; `sections` are the blocks around the text."""
    language = dossier.article.language
    groups = "\n\n".join([*_contents(sections, language), *_names(dossier)])
    if groups:
        yield f'<aside class="nd-panel" aria-label="{say("panel", language)}" markdown="1">\n\n{groups}\n\n</aside>'


def _names(dossier: Dossier) -> Iterator[str]:
    language = dossier.article.language
    ranked = sorted(dossier.entities, key=lambda one: -one.mentions)
    for kind, label in timeline.TYPES:
        members = [one for one in ranked if one.entity.type == kind and one.target]
        if members:
            rows = [f"{link(m, escape.text(m.entity.called(language)))} {count(m.mentions)}" for m in members]
            yield _group(f"{say(label, language)} {count(len(members))}", rows, _rest(rows, language))


def _contents(sections: Sequence[str], language: str) -> Iterator[str]:
    """Links to the sections; one alone needs no list."""
    found = [match for block in sections for match in _SECTION.finditer(block)]
    if len(found) > 1:
        yield _group(say("on_this_page", language), [f"[{match[1]}](#{match[2]})" for match in found])


def _rest(rows: Sequence[str], language: str) -> str:
    """Of many names those named least, folded away: the panel must not be longer than the article."""
    if len(rows) <= _MOST + _SPARED:
        return ""
    summary = f"<summary>{say('panel_more', language, n=len(rows) - _MOST)}</summary>"
    listed = "\n".join(f"- {row}" for row in rows[_MOST:])
    return f'\n\n<details class="nd-rest" markdown="1">\n{summary}\n\n{listed}\n\n</details>'


def _group(title: str, rows: Sequence[str], rest: str = "") -> str:
    listed = "\n".join(f"- {row}" for row in (rows[:_MOST] if rest else rows))
    summary = f"<summary>{title}</summary>"
    return f'<details class="nd-group" markdown="1">\n{summary}\n\n{listed}{rest}\n\n</details>'
