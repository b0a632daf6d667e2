"""The settings as a whole: back to the usual ones, to a file, and from a file after a look at what it would change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from core.background import in_background
from core.errors import ConfigurationError
from core.markdown.foreign import visible
from core.settings.schema import Settings
from core.settings.transfer import Proposal, changes, export, propose
from gui.language import phrase
from gui.settings.luggage import carried
from gui.settings.services import Services

KEPT: Final = ("provider", "model", "providers")  # what a reset leaves alone: they are things of the person's
_MOST_NAMED: Final = 10  # settings, in a question
_FILE: Final = "rivulet-settings.toml"


class Upkeep(QObject):
    """`replaced` tells that the settings are others now, and that every page is to be shown anew. `fields_of_page()`
    names what is set on the page that is shown, `may_begin()` is false while something typed is not kept."""

    replaced = Signal()

    def __init__(
        self,
        services: Services,
        fields_of_page: Callable[[], tuple[str, ...]],
        may_begin: Callable[[], bool],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._fields = fields_of_page
        self._may_begin = may_begin
        self._window = parent
        self._reset: tuple[str, ...] = ()
        self.menu = QMenu(parent)
        self.menu.setAccessibleName(self.tr("All settings"))
        self._page = self.menu.addAction(self.tr("Reset this page…"), lambda: self._ask(self._fields()))
        self.menu.addAction(self.tr("Reset all settings…"), lambda: self._ask(_all()))
        self.menu.addSeparator()
        out = self.menu.addAction(self.tr("Export the settings…"), self._choose_target)
        out.setToolTip(
            self.tr(
                "One file for another computer: presets, prompts, agents, tool servers, shortcuts and prices too; no "
                "keys."
            )
        )
        back = self.menu.addAction(self.tr("Import settings…"), self._choose_source)
        back.setToolTip(self.tr("Shows what would change first."))
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(lambda: self._page.setEnabled(self._differs(self._fields())))

    # --- reset --------------------------------------------------------------------------------------------------------

    def _differs(self, names: tuple[str, ...]) -> bool:
        settings, usual = self._services.settings(), Settings()
        return any(getattr(settings, name) != getattr(usual, name) for name in names)

    def _ask(self, names: tuple[str, ...]) -> None:
        if not self._may_begin():
            return
        self._reset = names
        whole = names == _all()
        title = self.tr("Reset all settings?") if whole else self.tr("Reset this page?")
        words = self.tr("Everything that is set there has its usual value again.")
        if whole:
            words = self.tr("Everything has its usual value again. Providers, keys and conversations stay.")
        words = "\n".join((words, *self._what_changes(names)))
        box = _box(self._window, title, words)
        yes = box.addButton(self.tr("Reset"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(yes)
        box.accepted.connect(self._carry_out)
        box.open()

    def _what_changes(self, names: tuple[str, ...]) -> list[str]:
        """A line for each setting that would be another one."""
        from gui.settings.terms import name_of, said

        lines = [
            f"{name_of(each.path)}: {said(each.path, each.before)} → {said(each.path, each.after)}"
            for each in changes(self._services.settings(), self._usual(names))
        ]
        return ["", *map(visible, lines[:_MOST_NAMED]), *(["…"] if len(lines) > _MOST_NAMED else [])]

    def _usual(self, names: tuple[str, ...]) -> Settings:
        """The settings, with the usual values of these."""
        usual = Settings()
        return replace(self._services.settings(), **{name: getattr(usual, name) for name in names})

    def _carry_out(self) -> None:
        self._put(self._usual(self._reset))

    def _put(self, settings: Settings) -> None:
        self._services.put(settings)
        self.replaced.emit()

    # --- to a file ----------------------------------------------------------------------------------------------------

    def _choose_target(self) -> None:
        dialog = self._files(self.tr("Export the settings"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile(_FILE)
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, path: str) -> None:
        self._services.spawn(self._export(Path(path)), "export of the settings")

    async def _export(self, path: Path) -> None:
        settings, shelves = self._services.settings(), [each.shelved() for each in carried(self._services)]
        try:
            await in_background(lambda: export(settings, path, shelves), "export of the settings")
        except (OSError, ConfigurationError) as error:
            self.tell(self.tr("The settings were not exported."), _why(error))
            return
        said = self.tr(
            "They are in {file}, with presets, prompts, agents, tool servers, shortcuts and prices of your own. Not in "
            "it: keys, permissions of tools and conversations."
        )
        self.tell(self.tr("The settings were exported."), said.replace("{file}", visible(str(path))))

    # --- from a file --------------------------------------------------------------------------------------------------

    def _choose_source(self) -> None:
        if not self._may_begin():
            return
        dialog = self._files(self.tr("Import settings"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.import_from)
        dialog.open()

    def import_from(self, path: str) -> None:
        self._services.spawn(self._import(Path(path)), "import of settings")

    async def _import(self, path: Path) -> None:
        settings, shelves = self._services.settings(), [each.shelved() for each in carried(self._services)]
        try:
            proposal = await in_background(lambda: propose(settings, path, shelves), "import of settings")
        except (OSError, ConfigurationError) as error:
            self.tell(self.tr("The settings were not imported."), _why(error))
            return
        self.show_proposal(proposal, path.name)

    def show_proposal(self, proposal: Proposal, name: str) -> None:
        """Let a person look at it first."""
        from gui.settings.proposal import ProposalDialog

        kinds = {each.shelved().section: each.kind for each in carried(self._services)}
        dialog = ProposalDialog(proposal, name, kinds, self._window)
        dialog.agreed.connect(self._use)
        dialog.open()

    def _use(self, proposal: Proposal) -> None:
        for each in carried(self._services):
            if tables := proposal.tables(each.shelved().section):
                each.take(tables)
        self._put(proposal.settings)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _files(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters([self.tr("Settings (*.toml)"), self.tr("All files (*)")])
        return dialog

    def tell(self, title: str, words: str) -> None:
        """Say something that needs no answer."""
        _box(self._window, title, words).open()


def _all() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Settings) if field.name not in KEPT)


def _box(parent: QWidget, title: str, words: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setObjectName("upkeepDialog")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(title)
    box.setInformativeText(words)
    return box


def _why(error: OSError | ConfigurationError) -> str:
    if isinstance(error, OSError):
        return visible(error.strerror or str(error))
    return phrase(error.info.message)
