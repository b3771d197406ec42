"""What is known of names before any article is read: the newsroom's authority, countries, large cities."""

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from babel import Locale

from newsdossier.model import EntityType, Known, Span
from newsdossier.spelling import fold, key, words

_WORLD = {"002", "003", "005", "009", "013", "019", "142", "150", "419"}  # continents, as CLDR numbers them
_NOT_PLACES = {"EZ", "QO", "UM", "XA", "XB", "ZZ"}
_UNIONS = {"EU", "UN"}
_ALSO_OTHER_NAMES = {"maurice", "jordan", "chad", "georgia", "jersey", "guernesey", "hollande", "dominique", "salvador"}
_WORD = re.compile(r"\w+")
_GAP = re.compile(r"[ \u00a0\u202f]?['’.-]?[ \u00a0\u202f]?")
_SHORT = 3  # letters up to which a form counts only in capitals: « US » is a country, « us » is not


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Known entities by the folded form of their names."""

    forms: Mapping[str, Known]
    """Folded form -> entity."""
    longest: Mapping[str, int]
    """First word of a form -> how many words the longest such form has."""
    cities: frozenset[str] = field(default_factory=frozenset)
    """Folded names of large cities, in any language: a hint at a type, not an identity."""
    organisations: frozenset[str] = field(default_factory=frozenset)
    """Names of media, parties, institutions, companies, movements, as they are written: the same kind of hint."""

    def find(self, form: str) -> Known | None:
        """The known entity of that name."""
        known = self.forms.get(fold(form))
        return known if known and _in_capitals_if_short(form) else None

    def scan(self, text: str) -> Iterator[Span]:
        """Where the text names something known with a capital, the longest name at each place."""
        found = list(_WORD.finditer(text))
        after = 0
        for i, word in enumerate(found):
            if i >= after and word.group()[0].isupper():
                for n in range(min(self.longest.get(fold(word.group()), 0), len(found) - i), 0, -1):
                    span = Span(word.start(), found[i + n - 1].end())
                    if _is_name(text, found, (i, i + n)) and (self._sure(span.of(text)) or self._tells(span.of(text))):
                        after = i + n
                        yield _with_last_point(text, span)
                        break

    def _sure(self, form: str) -> bool:
        known = self.find(form)
        return known is not None and (known.by == "authority" or fold(form) not in _ALSO_OTHER_NAMES)

    def _tells(self, form: str) -> bool:
        """An organisation that no person or place is mistaken for: several words, or capitals alone."""
        return (form.isupper() or len(words(form)) > 1) and self.is_organisation(form)

    def is_organisation(self, form: str) -> bool:
        """A medium, party, institution, company or movement of that name is known."""
        return form.replace("’", "'") in self.organisations

    def is_city(self, form: str) -> bool:
        """A city of 100,000 people or more has that name, in some language."""
        return fold(form) in self.cities

    def decides(self, form: str) -> Known | None:
        """The known entity whose type settles what the form is, whatever a model thinks."""
        return self.find(form) if self._sure(form) else None


def gather(authority: Iterable[Known], language: str) -> Knowledge:
    """The authority's entities before the countries; names of countries in the site's language."""
    forms: dict[str, Known] = {}
    everywhere = (known for known in authority if not known.articles)
    for known in (*everywhere, *countries(language)):
        for form in known.all_forms():
            forms.setdefault(fold(form), known)
    return Knowledge(forms, _longest((*forms, *map(fold, _organisations()))), _cities(), _organisations())


def _longest(forms: Iterable[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for form in forms:
        # « U.S. » folds to one word but is read as two
        first, n = words(form)[0], max(len(words(form)), len(form) if len(form) <= _SHORT else 0)
        longest[first] = max(longest.get(first, 0), n)
        if len(form) <= _SHORT:
            longest[form[0]] = max(longest.get(form[0], 0), n)
    return longest


@cache
def countries(language: str) -> tuple[Known, ...]:
    """Countries, continents and unions of states by their French and English names, from CLDR."""
    english = Locale("en").territories
    names = {tag: {**english, **Locale.parse(tag, sep="-").territories} for tag in {"fr", "en", language}}
    aliases: dict[str, list[str]] = {}
    for code, tag, alias in _aliases():
        aliases.setdefault(code, []).append(alias)
        if tag.endswith("!"):
            names[tag[:-1]][code] = alias
    codes = sorted(c for c in names["en"] if c in _WORLD or (c.isalpha() and c not in _NOT_PLACES))
    return tuple(_country(code, language, names=names, aliases=aliases.get(code, [])) for code in codes)


def _country(code: str, language: str, *, names: Mapping[str, Mapping[str, str]], aliases: list[str]) -> Known:
    name = names[language][code].split(" (")[0]
    others = tuple((tag, names[tag][code].split(" (")[0]) for tag in sorted(names))
    kind: EntityType = "organisation" if code in _UNIONS else "place"
    return Known(key(name), kind, name, "country", tuple(aliases), others)


def _aliases() -> Iterator[tuple[str, str, str]]:
    for line in (files("newsdossier.data") / "country_aliases.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, tag, alias = line.split("\t")
            yield code, tag, alias


@cache
def _cities() -> frozenset[str]:
    packed = (files("newsdossier.data") / "cities.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode("utf-8").split("\n"))


@cache
def _organisations() -> frozenset[str]:
    lines = (files("newsdossier.data") / "organisations.txt").read_text("utf-8").splitlines()
    return frozenset(name.strip() for line in lines if line[:1] not in {"", "#", "["} for name in line.split("|"))


def _is_name(text: str, found: list[re.Match[str]], place: tuple[int, int]) -> bool:
    """One name, and not a short word that only a headline in capitals makes look like « US » or « UN »."""
    first, last = place
    around = [found[k].group() for k in (first - 1, last) if 0 <= k < len(found)]
    short = len(text[found[first].start() : found[last - 1].end()]) <= _SHORT
    shouting = short and any(word.isupper() and len(word) > _SHORT for word in around)
    return not shouting and _joined(text, found[first:last])


def _joined(text: str, found: list[re.Match[str]]) -> bool:
    """Only a space, a hyphen, an apostrophe or a point stands between the words of one name."""
    pairs = zip(found, found[1:], strict=False)
    return all(_GAP.fullmatch(text, a.end(), b.start()) for a, b in pairs)


def _in_capitals_if_short(form: str) -> bool:
    letters = form.replace(".", "")
    return len(letters) > _SHORT or letters.isupper() or not form.isascii()


def _with_last_point(text: str, span: Span) -> Span:
    dotted = "." in span.of(text)[1:2] and text[span.end : span.end + 1] == "."
    return Span(span.start, span.end + 1) if dotted else span
