"""The agents of a conversation at work: what happened, one thing after the other, and the trace of the run.

It reads an `AgentsModel` while it can be seen, a few times a second at most; hidden, it does nothing.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from core.files import whole_file
from gui.inspector import agents_words as words
from gui.inspector.agents_model import AgentsModel, AgentsRun, Entry
from gui.inspector.agents_rows import ENTRY_ROLE, EntriesModel, EntryDelegate, SpanDelegate, SpansModel
from gui.inspector.empty import EmptyState
from gui.inspector.full_text import FullText
from gui.inspector.ink import figures
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from gui.widgets.icon_button import IconButton

log = logging.getLogger(__name__)

FRAME_MS: Final = 200


class AgentsView(QWidget):
    """`model()` gives the runs of the conversation that is shown. `stop_wished` asks to stop after this turn, `said`
    carries a sentence about a file."""

    stop_wished = Signal()
    said = Signal(str)

    def __init__(self, theme: Theme, model: Callable[[], AgentsModel | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agentsView")
        self.setAccessibleName(self.tr("Agents"))
        variant(self, "side", name="role")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._model = model
        self._heard: AgentsModel | None = None
        self._chosen = ""  # the id of a run; empty follows the last one
        self.draws = 0  # what the tests of "not while hidden" look at
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.timeout.connect(self.look)
        self._make()
        self._lay_out()
        theme.changed.connect(self.restyle)
        self.restyle()

    def _make(self) -> None:
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self.before = IconButton(self._theme, "chevron-left", self.tr("The run before"), self)
        self.after = IconButton(self._theme, "chevron-right", self.tr("The run after"), self)
        self.save = IconButton(self._theme, "download", self.tr("Save the trace…"), self)
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self.save.clicked.connect(self._ask_file)
        self.stop = QPushButton(self.tr("Stop after this turn"), self)
        self.stop.setObjectName("stopAfterTurnButton")
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self._stop)
        self.empty = EmptyState(
            self._theme,
            "user",
            self.tr("No agent has run here yet"),
            self.tr("Choose “Agents” where the provider is chosen, and send a message."),
            self,
        )
        self.entries = QListView(self)
        self.entries.setObjectName("agentTimeline")
        self.entries.setAccessibleName(self.tr("What the agents did"))
        self.entries.setModel(EntriesModel(self))
        self._entry_delegate = EntryDelegate(self._theme, self)
        self.entries.setItemDelegate(self._entry_delegate)
        self.entries.activated.connect(self._show_all)
        self.spans = QTreeView(self)
        self.spans.setObjectName("agentTrace")
        self.spans.setAccessibleName(self.tr("Trace"))
        self.spans.setHeaderHidden(True)
        self.spans.setIndentation(SPACE_3)
        self.spans.setModel(SpansModel(self))
        self._span_delegate = SpanDelegate(self._theme, self)
        self.spans.setItemDelegate(self._span_delegate)
        for view in (self.entries, self.spans):
            view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _lay_out(self) -> None:
        self._head = QWidget(self)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.title, 1)
        for button in (self.before, self.after, self.save):
            head.addWidget(button)
        self._headings = [QLabel(self.tr("What happened"), self), QLabel(self.tr("Trace"), self)]
        self.parts = QSplitter(Qt.Orientation.Vertical, self)
        self.parts.setChildrenCollapsible(False)
        self.parts.setHandleWidth(1)
        for heading, view in zip(self._headings, (self.entries, self.spans), strict=True):
            half = QWidget(self)
            column = QVBoxLayout(half)
            column.setContentsMargins(0, SPACE_1, 0, SPACE_1)
            column.setSpacing(SPACE_1)
            heading.setTextFormat(Qt.TextFormat.PlainText)
            heading.setContentsMargins(SPACE_2, 0, 0, 0)
            variant(heading, "muted", name="role")
            column.addWidget(heading)
            column.addWidget(view, 1)
            self.parts.addWidget(half)
        self.parts.setSizes([300, 200])
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_2)
        column.addWidget(self._head)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.empty, 1)
        column.addWidget(self.parts, 1)

    def restyle(self) -> None:
        self.title.setFont(figures(self._theme, TextRole.LABEL, strong=True))
        for label in self._headings:
            label.setFont(self._theme.font(TextRole.SMALL, strong=True))
        self.empty.restyle()
        self._entry_delegate.restyle()
        self._span_delegate.restyle()
        for view in (self.entries, self.spans):
            view.scheduleDelayedItemsLayout()
            view.viewport().update()
        self.look()

    # --- following ----------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.restyle()

    def hideEvent(self, event: QHideEvent) -> None:
        self._frame.stop()
        self._hear(None)
        super().hideEvent(event)

    @property
    def following(self) -> bool:
        """Whether it listens to what comes: only while it can be seen."""
        return self._heard is not None

    def _hear(self, model: AgentsModel | None) -> None:
        if self._heard is not model:
            if self._heard is not None:
                self._heard.set_listener(None)
            self._heard = model
            if model is not None:
                model.set_listener(self._came)

    def _came(self) -> None:
        if not self._frame.isActive():
            self._frame.start(FRAME_MS)

    def look(self) -> None:
        """Show the run as it is now."""
        if not self.isVisible():
            return
        self.draws += 1
        model = self._model()
        self._hear(model)
        runs = model.runs if model is not None else ()
        place = self._place(runs)
        run = runs[place] if runs else None
        live = run is not None and run.outcome is None
        self.title.setText(words.title(run, place + 1) if run is not None else "")
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < len(runs) - 1)
        self.save.setEnabled(run is not None and not live)
        self.stop.setVisible(live)
        if not live:
            self.stop.setEnabled(True)
        self._head.setVisible(run is not None)
        self.empty.setVisible(run is None)
        self.parts.setVisible(run is not None)
        self._show(run)
        if live:
            self._came()  # its durations grow

    def _show(self, run: AgentsRun | None) -> None:
        bar = self.entries.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - SPACE_2
        entries, spans = self.entries.model(), self.spans.model()
        assert isinstance(entries, EntriesModel)
        assert isinstance(spans, SpansModel)
        before = entries.rowCount()
        entries.show_run(run)
        if entries.rowCount() != before and at_end and run is not None and run.outcome is None:
            self.entries.scrollToBottom()
        spans.show_run(run)
        self.spans.expandAll()

    def _place(self, runs: tuple[AgentsRun, ...]) -> int:
        return next((n for n, run in enumerate(runs) if run.id == self._chosen), len(runs) - 1)

    def _step(self, by: int) -> None:
        model = self._model()
        runs = model.runs if model is not None else ()
        place = min(max(0, self._place(runs) + by), len(runs) - 1)
        self._chosen = runs[place].id if runs and place < len(runs) - 1 else ""
        self.look()

    def _show_all(self, index: QModelIndex) -> None:
        """The whole text of a row."""
        entry: Entry = index.data(ENTRY_ROLE)
        FullText(self._theme, words.sentence(entry), entry.text or words.sentence(entry), self).open()

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.stop_wished.emit()

    # --- a file -------------------------------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        model = self._model()
        runs = model.runs if model is not None else ()
        if not runs:
            return
        run = runs[self._place(runs)]
        dialog = QFileDialog(self, self.tr("Save the trace"))
        dialog.setObjectName("saveTraceDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("JSON (*.json)")
        dialog.setDefaultSuffix("json")
        dialog.selectFile("trace.json")
        dialog.fileSelected.connect(lambda path: self._write(run, Path(path)))
        dialog.open()

    def _write(self, run: AgentsRun, path: Path) -> None:
        try:
            with whole_file(path) as file:
                file.write(trace_json(run).encode())
        except OSError as error:
            said = self.tr("{file} could not be written: {why}").replace("{file}", path.name)
            self.said.emit(said.replace("{why}", error.strerror or str(error)))


def trace_json(run: AgentsRun) -> str:
    """A run as a file: what happened and its spans, in seconds since it began."""
    spans = [{**asdict(span), "started": span.started - run.started} for span in run.spans.values()]
    entries = [{**asdict(entry), "kind": entry.kind.value} for entry in run.entries]
    whole = {"run": run.id, "seconds": run.seconds, "outcome": run.outcome, "events": entries, "spans": spans}
    return json.dumps(whole, ensure_ascii=False, indent=2)
