"""Arguments -> pipeline -> exit code: 0 done, 1 done but some seeds failed, 2 could not run."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from newsdossier.cli import entities
from newsdossier.errors import DISK, NewsdossierError, ProjectError, told

if TYPE_CHECKING:
    from newsdossier.build.result import BuildResult
    from newsdossier.model.settings import Settings

_HELP = "News articles in, annotated dossiers out. Exit codes: 0 done, 1 done but some seeds failed, 2 could not run."
app = typer.Typer(help=_HELP, no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)
kb = typer.Typer(help="What is known before an article is read.", no_args_is_help=True)
app.add_typer(kb, name="kb")
app.add_typer(entities.app)
_errors = Console(stderr=True, soft_wrap=True, highlight=False)

Overwrite = Annotated[list[str] | None, typer.Option(help="Make this page anew, save what a person made of it.")]
By = Annotated[str, typer.Option(help="Who decides, as pages shall name them.")]
Project = Annotated[Path, typer.Option(help="Folder that holds mkdocs.yml.")]
Private = Annotated[bool, typer.Option("--private", help="All in full, for the newsroom: .newsdossier/private/.")]
Executor = Annotated[
    Literal["auto", "here", "threads", "processes", "dask"],
    typer.Option(help="Where articles are analysed; auto: in processes where there is enough to do."),
]
Scheduler = Annotated[str, typer.Option(help="Address of the Dask scheduler, such as tcp://host:8786.")]
ReportFile = Annotated[Path | None, typer.Option("--report", help="Write what became of each file, one JSON a line.")]


@app.command()
def build(
    project: Project = Path(),
    report_file: ReportFile = None,
    *,
    private: Private = False,
    overwrite: Overwrite = None,
    executor: Executor = "auto",
    scheduler: Scheduler = "",
) -> None:
    """Turn seeds/ into dossiers/; the site is then made by `mkdocs build`."""
    from newsdossier.cli.authority import given_back
    from newsdossier.read.outcomes import outcomes
    from newsdossier.site import settings as edition

    if private:
        edition.ask()
    settings = _settings(project)
    for path in given_back(settings, overwrite or ()):
        print(f"Saved: {path}")
    report = _built(settings, executor, scheduler)
    _tell(report)
    if report_file:
        found = outcomes(settings, report.articles, failed=report.failures, withheld=report.withheld)
        _write_lines(report_file, (asdict(one) for one in found))
    if private:
        edition.build_site(project)
        print(f"For the newsroom alone: {(settings.work / 'site').relative_to(settings.root).as_posix()}/")
    raise typer.Exit(1 if report.failures else 0)


def _built(settings: "Settings", executor: Executor, scheduler: str) -> "BuildResult":
    from newsdossier.analyse.executors import Workers
    from newsdossier.build.pipeline import build as run
    from newsdossier.build.report import progress_bar
    from newsdossier.build.stages import AnalysisOptions

    if scheduler and executor == "auto":
        executor = "dask"
    with progress_bar(_errors) as progress:
        return run(settings, analysis=AnalysisOptions(Workers(executor, scheduler), progress))


def _tell(report: "BuildResult") -> None:
    noted = [remark.message for remark in report.remarks if remark.kind in {"lost", "stray-sidecar", "seedless"}]
    for message in (*(failure.message for failure in report.failures), *noted):
        _errors.print(message, markup=False)
    for seed in report.withheld:
        print(seed.message)
    for path in report.kept:
        print(f"{path}: edited by a person, left as it is (see .newsdossier/report.md)")
    if again := sum(remark.kind == "found-again" for remark in report.remarks):
        print(f"Decisions found again after the text changed: {again} (see .newsdossier/report.md)")
    if idle := sum(remark.kind == "no-effect" for remark in report.remarks):
        print(f"Decisions without effect: {idle} (see .newsdossier/report.md)")
    print(
        f"Dossiers: {report.dossiers}, pages: {len(report.pages)}, "
        f"of them written: {len(report.written)}; removed: {len(report.removed)}"
    )


@app.command("import")
def import_articles(file: Path, project: Project = Path()) -> None:
    """Make a seed of each article in a feed, a mailbox (.mbox), a web archive (.warc) or a list in JSON."""
    from newsdossier.read.archive import import_file

    settings = _settings(project)
    done = [new for _, new in import_file(file, settings)]
    print(f"Articles: {len(done)}, of them new: {sum(done)}. They are in {settings.seeds.name}/.")


@app.command("export")
def export_tree(folder: Path, project: Project = Path()) -> None:
    """Write the site as a plain tree that MkDocs, ProperDocs or Zensical build without this program."""
    from newsdossier.build.pipeline import build as run
    from newsdossier.site.plain_export import export
    from newsdossier.site.settings import load_project, load_settings

    pages = export(load_project(project), run(load_settings(project)), folder)
    print(f"{folder}: {pages} pages. To build them: mkdocs build -f {folder / 'mkdocs.yml'}")


@app.command()
def new(folder: Path, language: Annotated[str, typer.Option(help="Of the site: fr or en.")] = "fr") -> None:
    """Make a project that builds at once: configuration, folders, an example, workflows for GitHub and GitLab Pages."""
    from newsdossier.cli.new_project import begin

    print(f"{folder}: {len(begin(folder, language))} files. Now: cd {folder} && mkdocs serve")


@app.command()
def check(project: Project = Path(), as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Name every mistake in seeds, sidecars and the authority: where, what is wrong, what right looks like."""
    from newsdossier.cli import check as checks
    from newsdossier.site.settings import load_settings

    found = checks.mistakes(load_settings(project))
    print(checks.as_json(found) if as_json else f"Mistakes: {len(found)}")
    for mistake in () if as_json else found:
        _errors.print(str(mistake), markup=False)
    raise typer.Exit(1 if found else 0)


@app.command()
def review(slug: str, project: Project = Path(), by: By = "") -> None:
    """Walk through what is doubtful in a dossier: one key answers, u undoes, q quits; each answer is kept at once."""
    from newsdossier.review.terminal import start
    from newsdossier.site.settings import load_settings

    if not sys.stdin.isatty():
        raise ProjectError("review needs a terminal", path="standard input", remedy="Start it by hand")
    start(load_settings(project), slug, by=by, console=Console(highlight=False))


@app.command()
def annotate(
    output: Annotated[str, typer.Option("--format", help="Only jsonl: one JSON object a line.")] = "jsonl",
    project: Annotated[Path | None, typer.Option(help="Use this project's authority and languages.")] = None,
) -> None:
    """Read articles as JSON Lines on standard input, write what is found in them as JSON Lines."""
    from newsdossier.cli.annotate import records
    from newsdossier.decide.authority import load_authority
    from newsdossier.knowledge.base import open_base
    from newsdossier.knowledge.knowledge import gather

    if output != "jsonl":
        raise typer.BadParameter("the one format is jsonl", param_hint="--format")
    settings = _settings(project) if project else None
    known = load_authority(settings.seeds, settings.root) if settings else ()
    base = open_base(settings.work, settings.language, settings.seeds) if settings else None
    knowledge = gather(known, settings.language if settings else "en", base)
    languages = settings.languages if settings else ("fr", "en")
    _print_lines(records(sys.stdin, knowledge, languages, told=partial(_errors.print, markup=False)))


@app.command()
def compare() -> None:
    """Read pairs of names as JSON Lines, {"a", "b"} and perhaps "type"; write whether they may mean the same."""
    from newsdossier.cli.annotate import compared

    _print_lines(compared(sys.stdin))


@kb.command("import")
def import_list(file: Path, project: Project = Path()) -> None:
    """Put a list of entities (.csv), or what we know to read of a Wikidata dump, into seeds/_knowledge/."""
    from newsdossier.knowledge.wikidata_dump import import_file

    settings = _settings(project)
    target, n = import_file(file, settings)
    print(f"{target.relative_to(settings.root).as_posix()}: {n} entities")


def _settings(project: Path) -> "Settings":
    from newsdossier.site.settings import load_settings  # MkDocs takes its time: only where a project is wanted

    return load_settings(project)


def _write_lines(file: Path, rows: Iterable[dict[str, object]]) -> None:
    from newsdossier.files import put

    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    try:
        if file.exists() and not file.is_file():  # a pipe, or the terminal
            file.write_text(text, "utf-8")
        else:
            put(file.parent, file.name, text)
    except OSError as bad:
        remedy = "Choose a folder that can be written to"
        raise ProjectError(f"the report cannot be written ({bad.strerror})", path=str(file), remedy=remedy) from bad


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
    except DISK as bad:  # a full disk, a folder without rights: nothing of ours is wrong
        _errors.print(str(told(bad)), markup=False)
        return 2
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # the reader of our output had enough: typer calls that 1
            return 0
        return end.code if isinstance(end.code, int) else 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
