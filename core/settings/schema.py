"""What a person can set, as values. Reading and writing them is `core.settings.store`'s matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from core.limits import Limits
from core.network import Network
from core.providers.base import ProviderSpec


class Appearance(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Motion(StrEnum):
    """Whether motion is reduced: as the system says, always, or never."""

    SYSTEM = "system"
    REDUCED = "reduced"
    FULL = "full"


class Contrast(StrEnum):
    """Whether contrast is high: as the system says, always, or never."""

    SYSTEM = "system"
    HIGH = "high"
    NORMAL = "normal"


class Language(StrEnum):
    """Of the interface: that of the system where there is a translation, or always one."""

    SYSTEM = "system"
    ENGLISH = "english"
    KOREAN = "korean"


@dataclass(frozen=True, slots=True)
class ToolSettings:
    """`folders` are what the file tools may read, as absolute paths; `private_pages` lets web pages of this machine and
    of private networks be fetched; `on` are the tools that new conversations have, by their keys."""

    folders: tuple[str, ...] = ()
    private_pages: bool = False
    on: tuple[str, ...] = ("builtin/get_current_time",)


@dataclass(frozen=True, slots=True)
class DesktopSettings:
    """What reaches beyond the window. `tell_…`: a notification, while the window is not looked at, that an answer is
    done, waits for the person, or failed. `tray` shows an icon there; `close_to_tray` leaves the program running
    without its window; `quick_ask`: a shortcut works in every program."""

    tell_done: bool = True
    tell_waiting: bool = True
    tell_failed: bool = True
    tray: bool = False
    close_to_tray: bool = False
    quick_ask: bool = False


@dataclass(frozen=True, slots=True)
class CommandKeys:
    """The shortcuts that a person gave to a command, the shown one first, such as "Ctrl+N"; none is a choice too."""

    command: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """`providers` are the user's own and the presets that were changed; `provider` and `model` were chosen last.
    `scale` is the text size, 0.8 to 2.0; `as_it_arrives` shows bursts of text at once instead of evenly;
    `titles_by_model`: the model names a conversation after its first answer. `keys` are of the commands whose shortcuts
    are not the usual ones."""

    provider: str = "demo"
    model: str = ""
    providers: tuple[ProviderSpec, ...] = ()
    limits: Limits = field(default_factory=Limits)
    language: Language = Language.SYSTEM
    appearance: Appearance = Appearance.SYSTEM
    contrast: Contrast = Contrast.SYSTEM
    motion: Motion = Motion.SYSTEM
    scale: float = 1.0
    as_it_arrives: bool = False
    titles_by_model: bool = False
    tools: ToolSettings = field(default_factory=ToolSettings)
    desktop: DesktopSettings = field(default_factory=DesktopSettings)
    network: Network = field(default_factory=Network)
    keys: tuple[CommandKeys, ...] = ()
