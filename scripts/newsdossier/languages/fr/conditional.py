"""French sentence -> its verbs in the journalistic conditional: « aurait quitté », « serait prêt ».

The form says little: the same one is a wish, a hypothesis, a judgement, what might have been, or the future of somebody
who spoke in the past. Each of these shows in the words around it; what shows none of them is taken for a reserve.
"""

import re
from collections.abc import Iterator

from newsdossier.languages.speech import pattern
from newsdossier.model.article import Span

_FORM = re.compile(r"(?<![\w-])(?:s['’](?=agi))?(\w+rai(?:t|ent))(?![\w’'])", re.IGNORECASE)
# « espérait », « livrait »: an imperfect is made from a stem in -r, a conditional from the infinitive
_IMPERFECT = re.compile(
    r"(?:[éèêaâo]r|(?<!^a)(?<!^sa)(?<!cl)ur|[bfg]r|(?<!m)pr|(?<!vain)cr|(?<!t)(?<!aî)(?<!ai)(?<!oî)(?<!oi)tr"
    r"|(?:[oe]u|œu|[nl]i)vr|(?:cad|effond|gend|oupoud|foud)r|(?:écl|fl)air"
    r"|(?:^(?:re|at|é|sou)?t|^v|chav|[sx]p|soup|adm|dés|emp|^déch|dél|^c)ir"
    r"|(?<!pou)(?<!ver)(?<!ve)(?<!cou)(?<!mou)(?<!que)rr)$"
)
_ASKS = re.compile(r"\?[\s»”\"]*$")
_INVERTED = re.compile(r"-(?:t-)?(?:ils?|elles?|on|ce)\b")
_ON = re.compile(r"\b(?:on|nul|personne)(?:\s(?:ne|y|en|se|le|la|les|lui)|\s[nsl]['’])*\s?$", re.IGNORECASE)
_ADVERBS = (
    r"(?:\s(?:donc|alors|ainsi|bien|très|trop|plus|également|aussi|pas|jamais|même|certes|sans doute|\w+ment)){0,2}"
)
_PARTICIPLE = re.compile(
    rf"{_ADVERBS}\s(?:[«“]\s?)?"
    r"(?:eu|mis|pris|dit|fait|(?!lui|ici|parmi|(?:de)?puis|plus|(?:lun|mar|jeu|same|vendre|ma)di)\w+(?:é|i|u|is|it|ert|int)e?s?)\b"
)
_IF = re.compile(
    r"(?<!\bmême\s)(?<!\bcomme\s)\b(?:[sS]['’]ils?\b"
    r"|[sS]i\s(?!(?:l['’])?on\sen\scroit)(?:ce|cette|cet|ces|cela|l[ea]s?|l['’]|elles?|on|une?|des|du|son|sa|ses|leurs?|aucune?|nous|vous|je|j['’]|tu|tous"
    r"|[A-ZÀ-Þ«]))"
)
_WHETHER = re.compile(
    r"\b(?:savoir|sait|savent|demand\w+|ignor\w+|détermin\w+|vérifi\w+|dire|dit|précis\w+|décid\w+|étudi\w+)\b[^,;:.]{0,25}$",
    re.IGNORECASE,
)
# « savoir si … », « dès que la proposition serait formulée »
_JUST_IF = re.compile(
    r"\b(?:si|s['’]ils?|(?:dès|aussitôt|une fois|jusqu['’]à ce)\squ(?:e|['’])|lorsqu(?:e|['’])|quand)\b[^,;:]{0,28}$",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\bce\squ(?:i|e|['’])[^,;:]{0,24}$", re.IGNORECASE)
_THAT = re.compile(r"\bqu(?:e\b|['’])", re.IGNORECASE)
_AND = re.compile(r"(?:\bet|\bmais|\bou|,)\s$")
_HIMSELF = re.compile(r"\bqu['’](?:ils?|elles?)\s(?:\w{1,3}\s|[nsl]['’])*$", re.IGNORECASE)
_AUXILIARIES = ("aurai", "serai")
_INFINITIVE_SUBJECT = re.compile(r"(?:^|[,;:«]\s?)[A-ZÀ-Þa-zà-ÿ]\w*(?:er|ir|[dtv]re)\s[^,;:]{0,50}$")
_ANY_SUBJECT = re.compile(r"(?:^|[,;:«]\s?|\bque\s|\bqu['’])(?:une?|toute?|cela|ceci|ça)\b[^,;:]{0,40}$", re.IGNORECASE)
_WITHOUT = re.compile(
    r"(?:^|[«,]\s?)sans\s(?:l[ea]s?|l['’]|ce|cette|cet|ces|une?|son|sa|ses|leurs?)\b[^;:]*,", re.IGNORECASE
)
_RELATIVE = re.compile(r"\b(?:qui|où|dont|que)\b|\bqu['’]")
_REACH = 50  # characters from an announcing verb to its « que »
_PLAN_REACH = 60  # characters from a plan to the verb that describes it


def is_conditional(word: str) -> bool:
    """True if a word in -rait or -raient is a conditional, which « ignorait » and « portrait » are not."""
    stem = re.sub(r"ai(?:t|ent)$", "", word.lower())
    return _IMPERFECT.search(stem) is None


def reserves(text: str, sentence: Span, *, context: int) -> Iterator[Span]:
    """Yields the verbs of a sentence by which the outlet does not vouch for what it says.

    At most `context` characters before and after a verb are looked at.
    """
    for match in _FORM.finditer(text, sentence.start, sentence.end):
        if is_conditional(match.group(1)):
            ahead = text[max(sentence.start, match.start() - context) : match.start()]
            after = text[match.end() : min(sentence.end, match.end() + context)]
            if not _is_other(ahead, match.group(), after):
                yield Span(match.start(), match.end() + _participle(match.group(), after))


def _participle(verb: str, after: str) -> int:
    """Returns how many characters follow « aurait » in « aurait également conseillé »."""
    found = _PARTICIPLE.match(after) if verb.lower().startswith(_AUXILIARIES) else None
    return found.end() if found and "«" not in found.group() else 0


def _is_other(ahead: str, verb: str, after: str) -> bool:
    """True if one of the other uses shows."""
    return (
        _asks(after)
        or _is_set_phrase(ahead, verb, after)
        or _is_unreal(ahead, verb, after)
        or _supposes(ahead, after)
        or _judges(verb, after)
        or _follows(ahead, verb)
        or _plans(ahead, verb)
        or _is_future(ahead, verb, after)
    )


def _asks(after: str) -> bool:
    return bool(_ASKS.search(after) or _INVERTED.match(after))


def _is_set_phrase(ahead: str, verb: str, after: str) -> bool:
    """True for set phrases: « devrait », « voudrait », « on dirait », « ne serait-ce que »."""
    on = _ON.search(ahead) and not verb.lower().startswith(_AUXILIARIES)
    return bool(on or pattern("never", "fr").match(verb + after[:12]))


def _is_unreal(ahead: str, verb: str, after: str) -> bool:
    """True for « aurait pu », « aurait dû », and « aurait préféré » unless somebody says so."""
    gone = re.match(rf"{_ADVERBS}\s", after) if verb.lower().startswith("aurai") else None
    unreal = gone and pattern("unreal", "fr").match(after, gone.end())
    wished = unreal and unreal.group()[-1:] == "é"
    return bool(unreal) and not (wished and pattern("according", "fr").search(ahead + after))


def _supposes(ahead: str, after: str) -> bool:
    """True with « si » or « au cas où » in the same sentence, up to a semicolon."""
    if _JUST_IF.search(ahead):
        return True
    near = ahead.rsplit(";", 1)[-1] + " " + after.split(";", 1)[0]
    condition = any(not _WHETHER.search(near[: found.start()]) for found in _IF.finditer(near))
    return condition or pattern("cases", "fr").search(near) is not None


def _judges(verb: str, after: str) -> bool:
    """True for « serait une erreur »: an opinion on what might be, no report of a fact."""
    if not verb.lower().startswith("serai"):
        return False
    rest = re.match(rf"{_ADVERBS}\s", after)
    return bool(rest and pattern("judgements", "fr").match(after, rest.end()))


def _follows(ahead: str, verb: str) -> bool:
    """True for what is not so: « un refus entraînerait », « fermer coûterait », « sans cet accord, il fermerait »."""
    if _WITHOUT.search(ahead):
        return True
    if not pattern("consequences", "fr").fullmatch(verb):
        return False
    event = _ANY_SUBJECT.search(ahead) or pattern("events", "fr").search(ahead[-_PLAN_REACH:])
    return _INFINITIVE_SUBJECT.search(ahead) is not None or (event is not None and not verb.startswith("serai"))


def _plans(ahead: str, verb: str) -> bool:
    """True for a plan: « un projet qui permettrait », « , ce qui créerait »; not for « ce qui expliquerait »."""
    if _WHICH.search(ahead):
        return not verb.lower().startswith(("expliq", "signif"))
    wanted = next(pattern("wants", "fr").finditer(ahead), None)
    if wanted and not verb.lower().startswith(_AUXILIARIES) and _RELATIVE.search(ahead, wanted.end()):
        return True
    plan = rf"{pattern('plans', 'fr').pattern}[^,;:.]*\b(?:qui|dont|où)\b[^,;:.]{{0,30}}$"
    return bool(re.search(plan, ahead[-_PLAN_REACH:], re.IGNORECASE))


def _is_future(ahead: str, verb: str, after: str) -> bool:
    """True for « a annoncé qu’il viendrait »: under a verb in the past the conditional is a future."""
    if pattern("later", "fr").search(ahead) and not verb.lower().startswith(_AUXILIARIES):
        return True
    past = verb.lower().startswith("aurai") and _PARTICIPLE.match(after)
    if past or not _governing(ahead):
        return False
    if verb.lower().startswith("serai"):
        rest = re.match(rf"{_ADVERBS}\s", after)
        stative = rest and pattern("stative", "fr").match(after, rest.end())
        return bool(_HIMSELF.search(ahead) or (_PARTICIPLE.match(after) and not stative))
    return not pattern("states", "fr").match(verb + after[:4])


def _governing(ahead: str) -> str:
    """Returns the announcing verb in the past on which the clause depends, also over « et que »; empty without one."""
    ahead = re.split(r"[;:]\s", ahead)[-1]
    for that in reversed(list(_THAT.finditer(ahead))):
        head = ahead[: that.start()]
        found = [m for m in pattern("announcing", "fr").finditer(head) if _is_past(m.group())]
        if found and len(head) - found[-1].end() <= _REACH:
            return str(found[-1].group())
        if not _AND.search(head):
            return ""
    return ""


def _is_past(word: str) -> bool:
    """True also for « annonce »: what is announced is to come."""
    present = re.search(r"(?<!i)(?:e|er|(?<!èr)ent|et)$", word.lower())
    return not present or word.lower().startswith(("annonce", "prom", "prév"))
