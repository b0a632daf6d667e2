"""Texts that stand on widgets, in another language: found by what they say, so that no widget needs to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from gui.language import catalogue, filled, pattern_of

FOREIGN: Final = "foreignText"  # a widget with this property shows what somebody wrote: it is left alone

_WIDGET: Final = ("windowTitle", "toolTip", "statusTip", "accessibleName", "accessibleDescription", "whatsThis")
_ACTION: Final = ("text", "toolTip", "statusTip", "whatsThis")
_OWN: Final[tuple[tuple[type[QWidget], str], ...]] = (
    (QLabel, "text"),
    (QAbstractButton, "text"),
    (QLineEdit, "placeholderText"),
    (QPlainTextEdit, "placeholderText"),
    (QTextEdit, "placeholderText"),
    (QGroupBox, "title"),
    (QMenu, "title"),
)


class Dictionary:
    """From what is said in one language to another one; English is ""."""

    def __init__(self, before: str, after: str) -> None:
        # Only one of the two is a translation, or both are: then the way leads through English.
        self._back = {translation: source for source, translation in catalogue(before)} if before else {}
        self._forth = dict(catalogue(after)) if after else {}
        self._before = before
        known = self._back if before else {source: source for source in self._forth}
        self._templates = [
            (pattern_of(text), source) for text, source in known.items() if "{" in text and len(text) > 6
        ]

    def __call__(self, text: str) -> str:
        """The text in the other language; as it is where it is not one of ours."""
        if not text:
            return text
        source = self._back.get(text, text) if self._before else text
        found = self._forth.get(source)
        if found is not None or source != text:
            return source if found is None else found
        for pattern, template in self._templates:
            match = pattern.fullmatch(text)
            if match is not None:
                return filled(self._forth.get(template, template), match)
        return text


def relabel(dictionary: Callable[[str], str], widgets: Iterable[QWidget] | None = None) -> None:
    """Say everything that stands on `widgets`, by default on all, in the words of `dictionary`."""
    seen: set[int] = set()
    for widget in QApplication.allWidgets() if widgets is None else widgets:
        if widget.property(FOREIGN):
            continue
        _say(widget, _WIDGET, dictionary)
        for kind, name in _OWN:
            if isinstance(widget, kind):
                _say(widget, (name,), dictionary)
        _items(widget, dictionary)
        for action in (*widget.actions(), *widget.findChildren(QAction)):
            if id(action) not in seen and not action.property(FOREIGN):
                seen.add(id(action))
                _say(action, _ACTION, dictionary)


def _say(thing: QWidget | QAction, names: tuple[str, ...], dictionary: Callable[[str], str]) -> None:
    for name in names:
        text = thing.property(name)
        if isinstance(text, str) and text and (other := dictionary(text)) != text:
            thing.setProperty(name, other)


def _items(widget: QWidget, dictionary: Callable[[str], str]) -> None:
    match widget:
        case QComboBox():
            for place in range(widget.count()):
                widget.setItemText(place, dictionary(widget.itemText(place)))
        case QTabBar():
            for place in range(widget.count()):
                widget.setTabText(place, dictionary(widget.tabText(place)))
        case QListWidget():
            for place in range(widget.count()):
                item = widget.item(place)
                item.setText(dictionary(item.text()))
