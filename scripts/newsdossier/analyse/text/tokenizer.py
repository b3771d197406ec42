"""Text -> words, by our own rules for French and English.

spaCy's own languages load thousands of exceptions, which takes longer than all the rest of a model; these rules say the
same for what news writes, and load at once. No character is lost: the tokens' text is the text.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer
    from spacy.vocab import Vocab

_QUOTES = r"«»“”„‟‹›\"'’‘`´"
_OPEN = rf"[{_QUOTES}(\[{{<*_#§$£€¥+=|/\\~…–—·•-]|\.{{2,}}"
_CLOSE = rf"[{_QUOTES})\]}}>*_,;:!?%‰°€$£…–—|/\\~-]|\.{{2,}}"
_ELIDED = r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)['’](?=[\w«“\"])"
_CONTRACTED = r"(?<=\w)(?:n['’]t|['’](?:s|re|ve|ll|d|m))"
_LAST_STOP = r"(?:(?<=\w\w)|(?<=[\d»”\"')\]’]))\."
_INSIDE = r"[,;:!?()\[\]/…«»“”\"]"
_BETWEEN = (
    rf"(?<=[^\W\d]){_INSIDE}+(?=\w)|(?<=\w){_INSIDE}+(?=[^\W\d])|(?<=\w)(?:[–—]+|\.\.+)(?=\w)"
    r"|(?<=[^\W\d])\.(?=[A-ZÀ-Þ][a-zà-ÿ]{2})"
)
_INVERTED = r"(?<=\w)-(?:t-)?(?=(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|là|ci)$)"
_HYPHEN = r"(?<=\w)-(?=[^\W\d])"
_WHOLE = re.compile(r"(?:[A-ZÀ-Þ]\.)(?:-?[A-ZÀ-Þ]\.)+$|https?://\S+$")  # initials, addresses
# Stops that belong to the word before them
_ABBREVIATIONS = (
    "M. MM. Mme. Mlle. Mgr. Dr. Pr. Me. St. Ste. av. apr. cf. etc. env. ex. fig. p. pp. vol. art. chap. éd. al. "
    "Cie. Jr. Sr. vs. J.-C. No. Inc. Corp. Ltd. Co. janv. févr. juil. sept. oct. nov. déc. "
    "Mr. Mrs. Ms. Prof. Gen. Sen. Rep. Gov. Lt. Col. Sgt. Capt. Rev. Hon. Jan. Feb. Aug. Sept. Oct. Nov. Dec. a.m. p.m."
).split()
_INITIALS = [f"{chr(letter)}." for letter in range(ord("A"), ord("Z") + 1)]


def tokenizer(vocab: "Vocab", language: str) -> "Tokenizer":
    """French parts elided articles from their noun and keeps compounds whole; English parts « -based » and « 's »."""
    from spacy.tokenizer import Tokenizer

    before, inside = (_OPEN, _HYPHEN) if language == "en" else (rf"{_ELIDED}|{_OPEN}", _INVERTED)
    return Tokenizer(
        vocab,
        rules={word: [{"ORTH": word}] for word in (*_ABBREVIATIONS, *_INITIALS)},
        prefix_search=re.compile(rf"^(?:{before})", re.I).search,
        suffix_search=re.compile(rf"(?:{_CONTRACTED}|{_CLOSE}|{_LAST_STOP})$", re.I).search,
        infix_finditer=re.compile(rf"{_BETWEEN}|{inside}").finditer,
        token_match=_WHOLE.match,
    )
