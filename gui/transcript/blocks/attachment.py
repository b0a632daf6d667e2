"""Files that went with the user's words: images as small pictures, others as chips, each with a way to save it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from core.markdown.foreign import visible
from core.messages import AttachmentPart
from gui.transcript import words
from gui.transcript.blocks.piece import Look, Piece, Spot, paint_focus, paint_icon
from gui.transcript.content import Attached
from gui.transcript.find.found import Found
from gui.transcript.styles import Styles
from gui.transcript.thumbnails import HEIGHT, WIDTH

SAVE: Final = "save_attachment"  # a spot's action: this, and the file's number behind a blank
_SEVERAL: Final = 0.7  # of the largest size, where there is more than one image
_CHIP: Final = 15.5  # widths of a letter
_GAP: Final = 8.0
_PAD: Final = 10.0
_ROUND: Final = 12.0


@dataclass(frozen=True, slots=True)
class _Tile:
    number: int
    part: AttachmentPart
    rect: QRectF
    is_image: bool


class AttachedPiece(Piece):
    """Rows at the right, as the user's card is: images first."""

    def __init__(self, styles: Styles, attached: Attached) -> None:
        super().__init__(styles)
        self.files = attached.files
        self.foot = 6.0
        self._caption = float(round(styles.em * 2.0))
        self._button = float(round(styles.em * 1.6))
        self._tiles: list[_Tile] = []

    def estimate(self, width: float) -> None:
        self._place(width)

    def build(self, width: float) -> None:
        super().build(width)
        self._place(width)

    def _place(self, width: float) -> None:
        """Stack the rows; every size is known before a picture is."""
        area = float(round(width * 0.82))
        images = [(n, part) for n, part in enumerate(self.files) if part.media_type.startswith("image/")]
        others = [(n, part) for n, part in enumerate(self.files) if not part.media_type.startswith("image/")]
        scale = 1.0 if len(images) == 1 else _SEVERAL
        chip_height = float(round(self.styles.em * 3.1))
        y, rows = 0.0, []
        for files, size in (
            (images, QSizeF(round(WIDTH * scale), round(HEIGHT * scale) + self._caption)),
            (others, QSizeF(round(_CHIP * self.styles.em), chip_height)),
        ):
            size.setWidth(min(size.width(), area))
            columns = max(1, int((area + _GAP) // (size.width() + _GAP)))
            for start in range(0, len(files), columns):
                rows.append((y, files[start : start + columns], size))
                y += size.height() + _GAP
        self.height = max(1.0, y - _GAP)
        self.width = max((len(row) * (size.width() + _GAP) - _GAP for _, row, size in rows), default=1.0)
        self.x = width - self.width
        self._tiles = [tile for y, row, size in rows for tile in self._row(y, row, size)]

    def _row(self, y: float, row: Sequence[tuple[int, AttachmentPart]], size: QSizeF) -> list[_Tile]:
        left = self.width - (len(row) * (size.width() + _GAP) - _GAP)
        return [
            _Tile(n, part, QRectF(QPointF(left + k * (size.width() + _GAP), y), size), part.media_type[:6] == "image/")
            for k, (n, part) in enumerate(row)
        ]

    def spots(self) -> list[Spot]:
        return [self._spot(tile) for tile in self._tiles]

    def _spot(self, tile: _Tile) -> Spot:
        rect = self._caption_rect(tile)
        side = self._button
        place = QRectF(rect.right() - side - 4, rect.center().y() - side / 2, side, side)
        return Spot(place, f"{SAVE} {tile.number}", words.save_label(tile.part.name), "download")

    def _caption_rect(self, tile: _Tile) -> QRectF:
        """Where the name stands: below a picture, or the whole chip."""
        if not tile.is_image:
            return tile.rect
        return tile.rect.adjusted(0, tile.rect.height() - self._caption, 0, 0)

    # --- drawing ------------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, look: Look) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for tile in self._tiles:
            if not tile.rect.intersects(look.clip):
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.styles.colors.user_card))
            painter.drawRoundedRect(tile.rect, _ROUND, _ROUND)
            if tile.is_image:
                self._paint_picture(painter, tile)
            self._paint_words(painter, tile)
            self._paint_mark(painter, tile, look.found)
            self._paint_button(painter, self._spot(tile), look)

    def _paint_mark(self, painter: QPainter, tile: _Tile, found: Found | None) -> None:
        """A frame around a file whose name has what is looked for; a stronger one where that is the current hit."""
        if found is None:
            return
        start = sum(len(visible(part.name)) + 1 for part in self.files[: tile.number])
        end = start + len(visible(tile.part.name))
        hits = [number for number, (first, last) in enumerate(found.title) if first < end and last > start]
        if hits:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.styles.colors.accent), 2.5 if found.current in hits else 1.25))
            painter.drawRoundedRect(tile.rect.adjusted(1, 1, -1, -1), _ROUND - 1, _ROUND - 1)

    def _paint_picture(self, painter: QPainter, tile: _Tile) -> None:
        room = tile.rect.adjusted(6, 6, -6, -self._caption)
        thumbnails = self.styles.thumbnails
        picture = thumbnails.get(tile.part) if thumbnails is not None else None
        if picture is None:
            side = self.styles.em * 1.8
            middle = QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side)
            paint_icon(painter, self.styles, "picture", self.styles.colors.text_faint, middle)
            return
        place = _fitted(picture, room)
        shape = QPainterPath()
        shape.addRoundedRect(place, _ROUND - 5, _ROUND - 5)
        painter.save()
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, picture)
        painter.restore()

    def _paint_words(self, painter: QPainter, tile: _Tile) -> None:
        styles, rect = self.styles, self._caption_rect(tile)
        name, size = visible(tile.part.name).replace("\n", " "), words.file_size(tile.part)
        box = rect.adjusted(_PAD, 0, -self._button - 8, 0)
        if tile.is_image:
            _paint_line(painter, styles.small_metrics, name, box, styles.colors.text_muted, styles)
            return
        side = styles.em * 1.35
        icon = QRectF(box.left(), rect.center().y() - side / 2, side, side)
        paint_icon(painter, styles, "file", styles.colors.text_muted, icon)
        box.setLeft(icon.right() + _PAD * 0.8)
        upper = QRectF(box.left(), box.top() + 5, box.width(), box.height() / 2 - 4)
        lower = upper.translated(0, box.height() / 2 - 5)
        painter.setFont(styles.label)
        painter.setPen(QColor(styles.colors.text))
        painter.drawText(upper, _LEFT, styles.label_metrics.elidedText(name, _MIDDLE, upper.width()))
        _paint_line(painter, styles.small_metrics, size, lower, styles.colors.text_faint, styles)

    def _paint_button(self, painter: QPainter, spot: Spot, look: Look) -> None:
        colors = self.styles.colors
        hovered = look.hovered is not None and look.hovered.action == spot.action
        if hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.hover))
            painter.drawRoundedRect(spot.rect, 6, 6)
        inset = self._button / 6
        inside = spot.rect.adjusted(inset, inset, -inset, -inset)
        paint_icon(painter, self.styles, spot.icon, colors.text if hovered else colors.text_muted, inside)
        if look.focused is not None and look.focused.action == spot.action:
            paint_focus(painter, spot.rect, self.styles)


_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE: Final = Qt.TextElideMode.ElideMiddle


def _paint_line(painter: QPainter, metrics: QFontMetricsF, text: str, box: QRectF, color: str, styles: Styles) -> None:
    painter.setFont(styles.small)
    painter.setPen(QColor(color))
    painter.drawText(box, _LEFT, metrics.elidedText(text, _MIDDLE, box.width()))


def _fitted(picture: QImage, room: QRectF) -> QRectF:
    """A picture in the middle of `room`, whole and never enlarged."""
    size = QSizeF(picture.size())
    if size.width() > room.width() or size.height() > room.height():
        size = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    corner = room.center() - QPointF(size.width() / 2, size.height() / 2)
    return QRectF(corner, size)
