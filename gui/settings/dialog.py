"""The settings: providers and keys, waiting and retrying, appearance. Opened with `open()`.

What is switched or slid holds at once. What is typed about a provider is kept by its Save button; closing with
something typed and not kept asks first, so that no key is lost by Esc.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.limits import Limits
from core.providers.registry import load_registry
from core.settings.schema import Settings
from gui.language import phrase
from gui.settings.appearance_page import AppearancePage
from gui.settings.calm import Calm
from gui.settings.contents import PageName, fields_of, title_of
from gui.settings.finding import FindField, Finding, find, lead_to
from gui.settings.presenter import ProviderPresenter
from gui.settings.presets_page import PresetsPage
from gui.settings.prompts_page import PromptsPage
from gui.settings.providers_page import ProvidersPage
from gui.settings.results import Results
from gui.settings.rows import hairline
from gui.settings.services import Keeps, Services
from gui.settings.timeouts_page import TimeoutsPage
from gui.settings.upkeep import Upkeep
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_2, SPACE_3, SPACE_4

_PAGES_EXTRA: Final = 46  # padding, and room beside the icon
_PAGES_LEAST: Final = 140  # pixels beside text of 100 %: what is found has longer names


class _Pages(QStackedWidget):
    """They scroll or shrink: what their words would like to have in height must not push the dialog's foot out."""

    def hasHeightForWidth(self) -> bool:
        return False


class SettingsDialog(QDialog):
    """Deletes itself when closed. `provider` is shown first, where one is named; `page` is opened."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        parent: QWidget | None = None,
        *,
        provider: str = "",
        page: PageName | str = PageName.PROVIDERS,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        self.setWindowTitle(self.tr("Settings"))
        self.setAccessibleName(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._services = services
        self.pages = QListWidget(self)
        self.stack = _Pages(self)
        self.search = FindField(self)
        self.results = Results(theme, self)
        self.upkeep = Upkeep(services, self._fields_of_page, self._nothing_typed, self)
        self.upkeep.replaced.connect(self._make_anew)
        self._calm = Calm(self)
        self._make_pages(provider)
        self._set_up()
        self._lay_out()
        self.show_page(page)
        if provider:
            self.providers.await_key()
        theme.changed.connect(self._restyle)
        self.finished.connect(self._end)
        self.resize(self._fitted(900, 724))
        self.presenter.start()

    def _make_pages(self, provider: str) -> None:
        services, settings = self._services, self._services.settings()
        self.presenter = ProviderPresenter(services, provider, self)
        self.providers = ProvidersPage(self._theme, self.presenter, self)
        self.timeouts = TimeoutsPage(settings.limits, self)
        self.appearance = AppearancePage(self._theme, settings, self)
        self.timeouts.changed.connect(self._put_limits)
        self.appearance.changed.connect(self._put_look)
        self.shelf_pages: list[PresetsPage | PromptsPage] = []
        pages: list[tuple[str, QWidget]] = [
            (title_of(PageName.PROVIDERS), self.providers),
            (title_of(PageName.TIMEOUTS), self.timeouts),
            (title_of(PageName.APPEARANCE), self.appearance),
        ]
        shelves = self._services.shelves
        if shelves is not None:
            providers = load_registry(self._services.settings().providers).specs
            presets = PresetsPage(self._theme, shelves.presets.items, shelves.presets.put, providers)
            prompts = PromptsPage(self._theme, shelves.prompts.items, shelves.prompts.put)
            self.shelf_pages += presets, prompts
            pages += (title_of(PageName.PRESETS), presets), (title_of(PageName.PROMPTS), prompts)
        self._more = [more.make() for more in self._services.pages]
        pages += zip((phrase(more.title) for more in self._services.pages), self._more, strict=True)
        self._all_pages = [page for _, page in pages]
        for text, page in pages:
            item = QListWidgetItem(text)
            self.pages.addItem(item)
            self.stack.addWidget(page)
            self._calm.settle(page)
        self._restyle()

    def _set_up(self) -> None:
        self.pages.setObjectName("settingsPages")
        self.pages.setAccessibleName(self.tr("Pages of the settings"))
        self.pages.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.pages.setCurrentRow(PageName.PROVIDERS)
        self.results.hide()
        self.search.edited.connect(self._find)
        self.search.moved.connect(self._move)
        self.search.returnPressed.connect(self.results.take)
        self.search.left.connect(lambda: self.pages.setFocus(Qt.FocusReason.OtherFocusReason))
        self.results.taken.connect(self._go)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))

    def _make_anew(self) -> None:
        """The settings are others now: every page says so."""
        row = self.pages.currentRow()
        self.presenter.close()
        self.pages.blockSignals(True)
        self.pages.clear()
        for page in self._all_pages:
            self.stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._make_pages("")
        self.pages.blockSignals(False)
        self.pages.setCurrentRow(row)
        self.stack.setCurrentIndex(row)
        self.presenter.start()

    def _lay_out(self) -> None:
        side = QWidget(self)
        variant(side, "side", name="role")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left = QVBoxLayout(side)
        left.setContentsMargins(SPACE_2, SPACE_4, SPACE_2, SPACE_4)
        left.setSpacing(SPACE_2)
        left.addWidget(self.search)
        left.addWidget(self.pages)
        left.addWidget(self.results)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(side)
        top.addWidget(self.stack, 1)
        close = QPushButton(self.tr("Close"), self)
        close.setObjectName("closeSettingsButton")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        more = QPushButton(self.tr("All settings"), self)
        more.setObjectName("allSettingsButton")
        more.setAutoDefault(False)
        more.setMenu(self.upkeep.menu)
        variant(more, "quiet")
        foot.addWidget(more)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top, 1)
        column.addWidget(hairline(self))
        column.addLayout(foot)

    def show_page(self, page: PageName | str) -> None:
        """Show one of the pages that are always there, or one that a feature brings, by its name."""
        more = [each.name for each in self._services.pages]
        if isinstance(page, str) and page in more:
            self.pages.setCurrentRow(self.stack.count() - len(more) + more.index(page))
        else:
            self.pages.setCurrentRow(PageName[page.upper()] if isinstance(page, str) else page)

    # --- searching ----------------------------------------------------------------------------------------------------

    def _find(self, typed: str) -> None:
        looking = bool(typed.strip())
        titles = [self.pages.item(row).text() for row in range(self.pages.count())]
        if looking:
            self.results.show_findings(find(typed, list(zip(titles, self._all_pages, strict=True))), titles)
        self.results.setVisible(looking)
        self.pages.setVisible(not looking)

    def _move(self, by: int) -> None:
        if self.results.isHidden():
            self.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.results.move_by(by)

    def _go(self, finding: Finding) -> None:
        self.pages.setCurrentRow(finding.page)
        lead_to(finding.widget, self._all_pages[finding.page], self._theme)

    # --- what holds at once -------------------------------------------------------------------------------------------

    def _put_limits(self, limits: Limits) -> None:
        services = self._services
        services.put(replace(services.settings(), limits=limits))

    def _put_look(self, chosen: Settings) -> None:
        services = self._services
        services.put(
            replace(
                services.settings(),
                language=chosen.language,
                appearance=chosen.appearance,
                contrast=chosen.contrast,
                motion=chosen.motion,
                scale=chosen.scale,
                as_it_arrives=chosen.as_it_arrives,
            )
        )

    # --- closing ------------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Esc, Close and the window's own button end here."""
        unsaved = self._unsaved()
        if unsaved:
            self._ask(unsaved)
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._unsaved():
            event.ignore()
            self.reject()
        else:
            super().closeEvent(event)

    def _fields_of_page(self) -> tuple[str, ...]:
        row, more = self.pages.currentRow(), self._services.pages
        if row >= self.stack.count() - len(more):
            return more[row - self.stack.count() + len(more)].fields
        return fields_of(PageName(row))

    def _nothing_typed(self) -> bool:
        """Whether all that was typed is kept; else the person is told."""
        unsaved = self._unsaved()
        if unsaved:
            names = ", ".join(name[:60] for name in unsaved)
            words = self.tr("Save or discard what you entered for {names} first.").replace("{names}", names)
            self.upkeep.tell(self.tr("Something is not saved."), words)
        return not unsaved

    def _unsaved(self) -> tuple[str, ...]:
        """The names of what was typed and is not kept, on every page that has such."""
        return (*self.presenter.unsaved(), *(name for page in self._keepers() for name in page.unsaved()))

    def _keepers(self) -> list[Keeps]:
        return [page for page in self._more if isinstance(page, Keeps)]

    def _save_all(self) -> bool:
        """Keep all that was typed; where something of it cannot be used, its page is shown and nothing closed."""
        if not self.presenter.save_all():
            self.show_page(PageName.PROVIDERS)
            return False
        wrong = next((page for page in self._keepers() if not page.save_all()), None)
        if isinstance(wrong, QWidget):
            self.pages.setCurrentRow(self.stack.indexOf(wrong))
        return wrong is None

    def _ask(self, unsaved: tuple[str, ...]) -> None:
        buttons = QMessageBox.StandardButton
        box = QMessageBox(self)
        box.setObjectName("unsavedDialog")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("Settings"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        names = ", ".join(name[:60] for name in unsaved)
        box.setText(self.tr("Save what you entered for {names}?").replace("{names}", names))
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)

        # A method, not a closure: a closure would hold this dialog until the box is destroyed, and then drop it there.
        box.finished.connect(self._answered)
        box.open()

    def _answered(self, result: int) -> None:
        buttons = QMessageBox.StandardButton
        if result == buttons.Discard or (result == buttons.Save and self._save_all()):
            super().reject()

    def _end(self) -> None:
        self.appearance.flush()
        self.presenter.close()

    def _fitted(self, width: int, height: int) -> QSize:
        """A size for text of 100 %, larger with larger text, and never larger than the screen."""
        scale = max(1.0, self._theme.scale)
        room = self.screen().availableSize() - QSize(SPACE_4, 2 * SPACE_4)
        return (QSize(width, height) * scale).boundedTo(room)

    def _restyle(self) -> None:
        metrics = QFontMetrics(self._theme.font(TextRole.LABEL))
        self.pages.setIconSize(QSize(self._theme.px(18), self._theme.px(18)))
        icons = ("server", "clock", "sparkle", "brain", "quote", *(more.icon for more in self._services.pages))
        for row in range(self.pages.count()):
            item = self.pages.item(row)
            item.setIcon(self._theme.icon(icons[row]))
            item.setSizeHint(QSize(80, metrics.height() + SPACE_4))
        names = (self.pages.item(row).text() for row in range(self.pages.count()))
        width = max(metrics.horizontalAdvance(name) for name in names) + self._theme.px(18) + _PAGES_EXTRA
        width = max(width, self._theme.px(_PAGES_LEAST))
        for column in (self.search, self.pages, self.results):
            column.setFixedWidth(width)
        self.search.tint(self._theme)
        self.providers.restyle()
        for page in (*self.shelf_pages, *self._more):
            restyle = getattr(page, "restyle", None)
            if restyle is not None:
                restyle()
        self.setMinimumSize(self._fitted(700, 440))
