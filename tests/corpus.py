"""A folder of awkward seeds, each with how it must end: what newsrooms drop, what machines mangle, what attackers try.

Everything here is written for the tests. `make(folder)` writes the files and returns the manifest.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import corpus_files as files

PROSE = (
    "La maire a présenté son projet à l’hôtel de ville : « Nous n’avons plus le choix », a-t-elle dit, le cœur serré.\n\n"
    "Le conseil municipal doit voter le texte en juin ; l’opposition, elle, demande un référendum à Orléans."
)
PLAIN = "Le conseil a vote le texte hier soir, sans debat, puis la seance fut levee."


@dataclass(frozen=True, slots=True)
class Case:
    """One file and its end."""

    name: str
    """Below the folder of seeds."""
    data: bytes | Callable[[Path], None]
    """Its bytes, or what makes it where it is no plain file."""
    outcome: str = "dossier"
    """`dossier`, `error` or `skip`."""
    says: str = ""
    """Words of the dossier's text or of the message."""


def cases() -> list[Case]:
    """The manifest alone."""
    return [case for family in FAMILIES for case in family()]


def make(folder: Path) -> list[Case]:
    """Write every case into the folder."""
    every = cases()
    for case in every:
        path = folder / case.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if callable(case.data):
            case.data(path)
        else:
            path.write_bytes(case.data)
    return every


def encodings() -> Iterator[Case]:
    """The same words in every encoding that newsrooms have saved them in."""
    words = "Le cœur de l’été"
    for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"):
        yield Case(f"codage-{name}.txt", f"{words} {name}\n\n{PROSE}".encode(name), says="l’hôtel de ville")
        page = f"<html><head><meta charset='{name}'><title>{words} {name} p</title></head><body><article><p>{PROSE}</p>"
        yield Case(f"codage-{name}.html", page.encode(name), says="l’hôtel de ville")
    latin = "Été à l'hôtel\n\nL'élève a été reçu à la mairie, où le garçon dînait.\n"
    for name in ("latin-1", "cp850"):
        yield Case(f"codage-{name}.txt", latin.encode(name), says="reçu à la mairie, où le garçon")
    wrong = "<meta charset='{}'><title>Déclaration {}</title><article><p>{}</p></article>"
    for label in ("iso-8859-1", "utf-16", "undefined", "x-rien", "unicode_escape"):
        yield Case(f"declare-{label}.html", wrong.format(label, label, PROSE).encode(), says="l’hôtel de ville")
    yield Case("cyrillique.txt", "Разговор Ушакова\n\nРазговор опубликовал Блумберг.".encode("cp1251"), says="Блумберг")
    yield Case("abime.txt", f"Abîmé\n\n{PROSE}".encode() * 3 + b"\xff\xfe fin", says="l’hôtel de ville")
    yield Case("nul.txt", f"Un nul\n\nAvant\0après. {PROSE}".encode(), says="Avantaprès")
    yield Case("binaire.txt", bytes(range(256)) * 20, "error", "no text")
    yield Case("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "error", "no text")
    yield Case("image-jpeg.txt", b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(255, -1, -1)) * 9, "error", "no text")


def unseen() -> Iterator[Case]:
    """Line ends, and characters that nobody sees."""
    for name, end in {"cr": "\r", "crlf": "\r\n", "ligne": "\u2028"}.items():
        yield Case(
            f"fin-{name}.txt", f"Fins {name}{end}{end}{PLAIN}".encode(), says="sans debat" if name != "ligne" else ""
        )
    marks = {
        "zero": "\u200b", "mot": "\u2060", "tiret": "\u00ad", "droite": "\u202e", "isole": "\u2066", "bom": "\ufeff", "marque": "\u200f",
    }  # fmt: skip
    for name, mark in marks.items():
        yield Case(
            f"invisible-{name}.txt", f"Invisible {name}\n\nLa mai{mark}re parle à Orlé{mark}ans.".encode(), says="maire"
        )
    yield Case(
        "nfd.txt", "E\u0301te\u0301 de\u0301compose\u0301\n\nLa fe\u0302te a lieu a\u0300 Lyon.".encode(), says="fête"
    )
    yield Case("sosies.txt", "Lettres sosies\n\nLa mаirе dе Раris écrit en lettres d’ailleurs.".encode(), says="écrit")
    yield Case(
        "echappe.txt", "Échappement\n\nUn \x1b[31mrouge\x1b[0m et un \x07 son.".encode() + PROSE.encode(), says="rouge"
    )
    yield Case("emoji.txt", "Le maire 👨‍👩‍👧 rit\n\nUne famille 👨‍👩‍👧 à Lyon 🇫🇷.".encode(), says="👨‍👩‍👧")
    yield Case("persan.txt", "می‌خواهم\n\nاین متن می‌خواهم است.".encode(), says="می‌خواهم")


def shapes() -> Iterator[Case]:
    """From nothing to too much."""
    yield Case("vide.txt", b"", "error", "no text")
    yield Case("blancs.txt", b" \n\t\n\n", "error", "no text")
    yield Case("vide.md", b"", "error", "no text")
    yield Case("vide.html", b"", "error", "is empty")
    yield Case("rien.html", b"<html><body><img src='a.png'></body></html>", "error", "no text")
    yield Case("titre.txt", b"Seulement un titre")
    yield Case("paragraphe.txt", f"Un titre simple\n\n{PLAIN}".encode(), says="sans debat")
    yield Case(
        "sans-ligne-vide.txt",
        "\n".join(f"Ligne {i} du texte de la ville." for i in range(40)).encode(),
        says="Ligne 39",
    )
    yield Case(
        "milliers.txt",
        ("Mille paragraphes\n\n" + "\n\n".join(f"il en est ainsi du {i}." for i in range(600))).encode(),
        says="ainsi du 599",
    )
    yield Case("longue-ligne.txt", ("Une ligne\n\n" + "le mot suivant " * 1_000 + "fin").encode(), says="suivant fin")
    yield Case("titre-long.txt", ("Titre " * 100 + "\n\n" + PLAIN).encode(), says="sans debat")
    yield Case("mot-long.txt", ("Un mot\n\n" + "a" * 20_000).encode(), says="aaaa")
    yield Case("titre-vide.md", f"# \n\n{PLAIN}\n".encode(), says="sans debat")
    yield Case("regles.md", f"Avant\n\n---\n\n{PLAIN}\n\n---\n\nAprès\n".encode(), says="Après")
    yield Case("ponctuation.txt", b"...\n\n!!!\n\n???", says="!!!")
    yield Case(
        "deux-points.txt", f"Reportage: la nuit\nauteur: personne\n\n{PLAIN}".encode(), says="Reportage: la nuit"
    )
    yield Case("diese.txt", f"# Mise à jour #2\n\n{PLAIN}".encode(), says="#2")


def names() -> Iterator[Case]:
    """Names of files that are hard on programs."""
    body = f"Nommé {{}}\n\n{PLAIN}"
    hard = ["avec espaces.txt", "émoji 🎉.txt", "-tiret.txt", "--aide.txt", "index.txt", "INDEX.md", "people.txt", "entities.txt",
            "search.txt", "point.point.txt", "apostrophe’s.txt", "esperluette&.txt", "pour%20cent.txt", "crochet[1].txt",
            "accolade{}.txt", "guillemet\".txt", "inferieur<b>.txt", "deux\u2003blancs.txt", "CON.txt", "maj.TXT", "a" * 200 + ".txt",
            "ligne\nbrisee.txt", "dollar$(touch x).txt", "dièse#1.txt", "question?.txt", "plus+.txt", "ünïcode.txt"]  # fmt: skip
    for number, name in enumerate(hard):
        yield Case(name, body.format(f"cas {number}").encode(), says="sans debat")
    for name in ("Casse.txt", "casse.txt", "sous/casse.txt", "sous/sous/casse.txt"):
        yield Case(name, f"Le même titre\n\n{PLAIN}".encode(), says="sans debat")
    for name in ("index", "entities", "people", "timeline", "..", "/etc/passwd", "a/b", "search"):
        safe = name.replace("/", "_").replace(".", "p")
        yield Case(f"adresse-{safe}.txt", f"Adresse {safe}\n\n{PLAIN}".encode(), says="sans debat")
        yield Case(f"adresse-{safe}.txt.yml", f"slug: '{name}'\n".encode(), "skip")
    yield Case(".cache.txt", PLAIN.encode(), "skip")
    yield Case("_brouillon.txt", PLAIN.encode(), "skip")
    yield Case("inconnu.xyz", PLAIN.encode(), "error", "no reader")
    yield Case("sans-ending", PLAIN.encode(), "error", "no reader")
    yield Case("orphelin.txt.yml", b"title: x\n", "skip")


def yaml() -> Iterator[Case]:
    """Front matter and sidecars that are wrong, or worse."""
    wrong = {
        "double": "title: a\ntitle: b", "alias": "a: &a [x]\nb: *a", "tag": "title: !!python/object:os.system x",
        "tabulation": "title:\n\t- a", "profond": "title: " + "[" * 500, "date": "published: 2024-02-31",
        "heure": "published: 25:61:61", "liste": "- a\n- b", "ouvert": "title: [a",
        "adresse": "url: javascript:alert(1)", "droits": "rights: tout", "controle": 'title: "a\\u0007b"', "nombre": "published: 20251014",
        "bombe": "a: &a [x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b]", "deux-points": "title: a : b : c",
    }  # fmt: skip
    for name, head in wrong.items():
        yield Case(f"entete-{name}.md", f"---\n{head}\n---\n{PLAIN}\n".encode(), "error", f"entete-{name}.md:")
        yield Case(f"annexe-{name}.txt", f"Annexe {name}\n\n{PLAIN}".encode(), "error", f"annexe-{name}.txt.yml:")
        yield Case(f"annexe-{name}.txt.yml", f"{head}\n".encode(), "skip")
    right = {
        "non": "title: No",
        "inconnu": "titre: a",
        "heure-titre": "title: 12:30:45",
        "vide": "title:",
        "nombre-titre": "title: 0x_",
        "crlf": "title: a\r",
    }
    for name, head in right.items():
        yield Case(f"entete-bon-{name}.md", f"---\n{head}\n---\n{PLAIN}\n".encode(), says="sans debat")
    yield Case("entete-ouverte.md", f"---\n\n{PLAIN}\n".encode(), says="sans debat")
    yield Case("entete-trop.md", f"---\ntitle: {'a' * 17_000}\n---\n{PLAIN}\n".encode(), "error", "16000")
    yield Case("annexe-latin.txt", f"Annexe latine\n\n{PLAIN}".encode(), "error", "UTF-8")
    yield Case("annexe-latin.txt.yml", "title: été".encode("latin-1"), "skip")


MARKER = "ndFired()"
PAYLOADS = (
    "<script>ndFired()</script>", "<img src=x onerror=ndFired()>", "<svg onload=ndFired()>", "</title><script>ndFired()</script>",
    "[clic](javascript:ndFired())", "![x](https://ailleurs.example/x.png)", "<a href='javascript&colon;ndFired()'>x</a>",
    "{{ ndFired() }} {% include 'x' %}", "{ onclick=ndFired() }", "texte{: onmouseover=ndFired() }", "--8<-- '/etc/passwd'",
    "</script><script>ndFired()</script>", "<iframe src=https://ailleurs.example></iframe>", "[^1] [^1]: note", "$$\\href{javascript:ndFired()}$$",
    ":smile: ```js\nndFired()\n```", "<!-- --><link rel=stylesheet href=https://ailleurs.example/x.css>", "\" onfocus=ndFired() autofocus x=\"",
    "<math><mtext><style><img src=x onerror=ndFired()>", "]]><script>ndFired()</script>", "<meta http-equiv=refresh content='0;url=https://ailleurs.example'>",
    "&lt;script&gt;ndFired()&lt;/script&gt;", "\\<script>ndFired()\\</script>", "<base href=https://ailleurs.example/>", "<form action=https://ailleurs.example><button autofocus>x</button></form>",
)  # fmt: skip


def active() -> Iterator[Case]:
    """Markup and code of every kind, in every place that reaches a page."""
    for n, payload in enumerate(PAYLOADS):
        yield Case(
            f"actif-{n}.txt",
            f"Actif {n} {payload.splitlines()[0]}\n\nLa maire {payload} parle à Lyon. {PLAIN}".encode(),
        )
        quoted = json.dumps(payload.replace("\n", " "))
        sidecar = f"title: {quoted}\ncredit: {quoted}\ntags: [{quoted}]\nsource:\n  publisher: {quoted}\n  authors: [{quoted}]\n"
        yield Case(f"actif-annexe-{n}.txt", f"Annexe active {n}\n\n{PLAIN}".encode(), says="sans debat")
        yield Case(f"actif-annexe-{n}.txt.yml", sidecar.encode(), "skip")
        yield Case(
            f"actif-{n}.md",
            f"---\ntitle: {quoted}\nslug: md-{n}\n---\n\n{payload}\n\n{PLAIN}\n".encode(),
            says="sans debat",
        )
    every = " ".join(payload.replace("\n", " ") for payload in PAYLOADS)
    yield Case("actif.html", files.page(f"Page {every}", every, PROSE), says="l’hôtel de ville")
    yield Case(
        "actif.json",
        json.dumps({"@type": "NewsArticle", "headline": every, "articleBody": f"{every}\n\n{PLAIN}"}).encode(),
    )
    yield Case("actif.eml", files.letter(every.replace("\n", " ")[:400], f"{every}\n\n{PLAIN}"))


def formats() -> Iterator[Case]:
    """Each kind of file, right and broken."""
    yield Case("lettre.eml", files.letter("La lettre", PROSE), says="l’hôtel de ville")
    yield Case(
        "lettre-html.eml", files.letter("La lettre riche", f"<p>{PROSE}</p>", kind="html"), says="l’hôtel de ville"
    )
    yield Case("lettre-fausse.eml", b"\n\nrien", "error", "no e-mail")
    yield Case(
        "lettre-date.eml", files.letter("Sans jour", PLAIN).replace(b"Date: ", b"Date: 31 Feb "), says="sans debat"
    )
    for number, value in enumerate(files.wires(PROSE)):
        yield Case(f"depeche-{number}.json", json.dumps(value).encode(), says="l’hôtel de ville")
    for name, data in {"ouvert": b'{"a": ', "nombre": b"12", "liste": b"[{}, {}]", "vide": b"{}", "profond": b"[" * 99_999,
                       "chiffres": b'{"a": ' + b"9" * 6_000 + b"}"}.items():  # fmt: skip
        yield Case(f"depeche-{name}.json", data, "error", f"depeche-{name}.json")
    for name, data in files.feeds(PROSE).items():
        yield Case(f"flux-{name}.xml", data, says="l’hôtel de ville")
    yield Case("flux-deux.xml", files.feeds(PROSE, twice=True)["rss"], "error", "newsdossier import")
    for name, data in files.broken_xml().items():
        yield Case(f"xml-{name}.xml", data, "error", f"xml-{name}.xml")
    yield Case("document.docx", files.docx(["Un document", *PROSE.split("\n\n")]), says="l’hôtel de ville")
    yield Case("document-faux.docx", b"PK\x03\x04 rien", "error", "no Word file")
    yield Case("document-ancien.docx", b"\xd0\xcf\x11\xe0" + bytes(500), "error", "old kind")
    yield Case("document-bombe.docx", files.docx(["x"], bomb=True), "error", "unpacks to more")
    whole = files.docx(["Un document", PROSE])
    yield Case("document-coupe.docx", whole[: len(whole) // 2], "error", "no Word file, or a damaged one")
    yield Case("document-abime.docx", files.damaged(whole), "error", "no Word file, or a damaged one")
    yield Case("document-styles.docx", files.damaged(whole, "word/styles.xml"), "error", "a damaged one")
    yield Case("document-chiffre.docx", files.flagged(whole), "error", "locked with a password")
    yield Case("document-verrouille.docx", files.compound(b"EncryptedPackage"), "error", "locked with a password")
    yield Case("document-doc.docx", files.compound(b"WordDocument"), "error", "of an old kind")
    yield Case("imprime.pdf", files.pdf(["Un article imprime", PLAIN]), says="sans debat")
    yield Case("imprime-coupe.pdf", files.pdf(["Coupe", PLAIN])[:200], "error", "PDF")
    yield Case("imprime-faux.pdf", b"ceci est du texte", "error", "no PDF")
    yield Case("imprime-chiffre.pdf", files.locked_pdf(["Chiffre", PLAIN]), "error", "locked with a password")
    yield Case("imprime-vide.pdf", files.pdf([]), "error", "holds no text")


def traps() -> Iterator[Case]:
    """What was measured to break our libraries."""
    deep = "<div>" * 400 + f"<p>{PROSE}</p>" + "</div>" * 400 + "<p>Et la toute dernière phrase.</p>"
    yield Case("profond-div.html", files.page("Profond", "", deep, raw=True), says="toute dernière")
    yield Case(
        "profond-citations.html",
        files.page("Citations", "", "<blockquote>" * 3_000 + f"<p>{PROSE}</p>", raw=True),
        says="l’hôtel",
    )
    yield Case(
        "profond-listes.md",
        ("Une liste\n\n" + "\n".join("  " * i + f"- point {i}" for i in range(40))).encode(),
        says="point 39",
    )
    yield Case("profond-citations.md", f"Une citation\n\n{PLAIN}\n\n{'> ' * 90}au fond\n".encode(), says="au fond")
    for name, text in {"crochets": "[" * 5_000, "etoiles": "*a_" * 5_000, "inferieurs": "<" * 5_000, "accents": "`a" * 4_000,
                       "esperluettes": "&" * 5_000, "barres": "\\" * 5_000, "liens": "[a](" * 3_000}.items():  # fmt: skip
        yield Case(f"piege-{name}.txt", f"Piège {name}\n\n{PLAIN}\n\n{text}".encode(), says="sans debat")
        yield Case(f"piege-{name}.md", f"Piège {name} m\n\n{PLAIN}\n\n{text}\n".encode(), says="sans debat")
    yield Case(
        "xml-declare.html",
        b'<?xml version="1.0" encoding="utf-8"?>' + files.page("Déclarée", "", PROSE),
        says="l’hôtel de ville",
    )


def disk() -> Iterator[Case]:
    """What is in a folder and is no file that can be read."""
    yield Case("lien-casse.txt", lambda path: path.symlink_to("nulle-part.txt"), "error", "leads nowhere")
    yield Case("lien-dehors.txt", lambda path: path.symlink_to("/etc/hostname"), "error", "leads out")
    yield Case("lien-rond.txt", lambda path: path.symlink_to(path.name), "error", "leads nowhere")
    yield Case("lien-dedans.txt", lambda path: path.symlink_to("titre.txt"))
    yield Case("dossier-lie", lambda path: path.symlink_to(".", target_is_directory=True), "skip")
    yield Case("tuyau.txt", lambda path: os.mkfifo(path), "error", "pipe")
    yield Case("octets.txt", _latin_name, "error", "not UTF-8")


def _latin_name(path: Path) -> None:
    (path.parent / os.fsdecode(b"octets-\xff.txt")).write_bytes(PLAIN.encode())


FAMILIES = (encodings, unseen, shapes, names, yaml, active, formats, traps, disk)
