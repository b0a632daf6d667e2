"""What floats above the page: a message's actions, the pill that leads back to the end, the address of a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLabel, QWidget

from core.markdown.foreign import visible
from core.messages import Role
from gui.theme.theme import TextRole, Theme
from gui.transcript.blocks.piece import paint_icon
from gui.transcript.content import Action
from gui.transcript.deeds import carry_out, offered
from gui.transcript.item_layout import FOOT
from gui.transcript.styles import Styles
from gui.transcript.words import action_keys, action_label
from gui.widgets.icon_button import IconButton

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView

CONFIRM_MS = 1_400
ICONS = {
    Action.COPY: "copy",
    Action.COPY_MARKDOWN: "markdown",
    Action.QUOTE: "quote",
    Action.EDIT: "edit",
    Action.REGENERATE: "refresh",
    Action.BRANCH: "branch",
    Action.WIRE: "wave",
    Action.DELETE: "trash",
}


class MessageBar(QWidget):
    """A message's actions, in the space kept free below each message, always in the same order."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._theme = theme
        self._offered: tuple[Action, ...] | None = None
        self._confirmed = QTimer(self)
        self._confirmed.setSingleShot(True)
        self._confirmed.setInterval(CONFIRM_MS)
        self._confirmed.timeout.connect(self._restore)
        self.buttons = {action: IconButton(theme, icon, action_label(action), self) for action, icon in ICONS.items()}
        for action, button in self.buttons.items():
            button.setToolTip(f"{action_label(action)}  {action_keys(action)}")
            button.set_side(26)
            button.clicked.connect(lambda _checked=False, word=action: self.chosen.emit(word))
            row.addWidget(button)
        self.hide()

    def confirm(self, action: Action) -> None:
        """Show for a moment that it was done."""
        self.buttons[action].setIcon(self._theme.icon("check", self._theme.colors.done))
        self._confirmed.start()

    def _restore(self) -> None:
        for action, button in self.buttons.items():
            button.setIcon(self._theme.icon(ICONS[action]))

    def offer(self, actions: tuple[Action, ...]) -> None:
        if actions != self._offered:
            self._offered = actions
            for action, button in self.buttons.items():
                button.setVisible(action in actions)
            self.adjustSize()


_PILL: Final = 34  # its height


class Pill(QAbstractButton):
    """“12 new lines”, with an arrow; leads to the end."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("newLinesPill")
        self.hide()

    def say(self, lines: int) -> None:
        if lines <= 0:
            text = ""
        else:
            text = self.tr("1 new line") if lines == 1 else self.tr("{n} new lines").replace("{n}", f"{lines:,}")
        self.setText(text)
        self.setAccessibleName(text or self.tr("To the end"))
        self.setFont(self._theme.font(TextRole.LABEL))
        height = self._theme.px(_PILL)
        self.resize(self.fontMetrics().horizontalAdvance(text) + self._theme.px(46) if text else height, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, px, radius = self._theme.colors, self._theme.px, (self.height() - 1) / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors.line), 1))
        painter.setBrush(QColor(colors.hover if self.underMouse() else colors.raised))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        icon = self.rect().toRectF()
        icon.setWidth(px(16))
        icon.setHeight(px(16))
        icon.moveCenter(self.rect().toRectF().center())
        if self.text():
            icon.moveLeft(px(12))
        paint_icon(painter, Styles(self._theme), "arrow-down", colors.accent, icon)
        painter.setPen(QColor(colors.text))
        painter.setFont(self.font())
        painter.drawText(self.rect().adjusted(px(34), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class Overlays(QObject):
    """Keeps the floating parts where they belong, and shows them when they are wanted."""

    def __init__(self, view: TranscriptView, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._item = -1  # the message under the pointer
        self._left_at = 0.0  # how much had been written when the reader left the end
        self.bar = MessageBar(theme, view.viewport())
        self.bar.chosen.connect(self._chosen)
        self.pill = Pill(theme, view.viewport())
        self.pill.clicked.connect(view.follow)
        self.repaint_later = QTimer(self)  # when a tick that said "copied" is to go
        self.repaint_later.setSingleShot(True)
        self.repaint_later.setInterval(CONFIRM_MS)
        self.repaint_later.timeout.connect(view.viewport().update)
        self.address = QLabel(view.viewport())
        self.address.setTextFormat(Qt.TextFormat.PlainText)
        self.address.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.address.hide()

    def any_shown(self) -> bool:
        """Whether something lies above the page that must not be scrolled with it."""
        return not (self.bar.isHidden() and self.pill.isHidden() and self.address.isHidden())

    def reset(self) -> None:
        self._item = -1
        self._left_at = self._view.canvas.grown
        self.address.hide()
        self.place()

    # --- the pill -----------------------------------------------------------------------------------------------------

    def left_end(self, following: bool) -> None:
        """The reader scrolled."""
        if following or self.pill.isHidden():
            self._left_at = self._view.canvas.grown
        self.grew(following)

    def grew(self, following: bool) -> None:
        """More was written."""
        if following:
            self._left_at = self._view.canvas.grown
            self.pill.hide()
            return
        bar = self._view.verticalScrollBar()
        lines = round((self._view.canvas.grown - self._left_at) / self._view.canvas.styles.line)
        self.pill.say(lines)
        self.pill.setVisible(lines > 0 or bar.maximum() - bar.value() > bar.pageStep() // 2)
        self.place()

    # --- a message's actions ------------------------------------------------------------------------------------------

    def point_at(self, item: int) -> None:
        """The pointer is over this message, -1 for none."""
        if item != self._item:
            self._item = item
            self.place()

    def focus_changed(self) -> None:
        self.place()

    @property
    def acting(self) -> int:
        """The message whose actions are offered: the one under the pointer, the one that has the keyboard's focus; with
        the focus on the whole, the last."""
        if self._item >= 0:
            return self._item
        focused = QApplication.focusWidget()
        if not (self._view.hasFocus() or (focused is not None and self.bar.isAncestorOf(focused))):
            return -1
        at = self._view.focused_message
        return at if at >= 0 else len(self._view.model.items) - 1

    def confirm(self, action: Action) -> None:
        """Say for a moment that a message was copied."""
        if action in (Action.COPY, Action.COPY_MARKDOWN):
            self.bar.confirm(action)

    def _chosen(self, action: str) -> None:
        if carry_out(self._view, self.acting, Action(action)):
            self.confirm(Action(action))

    # --- where --------------------------------------------------------------------------------------------------------

    def show_address(self, url: str) -> None:
        """Where the link under the pointer leads; empty hides it."""
        self.address.setVisible(bool(url))
        if url:
            colors = self._view.canvas.styles.colors
            self.address.setStyleSheet(
                f"QLabel {{ background: {colors.raised}; color: {colors.text_muted}; border: 1px solid {colors.line};"
                " border-radius: 6px; padding: 3px 8px; }"
            )
            self.address.setText(visible(url[:300]).replace("\n", " "))
            self.address.adjustSize()
            self.place()

    def place(self) -> None:
        """Put everything where it belongs by now."""
        page, canvas = self._view.viewport(), self._view.canvas
        self.pill.move((page.width() - self.pill.width()) // 2, page.height() - self.pill.height() - 14)
        self.address.move(8, page.height() - self.address.height() - 8)
        self._place_bar(page, canvas.left)

    def _place_bar(self, page: QWidget, left: float) -> None:
        index, items = self.acting, self._view.model.items
        layout = self._view.canvas.layout
        actions = offered(self._view, index) if index < len(layout.items) else ()
        if not actions:
            self.bar.hide()
            return
        self.bar.offer(actions)
        bottom = layout.tops[index + 1] - self._view.verticalScrollBar().value()
        at_left = items[index].role is Role.ASSISTANT
        x = left - 5 if at_left else left + layout.width - self.bar.width() + 5
        self.bar.move(round(x), round(bottom - FOOT + 3))
        self.bar.setVisible(-FOOT < bottom - FOOT < page.height())
