"""What the packed app must be told when it is made: its build, and parts that no package's metadata names."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bundle.contents import ROOT, Item
from bundle.qt import Entry
from core.about import PACKED, Component, Packed, build_info, foundations, ourselves

_COPYRIGHTS: Final = Path("/usr/share/doc")


def version() -> str:
    return build_info().version


def languages() -> list[str]:
    """The languages of the window: those that resources/i18n has, and Korean."""
    found = {re.split(r"[_.]", path.stem)[-1] for path in (ROOT / "resources" / "i18n").glob("*.qm")}
    return sorted(found | {"ko"})


def moment() -> int:
    """When this state of the source was made, in seconds since 1970: the time that all files of a package get."""
    given = os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct")
    return int(given or 0)


def build() -> str:
    """Commit and day; with a plus where the source was changed since."""
    name = build_info().build or "unknown"
    changed = "+" if _git("status", "--porcelain", "--untracked-files=no") else ""
    return f"{name[:10]}{changed} {day()}"


def day() -> str:
    """The day of `moment`."""
    return f"{datetime.fromtimestamp(moment(), UTC):%Y-%m-%d}"


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def write(work: Path, items: Iterable[Item], binaries: Iterable[Entry]) -> Iterator[tuple[str, Path]]:
    """Files that tell the app about itself, with their places: what it was made of, and of each package's metadata
    the list of files that came along."""
    path = work / PACKED
    installed = any(item.place.startswith("rivulet-") for item in items)
    parts = (*(() if installed else [ourselves()]), *foundations(), *_system_parts(binaries))
    path.write_text(Packed(version(), build(), parts).as_json(), "utf-8")
    yield f"resources/{PACKED}", path
    kept: dict[str, list[str]] = {}
    for item in items:
        folder, _, rest = item.place.partition("/")
        if folder.endswith(".dist-info") and rest:
            kept.setdefault(folder, []).append(item.place)
    for folder, places in kept.items():
        record = work / "records" / folder / "RECORD"
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text("".join(f"{place},,\n" for place in places), "utf-8")
        yield f"{folder}/RECORD", record


def _system_parts(binaries: Iterable[Entry]) -> list[Component]:
    """The packages of a Debian whose libraries came along, with their licences."""
    if sys.platform != "linux":
        return []
    paths = [str(Path(source).resolve()) for _, source, _ in binaries]
    found = subprocess.run(
        ["dpkg-query", "--search", *(path for path in paths if path.startswith(("/usr/lib/", "/lib/")))],
        capture_output=True,
        text=True,
        check=False,
    )
    names = sorted({line.partition(":")[0] for line in found.stdout.splitlines()})
    return [_system_part(name) for name in names]


def _system_part(name: str) -> Component:
    shown = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Version}\\t${Homepage}", name],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    version_of, _, home = shown.partition("\t")
    path = _COPYRIGHTS / name / "copyright"
    text = path.read_text("utf-8", "replace") if path.is_file() else ""
    licences = dict.fromkeys(re.findall(r"^License:\s*(\S.*)$", text, re.MULTILINE))
    return Component(name, version_of, ", ".join(licences)[:80] or "see its text", home.strip(), text)
