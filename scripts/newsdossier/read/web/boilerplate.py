"""Lines that outlets put into every page -> are they none of the article's."""

import re

from newsdossier.read.web.blocks import Blocks


def _one_of(patterns: str, after: str = "") -> re.Pattern[str]:
    """A line that begins with one of these, one a line; `after`: what must follow it."""
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
_LEADS = re.compile(
    r"^\W*(?:[aà] )?(?:(?:re)?l(?:ire|isez)|(?:ré)?écoute[rz]) [^.,:;!?«»]{2,40}\s?:\s.*[^.!…»”\"\s]\s*$", re.I
)  # no sentence, but the title of something else
_LETTER = re.compile(r"\bnewsletters?\b|\blettres? d['’]information\b", re.I)
_TO_READERS = re.compile(
    r"\b(?:you|your|vous|votre|vos|sie|ihrem?|inscrivez|abonnez|recevez|sign up|subscribe to|suscr[ií]b\w+)\b", re.I
)
_LONGEST = 220  # characters: a longer line is prose
_LONGEST_CALL = 300


def is_boilerplate(line: str) -> bool:
    """A link to something else, or a service of the outlet; never a whole paragraph of prose."""
    if len(line) <= _LONGEST_CALL and _LETTER.search(line) and _TO_READERS.search(line):
        return not re.search("[«“„]", line)  # what somebody says of such a letter
    return len(line) <= _LONGEST and any(p.match(line) for p in (_READ_ALSO, _LEADS, _LABEL, _SERVICE, _BUTTON))


def without_tail(blocks: Blocks) -> Blocks:
    """What follows a heading such as « Sur le même sujet » in the last third is no more of the article."""
    for at in range(len(blocks) * 2 // 3, len(blocks)):
        if blocks[at][0] == "heading" and _TAIL.match(blocks[at][1]):
            return blocks[:at]
    return blocks
