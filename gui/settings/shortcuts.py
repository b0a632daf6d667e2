"""Which keys belong to which command, and what a person may choose: no widgets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence

from core.settings.schema import CommandKeys
from gui.actions import Actions

_NATIVE: Final = QKeySequence.SequenceFormat.NativeText
_PORTABLE: Final = QKeySequence.SequenceFormat.PortableText
_STRONG: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_TEXT: Final = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.MoveToNextWord,
    QKeySequence.StandardKey.MoveToPreviousWord,
)


def shown(keys: str) -> str:
    """Keys as they are written on this machine."""
    return QKeySequence(keys, _PORTABLE).toString(_NATIVE)


def refusal(keys: str) -> str:
    """Why these keys cannot be a command's; empty where they can."""
    sequence = QKeySequence(keys, _PORTABLE)
    if sequence.isEmpty():
        return ""
    first = sequence[0]  # type: ignore[index]  # the stubs leave it out
    key, modifiers = first.key(), first.keyboardModifiers()
    if not modifiers & _STRONG and not (Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35 or key == Qt.Key.Key_Escape):
        said = QCoreApplication.translate("KeyboardPage", "{keys} is needed in texts and lists. Add Ctrl or Alt to it.")
    elif any(sequence in QKeySequence.keyBindings(each) for each in _TEXT):
        said = QCoreApplication.translate("KeyboardPage", "{keys} edits text everywhere. Other keys are needed here.")
    else:
        return ""
    return said.replace("{keys}", shown(keys))


def owner(actions: Actions, keys: str, besides: str) -> str:
    """The command that has these keys, other than `besides`; empty where none has."""
    names = (name for name, _ in actions.places() if name != besides)
    return next((name for name in names if keys in actions.keys(name)), "")


def changed(actions: Actions, name: str, keys: Iterable[str]) -> tuple[CommandKeys, ...]:
    """What is to be kept once `name` has `keys`, which are then nobody else's."""
    keys = tuple(keys)
    chosen = []
    for each, _ in actions.places():
        has = keys if each == name else tuple(key for key in actions.keys(each) if key not in keys)
        if has != normal(actions.usual_keys(each)):
            chosen.append(CommandKeys(each, has))
    return tuple(chosen)


def normal(keys: Iterable[str]) -> tuple[str, ...]:
    """Keys as `Actions.keys()` writes them."""
    return tuple(QKeySequence(each, _PORTABLE).toString(_PORTABLE) for each in keys)
