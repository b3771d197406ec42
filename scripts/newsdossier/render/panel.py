"""A dossier -> its panel: what is on the page, and who and what is named, by kind, with counts."""

import re
from collections.abc import Iterator, Sequence

from newsdossier.locale import say
from newsdossier.model import Dossier
from newsdossier.render import escape, timeline
from newsdossier.render.pieces import count, link

_SECTION = re.compile(r"^## (.+) \{ #([\w-]+) \}$")  # as our own sections begin


def panel(dossier: Dossier, sections: Sequence[str]) -> Iterator[str]:
    """One `<aside>` of Markdown links in folded groups; `sections` are the blocks that follow the text."""
    language = dossier.article.language
    groups = "\n\n".join([*_names(dossier), *_contents(sections, language)])
    if groups:
        yield f'<aside class="nd-panel" aria-label="{say("panel", language)}" markdown="1">\n\n{groups}\n\n</aside>'


def _names(dossier: Dossier) -> Iterator[str]:
    language = dossier.article.language
    ranked = sorted(dossier.entities, key=lambda one: -one.mentions)
    for kind, label in timeline.TYPES:
        members = [one for one in ranked if one.entity.type == kind and one.target]
        if members:
            rows = [f"{link(m, escape.text(m.entity.called(language)))} {count(m.mentions)}" for m in members]
            yield _group(f"{say(label, language)} {count(len(members))}", rows)


def _contents(sections: Sequence[str], language: str) -> Iterator[str]:
    """Links to the sections; one alone needs no list."""
    found = [match for block in sections if (match := _SECTION.match(block))]
    if len(found) > 1:
        yield _group(say("on_this_page", language), [f"[{match[1]}](#{match[2]})" for match in found])


def _group(title: str, rows: Sequence[str]) -> str:
    listed = "\n".join(f"- {row}" for row in rows)
    return f'<details class="nd-group" markdown="1">\n<summary>{title}</summary>\n\n{listed}\n\n</details>'
