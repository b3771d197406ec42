"""The command line; exit codes: 0 done, 1 done but some seeds failed, 2 could not run."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from newsdossier.errors import DISK, NewsdossierError, ProjectError, explained
from newsdossier.model.decision import Change, Withholding
from newsdossier.model.entity import EntityType

_HELP = "News articles in, annotated dossiers out. Exit codes: 0 done, 1 done but some seeds failed, 2 could not run."
app = typer.Typer(help=_HELP, no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)
kb = typer.Typer(help="What is known before an article is read.", no_args_is_help=True)
entities = typer.Typer()
_SHOWN = 30  # pages that a decision on an entity names
_errors = Console(stderr=True, soft_wrap=True, highlight=False)
Overwrite = Annotated[list[str] | None, typer.Option(help="Make this page anew, save what a person made of it.")]
By = Annotated[str, typer.Option(help="Who decides, as pages shall name them.")]
Author = Annotated[str, typer.Option(help="Who decides, as the page of corrections shall name them.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
New = Annotated[str, typer.Option("--as", help="Id of the namesake.")]
Do = Annotated[Withholding, typer.Option("--as", help="noindex, initials or remove.")]
Project = Annotated[Path, typer.Option(help="Folder that holds mkdocs.yml.")]
Private = Annotated[bool, typer.Option("--private", help="All in full, for the newsroom: .newsdossier/private/.")]
Executor = Annotated[
    Literal["auto", "here", "threads", "processes", "dask"],
    typer.Option(help="Where articles are analysed; auto: in processes where there is enough to do."),
]
Scheduler = Annotated[str, typer.Option(help="Address of the Dask scheduler, such as tcp://host:8786.")]
ReportFile = Annotated[Path | None, typer.Option("--report", help="Write what became of each file, one JSON a line.")]


if TYPE_CHECKING:
    from newsdossier.build.result import BuildResult
    from newsdossier.model.settings import Settings


app.add_typer(kb, name="kb")


app.add_typer(entities)


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
    from newsdossier.cli.authority import set_aside
    from newsdossier.read.outcomes import outcomes
    from newsdossier.site import settings as edition

    if private:
        edition.choose_private()
    settings = _settings(project)
    for path in set_aside(settings, overwrite or ()):
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
    from newsdossier.site.settings import load_project

    pages = export(load_project(project), run(_settings(project)), folder)
    print(f"{folder}: {pages} pages. To build them: mkdocs build -f {folder / 'mkdocs.yml'}")


@app.command()
def new(folder: Path, language: Annotated[str, typer.Option(help="Of the site: fr or en.")] = "fr") -> None:
    """Make a project that builds at once: configuration, folders, an example, workflows for GitHub and GitLab Pages."""
    from newsdossier.cli.new_project import new_project

    print(f"{folder}: {len(new_project(folder, language))} files. Now: cd {folder} && mkdocs serve")


@app.command()
def check(project: Project = Path(), as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Name every mistake in seeds, sidecars and the authority: where, what is wrong, what right looks like."""
    from newsdossier.cli import check as checks

    found = checks.mistakes(_settings(project))
    print(checks.as_json(found) if as_json else f"Mistakes: {len(found)}")
    for mistake in () if as_json else found:
        _errors.print(str(mistake), markup=False)
    raise typer.Exit(1 if found else 0)


@app.command()
def review(slug: str, project: Project = Path(), by: By = "") -> None:
    """Walk through what is doubtful in a dossier: one key answers, u undoes, q quits; each answer is kept at once."""
    from newsdossier.review.terminal import start

    if not sys.stdin.isatty():
        raise ProjectError("review needs a terminal", path="standard input", remedy="Start it by hand")
    start(_settings(project), slug, by=by, console=Console(highlight=False))


@app.command()
def annotate(
    output: Annotated[str, typer.Option("--format", help="Only jsonl: one JSON object a line.")] = "jsonl",
    project: Annotated[Path | None, typer.Option(help="Use this project's authority and languages.")] = None,
) -> None:
    """Read articles as JSON Lines on standard input, write what is found in them as JSON Lines."""
    from newsdossier.cli.annotate import records
    from newsdossier.decide.authority import load_authority
    from newsdossier.knowledge import gather
    from newsdossier.knowledge.base import open_base

    if output != "jsonl":
        raise typer.BadParameter("the one format is jsonl", param_hint="--format")
    settings = _settings(project) if project else None
    known = load_authority(settings.seeds, settings.root) if settings else ()
    base = open_base(settings.work, settings.language, settings.seeds) if settings else None
    knowledge = gather(known, settings.language if settings else "en", base)
    languages = settings.languages if settings else ("fr", "en")
    _print_lines(records(sys.stdin, knowledge, languages, warn=partial(_errors.print, markup=False)))


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


@entities.command()
def merge(kept: str, gone: str, *, project: Project = Path(), yes: Yes = False, by: Author = "") -> None:
    """Say that the second entity is the first: its page will lead there."""
    _decide(project, Change("merge", kept, gone, by=by), yes=yes)


@entities.command("not-same")
def not_same(one: str, other: str, *, project: Project = Path(), yes: Yes = False, by: Author = "") -> None:
    """Say that two entities are never one, whatever would join them."""
    _decide(project, Change("not-same", one, other, by=by), yes=yes)


@entities.command()
def rename(entity: str, name: str, *, project: Project = Path(), yes: Yes = False, by: Author = "") -> None:
    """Call an entity otherwise; its page keeps its address."""
    _decide(project, Change("rename", entity, name, by=by), yes=yes)


@entities.command()
def retype(entity: str, kind: EntityType, *, project: Project = Path(), yes: Yes = False, by: Author = "") -> None:
    """Say that an entity is a person, organisation, place, event, work or other."""
    _decide(project, Change("retype", entity, kind, by=by), yes=yes)


@entities.command()
def split(
    entity: str, slugs: list[str], new: New, *, project: Project = Path(), yes: Yes = False, by: Author = ""
) -> None:
    """Say that in these dossiers the name is of somebody else, a namesake."""
    _decide(project, Change("split", entity, new, by=by), slugs=slugs, yes=yes)


@entities.command()
def reject(entity: str, *, project: Project = Path(), yes: Yes = False, by: Author = "") -> None:
    """Say that this is no name at all, in any article."""
    _decide(project, Change("reject", entity, by=by), yes=yes)


@entities.command()
def hide(entity: str, *, project: Project = Path(), yes: Yes = False, by: Author = "") -> None:
    """Show neither its page nor links to it; the texts still name it (to take the name out: withdraw)."""
    _decide(project, Change("hide", entity, by=by), yes=yes)


def _decide(project: Path, wanted: Change, *, slugs: Sequence[str] = (), yes: bool) -> None:
    """Names the pages that a decision changes, asks, and writes it into the authority."""
    from newsdossier.build.pipeline import preview
    from newsdossier.cli import authority

    def agreed(pages: Sequence[str]) -> bool:
        print(f"Pages that change: {len(pages)}")
        for path in pages[:_SHOWN]:
            print(f"  {path}")
        if len(pages) > _SHOWN:
            print(f"  and {len(pages) - _SHOWN} more")
        return yes or typer.confirm("Write seeds/_authority.yml?")

    settings = _settings(project)
    edit = authority.requested(preview(settings), wanted, slugs)
    done = authority.decide(settings, edit, agreed)
    print("Written: seeds/_authority.yml. The next build does the rest." if done else "Nothing written.")


@entities.command()
def explain(entity: str, project: Project = Path()) -> None:
    """Say what an entity is, and why its names were taken for one."""
    from newsdossier.build.pipeline import preview
    from newsdossier.cli.authority import explain as lines

    settings = _settings(project)
    for line in lines(preview(settings), entity, settings.language):
        print(line)


@entities.command()
def withdraw(name: str, do: Do = "remove", *, project: Project = Path()) -> None:
    """Stop showing a name (the whole name, or the id of its page): its hash goes on a list that does not tell it."""
    from newsdossier.build.pipeline import preview
    from newsdossier.cli.authority import withdraw as put

    one = put(preview(_settings(project)), name, do)
    print(f"Written: seeds/_withdrawals.yml, {one.do} {one.sha256}. Seeds and history still hold the name.")


def _settings(project: Path) -> "Settings":
    from newsdossier.site.settings import load_settings  # MkDocs takes its time: only where a project is wanted

    return load_settings(project)


def _write_lines(file: Path, rows: Iterable[dict[str, object]]) -> None:
    from newsdossier.writing import put

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
    """Runs the command `newsdossier` and returns its exit code."""
    try:
        app(arguments)
    except NewsdossierError as error:
        _errors.print(str(error), markup=False)
        return 2
    except DISK as bad:  # a full disk, a folder without rights: nothing of ours is wrong
        _errors.print(str(explained(bad)), markup=False)
        return 2
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # the reader of our output had enough: typer calls that 1
            return 0
        return end.code if isinstance(end.code, int) else 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
