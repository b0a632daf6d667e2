"""The About box: version and build, and every part that is in here with its licence."""

from __future__ import annotations

import asyncio
import platform
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, QUrl, Signal, qVersion
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.about import Build, Component, build_info, components
from core.markdown.foreign import visible
from core.paths import resource_path
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from gui.widgets.fitting import fit
from gui.widgets.labels import hairline, heading, sentence

_ICON: Final = 64
_SIZE: Final = (920, 600)  # licences are written 80 letters wide
_LIST: Final = 240


class AboutDialog(QDialog):
    """Deletes itself when closed. `show_facts` gives it what it shows; `link_wished(url)` is a part's own page."""

    link_wished = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle(self.tr("About Rivulet"))
        self.setAccessibleName(self.tr("About Rivulet"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._parts: Sequence[Component] = ()
        self._make()
        self._lay_out()
        self._restyle()
        theme.changed.connect(self._restyle)
        fit(self, *_SIZE)

    def _make(self) -> None:
        self._icon = QLabel(self)
        self.version = QLabel(f"…\n{_system()}", self)  # as high as it will be
        self.version.setObjectName("aboutVersion")
        self.version.setTextFormat(Qt.TextFormat.PlainText)
        self.version.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        variant(self.version, "muted", name="role")
        self.parts = QListWidget(self)
        self.parts.setObjectName("aboutParts")
        self.parts.setAccessibleName(self.tr("Parts"))
        self.parts.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # until there is something to be in
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.parts.currentRowChanged.connect(self._show_part)
        self.licence = QPlainTextEdit(self)
        self.licence.setObjectName("aboutLicence")
        self.licence.setAccessibleName(self.tr("Licence"))
        self.licence.setReadOnly(True)
        self.licence.setTabChangesFocus(True)
        self.home = QPushButton(self)
        self.home.setObjectName("aboutHome")
        variant(self.home, "link")
        self.home.clicked.connect(lambda: self.link_wished.emit(self._parts[self.parts.currentRow()].home))
        self.home.hide()
        self.copy_button = QPushButton(self.tr("Copy version"), self)
        self.copy_button.setObjectName("aboutCopy")
        self.copy_button.setEnabled(False)
        self.copy_button.setToolTip(self.tr("For a report: version, build, Python, Qt and system"))
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.version.text()))
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.setObjectName("aboutClose")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SPACE_1)
        words.addWidget(heading("Rivulet", self))
        words.addWidget(self.version)
        words.addWidget(sentence(self.tr("A native chat client for streaming language models."), "muted", self))
        top = QHBoxLayout()
        top.setSpacing(SPACE_4)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        right = QVBoxLayout()
        right.setSpacing(SPACE_1)
        right.addWidget(self.licence, 1)
        right.addWidget(self.home, 0, Qt.AlignmentFlag.AlignLeft)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE_3)
        middle.addWidget(self.parts)
        middle.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addLayout(top)
        column.addWidget(hairline(self))
        column.addWidget(sentence(self.tr("What Rivulet is made of, with the licences:"), "", self))
        column.addLayout(middle, 1)
        column.addSpacing(SPACE_2)
        column.addLayout(buttons)

    def _restyle(self) -> None:
        self.licence.setFont(self._theme.mono(TextRole.SMALL))
        side = round(_ICON * max(1.0, self._theme.scale))
        self._icon.setPixmap(QIcon(str(resource_path("icons", "rivulet.svg"))).pixmap(side, side))
        self.parts.setFixedWidth(round(_LIST * max(1.0, self._theme.scale)))

    def show_facts(self, build: Build, parts: Sequence[Component]) -> None:
        """Fill it; the first part is chosen."""
        self._parts = parts
        self.version.setText(self._words(build))
        self.copy_button.setEnabled(True)
        for part in parts:
            item = QListWidgetItem(f"{visible(part.name)} {visible(part.version)}")
            item.setToolTip(visible(part.licence))
            self.parts.addItem(item)
        self.parts.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.parts.setCurrentRow(0)
        self.parts.setFocus(Qt.FocusReason.OtherFocusReason)

    def _words(self, build: Build) -> str:
        first = self.tr("Version {version}").replace("{version}", build.version or "?")
        if build.build:
            first += ", " + self.tr("build {build}").replace("{build}", build.build)
        return f"{first}\n{_system()}"

    def _show_part(self, row: int) -> None:
        if not 0 <= row < len(self._parts):
            return
        part = self._parts[row]
        name = self.tr("{name} {version}, licence: {licence}")
        for key, value in (("name", part.name), ("version", part.version), ("licence", part.licence)):
            name = name.replace(f"{{{key}}}", visible(value))
        text = visible(part.text) if part.text else self.tr("Its package brings no text of the licence.")
        self.licence.setPlainText(f"{name}\n\n{text}")
        self.home.setVisible(QUrl(part.home).scheme() in ("http", "https"))
        self.home.setText(visible(part.home))


def _system() -> str:
    return f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.machine()}"


def open_about(
    theme: Theme,
    window: QWidget,
    spawn: Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]],
    open_link: Callable[[str], None],
) -> None:
    """Open the box at once; what it tells is read in a thread and shown as soon as it is there."""
    if QApplication.activeModalWidget() is not None:
        return  # an impatient second click
    dialog = AboutDialog(theme, window)
    dialog.link_wished.connect(open_link)

    async def read() -> None:
        build, parts = await asyncio.to_thread(lambda: (build_info(), components()))
        dialog.show_facts(build, parts)

    reading = spawn(read(), "about")
    dialog.finished.connect(lambda _result: reading.cancel())
    dialog.open()
