"""Voices -> the box on a dossier page: what the article asserts, reports, hedges, denies, with its sentences."""

from collections.abc import Iterator, Sequence

from newsdossier import escape
from newsdossier.compose.claims import Voice, Voucher
from newsdossier.locale import say
from newsdossier.model import Source
from newsdossier.render.pieces import emphasised, in_source, link, paragraph_name


def box(voices: Sequence[Voice], source: Source, language: str) -> Iterator[str]:
    """Nothing where an article only asserts; the words that show a reserve are in bold, and explained."""
    if voices:
        yield f"## {say('claims', language)} {{ #claims }}"
        groups = "\n\n".join(_group(voice, source, language) for voice in voices)
        yield f'<div class="nd-claims nd-sentences" markdown="1">\n\n{groups}\n\n</div>'


def _group(voice: Voice, source: Source, language: str) -> str:
    head = f"**{say(f'claims_{voice.modality}', language)}**  \n{say(f'claims_{voice.modality}_why', language)}"
    rows = [_row(one, source, language) for one in voice.shown]
    if voice.more:
        rows.append(f"- {say('claims_more', language, n=voice.more)}")
    return f"{head}\n\n" + "\n".join(rows)


def _row(one: Voucher, source: Source, language: str) -> str:
    quoted = say("quoted", language, text=emphasised(one.sentence))
    name = paragraph_name(one.sentence.anchor, language)
    place = f"[{name}](#{one.sentence.anchor})" if one.sentence.anchor else name
    facts = [place, in_source(source, one.sentence.text, language), _on_whose_word(one, language), _by(one, language)]
    return f"- {quoted} {' · '.join(filter(None, facts))}"


def _by(one: Voucher, language: str) -> str:
    return say("by_newsroom", language) if one.decided else ""


def _on_whose_word(one: Voucher, language: str) -> str:
    if not one.sources:
        return ""
    names = ", ".join(link(source, escape.text(source.entity.called(language))) for source in one.sources)
    return say("claims_source", language, name=names)
