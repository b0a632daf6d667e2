"""Where a message is written: one rounded field, with who answers and the button inside its lower edge.

The composer knows text and whether an answer is live. It emits wishes and draws what it is told; sessions, providers
and settings are unknown to it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from gui.composer.buttons import RoundButton, StopButton, side_of
from gui.composer.field import ComposerField
from gui.composer.offered import DropTarget
from gui.language import FOREIGN
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import RADIUS_LARGE, SPACE_1, SPACE_2, SPACE_3
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.icon_button import IconButton
from gui.widgets.picker import Picker

if TYPE_CHECKING:
    from gui.composer.attachments import AttachmentStrip, Chip


class Composer(QWidget):
    """Emits `send_wished(text)`; the text stays until `clear()` is called, so that a refused message is not lost.

    `files_offered` carries paths and images that were dropped or pasted, `attach_wished` asks for a choice of files,
    `remove_wished(key)` is about a chip."""

    send_wished = Signal(str)
    stop_wished = Signal()
    attach_wished = Signal()
    files_offered = Signal(list)
    remove_wished = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._live = False
        self._reading = False
        self._attached = 0
        self._held_over = False
        self._apart = False  # the pickers have a row of their own
        self._controls: list[QWidget] = []  # of features
        self._followers: list[Callable[[], Sequence[QWidget]]] = []
        self.field = ComposerField(self)
        self.providers = Picker(theme, parent=self)
        self.providers.setObjectName("providerPicker")
        self.providers.setAccessibleName(self.tr("Provider"))
        self.providers.placeholder = self.tr("Choose a provider")
        self.providers.search_hint = self.tr("Search providers")
        self.models = Picker(theme, own_names=True, parent=self)
        self.models.setObjectName("modelPicker")
        self.models.setAccessibleName(self.tr("Model"))
        self.models.placeholder = self.tr("Choose a model")
        self.models.search_hint = self.tr("Search models, or type any name")
        for picker in (self.providers, self.models):
            picker.setProperty(FOREIGN, True)
        self._attach = IconButton(theme, "paperclip", self.tr("Attach files"), self)
        self._attach.setObjectName("attachButton")
        self._hint = ElidedLabel(parent=self)
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        variant(self._hint, "faint", name="role")
        self._send = RoundButton("sendButton", self.tr("Send"), self)
        self._stop = StopButton("stopButton", self.tr("Stop"), self)
        self._lay_out()
        self._take_files()
        self.order_stops()
        self.field.submitted.connect(self._submit)
        self.field.textChanged.connect(self._text_changed)
        self.field.focus_changed.connect(lambda _focused: self.update())
        self._send.clicked.connect(self.field.request_submit)
        self._stop.went_down.connect(self.stop_wished)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._text_changed()

    def _lay_out(self) -> None:
        self._buttons = QStackedLayout()
        self._buttons.addWidget(self._send)
        self._buttons.addWidget(self._stop)
        self._seat = seat = QWidget(self)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        seat.setLayout(self._buttons)
        self._edge = edge = QHBoxLayout()
        edge.setSpacing(SPACE_1)
        self._kept_free = QWidget(self)  # so that nothing moves when the first control comes
        self._pickers = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pickers.setSpacing(SPACE_1)
        self._pickers.addWidget(self.providers, alignment=Qt.AlignmentFlag.AlignLeft)
        self._pickers.addWidget(self.models, alignment=Qt.AlignmentFlag.AlignLeft)
        self._pickers.addStretch(1)
        edge.addWidget(self._attach)
        edge.addWidget(self._kept_free)
        edge.addLayout(self._pickers)
        edge.addWidget(self._hint, 1)
        edge.addSpacing(SPACE_2)
        edge.addWidget(seat)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_2, SPACE_3, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_2)
        text_row = QHBoxLayout()
        text_row.setContentsMargins(SPACE_2, 0, SPACE_1, 0)
        text_row.addWidget(self.field)
        column.addLayout(text_row)
        column.addLayout(edge)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        for control in (self._attach, self.providers, self.models, seat):
            control.setCursor(Qt.CursorShape.ArrowCursor)

    @cached_property
    def strip(self) -> AttachmentStrip:
        """The files that go along; it comes with the first one."""
        from gui.composer.attachments import AttachmentStrip

        strip = AttachmentStrip(self._theme, self)
        strip.remove_wished.connect(self.remove_wished)
        self._column.insertWidget(0, strip)
        return strip

    def _take_files(self) -> None:
        """By button, by paste and by drop; and out again."""
        self._attach.clicked.connect(self.attach_wished)
        self.field.files_pasted.connect(self.files_offered)
        drops = DropTarget(self)
        drops.dropped.connect(self.files_offered)
        drops.over.connect(self.show_held_over)

    # --- what the page says -------------------------------------------------------------------------------------------

    def text(self) -> str:
        return self.field.toPlainText()

    def set_text(self, text: str) -> None:
        """Put `text` into the field, the cursor behind it."""
        self.field.setPlainText(text)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)

    def clear(self) -> None:
        self.field.clear()

    def show_attachments(self, chips: list[Chip], *, reading: bool = False) -> None:
        """Show the files that go along; `reading` says that one of them is not ready yet."""
        if not chips and not self._attached and not reading:
            return
        focused = self.focusWidget()
        inside = focused is not None and self.strip.isAncestorOf(focused)
        self._attached, self._reading = len(chips), reading
        self.strip.show_chips(chips)
        self.order_stops()
        if inside and not chips:
            self.take_focus()
        self._text_changed()

    def add_control(self, control: QWidget) -> None:
        """Put something beside the button that attaches files. The first one has a seat there already."""
        self._controls.append(control)
        if not self._kept_free.isHidden():
            self._kept_free.hide()
            control.setMinimumWidth(_control_width(self._theme))
            self._theme.changed.connect(lambda: control.setMinimumWidth(_control_width(self._theme)))
        self._edge.insertWidget(self._edge.indexOf(self._attach) + len(self._controls), control)
        control.show()  # at once, not with the next round of the loop
        self._fit_edge()
        self.order_stops()

    def lead_to(self, stops: Callable[[], Sequence[QWidget]]) -> None:
        """Have the keyboard go from here to what `stops` gives; `order_stops` tells that it gives others now."""
        self._followers.append(stops)
        self.order_stops()

    def order_stops(self) -> None:
        """The keyboard goes through the field as the eye does, and stays where it is in the window."""
        files = self.strip.stops() if self._attached else []
        inside = (self.field, self._attach, *self._controls, self.providers, self.models, self._send, self._stop)
        behind = [widget for stops in self._followers for widget in stops()]
        ours = {*files, *inside, *behind}
        before: QWidget | None = self.field.previousInFocusChain()
        while before in ours and before is not self.field:
            before = before.previousInFocusChain() if before is not None else None
        line = (*((before,) if before is not None else ()), *files, *inside, *behind)
        for one, next_ in itertools.pairwise(line):
            QWidget.setTabOrder(one, next_)

    def show_held_over(self, held: bool) -> None:
        """Whether files are held above the page: here they would go."""
        if held != self._held_over:
            self._held_over = held
            self.update()

    def take_focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def live(self) -> bool:
        return self._live

    def set_live(self, live: bool) -> None:
        """Show Stop while an answer runs, Send otherwise, in the same place."""
        if live == self._live:
            return
        self._live = live
        had_focus = self._stop.hasFocus() or self._send.hasFocus()
        self._buttons.setCurrentWidget(self._stop if live else self._send)
        if had_focus:
            self.take_focus()
        self._text_changed()

    def say_kept(self) -> None:
        """Say that the text stays where it is until the answer has ended."""
        self._say(self.tr("Kept until this answer ends. Esc stops it."), warning=True)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _has_something(self) -> bool:
        return bool(self.text().strip()) or self._attached > 0

    def _submit(self) -> None:
        if self._reading:
            self._say(self.tr("One moment: a file is still being read."), warning=True)
        elif self._has_something():
            self.send_wished.emit(self.text())

    def _text_changed(self) -> None:
        self._send.setEnabled(self._has_something())
        waits = self._live and self._has_something()
        self._say(self.tr("Enter sends it after this answer") if waits else "")

    def _say(self, text: str, *, warning: bool = False) -> None:
        variant(self._hint, "warning" if warning else "faint", name="role")
        self._hint.setText(text)

    def hint(self) -> str:
        return self._hint.text()

    def _restyle(self) -> None:
        theme = self._theme
        self.field.setFont(theme.font(TextRole.BODY))
        self.field.fit()
        for button, icon in ((self._send, "send"), (self._stop, "stop")):
            button.dress(theme, icon)
        self._seat.setFixedSize(side_of(theme), side_of(theme))
        self._kept_free.setFixedWidth(_control_width(theme))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_edge()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # a picker shows another name, or the text is larger now
            self._fit_edge()
        return done

    def _fit_edge(self) -> None:
        """Where one row has no room for both names, the pickers have a row of their own, or one each."""
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        names = self.providers.sizeHint().width() + SPACE_1 + self.models.sizeHint().width()
        buttons = (self._attach, *(self._controls or (self._kept_free,)), self._seat)
        others = sum(max(each.sizeHint().width(), each.minimumWidth()) + SPACE_1 for each in buttons) + SPACE_3
        over = QBoxLayout.Direction.TopToBottom if names > room else QBoxLayout.Direction.LeftToRight
        if self._pickers.direction() != over:
            self._pickers.setDirection(over)
        apart = names + others > room
        if apart is self._apart:
            return
        self._apart = apart
        if apart:
            self._edge.removeItem(self._pickers)
            self._pickers.setParent(None)
            self._column.insertLayout(self._column.indexOf(self._edge), self._pickers)
        else:
            self._column.removeItem(self._pickers)
            self._pickers.setParent(None)
            self._edge.insertLayout(self._edge.indexOf(self._hint), self._pickers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.take_focus()  # the whole rounded field is the field

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.field.hasFocus() or self._held_over
        width = 1.5 if focused else 1.0
        inset = width / 2
        painter.setPen(QColor(colors.line))
        pen = painter.pen()
        pen.setWidthF(width)
        pen.setColor(QColor(colors.accent if focused else colors.line))
        painter.setPen(pen)
        painter.setBrush(QColor(colors.accent_soft if self._held_over else colors.raised))
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(area, RADIUS_LARGE, RADIUS_LARGE)


def _control_width(theme: Theme) -> int:
    """Pixels of the seat that is kept for a control: an icon, a figure, and what a button has around them."""
    return theme.px(18) + QFontMetrics(theme.font(TextRole.LABEL)).horizontalAdvance(" 8 ") + 18
