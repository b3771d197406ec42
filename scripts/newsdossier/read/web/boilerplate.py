"""Which blocks of a page are none of the article's: services, links to something else, captions, hidden text."""

import re
from collections import Counter
from typing import Any

from newsdossier.read.web import bylines
from newsdossier.read.web.blocks import Blocks, LeafBlock, length, normalized, one_line

_LEADS = re.compile(
    r"^\W*(?:[aà] )?(?:(?:re)?l(?:ire|isez)|(?:ré)?écoute[rz]) [^.,:;!?«»]{2,40}\s?:\s.*[^.!…»”\"\s]\s*$", re.I
)  # no sentence, but the title of something else
_NEWSLETTER = re.compile(r"\bnewsletters?\b|\blettres? d['’]information\b", re.I)
_TO_READERS = re.compile(
    r"\b(?:you|your|vous|votre|vos|sie|ihrem?|inscrivez|abonnez|recevez|sign up|subscribe to|suscr[ií]b\w+)\b", re.I
)
_LONGEST_LINE = 220  # characters: a longer line is prose
_LONGEST_CALL = 300
# By the containers of a block

_APART = frozenset("aside figure figcaption nav footer form template noscript button table li".split())
_NEVER = (
    r"caption|l[ée]gendes?\b|newsletter|cookie|modal\b|popup|comments?\b|promo\b|sponsor|recommend|"
    r"read-?(?:also|more)|lire-aussi"
)
_PERHAPS = re.compile(
    rf"{_NEVER}|legend|credit|photo|paywall|subscri|abonn|(?:^|[\s_-])ads?(?:$|[\s_-])|advert|publicit|"
    r"breadcrumb|by-?line|signature|author|auteur|disclaimer|copyright|tags?(?:$|[\s_-])|hidden|overlay|consent|rgpd",
    re.I,
)
_SURELY = re.compile(rf"(?:^|[\s_-])(?:{_NEVER})", re.I)
_CAPTION = re.compile(r"caption\b|Caption|l[ée]gende\b", re.I)
_PICTURES = re.compile(r"wp-caption|galler|slide|carousel|lightbox|pswp|modal|player|video", re.I)
_WHOLE_SENTENCE = re.compile(r"[.!?…][\"'»”’)]*(?:\s|$)")
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]\s]*$")
_SHORTEST_CAPTION, _LONGEST_CAPTION = 40, 500  # characters of a caption that is worth reading
_UNLINKED = 5  # characters outside of links: a paragraph that is one link leads to something else
_IDENTIFIER = 3  # words of an id that names a container; longer ones are made of a heading
_PART = 4  # a container that holds more than this part of the text is the article's, whatever its name


def _one_of(patterns: str, after: str = "") -> re.Pattern[str]:
    """Compiles alternatives, one or more a line, that a line begins with; `after` is what must follow."""
    return re.compile(rf"^\W*(?:{'|'.join(patterns.split(chr(10))[1:-1])}){after}", re.I)


_READ_ALSO = _one_of(r"""
(?:[aà] )?(?:lire|voir|écouter|regarder|découvrir) (?:aussi|également|encore|notre|nos|la suite)\b
(?:lire|voir) (?:l['’]article|la vidéo|le diaporama)
(?:read also|see also|also read|mira|lea también|lesen sie auch|zum (?:artikel|thema))\b
""")


_LABEL = _one_of(r"""
à lire|à voir|lire|sur le même (?:sujet|thème)|dans la même rubrique|pour aller plus loin|nos derniers articles
read (?:more|next|on)|related|more on|most read|recommended|watch|listen|you may also like|more stories
más información|mehr zum thema
""", r"\W*(?::|$)")  # fmt: skip


_SERVICE = _one_of(r"""
abonnez-vous|inscrivez-vous|s['’](?:abonner|inscrire)\b|se connecter|connectez-vous|déjà abonné
recevez (?:notre|nos|chaque|toute)|suivez[- ]nous|retrouvez (?:nous|notre page|toute l['’]actualité)
partager (?:sur|l['’]article|cet article)|envoyer par (?:e-?mail|courriel)|il vous reste \d+ ?% de cet article
(?:cet article est |contenu )?réservé aux abonnés|pour (?:lire la suite|accéder en illimité)
laisser un commentaire|tous droits réservés|mots[- ]clés? ?:|crédits? (?:photos?|images?) ?:|temps de lecture
profitez de (?:notre|nos) offres?|offre (?:découverte|d['’]essai)|accès (?:illimité )?à tous (?:les|nos) articles
©|\(c\) |copyright\b|.*\ball rights reserved|tags? ?:|filed under|photos? (?:by|credit)\b|image (?:source|credit)\b
photos? ?(?:\(\w+\) ?)?:|lesedauer|tiempo de lectura|(?:estimated )?reading time|\d+ min(?:ute)?s? (?:de lecture|read)\b
this (?:post|article|story|page) (?:may )?contains? (?:references to products|affiliate)|tell us what you think
(?:we|\w+) may (?:earn|receive) (?:an? )?(?:affiliate )?(?:commission|compensation)
sign up (?:for|to)|subscribe (?:to|for|now)|already a subscriber|get our (?:free )?newsletter|click here to
follow (?:us|\S+(?: \S+){0,3}) on (?:twitter|facebook|instagram)|share (?:this|on)\b
leave a (?:reply|comment)|(?:post|add) a comment
""")


_BUTTON = _one_of(r"""
imprimer(?: l['’]article)?|réagir(?: à cet article)?|(?:\d+ )?commentaires?|(?:la )?newsletter|publicité
(?:\d+ )?comments?|advertisement|print(?: this)?|cookies?|loading|log ?in|sign in|tweet|tweeter|partager|share|teilen
compartir|sponsored ads?|contenu sponsorisé|anzeige|werbung|publicidad
""", r"\W*$")  # fmt: skip


_TAIL = _one_of(r"""
(?:à )?lire aussi|sur le même (?:sujet|thème)|articles? (?:liés?|similaires?|récents?|recommandés?)|les plus lus
à la une|dans l['’]actualité|(?:\d+ )?commentaires?|laisser un commentaire|à propos de l['’]auteur|mots[- ]clés?
related (?:articles?|stories|posts?|content|topics)|(?:\d+ )?comments?|most (?:read|popular)|more from\b.{0,40}
you (?:may|might) (?:also )?like|recommended for you|about the author|leave a (?:reply|comment)
""", r"\W*$")  # fmt: skip


def is_boilerplate(line: str) -> bool:
    """True for a link to something else or a service of the outlet; never for a whole paragraph of prose."""
    if len(line) <= _LONGEST_CALL and _NEWSLETTER.search(line) and _TO_READERS.search(line):
        return not re.search("[«“„]", line)  # a quotation about such a letter
    return len(line) <= _LONGEST_LINE and any(p.match(line) for p in (_READ_ALSO, _LEADS, _LABEL, _SERVICE, _BUTTON))


def without_tail(blocks: Blocks) -> Blocks:
    """Cuts the article off at a heading such as « Sur le même sujet » in its last third."""
    for at in range(len(blocks) * 2 // 3, len(blocks)):
        if blocks[at][0] == "heading" and _TAIL.match(blocks[at][1]):
            return blocks[:at]
    return blocks


def without_services(found: Blocks, leaves: list[LeafBlock]) -> Blocks:
    """Drops lines that occur only in captions, calls to subscribe and lists of other articles."""
    lines = {normalized(line) for _, line in found}
    known = [leaf for leaf in leaves if normalized(leaf.text) in lines]
    held: Counter[Any] = Counter()
    for leaf in known:
        for ancestor in leaf.element.iterancestors():
            held[ancestor] += len(leaf.text)
    most = length(found) // _PART
    body = {container for container in held if held[container] > most}
    text = {normalized(leaf.text) for leaf in known if not _is_service(leaf, body)}
    other = {normalized(leaf.text) for leaf in known} - text
    kept = [block for block in found if normalized(block[1]) not in other]
    return kept if length(found) - length(kept) <= most else found


def _is_service(leaf: LeafBlock, body: set[Any]) -> bool:
    around = [one for one in (leaf.element, *leaf.element.iterancestors()) if one not in body]
    if is_caption(leaf, body):
        return False
    return any(one.tag in {"figcaption", "footer", "nav"} for one in around) or bool(_SURELY.search(_names(around)))


def is_article_text(leaf: LeafBlock, body: Any) -> bool:
    """True if neither its words nor the containers that it does not share with `body` make it something else."""
    shared = set(body.iterancestors())
    around = [one for one in (leaf.element, *leaf.element.iterancestors()) if one not in shared]
    names = _names(around)
    return (
        len(leaf.text) - link_length(leaf.element) > _UNLINKED
        and not _is_apart(around)
        and not _PERHAPS.search(names)
        and not bylines.ELSEWHERE.search(names)
        and not is_boilerplate(leaf.text)
    )


def is_caption(leaf: LeafBlock, body: set[Any]) -> bool:
    """True for a sentence under a picture within the containers `body`; a figure is by HTML apart from the text."""
    element, line = leaf
    long_enough = _SHORTEST_CAPTION <= len(line) <= _LONGEST_CAPTION
    if not (_CAPTION.search(element.get("class", "")) and _WHOLE_SENTENCE.search(line) and long_enough):
        return False
    around: list[Any] = []
    for one in (element, *element.iterancestors()):
        if one in body:
            names = _names(around)
            other = _PICTURES.search(names) or bylines.ELSEWHERE.search(names)
            return not (other or _is_apart(around) or is_mostly_links(leaf))
        around.append(one)
    return False


def _is_apart(elements: list[Any]) -> bool:
    return any(one.tag in _APART or _HIDDEN.search(one.get("style", "")) for one in elements)


def _names(elements: list[Any]) -> str:
    """Returns the classes and short ids of elements."""
    ids = (one.get("id", "") for one in elements)
    short = [name for name in ids if len(re.split(r"[\W_]+", name)) <= _IDENTIFIER]
    return " ".join([*(one.get("class", "") for one in elements), *short])


def is_mostly_links(leaf: LeafBlock) -> bool:
    """True if more than half of its characters are links."""
    return 2 * link_length(leaf.element) > len(leaf.text)


def link_length(element: Any) -> int:
    """Returns the number of characters of an element's links."""
    return sum(len(one_line("".join(link.itertext()))) for link in element.iter("a"))


def ends_sentence(line: str) -> bool:
    """True if it ends as sentences do, be it within quotation marks."""
    return _SENTENCE_END.search(line) is not None
