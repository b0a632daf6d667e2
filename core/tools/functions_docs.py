"""What a docstring says about a function and its arguments: Google, NumPy or reST. Pure."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, field
from typing import Final

_GOOGLE: Final = re.compile(r"(Args|Arguments|Parameters|Params|Keyword Args|Keyword Arguments):\s*$")
_SECTION: Final = re.compile(
    r"(Args|Arguments|Parameters|Params|Keyword Args|Keyword Arguments|Returns?|Yields?|Raises|Examples?|Notes?|"
    r"Warnings?|See Also|Todo|References|Attributes):\s*$"
)
_ITEM: Final = re.compile(r"\*{0,2}(\w+)\s*(?:\([^)]*\))?\s*:\s*(.*)")
_UNDERLINE: Final = re.compile(r"-{3,}\s*$")
_NUMPY_ITEM: Final = re.compile(r"\*{0,2}(\w+(?:\s*,\s*\w+)*)\s*(?::.*)?$")
_FIELD: Final = re.compile(r":(?:param|parameter|arg|argument|key|keyword)\s+(?:[^:\s]+\s+)?(\w+)\s*:\s*(.*)")
_OTHER_FIELD: Final = re.compile(r":\w+[^:]*:")


@dataclass(frozen=True, slots=True)
class Doc:
    """`text` is what stands above the sections, `arguments` what is said of each."""

    text: str = ""
    arguments: dict[str, str] = field(default_factory=dict)


def read_doc(docstring: str) -> Doc:
    """A docstring that keeps to no style is all text."""
    lines = inspect.cleandoc(docstring).splitlines()
    arguments: dict[str, str] = {}
    text: list[str] = []
    place, in_text = 0, True
    while place < len(lines):
        line = lines[place].rstrip()
        below = lines[place + 1] if place + 1 < len(lines) else ""
        if _SECTION.fullmatch(line):
            in_text = False
            place = _google(lines, place + 1, arguments) if _GOOGLE.fullmatch(line) else place + 1
        elif line and _UNDERLINE.fullmatch(below):
            in_text = False
            named = line.strip().casefold() in ("parameters", "other parameters")
            place = _numpy(lines, place + 2, arguments) if named else place + 2
        elif _OTHER_FIELD.match(line.lstrip()):
            in_text = False
            place = _rest(lines, place, arguments)
        else:
            if in_text:
                text.append(line)
            place += 1
    return Doc("\n".join(text).strip(), arguments)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _google(lines: list[str], place: int, into: dict[str, str]) -> int:
    """The items of a section, which are indented; what is indented deeper goes on with one."""
    first, name = None, ""
    while place < len(lines) and (not lines[place].strip() or _indent(lines[place]) > 0):
        line = lines[place]
        first = _indent(line) if first is None and line.strip() else first
        item = _ITEM.match(line.strip()) if line.strip() and _indent(line) == first else None
        if item is not None:
            name = item[1]
            into[name] = item[2].strip()
        elif name and line.strip():
            into[name] = f"{into[name]} {line.strip()}".strip()
        place += 1
    return place


def _numpy(lines: list[str], place: int, into: dict[str, str]) -> int:
    """Names at the margin, what is said of them below and indented."""
    names: list[str] = []
    while place < len(lines):
        line = lines[place]
        below = lines[place + 1] if place + 1 < len(lines) else ""
        if line.strip() and _UNDERLINE.fullmatch(below):
            break
        item = _NUMPY_ITEM.match(line.strip()) if line.strip() and _indent(line) == 0 else None
        if item is not None:
            names = [name.strip() for name in item[1].split(",")]
            into.update(dict.fromkeys(names, ""))
        elif line.strip() and _indent(line) > 0:
            into.update((name, f"{into[name]} {line.strip()}".strip()) for name in names)
        elif line.strip():
            break
        place += 1
    return place


def _rest(lines: list[str], place: int, into: dict[str, str]) -> int:
    """One field, with the indented lines that go on with it."""
    found = _FIELD.match(lines[place].lstrip())
    margin = _indent(lines[place])
    said = found[2].strip() if found else ""
    place += 1
    while place < len(lines) and lines[place].strip() and _indent(lines[place]) > margin:
        said = f"{said} {lines[place].strip()}".strip()
        place += 1
    if found:
        into[found[1]] = said
    return place
