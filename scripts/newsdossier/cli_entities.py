"""Entities of the whole site, as commands: what is known of one; decisions, which say what they change, then ask."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsdossier.decisions import ChangeKind
from newsdossier.model import EntityType, Withholding

if TYPE_CHECKING:
    from newsdossier.decide.edits import Edit
    from newsdossier.pipeline import Found

app = typer.Typer()
_SHOWN = 30  # pages that a decision names
What = tuple[ChangeKind, str, str]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
New = Annotated[str, typer.Option("--as", help="Id of the namesake.")]
Do = Annotated[Withholding, typer.Option("--as", help="noindex, initials or remove.")]
Project = Annotated[Path, typer.Option(help="Folder that holds mkdocs.yml.")]


@app.command()
def merge(kept: str, gone: str, *, project: Project = Path(), yes: Yes = False) -> None:
    """Say that the second entity is the first: its page will lead there."""
    from newsdossier.decide import edits
    from newsdossier.desk import entity

    _decide(
        project, yes, lambda found: edits.merge(entity(found, kept), entity(found, gone)), what=("merge", kept, gone)
    )


@app.command("not-same")
def not_same(one: str, other: str, *, project: Project = Path(), yes: Yes = False) -> None:
    """Say that two entities are never one, whatever would join them."""
    from newsdossier.decide import edits
    from newsdossier.desk import part

    _decide(
        project, yes, lambda found: edits.not_same(part(found, one), part(found, other)), what=("not-same", one, other)
    )


@app.command()
def rename(entity_id: str, name: str, *, project: Project = Path(), yes: Yes = False) -> None:
    """Call an entity otherwise; its page keeps its address."""
    from newsdossier.decide import edits
    from newsdossier.desk import entity

    _decide(project, yes, lambda found: edits.rename(entity(found, entity_id), name), what=("rename", entity_id, name))


@app.command()
def retype(entity_id: str, kind: EntityType, *, project: Project = Path(), yes: Yes = False) -> None:
    """Say that an entity is a person, organisation, place, event, work or other."""
    from newsdossier.decide import edits
    from newsdossier.desk import entity

    _decide(project, yes, lambda found: edits.retype(entity(found, entity_id), kind), what=("retype", entity_id, kind))


@app.command()
def split(entity_id: str, slugs: list[str], new: New, *, project: Project = Path(), yes: Yes = False) -> None:
    """Say that in these dossiers the name is of somebody else, a namesake."""
    from newsdossier.decide import edits
    from newsdossier.desk import entity, known_slugs

    def edit(found: "Found") -> "Edit":
        known_slugs(found, slugs)
        return edits.split(entity(found, entity_id), slugs, new)

    _decide(project, yes, edit, what=("split", entity_id, new))


@app.command()
def explain(entity: str, project: Project = Path()) -> None:
    """Say what an entity is, and why its names were taken for one."""
    from newsdossier.desk import explain as lines
    from newsdossier.pipeline import look
    from newsdossier.publish.settings import load_settings

    settings = load_settings(project)
    for line in lines(look(settings), entity, settings.language):
        print(line)


@app.command()
def withdraw(name: str, do: Do = "remove", *, project: Project = Path()) -> None:
    """Stop showing a name (the whole name, or the id of its page): its hash goes on a list that does not tell it."""
    from newsdossier.desk import withdraw as put
    from newsdossier.pipeline import look
    from newsdossier.publish.settings import load_settings

    one = put(look(load_settings(project)), name, do)
    print(f"Written: seeds/_withdrawals.yml, {one.do} {one.sha256}. Seeds and history still hold the name.")


def _decide(project: Path, yes: bool, edit: Callable[["Found"], "Edit"], *, what: What) -> None:
    from newsdossier.desk import decide
    from newsdossier.pipeline import look
    from newsdossier.publish.settings import load_settings

    def agreed(pages: Sequence[str]) -> bool:
        print(f"Pages that change: {len(pages)}")
        for path in pages[:_SHOWN]:
            print(f"  {path}")
        if len(pages) > _SHOWN:
            print(f"  and {len(pages) - _SHOWN} more")
        return yes or typer.confirm("Write seeds/_authority.yml?")

    settings = load_settings(project)
    done = decide(settings, edit(look(settings)), agreed, what=what)
    print("Written: seeds/_authority.yml. The next build does the rest." if done else "Nothing written.")
