"""Agents in the window: offered beside the providers, at work in the conversations, seen in the inspector."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.agents.definitions import crew_of
from core.events import Stamped
from core.tools.base import Toolbox
from gui.inspector.agents_model import AgentsModel
from gui.widgets.picker import PickerItem

if TYPE_CHECKING:
    from core.providers.base import Provider
    from core.session import SessionEvent, Target
    from gui.chat.book import Book
    from gui.chat.conversation import Conversation
    from gui.chat.page import ChatPage
    from gui.inspector.agents_view import AgentsView
    from gui.inspector.inspector import Inspector
    from gui.shelves import AgentShelf
    from gui.theme.theme import Theme
    from gui.warmup import Warmup

TAB: Final = "agents"
ENGINE: Final = "core.agents.engine"  # brings the Agents SDK


class Casting(QObject):
    """`toolbox()` gives the tools that agents may name. `changed` when agents were edited."""

    changed = Signal()

    def __init__(
        self, theme: Theme, shelf: AgentShelf, warmup: Warmup, toolbox: Callable[[], Toolbox], host: QWidget
    ) -> None:
        super().__init__(host)
        self._theme = theme
        self._shelf = shelf
        self._warmup = warmup
        self._toolbox = toolbox
        self._book: Book | None = None
        self._page: ChatPage | None = None
        self._view: AgentsView | None = None
        self._models: WeakKeyDictionary[Conversation, AgentsModel] = WeakKeyDictionary()
        shelf.changed.connect(self.changed)

    def join(self, book: Book, page: ChatPage, inspector: Inspector) -> None:
        """Follow the conversations, and show what agents do in them."""
        self._book, self._page = book, page
        book.shown.connect(self._arrive)
        inspector.add_tab(TAB, self.tr("Agents"), self._make_view)
        if book.current is not None:
            self._arrive(book.current)

    # --- gui.chat.answerers.Agents ------------------------------------------------------------------------------------

    def items(self) -> Sequence[PickerItem]:
        return [PickerItem(agent.id, agent.name, agent.about) for agent in self._shelf.items]

    def providers_of(self, agent_id: str) -> frozenset[str]:
        """The providers that the agent and its colleagues think with."""
        return frozenset(agent.provider for agent in crew_of(agent_id, self._shelf.items))

    def target(self, agent_id: str, provider: Callable[[str], Provider]) -> Target:
        """Who answers: this agent, and those that it hands over to."""
        from core.agents.crew import AgentsProvider, Crew
        from core.agents.run import AgentRun
        from core.session import Target

        crew = Crew(crew_of(agent_id, self._shelf.items), provider, self._toolbox(), self.ready)
        return Target(AgentsProvider(), agent_id, partial(AgentRun, crew=crew))

    async def ready(self) -> None:
        """Bring the Agents SDK, in a thread."""
        await self._warmup.bring(ENGINE)

    # --- the inspector ------------------------------------------------------------------------------------------------

    def _arrive(self, conversation: Conversation) -> None:
        if conversation not in self._models:
            self._models[conversation] = model = AgentsModel()
            conversation.session.subscribe(partial(_feed, model))
        if self._view is not None and self._view.isVisible():
            self._view.look()

    def _make_view(self) -> AgentsView:
        from gui.inspector.agents_view import AgentsView

        self._view = view = AgentsView(self._theme, self._model)
        view.stop_wished.connect(self.stop_after_turn)
        if self._page is not None:
            view.said.connect(self._page.notices.say)
        return view

    def _model(self) -> AgentsModel | None:
        current = self._book.current if self._book is not None else None
        return self._models.get(current) if current is not None else None

    def stop_after_turn(self) -> None:
        """Let what runs in the conversation that is shown end its response and its tools, and ask for no other."""
        current = self._book.current if self._book is not None else None
        if current is not None:
            current.session.stop_after_turn()


def _feed(model: AgentsModel, event: SessionEvent) -> None:
    if isinstance(event, Stamped):
        model.feed(event)
