"""Who answers in the conversation that is shown: the two pickers of the composer, and the empty page's offer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.chat.directory import Choice, Directory
from gui.chat.starts import DEMO, Way, offer_for
from gui.chat.welcome import Welcome
from gui.composer.composer import Composer
from gui.language import phrase

if TYPE_CHECKING:
    from gui.chat.conversation import Conversation


class Choosing(QObject):
    """Belongs to a page. `settings_wished(provider)` asks for the settings; `shown(conversation)` tells which one it is
    about now."""

    settings_wished = Signal(str)
    shown = Signal(object)

    def __init__(self, directory: Directory, composer: Composer, welcome: Welcome, parent: QWidget) -> None:
        super().__init__(parent)
        self._directory = directory
        self._composer = composer
        self._welcome = welcome
        self._shown: Conversation | None = None
        self._early: Way | None = None
        self.prepare: Callable[[Conversation], None] = lambda _conversation: None  # what else a turn needs
        composer.providers.chosen.connect(self._choose_provider)
        composer.models.chosen.connect(self._choose_model)
        composer.models.opened.connect(lambda: directory.refresh_models(self._choice().provider))
        welcome.way_taken.connect(self._take_way)
        welcome.mend_wished.connect(lambda: self.settings_wished.emit(self._choice().provider))
        directory.changed.connect(self._refresh)
        directory.keyed.connect(self._take_keyed)
        self._refresh()

    def show(self, conversation: Conversation) -> None:
        """Show who answers in `conversation`."""
        self._shown = conversation
        self._refresh()
        self.shown.emit(conversation)
        early, self._early = self._early, None
        if early is not None:
            self._take_way(early)

    def say_anew(self) -> None:
        """The language may be another one."""
        self._refresh()

    def choose(self, choice: Choice) -> None:
        """Let `choice` answer in this conversation from its next turn on, and in new ones."""
        if self._shown is not None:
            self._shown.choice = choice
        self._directory.remember(choice)
        self._refresh()

    def point(self, choice: Choice) -> bool:
        """Let `choice` answer in this conversation alone; False, and nothing changes, where its provider is not
        there."""
        known = any(item.key == choice.provider for item in self._directory.providers())
        if self._shown is None or not known:
            return False
        self._shown.choice = choice
        self._refresh()
        return True

    def aim(self, conversation: Conversation) -> None:
        """Point the next turn of a conversation at who was chosen there."""
        self._directory.aim(conversation.session, conversation.choice)
        self.prepare(conversation)

    def _choice(self) -> Choice:
        return self._directory.first_choice() if self._shown is None else self._shown.choice

    def _refresh(self) -> None:
        choice, directory = self._choice(), self._directory
        if not choice.model:  # the provider's models may have come since it was chosen
            choice = Choice(choice.provider, directory.usual_model(choice.provider))
            if self._shown is not None:
                self._shown.choice = choice
        self._composer.providers.show_items(directory.providers(), choice.provider)
        self._composer.models.show_items(directory.models(choice.provider), choice.model)
        trouble = phrase(directory.trouble(choice.provider))
        temporary = self._shown is not None and self._shown.temporary
        provider, running = directory.provider(choice.provider), directory.running()
        self._welcome.show_offer(offer_for(provider, running, trouble, temporary=temporary))

    def _choose_provider(self, provider: str) -> None:
        self.choose(Choice(provider, self._directory.usual_model(provider)))
        self._directory.refresh_models(provider)

    def _choose_model(self, model: str) -> None:
        self.choose(Choice(self._choice().provider, model))

    def _take_keyed(self, provider: str) -> None:
        """Whoever enters a key before anything was asked wants to talk to that provider."""
        if self._shown is not None and self._shown.empty and self._shown.choice.provider == DEMO:
            self._choose_provider(provider)

    def _take_way(self, way: Way) -> None:
        if self._shown is None:  # somebody is quicker than the rest of the window
            self._early = way
        elif way.provider:
            self._choose_provider(way.provider)
        else:
            self.settings_wished.emit(way.settings)
