"""A widget that shows a figure: read with the mouse or the arrow keys, saved as PNG or SVG."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPaintDevice,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QFileDialog, QMenu, QSizePolicy, QWidget

from core.files import whole_file
from gui.theme.theme import TextRole, Theme
from gui.widgets.access import DRAWN
from gui.widgets.figure import Axis, Figure, Frame, Ink, Place, paint, paint_pointed

_HEIGHT: Final = 176
_SAVED: Final = QSize(960, 540)
_SHARP: Final = 2  # pixels of a PNG for each of the screen


class Plot(QWidget):
    """`ground` names the colour behind it, "side" or "page". `failed(sentence)`: a figure could not be saved."""

    failed = Signal(str)

    def __init__(
        self, theme: Theme, name: str, parent: QWidget | None = None, *, ground: str = "side", height: int = _HEIGHT
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty(DRAWN, True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme = theme
        self._ground = ground
        self._height = height
        self._figure = Figure(Axis(0, 1), Axis(0, 1))
        self._frame: Frame | None = None
        self._pointed: tuple[int, int] | None = None  # series, point
        self._picture: QPixmap | None = None
        theme.changed.connect(self.restyle)
        self.restyle()

    @property
    def figure(self) -> Figure:
        return self._figure

    def show_figure(self, figure: Figure) -> None:
        if figure == self._figure:
            return
        self._figure = figure
        pointed = self._pointed
        if pointed is not None and (
            pointed[0] >= len(figure.series) or pointed[1] >= len(figure.series[pointed[0]].points)
        ):
            self._pointed = None
        self._forget()

    def caption(self) -> str:
        """The point that is pointed at, in words; else nothing."""
        if self._pointed is None:
            return ""
        series = self._figure.series[self._pointed[0]]
        point = series.points[self._pointed[1]]
        words = point.words or f"{self._figure.x.write(point.x)}, {self._figure.y.write(point.y)}"
        return f"{series.name}: {words}" if series.name else words

    def restyle(self) -> None:
        self._font = _figures(self._theme.font(TextRole.SMALL))
        self._strong = _figures(self._theme.font(TextRole.SMALL, strong=True))
        self.setMinimumHeight(round(self._height * (1 + max(0.0, self._theme.scale - 1) / 2)))
        self._forget()

    def _forget(self) -> None:
        self._frame = self._picture = None
        self.setAccessibleDescription(self.caption())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.minimumHeight())

    # --- pointing -----------------------------------------------------------------------------------------------------

    def point_at(self, place: tuple[int, int] | None) -> None:
        """Mean this point: number of the series, number of the point."""
        if place != self._pointed:
            self._pointed = place
            self.setAccessibleDescription(self.caption())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._framed().nearest(event.position())
        self.point_at((found.series, found.point) if found is not None else None)

    def leaveEvent(self, event: QEvent) -> None:
        self.point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        along = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key)
        filled = [number for number, series in enumerate(self._figure.series) if series.points]
        if not filled or (across is None and along is None and key not in (Qt.Key.Key_Home, Qt.Key.Key_End)):
            super().keyPressEvent(event)
            return
        series, point = self._pointed or (filled[0], -1 if across == 1 else len(self._figure.series[filled[0]].points))
        if along is not None and self._pointed is not None:
            series = filled[(filled.index(series) + along) % len(filled)]
        last = len(self._figure.series[series].points) - 1
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            point = 0 if key == Qt.Key.Key_Home else last
        self.point_at((series, min(last, max(0, point + (across or 0)))))

    # --- drawing ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._frame = self._picture = None
        super().resizeEvent(event)

    def _ink(self) -> Ink:
        colors = self._theme.colors
        ground = colors.page if self._ground == "page" else colors.side
        return Ink(colors, self._font, self._strong, ground)

    def _framed(self) -> Frame:
        if self._frame is None:
            above = 2.0 if self._figure.title else self._line()
            room = QRectF(self.rect()).adjusted(0, above, -2, -2)
            self._frame = Frame(self._figure, room, self._ink())
        return self._frame

    def _line(self) -> float:
        """The height of the line above the plot that says what is pointed at."""
        return QFontMetricsF(self._font).height() + 4.0

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, frame = self._ink(), self._framed()
        if self._picture is None:
            ratio = self.devicePixelRatioF()
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            inner = QPainter(self._picture)
            paint(inner, frame, ink)
            inner.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if self._pointed is not None:
            series, number = self._pointed
            at = frame.at(self._figure.series[series].points[number])
            paint_pointed(painter, frame, Place(series, number, at), ink)
            self._paint_caption(painter, ink)
        if self.hasFocus():
            painter.setPen(QColor(ink.colors.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_caption(self, painter: QPainter, ink: Ink) -> None:
        """Above the plot at the right; what of the title is in its way goes."""
        painter.setFont(self._font)
        metrics = painter.fontMetrics()
        words = metrics.elidedText(self.caption(), Qt.TextElideMode.ElideRight, self.width() - 4)
        width = metrics.horizontalAdvance(words)
        area = QRectF(self.width() - width - 2, 0, width, self._line())
        painter.fillRect(area.adjusted(-8, 0, 2, 0), QColor(ink.ground))
        painter.setPen(QColor(ink.colors.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)

    # --- saving -------------------------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Save as an image…")).triggered.connect(lambda _checked=False: self.ask_to_save())
        menu.popup(event.globalPos())

    def ask_to_save(self) -> None:
        """Ask for a file and save the figure there, as PNG or SVG by its name."""
        dialog = QFileDialog(self, self.tr("Save the figure"))
        dialog.setObjectName("savePlotDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("PNG image (*.png)"), self.tr("SVG image (*.svg)")])
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix("svg" if "svg" in name else "png"))
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the figure, as SVG where the name ends so, else as PNG; `failed` says why where that cannot be."""
        data = svg(self._figure, self._ink()) if path.suffix.lower() == ".svg" else png(self._figure, self._ink())
        try:
            with whole_file(path) as file:
                file.write(data)
        except OSError as error:
            why = error.strerror or str(error)
            self.failed.emit(self.tr("The figure was not saved: {why}").replace("{why}", why))


def png(figure: Figure, ink: Ink, size: QSize = _SAVED) -> bytes:
    """The figure as a PNG, on its ground."""
    image = QImage(size * _SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARP)
    image.fill(QColor(ink.ground))
    _paint_sheet(image, figure, ink, size)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # at run time it is a str that Qt takes
    return bytes(buffer.data().data())


def svg(figure: Figure, ink: Ink, size: QSize = _SAVED) -> bytes:
    """The figure as an SVG, on its ground."""
    from PySide6.QtSvg import QSvgGenerator

    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(0, 0), size))
    generator.setTitle(figure.title)
    _paint_sheet(generator, figure, ink, size)
    return bytes(buffer.data().data())


def _paint_sheet(device: QPaintDevice, figure: Figure, ink: Ink, size: QSize) -> None:
    painter = QPainter(device)
    sheet = QRectF(QPointF(0, 0), QSizeF(size))
    painter.fillRect(sheet, QColor(ink.ground))
    paint(painter, Frame(figure, sheet.adjusted(16, 12, -16, -12), ink), ink)
    painter.end()


def _figures(font: QFont) -> QFont:
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
