"""A Python file of the user into descriptions of its public functions. The file is read, never run: what it does when
it is loaded happens in the process of a call that was allowed."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass
from typing import Any, Final

from core.tools.functions_docs import read_doc
from core.tools.functions_hints import Hints, UnknownHint
from core.tools.schema import UnfitSchema, fitting

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_MOST_FUNCTIONS: Final = 64  # of a file


@dataclass(frozen=True, slots=True)
class Function:
    """`parameters` is a JSON schema."""

    name: str
    description: str
    parameters: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FunctionFile:
    """What a file offers, and sentences about what it does not."""

    name: str
    functions: tuple[Function, ...] = ()
    troubles: tuple[str, ...] = ()


def read_functions(name: str, source: bytes) -> FunctionFile:
    """Never raises: what cannot be read is told."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the user's code, about escapes and the like
            tree = ast.parse(source, name)
    except SyntaxError as error:
        where = f" in line {error.lineno}" if error.lineno else ""
        return FunctionFile(name, (), (f"Python does not understand it{where}: {error.msg}.",))
    except (ValueError, RecursionError, MemoryError) as error:
        return FunctionFile(name, (), (f"Python does not understand it: {error}.",))
    hints, exported = Hints(tree), _exported(tree)
    functions: dict[str, Function] = {}
    troubles: list[str] = []
    for node in tree.body:
        if not isinstance(node, _Function) or not (
            node.name in exported if exported is not None else not node.name.startswith("_")
        ):
            continue
        try:
            functions[node.name] = _function(node, hints)
        except (UnknownHint, UnfitSchema, RecursionError) as error:
            troubles.append(f"`{node.name}` (line {node.lineno}) is left out. {error}")
    if not functions and not troubles:
        troubles.append("It has no public function: one at the margin, whose name begins with a letter.")
    if len(functions) > _MOST_FUNCTIONS:
        troubles.append(f"It has {len(functions)} functions; the first {_MOST_FUNCTIONS} are offered.")
    return FunctionFile(name, tuple(functions.values())[:_MOST_FUNCTIONS], tuple(troubles))


def _exported(tree: ast.Module) -> frozenset[str] | None:
    """What `__all__` names; None where there is none that can be read."""
    for node in tree.body:
        match node:
            case ast.Assign([ast.Name("__all__")], ast.List(names) | ast.Tuple(names)):
                return frozenset(str(each.value) for each in names if isinstance(each, ast.Constant))
    return None


def _function(node: _Function, hints: Hints) -> Function:
    """Raises UnknownHint and UnfitSchema."""
    given = node.args
    if given.vararg or given.kwarg:
        star = f"*{given.vararg.arg}" if given.vararg else f"**{given.kwarg.arg if given.kwarg else ''}"
        raise UnknownHint(f"It takes `{star}`; a model needs a name for each argument.")
    doc = read_doc(ast.get_docstring(node) or "")
    placed = [*given.posonlyargs, *given.args]
    defaults: list[ast.expr | None] = [None] * (len(placed) - len(given.defaults)) + list(given.defaults)
    properties: dict[str, Any] = {}
    required: list[str] = []
    for argument, default in zip([*placed, *given.kwonlyargs], [*defaults, *given.kw_defaults], strict=True):
        schema = hints.schema(argument.annotation)
        if said := doc.arguments.get(argument.arg):
            schema = {**schema, "description": said}
        if default is None:
            required.append(argument.arg)
        else:
            schema = {**schema, **_default(default)}
        properties[argument.arg] = schema
    parameters = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return Function(node.name, doc.text or node.name.replace("_", " "), fitting(parameters))


def _default(node: ast.expr) -> dict[str, Any]:
    """The default as a schema says it, where it is a plain value."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return {}
    plain = isinstance(value, str | int | float | bool) or value == []
    return {"default": value} if plain and len(str(value)) <= 200 else {}
