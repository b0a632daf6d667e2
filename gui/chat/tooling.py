"""Which tools a conversation has: the registry of all there are, the button in the composer, and what that means for
the next turn.

A conversation that was never asked about has what new ones have; with its first turn that becomes its own, so that
what is switched on for new ones later is not switched on there.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core.markdown.foreign import visible
from core.settings.schema import ToolSettings
from core.tools.base import BUILTIN_SOURCE
from core.tools.builtin.source import FOLDER_TOOLS, BuiltinSource, Permit
from core.tools.functions import FOLDER, FunctionSource
from core.tools.registry import BUILTIN, Offered, Registry
from core.tools.schema import token_cost
from core.tools.selection import Selection
from gui.chat.page import ChatPage
from gui.composer.tools_button import ToolsButton
from gui.composer.tools_rows import ToolGroup, ToolRow
from gui.language import phrase
from gui.preferences import Preferences
from gui.theme.theme import Theme
from gui.widgets.tool_words import source_title, tool_meaning, tool_title

if TYPE_CHECKING:
    from gui.chat.conversation import Conversation
    from gui.composer.tools_popup import ToolsPopup

Spawn = Callable[[Coroutine[Any, Any, None], str], object]


class Tooling(QObject):
    """Belongs to a page. `settings_wished` asks for the page about tools; `changed` tells that what the conversation
    that is shown offers may be otherwise. `hidden` names the variables that the user's functions do not get."""

    settings_wished = Signal()
    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        page: ChatPage,
        preferences: Preferences,
        data: Path,
        hidden: Callable[[], Iterable[str]],
        spawn: Spawn,
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._preferences = preferences
        self._spawn = spawn
        self._shown: Conversation | None = None
        self.functions = FunctionSource(data / FOLDER, hidden)
        self.registry = Registry()
        self.registry.add(BuiltinSource(BUILTIN, self._permit))
        self.registry.add(self.functions)
        self.registry.subscribe(self._refresh)
        self.button = ToolsButton(theme, page.composer)
        self.button.clicked.connect(self.open)
        page.composer.add_control(self.button)
        before = page.choosing.prepare

        def prepare(conversation: Conversation) -> None:
            before(conversation)
            self.apply(conversation)

        page.choosing.prepare = prepare
        page.choosing.shown.connect(self.show)
        self._known = self.settings
        preferences.changed.connect(lambda _settings: self._follow_settings())

    @cached_property
    def popup(self) -> ToolsPopup:
        from gui.composer.tools_popup import ToolsPopup

        popup = ToolsPopup(self._theme, self.button)
        popup.switched.connect(self.switch)
        popup.source_switched.connect(self.switch_source)
        popup.all_wished.connect(self.choose_all)
        popup.none_wished.connect(lambda: self.choose(Selection()))
        popup.default_wished.connect(self.use_for_new_chats)
        popup.folder_wished.connect(self.ask_for_folder)
        popup.settings_wished.connect(self.settings_wished)
        return popup

    # --- which tools --------------------------------------------------------------------------------------------------

    @property
    def settings(self) -> ToolSettings:
        return self._preferences.value.tools

    def put_settings(self, settings: ToolSettings) -> None:
        """Use these from now on, and keep them."""
        self._preferences.put(replace(self._preferences.value, tools=settings))

    def selection(self, conversation: Conversation) -> Selection:
        """What is switched on in a conversation."""
        return Selection.read(conversation.tools) or self._usual()

    def _usual(self) -> Selection:
        return Selection.of(self.settings.on)

    def show(self, conversation: Conversation) -> None:
        """Show what a conversation has."""
        self._shown = conversation
        self._refresh()

    def apply(self, conversation: Conversation) -> None:
        """Give the next turn what is switched on now; a function that was changed is read anew."""
        selection = self.selection(conversation)
        if not conversation.tools:
            conversation.tools = selection.text()
        conversation.session.toolbox = self.registry.toolbox(selection)
        if conversation is self._shown:
            self._refresh()

    def choose(self, selection: Selection) -> None:
        """Have these in the conversation that is shown, from its next turn on."""
        conversation = self._shown
        if conversation is None:
            return
        conversation.tools = selection.text()
        self._spawn(self.registry.ready(selection), "tools that were switched on")
        conversation.changed.emit()
        self._refresh()

    def switch(self, key: str, on: bool) -> None:
        """Switch one tool of the conversation that is shown."""
        if self._shown is not None:
            siblings = (each.key for each in self.registry.offered() if each.tool.source == key.partition("/")[0])
            self.choose(self.selection(self._shown).switched(key, on, siblings))

    def switch_source(self, source: str, on: bool) -> None:
        """Switch all tools of a source."""
        if self._shown is not None:
            self.choose(self.selection(self._shown).switched_source(source, on))

    def choose_all(self) -> None:
        """Switch on everything that there is now."""
        self.choose(Selection.of(each.key for each in self.registry.offered()))

    def use_for_new_chats(self) -> None:
        """Let new conversations begin with what this one has."""
        if self._shown is not None:
            self.put_settings(replace(self.settings, on=tuple(sorted(self.selection(self._shown).keys))))

    # --- views of it --------------------------------------------------------------------------------------------------

    def make_page(self) -> QWidget:
        """The page of the settings."""
        from gui.settings.tools_page import ToolsPage

        builtin = [each.tool for each in self.registry.offered() if each.tool.source == BUILTIN_SOURCE]
        settings, functions = lambda: self.settings, self.functions
        return ToolsPage(self._theme, settings, self.put_settings, self.ask_for_folder, functions, builtin)

    def make_view(self) -> QWidget:
        """The view of the inspector."""
        from gui.inspector.tools_view import OfferedTool, ToolsView

        def offered() -> list[OfferedTool]:
            titles = {source.id: source_title(source.id, source.title) for source in self.registry.sources}
            return [OfferedTool(each.tool, tool_title(each.tool), titles[each.tool.source]) for each in self.offered()]

        view = ToolsView(self._theme, offered)
        self.changed.connect(view.refresh)
        return view

    # --- folders ------------------------------------------------------------------------------------------------------

    def ask_for_folder(self, parent: QWidget | None = None) -> None:
        """Let the user choose a folder that the file tools may read."""
        dialog = QFileDialog(parent or self._page, self.tr("A folder that models may read"))
        dialog.setObjectName("toolFolderDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.add_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add_folder(self, folder: str) -> None:
        settings = self.settings
        path = str(Path(folder).absolute())
        if path not in settings.folders:
            self.put_settings(replace(settings, folders=(*settings.folders, path)))

    def _permit(self) -> Permit:
        settings = self.settings
        return Permit(tuple(map(Path, settings.folders)), settings.private_pages)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Drop the list."""
        if self._shown is not None:
            self._fill()
            self.popup.open_at(self.button)

    def groups(self) -> tuple[ToolGroup, ...]:
        """Everything that there is, with what is switched on in the conversation that is shown."""
        selection = self.selection(self._shown) if self._shown is not None else Selection()
        offered, notes = self.registry.offered(), self.registry.notes()
        return tuple(
            ToolGroup(
                source.id,
                source_title(source.id, source.title),
                tuple(_row(each, selection) for each in offered if each.tool.source == source.id),
                tuple(visible(phrase(note)) for note in notes[source.id]),
                selection.touches(source.id) and selection.has(f"{source.id}/"),
            )
            for source in self.registry.sources
            if source.id == BUILTIN_SOURCE or notes[source.id] or any(each.tool.source == source.id for each in offered)
        )

    def offered(self) -> tuple[Offered, ...]:
        """What the next request of the conversation that is shown offers."""
        if self._shown is None:
            return ()
        selection = self.selection(self._shown)
        return tuple(each for each in self.registry.offered() if selection.has(each.key))

    def _follow_settings(self) -> None:
        if self.settings != self._known:
            self._known = self.settings
            self._refresh()

    def _refresh(self) -> None:
        conversation = self._shown
        if conversation is None:
            return
        toolbox = self.registry.toolbox(self.selection(conversation))
        if not conversation.live:
            conversation.session.toolbox = toolbox
        self.button.show_count(len(toolbox.tools))
        if "popup" in self.__dict__ and self.popup.isVisible():
            self._fill()
        self.changed.emit()

    def _fill(self) -> None:
        assert self._shown is not None
        selection = self.selection(self._shown)
        on = {each.key.partition("/")[2] for each in self.offered() if each.tool.source == BUILTIN_SOURCE}
        self.popup.show_groups(
            self.groups(),
            needs_folder=bool(on & FOLDER_TOOLS) and not self.settings.folders,
            is_default=selection == self._usual(),
        )


def _row(each: Offered, selection: Selection) -> ToolRow:
    tool = each.tool
    return ToolRow(
        each.key,
        visible(tool.spec.name),
        tool_title(tool),
        tool_meaning(tool),
        token_cost(tool.spec),
        selection.has(each.key),
        tool.asks,
    )
