"""What may always run without asking: every standing permission in words, each with the button that takes it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.tools.approval import Permission
from gui.settings.rows import Page, hairline, sentence
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_4
from gui.widgets.permission_words import pattern_text, shown, source_text


class PermissionsPage(Page):
    """`items()` gives what is allowed; `revoke(ids)` takes some of it back, at once. `refresh()` shows it anew."""

    revoked = Signal()

    def __init__(
        self,
        items: Callable[[], Iterable[Permission]],
        revoke: Callable[[Iterable[str]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            QCoreApplication.translate("PermissionsPage", "Permissions"),
            QCoreApplication.translate(
                "PermissionsPage",
                "What you always allowed. Everything else that a tool does asks first. A tool that changes asks again.",
            ),
            parent,
        )
        self.setObjectName("permissionsPage")
        self.setAccessibleName(self.tr("Permissions"))
        self._items = items
        self._revoke = revoke
        self._list: QWidget | None = None
        self.all_button = QPushButton(self.tr("Take back all"), self)
        self.all_button.setObjectName("revokeAllButton")
        self.all_button.setAutoDefault(False)
        self.all_button.clicked.connect(lambda: self._take_back(*(each.id for each in self._items())))
        self._place = QVBoxLayout()
        self.column.addLayout(self._place)
        self.column.addSpacing(SPACE_2)
        self.column.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show what is allowed by now."""
        before, self._list = self._list, QWidget(self)
        if before is not None:
            self._place.removeWidget(before)
            before.hide()
            before.deleteLater()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        items = list(self._items())
        for source in dict.fromkeys(each.source for each in items):
            column.addSpacing(SPACE_2)
            column.addWidget(sentence(source_text(source), "faint", self._list))
            column.addWidget(hairline(self._list))
            for permission in items:
                if permission.source == source:
                    column.addWidget(self._row(permission))
        if not items:
            column.addWidget(sentence(self.tr("Nothing. Every tool that can do something asks first."), "", self._list))
        self.all_button.setVisible(len(items) > 1)
        self._place.addWidget(self._list)

    def _row(self, permission: Permission) -> QWidget:
        row = QWidget(self._list)
        name = QLabel(row)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setText(shown(permission.tool))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(sentence(pattern_text(permission.pattern), "muted", row))
        words.addWidget(sentence(self._since(permission), "faint", row))
        button = QPushButton(self.tr("Take back"), row)
        button.setObjectName("revokeButton")
        button.setAccessibleName(self.tr("Take back: {name}").replace("{name}", shown(permission.tool)))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._take_back(permission.id))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, SPACE_2, 0, SPACE_2)
        line.setSpacing(SPACE_4)
        line.addLayout(words, 1)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _since(self, permission: Permission) -> str:
        moment = QDateTime.fromSecsSinceEpoch(int(permission.granted))
        day = QLocale().toString(moment.date(), QLocale.FormatType.ShortFormat)
        return self.tr("Allowed on {day}").replace("{day}", day)

    def _take_back(self, *ids: str) -> None:
        self._revoke(ids)
        self.refresh()
        self.revoked.emit()
        if self.all_button.isVisible():
            self.all_button.setFocus()
