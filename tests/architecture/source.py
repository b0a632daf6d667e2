"""The project's own Python files, parsed once for the tests of this folder."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.collector import uncollected

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("core", "gui")
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its place below the root, its text and its tree."""

    name: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    def functions(self) -> list[tuple[str, int]]:
        """Each function with its lines, decorators and docstring left out."""
        found = [node for node in ast.walk(self.tree) if isinstance(node, _Function)]
        return [(f"{self.name}:{node.lineno} {node.name}", _length(node)) for node in found]

    def classes(self) -> list[tuple[str, int]]:
        found = [node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)]
        return [(f"{self.name}:{node.lineno} {node.name}", _span(node)) for node in found]


def _span(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _length(node: _Function) -> int:
    docstring = _span(node.body[0]) if ast.get_docstring(node) is not None else 0
    return _span(node) - docstring


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every Python file below these folders of the root; all of the project's where none is named."""
    chosen = folders or (*PRODUCT, "packaging", "tests")
    paths = [path for folder in chosen for path in sorted((ROOT / folder).rglob("*.py"))]
    if not folders:
        paths.append(ROOT / "run.py")
    read = [(str(path.relative_to(ROOT)), path.read_text("utf-8")) for path in paths]
    with uncollected(keep=True):  # millions of nodes that stay: the collections after each test need not walk them
        return tuple(Source(name, text, ast.parse(text, name)) for name, text in read)
