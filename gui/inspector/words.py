"""The inspector's sentences and figures: durations, sizes, phases, endings. No widgets."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QCoreApplication

from core.errors import ErrorInfo, ErrorKind
from core.events import Phase
from core.markdown.foreign import visible
from core.messages import FinishReason, Outcome
from gui.inspector.state import CallState, InspectorState, ToolCall, Validity
from gui.language import phrase

WAIT_SHOWN_S: Final = 5.0  # a clock is shown from here on


def _tr(text: str) -> str:
    return QCoreApplication.translate("Inspector", text)


def one_line(text: str) -> str:
    """Foreign text for a single line: marks for what hides, line ends as arrows."""
    return visible(text).replace("\n", "↵").replace("\t", " ")


# --- figures ----------------------------------------------------------------------------------------------------------


def duration(seconds: float) -> str:
    """A time span with three significant figures: 0.4 ms, 812 ms, 4.21 s, 42.1 s, 3 min 05 s."""
    ms = seconds * 1000
    if ms < 9.95:
        return _tr("{n} ms").replace("{n}", f"{ms:.1f}")
    if ms < 999.5:
        return _tr("{n} ms").replace("{n}", f"{ms:.0f}")
    if seconds < 59.95:
        return _tr("{n} s").replace("{n}", f"{seconds:.2f}" if seconds < 9.995 else f"{seconds:.1f}")
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return _tr("{m} min {s} s").replace("{m}", str(minutes)).replace("{s}", f"{rest:02d}")
    hours, minutes = divmod(minutes, 60)
    return _tr("{h} h {m} min").replace("{h}", str(hours)).replace("{m}", f"{minutes:02d}")


def tick(seconds: float) -> str:
    """A round time at an axis, as short as it can be said: 0, 0.1 ms, 5 s, 2 min 00 s."""
    if seconds == 0:
        return "0"
    if seconds < 1:
        return _tr("{n} ms").replace("{n}", f"{seconds * 1000:.3g}")
    return _tr("{n} s").replace("{n}", f"{seconds:.3g}") if seconds < 60 else duration(seconds)


def clock(seconds: float) -> str:
    """A running clock in whole seconds."""
    if seconds >= 60:
        return duration(math.floor(seconds))
    return _tr("{n} s").replace("{n}", str(math.floor(seconds)))


def size(count: int) -> str:
    """Bytes: 24 B, 1.2 kB, 3.4 MB."""
    if count < 1000:
        return _tr("{n} B").replace("{n}", str(count))
    if count < 999_950:
        return _tr("{n} kB").replace("{n}", f"{count / 1000:.1f}")
    return _tr("{n} MB").replace("{n}", f"{count / 1_000_000:.1f}")


def tokens(count: int) -> str:
    return f"{count:,}"


# --- phases -----------------------------------------------------------------------------------------------------------


def phase_name(phase: Phase) -> str:
    """One or two words, for the legend."""
    match phase:
        case Phase.CONNECTING:
            return _tr("connecting")
        case Phase.WAITING:
            return _tr("waiting")
        case Phase.THINKING:
            return _tr("thinking")
        case Phase.ANSWERING:
            return _tr("answering")
        case Phase.APPROVAL:
            return _tr("asking you")
        case Phase.TOOL:
            return _tr("running tools")
        case Phase.RETRYING:
            return _tr("retry wait")
        case Phase.FINISHING:
            return _tr("finishing")
        case Phase.IDLE:
            return _tr("idle")


def phase_sentence(state: InspectorState, now: float) -> str:
    """What happens now, with a clock once it takes longer than five seconds."""
    if not state.live:
        return _ended(state)
    if state.retry is not None:
        return _tr("Retrying in {time}").replace("{time}", clock(math.ceil(max(0.0, state.retry.due - now))))
    names = {
        Phase.CONNECTING: _tr("Connecting"),
        Phase.WAITING: _tr("Waiting for the first token"),
        Phase.THINKING: _tr("Thinking"),
        Phase.ANSWERING: _tr("Answering"),
        Phase.APPROVAL: _tr("Waiting for your answer"),
        Phase.TOOL: _tr("Running a tool") if len(_running(state)) < 2 else _tr("Running tools"),
        Phase.RETRYING: _tr("Retrying"),
        Phase.FINISHING: _tr("Finishing"),
        Phase.IDLE: _tr("Starting"),
    }
    words = names[state.phase]
    if state.phase is Phase.ANSWERING:
        silent = now - max(state.last_delta or 0.0, state.phase_since)
        return _tr("{phase}, silent for {time}").format(phase=words, time=clock(silent)) if silent >= 5.0 else words
    waited = now - state.phase_since
    return f"{words}, {clock(waited)}" if waited >= WAIT_SHOWN_S else words


def _running(state: InspectorState) -> list[int]:
    return [call.number for call in state.calls if call.state is CallState.RUNNING]


def _ended(state: InspectorState) -> str:
    match state.outcome:
        case Outcome.FINISHED:
            return _tr("Finished")
        case Outcome.STOPPED:
            return _tr("Stopped")
        case Outcome.FAILED:
            return _tr("Failed")
        case None:
            return ""


# --- endings ----------------------------------------------------------------------------------------------------------


class Remedy(Enum):
    """What a button under an ending does."""

    CONTINUE = auto()
    RETRY = auto()
    SETTINGS = auto()


@dataclass(frozen=True, slots=True)
class Ending:
    """How a turn ended: a sentence, the vendor's raw word, what more there is to say, and the buttons that help."""

    sentence: str
    raw: str = ""
    more: str = ""
    remedies: tuple[Remedy, ...] = ()


def ending_of(state: InspectorState) -> Ending | None:
    """None while there is nothing to say."""
    if state.outcome is Outcome.STOPPED:
        kept = state.text_characters > 0
        return Ending(
            _tr("You stopped this answer."),
            more=_tr("What had arrived is kept.") if kept else _tr("Nothing of it had arrived."),
            remedies=(Remedy.CONTINUE,) if kept else (Remedy.RETRY,),
        )
    if state.outcome is Outcome.FAILED and state.error is not None:
        return _failure(state.error, kept=state.text_characters > 0)
    if state.reason is None:
        return None
    return _reason(state.reason, one_line(state.raw_reason or ""), live=state.live)


def _reason(reason: FinishReason, raw: str, *, live: bool) -> Ending:
    match reason:
        case FinishReason.STOP:
            return Ending(_tr("The answer is complete."), raw)
        case FinishReason.LENGTH:
            more = _tr("It reached the most this model may write at once.")
            return Ending(_tr("Cut off at the length limit."), raw, more, (Remedy.CONTINUE,))
        case FinishReason.CONTEXT_EXCEEDED:
            more = _tr("It cannot be continued: there is no room left. Start a new chat, or choose a model with more.")
            return Ending(_tr("The conversation has outgrown the model's context."), raw, more)
        case FinishReason.TOOL_CALLS:
            if live:
                return Ending(_tr("The model asked for tools."), raw)
            return Ending(_tr("Ended with calls that are not run here."), raw)
        case FinishReason.CONTENT_FILTER:
            more = _tr("The same words would be held back again. Ask in other words.")
            return Ending(_tr("The provider's filter cut the answer off."), raw, more)
        case FinishReason.REFUSAL:
            more = _tr("Asking again would not change that. Ask in other words.")
            return Ending(_tr("The model declined to answer."), raw, more)
        case FinishReason.PAUSE:
            return Ending(_tr("The model paused; it can go on."), raw, "", (Remedy.CONTINUE,))
        case FinishReason.OTHER:
            return Ending(_tr("Ended for a reason that is not known here."), raw)
        case FinishReason.UNKNOWN:
            return Ending(_tr("Ended properly, without saying why."), raw)


def _failure(error: ErrorInfo, *, kept: bool) -> Ending:
    match error.kind:
        case ErrorKind.CONTEXT_EXCEEDED:
            remedies: tuple[Remedy, ...] = ()
            next_step = _tr("Start a new chat, or choose a model with a larger context.")
        case ErrorKind.AUTH | ErrorKind.CONFIGURATION | ErrorKind.NOT_FOUND | ErrorKind.REDIRECT | ErrorKind.PROTOCOL:
            remedies = (Remedy.SETTINGS, Remedy.RETRY)
            next_step = ""
        case _:
            remedies = (Remedy.RETRY,)
            next_step = ""
    if error.retry_after_s:
        next_step = _tr("The server asks to wait {time}.").replace("{time}", duration(error.retry_after_s))
    saved = _tr("The text that had arrived is kept.") if kept and "kept" not in error.message else ""
    raw = str(error.kind) if error.status is None else f"{error.kind} {error.status}"
    return Ending(visible(phrase(error.message)), raw, " ".join(part for part in (next_step, saved) if part), remedies)


# --- tool calls -------------------------------------------------------------------------------------------------------


def call_state(state: CallState) -> str:
    names = {
        CallState.ASSEMBLING: _tr("arriving"),
        CallState.READY: _tr("ready"),
        CallState.NOT_RUN: _tr("not run"),
        CallState.WAITING: _tr("asks you"),
        CallState.RUNNING: _tr("running"),
        CallState.DONE: _tr("done"),
        CallState.FAILED: _tr("failed"),
        CallState.DENIED: _tr("denied"),
        CallState.INTERRUPTED: _tr("interrupted"),
    }
    return names[state]


def call_news(call: ToolCall) -> str:
    """How far a running call is, in a line."""
    share = "" if call.fraction is None else _tr("{n} %").replace("{n}", f"{call.fraction * 100:.0f}")
    return " · ".join(part for part in (share, one_line(call.step)) if part) or _tr("It runs.")


def question() -> str:
    return _tr("Allow this call with exactly these arguments?")


def validity(value: Validity) -> str:
    names = {
        Validity.INCOMPLETE: _tr("JSON incomplete"),
        Validity.VALID: _tr("JSON valid"),
        Validity.INVALID: _tr("JSON invalid"),
        Validity.UNCHECKED: _tr("JSON not checked"),
    }
    return names[value]
