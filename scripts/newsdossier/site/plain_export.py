"""The site of a project as a plain tree: Markdown, assets and an `mkdocs.yml` that does not know our plugin.

Stock MkDocs, ProperDocs and Zensical build it. What our plugin adds while it publishes is left out, or written into the
Markdown where a link needs it: the numbers of paragraphs.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from importlib.resources import files as resources
from pathlib import Path

import yaml
from mkdocs.config.defaults import MkDocsConfig

from newsdossier.build.result import BuildResult
from newsdossier.errors import ProjectError
from newsdossier.site import setup
from newsdossier.site.incremental import install
from newsdossier.site.settings import settings_of
from newsdossier.writing import clear, is_half, write

MARK = "# Written by `newsdossier export`, which writes it anew each time.\n"
_KEPT = ("site_name", "site_url", "site_description", "site_author", "copyright", "repo_url", "use_directory_urls")
_MAIN = """{% extends "base.html" %}
{% block extrahead %}
  {% if page and page.meta and page.meta.robots %}<meta name="robots" content="{{ page.meta.robots }}">{% endif %}
{% endblock %}
"""
_LINK = re.compile(r"(?<!\\)\]\((?![a-z]+:|/|#)([^)\s]*)\)")
_TEXT = re.compile(r'(<div class="nd-text" markdown="1">\n\n)(.*?)(\n\n</div>)', re.DOTALL)


def export(config: MkDocsConfig, report: BuildResult, target: Path) -> int:
    """Writes the tree and returns the number of its pages; a folder that holds anything else is left alone.

    The mark comes first, so that an export that was broken off is known for ours by the next.
    """
    _refuse_foreign_folder(target)
    if not (target / "mkdocs.yml").is_file():
        write(target, "mkdocs.yml", MARK)
    clear(target)
    with tempfile.TemporaryDirectory(prefix="newsdossier-") as name:
        made = Path(name)
        _write(made, config, report)
        before = {path for path in install.site_stamps(target) if path.startswith(("docs/", "overrides/"))}
        install.remove(target, before - install.install(made, target).files)  # a site that was built there stays
    return len(report.pages)


def _refuse_foreign_folder(target: Path) -> None:
    mark = target / "mkdocs.yml"
    there = target.exists() and any(not is_half(path.name) for path in target.iterdir())
    if there and not (mark.is_file() and mark.read_text("utf-8").startswith(MARK)):
        remedy = "Name a folder that does not exist yet, or one that an earlier export wrote"
        raise ProjectError("this folder holds something else", path=str(target), remedy=remedy)


def _write(made: Path, config: MkDocsConfig, report: BuildResult) -> None:
    settings = settings_of(config, config.plugins["newsdossier"].config)
    docs, folder = made / "docs", settings.dossiers.name
    hidden = shutil.ignore_patterns("_*", ".*")
    shutil.copytree(config.docs_dir, docs, ignore=hidden)
    theme = Path(str(resources("newsdossier") / "theme"))
    shutil.copytree(theme / "assets", docs / "assets", ignore=shutil.ignore_patterns("search.js"), dirs_exist_ok=True)
    pages = dict(_pages(settings.dossiers, report))
    if not (docs / "index.md").is_file():
        pages["../index.md"] = _from_above(pages.pop("index.md"), f"{folder}/")
    for path, text in pages.items():
        _put(docs / folder / path, text)
    for path, data in report.data.items():
        _put(docs / path, data.make())
    _put(made / "overrides" / "main.html", _MAIN)
    shutil.copy(theme / "sitemap.xml", made / "overrides")
    _put(made / "mkdocs.yml", MARK + yaml.safe_dump(_config(config, docs), allow_unicode=True, sort_keys=False))


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _pages(folder: Path, report: BuildResult) -> Iterator[tuple[str, str]]:
    for path in report.pages:
        text = (folder / path).read_text("utf-8")
        yield path, _TEXT.sub(lambda found: found[1] + numbered(found[2]) + found[3], text, count=1)


def numbered(text: str) -> str:
    """Returns each paragraph and each item of a list with its number, as `ParagraphIds` gives it on the site."""
    blocks, number = [], 0
    for block in text.split("\n\n"):
        lines = []
        for line in [block] if not block.startswith("- ") else block.split("\n"):
            if line.startswith("## "):
                lines.append(line)
                continue
            number += 1
            indent = "  " if line.startswith("- ") else ""
            lines.append(f"{line}\n{indent}{{ #p{number} }}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _from_above(markdown: str, folder: str) -> str:
    """Returns a page with its links as seen from above the folder."""
    return _LINK.sub(lambda found: f"]({folder}{found[1]})", markdown)


def _config(config: MkDocsConfig, docs: Path) -> dict[str, object]:
    language = str(config.theme.get("language") or config.theme.locale)
    nav = [entry for entry in setup.configure(config).nav or [] if setup.SEARCH not in entry.values()]
    nav = [{title: "index.md" if _is_home(path, docs) else path} for entry in nav for title, path in entry.items()]
    kept = {key: config[key] for key in _KEPT if config.get(key) not in (None, "")}
    return {
        **kept,
        "theme": {"name": "material", "language": language, "font": False, "custom_dir": "overrides"},
        "nav": nav,
        "not_in_nav": "/dossiers/\n/manual/\n",
        "plugins": ["search"],
        "extra_css": ["assets/newsdossier.css"],
        "markdown_extensions": ["attr_list", "md_in_html"],
        "validation": {"omitted_files": "info", "not_found": "warn", "anchors": "warn", "unrecognized_links": "warn"},
    }


def _is_home(path: object, docs: Path) -> bool:
    return str(path).endswith("/index.md") and not (docs / str(path)).is_file()
