"""The sentences of the transcript: what a block's state is called. One place, for the screen, copies and assistants."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale
from PySide6.QtGui import QKeySequence

from core.filetypes import size_text
from core.markdown.foreign import visible
from core.messages import AttachmentPart, FinishReason
from gui.language import phrase
from gui.transcript.content import Action, FinishNote, Header, Reasoning, RoundsQuestion, State, StopMark, ToolCard

WAIT_SHOWN_S = 5.0  # a clock is shown from here on


def _tr(text: str) -> str:
    return QCoreApplication.translate("Transcript", text)


def duration(seconds: float) -> str:
    """A time span for people: 340 ms, 2.4 s, 12 s, 3 min 5 s."""
    if seconds < 0.9995:
        return _tr("{n} ms").replace("{n}", f"{seconds * 1000:.0f}")
    if seconds < 9.95:
        return _tr("{n} s").replace("{n}", f"{seconds:.1f}")
    if seconds < 60:
        return _tr("{n} s").replace("{n}", f"{seconds:.0f}")
    minutes, rest = divmod(round(seconds), 60)
    return _tr("{m} min {s} s").replace("{m}", str(minutes)).replace("{s}", str(rest))


def whole_seconds(seconds: float) -> str:
    """A running clock: whole seconds, so that it does not flicker."""
    return duration(math.floor(seconds)) if seconds >= 60 else _tr("{n} s").replace("{n}", str(int(seconds)))


def clock_time(created: float) -> str:
    """The time of day, and the date unless it is today."""
    if not created:
        return ""
    moment = QDateTime.fromSecsSinceEpoch(int(created))
    short = QLocale.FormatType.ShortFormat
    time = QLocale().toString(moment.time(), short)
    if moment.date() == QDate.currentDate():
        return time
    return f"{QLocale().toString(moment.date(), short)} {time}"


def header_state(header: Header, now: float) -> str:
    """What stands behind model and time; `now` is monotonic."""
    match header.state:
        case State.LIVE:
            return _activity(header, now)
        case State.STOPPED:
            return _tr("stopped")
        case State.FAILED:
            return _tr("failed")
        case _:
            return visible(header.finish).replace("\n", " ")


def header_spent(header: Header) -> str:
    """What the answer took, in tokens and money; empty where nobody counted."""
    if header.spent is None or header.state is State.LIVE:
        return ""
    from gui.widgets.spending import answer_line  # not before the first paint

    return answer_line(header.spent)


def header_cost(header: Header) -> str:
    """The money alone, where there is no room for more."""
    if header.spent is None or header.state is State.LIVE:
        return ""
    from gui.widgets.spending import cost_words

    return cost_words(header.spent)


def _activity(header: Header, now: float) -> str:
    if header.until is not None:
        left = max(0.0, header.until - now)
        return _tr("Trying again in {time}").replace("{time}", whole_seconds(math.ceil(left)))
    waited = now - header.since
    if header.activity and waited >= WAIT_SHOWN_S:
        return f"{header.activity} {whole_seconds(waited)}"
    return header.activity


def reasoning_title(reasoning: Reasoning, now: float) -> str:
    if reasoning.state is State.LIVE:
        spent = now - reasoning.since
        return _tr("Thinking…") if spent < 1 else f"{_tr('Thinking…')} {whole_seconds(spent)}"
    if reasoning.seconds is None:
        return _tr("Thought")
    return _tr("Thought for {time}").replace("{time}", duration(reasoning.seconds))


def tool_state(card: ToolCard, now: float) -> str:
    match card.state:
        case State.WAITING if card.question is not None:
            return _tr("asks you")
        case State.LIVE if card.running:
            spent = now - card.since
            share = "" if card.fraction is None else f" · {card.fraction * 100:.0f} %"
            return f"{_tr('running')}{share}" if spent < 1 else f"{_tr('running')} {whole_seconds(spent)}{share}"
        case State.LIVE:
            return _tr("arriving")
        case State.WAITING:
            return _tr("waits for you")
        case State.DENIED:
            return _tr("not allowed")
        case State.STOPPED:
            return _tr("interrupted")
        case State.FAILED:
            return _timed(_tr("failed"), card.seconds)
        case State.DONE:
            return _timed(_tr("done"), card.seconds)


def _timed(word: str, seconds: float | None) -> str:
    return f"{word} · {duration(seconds)}" if seconds else word


def origin_text(card: ToolCard) -> str:
    """Where a tool comes from, in words; empty where nobody said."""
    origin = visible(card.origin).replace("\n", " ")
    if card.source.startswith("mcp:"):
        server = visible(card.source.removeprefix("mcp:")).replace("\n", " ")
        words = _tr("From the tool server {server}").replace("{server}", server)
        return f"{words}: {origin}" if origin else words
    match card.source:
        case "builtin":
            return _tr("Built into Rivulet")
        case "functions":
            return _tr("One of your own functions")
        case _:
            return visible(card.source).replace("\n", " ")


def rounds_text(question: RoundsQuestion) -> str:
    said = _tr("The model asked for tools {n} times. Go on?").replace("{n}", str(question.rounds))
    if question.goes_on is None:
        return said
    return f"{said} {_tr('You let it go on.') if question.goes_on else _tr('You ended it here.')}"


def card_heading(section: str) -> str:
    """What stands above a part of a card."""
    return {
        "arguments": _tr("The model's arguments"),
        "changed": _tr("Ran with your arguments"),
        "question": _tr("It asks"),
        "output": _tr("Output"),
        "result": _tr("Result"),
    }[section]


def cut_text(left: int) -> str:
    return _tr("… {n} more characters").replace("{n}", f"{left:,}")


def stop_text(mark: StopMark) -> str:
    if mark.close_ms is None:
        return _tr("Stopped")
    return _tr("Stopped · connection closed in {n} ms").replace("{n}", f"{mark.close_ms:.1f}")


def versions_wait_text() -> str:
    return _tr("Other versions can be shown once this answer has ended")


def version_text(version: int, versions: int) -> str:
    return f"{version} / {versions}"


def file_size(part: AttachmentPart) -> str:
    return phrase(size_text(part.size))


def file_text(part: AttachmentPart) -> str:
    """A file in a line: its name and its size."""
    return f"{visible(part.name)} ({file_size(part)})".replace("\n", " ")


def save_label(name: str) -> str:
    return _tr("Save {name} as…").replace("{name}", visible(name).replace("\n", " "))


def seam_text() -> str:
    return _tr("continued")


def finish_text(note: FinishNote) -> str:
    match note.reason:
        case FinishReason.LENGTH:
            return _tr("Cut off at the length limit")
        case FinishReason.CONTEXT_EXCEEDED:
            return _tr("The conversation no longer fits into the model's context")
        case FinishReason.CONTENT_FILTER:
            return _tr("The provider's filter ended this answer")
        case FinishReason.REFUSAL:
            return _tr("The model declined to answer")
        case FinishReason.PAUSE:
            return _tr("The model paused in the middle of its answer")
        case FinishReason.TOOL_CALLS:
            return _tr("The model asked for tools that do not run here")
        case FinishReason.STOP:
            return _tr("The answer is empty")
        case FinishReason.UNKNOWN:
            return _tr("The answer ended without a reason")
        case FinishReason.OTHER:
            return _tr("The answer ended: {word}").replace("{word}", note.raw_reason or "?")


KEYS: Final = {
    Action.COPY: "C",
    Action.COPY_MARKDOWN: "Ctrl+Shift+C",
    Action.QUOTE: "Q",
    Action.EDIT: "E",
    Action.REGENERATE: "R",
    Action.BRANCH: "B",
    Action.WIRE: "W",
    Action.DELETE: "Del",
    Action.PREVIOUS_VERSION: "Left",
    Action.NEXT_VERSION: "Right",
}  # what to press while a message has the focus


def action_keys(action: Action) -> str:
    """The keys of a message's action, as they are called on this system."""
    return QKeySequence(KEYS[action]).toString(QKeySequence.SequenceFormat.NativeText) if action in KEYS else ""


def action_label(action: Action) -> str:
    match action:
        case Action.RETRY:
            return _tr("Retry")
        case Action.CONTINUE:
            return _tr("Continue")
        case Action.ENTER_KEY:
            return _tr("Enter key")
        case Action.OPEN_SETTINGS:
            return _tr("Provider settings")
        case Action.COPY:
            return _tr("Copy")
        case Action.COPY_MARKDOWN:
            return _tr("Copy as Markdown")
        case Action.QUOTE:
            return _tr("Quote")
        case Action.EDIT:
            return _tr("Edit")
        case Action.REGENERATE:
            return _tr("Ask again")
        case Action.BRANCH:
            return _tr("Branch from here")
        case Action.WIRE:
            return _tr("Show on the wire")
        case Action.DELETE:
            return _tr("Delete")
        case Action.DISCARD:
            return _tr("Discard")
        case Action.PREVIOUS_VERSION:
            return _tr("Previous version")
        case Action.NEXT_VERSION:
            return _tr("Next version")
        case Action.ALLOW:
            return _tr("Allow once")
        case Action.ALWAYS:
            return _tr("Always…")
        case Action.EDIT_CALL:
            return _tr("Edit…")
        case Action.DENY:
            return _tr("Do not allow")
        case Action.DENY_IN_WORDS:
            return _tr("Refuse and say why…")
        case Action.CANCEL_CALL:
            return _tr("Stop this call")
        case Action.ANSWER:
            return _tr("Answer…")
        case Action.SHOW_ALL:
            return _tr("Show all")
        case Action.GO_ON:
            return _tr("Go on")
        case Action.END_HERE:
            return _tr("End here")
