"""The pages of the settings, by name, without any of them being made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui.language import phrase

if TYPE_CHECKING:
    from gui.settings.services import MorePage


class PageName(IntEnum):
    """The pages that are always there, in their order."""

    PROVIDERS = 0
    TIMEOUTS = 1
    APPEARANCE = 2
    PRESETS = 3
    PROMPTS = 4


def title_of(page: PageName) -> str:
    """What one of the pages that are always there is called."""
    match page:
        case PageName.PROVIDERS:
            return QCoreApplication.translate("SettingsDialog", "Providers")
        case PageName.TIMEOUTS:
            return QCoreApplication.translate("SettingsDialog", "Timeouts")
        case PageName.APPEARANCE:
            return QCoreApplication.translate("SettingsDialog", "Appearance")
        case PageName.PRESETS:
            return QCoreApplication.translate("SettingsDialog", "Presets")
        case PageName.PROMPTS:
            return QCoreApplication.translate("SettingsDialog", "Prompts")


def fields_of(page: PageName) -> tuple[str, ...]:
    """The fields of the settings that are set there."""
    match page:
        case PageName.TIMEOUTS:
            return ("limits",)
        case PageName.APPEARANCE:
            return ("language", "appearance", "contrast", "motion", "scale", "as_it_arrives")
        case _:
            return ()


def pages(more: Sequence[MorePage]) -> Iterator[tuple[str, str]]:
    """The name that each page is opened by, and its title; `more` are those that features bring."""
    for page in PageName:
        yield page.name.lower(), title_of(page)
    for each in more:
        yield each.name, phrase(each.title)  # the language may be another one than at the start
