"""Who can answer, as the page needs to know it. `gui.app` brings the real one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.widgets.picker import PickerItem

if TYPE_CHECKING:
    from core.session import Session


@dataclass(frozen=True, slots=True)
class Choice:
    """Who shall answer: a provider's id and a model's name."""

    provider: str
    model: str


class Directory(QObject):
    """`changed` tells that providers, models or running servers became known or were edited, `keyed(provider)` that
    a key was entered and has been tried."""

    changed = Signal()
    keyed = Signal(str)

    @abstractmethod
    def providers(self) -> Sequence[PickerItem]:
        """All providers, in the order they are offered; running local servers are marked."""

    @abstractmethod
    def models(self, provider: str) -> Sequence[PickerItem]:
        """The models of a provider that are known so far."""

    @abstractmethod
    def refresh_models(self, provider: str) -> None:
        """Ask the provider for its models in the background; `changed` tells when they came."""

    @abstractmethod
    def usual_model(self, provider: str) -> str:
        """The model last used with a provider, else a sensible first one, else nothing."""

    @abstractmethod
    def first_choice(self) -> Choice:
        """Who answers in a new conversation."""

    @abstractmethod
    def remember(self, choice: Choice) -> None:
        """New conversations start with `choice`."""

    @abstractmethod
    def aim(self, session: Session, choice: Choice) -> None:
        """Let `choice` answer the session's next turn, within the limits of the settings. Never fails: what is missing
        (a key, a model) becomes the turn's error."""

    def provider(self, key: str) -> PickerItem:
        """One provider as it is offered."""
        return next((item for item in self.providers() if item.key == key), PickerItem(key, key))

    def trouble(self, provider: str) -> str:
        """Why a provider cannot answer, in English, as far as that is known; empty where nothing speaks against it."""
        return ""

    def running(self) -> tuple[PickerItem, ...]:
        """The local servers that were found."""
        return tuple(item for item in self.providers() if item.running)
