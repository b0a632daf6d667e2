"""The providers: a list on the left, the fields of the chosen one on the right, and what can be done with it below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.settings.presenter import Entry, ProviderPresenter, Tone
from gui.settings.provider_form import ProviderForm
from gui.settings.rows import FORM, NarrowList, hairline, heading, sentence, upright
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from gui.widgets.icon_button import IconButton

_LIST_EXTRA: Final = 58  # beside a name: icon, padding, scroll bar
_LIST_MOST: Final = 236  # pixels, beside text of 100 %
_ID: Final = int(Qt.ItemDataRole.UserRole)
_ROLES: Final = {Tone.PLAIN: "muted", Tone.GOOD: "strong", Tone.BAD: "error"}


class ProvidersPage(QWidget):
    def __init__(self, theme: Theme, presenter: ProviderPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._presenter = presenter
        self.list = NarrowList(self)
        self.list.setObjectName("providerList")
        self.list.setAccessibleName(self.tr("Providers"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form = ProviderForm(theme)
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.restyle()
        self._show()

    def restyle(self) -> None:
        """Fit widths and rows to the present font, and tint the icons anew."""
        metrics = QFontMetrics(self._theme.font(TextRole.LABEL))
        side = self._theme.px(16)
        self.list.setIconSize(QSize(side, side))
        self.form.restyle()
        self._row_height = metrics.height() + SPACE_3
        self._fill()
        self._fit()

    def _make_buttons(self) -> None:
        self.add = IconButton(self._theme, "plus", self.tr("Add a provider"), self)
        self.add.setObjectName("addProviderButton")
        self.duplicate = IconButton(self._theme, "copy", self.tr("Duplicate this provider"), self)
        self.duplicate.setObjectName("duplicateProviderButton")
        self.remove = IconButton(self._theme, "trash", self.tr("Remove this provider"), self)
        self.remove.setObjectName("removeProviderButton")
        self.test = QPushButton(self.tr("Test connection"), self)
        self.test.setObjectName("testConnectionButton")
        self.save = QPushButton(self.tr("Save"), self)
        self.save.setObjectName("saveProviderButton")
        self.revert = QPushButton(self.tr("Revert"), self)
        self.revert.setObjectName("revertProviderButton")
        self.result = sentence("", "muted", self)
        self.result.setObjectName("providerResult")
        self.result.setAccessibleName(self.tr("Result"))
        self.result.hide()
        for button in (self.test, self.save, self.revert):
            button.setAutoDefault(False)
        variant(self.save, "primary")
        variant(self.revert, "quiet")

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_1)
        for button in (self.add, self.duplicate, self.remove):
            button.set_side(26)
            tools.addWidget(button)
        tools.addStretch(1)
        left = QVBoxLayout()
        left.setContentsMargins(SPACE_2, SPACE_4, SPACE_2, SPACE_2)
        left.setSpacing(SPACE_2)
        left.addWidget(self.list, 1)
        left.addLayout(tools)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left)
        row.addWidget(upright(self))
        row.addWidget(self._right(), 1)

    def _right(self) -> QWidget:
        self._title = heading("", self)
        self._title.setWordWrap(True)
        self._kind = QLabel(self)
        self._kind.setTextFormat(Qt.TextFormat.PlainText)
        variant(self._kind, "faint", name="role")
        self._demo = sentence(
            self.tr("It plays recorded streams through the real protocols. No model is behind it, and no network."),
            "muted",
            self,
        )
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_4)
        column.setSpacing(SPACE_1)
        column.addWidget(self._title)
        column.addWidget(self._kind)
        column.addSpacing(SPACE_3)
        column.addWidget(self._demo)
        column.addWidget(self.form)
        column.addStretch(1)
        scroll = QScrollArea(self)
        variant(scroll, "page", name="role")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        right = QWidget(self)
        whole = QVBoxLayout(right)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(self._make_foot())
        return right

    def _make_foot(self) -> QWidget:
        """What can be done with the chosen one, and what came of it."""
        keep = QHBoxLayout()
        keep.setSpacing(SPACE_2)
        keep.addStretch(1)
        keep.addWidget(self.revert)
        keep.addWidget(self.save)
        self._buttons = buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        buttons.setSpacing(SPACE_2)
        buttons.addWidget(self.test)
        buttons.addLayout(keep, 1)
        self._foot = QWidget(self)
        below = QVBoxLayout(self._foot)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(hairline(self))
        foot = QVBoxLayout()
        foot.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, SPACE_3)
        foot.setSpacing(SPACE_2)
        foot.addWidget(self.result)
        foot.addLayout(buttons)
        below.addLayout(foot)
        return self._foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The list leaves most of a narrow page to the form, whose buttons stand in two rows there."""
        metrics = QFontMetrics(self._theme.font(TextRole.LABEL))
        names = (self.list.item(place).text() for place in range(self.list.count()))
        widest = max(map(metrics.horizontalAdvance, names), default=0) + _LIST_EXTRA
        wished = min(widest, self._theme.px(_LIST_MOST))
        self.list.leave(self._theme.px(FORM), self.width(), wished)
        room = self.width() - self.list.maximumWidth() - 2 * SPACE_6
        buttons = sum(each.sizeHint().width() for each in (self.test, self.revert, self.save)) + 3 * SPACE_2
        direction = QBoxLayout.Direction
        self._buttons.setDirection(direction.LeftToRight if buttons <= room else direction.TopToBottom)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.listed.connect(self._fill)
        presenter.chosen.connect(self._show)
        presenter.noted.connect(self._note)
        presenter.said.connect(self._say)
        presenter.testing.connect(self._show_testing)
        self.list.currentItemChanged.connect(self._choose)
        self.form.edited.connect(presenter.edit)
        self.form.key_page_wished.connect(presenter.open_key_page)
        self.form.forget_wished.connect(presenter.forget_key)
        self.add.clicked.connect(self._add)
        self.duplicate.clicked.connect(presenter.duplicate)
        self.remove.clicked.connect(self._remove)
        self.test.clicked.connect(self._test)
        self.save.clicked.connect(presenter.save)
        self.revert.clicked.connect(presenter.revert)

    # --- what the presenter says --------------------------------------------------------------------------------------

    def _fill(self) -> None:
        entries = self._presenter.entries()
        self.list.blockSignals(True)
        while self.list.count() > len(entries):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(entries):
            self.list.addItem(QListWidgetItem())
        for place, entry in enumerate(entries):
            item = self.list.item(place)
            item.setData(_ID, entry.id)
            item.setText(f"{entry.name or self.tr('Unnamed')}{' •' if entry.dirty else ''}")
            item.setIcon(self._theme.icon(_icon(entry)))
            item.setToolTip(self._hint(entry))
            item.setSizeHint(QSize(80, self._row_height))
            if entry.id == self._presenter.id:
                # The model keeps the old place on removal; choosing without a signal shows what is chosen already.
                self.list.setCurrentRow(place, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.blockSignals(False)
        self._enable()

    def _show(self) -> None:
        presenter = self._presenter
        self.form.show_draft(presenter.draft)
        self.form.setVisible(not presenter.demo)
        self._demo.setVisible(presenter.demo)
        self._foot.setVisible(not presenter.demo)  # there is nothing to be tested or saved
        self._note()
        self._fill()

    def _note(self) -> None:
        presenter = self._presenter
        self._title.setText(presenter.title)
        self._kind.setText(self._kind_text())
        self.form.show_notes(
            presenter.address_note(),
            presenter.key_note(),
            has_key=presenter.has_key,
            key_page=bool(presenter.kept.key_url),
        )
        self._enable()

    def _kind_text(self) -> str:
        if self._presenter.own:
            return self.tr("Your own")
        return self.tr("Built in, changed by you") if self._presenter.changed_preset else self.tr("Built in")

    def _hint(self, entry: Entry) -> str:
        return self.tr("Not saved yet") if entry.dirty else ""

    def _enable(self) -> None:
        presenter = self._presenter
        self.save.setEnabled(presenter.dirty)
        self.revert.setVisible(presenter.dirty)
        self.duplicate.setEnabled(not presenter.demo)
        self.remove.setEnabled(presenter.own or presenter.changed_preset)
        self.remove.set_name(
            self.tr("Back to the built-in values") if presenter.changed_preset else self.tr("Remove this provider")
        )

    def _say(self, text: str, tone: Tone) -> None:
        variant(self.result, _ROLES[tone], name="role")
        self.result.setText(text)
        self.result.setVisible(bool(text))

    def _show_testing(self, running: bool) -> None:
        self.test.setText(self.tr("Cancel the test") if running else self.tr("Test connection"))

    def await_key(self) -> None:
        """Somebody was sent here: where the chosen provider needs a key, that is what is typed."""
        if self._presenter.kept.key_required:
            self.form.key.setFocus()

    # --- wishes -------------------------------------------------------------------------------------------------------

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._presenter.choose(str(item.data(_ID)))

    def _add(self) -> None:
        self._presenter.add()
        self.form.name.setFocus()
        self.form.name.selectAll()

    def _remove(self) -> None:
        """Ask first: a removed provider takes its address and its key along."""
        presenter = self._presenter
        if presenter.never_kept:
            presenter.remove()
            return
        box = QMessageBox(self)
        box.setObjectName("removeProviderDialog")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("Settings"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        own = presenter.own
        question = self.tr("Remove “{name}”?") if own else self.tr("Give “{name}” its built-in values again?")
        box.setText(question.replace("{name}", presenter.title[:80]))
        if own:
            box.setInformativeText(self.tr("Its key is forgotten too."))
        yes = box.addButton(
            self.tr("Remove") if own else self.tr("Use built-in values"), QMessageBox.ButtonRole.DestructiveRole
        )
        box.addButton(QMessageBox.StandardButton.Cancel)
        yes.clicked.connect(presenter.remove)
        box.open()

    def _test(self) -> None:
        if self._presenter.running_test:
            self._presenter.cancel_test()
        else:
            self._presenter.test()


def _icon(entry: Entry) -> str:
    """Whose it is, or where: of the person's own, the demo, on this machine, elsewhere."""
    if entry.own:
        return "user"
    return "wave" if entry.demo else "server" if entry.here else "globe"
