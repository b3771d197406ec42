"""Subtitles of a broadcast (WebVTT) -> draft: what is said, without its times."""

from newsdossier.decide.sidecar import Sidecar
from newsdossier.errors import SeedError
from newsdossier.read.decode import decode, visible
from newsdossier.read.seed import Draft, RawSeed

SUFFIXES = (".vtt",)


def read(raw: RawSeed) -> Draft:
    """The title stands behind WEBVTT, each cue is a paragraph."""
    head, *cues = decode(raw.data, raw.path).strip().split("\n\n")
    if not head.startswith("WEBVTT"):
        remedy = "Its first line begins with WEBVTT"
        raise SeedError("this is no file of subtitles", path=raw.path, line=1, remedy=remedy)
    said = [" ".join(cue.partition("-->")[2].split("\n")[1:]) for cue in cues if "-->" in cue]
    return Draft(
        blocks=tuple(("paragraph", words) for words in said),
        said=Sidecar(title=head.removeprefix("WEBVTT").strip(" -")),
        read=sum(map(visible, said)),
    )
