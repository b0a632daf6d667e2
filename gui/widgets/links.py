"""The one way out of the program: every link that is opened goes through `LinkOpener`.

Only http, https and mailto ever leave. Before the first opening of a host its real name is shown: what a link text
says, and where it leads, are two things.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.theme.style import variant

_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class Link:
    """A link that may be opened: `url` as it goes to the desktop, `host` as it really is, `warnings` in words."""

    url: str
    host: str
    warnings: tuple[str, ...] = ()


def read_link(text: str) -> Link | None:
    """The link in `text`, or None where it is none that may be opened."""
    cleaned = "".join(char for char in text.strip() if char.isprintable())
    try:
        parts = urlsplit(cleaned)
        host = parts.hostname or ""
        ascii_host = host.encode("idna").decode("ascii") if host else ""
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES:
        return None
    if parts.scheme.lower() == "mailto":
        address = parts.path
        return Link(cleaned, address) if "@" in address else None
    if not ascii_host:
        return None
    return Link(cleaned, ascii_host, _warnings(parts, host, ascii_host))


def _warnings(parts: SplitResult, host: str, ascii_host: str) -> tuple[str, ...]:
    translate = QCoreApplication.translate
    found: list[str] = []
    if any(label.startswith("xn--") for label in ascii_host.split(".")):
        shown = host if host != ascii_host else _decoded(ascii_host)
        sentence = translate("Links", "Its name has letters that can look like others: {name}")
        found.append(sentence.replace("{name}", shown))
    if parts.username is not None or parts.password is not None:
        found.append(translate("Links", "What stands before the @ is a user name, not the address."))
    if parts.scheme.lower() == "http":
        found.append(translate("Links", "The connection is not encrypted."))
    return tuple(found)


def _decoded(ascii_host: str) -> str:
    try:
        return ascii_host.encode("ascii").decode("idna")
    except ValueError:
        return ascii_host


class LinkOpener(QObject):
    """Opens links for the window `parent`; remembers for this session which hosts were agreed to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._agreed: set[str] = set()

    def open_url(self, text: str) -> None:
        """Open a link, after a question the first time its host is met. What may not be opened is explained."""
        link = read_link(text)
        if link is None:
            self._explain(text)
        elif link.host in self._agreed and not link.warnings:
            self._open(link)
        else:
            self._ask(link)

    def _ask(self, link: Link) -> None:
        box = self._box(self.tr("Open this address?"), link.host)
        box.setInformativeText("\n\n".join((self.tr("Open this address?"), link.url[:400], *link.warnings)))
        box.setStandardButtons(QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Open)
        variant(box.button(QMessageBox.StandardButton.Open), "primary")

        def answered(result: int) -> None:
            if result == QMessageBox.StandardButton.Open:
                self._agreed.add(link.host)
                self._open(link)

        box.finished.connect(answered)
        box.open()

    def _open(self, link: Link) -> None:
        if QDesktopServices.openUrl(QUrl(link.url)):
            return
        box = self._box(self.tr("This address could not be opened"), link.url[:400])
        box.setInformativeText(self.tr("No program on this computer took it. Copy it, and open it elsewhere."))
        copy = box.addButton(self.tr("Copy the address"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Close)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(link.url))
        box.open()

    def _explain(self, text: str) -> None:
        title = self.tr("This link is not opened")
        box = self._box(title, title)
        box.setInformativeText(self.tr("Only web and mail addresses are opened from here.") + f"\n\n{text[:400]}")
        box.setStandardButtons(QMessageBox.StandardButton.Close)
        box.open()

    def _box(self, title: str, text: str) -> QMessageBox:
        box = QMessageBox(self._parent)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setObjectName("linkDialog")
        box.setWindowTitle(title)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        return box
