"""What machines may do with the texts: text and data mining reserved, as they read it (TDMRep, robots.txt)."""

import json
from functools import partial
from pathlib import Path

from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig

from newsdossier.pages.plan import Datum

TDMREP, ROBOTS = ".well-known/tdmrep.json", "robots.txt"


class MiningConfig(Config):  # type: ignore[no-untyped-call]
    """What may stand under `mining:`."""

    reserved = option.Type(bool, default=True)
    """Mining needs a licence: said in every page and for the whole site."""
    policy = option.Type(str, default="")
    """Address of the conditions, where there are some."""
    robots = option.ListOfItems(option.Type(str), default=[])
    """Names of robots that should not read the site at all."""


def files(config: MkDocsConfig, own: MiningConfig) -> dict[str, Datum]:
    """Both files by their path on the site; one that the project wrote itself stays."""
    texts = {TDMREP: tdmrep(own), ROBOTS: robots(config, own)}
    free = {path: text for path, text in texts.items() if not (Path(config.docs_dir) / path).exists()}
    return {path: Datum(path, text, partial(str, text)) for path, text in free.items()}


def tdmrep(own: MiningConfig) -> str:
    """One rule for everything."""
    rule: dict[str, object] = {"location": "/", "tdm-reservation": int(own.reserved)}
    if own.reserved and own.policy:
        rule["tdm-policy"] = own.policy
    return json.dumps([rule], ensure_ascii=False, indent=1) + "\n"


def robots(config: MkDocsConfig, own: MiningConfig) -> str:
    """Everybody may read, so that `noindex` is seen, but for those that are named."""
    groups = [f"User-agent: {name}\nDisallow: /\n" for name in own.robots]
    groups.append("User-agent: *\nDisallow:\n")
    if config.site_url:
        groups.append(f"Sitemap: {config.site_url.rstrip('/')}/sitemap.xml\n")
    return "\n".join(groups)
