"""Where an answer goes: as text for a person, or as one JSON object a line for a program.

Standard output carries the answer alone; everything else a person should know goes to standard error. What a model
writes is data: on a terminal its control characters are shown, not obeyed.
"""

from __future__ import annotations

import json
from typing import Any, Final, Protocol, TextIO

from core.ask.report import Report
from core.codec import to_json
from core.events import (
    Notice,
    PartDelta,
    PartFinished,
    PartStarted,
    RetryScheduled,
    Stamped,
    ToolFinished,
    TurnStarted,
)
from core.markdown.foreign import visible
from core.messages import FinishReason, Outcome, PartKind, RefusalPart, ToolCallPart, ToolStatus

NAME: Final = "rivulet-ask"
_LONGEST_RESULT: Final = 500  # characters of a tool's result on standard error
_DIM, _PLAIN = "\x1b[2m", "\x1b[0m"
# Valid inside a JSON string, yet line ends to some readers of lines.
_LINE_ENDS: Final = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})
_ENDINGS: Final = {
    FinishReason.LENGTH: "The answer was cut off at the length limit.",
    FinishReason.CONTEXT_EXCEEDED: "The conversation no longer fits into the model's context window.",
    FinishReason.CONTENT_FILTER: "The answer was cut off by a content filter.",
    FinishReason.PAUSE: "The model paused; ask it to go on.",
}


class Output(Protocol):
    """Told every event of a turn, then its end. May raise OSError where nobody reads any more."""

    def event(self, stamped: Stamped) -> None: ...

    def end(self, report: Report) -> None: ...


class JsonOutput:
    """One event a line, last the result."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def event(self, stamped: Stamped) -> None:
        self._line(to_json(stamped))

    def end(self, report: Report) -> None:
        self._line(report.result())

    def _line(self, data: dict[str, Any]) -> None:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        self._out.write(text.translate(_LINE_ENDS) + "\n")
        self._out.flush()


class TextOutput:
    """The text as it arrives. Reasoning is shown, dimmed, only where a person watches both streams on a terminal."""

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self._out, self._err = out, err
        self._out_is_terminal, self._err_is_terminal = out.isatty(), err.isatty()
        self._kinds: dict[int, PartKind] = {}
        self._line_open = False  # standard output stands in the middle of a line
        self._begun = False  # this turn has written text

    def event(self, stamped: Stamped) -> None:
        match stamped.event:
            case TurnStarted():
                self._begun = False
            case PartDelta(index, text):
                self._delta(self._kinds[index], text)
            case PartStarted(index, kind):
                self._start(index, kind)
            case PartFinished(index, part):
                self._finish(index)
                if isinstance(part, RefusalPart):
                    self.say(f"The model refused: {part.text}")
                elif isinstance(part, ToolCallPart):
                    self.say(f"tool call: {part.name} {part.arguments_text}")
            case Notice(text):
                self.say(text)
            case RetryScheduled(attempt, delay, error):
                self.say(f"{error.message} Trying again in {delay:.3g} s (retry {attempt}).")
            case ToolFinished(_, result, seconds) if result.status is not ToolStatus.INTERRUPTED:
                self.say(f"tool result: {_shortened(result.text)} ({seconds * 1000:.0f} ms)")

    def end(self, report: Report) -> None:
        self._close_line()
        result = report.result()
        if report.error:
            self.say(report.error.message)
        elif report.outcome is Outcome.STOPPED:
            self.say("stopped")
        elif ending := _ENDINGS.get(result["finish_reason"]):
            self.say(ending)
        elif not (result["text"] or result["refusal"] or result["tool_calls"]):
            self.say("The answer was empty.")

    def say(self, sentence: str) -> None:
        """One line on standard error."""
        if self._line_open and self._out_is_terminal and self._err_is_terminal:
            self._err.write("\n")  # not behind the text on the same screen
            self._line_open = False
        words = visible(" ".join(sentence.split())) if self._err_is_terminal else sentence
        self._err.write(f"{NAME}: {words}\n")
        self._err.flush()

    def _start(self, index: int, kind: PartKind) -> None:
        self._kinds[index] = kind
        if kind is PartKind.TEXT and self._begun:
            self._close_line()
        if kind is PartKind.REASONING and self._shows_reasoning:
            self._close_line()
            self._err.write(_DIM)

    def _delta(self, kind: PartKind, text: str) -> None:
        if kind is PartKind.TEXT and text:
            self._out.write(visible(text.replace("\r\n", "\n")) if self._out_is_terminal else text)
            self._out.flush()
            self._begun = True
            self._line_open = not text.endswith("\n")
        elif kind is PartKind.REASONING and self._shows_reasoning:
            self._err.write(visible(text))
            self._err.flush()

    def _finish(self, index: int) -> None:
        if self._kinds.pop(index, None) is PartKind.REASONING and self._shows_reasoning:
            self._err.write(f"{_PLAIN}\n")
            self._err.flush()

    def _close_line(self) -> None:
        if self._line_open:
            self._out.write("\n")
            self._out.flush()
            self._line_open = False

    @property
    def _shows_reasoning(self) -> bool:
        return self._out_is_terminal and self._err_is_terminal


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_RESULT else f"{text[:_LONGEST_RESULT]}…"
