"""What this is made of: version and build, and every part with its licence.

Read from the metadata of what is installed. The packed app carries the same metadata for the same parts, and
`resources/packed.json`, written when it was built, for what has no metadata: its build and libraries of the system.
"""

from __future__ import annotations

import json
import platform
import re
import sqlite3
import ssl
import sysconfig
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from core.frozen import is_frozen
from core.paths import resource_path

NAME: Final = "rivulet"
PACKED: Final = "packed.json"
_COMMIT_LETTERS: Final = 10
_LICENCE_FILE: Final = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_PYTHON_LICENCES: Final = ("LICENSE.txt", "../../LICENSE.txt", "../LICENSE.txt")  # below the standard library's folder
_QT_NOTICE: Final = """\
Qt and Qt for Python (PySide6, Shiboken) are used under the GNU Lesser General Public License, version 3. They are
separate shared libraries, in the folder PySide6 of the program; you may replace them with a version of your own.

Their source: https://download.qt.io/official_releases/QtForPython/ and https://download.qt.io/official_releases/qt/

"""


@dataclass(frozen=True, slots=True)
class Build:
    """`build` names the commit and, where it is packed, the day of it; empty where nobody knows."""

    version: str
    build: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    """One part: `licence` in a few words, `text` in full, `home` an address; both may be empty."""

    name: str
    version: str
    licence: str
    home: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """What the making of a packed app writes down."""

    version: str = ""
    build: str = ""
    components: tuple[Component, ...] = ()

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def build_info() -> Build:
    """Version and build of this program."""
    packed = read_packed()
    return Build(packed.version or _version(), packed.build or commit())


def components() -> tuple[Component, ...]:
    """Everything this program is made of, ourselves first. Reads some hundred files: not for the window's thread."""
    found = [*map(_component, distributions()), *(read_packed().components or foundations())]
    if not any(_key(part.name) == NAME for part in found):
        found.append(ourselves())
    return tuple(sorted(found, key=lambda part: (_key(part.name) != NAME, part.name.lower())))


def read_packed() -> Packed:
    """What was written down when the app was packed; empty in a source tree."""
    try:
        found = json.loads(resource_path(PACKED).read_text("utf-8"))
    except OSError:
        return Packed()
    return Packed(found["version"], found["build"], tuple(Component(**part) for part in found["components"]))


def distributions() -> list[metadata.Distribution]:
    """The installed packages that we need, and those that they need, and so on; extras are not followed. A packed app
    has nothing else."""
    if is_frozen():
        return list(metadata.distributions())
    found: dict[str, metadata.Distribution] = {}
    wanted = [NAME, *map(_required, _project().get("dependencies", []))]
    while wanted:
        key = _key(wanted.pop())
        if key in found:
            continue
        try:
            found[key] = distribution = metadata.distribution(key)
        except metadata.PackageNotFoundError:
            continue  # for another platform or Python
        wanted += _needs(distribution)
    return list(found.values())


def _needs(distribution: metadata.Distribution) -> Iterator[str]:
    for requirement in distribution.requires or ():
        if not re.search(r"\bextra\b", requirement.partition(";")[2]):
            yield _required(requirement)


def _required(requirement: str) -> str:
    """The name at the beginning of a requirement."""
    return re.split(r"[^\w.-]", requirement.strip(), maxsplit=1)[0]


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _component(distribution: metadata.Distribution) -> Component:
    about = distribution.metadata
    text = "\n\n".join(_licence_texts(distribution))
    licence = _licence_name(about.get_all("License-Expression", []), about.get_all("License", []), about)
    if "LGPL-3.0" in licence:
        licence, text = "LGPL-3.0", _QT_NOTICE + _text("LGPL-3.0.txt") + "\n\n" + _text("GPL-3.0.txt")
    return Component(about["Name"], distribution.version, licence, _home(about), text)


def ourselves() -> Component:
    """This program, by its source tree."""
    project = _project()
    licence = resource_path().parent / "LICENSE"
    return Component(NAME, _version(), str(project.get("license", "")), text=licence.read_text("utf-8"))


def _licence_name(expressions: list[str], words: list[str], about: metadata.PackageMetadata) -> str:
    """In a few words: as an expression, in words of its own, or by its classifiers."""
    for said in (*expressions, *words):
        if said and len(said) <= 80 and "\n" not in said:
            return said
    marks = [mark.rpartition(" :: ")[2] for mark in about.get_all("Classifier", []) if mark.startswith("License ::")]
    return " / ".join(marks)


def _licence_texts(distribution: metadata.Distribution) -> Iterator[str]:
    for path in distribution.files or ():
        if ".dist-info" in str(path.parent) and _LICENCE_FILE.match(path.name):
            yield Path(str(path.locate())).read_text("utf-8", "replace").replace("\f", "").strip()


def _home(about: metadata.PackageMetadata) -> str:
    named = [entry.partition(",")[::2] for entry in about.get_all("Project-URL", [])]
    places = {label.strip().lower(): url.strip() for label, url in named}
    known = [places[label] for label in ("homepage", "source", "repository") if label in places]
    return next(iter([*known, *about.get_all("Home-page", [])]), "")


def foundations() -> Iterator[Component]:
    """What everything stands on and no package's metadata names."""
    library = Path(sysconfig.get_path("stdlib"))
    texts = (library / place for place in _PYTHON_LICENCES)
    text = next((path.read_text("utf-8") for path in texts if path.is_file()), "")
    yield Component("Python", platform.python_version(), "PSF-2.0", "https://www.python.org/", text)
    ours = ssl.OPENSSL_VERSION.split(" ")[1]
    yield Component("OpenSSL", ours, "Apache-2.0", "https://www.openssl.org/")
    yield Component("SQLite", sqlite3.sqlite_version, "public domain", "https://www.sqlite.org/")


def _text(name: str) -> str:
    return resource_path("licences", name).read_text("utf-8")


def _version() -> str:
    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:
        return str(_project().get("version", ""))


def _project() -> dict[str, Any]:
    """The table of `pyproject.toml` in a source tree, which need not be installed."""
    path = resource_path().parent / "pyproject.toml"
    project: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))["project"] if path.is_file() else {}
    return project


def commit() -> str:
    """The commit of this source tree, shortened; empty where there is none."""
    folder = resource_path().parent / ".git"
    try:
        head = (folder / "HEAD").read_text("utf-8").strip()
        if not head.startswith("ref: "):
            return head[:_COMMIT_LETTERS]
        name = head.removeprefix("ref: ")
        loose = folder / name
        if loose.is_file():
            return loose.read_text("utf-8")[:_COMMIT_LETTERS]
        lines = (folder / "packed-refs").read_text("utf-8").splitlines()
    except OSError:
        return ""
    return next((line[:_COMMIT_LETTERS] for line in lines if line.endswith(f" {name}")), "")


def _report() -> Iterator[str]:
    about = build_info()
    yield f"Rivulet {about.version} (build {about.build or 'unknown'})"
    for part in components():
        yield f"{part.name} {part.version}: {part.licence}"


if __name__ == "__main__":
    print("\n".join(_report()))
