"""Which tools the next request offers, what they cost in tokens, and what exactly the model is told of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHeaderView, QPlainTextEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from core.markdown.foreign import visible
from core.tools.base import Tool
from core.tools.schema import token_cost
from gui.inspector.ink import figures
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_2, SPACE_4
from gui.widgets.labels import sentence


@dataclass(frozen=True, slots=True)
class OfferedTool:
    """`title` and `source` are words for people."""

    tool: Tool
    title: str
    source: str


class ToolsView(QWidget):
    """`offered()` gives what the next request of the conversation that is shown offers; it is asked when the view can
    be seen, and at `refresh()`."""

    def __init__(
        self, theme: Theme, offered: Callable[[], Sequence[OfferedTool]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toolsView")
        self.setAccessibleName(self.tr("Tools"))
        variant(self, "side", name="role")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._offered = offered
        self._shown: tuple[OfferedTool, ...] | None = None
        self.total = sentence("", "", self)
        self.total.setObjectName("toolsTotal")
        self.note = sentence(self.tr("Estimated: characters by four. Services count in their own way."), "faint", self)
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("offeredTools")
        self.tree.setAccessibleName(self.tr("Tools that are offered"))
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([self.tr("Tool"), self.tr("Tokens")])
        self.tree.setIndentation(SPACE_4)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.currentItemChanged.connect(lambda item, _before: self._show_detail(item))
        self.detail = QPlainTextEdit(self)
        self.detail.setObjectName("toolSchema")
        self.detail.setAccessibleName(self.tr("What the model is told about the tool"))
        self.detail.setReadOnly(True)
        self.detail.setTabChangesFocus(True)
        self.detail.setPlaceholderText(self.tr("Choose a tool to see what the model is told about it."))
        self.tree.headerItem().setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        theme.changed.connect(self.restyle)
        self.restyle()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_2)
        column.addWidget(self.total)
        column.addWidget(self.note)
        column.addWidget(self.tree, 3)
        column.addWidget(self.detail, 2)

    def refresh(self) -> None:
        """Show what is offered now; does nothing while it cannot be seen."""
        if self.isVisible():
            self._fill(tuple(self._offered()))

    def restyle(self) -> None:
        self._set_font()
        self._shown = None
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _fill(self, offered: tuple[OfferedTool, ...]) -> None:
        if offered == self._shown:
            return
        self._shown = offered
        costs = [token_cost(each.tool.spec) for each in offered]
        words = self.tr("{n} tools are offered, about {tokens} tokens with each request.")
        if len(offered) == 1:
            words = self.tr("1 tool is offered, about {tokens} tokens with each request.")
        words = words.replace("{n}", str(len(offered))).replace("{tokens}", f"{sum(costs):,}")
        self.total.setText(
            words if offered else self.tr("No tools are offered. They are switched on below the message.")
        )
        for widget in (self.note, self.tree, self.detail):
            widget.setVisible(bool(offered))
        chosen = self.tree.currentItem()
        key = chosen.data(0, Qt.ItemDataRole.UserRole) if chosen is not None else None
        self.tree.clear()
        heads: dict[str, QTreeWidgetItem] = {}
        for place, (each, cost) in enumerate(zip(offered, costs, strict=True)):
            head = heads.get(each.source) or self._head(heads, each.source)
            item = QTreeWidgetItem([each.title, f"≈ {cost:,}"])
            item.setData(0, Qt.ItemDataRole.UserRole, place)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setFont(1, figures(self._theme, TextRole.LABEL))
            item.setToolTip(0, visible(each.tool.spec.name))
            head.addChild(item)
            if place == (key or 0):
                self.tree.setCurrentItem(item)
        self._show_detail(self.tree.currentItem())

    def _head(self, heads: dict[str, QTreeWidgetItem], source: str) -> QTreeWidgetItem:
        heads[source] = head = QTreeWidgetItem([source])
        head.setFont(0, self._theme.font(TextRole.LABEL, strong=True))
        self.tree.addTopLevelItem(head)
        head.setExpanded(True)
        return head

    def _show_detail(self, item: QTreeWidgetItem | None) -> None:
        place = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        if place is None or self._shown is None:
            self.detail.clear()
            self._set_font()
            return
        tool = self._shown[place].tool
        schema = json.dumps(tool.spec.parameters, ensure_ascii=False, indent=2, default=str)
        self.detail.setPlainText(visible(f"{tool.spec.name}\n\n{tool.spec.description}\n\n{schema}"))
        self._set_font()

    def _set_font(self) -> None:
        """What the model reads is in monospace, a sentence in its place is not."""
        empty = self.detail.document().isEmpty()
        self.detail.setFont(self._theme.font(TextRole.SMALL) if empty else self._theme.mono(TextRole.SMALL))
