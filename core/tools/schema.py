"""Which JSON schemas all three APIs take as a tool's parameters, and what one costs. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from core.providers.base import ToolSpec

LARGEST: Final = 64 * 1024  # characters of JSON
LONGEST_DESCRIPTION: Final = 1024  # characters: what the strictest of the APIs takes
_DEEPEST: Final = 30
_PROPERTY: Final = re.compile(r"[a-zA-Z0-9_.-]{1,64}")
_NOT_AT_TOP: Final = ("anyOf", "oneOf", "allOf", "not", "enum", "$ref")
_CHARACTERS_PER_TOKEN: Final = 4


class UnfitSchema(ValueError):
    """No API would take it; `str()` says why, as a sentence."""


def fitting(parameters: object) -> dict[str, Any]:
    """The schema as it can be sent: an object with `properties`. Raises UnfitSchema."""
    if not isinstance(parameters, Mapping):
        raise UnfitSchema("Its schema is not a JSON object.")
    schema = dict(parameters)
    if schema.setdefault("type", "object") != "object":
        raise UnfitSchema("Its schema does not describe an object.")
    wrong = next((word for word in _NOT_AT_TOP if word in schema), None)
    if wrong is not None:
        raise UnfitSchema(f"Its schema uses “{wrong}” at the top, which not every service takes.")
    properties = schema.setdefault("properties", {})
    if not isinstance(properties, Mapping):
        raise UnfitSchema("The properties of its schema are not a JSON object.")
    for name, value in properties.items():
        if not isinstance(name, str) or not _PROPERTY.fullmatch(name):
            raise UnfitSchema(f"An argument has a name that not every service takes: {str(name)[:80]!r}.")
        if not isinstance(value, Mapping | bool):
            raise UnfitSchema(f"The schema of the argument “{name}” is neither an object nor true or false.")
    required = schema.get("required", [])
    if not isinstance(required, list) or not all(isinstance(name, str) for name in required):
        raise UnfitSchema("The list of required arguments of its schema is not a list of names.")
    if _deeper_than(schema, _DEEPEST):
        raise UnfitSchema(f"Its schema is nested deeper than {_DEEPEST} levels.")
    try:
        size = len(json.dumps(schema, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise UnfitSchema("Its schema cannot be written as JSON.") from error
    if size > LARGEST:
        raise UnfitSchema(f"Its schema has {size:,} characters; {LARGEST:,} are the most.")
    return schema


def _deeper_than(value: object, levels: int) -> bool:
    layer = [value]
    for _ in range(levels):
        layer = [
            inner
            for outer in layer
            for inner in (outer.values() if isinstance(outer, Mapping) else outer)  # type: ignore[attr-defined]
            if isinstance(inner, Mapping | list | tuple)
        ]
        if not layer:
            return False
    return True


def token_cost(spec: ToolSpec) -> int:
    """About how many tokens the tool's description takes in each request: its characters by four. Vendors count
    differently, and tell only the sum."""
    said = {"name": spec.name, "description": spec.description, "parameters": spec.parameters}
    return -(-len(json.dumps(said, ensure_ascii=False, default=str)) // _CHARACTERS_PER_TOKEN)
