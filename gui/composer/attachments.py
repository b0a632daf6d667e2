"""The files that will go with the message, as chips above its text. Draws what it is told, wishes to remove one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from core.markdown.foreign import visible
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import RADIUS, RADIUS_SMALL, SPACE_1, SPACE_2
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.icon_button import IconButton

PICTURE: Final = 36  # side of a chip's picture
_WIDTH: Final = 216
_MOST_ROWS: Final = 2.5


@dataclass(frozen=True, slots=True, eq=False)
class Chip:
    """One file: `detail` is a word about it, such as its size; without a picture `icon` stands in its place."""

    key: int
    name: str
    detail: str
    icon: str = "file"
    picture: QImage | None = None


class AttachmentStrip(QScrollArea):
    """`remove_wished(key)`. Hidden while there is nothing to show."""

    remove_wished = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attachmentStrip")
        self.setAccessibleName(self.tr("Attached files"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._theme = theme
        self._inside = QWidget()
        self.setWidget(self._inside)
        self._inside.installEventFilter(self)
        self._inside.setAutoFillBackground(False)  # a scroll area makes its widget fill
        self._chips: dict[int, _ChipCard] = {}
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    def show_chips(self, chips: list[Chip]) -> None:
        """Show these files, in this order. Where the focus was in one that is gone it goes to its neighbour."""
        gone = [key for key in self._chips if key not in {chip.key for chip in chips}]
        focused = next((place for place, key in enumerate(self._chips) if self._chips[key].remove.hasFocus()), None)
        for key in gone:
            card = self._chips.pop(key)
            card.hide()
            card.deleteLater()
        cards: dict[int, _ChipCard] = {}
        for chip in chips:
            card = self._chips.get(chip.key) or self._made(chip.key)
            card.show_chip(chip)
            cards[chip.key] = card
        self._chips = cards
        self._arrange()
        self.setVisible(bool(chips))
        if focused is not None and gone:
            left = list(cards.values())
            if left:
                left[min(focused, len(left) - 1)].remove.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """What the keyboard stops at, in order."""
        return [card.remove for card in self._chips.values()]

    def _made(self, key: int) -> _ChipCard:
        card = _ChipCard(self._theme, self._inside)
        card.remove.clicked.connect(lambda: self.remove_wished.emit(key))
        card.remove.installEventFilter(self)
        card.show()
        return card

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        if event.type() == QEvent.Type.LayoutRequest:  # a chip has another size
            self._arrange()
        elif event.type() == QEvent.Type.FocusIn:
            self.ensureWidgetVisible(watched, 0, SPACE_1)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def _arrange(self) -> None:
        """Side by side from the left, in as many rows as it takes."""
        wide = round(_WIDTH * self._theme.scale)
        room = max(_WIDTH, self.viewport().width())
        columns = max(1, (room + SPACE_2) // (wide + SPACE_2))
        height = max((card.sizeHint().height() for card in self._chips.values()), default=0)
        for place, card in enumerate(self._chips.values()):
            row, column = divmod(place, columns)
            card.setGeometry(column * (wide + SPACE_2), row * (height + SPACE_2), min(wide, room), height)
        rows = -(-len(self._chips) // columns)
        whole = max(0, rows * (height + SPACE_2) - SPACE_2)
        self._inside.resize(room, whole)
        self.setFixedHeight(min(whole, round(_MOST_ROWS * height + 2 * SPACE_2)))


class _ChipCard(QFrame):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("attachmentChip")
        self._theme = theme
        self._chip: Chip | None = None
        self._picture = QLabel(self)
        self._name = ElidedLabel(parent=self)
        self._detail = QLabel(self)
        self._detail.setTextFormat(Qt.TextFormat.PlainText)
        variant(self._detail, "faint", name="role")
        self.remove = IconButton(theme, "x", "", self)
        self.remove.setObjectName("removeAttachmentButton")
        self.remove.set_side(24, icon=14)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_1, SPACE_1, SPACE_1, SPACE_1)
        row.setSpacing(SPACE_2)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        row.addWidget(self.remove)
        theme.changed.connect(self._dress)

    def show_chip(self, chip: Chip) -> None:
        if chip is self._chip:
            return
        self._chip = chip
        name = visible(chip.name).replace("\n", " ")
        self._name.setText(name)
        self._detail.setText(chip.detail)
        self.setToolTip("")
        self.setAccessibleName(f"{name}, {chip.detail}")
        self.remove.set_name(self.tr("Remove {name}").replace("{name}", name))
        self._dress()

    def _dress(self) -> None:
        chip = self._chip
        if chip is None:
            return
        self._name.setFont(self._theme.font(TextRole.LABEL))
        side = self._theme.px(PICTURE)
        self._picture.setFixedSize(side, side)
        if chip.picture is None:
            pixmap = self._theme.pixmap(chip.icon, self._theme.colors.text_muted, self._theme.px(20))
        else:
            pixmap = _rounded(chip.picture, side, self.devicePixelRatioF())
        self._picture.setPixmap(pixmap)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._theme.colors.line))
        painter.setBrush(QColor(self._theme.colors.page))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


def _rounded(image: QImage, pixels: int, ratio: float) -> QPixmap:
    """The middle of a picture as a square with round corners."""
    side = round(pixels * ratio)
    fitted = image.scaled(
        side, side, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(0, 0, side, side), RADIUS_SMALL * ratio, RADIUS_SMALL * ratio)
    painter.setClipPath(shape)
    painter.drawImage((side - fitted.width()) // 2, (side - fitted.height()) // 2, fitted)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
