"""What Rivulet does beyond its window: notifications, the tray, the quick question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from core.settings.schema import DesktopSettings, Settings
from gui.settings.rows import Page, Setting, hairline, usual_switch
from gui.theme.theme import Theme
from gui.widgets.labels import unbroken
from gui.widgets.switch import Switch


class DesktopPage(Page):
    """`settings()` gives the settings as they are; `changed(Settings)` is emitted with what was chosen here.
    `tray` says whether the desktop has a tray; `shortcut` how the quick question is called up from everywhere, or why
    it cannot be, and `binds` whether the desktop gives keys for it."""

    changed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        settings: Callable[[], Settings],
        *,
        tray: bool,
        shortcut: str,
        binds: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            QCoreApplication.translate("DesktopPage", "Desktop"),
            QCoreApplication.translate(
                "DesktopPage", "Notifications come only while you look at something else. A click opens the message."
            ),
            parent,
        )
        self._theme = theme
        self._settings = settings
        now = settings().desktop
        self.done = self._switch("notifyDoneSwitch", self.tr("Answer ready"), now.tell_done)
        self.waiting = self._switch("notifyWaitingSwitch", self.tr("Waiting for you"), now.tell_waiting)
        self.failed = self._switch("notifyFailedSwitch", self.tr("Answer failed"), now.tell_failed)
        usual = DesktopSettings()
        self._row(self.done, self.tr("A notification when an answer is complete."), usual.tell_done)
        meaning = self.tr("A notification when a tool asks to run or has a question.")
        self._row(self.waiting, meaning, usual.tell_waiting)
        self._row(self.failed, self.tr("A notification when an answer ends with an error."), usual.tell_failed)
        self.column.addWidget(hairline(self))
        self.tray = self._switch("traySwitch", self.tr("Icon in the tray"), now.tray and tray)
        self.close_to_tray = self._switch(
            "closeToTraySwitch", self.tr("Closing the window keeps Rivulet in the tray"), now.close_to_tray and tray
        )
        self.quick = self._switch("quickAskSwitch", self.tr("Quick question from everywhere"), now.quick_ask and binds)
        self._row(
            self.tray,
            self.tr("For a quick question, and to come back to the window.")
            if tray
            else self.tr("This desktop has no tray."),
            usual.tray,
        )
        self._row(self.close_to_tray, self.tr("Answers go on. Quit ends the program."), usual.close_to_tray)
        self._row(self.quick, unbroken(shortcut), usual.quick_ask)
        self.tray.setEnabled(tray)
        self.quick.setEnabled(binds)
        self._tray = tray
        self._enable()
        self.column.addStretch(1)

    def _switch(self, name: str, text: str, on: bool) -> Switch:
        box = Switch(self._theme, parent=self)
        box.setObjectName(name)
        box.setAccessibleName(text)
        box.setChecked(on)
        box.clicked.connect(self._collect)
        return box

    def _row(self, box: Switch, meaning: str, usual: bool) -> None:
        box.setAccessibleDescription(meaning)
        self.column.addWidget(Setting(box.accessibleName(), meaning, box, usual=usual_switch(box, usual)))

    def _enable(self) -> None:
        self.close_to_tray.setEnabled(self._tray and self.tray.isChecked())

    def _collect(self) -> None:
        self._enable()
        self.refresh_settings()
        settings = self._settings()
        chosen = replace(
            settings.desktop,
            tell_done=self.done.isChecked(),
            tell_waiting=self.waiting.isChecked(),
            tell_failed=self.failed.isChecked(),
            tray=self.tray.isChecked() if self._tray else settings.desktop.tray,
            close_to_tray=(self.close_to_tray.isChecked() and self.tray.isChecked())
            if self._tray
            else settings.desktop.close_to_tray,
            quick_ask=self.quick.isChecked() if self.quick.isEnabled() else settings.desktop.quick_ask,
        )
        self.changed.emit(replace(settings, desktop=chosen))
