"""The record: one section a measurement, each with the day it was taken; a new one takes the place of the old."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

RECORD = Path(__file__).parent / "record.md"

HEAD = """\
# Benchmark record

Made by `python3 run.py bench`; `python3 run.py bench NAME` measures one part anew. Machine class: 2 shared cores, so a
single long gap may be a neighbour's: "own work" is the processor time of our own thread in it. Figures are ratios
where a ratio says it. "offscreen" is Qt's platform without a screen, "X" a real X server (Xvfb).
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, what came out, and what it may be."""

    what: str
    figure: str
    budget: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A measurement's part of the record."""

    name: str
    title: str
    rows: Sequence[Row]

    def text(self) -> str:
        """As Markdown."""
        taken = f"{date.today().isoformat()}, Python {platform.python_version()}, {platform.system()}{load()}"
        lines = [f"## {self.name}: {self.title}", "", taken, "", "| what | measured | budget |", "| --- | --- | --- |"]
        return "\n".join([*lines, *(f"| {row.what} | {row.figure} | {row.budget} |" for row in self.rows)]) + "\n"


def load() -> str:
    """How busy the machine was in words, where it tells; above its number of processors figures of time mean little."""
    return f", load {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors" if hasattr(os, "getloadavg") else ""


def keep(section: Section, order: Iterable[str], path: Path = RECORD) -> None:
    """Put a section into the record, in its place; sections whose names are not in `order` go."""
    parts = read(path) | {section.name: section.text()}
    path.write_text("\n".join([HEAD, *(parts[name] for name in order if name in parts)]), encoding="utf-8")


def read(path: Path = RECORD) -> dict[str, str]:
    """The sections of the record by their names."""
    text = path.read_text("utf-8") if path.exists() else ""
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    return {part[3:].partition(":")[0]: part.rstrip() + "\n" for part in parts}
