"""Arguments -> pipeline -> exit code: 0 done, 1 done but some seeds failed, 2 could not run."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from newsdossier.errors import NewsdossierError

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)
_errors = Console(stderr=True, soft_wrap=True, highlight=False)

Project = Annotated[Path, typer.Option(help="Folder that holds mkdocs.yml.")]


@app.command()
def build(project: Project = Path()) -> None:
    """Turn seeds/ into dossiers/; the site is then made by `mkdocs build`."""
    from newsdossier.pipeline import build as run
    from newsdossier.publish.settings import load_settings

    report = run(load_settings(project))
    for failure in report.failures:
        _errors.print(failure.message, markup=False)
    for path in report.kept:
        print(f"{path}: edited by a person, left as it is")
    print(
        f"Dossiers: {report.dossiers}, pages: {len(report.pages)}, "
        f"of them written: {len(report.written)}; removed: {len(report.removed)}"
    )
    raise typer.Exit(1 if report.failures else 0)


@app.command()
def annotate(
    output: Annotated[str, typer.Option("--format", help="Only jsonl: one JSON object a line.")] = "jsonl",
    project: Annotated[Path | None, typer.Option(help="Use this project's authority and languages.")] = None,
) -> None:
    """Read articles as JSON Lines on standard input, write what is found in them as JSON Lines."""
    from newsdossier.decide.authority import load_authority
    from newsdossier.export import records
    from newsdossier.identify.knowledge import gather
    from newsdossier.publish.settings import load_settings

    if output != "jsonl":
        raise typer.BadParameter("the one format is jsonl", param_hint="--format")
    settings = load_settings(project) if project else None
    known = load_authority(settings.seeds, settings.root) if settings else ()
    knowledge = gather(known, settings.language if settings else "en")
    _print_lines(records(sys.stdin, knowledge, settings.languages if settings else ("fr", "en")))


def _print_lines(rows: Iterable[dict[str, object]]) -> None:
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def main(arguments: list[str] | None = None) -> int:
    """The command `newsdossier`; returns its exit code."""
    try:
        app(arguments)
    except NewsdossierError as error:
        _errors.print(str(error), markup=False)
        return 2
    except BrokenPipeError:  # the reader of our output had enough
        return 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
