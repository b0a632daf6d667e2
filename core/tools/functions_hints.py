"""Type hints, as they are written, into JSON schemas. The code is read, never run."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any, Final

_SIMPLE: Final[dict[str, dict[str, Any]]] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "Decimal": {"type": "number"},
    "bool": {"type": "boolean"},
    "None": {"type": "null"},
    "Path": {"type": "string", "description": "A path"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "time": {"type": "string", "format": "time"},
    "Any": {},
    "object": {},
}
_LISTS: Final = frozenset(
    ("list", "List", "set", "Set", "frozenset", "FrozenSet", "Sequence", "MutableSequence", "Iterable", "Collection")
)
_TUPLES: Final = frozenset(("tuple", "Tuple"))
_OBJECTS: Final = frozenset(("dict", "Dict", "Mapping", "MutableMapping"))
_ENUMS: Final = frozenset(("Enum", "StrEnum", "IntEnum"))
_TYPE_NAMES: Final = {str: "string", bool: "boolean", int: "integer", float: "number"}
_DEEPEST: Final = 12


class UnknownHint(ValueError):
    """`str()` says which, as a sentence."""


class Hints:
    """The hints of one file: its own classes, aliases and imported names are known."""

    def __init__(self, tree: ast.Module) -> None:
        self._classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
        self._aliases = dict(_aliases(tree))
        self._imported = dict(_imported(tree))

    def schema(self, node: ast.expr | None, depth: int = 0) -> dict[str, Any]:
        """The schema of a hint; no hint takes anything. Raises UnknownHint."""
        if node is None:
            return {}
        if depth > _DEEPEST:
            raise UnknownHint("A type hint contains itself, or is nested too deeply.")
        match node:
            case ast.Constant(None):
                return dict(_SIMPLE["None"])
            case ast.Constant(str(text)):
                return self.schema(_parsed(text), depth + 1)
            case ast.BinOp(left, ast.BitOr(), right):
                return self._one_of([left, right], depth)
            case ast.Subscript(value, inside):
                return self._subscript(self._name(value), inside, node, depth)
            case ast.Name() | ast.Attribute():
                return self._named(self._name(node), node, depth)
        raise UnknownHint(f"The type hint `{ast.unparse(node)}` is not understood.")

    # --- names --------------------------------------------------------------------------------------------------------

    def _name(self, node: ast.expr) -> str:
        match node:
            case ast.Name(name):
                return self._imported.get(name, name)
            case ast.Attribute(_, name):
                return name
        return ""

    def _named(self, name: str, node: ast.expr, depth: int) -> dict[str, Any]:
        if name in self._classes:
            return self._class(self._classes[name], depth)
        if name in self._aliases:
            return self.schema(self._aliases[name], depth + 1)
        if name in _SIMPLE:
            return dict(_SIMPLE[name])
        if name in _LISTS or name in _TUPLES:
            return {"type": "array", "items": {}}
        if name in _OBJECTS:
            return {"type": "object"}
        raise UnknownHint(
            f"The type hint `{ast.unparse(node)}` is not understood. Use str, int, float, bool, list, dict, Literal, "
            "Optional, or an Enum, dataclass or TypedDict of the same file."
        )

    def _subscript(self, name: str, inside: ast.expr, node: ast.expr, depth: int) -> dict[str, Any]:
        inner = list(inside.elts) if isinstance(inside, ast.Tuple) else [inside]
        if name in ("Optional", "Union"):
            return self._one_of([*inner, ast.Constant(None)] if name == "Optional" else inner, depth)
        if name == "Literal":
            return _choices([_literal(each) for each in inner])
        if name == "Annotated":
            schema = self.schema(inner[0], depth + 1)
            words = [each.value for each in inner[1:] if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            return {**schema, "description": words[0]} if words else schema
        if name in ("Required", "NotRequired", "Final", "ReadOnly"):
            return self.schema(inner[0], depth + 1)
        if name in _LISTS:
            return {"type": "array", "items": self.schema(inner[0], depth + 1)}
        if name in _TUPLES:
            return self._tuple(inner, depth)
        if name in _OBJECTS and len(inner) == 2:
            if self.schema(inner[0], depth + 1).get("type") != "string":
                raise UnknownHint(f"The keys of `{ast.unparse(node)}` must be texts.")
            return {"type": "object", "additionalProperties": self.schema(inner[1], depth + 1)}
        raise UnknownHint(f"The type hint `{ast.unparse(node)}` is not understood.")

    def _tuple(self, inner: list[ast.expr], depth: int) -> dict[str, Any]:
        if len(inner) == 2 and isinstance(inner[1], ast.Constant) and inner[1].value is ...:
            return {"type": "array", "items": self.schema(inner[0], depth + 1)}
        items = [self.schema(each, depth + 1) for each in inner]
        same = all(item == items[0] for item in items)
        return {
            "type": "array",
            "items": items[0] if same else {"anyOf": items},
            "minItems": len(items),
            "maxItems": len(items),
        }

    def _one_of(self, nodes: list[ast.expr], depth: int) -> dict[str, Any]:
        schemas: list[dict[str, Any]] = []
        for node in nodes:
            schema = self.schema(node, depth + 1)
            schemas += [one for one in schema.get("anyOf", [schema]) if one not in schemas]
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}

    # --- classes ------------------------------------------------------------------------------------------------------

    def _class(self, node: ast.ClassDef, depth: int) -> dict[str, Any]:
        bases = {self._name(base) for base in node.bases}
        if bases & _ENUMS:
            return _enum(node)
        if "TypedDict" in bases:
            total = not any(
                word.arg == "total" and getattr(word.value, "value", True) is False for word in node.keywords
            )
            return self._object(node, depth, lambda hint, _value: self._is_needed(hint, total))
        if any(
            self._name(each.func if isinstance(each, ast.Call) else each) == "dataclass" for each in node.decorator_list
        ):
            return self._object(node, depth, lambda _hint, value: value is None)
        raise UnknownHint(f"The class `{node.name}` is neither an Enum nor a dataclass nor a TypedDict.")

    def _object(
        self, node: ast.ClassDef, depth: int, is_needed: Callable[[ast.expr, ast.expr | None], bool]
    ) -> dict[str, Any]:
        properties: dict[str, Any] = {}
        required: list[str] = []
        for base in node.bases:
            if isinstance(base, ast.Name) and base.id in self._classes:
                above = self._class(self._classes[base.id], depth + 1)
                properties |= above["properties"]
                required += above["required"]
        for line in node.body:
            if not isinstance(line, ast.AnnAssign) or not isinstance(line.target, ast.Name):
                continue
            hint = line.annotation
            if self._name(hint.value if isinstance(hint, ast.Subscript) else hint) == "ClassVar":
                continue
            name = line.target.id
            properties[name] = self.schema(hint, depth + 1)
            if is_needed(hint, line.value) and name not in required:
                required.append(name)
        return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}

    def _is_needed(self, hint: ast.expr, total: bool) -> bool:
        name = self._name(hint.value) if isinstance(hint, ast.Subscript) else ""
        return name == "Required" or (total and name != "NotRequired")


def _parsed(text: str) -> ast.expr:
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError as error:
        raise UnknownHint(f"The type hint “{text[:80]}” is not understood.") from error


def _literal(node: ast.expr) -> Any:
    try:
        value = ast.literal_eval(node)
    except ValueError as error:
        raise UnknownHint(f"`{ast.unparse(node)}` is not a plain value, as a choice must be.") from error
    if not isinstance(value, str | int | None):
        raise UnknownHint(f"`{ast.unparse(node)}` is neither a text nor a whole number, as a choice must be.")
    return value


def _choices(values: list[Any]) -> dict[str, Any]:
    kinds = {_TYPE_NAMES.get(type(value)) for value in values}
    kind = kinds.pop() if len(kinds) == 1 else None
    return {"type": kind, "enum": values} if kind else {"enum": values}


def _enum(node: ast.ClassDef) -> dict[str, Any]:
    members: dict[str, ast.expr] = {}
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            members[line.targets[0].id] = line.value
    members = {name: value for name, value in members.items() if not name.startswith("_")}
    if not members:
        raise UnknownHint(f"The Enum `{node.name}` has no members.")
    values = [value.value for value in members.values() if isinstance(value, ast.Constant)]
    if len(values) == len(members) and all(isinstance(value, str | int) for value in values):
        return _choices(values)
    return _choices(list(members))  # a value that has to be calculated is chosen by its name


def _aliases(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        match node:
            case ast.Assign([ast.Name(name)], ast.Subscript() | ast.BinOp() | ast.Name() | ast.Attribute() as value):
                yield name, value
            case ast.AnnAssign(ast.Name(name), _, ast.expr() as value):
                yield name, value


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((alias.asname, alias.name) for alias in node.names if alias.asname)
