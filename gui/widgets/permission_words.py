"""Standing permissions in words: what is allowed, with which arguments, and where a tool comes from."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.markdown.foreign import visible
from core.tools.approval import Likeness, Pattern, Rule
from core.tools.base import BUILTIN_SOURCE, FUNCTIONS_SOURCE, SERVER_SOURCE

_LONGEST = 160  # characters of a value


def _tr(text: str) -> str:
    return QCoreApplication.translate("Permissions", text)


def shown(text: str) -> str:
    """Foreign words on one line; long ones cut."""
    line = visible(text).replace("\n", "↵").replace("\t", " ")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def rule_text(rule: Rule) -> str:
    """What a rule allows for its argument, without the argument's name."""
    match rule.likeness:
        case Likeness.EQUAL:
            return _tr("exactly {value}").replace("{value}", shown(rule.value))
        case Likeness.FOLDER:
            return _tr("a file or folder below {folder}").replace("{folder}", shown(rule.value))
        case Likeness.HOST:
            return _tr("an address of {host}").replace("{host}", shown(rule.value))
        case Likeness.ANY:
            return _tr("anything")


def pattern_text(pattern: Pattern) -> str:
    """The arguments that a permission is about, as a sentence."""
    if pattern.rules is None:
        return _tr("Whatever the arguments are.")
    if not pattern.rules:
        return _tr("Without any arguments.")
    parts = (
        _tr("{name} is {value}").replace("{name}", shown(rule.key)).replace("{value}", rule_text(rule))
        for rule in pattern.rules
    )
    return _tr("When {conditions}; and nothing else is given.").replace("{conditions}", _tr(", ").join(parts))


def source_text(source: str) -> str:
    """Where a tool comes from, in a few words."""
    if source.startswith(SERVER_SOURCE):
        return _tr("Tool server {name}").replace("{name}", shown(source.removeprefix(SERVER_SOURCE)))
    if source == FUNCTIONS_SOURCE:
        return _tr("Your own functions")
    return _tr("Built in") if source == BUILTIN_SOURCE else shown(source)
