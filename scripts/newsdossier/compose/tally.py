"""A dossier -> how much of its article is known, and what is not: a reader should see both at once."""

from dataclasses import dataclass

from newsdossier.compose.quotes import coverage
from newsdossier.model import Dossier


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of what was found, and of what is missing."""

    names: int
    """Entities that have a place of their own."""
    quotes: int
    """With a speaker."""
    dates: int
    """Whose year is known."""
    speakers_missing: int
    """Quotes whose speaker the article does not say, or we did not find."""
    years_missing: int
    """Dates whose year is not known."""
    outlet_missing: bool
    """No outlet is named."""
    day_missing: bool
    """The day of publication is not known."""
    rest_missing: bool
    """Only an excerpt is published."""


def tally(dossier: Dossier) -> Tally:
    """Of the public form of one dossier."""
    said, source = coverage(dossier), dossier.article.source
    dates = {time.edtf for time in dossier.annotations.times if time.edtf}
    without_year = sum(edtf.startswith("X") for edtf in dates)
    return Tally(
        names=sum(bool(one.target) for one in dossier.entities),
        quotes=said.attributed,
        dates=len(dates) - without_year,
        speakers_missing=said.quotes - said.attributed,
        years_missing=without_year,
        outlet_missing=not source.publisher,
        day_missing=source.published is None,
        rest_missing=dossier.extent is not None,
    )
