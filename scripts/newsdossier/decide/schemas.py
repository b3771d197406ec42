"""JSON Schemas of sidecar and authority, as they are shipped: editors such as VS Code complete and check by them."""

import json
from importlib.resources import files
from typing import Any

from newsdossier.decide.authority import Authority
from newsdossier.decide.sidecar import Sidecar

NAMES = ("sidecar.schema.json", "authority.schema.json")


def shipped() -> dict[str, str]:
    """File name -> schema."""
    folder = files("newsdossier.data") / "schemas"
    return {name: (folder / name).read_text("utf-8") for name in NAMES}


def made() -> dict[str, str]:
    """Makes the schemas from the models, as they must be shipped."""
    return dict(zip(NAMES, (_written(model.model_json_schema()) for model in (Sidecar, Authority)), strict=True))


def _written(schema: dict[str, Any]) -> str:
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_empty_allowed(schema)}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _empty_allowed(schema: dict[str, Any]) -> dict[str, Any]:
    """A key left empty, as in a form, is null to YAML; numbers and days may stand without quotation marks."""
    for model in (schema, *schema.get("$defs", {}).values()):
        for said in model.get("properties", {}).values():
            if said.get("type") == "string" and "pattern" not in said and "enum" not in said and "const" not in said:
                said["type"] = ["string", "number", "null"]
            elif said.get("type") == "array":
                said["type"] = ["array", "null"]
    return schema
