"""`mkdocs.yml` -> settings: what the project decided once, for the plugin and for the command line alike."""

from pathlib import Path
from typing import Any

from mkdocs.config import config_options as option
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from newsdossier.errors import ProjectError
from newsdossier.model import Settings


class PluginConfig(Config):  # type: ignore[no-untyped-call]
    """What may stand under `newsdossier:` in `mkdocs.yml`; paths are relative to that file."""

    seeds = option.Type(str, default="seeds")
    """Folder of the articles."""
    dossiers = option.Type(str, default="dossiers")
    """Folder of the pages that we write."""
    rights = option.Choice(("full", "excerpt"), default="excerpt")
    """Of seeds that do not state theirs."""
    languages = option.ListOfItems(option.Type(str), default=["fr", "en"])
    """Among which a seed's language is detected."""


def settings_of(config: MkDocsConfig, own: PluginConfig) -> Settings:
    """The same for the pipeline."""
    root = Path(config.config_file_path).parent.resolve()
    intro = Path(config.docs_dir) / "_intro.md"
    return Settings(
        root=root,
        seeds=root / own.seeds,
        dossiers=root / own.dossiers,
        work=root / ".newsdossier",
        intro=intro.read_text("utf-8") if intro.is_file() else "",
        site_name=config.site_name,
        rights="full" if own.rights == "full" else "excerpt",
        language=str(config.theme.get("language") or config.theme.locale),
        languages=tuple(own.languages),
    )


def load_settings(project: Path) -> Settings:
    """Of the project in that folder, as its `mkdocs.yml` says."""
    path = project / "mkdocs.yml"
    if not path.is_file():
        raise ProjectError("there is no project here", path=str(path), remedy="Go to the folder that holds mkdocs.yml")
    try:
        config = load_config(str(path))
    except ConfigurationError as bad:
        raise ProjectError("MkDocs cannot use this file", path=str(path), remedy=str(bad)) from bad
    plugin: Any = config.plugins.get("newsdossier")
    if plugin is None:
        remedy = 'Add "- newsdossier" under "plugins:"'
        raise ProjectError("the plugin newsdossier is not switched on", path=str(path), remedy=remedy)
    return settings_of(config, plugin.config)
