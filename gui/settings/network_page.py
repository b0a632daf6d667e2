"""The way out: which proxy requests take, and which certificates are trusted beside the system's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from core.markdown.foreign import visible
from core.network import Network, ProxyUse, ca_complaint, proxy_complaint
from gui.language import phrase
from gui.settings.rows import Page, Setting, Usual, hairline, sentence
from gui.theme.tokens import SPACE_2

if TYPE_CHECKING:
    from core.settings.schema import Settings

_FIELD: Final = 280


class NetworkPage(Page):
    """`settings()` gives the settings as they are; `changed(Settings)` is emitted with what was chosen and can be used.
    `found` says in words which proxy the system names."""

    changed = Signal(object)

    def __init__(self, settings: Callable[[], Settings], found: str, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("NetworkPage", "Network"), parent=parent)
        self._settings = settings
        now = settings().network
        self.use = QComboBox(self)
        self.use.setObjectName("proxyUse")
        self.use.setAccessibleName(self.tr("Proxy"))
        for use, words in (
            (ProxyUse.SYSTEM, self.tr("As the system says")),
            (ProxyUse.NONE, self.tr("None")),
            (ProxyUse.OWN, self.tr("This one:")),
        ):
            self.use.addItem(words, use.value)
        self.use.setCurrentIndex(self.use.findData(now.proxy.value))
        self.use.activated.connect(self._collect)
        self.address = QLineEdit(now.address, self)
        self.address.setObjectName("proxyAddress")
        self.address.setAccessibleName(self.tr("Address of the proxy"))
        self.address.setPlaceholderText("http://proxy.example.com:8080")
        self.address.setMinimumWidth(_FIELD)
        self.address.editingFinished.connect(self._collect)
        self.address_trouble = sentence("", "error", self)
        self.address_trouble.setObjectName("proxyTrouble")
        usual = Usual(self.use.itemText(0), lambda: self.use.currentIndex() == 0, self._use_systems)
        self.column.addWidget(Setting(self.tr("Proxy"), found, self.use, usual=usual))
        meaning = self.tr("This computer itself is always reached directly.")
        self._address_row = Setting(self.tr("Address of the proxy"), meaning, self.address)
        self.column.addWidget(self._address_row)
        self.column.addWidget(self.address_trouble)
        self.column.addWidget(hairline(self))
        self._make_ca_row(now)
        self.column.addStretch(1)
        self._show()

    def add(self, row: QWidget) -> None:
        """One more row, at the end."""
        self.column.insertWidget(self.column.count() - 1, hairline(self))
        self.column.insertWidget(self.column.count() - 1, row)

    def _make_ca_row(self, now: Network) -> None:
        self.ca_file = QLineEdit(now.ca_file, self)
        self.ca_file.setObjectName("caFile")
        self.ca_file.setAccessibleName(self.tr("File of certificates"))
        self.ca_file.setPlaceholderText(self.tr("none"))
        self.ca_file.setMinimumWidth(_FIELD // 2)
        self.ca_file.editingFinished.connect(self._collect)
        self.choose = QPushButton(self.tr("Choose…"), self)
        self.choose.setObjectName("caChoose")
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._ask_file)
        both = QWidget(self)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self.ca_file, 1)
        row.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignVCenter)
        self.ca_trouble = sentence("", "error", self)
        self.ca_trouble.setObjectName("caTrouble")
        meaning = self.tr("A company’s own authority, as a PEM file. It is trusted beside those of the system.")
        both.setFocusProxy(self.ca_file)
        usual = Usual(self.tr("none"), lambda: not self.ca_file.text(), lambda: self._take_file(""))
        self.column.addWidget(Setting(self.tr("More certificates"), meaning, both, usual=usual))
        self.column.addWidget(self.ca_trouble)

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a file of certificates"))
        dialog.setObjectName("caDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Certificates (*.pem *.crt *.cer)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self._take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _use_systems(self) -> None:
        self.use.setCurrentIndex(0)
        self._collect()

    def _take_file(self, path: str) -> None:
        self.ca_file.setText(path)
        self._collect()

    def _show(self) -> None:
        """What can be typed, and what is wrong with it."""
        own = ProxyUse(self.use.currentData()) is ProxyUse.OWN
        self._address_row.setVisible(own)
        address = self.address.text().strip()
        trouble = proxy_complaint(address) if own and address else ""
        self.address_trouble.setText(phrase(trouble))
        self.address_trouble.setVisible(bool(trouble))
        path = self.ca_file.text().strip()
        trouble = ca_complaint(path) if path else ""
        self.ca_trouble.setText(visible(phrase(trouble)))
        self.ca_trouble.setVisible(bool(trouble))
        self.refresh_settings()

    def _collect(self) -> None:
        """Use what can be used; what cannot stays in its field, with the reason below it."""
        self._show()
        settings = self._settings()
        before = settings.network
        use, address, path = ProxyUse(self.use.currentData()), self.address.text().strip(), self.ca_file.text().strip()
        if proxy_complaint(address):
            address = before.address if address else ""
        if use is ProxyUse.OWN and not address:
            use = before.proxy if before.proxy is not ProxyUse.OWN else ProxyUse.SYSTEM
        if path and ca_complaint(path):
            path = before.ca_file
        network = Network(use, address, path)
        if network != before:
            self.changed.emit(replace(settings, network=network))
