"""What we add to a MkDocs site: configuration, navigation, and files at their places."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from importlib.resources import files as resources
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from newsdossier.build.result import BuildResult
from newsdossier.locale import say
from newsdossier.model.settings import Settings
from newsdossier.pages.plan import Datum
from newsdossier.site.incremental.files import PipelineOutput, SiteFiles, destination
from newsdossier.site.incremental.links import relative
from newsdossier.site.settings import MiningConfig
from newsdossier.views.search import SearchEntry

SEARCH = "search.md"
_HOME, _ALL = "index.md", "dossiers.md"
_SECTIONS = ("dossiers", "people", "organisations", "places", "timeline")
_WRITTEN = ("method", "legal", "accessibility")
_TDMREP, _ROBOTS = ".well-known/tdmrep.json", "robots.txt"


def configure(config: MkDocsConfig) -> MkDocsConfig:
    """Adds our theme before the theme, our styles, the Markdown that our pages need, a navigation if there is none."""
    config.theme.dirs.insert(0, str(resources("newsdossier") / "theme"))
    config.extra_css.insert(0, "assets/newsdossier.css")
    config.extra_javascript.insert(0, "assets/newsdossier.js")
    for extension in ("attr_list", "md_in_html"):
        if extension not in config.markdown_extensions:
            config.markdown_extensions.append(extension)
    config.markdown_extensions.append("newsdossier.site.page_html:ParagraphIds")
    if config.nav is None:
        config.nav = _navigation(config)
    return config


def _navigation(config: MkDocsConfig) -> list[dict[str, str]]:
    """Returns a few entries: a navigation that listed every page would stand on every page."""
    language = str(config.theme.get("language") or config.theme.locale)
    docs = Path(config.docs_dir)
    home = "index.md" if (docs / "index.md").is_file() else f"dossiers/{_HOME}"
    nav = [{say("home", language): home}]
    nav += [{say(name, language): f"dossiers/{name}.md"} for name in _SECTIONS]
    nav += [{say("search", language): SEARCH}]
    return nav + [{say(n, language): f"{n}.md"} for n in _WRITTEN if (docs / f"{n}.md").is_file()]


def with_search(files: Files, config: MkDocsConfig, language: str) -> Files:
    """Returns the site's files with the search page, and without parts of pages."""
    for hidden in [f for f in files if f.src_uri.rsplit("/", 1)[-1].startswith("_")]:
        files.remove(hidden)  # _intro.md is a part of the home page, not a page
    if files.get_file_from_path(SEARCH) is None:
        files.append(File.generated(config, SEARCH, content=_search_page(language)))
    return files


def _search_page(language: str) -> str:
    title = say("search", language)
    return f"---\ntitle: {title}\nlang: {language}\ntemplate: search.html\nhide: [navigation, toc]\n---\n\n# {title}\n"


def pipeline_output(
    report: BuildResult, settings: Settings, *, config: MkDocsConfig, files: Files, mining: MiningConfig
) -> PipelineOutput:
    """Returns the pages and files for programs of a build at their places on the site; `files` are all others."""
    folder, data = settings.dossiers.name, {**report.data, **mining_files(config, mining)}
    moved = {_HOME: "index.html", _ALL: f"{folder}/index.html"}  # the two have addresses of their own
    own_home = "index.md" in files.src_uris
    pages = {
        f"{folder}/{path}": moved.get(path) or destination(f"{folder}/{path}", folders=config.use_directory_urls)
        for path in report.pages
        if path != _HOME or not own_home
    }
    signatures = {f"{folder}/{path}": signature for path, signature in report.signatures.items()}
    signatures |= {path: one.signature for path, one in data.items()}
    return PipelineOutput(settings.dossiers.parent, pages, data, signatures)


def mining_files(config: MkDocsConfig, mining: MiningConfig) -> dict[str, Datum]:
    """Returns what says whether machines may mine the texts, by path; a file that the project wrote itself stays."""
    texts = {_TDMREP: _tdmrep(mining), _ROBOTS: _robots(config, mining)}
    free = {path: text for path, text in texts.items() if not (Path(config.docs_dir) / path).exists()}
    return {path: Datum(path, text, partial(str, text)) for path, text in free.items()}


def _tdmrep(mining: MiningConfig) -> str:
    """Returns one rule for everything, as the TDM Reservation Protocol has it."""
    rule: dict[str, object] = {"location": "/", "tdm-reservation": int(mining.reserved)}
    if mining.reserved and mining.policy:
        rule["tdm-policy"] = mining.policy
    return json.dumps([rule], ensure_ascii=False, indent=1) + "\n"


def _robots(config: MkDocsConfig, mining: MiningConfig) -> str:
    """Lets everybody read, so that `noindex` is seen, but robots that are named."""
    groups = [f"User-agent: {name}\nDisallow: /\n" for name in mining.robots]
    groups.append("User-agent: *\nDisallow:\n")
    if config.site_url:
        groups.append(f"Sitemap: {config.site_url.rstrip('/')}/sitemap.xml\n")
    return "\n".join(groups)


def link_from(page: Page, files: Files, folder: str) -> Callable[[str], str]:
    """Returns how that page links to another of `dossiers/`, which is `folder`; a target may end in `#` and a place."""
    sources = files.src_uris

    def href(target: str) -> str:
        path, mark, place = target.partition("#")
        file = sources.get(f"{folder}/{path}")
        return (relative(file.url, page.file.url) if file else "") + mark + place

    return href


def searchable(
    files: SiteFiles, places: Mapping[str, str], findings: Mapping[str, SearchEntry | None], *, folder: str
) -> dict[str, SearchEntry | None]:
    """Returns HTML file -> what is known of it: articles, entities, what people wrote; for an empty site its home.

    `places` says where each page of ours is on the site; `findings` are by path below `folder`, which is `dossiers/`.
    """
    written = [file for file in files.written_by_people(places) if file.src_uri != SEARCH]
    found: dict[str, SearchEntry | None] = {file.dest_uri: None for file in written}
    for uri, place in places.items():
        path = uri.removeprefix(f"{folder}/")
        if path in findings:
            found[place] = findings[path]
    return found or {"index.html": None}
