"""Articles of our own by the dozen, as unlike one another as news is, for tests that need many."""

import random
from collections.abc import Iterator

_FIRST = "Claire Paul Nadia Hugo Irène Marc Aline Yann Rosa Émile Sarah Loïc Diane Gilles Fatou Oscar".split()
_LAST = "Berthier Vasseur Okonjo Lemaire Andrieux Castagnet Morvan Delorme Haddad Petrov Quéré Salvi".split()
_PLACES = "Lyon Nantes Varsovie Dakar Lisbonne Oslo Turin Québec Genève Tunis Cracovie Bruxelles".split()
_BODIES = ("l’ONU", "la Cour des comptes", "le Sénat", "l’OTAN", "la mairie de Nantes", "Airbus", "l’OMS", "la SNCF")
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_NOUNS = (
    "le pont", "la digue", "le budget", "la réforme", "le rapport", "le tramway", "la récolte", "le chantier",
    "la grève", "le tunnel", "la vaccination", "le barrage", "la bibliothèque", "le port", "la forêt", "le stade",
    "la centrale", "le procès", "la rentrée", "le marché", "le musée", "la sécheresse", "le réseau", "la flotte",
    "le quartier",
)  # fmt: skip
_VERBS = (
    "retarde", "inquiète", "divise", "rassure", "transforme", "coûte cher à", "met en danger", "relance", "fatigue",
    "étonne", "protège", "menace", "occupe", "sépare", "nourrit", "freine", "oblige", "rapproche",
)  # fmt: skip
_ADVERBS = (
    "depuis des mois", "sans bruit", "malgré les pluies", "plus que prévu", "à la surprise générale", "avant l’hiver",
    "faute de crédits", "avec méthode", "pour la troisième fois", "contre toute attente", "dès l’aube", "à moitié",
)  # fmt: skip
_ENDINGS = (
    "et personne ne sait qui paiera", "ce que les riverains contestent", "alors que les travaux commencent",
    "comme le montre une carte", "pendant que les voisins attendent",
    "ce qui change tout pour les écoles", "sans que la date soit arrêtée",
    "parce que deux experts se contredisent", "si l’on en croit les archives",
)  # fmt: skip


def articles(n: int) -> Iterator[tuple[str, str]]:
    """`n` articles as (file name, text), the same ones each time: text and Markdown, short and long."""
    for number in range(n):
        chance = random.Random(number)
        paragraphs = [
            " ".join(_sentence(chance) for _ in range(chance.randint(1, 5))) for _ in range(chance.randint(2, 9))
        ]
        title = f"{_capital(chance.choice(_NOUNS))} {chance.choice(_VERBS)} {chance.choice(_PLACES)} ({number})"
        if number % 5 == 4:
            yield f"article-{number}.md", f"# {title}\n\n" + "\n\n## Suite\n\n".join(paragraphs) + "\n"
        else:
            head = (
                f"dossier-du-jour-{number}\n{_sentence(chance)}" if number % 7 == 3 else f"{title}\n{_sentence(chance)}"
            )
            yield f"article-{number}.txt", f"{head}\n\n" + "\n\n".join(paragraphs) + "\n"


def _sentence(chance: random.Random) -> str:
    who = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
    fact = f"{chance.choice(_NOUNS)} {chance.choice(_VERBS)} {chance.choice(_NOUNS)} {chance.choice(_ADVERBS)}"
    # numbers, so that no two sentences have twelve words in common by chance
    fact = f"{fact}, {chance.randint(10_000, 99_999)} fois de suite"
    end, place = f"depuis {chance.randint(10_000, 99_999)} jours, {chance.choice(_ENDINGS)}", chance.choice(_PLACES)
    day = f"{chance.randint(2, 28)} {chance.choice(_MONTHS)} {chance.randint(1998, 2025)}"
    forms = (
        f"« {_capital(fact)}, {end} », a déclaré {who} à {place} devant {chance.choice(_BODIES)}.",
        f"« {_capital(fact)}. {_capital(chance.choice(_NOUNS))} aussi, {end} », a répondu {who}.",
        f"Le {day}, {chance.choice(_BODIES)} a écrit à {who} que {fact}, {end}.",
        f"Selon {who}, {fact} et {chance.choice(_NOUNS)} suivrait à {place}, {end}.",
        f"À {place}, {fact}, {end}.",
        f"{who} aurait quitté {place} le {day} : {fact}, {end}.",
    )
    return chance.choice(forms)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


SEEDS = {**dict(articles(14)), "once.txt": "Le pont\n\nMarie Lemoine le dit une fois.\n"}
"""Three batches for workers, with a text that tests of workers change."""
