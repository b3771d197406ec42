"""Entities of the whole site, as commands: what is known of one; decisions, which say what they change, then ask."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsdossier.model.decision import Change, Withholding
from newsdossier.model.entity import EntityType

if TYPE_CHECKING:
    from newsdossier.build.result import Snapshot
    from newsdossier.cli.authority import Decided

app = typer.Typer()
_SHOWN = 30  # pages that a decision names
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
By = Annotated[str, typer.Option(help="Who decides, as the page of corrections shall name them.")]
New = Annotated[str, typer.Option("--as", help="Id of the namesake.")]
Do = Annotated[Withholding, typer.Option("--as", help="noindex, initials or remove.")]
Project = Annotated[Path, typer.Option(help="Folder that holds mkdocs.yml.")]


@app.command()
def merge(kept: str, gone: str, *, project: Project = Path(), yes: Yes = False, by: By = "") -> None:
    """Say that the second entity is the first: its page will lead there."""
    from newsdossier.cli import authority
    from newsdossier.decide import edits

    def decided(found: "Snapshot") -> "Decided":
        first, second = authority.entity(found, kept), authority.entity(found, gone)
        return edits.merge(first, second), Change("merge", first.id, second.id, by=by)

    _decide(project, decided, yes=yes)


@app.command("not-same")
def not_same(one: str, other: str, *, project: Project = Path(), yes: Yes = False, by: By = "") -> None:
    """Say that two entities are never one, whatever would join them."""
    from newsdossier.cli import authority
    from newsdossier.decide import edits

    def decided(found: "Snapshot") -> "Decided":
        first, second = authority.part(found, one), authority.part(found, other)
        return edits.not_same(first, second), Change("not-same", first.id, second.id, by=by)

    _decide(project, decided, yes=yes)


@app.command()
def rename(entity: str, name: str, *, project: Project = Path(), yes: Yes = False, by: By = "") -> None:
    """Call an entity otherwise; its page keeps its address."""
    from newsdossier.cli import authority
    from newsdossier.decide import edits

    def decided(found: "Snapshot") -> "Decided":
        one = authority.entity(found, entity)
        return edits.rename(one, name), Change("rename", one.id, name, by=by)

    _decide(project, decided, yes=yes)


@app.command()
def retype(entity: str, kind: EntityType, *, project: Project = Path(), yes: Yes = False, by: By = "") -> None:
    """Say that an entity is a person, organisation, place, event, work or other."""
    from newsdossier.cli import authority
    from newsdossier.decide import edits

    def decided(found: "Snapshot") -> "Decided":
        one = authority.entity(found, entity)
        return edits.retype(one, kind), Change("retype", one.id, kind, by=by)

    _decide(project, decided, yes=yes)


@app.command()
def split(entity: str, slugs: list[str], new: New, *, project: Project = Path(), yes: Yes = False, by: By = "") -> None:
    """Say that in these dossiers the name is of somebody else, a namesake."""
    from newsdossier.cli import authority
    from newsdossier.decide import edits

    def decided(found: "Snapshot") -> "Decided":
        authority.known_slugs(found, slugs)
        one = authority.entity(found, entity)
        return edits.split(one, slugs, new), Change("split", one.id, new, by=by)

    _decide(project, decided, yes=yes)


@app.command()
def reject(entity: str, *, project: Project = Path(), yes: Yes = False, by: By = "") -> None:
    """Say that this is no name at all, in any article."""
    from newsdossier.cli import authority
    from newsdossier.decide import edits

    def decided(found: "Snapshot") -> "Decided":
        one = authority.entity(found, entity)
        return edits.reject(one), Change("reject", one.id, by=by)

    _decide(project, decided, yes=yes)


@app.command()
def hide(entity: str, *, project: Project = Path(), yes: Yes = False, by: By = "") -> None:
    """Show neither its page nor links to it; the texts still name it (to take the name out: withdraw)."""
    from newsdossier.cli import authority
    from newsdossier.decide import edits

    def decided(found: "Snapshot") -> "Decided":
        one = authority.entity(found, entity)
        return edits.hide(one), Change("hide", one.id, by=by)

    _decide(project, decided, yes=yes)


@app.command()
def explain(entity: str, project: Project = Path()) -> None:
    """Say what an entity is, and why its names were taken for one."""
    from newsdossier.build.pipeline import preview
    from newsdossier.cli.authority import explain as lines
    from newsdossier.site.settings import load_settings

    settings = load_settings(project)
    for line in lines(preview(settings), entity, settings.language):
        print(line)


@app.command()
def withdraw(name: str, do: Do = "remove", *, project: Project = Path()) -> None:
    """Stop showing a name (the whole name, or the id of its page): its hash goes on a list that does not tell it."""
    from newsdossier.build.pipeline import preview
    from newsdossier.cli.authority import withdraw as put
    from newsdossier.site.settings import load_settings

    one = put(preview(load_settings(project)), name, do)
    print(f"Written: seeds/_withdrawals.yml, {one.do} {one.sha256}. Seeds and history still hold the name.")


def _decide(project: Path, decided: Callable[["Snapshot"], "Decided"], *, yes: bool) -> None:
    from newsdossier.build.pipeline import preview
    from newsdossier.cli import authority
    from newsdossier.site.settings import load_settings

    def agreed(pages: Sequence[str]) -> bool:
        print(f"Pages that change: {len(pages)}")
        for path in pages[:_SHOWN]:
            print(f"  {path}")
        if len(pages) > _SHOWN:
            print(f"  and {len(pages) - _SHOWN} more")
        return yes or typer.confirm("Write seeds/_authority.yml?")

    settings = load_settings(project)
    done = authority.decide(settings, decided(preview(settings)), agreed)
    print("Written: seeds/_authority.yml. The next build does the rest." if done else "Nothing written.")
