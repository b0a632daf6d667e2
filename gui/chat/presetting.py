"""Which preset a conversation uses: a picker in the header, and what that means for its next turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.chat.choosing import Choosing
from gui.chat.directory import Choice
from gui.shelves import PresetShelf
from gui.theme.theme import Theme
from gui.widgets.picker import Picker, PickerItem

if TYPE_CHECKING:
    from gui.chat.conversation import Conversation

_EDIT: Final = " edit"  # no id has a space


class Presetting(QObject):
    """Belongs to a page. `edit_wished` asks for the page of the settings on which presets are made."""

    edit_wished = Signal()

    def __init__(self, theme: Theme, presets: PresetShelf, choosing: Choosing, parent: QWidget) -> None:
        super().__init__(parent)
        self._presets = presets
        self._choosing = choosing
        self._shown: Conversation | None = None
        self.picker = Picker(theme, parent=parent)
        self.picker.setObjectName("presetPicker")
        self.picker.setAccessibleName(self.tr("Preset"))
        self.picker.setToolTip(self.tr("Preset: instructions, model and parameters of this conversation"))
        self.picker.search_hint = self.tr("Search presets")
        self.picker.chosen.connect(self._chosen)
        self.picker.hide()  # until it is known whether there is anything to pick
        presets.changed.connect(self._refresh)

    def show(self, conversation: Conversation) -> None:
        """Show the preset of `conversation`."""
        self._shown = conversation
        self._refresh()

    def choose(self, preset_id: str) -> None:
        """Use a preset in the conversation that is shown, from its next turn on; empty for none."""
        conversation = self._shown
        if conversation is None:
            return
        conversation.preset = preset_id
        preset = self._presets.find(preset_id)
        conversation.session.system = "" if preset is None else preset.system
        if preset is not None and (preset.provider or preset.model):
            provider = preset.provider or conversation.choice.provider
            self._choosing.point(Choice(provider, preset.model))
        conversation.changed.emit()
        self._refresh()

    def apply(self, conversation: Conversation) -> None:
        """Give the next turn what its preset says now; one that was deleted leaves the instructions as they were."""
        session, preset = conversation.session, self._presets.find(conversation.preset)
        session.parameters = {}
        if preset is not None:
            session.system = preset.system
            if session.target is not None:
                session.parameters = preset.parameters.wire(session.target.provider.spec.protocol)

    def _refresh(self) -> None:
        if self._shown is None:
            return
        items = [PickerItem("", self.tr("No preset"))]
        items += [PickerItem(preset.id, preset.name, preset.model) for preset in self._presets.items]
        items.append(PickerItem(_EDIT, self.tr("Edit presets…")))
        known = self._presets.find(self._shown.preset)
        self.picker.show_items(items, known.id if known is not None else "")
        self.picker.setVisible(bool(self._presets.items))  # until there is one there is nothing to pick

    def _chosen(self, key: str) -> None:
        if key == _EDIT:
            self._refresh()
            self.edit_wished.emit()
        else:
            self.choose(key)
