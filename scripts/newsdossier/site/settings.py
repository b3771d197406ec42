"""What `mkdocs.yml` says under `newsdossier:`, as settings of the pipeline; and the edition for the newsroom.

That edition has every text in full, in `.newsdossier/private/`, from where nothing is published.
"""

import os
import subprocess
import sys
from pathlib import Path

from mkdocs.config import config_options as option
from mkdocs.config import load_config
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from newsdossier.errors import ProjectError
from newsdossier.model.article import Rights
from newsdossier.model.settings import Budget, Settings

VARIABLE = "NEWSDOSSIER_PRIVATE"


class ExcerptConfig(Config):  # type: ignore[no-untyped-call]
    """What may stand under `excerpt:`; all three limits hold."""

    sentences = option.Type(int, default=Budget().sentences)
    """Whole sentences, at most."""
    characters = option.Type(int, default=Budget().characters)
    """Characters of these sentences, at most."""
    share = option.Type(int, default=Budget().share)
    """Percent of the article, at most."""

    def validate(self) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Refuses numbers below 0, or more than the whole."""
        failed, warnings = super().validate()
        if not failed:
            most = {"sentences": None, "characters": None, "share": 100}
            wrong = [key for key, top in most.items() if self[key] < 0 or (top and self[key] > top)]
            failed += [(key, ValidationError(f"excerpt.{key} cannot be {self[key]}")) for key in wrong]
        return failed, warnings


class MiningConfig(Config):  # type: ignore[no-untyped-call]
    """What may stand under `mining:`."""

    reserved = option.Type(bool, default=True)
    """Mining needs a licence: said in every page and for the whole site."""
    policy = option.Type(str, default="")
    """Address of the conditions, where there are some."""
    robots = option.ListOfItems(option.Type(str), default=[])
    """Names of robots that should not read the site at all."""


class PluginConfig(Config):  # type: ignore[no-untyped-call]
    """What may stand under `newsdossier:` in `mkdocs.yml`; paths are relative to that file."""

    seeds = option.Type(str, default="seeds")
    """Folder of the articles."""
    dossiers = option.Type(str, default="dossiers")
    """Folder of the pages that we write."""
    rights = option.Choice(("full", "excerpt", "none"), default="excerpt")
    """Rights in seeds that do not state theirs."""
    excerpt = option.SubConfig(ExcerptConfig)
    """How much of a text is shown without the right to all of it."""
    removed = option.Choice(("tombstone", "redirect"), default="tombstone")
    """What stands at the address of a dossier whose seed is gone."""
    mining = option.SubConfig(MiningConfig)
    """What machines may do with the texts."""
    contact = option.Type(str, default="legal.md")
    """Where people ask for corrections: a page in the documents' folder, or an address."""
    languages = option.ListOfItems(option.Type(str), default=["fr", "en"])
    """Among which a seed's language is detected."""


def load_settings(project: Path) -> Settings:
    """Returns the settings of the project in that folder, as its `mkdocs.yml` says."""
    config = load_project(project)
    return settings_of(config, config.plugins["newsdossier"].config)


def load_project(project: Path) -> MkDocsConfig:
    """Returns the whole configuration of the project in that folder, with our plugin in it."""
    path = project / "mkdocs.yml"
    if not path.is_file():
        raise ProjectError("there is no project here", path=str(path), remedy="Go to the folder that holds mkdocs.yml")
    try:
        config = load_config(str(path))
    except ConfigurationError as bad:
        raise ProjectError("MkDocs cannot use this file", path=str(path), remedy=str(bad)) from bad
    if "newsdossier" not in config.plugins:
        remedy = 'Add "- newsdossier" under "plugins:"'
        raise ProjectError("the plugin newsdossier is not switched on", path=str(path), remedy=remedy)
    return config


def settings_of(config: MkDocsConfig, own: PluginConfig) -> Settings:
    """Returns what the pipeline is told of a configuration."""
    root = Path(config.config_file_path).parent.resolve()
    intro = Path(config.docs_dir) / "_intro.md"
    work = root / ".newsdossier" / "private" if is_private() else root / ".newsdossier"
    return Settings(
        root=root,
        seeds=root / own.seeds,
        dossiers=(work if is_private() else root) / own.dossiers,
        work=work,
        private=is_private(),
        intro=intro.read_text("utf-8") if intro.is_file() else "",
        site_name=config.site_name,
        url=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        rights=_rights(own.rights),
        contact=_contact(own.contact, Path(config.docs_dir)),
        removed="redirect" if own.removed == "redirect" else "tombstone",
        excerpt=Budget(own.excerpt.sentences, own.excerpt.characters, own.excerpt.share),
        language=str(config.theme.get("language") or config.theme.locale),
        languages=tuple(own.languages),
    )


def _contact(given: str, docs: Path) -> str:
    """Returns the address as pages in `entities/` link to it; nothing for a page that does not exist."""
    if given.startswith(("https://", "http://", "mailto:")):
        return given
    return f"../../{given}" if given and (docs / given).is_file() else ""


def _rights(given: str) -> Rights:
    return "full" if given == "full" else "none" if given == "none" else "excerpt"


def is_private() -> bool:
    """True if the environment asks for the newsroom's edition: `NEWSDOSSIER_PRIVATE=1 mkdocs serve`."""
    return os.environ.get(VARIABLE, "") not in {"", "0"}


def choose_private() -> None:
    """Has this program, and those that it starts, make the newsroom's edition from here on."""
    os.environ[VARIABLE] = "1"


def build_site(project: Path) -> None:
    """Builds the site of the project in that folder."""
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=project, check=True)
