"""The tools that can be switched on, as values to show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToolRow:
    """`name` is what the model sees, `title` and `meaning` are for people; `cost` is about how many tokens its
    description takes in each request. `asks`: whether a person is asked before each call."""

    key: str
    name: str
    title: str
    meaning: str
    cost: int
    on: bool
    asks: bool = True


@dataclass(frozen=True, slots=True)
class ToolGroup:
    """What one source offers. `notes` say what it does not, and why; `on` stands where all of it is switched on, what
    comes later too."""

    source: str
    title: str
    rows: tuple[ToolRow, ...] = ()
    notes: tuple[str, ...] = ()
    on: bool = False
