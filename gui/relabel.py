"""Texts that stand on widgets, in another language: found by what they say, so that no widget needs to know.

What a widget puts together out of several texts is said anew by itself, when it hears of the change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTableWidget,
    QTextEdit,
    QToolButton,
    QTreeWidget,
    QWidget,
)

from gui.language import FOREIGN, HOLE, catalogue, filled, pattern_of, sources

_WIDGET: Final = ("windowTitle", "toolTip", "statusTip", "accessibleName", "accessibleDescription", "whatsThis")
_ACTION: Final = ("text", "toolTip", "statusTip", "whatsThis")
_OWN: Final[tuple[tuple[type[QWidget], tuple[str, ...]], ...]] = (
    (QLabel, ("text",)),
    (QAbstractButton, ("text",)),
    (QLineEdit, ("placeholderText",)),
    (QPlainTextEdit, ("placeholderText",)),
    (QTextEdit, ("placeholderText",)),
    (QGroupBox, ("title",)),
    (QMenu, ("title",)),
    (QAbstractSpinBox, ("prefix", "suffix", "specialValueText")),
)
_ITEM: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_BETWEEN: Final = re.compile("(  | · |\n|, )")  # the texts that a label shows side by side
_as_qt_says: Final = QCoreApplication.translate  # under a name of its own: these words are in Qt's catalogue
_WORDS: Final = re.compile("[^\\W\\d_]")
_ENOUGH: Final = 4  # letters outside the holes; a template with fewer fits what it does not mean


class Dictionary:
    """From what is said in one language to another one; English is ""."""

    def __init__(self, before: str, after: str) -> None:
        # Only one of the two is a translation, or both are: then the way leads through English.
        self._back = sources(before) if before else {}
        self._forth = dict(catalogue(after)) if after else {}
        self._said = dict(catalogue(before)) if before else {}
        self._before = before
        known_texts = self._back if before else {source: source for source in self._forth}
        self._templates = [
            (pattern_of(text), source)
            for text, source in sorted(known_texts.items(), key=lambda pair: len(pair[0]), reverse=True)
            if "{" in text and _weight(HOLE.sub("", text)) >= _ENOUGH
        ]

    def __call__(self, text: str, source: str = "") -> str:
        """The text in the other language; as it is where it is not one of ours. `source` is the English that it was
        before, where that is known: two texts may have one translation."""
        if not text:
            return text
        if source and text == self._said.get(source):
            return self._forth.get(source, source)
        found = self._whole(text)
        if found == text and _BETWEEN.search(text):
            return "".join(self._whole(part) for part in _BETWEEN.split(text))
        return found

    def _whole(self, text: str) -> str:
        source = self._back.get(text, text) if self._before else text
        found = self._forth.get(source)
        if found is not None or source != text:
            return source if found is None else found
        for pattern, template in self._templates:
            match = pattern.fullmatch(text)
            if match is not None:
                return filled(self._forth.get(template, template), match, self._whole)
        return text


def _weight(text: str) -> int:
    """How much letters say: one of Hangul is a syllable."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in _WORDS.findall(text))


def relabel(dictionary: Dictionary, widgets: Iterable[QWidget] | None = None) -> None:
    """Say everything that stands on `widgets`, by default on all, in the words of `dictionary`."""
    seen: set[int] = set()
    for widget in QApplication.allWidgets() if widgets is None else widgets:
        _say(widget, _WIDGET, dictionary)
        if not widget.property(FOREIGN):
            for kind, names in _OWN:
                if isinstance(widget, kind):
                    _say(widget, names, dictionary)
            _items(widget, dictionary)
        elif isinstance(widget, QComboBox):
            _details(widget, dictionary)
            _hints(widget, dictionary)
        for action in (*widget.actions(), *widget.findChildren(QAction)):
            if id(action) not in seen and not action.property(FOREIGN):
                seen.add(id(action))
                _say(action, _ACTION, dictionary)


def _say(thing: QObject, names: tuple[str, ...], dictionary: Dictionary) -> None:
    for name in names:
        text = thing.property(name)
        if isinstance(text, str) and text:
            source = thing.property(_source(name))
            if (other := dictionary(text, source or "")) != text:
                thing.setProperty(name, other)
                thing.setProperty(_source(name), source or text)


def _source(name: str) -> str:
    """The property that keeps what a text was before it was first translated."""
    return f"{name}Before"


def _items(widget: QWidget, dictionary: Callable[[str], str]) -> None:
    match widget:
        case QComboBox():
            _cells(widget, dictionary)
            _hints(widget, dictionary)
        case QTabBar():
            for place in range(widget.count()):
                widget.setTabText(place, dictionary(widget.tabText(place)))
            _scrollers(widget)
        case QListWidget():
            for place in range(widget.count()):
                item = widget.item(place)
                item.setText(dictionary(item.text()))
        case QTreeWidget():
            head = widget.headerItem()
            for column in range(widget.columnCount()):
                head.setText(column, dictionary(head.text(column)))
        case QTableWidget():
            for column in range(widget.columnCount()):
                if cell := widget.horizontalHeaderItem(column):
                    cell.setText(dictionary(cell.text()))


def _scrollers(bar: QTabBar) -> None:
    """Qt names its own buttons once."""
    for name, words in (("ScrollLeftButton", "Scroll Left"), ("ScrollRightButton", "Scroll Right")):
        if button := bar.findChild(QToolButton, name):
            button.setAccessibleName(_as_qt_says("QTabBar", words))


def _cells(combo: QComboBox, dictionary: Callable[[str], str]) -> None:
    for place in range(combo.count()):
        for role in _ITEM:
            text = combo.itemData(place, role)
            if isinstance(text, str) and text and (other := dictionary(text)) != text:
                combo.setItemData(place, other, role)


def _hints(combo: QComboBox, dictionary: Callable[[str], str]) -> None:
    from gui.widgets.picker import Picker

    if isinstance(combo, Picker):
        combo.placeholder = dictionary(combo.placeholder)
        combo.search_hint = dictionary(combo.search_hint)


def _details(combo: QComboBox, dictionary: Callable[[str], str]) -> None:
    """What stands behind the names of a picker; the names are somebody else's."""
    from gui.widgets.picker import DETAIL_ROLE

    for place in range(combo.count()):
        detail = combo.itemData(place, DETAIL_ROLE)
        if isinstance(detail, str) and detail and (other := dictionary(detail)) != detail:
            combo.setItemData(place, other, DETAIL_ROLE)
            combo.setItemData(place, f"{combo.itemText(place)}, {other}", Qt.ItemDataRole.AccessibleTextRole)
