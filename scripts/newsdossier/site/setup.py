"""What we add to a MkDocs site: configuration, files, navigation, footer."""

from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files as resources
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from newsdossier.views.search import SearchEntry
from newsdossier.locale import say
from newsdossier.model.settings import Settings
from newsdossier.build.result import BuildResult
from newsdossier.pages.plan import Datum
from newsdossier.site.incremental.files import destination
from newsdossier.site.incremental.session import Ours
from newsdossier.site.markdown.relative import relative
from newsdossier.site.incremental.files import SiteFiles
from newsdossier.site.incremental.files import others

SEARCH = "search.md"
_HOME, _ALL = "index.md", "dossiers.md"
_SECTIONS = ("dossiers", "people", "organisations", "places", "timeline")
_WRITTEN = ("method", "legal", "accessibility")
_FOOTER = {
    "method": "method.md",
    "corrections": "dossiers/corrections.md",
    "legal": "legal.md",
    "accessibility": "accessibility.md",
    "manual": "manual/index.md",
}


def configured(config: MkDocsConfig) -> MkDocsConfig:
    """Our theme before the theme, our styles, the Markdown that our pages need, a navigation where there is none."""
    config.theme.dirs.insert(0, str(resources("newsdossier") / "theme"))
    config.extra_css.insert(0, "assets/newsdossier.css")
    config.extra_javascript.insert(0, "assets/newsdossier.js")
    for extension in ("attr_list", "md_in_html"):
        if extension not in config.markdown_extensions:
            config.markdown_extensions.append(extension)
    config.markdown_extensions.append("newsdossier.site.markdown.paragraph_ids:Anchors")
    if config.nav is None:
        config.nav = _navigation(config)
    return config


def _navigation(config: MkDocsConfig) -> list[dict[str, str]]:
    """A few entries: a navigation that listed every page would stand on every page."""
    language = str(config.theme.get("language") or config.theme.locale)
    docs = Path(config.docs_dir)
    own = "index.md" if (docs / "index.md").is_file() else f"dossiers/{_HOME}"
    nav = [{say("home", language): own}]
    nav += [{say(name, language): f"dossiers/{name}.md"} for name in _SECTIONS]
    nav += [{say("search", language): SEARCH}]
    return nav + [{say(n, language): f"{n}.md"} for n in _WRITTEN if (docs / f"{n}.md").is_file()]


def with_search(files: Files, config: MkDocsConfig, language: str) -> Files:
    """The site's files with the search page, and without parts of pages."""
    for hidden in [f for f in files if f.src_uri.rsplit("/", 1)[-1].startswith("_")]:
        files.remove(hidden)  # _intro.md is a part of the home page, not a page
    if files.get_file_from_path(SEARCH) is None:
        files.append(File.generated(config, SEARCH, content=_search_page(language)))
    return files


def ours(report: BuildResult, where: tuple[MkDocsConfig, Files, Settings], more: Mapping[str, Datum]) -> Ours:
    """What the pipeline has for the site, and more files for programs, at their places there."""
    config, files, settings = where
    folder, data = settings.dossiers.name, {**report.data, **more}
    moved = {_HOME: "index.html", _ALL: f"{folder}/index.html"}  # the two have addresses of their own
    written = "index.md" in files.src_uris
    pages = {
        f"{folder}/{path}": moved.get(path) or destination(f"{folder}/{path}", folders=config.use_directory_urls)
        for path in report.pages
        if path != _HOME or not written
    }
    signatures = {f"{folder}/{path}": one for path, one in report.signatures.items()}
    signatures |= {path: one.signature for path, one in data.items()}
    return Ours(settings.dossiers.parent, pages, data, signatures)


def _search_page(language: str) -> str:
    title = say("search", language)
    return f"---\ntitle: {title}\nlang: {language}\ntemplate: search.html\nhide: [navigation, toc]\n---\n\n# {title}\n"


def link_from(page: Page, files: Files, folder: str) -> Callable[[str], str]:
    """How that page links to another of `dossiers/`, which is `folder`; the target may end in `#` and a place."""

    sources = files.src_uris

    def href(target: str) -> str:
        path, mark, place = target.partition("#")
        file = sources.get(f"{folder}/{path}")
        return (relative(file.url, page.file.url) if file else "") + mark + place

    return href


def searchable(
    files: SiteFiles, places: Mapping[str, str], known: tuple[str, Mapping[str, SearchEntry | None]]
) -> dict[str, SearchEntry | None]:
    """HTML file -> what is known of it: articles, entities, what people wrote; of an empty site its home.

    `places` says where each page of ours is on the site; `known` is their folder, and the findings by what is below it.
    """
    folder, findings = known
    written = [file for file in others(files, places) if file.src_uri != SEARCH]
    found: dict[str, SearchEntry | None] = {file.dest_uri: None for file in written}
    for uri, place in places.items():
        path = uri.removeprefix(f"{folder}/")
        if path in findings:
            found[place] = findings[path]
    return found or {"index.html": None}


def languages(config: MkDocsConfig) -> frozenset[str]:
    """The languages that the theme's own words come in."""
    folders = [Path(folder) / "partials" / "languages" for folder in config.theme.dirs]
    return frozenset(path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.html"))


def feeds(data: Iterable[str]) -> dict[str, str]:
    """Page -> path of its feed without the ending, of those that have one; `data` are files on the site."""
    found = (path.removesuffix(".xml") for path in data if path.startswith("feed"))
    pages = {f"dossiers/{path.removeprefix('feeds/')}.md": path for path in found if not path.endswith(".json")}
    return {("dossiers/index.md" if path == "feed" else page): path for page, path in pages.items()}


def footer(files: Files, language: str) -> list[dict[str, str]]:
    """The pages that every page leads to, as far as they are there; addresses are relative to the site's root."""
    found = {key: files.get_file_from_path(path) for key, path in _FOOTER.items()}
    return [{"title": say(key, language), "url": file.url} for key, file in found.items() if file]
