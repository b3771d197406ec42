"""What is known of names before any article is read, and which known entity an article means by a name, if any.

The newsroom's authority comes first, then the knowledge base. A wrong link is worse than none.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from newsdossier.knowledge import shipped
from newsdossier.knowledge.base import DOMINANT, LARGE, SHORT, Base, longest_of, shipped_base
from newsdossier.model.article import Span
from newsdossier.model.entity import EntityType, KnownEntity
from newsdossier.naming import fold, words

_ALSO_OTHER_NAMES = {"maurice", "jordan", "chad", "georgia", "jersey", "guernesey", "hollande", "dominique", "salvador"}
_WORD = re.compile(r"\w+")
_ARTICLES = frozenset({"La", "Le", "Les", "The"})
_GAP = re.compile(r"[ \u00a0\u202f]?['’.-]?[ \u00a0\u202f]?")
_CITY = 4  # letters from which the name of a large city is a hint
_WELL_KNOWN = 50  # sites of Wikimedia about somebody whom a single word names
_SHORTEST = 4  # letters of a word that says something about what an entity is, of a name that needs no other word
_Words = list[re.Match[str]]


@dataclass(frozen=True, slots=True)
class Context:
    """What an article says besides the name."""

    countries: frozenset[str]
    """ISO codes of the countries that it names, by name or by adjective."""
    words: frozenset[str]
    """Its words, folded."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Known entities: the authority's by the folded form of their names, all others in the base."""

    authority: Mapping[str, KnownEntity]
    """Folded form -> entity of the authority."""
    longest: Mapping[str, int]
    """First word of a form of the authority or of a known organisation -> how many words the longest one has."""
    ids: Mapping[str, KnownEntity]
    """Id -> entity of the authority: no other entity has one of these."""
    base: Base
    """What is shipped, and the newsroom's lists."""

    def fingerprint(self) -> str:
        """A digest of all that is known: equal for equal authority, lists and shipped data."""
        said = repr((self.base.fingerprint, sorted(self.ids.items()), sorted(self.authority)))
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()

    def find(self, form: str) -> KnownEntity | None:
        """The known entity that this name alone means."""
        folded = fold(form)
        known = self.authority.get(folded) or self._other(self.base.settled(folded))
        return known if known and _in_capitals_if_short(form) else None

    def link(self, form: str, kind: EntityType, context: Context) -> KnownEntity | None:
        """The city, or the entity of a list, that the article means by this name; none when it does not say which."""
        folded = fold(form)
        if folded in self.authority or (kind == "place" and folded in shipped.regions()):
            return None
        return self._other(choose(form, kind, self.base.candidates(folded), context=context))

    def context(self, text: str) -> Context:
        """What else the article says: which countries it names, and its words."""
        said = frozenset(fold(word) for word in _WORD.findall(text))
        peoples = shipped.peoples()
        named = {known.country for span in self.scan(text) if (known := self.find(span.of(text)))}
        return Context(frozenset(named | {peoples[word] for word in said & peoples.keys()}) - {""}, said)

    def scan(self, text: str) -> Iterator[Span]:
        """Where the text names something known with a capital, the longest name at each place."""
        found = list(_WORD.finditer(text))
        longest = self._longest(found)
        decide = self._names(text, found, longest)
        after = 0
        for i, n in longest.items():
            for last in range(min(i + n, len(found)), i, -1) if i >= after else ():
                form = text[found[i].start() : found[last - 1].end()]
                known = form in decide and self._sure(form) and not self._goes_on(text, form, end=found[last - 1].end())
                if _is_name(text, found, (i, last)) and (known or self._tells(form)):
                    after = last
                    yield _with_last_point(text, Span(found[i].start(), found[last - 1].end()))
                    break

    def _goes_on(self, text: str, form: str, *, end: int) -> bool:
        """« Kremlin-Bicêtre » is no Kremlin; « France-Allemagne » are two countries."""
        known = self.find(form)
        hyphen = text[end : end + 1] == "-" and text[end + 1 : end + 2].isupper()
        return hyphen and known is not None and known.by == "list"

    def _longest(self, found: _Words) -> dict[int, int]:
        """Place of a word with a capital -> how many words the longest known name has that may begin there."""
        firsts = {i: fold(word.group()) for i, word in enumerate(found) if word.group()[0].isupper()}
        in_base = self.base.longest(firsts.values())
        lengths = {i: max(self.longest.get(word, 0), in_base.get(word, 0)) for i, word in firsts.items()}
        return {i: n for i, n in lengths.items() if n}

    def _names(self, text: str, found: _Words, longest: Mapping[int, int]) -> set[str]:
        """Returns the stretches that are names, looked up all at once."""
        forms = {
            form: fold(form)
            for i, n in longest.items()
            for last in range(i + 1, min(i + n, len(found)) + 1)
            for form in (text[found[i].start() : found[last - 1].end()],)
        }
        known = self.base.names(forms.values())
        return {form for form, folded in forms.items() if folded in known or folded in self.authority}

    def _sure(self, form: str) -> bool:
        known = self.find(form)
        return known is not None and (known.by == "authority" or fold(form) not in _ALSO_OTHER_NAMES)

    def _tells(self, form: str) -> bool:
        """An organisation that no person or place is mistaken for: several words, or capitals alone."""
        return (form.isupper() or len(words(form)) > 1) and self.is_organisation(form)

    def _other(self, known: KnownEntity | None) -> KnownEntity | None:
        """An entity of the base never takes the id of one of the authority's: it is that one, or gets another id."""
        own = self.ids.get(known.id) if known else None
        if known is None or own is None:
            return known
        if own.type == known.type and not known.popularity:
            return own
        return replace(known, id=f"{known.id}-{known.country.lower() or known.type}")

    def is_organisation(self, form: str) -> bool:
        """A medium, party, institution, company or movement of that name is known."""
        return form.replace("’", "'") in shipped.organisations()

    def is_city(self, form: str) -> bool:
        """A city of 100,000 people or more has that name, in some language."""
        return len(fold(form)) >= _CITY and self.base.is_large_city(fold(form))

    def decides(self, form: str) -> KnownEntity | None:
        """The known entity whose type settles what the form is, whatever a model thinks."""
        return self.find(form) if self._sure(form) else None


def gather(authority: Iterable[KnownEntity], language: str, base: Base | None = None) -> Knowledge:
    """The authority's entities before the base's; without a project's base, what is shipped."""
    base = base or shipped_base(language)
    decided = tuple(_told(known, base) for known in authority)
    forms: dict[str, KnownEntity] = {}
    for known in (known for known in decided if not known.articles):
        for form in known.all_forms():
            forms.setdefault(fold(form), known)
    longest = longest_of(form for form in (*forms, *map(fold, shipped.organisations())) if form)
    return Knowledge(forms, longest, {k.id: k for k in decided}, base)


def _told(known: KnownEntity, base: Base) -> KnownEntity:
    """An entity of the authority with what the base says of it beside: country, coordinates, what a seat stands for."""
    told = base.settled(fold(known.name))
    if told is None or told.type != known.type or (known.wikidata and told.wikidata not in {"", known.wikidata}):
        return known
    return replace(
        known,
        wikidata=known.wikidata or told.wikidata,
        country=told.country,
        coordinates=told.coordinates,
        stands_for=told.stands_for,
        description=told.description,
    )


def _is_name(text: str, found: _Words, place: tuple[int, int]) -> bool:
    """One name, and not a short word that only a headline in capitals makes look like « US » or « UN »."""
    first, last = place
    around = [found[k].group() for k in (first - 1, last) if 0 <= k < len(found)]
    short = len(text[found[first].start() : found[last - 1].end()]) <= SHORT
    shouting = short and any(word.isupper() and len(word) > SHORT for word in around)
    # « La réunion » opens a sentence, and is no island
    common = found[first].group() in _ARTICLES and all(word.group().islower() for word in found[first + 1 : last])
    return not shouting and not (common and last > first + 1) and _joined(text, found[first:last])


def _joined(text: str, found: _Words) -> bool:
    """Only a space, a hyphen, an apostrophe or a point stands between the words of one name."""
    pairs = zip(found, found[1:], strict=False)
    return all(_GAP.fullmatch(text, a.end(), b.start()) for a, b in pairs)


def _in_capitals_if_short(form: str) -> bool:
    letters = form.replace(".", "")
    return len(letters) > SHORT or letters.isupper() or not form.isascii()


def _with_last_point(text: str, span: Span) -> Span:
    dotted = "." in span.of(text)[1:2] and text[span.end : span.end + 1] == "."
    return Span(span.start, span.end + 1) if dotted else span


def choose(form: str, kind: EntityType, candidates: Iterable[KnownEntity], *, context: Context) -> KnownEntity | None:
    """The candidate of that kind that the article bears out, or that its name alone means."""
    fitting = _merged([one for one in candidates if one.type == kind])
    cities = [one for one in fitting if one.by == "city"]
    if cities and len(cities) == len(fitting):
        return _city(form, cities, countries=context.countries)
    if cities:
        return _backed(fitting, context)
    return _backed(fitting, context) if len(fitting) > 1 else _only(form, fitting, context=context)


def _merged(candidates: list[KnownEntity]) -> list[KnownEntity]:
    """A city that the dump tells about too is one candidate, the dump's."""
    told = {one.geonames for one in candidates if one.by != "city" and one.geonames}
    return [one for one in candidates if one.by != "city" or one.geonames not in told]


def _city(form: str, cities: list[KnownEntity], *, countries: frozenset[str]) -> KnownEntity | None:
    """The city that outweighs the others, those of countries named in the article before all others."""
    near = [one for one in cities if one.country in countries]
    best = _dominant(near)
    if best is None:
        return None if near or len(form) < _SHORTEST else _large(_dominant(cities))
    if best == max(cities, key=lambda one: one.popularity):
        return best
    return best if countries == {best.country} and _dominant(cities) is None else None  # else it is perhaps the larger


def _large(city: KnownEntity | None) -> KnownEntity | None:
    """Without its country beside it, a small place is more likely another one that no list has."""
    return city if city and city.popularity >= LARGE else None


def _dominant(candidates: list[KnownEntity]) -> KnownEntity | None:
    ranked = sorted(candidates, key=lambda one: (-one.popularity, one.id))
    if not ranked:
        return None
    return ranked[0] if len(ranked) == 1 or ranked[0].popularity >= DOMINANT * ranked[1].popularity else None


def _backed(candidates: list[KnownEntity], context: Context) -> KnownEntity | None:
    """The one that the article's words bear out; several are none, unless one is far better known."""
    backed = [one for one in candidates if _is_backed(one, context)]
    if len(backed) == 1:
        return backed[0]
    comparable = len({one.by for one in candidates}) == 1
    return _dominant(backed or candidates) if comparable else None


def _only(form: str, candidates: list[KnownEntity], *, context: Context) -> KnownEntity | None:
    """A full name with nobody else of that name; a single word needs the article's words or renown."""
    for one in candidates:
        if len(words(form)) > 1 or one.popularity >= _WELL_KNOWN or _is_backed(one, context):
            return one
    return None


def _is_backed(one: KnownEntity, context: Context) -> bool:
    telling = {word for word in words(one.description) if len(word) >= _SHORTEST} - set(words(one.name))
    return one.country in context.countries or bool(telling & context.words)
