"""What goes into the packed app: our packages, those that they need, all of Python's library, the resources.

Whole packages, not what an analysis of imports would find: so that what is imported late, by name or by a tool of the
user is there, as it is in a source tree. There is no list of modules to be kept by hand. Only Qt is not taken whole:
`bundle.qt` says what of it is used.
"""

from __future__ import annotations

import re
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.machinery import EXTENSION_SUFFIXES, PathFinder
from pathlib import Path, PurePosixPath
from typing import Final

from core.about import distributions

ROOT: Final = Path(__file__).resolve().parents[2]
OURS: Final = ("core", "gui")
QT: Final = ("pyside6-essentials", "shiboken6")
_LIBRARIES: Final = (".so", ".dll", ".dylib", ".pyd")
_NOT_RUN: Final = {".c", ".h", ".pyc", ".pyd.lib", ".pyi", ".pxd", ".pyx"}
# Of Python's library: its own tests, programs of their own, and what needs Tk.
_NOT_IN_LIBRARY: Final = {
    *("dist-packages", "ensurepip", "idlelib", "lib2to3", "pydoc_data", "site-packages", "test", "tests", "tkinter"),
    *("turtle.py", "turtledemo", "venv"),
}
# Built for its own tests; needs Tk; under the GPL, which would then hold for the whole; Sun's yellow pages.
_NO_EXTENSION: Final = re.compile(r"_test|_xx|xx|_tkinter|_ctypes_test|_gdbm|_dbm|nis$")
_METADATA: Final = re.compile(r"METADATA|entry_points\.txt|.*(licen[cs]e|copying|notice|authors).*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One file: where it is, and its place in the packed app."""

    source: Path
    place: str

    @property
    def is_code(self) -> bool:
        return self.source.suffix == ".py"

    @property
    def is_library(self) -> bool:
        return bool(set(self.source.suffixes) & set(_LIBRARIES))


def items() -> Iterator[Item]:
    """Every file but those of Qt, what Python itself is, and what is made while building."""
    yield from _library()
    for distribution in distributions():
        yield from _package(distribution)
    for name in OURS:
        yield from _tree(ROOT / name, name, {"__pycache__"})
    yield from _tree(ROOT / "resources", "resources", {"screenshots"})


def _library() -> Iterator[Item]:
    """The pure part of Python's library."""
    folder = Path(sysconfig.get_path("stdlib"))
    for item in _tree(folder, "", _NOT_IN_LIBRARY | {"__pycache__", "lib-dynload"}):
        if item.is_code and not item.place.startswith("config-"):
            yield item


def library_extensions() -> list[str]:
    """The names of Python's own compiled modules."""
    folder = [str(place) for place in (sysconfig.get_config_var("DESTSHARED"), *_windows_folders()) if place]
    names = sorted(name for name in sys.stdlib_module_names if not _NO_EXTENSION.match(name))
    found = ((name, PathFinder.find_spec(name, folder)) for name in names)
    return [name for name, spec in found if spec and str(spec.origin).endswith(tuple(EXTENSION_SUFFIXES))]


def _windows_folders() -> list[Path]:
    return [Path(sys.base_prefix) / "DLLs"] if sys.platform == "win32" else []


def _package(distribution: metadata.Distribution) -> Iterator[Item]:
    """The files of an installed package; of Qt and of our own only the metadata."""
    name = re.sub(r"[-_.]+", "-", distribution.metadata["Name"]).lower()
    for path in distribution.files or ():
        place, source = PurePosixPath(path), Path(str(path.locate()))
        if place.parts[0] == ".." or "__pycache__" in place.parts or "tests" in place.parts[:-1]:
            continue
        if place.parts[0].endswith(".dist-info"):
            if _METADATA.fullmatch(place.name):
                yield Item(source, str(place))
        elif name not in (*QT, "rivulet") and source.suffix not in _NOT_RUN:
            yield Item(source, str(place))


def _tree(folder: Path, place: str, without: set[str]) -> Iterator[Item]:
    for path in sorted(folder.iterdir()):
        if path.name in without or path.name.startswith("."):
            continue
        below = f"{place}/{path.name}".lstrip("/")
        if path.is_dir():
            yield from _tree(path, below, without)
        else:
            yield Item(path, below)


def outside() -> list[str]:
    """Importable names that no analysis is to follow: they are brought whole, or belong to our tools alone."""
    owners = metadata.packages_distributions()
    return sorted({*OURS, *(name for name in owners if name not in ("PySide6", "shiboken6"))})


def qt_modules() -> list[str]:
    """The modules of Qt that our code and the loop's name."""
    found = {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"}  # these the loop imports by names it puts together
    for name in OURS:
        for path in (ROOT / name).rglob("*.py"):
            found.update(re.findall(r"PySide6\.Qt\w+", path.read_text("utf-8")))
    return sorted(found)
