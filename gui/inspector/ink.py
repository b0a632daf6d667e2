"""What the inspector's painters share: fonts with tabular figures and the colour of each state."""

from __future__ import annotations

from PySide6.QtGui import QFont

from core.events import Phase
from gui.inspector.state import CallState, Validity
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import Colors


def figures(theme: Theme, role: TextRole = TextRole.LABEL, *, strong: bool = False) -> QFont:
    """The interface font with figures of one width, so that growing numbers stand still."""
    font = theme.font(role, strong=strong)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def phase_color(phase: Phase, colors: Colors) -> str:
    return {
        Phase.CONNECTING: colors.text_faint,
        Phase.WAITING: colors.waiting,
        Phase.THINKING: colors.syntax_keyword,
        Phase.ANSWERING: colors.accent,
        Phase.APPROVAL: colors.stopped,
        Phase.TOOL: colors.syntax_function,
        Phase.RETRYING: colors.failed,
        Phase.FINISHING: colors.text_faint,
        Phase.IDLE: colors.text_faint,
    }[phase]


def call_ink(state: CallState, colors: Colors) -> str:
    return {
        CallState.ASSEMBLING: colors.running,
        CallState.READY: colors.text_muted,
        CallState.WAITING: colors.waiting,
        CallState.RUNNING: colors.running,
        CallState.DONE: colors.done,
        CallState.FAILED: colors.failed,
        CallState.DENIED: colors.stopped,
        CallState.INTERRUPTED: colors.stopped,
        CallState.NOT_RUN: colors.text_muted,
    }[state]


def call_icon(state: CallState) -> str:
    return {
        CallState.ASSEMBLING: "wave",
        CallState.READY: "wrench",
        CallState.WAITING: "pause",
        CallState.RUNNING: "play",
        CallState.DONE: "check",
        CallState.FAILED: "warning",
        CallState.DENIED: "x",
        CallState.INTERRUPTED: "octagon",
        CallState.NOT_RUN: "wrench",
    }[state]


def validity_ink(validity: Validity, colors: Colors) -> str:
    return {
        Validity.INCOMPLETE: colors.text_faint,
        Validity.VALID: colors.done,
        Validity.INVALID: colors.failed,
        Validity.UNCHECKED: colors.text_faint,
    }[validity]
