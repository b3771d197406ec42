"""Lines that outlets put into every page -> are they none of the article's."""

import re

from newsdossier.read.blocks import Blocks


def _one_of(patterns: str, after: str = "") -> re.Pattern[str]:
    """A line that begins with one of these, one a line; `after`: what must follow it."""
    return re.compile(rf"^\W*(?:{'|'.join(patterns.split(chr(10))[1:-1])}){after}", re.I)


_READ_ALSO = _one_of(r"""
(?:à )?(?:lire|voir|écouter|regarder|découvrir) (?:aussi|également|encore|notre|nos|la suite)\b
(?:lire|voir) (?:l['’]article|la vidéo|le diaporama)
(?:read also|see also|also read|mira|lea también|lesen sie auch)\b
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
©|\(c\) |copyright\b|all rights reserved|tags? ?:|filed under|photos? (?:by|credit)\b|image (?:source|credit)\b
sign up (?:for|to)|subscribe (?:to|for|now)|already a subscriber|get our (?:free )?newsletter|click here to
follow (?:us|\S+(?: \S+){0,3}) on (?:twitter|facebook|instagram)|share (?:this|on)\b
leave a (?:reply|comment)|(?:post|add) a comment
""")
_BUTTON = _one_of(r"""
imprimer(?: l['’]article)?|réagir(?: à cet article)?|(?:\d+ )?commentaires?|(?:la )?newsletter|publicité
(?:\d+ )?comments?|advertisement|print(?: this)?|cookies?|loading|log ?in|sign in
""", r"\W*$")  # fmt: skip
_TAIL = _one_of(r"""
(?:à )?lire aussi|sur le même (?:sujet|thème)|articles? (?:liés?|similaires?|récents?|recommandés?)|les plus lus
à la une|dans l['’]actualité|(?:\d+ )?commentaires?|laisser un commentaire|à propos de l['’]auteur|mots[- ]clés?
related (?:articles?|stories|posts?|content|topics)|(?:\d+ )?comments?|most (?:read|popular)|more from\b.{0,40}
you (?:may|might) (?:also )?like|recommended for you|about the author|leave a (?:reply|comment)
""", r"\W*$")  # fmt: skip
_LONGEST = 220  # characters: a longer line is prose


def is_boilerplate(line: str) -> bool:
    """A link to something else, or a service of the outlet; never a whole paragraph of prose."""
    return len(line) <= _LONGEST and any(p.match(line) for p in (_READ_ALSO, _LABEL, _SERVICE, _BUTTON))


def without_tail(blocks: Blocks) -> Blocks:
    """What follows a heading such as « Sur le même sujet » in the last third is no more of the article."""
    for at in range(len(blocks) * 2 // 3, len(blocks)):
        if blocks[at][0] == "heading" and _TAIL.match(blocks[at][1]):
            return blocks[:at]
    return blocks
