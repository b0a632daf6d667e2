"""The built-in tools as a source: those that need nothing, and those that go by what the user chose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.tools.base import BUILTIN_SOURCE, Tool
from core.tools.builtin.calculator import calculate
from core.tools.builtin.clock import get_current_time
from core.tools.builtin.dates import calculate_date
from core.tools.builtin.folders import folder_tools
from core.tools.builtin.question import ask_user
from core.tools.builtin.units import convert_units
from core.tools.builtin.web import web_tool

PLAIN: Final = (get_current_time, calculate, convert_units, calculate_date, ask_user)
FOLDER_TOOLS: Final = frozenset({"list_files", "read_file"})


@dataclass(frozen=True, slots=True)
class Permit:
    """What the user allowed the built-in tools: the folders they may read, and whether pages of this machine and of
    private networks may be fetched."""

    folders: tuple[Path, ...] = ()
    private_pages: bool = False


def permitted_tools(permit: Callable[[], Permit]) -> tuple[Tool, ...]:
    """Those that go by what the user chose; `permit` is asked at each call."""
    return (*folder_tools(lambda: permit().folders), web_tool(lambda: permit().private_pages))


class BuiltinSource:
    """All of them; `plain` are those that need no settings."""

    def __init__(self, plain: Mapping[str, Tool], permit: Callable[[], Permit]) -> None:
        self.changed: Callable[[], None] = lambda: None
        self._plain = plain
        self._permitted = permitted_tools(permit)

    @property
    def id(self) -> str:
        return BUILTIN_SOURCE

    @property
    def title(self) -> str:
        return "Built in"

    def tools(self) -> tuple[Tool, ...]:
        return (*self._plain.values(), *self._permitted)

    def notes(self) -> tuple[str, ...]:
        return ()

    async def ready(self) -> None:
        return
