"""Words -> the noun phrase that stands at a place: its head, and the span that names somebody."""

from newsdossier.analyse.quotes.parsed import ParsedArticle, ParsedWord
from newsdossier.model.article import Span

PRONOUNS = frozenset(
    "il elle ils elles on celui-ci celle-ci ceux-ci lui eux i he she they we it who je nous j'".split()
)
ARTICLES = frozenset(
    "le la les l' un une des ce cet cette ces son sa ses leur leurs notre mon plusieurs certains certaines d' "
    "the a an this these his her their its our one some several another many two three".split()
)
OF = frozenset({"de", "du", "des", "d'", "of", "for", "at", "in", "from", "with"})
_OBJECT_CLITICS = frozenset("s' se m' me t' te".split())
_TITLES = frozenset("me m. mme mlle mgr dr pr maître maitre monsieur madame mr mr. mrs mrs. ms ms. sir".split())
_INSIDE = frozenset({"ADJ", "PROPN", "NOUN", "NUM", "X"})
_LONGEST = 14  # words after the noun


def noun_from(parsed: ParsedArticle, at: int) -> int | None:
    """Returns the noun, name or pronoun of a phrase that begins at this word; None if none does."""
    _, end = parsed.bounds_at(at) if at < len(parsed.words) else (0, 0)
    for i in range(at, min(at + 7, end)):
        word = parsed.words[i]
        if not parsed.outside(i):
            return None
        if word.lower in _OBJECT_CLITICS:
            continue
        if word.ent or word.pos in {"NOUN", "PROPN", "X"} or word.lower in PRONOUNS:
            return i
        if word.pos not in {"DET", "ADJ", "NUM", "PRON", "ADV"} and word.lower not in ARTICLES:
            return i if i == at + 1 and parsed.words[at].lower in ARTICLES else None  # the parse may not know a noun
        if word.pos in {"PRON", "NUM"} and word.lower not in ARTICLES:
            return i
    return None


def name_span(parsed: ParsedArticle, at: int) -> Span:
    """Returns the words around a noun that name somebody: « le porte-parole du ministère, François Rivasseau »."""
    words = parsed.words
    if words[at].lower in PRONOUNS:
        return parsed.span(at, at + 1)
    first, end = at, at + 1
    while parsed.outside(first - 1) and _belongs_before(parsed, first):
        first -= 1
    if words[at].ent == "PER":
        while parsed.outside(end) and words[end].ent == "PER" and words[end].lower not in {",", "et", "and"}:
            end += 1
        return parsed.span(first if words[first].lower not in ARTICLES else first + (first < at), end)
    return parsed.span(first, _end(parsed, end))


def _end(parsed: ParsedArticle, end: int) -> int:
    """Index after adjectives, complements, and a person's name right behind or after a comma."""
    words, limit = parsed.words, min(end + _LONGEST, len(parsed.words))
    while end < limit and parsed.outside(end) and parsed.sentence[end] == parsed.sentence[end - 1]:
        if _goes_on(words[end], words[end - 1]):
            end += 1
        elif words[end].lower == "-" and end + 1 < limit and words[end + 1].start == words[end].end:
            end += 2
        else:
            break
    while words[end - 1].lower in OF or words[end - 1].pos == "DET":
        end -= 1
    return _with_name(parsed, end)


def _goes_on(word: ParsedWord, before: ParsedWord) -> bool:
    """True if the word belongs to the phrase that the one before it is of."""
    same_name = bool(word.ent) and word.ent == before.ent and word.lower != ","
    complement = word.lower in OF or word.lower == "'s" or (word.pos == "DET" and before.lower in OF)
    return same_name or complement or word.pos in _INSIDE


def _with_name(parsed: ParsedArticle, end: int) -> int:
    words, at = parsed.words, end
    comma = at + 1 < len(words) and words[at].lower == ","
    at += comma
    while parsed.outside(at) and words[at].lower in _TITLES:  # « Son avocate, Me Soizic Abgrall, »
        at += 1
    if not (parsed.outside(at) and words[at].ent == "PER" and words[end - 1].ent != "PER"):
        return end
    while parsed.outside(at) and words[at].ent == "PER":
        at += 1
    closed = not parsed.outside(at) or not words[at].lower[0].isalnum()
    return at if closed or not comma else end  # « selon le parquet, Jean Durand aurait fui »: no apposition


def _belongs_before(parsed: ParsedArticle, first: int) -> bool:
    """True if the word before this one is of the same name or phrase."""
    word, after = parsed.words[first - 1], parsed.words[first]
    if parsed.sentence[first - 1] != parsed.sentence[first] or after.lower in ARTICLES:
        return False
    if word.ent and word.ent == after.ent:
        return word.lower != ","
    return (
        word.pos in {"DET", "ADJ", "NUM"}
        or word.lower in ARTICLES
        or (not parsed.french and word.pos in {"PROPN", "NOUN"})
    )
