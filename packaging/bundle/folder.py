"""Makes the folder of the packed app with PyInstaller."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

from bundle import icons
from bundle.contents import ROOT

PROGRAMS: Final = ("rivulet", "rivulet-ask", "rivulet-data", "rivulet-serve")
SPEC: Final = ROOT / "packaging" / "rivulet.spec"


class BuildFailed(Exception):
    """`str()` is the sentence for whoever builds."""


def make_folder(output: Path) -> Path:
    """The folder `output/rivulet` with the four programs; what was there goes. Raises BuildFailed."""
    work = output / "work"
    work.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        (work / "rivulet.ico").write_bytes(icons.ico())
    if sys.platform == "darwin":
        (work / "rivulet.icns").write_bytes(icons.icns())
    options = ["--noconfirm", "--log-level", "WARN", "--distpath", str(output), "--workpath", str(work)]
    environ = {**os.environ, "RIVULET_BUNDLE_WORK": str(work), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "PyInstaller", *options, str(SPEC)],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BuildFailed(f"PyInstaller failed:\n{done.stdout[-2000:]}{done.stderr[-6000:]}")
    folder = output / "rivulet"
    _strip_python(folder)
    return folder


def _strip_python(folder: Path) -> None:
    """Take the linker's names out of Python's own libraries, where it was built with them: 20 MB. Those of wheels
    are left as they came: some do not survive it."""
    strip = shutil.which("strip")
    if sys.platform != "linux" or not strip:
        return
    for path in _python_libraries(folder / "_internal"):
        subprocess.run([strip, "--strip-unneeded", str(path)], check=False, stderr=subprocess.DEVNULL)


def _python_libraries(inside: Path) -> Iterator[Path]:
    yield from inside.glob("libpython*.so*")
    yield from inside.glob("python*/lib-dynload/*.so")


def sizes(folder: Path) -> dict[str, int]:
    """Bytes by part of the folder, the largest first: what is at home where."""
    inside = folder / "_internal"
    found: dict[str, int] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            part = _part_of(path.relative_to(inside)) if path.is_relative_to(inside) else "programs"
            found[part] = found.get(part, 0) + path.stat().st_size
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def _part_of(path: Path) -> str:
    first = path.parts[0]
    if first in ("PySide6", "shiboken6"):
        return "Qt" if path.parts[1:2] == ("Qt",) else "PySide6"
    if first in ("core", "gui", "resources"):
        return "Rivulet"
    if first.startswith(("python3", "libpython", "base_library")):
        return "Python"
    if first.endswith(".dist-info"):
        return "licences"
    if len(path.parts) > 1:
        return first if first in _named() else "Python"
    return "Python" if path.suffix == ".pyc" else "libraries of the system"


@cache
def _named() -> frozenset[str]:
    """The folders that packages brought; all others are of Python's library."""
    return frozenset(metadata.packages_distributions())
