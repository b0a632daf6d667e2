"""The tool calls of one turn: asked about, run side by side, watched, cancelled, each with exactly one result.

Nothing runs here that policy does not let run (`core.tools.approval`). A person may be asked about several calls at
once; each waits for its own answer, for as long as it takes.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.attachments import Files
from core.errors import ToolArgumentsError
from core.events import (
    Phase,
    QuestionAnswered,
    QuestionAsked,
    RoundsAnswered,
    RoundsReached,
    ToolApprovalRequested,
    ToolApprovalResolved,
    ToolFinished,
    ToolStarted,
    TurnEvent,
)
from core.limits import Limits
from core.messages import ToolCallPart, ToolResultPart, ToolStatus, waiting_result
from core.tools.approval import ALLOWED, Approval, Decision, decide
from core.tools.base import Tool, Toolbox, UnattendedCall
from core.tools.permissions import Permissions
from core.tools.runner import Patience, WatchedCall, run_call

_SIDE_BY_SIDE: Final = 8  # calls that run at the same time
_LONGEST_QUESTION: Final = 4_000  # characters
_MOST_CHOICES: Final = 20


@dataclass(frozen=True, slots=True)
class _Asked:
    """A call that waits for a person."""

    call: ToolCallPart
    tool: Tool
    answer: asyncio.Future[Approval]


class Calls:
    """`put` emits an event and gives its time, `enter` tells the phase. `attended`: somebody can be asked questions.
    `answers` were given before the turn began, about calls that it takes up again."""

    def __init__(
        self,
        toolbox: Toolbox,
        permissions: Permissions,
        limits: Limits,
        files: Files | None,
        put: Callable[[TurnEvent], float],
        enter: Callable[[Phase], None],
        *,
        attended: bool = True,
        answers: Mapping[str, Approval] | None = None,
    ) -> None:
        self._toolbox = toolbox
        self._permissions = permissions
        self._limits = limits
        self._files = files
        self._put = put
        self._enter = enter
        self._attended = attended
        self._answers = dict(answers or {})
        self._asked: dict[str, _Asked] = {}
        self._questions: dict[str, asyncio.Future[str]] = {}
        self._numbers = itertools.count(1)  # of questions
        self._rounds: asyncio.Future[bool] | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._begun: set[str] = set()  # calls whose tool was started
        self._cancelled: set[str] = set()
        self._kept: frozenset[str] | None = None  # calls that were waiting when the turn was put aside
        self._places = asyncio.Semaphore(_SIDE_BY_SIDE)

    async def run(self, calls: Sequence[ToolCallPart]) -> None:
        """All calls of a response side by side; each result is reported as it comes."""
        self._enter(Phase.TOOL)
        self._begun.clear()
        self._cancelled.clear()
        first: dict[str, ToolCallPart] = {}
        for call in calls:
            first.setdefault(call.id, call)  # one result answers one id
        async with asyncio.TaskGroup() as group:
            for call in first.values():
                self._tasks[call.id] = group.create_task(self._settle(call), name=f"tool {call.name} {call.id}")
        self._tasks.clear()

    # --- what a person does -------------------------------------------------------------------------------------------

    def answer(self, call_id: str, approval: Approval) -> None:
        """About a call that was asked about; a late or unknown one is ignored. Raises ValueError for arguments that are
        no JSON object."""
        asked = self._asked.get(call_id)
        if asked is None or asked.answer.done():
            return
        check_arguments(asked.call, approval)
        asked.answer.set_result(approval)
        if approval.allowed:
            self._permissions.keep(approval, asked.tool, self._toolbox)
        for other in self._asked.values():  # what is allowed by now need not be asked
            if not other.answer.done() and self._permissions.allows(other.tool, other.call.arguments() or {}):
                other.answer.set_result(ALLOWED)

    def cancel(self, call_id: str) -> None:
        """Stop one call; the others go on. Harmless when it has ended."""
        task = self._tasks.get(call_id)
        if task is not None and not task.done() and call_id not in self._cancelled:
            self._cancelled.add(call_id)
            task.cancel()

    def answer_question(self, question_id: str, answer: str) -> None:
        """A late or unknown one is ignored."""
        waiting = self._questions.get(question_id)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)

    def answer_rounds(self, goes_on: bool) -> None:
        if self._rounds is not None and not self._rounds.done():
            self._rounds.set_result(goes_on)

    async def may_go_on(self, rounds: int) -> bool:
        """Ask whether the model may go on asking for tools; False where nobody can be asked."""
        if not self._attended:
            return False
        self._begun.clear()
        self._rounds = asyncio.get_running_loop().create_future()
        self._put(RoundsReached(rounds))
        self._enter(Phase.APPROVAL)
        try:
            goes_on = await self._rounds
        finally:
            self._rounds = None
        self._put(RoundsAnswered(goes_on))
        return goes_on

    # --- the end ------------------------------------------------------------------------------------------------------

    def put_aside(self, unanswered: Sequence[ToolCallPart]) -> bool:
        """The program ends. Whether calls wait for a person: they can be taken up again, and what was not begun with
        them."""
        if self._asked or self._rounds is not None:
            self._kept = frozenset(call.id for call in unanswered) - self._begun
        return bool(self._kept)

    def left(self, call: ToolCallPart) -> ToolResultPart:
        """The result of a call that the end of the turn left without one."""
        if self._kept is not None and call.id in self._kept:
            return waiting_result(call.id)
        words = "it had begun, and may have done something" if call.id in self._begun else "this call was not run"
        return ToolResultPart(call.id, f"Interrupted: {words}.", ToolStatus.INTERRUPTED)

    # --- one call -----------------------------------------------------------------------------------------------------

    async def _settle(self, call: ToolCallPart) -> None:
        """See one call through to its result."""
        began = time.monotonic()
        try:
            await self._attempt(call)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if call.id not in self._cancelled or task is None or task.uncancel() > 0:
                raise
            seconds = time.monotonic() - began if call.id in self._begun else 0.0
            text = "The user stopped this call before it was done."
            self._put(ToolFinished(call.id, ToolResultPart(call.id, text, ToolStatus.INTERRUPTED), seconds))

    async def _attempt(self, call: ToolCallPart) -> None:
        tool, running = self._toolbox.find(call.name), call
        decision, given = decide(call, self._toolbox, self._permissions.allows), self._answers.get(call.id)
        if decision is Decision.REFUSE and given is not None and not given.allowed:
            self._put(ToolFinished(call.id, denied_result(call, given), 0.0))
            return
        if tool is not None and (decision is Decision.ASK or (decision is Decision.RUN and given is not None)):
            approval = await self._ask_about(call, tool)
            if not approval.allowed:
                self._put(ToolFinished(call.id, denied_result(call, approval), 0.0))
                return
            if approval.arguments_text is not None:
                running = replace(call, arguments_text=approval.arguments_text)
        watched = WatchedCall(call.id, self._put, lambda *question: self._question(call.id, *question))
        async with self._places:
            self._begun.add(call.id)
            started = self._put(ToolStarted(call.id, call.name))
            result = await run_call(running, self._toolbox, self._limits, watched=watched, files=self._files)
        if running is not call:
            result = _told_of_change(result, running)
        self._put(ToolFinished(call.id, result, time.monotonic() - started))

    async def _ask_about(self, call: ToolCallPart, tool: Tool) -> Approval:
        asked = _Asked(call, tool, asyncio.get_running_loop().create_future())
        self._asked[call.id] = asked  # first: who hears of it may answer at once
        self._put(
            ToolApprovalRequested(
                call.id, call.name, call.arguments_text, tool.source, tool.place, tool.title, tool.read_only
            )
        )
        self._enter(Phase.APPROVAL)
        if call.id in self._answers:
            self.answer(call.id, self._answers.pop(call.id))
        try:
            approval = await asked.answer
        finally:
            del self._asked[call.id]
        if approval.arguments_text == call.arguments_text:
            approval = replace(approval, arguments_text=None)
        self._put(ToolApprovalResolved(call.id, approval.allowed, approval.words, approval.arguments_text))
        self._resume_phase()
        return approval

    async def _question(self, call_id: str, question: str, choices: Sequence[str], limit: Patience) -> str:
        if not self._attended:
            return await UnattendedCall(call_id).ask(question, choices)
        if not question.strip():
            raise ToolArgumentsError("The question is empty.")
        offered = tuple(str(choice)[:_LONGEST_QUESTION] for choice in choices[:_MOST_CHOICES])
        question_id = f"{call_id}/{next(self._numbers)}"
        self._questions[question_id] = waiting = asyncio.get_running_loop().create_future()
        limit.pause()
        self._put(QuestionAsked(question_id, call_id, question[:_LONGEST_QUESTION], offered))
        self._enter(Phase.APPROVAL)
        answer: str | None = None
        try:
            answer = await waiting
        finally:
            del self._questions[question_id]
            self._put(QuestionAnswered(question_id, answer))
            limit.go_on()
        self._resume_phase()
        return answer

    def _resume_phase(self) -> None:
        if not self._asked and not self._questions:
            self._enter(Phase.TOOL)


def check_arguments(call: ToolCallPart, approval: Approval) -> None:
    """Raises ValueError where a person's arguments are no JSON object."""
    if approval.arguments_text is not None:
        text = approval.arguments_text
        if not text.strip() or replace(call, arguments_text=text).arguments() is None:
            raise ValueError("The arguments must be a JSON object.")


def denied_result(call: ToolCallPart, approval: Approval) -> ToolResultPart:
    """The result of a call that a person refused."""
    words = approval.words.strip()
    said = f" The user says: {words}" if words else ""
    return ToolResultPart(call.id, f"The user did not allow this call.{said}", ToolStatus.DENIED)


def _told_of_change(result: ToolResultPart, ran: ToolCallPart) -> ToolResultPart:
    """The model must not take the result for that of the call as it wrote it."""
    note = f"[The user changed the arguments before this ran. It ran with: {ran.arguments_text}]"
    return replace(result, text=f"{note}\n{result.text}", ran_with=ran.arguments_text)
