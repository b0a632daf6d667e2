"""What is laid out when: first what can be seen, then a little more around it with each frame, then what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from gui.widgets.clock import FrameClock

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView

_NEAR = 0.6  # how many viewports beyond the visible are built
_STEP = 0.2  # and how many of them in a frame
_FAR = 4.0  # and how many are kept


class Building:
    """Builds for the view, without moving what is seen."""

    def __init__(self, view: TranscriptView, clock: FrameClock) -> None:
        self._view = view
        self._clock = clock
        self._where = (0, 0, 0, 0)  # the reader was when something was built last
        self._reach = 0.0  # how many viewports on either side of that have been built

    def restart(self) -> None:
        """Everything is to be built anew."""
        self._reach = 0.0

    def rest(self) -> None:
        """Ask for nothing more until something can be seen again; the clock may outlive the view."""
        self._clock.cancel(self._widen)
        self._clock.cancel(self._refine)

    def visible(self) -> None:
        """Build what can be seen; the rest follows."""
        view, room = self._view, self._view.viewport().size()
        self._build(0.0)
        bar = view.verticalScrollBar()
        where = (bar.value(), bar.maximum(), room.width(), room.height())
        if where != self._where:
            self._where, self._reach = where, 0.0
        if self._reach < _NEAR:
            self._clock.request(self._widen)
        if view.canvas.layout.unfinished():
            self._clock.request(self._refine)

    def _build(self, around: float) -> None:
        view = self._view
        layout, bar, room = view.canvas.layout, view.verticalScrollBar(), view.viewport().height()
        for _ in range(8):
            anchor = None if view.following else view.canvas.anchor(bar.value())
            top = view.canvas.height - room if view.following else bar.value()
            changed = layout.build_near(top - room * around, top + room * (1 + around))
            view.move_to(bar.maximum() if anchor is None else view.canvas.anchored(anchor))
            if not changed:
                break
        layout.release_far(bar.value() - room * _FAR, bar.value() + room * (1 + _FAR))

    def _widen(self) -> None:
        """Build some more of what is near, ahead of the reader."""
        view = self._view
        if not view.isVisible():
            return
        self._reach = min(_NEAR, self._reach + _STEP)
        self._build(self._reach)
        bar = view.verticalScrollBar()
        self._where = (bar.value(), bar.maximum(), *self._where[2:])
        if self._reach < _NEAR:
            self._clock.request(self._widen)
        if view.canvas.layout.unfinished():
            self._clock.request(self._refine)
        view.overlays.place()

    def _refine(self) -> None:
        """Do one piece of the work that was left out to be quick, such as colours of long code."""
        view = self._view
        rect, more = view.canvas.refine() if view.isVisible() else (QRectF(), False)
        view.repaint_area(rect)
        if more:
            self._clock.request(self._refine)
