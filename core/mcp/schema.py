"""Whether the three APIs take the schema of a tool; what means the same and is taken, is put in its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from core.tools.schema import UnfitSchema, fitting

_DEEPEST: Final = 60
_ONE: Final = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames")
_SEVERAL: Final = ("anyOf", "oneOf", "allOf", "prefixItems")
_NAMED: Final = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")


@dataclass(frozen=True, slots=True)
class Checked:
    """`text` is the schema as JSON, as it is sent. `problem`: why no API takes it; `remark`: what was mended."""

    text: str
    problem: str = ""
    remark: str = ""


def check(schema: object) -> Checked:
    """Look at the schema of a tool's arguments: what every API asks for, its references, and whether it is valid."""
    mended: list[str] = []
    try:
        sound = _inside(fitting(schema), schema, mended, 0)
        _require_what_is_there(sound, mended)
        _valid(sound)
    except UnfitSchema as error:
        return Checked("{}", str(error))
    text = json.dumps(sound, ensure_ascii=False, separators=(",", ":"))
    return Checked(text, "", f"Its schema was mended: {', '.join(dict.fromkeys(mended))}." if mended else "")


def _require_what_is_there(schema: dict[str, Any], mended: list[str]) -> None:
    required = schema.get("required", [])
    there = [name for name in required if name in schema["properties"]]
    if len(there) < len(required):
        schema["required"] = there
        mended.append("it required what it does not describe")


def _inside(schema: Any, root: Any, mended: list[str], depth: int) -> Any:
    """The schema at some place with everything below it, looked at and mended."""
    if depth > _DEEPEST:
        raise UnfitSchema("Its schema is nested too deeply.")
    if not isinstance(schema, dict):
        return schema
    sound = dict(schema)
    _reference(sound.get("$ref"), root)
    kinds = sound.get("type")
    array = kinds == "array" or (isinstance(kinds, list) and "array" in kinds)
    if array and "items" not in sound:
        sound["items"] = {}
        mended.append("a list says what is in it")
    for key in _ONE:
        if key in sound:
            sound[key] = _inside(sound[key], root, mended, depth + 1)
    for key in _SEVERAL:
        if isinstance(sound.get(key), list):
            sound[key] = [_inside(each, root, mended, depth + 1) for each in sound[key]]
    for key in _NAMED:
        if isinstance(sound.get(key), dict):
            sound[key] = {name: _inside(each, root, mended, depth + 1) for name, each in sound[key].items()}
    return sound


def _reference(target: object, root: Any) -> None:
    if target is None:
        return
    if not isinstance(target, str) or not target.startswith("#"):
        raise UnfitSchema("Its schema refers to another address; nothing is fetched for it.")
    place: Any = root
    for step in filter(None, target[1:].split("/")):
        name = step.replace("~1", "/").replace("~0", "~")
        if not isinstance(place, dict) or name not in place:
            raise UnfitSchema(f"Its schema refers to “{target[:80]}”, which is not there.")
        place = place[name]


def _valid(schema: Mapping[str, Any]) -> None:
    from jsonschema import SchemaError  # type: ignore[import-untyped]  # it has no types
    from jsonschema.validators import validator_for  # type: ignore[import-untyped]  # as above

    try:
        validator_for(schema).check_schema(schema)
    except SchemaError as error:
        where = ".".join(str(step) for step in error.absolute_path)[:100]
        raise UnfitSchema(f"Its schema is not valid: {f'{where}: ' if where else ''}{error.message[:200]}.") from None
