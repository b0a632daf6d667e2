"""Every text of the program that a person reads, out of its source: `tr`, `translate`, and sentences of the core."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_SPOKEN = ("AttachmentLost", "ErrorInfo", "Notice")  # their texts are sentences for people, as are those of all errors
_LOGGED = ("debug", "info", "warning", "error", "exception", "critical")
# What only a terminal, a programmer or a model reads.
_UNSEEN = (
    "core/agents/guardrails.py",
    "core/agents/items.py",
    "core/ask/",
    "core/cli.py",
    "core/codec.py",
    "core/conversations/tree.py",
    "core/conversations/viewing.py",
    "core/data_cli.py",
    "core/demo/",
    "core/markdown/",
    "core/resuming.py",
    "core/serve/",
    "core/session.py",
    "core/titling.py",
    "core/tools/",
)
_TO_MODELS = ("Interrupted: ", "Hand over to ")  # beginnings of what stands in the history for the model
_THING = re.compile(r"an? [A-Za-z ]+|not of [a-z ]+")  # what stands in a sentence in place of a hole
_SENTENCE = re.compile(r"(?!.* = )(…|[A-Z“{](?![A-Z]{3,} ))\S*( \S+){2,}[.}?]", re.DOTALL)  # no statement of SQL


@dataclass(frozen=True, slots=True)
class Text:
    """`comment` tells apart what is the same in English; holes of sentences are numbered: `{0}`, `{1}`."""

    source: str
    place: str
    comment: str = ""


def texts() -> list[Text]:
    """All of them, each once, in the order of files."""
    found: dict[tuple[str, str], Text] = {}
    for folder in ("core", "gui"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            for text in of_source(
                path.read_text("utf-8"), name, core=folder == "core" and not name.startswith(_UNSEEN)
            ):
                found.setdefault((text.source, text.comment), text)
    return list(found.values())


def of_source(code: str, name: str, *, core: bool) -> list[Text]:
    """The texts of one file. Raises ValueError for a `tr` whose text cannot be read from the source."""
    reader = _Reader(name, core=core)
    reader.visit(ast.parse(code))
    return reader.texts


class _Reader(ast.NodeVisitor):
    def __init__(self, name: str, *, core: bool) -> None:
        self.texts: list[Text] = []
        self._name = name
        self._core = core
        self._raised: ast.expr | None = None  # what makes the error that is raised just here
        self._parameters: set[str] = set()  # of the function around; one that hands its text on to `translate`

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        before, self._parameters = self._parameters, {each.arg for each in node.args.args}
        self.generic_visit(node)
        self._parameters = before

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        place = f"{self._name}:{node.lineno}"
        if called in ("tr", "_tr"):
            alias = isinstance(node.func, ast.Name) and len(node.args) > 1  # of `translate`: its context comes first
            self._take(node.args[1:] if alias else node.args, place)
        elif called == "translate":
            if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):  # not a painter's
                self._take(node.args[1:], place)
        elif self._core and (called in _SPOKEN or called.endswith("Error") or node is self._raised):
            values = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "message")]
            self.texts += [Text(sentence, place) for value in values for sentence in _sentences(value)]
        if called not in _LOGGED:
            self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        """Whatever makes what is raised: its texts are sentences, or the reasons in one."""
        self._raised = node.exc
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        self._read(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._read(node)
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                self.visit(value)

    def _read(self, node: ast.Constant | ast.JoinedStr) -> None:
        """Wherever it stands in the core, what reads like a sentence is one."""
        if not self._core:
            return
        for sentence in _sentences(node):
            if (_SENTENCE.fullmatch(sentence) or _THING.fullmatch(sentence)) and not sentence.startswith(_TO_MODELS):
                self.texts.append(Text(sentence, f"{self._name}:{node.lineno}"))

    def _take(self, values: list[ast.expr], place: str) -> None:
        if not values or (isinstance(values[0], ast.Name) and values[0].id in self._parameters):
            return
        read = [value.value for value in values[:2] if isinstance(value, ast.Constant) and isinstance(value.value, str)]
        if len(read) < min(2, len(values)):
            raise ValueError(f"{place}: what is to be translated must stand there as it is")
        self.texts.append(Text(read[0], place, *read[1:]))


def _sentences(node: ast.expr) -> Iterator[str]:
    """What stands in an argument as a sentence: a text with a blank in it, also where one of two is chosen."""
    match node:
        case ast.Constant(value=str(text)) if " " in text.strip():
            yield text
        case ast.JoinedStr(values=values):
            text, holes = "", 0
            for value in values:
                if isinstance(value, ast.Constant):
                    text += str(value.value)
                else:
                    text, holes = text + "{" + str(holes) + "}", holes + 1
            if sum(letter.isalpha() for letter in text) > 6 and " " in text.strip():
                yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _sentences(body)
            yield from _sentences(orelse)
        case _:
            return
