"""The latency lab: how long answers took and take. A window of its own, made when it is first wished for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedLayout, QTabBar, QVBoxLayout, QWidget

from gui.lab.experiment_page import ExperimentPage
from gui.lab.history_page import HistoryPage
from gui.lab.services import Services
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_2, SPACE_4


class LabWindow(QWidget):
    """Belongs to `host`. Closing it hides it; an experiment that runs goes on."""

    def __init__(self, theme: Theme, services: Services, host: QWidget | None = None) -> None:
        super().__init__(host, Qt.WindowType.Window)
        self.setObjectName("labWindow")
        self.setWindowTitle(self.tr("Latency lab"))
        self.setAccessibleName(self.tr("Latency lab"))
        variant(self, "page", name="role")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(self.tr("Parts of the lab"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(self.tr("All answers"))
        self.tabs.addTab(self.tr("Streamed or whole"))
        self.history = HistoryPage(theme, services, self)
        self.experiment = ExperimentPage(theme, services, self)
        stage = QStackedLayout()
        for page in (self.history, self.experiment):
            scroll = QScrollArea(self)  # large letters on a small screen
            scroll.setWidgetResizable(True)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            variant(scroll, "page", name="role")
            scroll.setWidget(page)
            stage.addWidget(scroll)
        self.tabs.currentChanged.connect(stage.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_4)
        column.addWidget(self.tabs)
        column.addLayout(stage, 1)
        room = self.screen().availableSize()
        self.resize(QSize(round(920 * theme.scale), round(700 * theme.scale)).boundedTo(room))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.history.load()
        self.experiment.offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
