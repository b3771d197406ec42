"""Sections on what was said: claims by how the article vouches for them, and quotes with speaker and channel."""

from collections.abc import Iterator, Sequence

from newsdossier import escape
from newsdossier.locale import say, say_day, say_time
from newsdossier.model.article import Source
from newsdossier.model.dossier import Dossier, ShownQuote
from newsdossier.model.entity import Listed
from newsdossier.pages.pieces import emphasised, foreign, in_source, link, mostly, paragraph_name
from newsdossier.views.dossier import sentence_at
from newsdossier.views.statements import ModalityGroup, VouchedSentence, coverage, quoted_terms_in, quotes_in

_OPEN = 6  # quotes of each list on an entity page that are not folded


def box(voices: Sequence[ModalityGroup], source: Source, language: str) -> Iterator[str]:
    """Nothing where an article only asserts; the words that show a reserve are in bold, and explained."""
    if voices:
        yield f"## {say('claims', language)} {{ #claims }}"
        groups = "\n\n".join(_group(voice, source, language) for voice in voices)
        yield f'<div class="nd-claims nd-sentences" markdown="1">\n\n{groups}\n\n</div>'


def _group(voice: ModalityGroup, source: Source, language: str) -> str:
    head = f"**{say(f'claims_{voice.modality}', language)}**  \n{say(f'claims_{voice.modality}_why', language)}"
    rows = [_row(one, source, language) for one in voice.shown]
    if voice.more:
        rows.append(f"- {say('claims_more', language, n=voice.more)}")
    return f"{head}\n\n" + "\n".join(rows)


def _row(one: VouchedSentence, source: Source, language: str) -> str:
    quoted = say("quoted", language, text=emphasised(one.sentence))
    name = paragraph_name(one.sentence.anchor, language)
    place = f"[{name}](#{one.sentence.anchor})" if one.sentence.anchor else name
    facts = [place, in_source(source, one.sentence.text, language), _on_whose_word(one, language), _by(one, language)]
    return f"- {quoted} {' · '.join(filter(None, facts))}"


def _by(one: VouchedSentence, language: str) -> str:
    return say("by_newsroom", language) if one.decided else ""


def _on_whose_word(one: VouchedSentence, language: str) -> str:
    if not one.sources:
        return ""
    names = ", ".join(link(source, escape.text(source.entity.called(language))) for source in one.sources)
    return say("claims_source", language, name=names)


def in_dossier(dossier: Dossier) -> Iterator[str]:
    """« Citations » on a dossier's page: how many have a speaker, each with its paragraph, then words of nobody."""
    language = dossier.article.language
    quotes, terms = quotes_in(dossier), quoted_terms_in(dossier)
    if not quotes and not terms:
        return
    yield f"## {say('quotes', language)} {{ #quotes }}"
    if quotes:
        yield f"{_coverage(dossier)}\n{{ .nd-facts }}"
        blocks = "\n\n".join(_block(dossier, one, number) for number, one in enumerate(quotes, start=1))
        yield f'<div class="nd-quotes" markdown="1">\n\n{blocks}\n\n</div>'
    if terms:
        yield f"{say('terms', language)} {', '.join(_term(one, language) for one in terms)}\n{{ .nd-source }}"


def said_by(quotes: Sequence[ShownQuote], language: str) -> Iterator[str]:
    """« Ses paroles » on an entity's page."""
    yield from _section(quotes, "in_their_words", language)  # who speaks is the page itself


def said_of(quotes: Sequence[ShownQuote], language: str) -> Iterator[str]:
    """« On en a dit »: words of others that name it."""
    yield from _section(quotes, "said_of", language)


def _coverage(dossier: Dossier) -> str:
    language, found = dossier.article.language, coverage(dossier)
    unknown = found.quotes - found.attributed
    facts = [
        say("n_quotes", language, n=found.quotes),
        say("n_attributed", language, n=found.attributed),
        *([say("n_without_speaker", language, n=unknown)] if unknown else []),
    ]
    return ", ".join(facts)


def _block(dossier: Dossier, one: ShownQuote, number: int) -> str:
    language = dossier.article.language
    lines = [escape.block(escape.text(line.strip())) for line in one.words.split("\n") if line.strip()]
    facts = [f"— {_who(one, language, base='')}", *_how(one, language), *_where(one, f"#{one.anchor}", language)]
    facts.append(in_source(dossier.article.source, sentence_at(dossier, one.span).text, language))
    # who said it stands behind the words, not among them; two block quotes side by side would also become one
    told = " · ".join(filter(None, facts))
    return "> " + "\n>\n> ".join(lines) + f"\n\n{told}\n{{ .nd-said-by #quote-{number} }}"


def _who(one: ShownQuote, language: str, *, base: str) -> str:
    """The entity, with the article's own words where they are others; unknown is written as unknown."""
    if not one.who:
        return say("unknown_speaker", language)
    words = say("or", language).join(one.who)
    speakers = [_called(words, one.speaker, language, base=base)]
    speakers += [_called(named, of, language, base=base) for named, of in one.joint]
    return _listed(speakers, language)


def _listed(names: Sequence[str], language: str) -> str:
    """« A, B et C »."""
    *most, last = names
    return say("and", language).join([", ".join(most), last]) if most else last


def _called(words: str, speaker: Listed | None, language: str, *, base: str) -> str:
    if speaker is None:
        return escape.text(words)
    name = link(speaker, escape.text(speaker.entity.name), base=base)
    same = words == speaker.entity.name
    return name if same else f"{name} ({say('quoted', language, text=escape.text(words))})"


def _how(one: ShownQuote, language: str) -> Iterator[str]:
    if one.cue:
        yield f"*{escape.text(one.cue)}*"
    if one.said_on:
        yield escape.text(say_time(one.said_on, language))
    yield from map(escape.text, one.channels)
    if one.kind == "indirect":
        yield say("indirect", language)
    if one.decided:
        yield say("by_newsroom", language)
    elif one.who:
        yield say(f"speaker_{one.sure}", language)


def _where(one: ShownQuote, target: str, language: str) -> Iterator[str]:
    if one.anchor:
        yield f"[{paragraph_name(one.anchor, language)}]({target})"


def _term(one: ShownQuote, language: str) -> str:
    return " ".join([escape.text(one.words), *(f"({place})" for place in _where(one, f"#{one.anchor}", language))])


def _section(quotes: Sequence[ShownQuote], title: str, language: str) -> Iterator[str]:
    if quotes:
        yield f"## {say(title, language)} {{ #{title.replace('_', '-')} }}"
        rows = [_item(one, language, own=title == "in_their_words") for one in quotes]
        yield from mostly(rows, "nd-sentences nd-said", language, shown=_OPEN)


def _item(one: ShownQuote, language: str, *, own: bool) -> str:
    words = foreign(escape.text(" ".join(one.words.split())), one.language, language)
    day = say_day(one.published, language) if one.published else say("unknown_date", language)
    title = f"[{foreign(escape.text(one.title), one.language, language)}](../{one.slug}.md)"
    who = [] if own else [_who(one, language, base="../")]
    facts = [*who, *_how(one, language), day, title]
    return f"- {words} — {' · '.join([*facts, *_where(one, f'../{one.slug}.md#{one.anchor}', language)])}"
