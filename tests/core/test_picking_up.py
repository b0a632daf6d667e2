"""Answers that their server writes in the background: read on after a break, a restart, a kill; ended by Stop."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.accumulator import Accumulator
from core.codec import from_json, to_json
from core.conversations.records import was_interrupted
from core.conversations.recovery import arrived
from core.conversations.tree import Tree
from core.errors import ErrorKind
from core.events import BookmarkSet, Notice, RetryScheduled, Stamped
from core.limits import Limits, Timeouts
from core.messages import FinishReason, Message, Outcome, Role, ToolResultPart
from core.providers.base import ProviderSpec, WireProtocol
from core.providers.openai_responses import OpenAIResponses
from core.session import Session, SessionEvent, Target
from core.tools.base import Toolbox
from core.tools.registry import BUILTIN
from core.wire.client import build_client
from tests.support import background
from tests.support.background import Background, Event, call, reasoning, response, text
from tests.support.chat import check_laws
from tests.support.script import whole
from tests.support.server import Server

LONG = response(reasoning("Let me ", "think."), text("One ", "two ", "three ", "four.", index=1))
PARAMETERS = {"background": True}
AT_ONCE = Limits(max_retries=2)
NEVER_AGAIN = Limits(max_retries=0)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.retry._FIRST_S", 0.001)


class Talk:
    def __init__(self, session: Session, server: Server, log: list[SessionEvent]) -> None:
        self.session = session
        self.server = server
        self.log = log

    @property
    def events(self) -> list[Any]:
        return [event.event for event in self.log if isinstance(event, Stamped)]

    @property
    def answer(self) -> Message:
        return self.session.messages[-1]

    def said(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    async def ask(self, words: str = "Count") -> Message:
        self.session.send(words)
        await self.session.wait_idle()
        return self.answer

    async def until_it_speaks(self) -> None:
        self.session.send("Count")
        while self.answer.role is Role.USER or not self.answer.text():
            await asyncio.sleep(0.002)
            assert self.session.live


@asynccontextmanager
async def talking(script: Background, *, limits: Limits = AT_ONCE) -> AsyncIterator[Talk]:
    async with Server(script) as server:
        spec = ProviderSpec("test", "Test", WireProtocol.OPENAI_RESPONSES, f"{server.url}/v1")
        provider = OpenAIResponses(spec, "key", build_client())
        session = Session(limits=limits, attended=False)
        session.target, session.parameters = Target(provider, "m"), PARAMETERS
        talk = Talk(session, server, [])
        session.subscribe(talk.log.append)
        try:
            yield talk
        finally:
            await session.aclose()
            await provider.aclose()
    stamped = [event for event in talk.log if isinstance(event, Stamped)]
    starts = [place for place, event in enumerate(stamped) if event.seq == 0] + [len(stamped)]
    for first, stop in itertools.pairwise(starts):
        fold = Accumulator()
        for event in stamped[first:stop]:
            fold.feed(event)
        check_laws(stamped[first:stop], fold.messages)


async def plain(events: list[Event]) -> tuple[Any, ...]:
    """The parts of an answer that nothing happened to."""
    async with talking(Background([events])) as talk:
        return parts_of(await talk.ask())


def parts_of(message: Message) -> tuple[Any, ...]:
    return tuple({**to_json(part), "seconds": None} for part in message.parts)


async def test_nothing_changes_on_the_wire_without_the_parameter() -> None:
    async with talking(Background([LONG])) as talk:
        talk.session.parameters = {}
        answer = await talk.ask()
        assert set(talk.server.requests[0].json()) == {"model", "input", "stream"}
        assert answer.bookmark is None
        assert not talk.said(BookmarkSet)


async def test_with_the_parameter_the_server_is_asked_to_keep_the_answer() -> None:
    async with talking(Background([LONG])) as talk:
        answer = await talk.ask()
        asked = talk.server.requests[0].json()
        assert (asked["background"], asked["store"], asked["stream"]) == (True, True, True)
        assert answer.outcome is Outcome.FINISHED
        assert answer.bookmark is None
        assert talk.said(BookmarkSet)[0].bookmark.response == background.ID


async def test_an_answer_in_one_piece_is_never_asked_for_in_the_background() -> None:
    async with talking(Background([LONG])) as talk:
        talk.session.stream = False
        assert (await talk.ask()).text() == "One two three four."
        assert not {"background", "store"} & set(talk.server.requests[0].json())


@pytest.mark.parametrize("cut", range(1, len(LONG)))
async def test_a_break_anywhere_is_mended_from_the_very_next_event(cut: int) -> None:
    script = Background([LONG], breaks=[cut, None])
    async with talking(script) as talk:
        answer = await talk.ask()
        assert parts_of(answer) == await plain(LONG)
        assert answer.outcome is Outcome.FINISHED
        assert script.begun == 1
        assert script.fetched == [cut - 1]
        assert len(talk.said(RetryScheduled)) == 1
        assert [notice.text.partition(";")[0] for notice in talk.said(Notice)] == [
            "The server has gone on with this answer"
        ]


async def test_a_break_inside_the_arguments_of_a_call_is_mended_and_the_call_runs() -> None:
    asks = response(call("calculate", '{"expre', 'ssion": "6', ' * 7"}'))
    says = response(text("42"), response_id="resp_2")
    for cut in range(2, len(asks)):
        script = Background([asks, says], breaks=[cut, None])
        async with talking(script) as talk:
            talk.session.toolbox = Toolbox(BUILTIN.values())
            await talk.ask("How much?")
            asked, result, said = talk.session.messages[1:]
            assert asked.tool_calls()[0].arguments() == {"expression": "6 * 7"}
            assert isinstance(result.parts[0], ToolResultPart)
            assert "42" in result.parts[0].text
            assert said.text() == "42"
            assert script.fetched == [cut - 1]


async def test_as_many_breaks_as_there_are_events_are_mended() -> None:
    script = Background([LONG], breaks=[3, 1, 1, 1, 1, 1, 1, 1, 1, 1, None])
    async with talking(script) as talk:
        answer = await talk.ask()
        assert parts_of(answer) == await plain(LONG)
        assert script.begun == 1


async def test_a_server_that_is_silent_is_read_on_from_elsewhere() -> None:
    script = Background([LONG], breaks=[6, None], stalls=True)
    async with talking(script, limits=Limits(timeouts=Timeouts(idle=0.2))) as talk:
        assert parts_of(await talk.ask()) == await plain(LONG)
        assert len(script.fetched) == 1


async def test_a_broken_answer_that_was_not_mended_is_continued_by_its_id() -> None:
    script = Background([LONG], breaks=[8, None])
    async with talking(script, limits=NEVER_AGAIN) as talk:
        broken = await talk.ask()
        assert broken.error is not None
        assert broken.error.kind is ErrorKind.TRUNCATED
        assert broken.bookmark is not None
        talk.session.continue_answer()
        await talk.session.wait_idle()
        assert parts_of(talk.answer) == await plain(LONG)
        assert [message.role for message in talk.session.messages] == [Role.USER, Role.ASSISTANT]
        assert len(talk.session.tree) == 2
        assert script.fetched == [7]


@settings(max_examples=25)
@given(st.integers(2, len(LONG) - 1), st.integers(0, 30))
async def test_after_a_kill_anywhere_nothing_is_lost_and_nothing_comes_twice(cut: int, unwritten: int) -> None:
    """The journal lacks its last events, as when the program was killed before it wrote them."""
    await _killed(LONG, cut, unwritten)


CALLS = response(text("Well. "), call("a", '{"x": ', '"yes"}', index=1), call("b", '{"y"', ": 2}", index=2))


@settings(max_examples=25)
@given(st.integers(2, len(CALLS) - 1), st.integers(0, 30))
async def test_after_a_kill_between_calls_they_are_as_they_were_meant(cut: int, unwritten: int) -> None:
    await _killed(CALLS, cut, unwritten)


async def _killed(events: list[Event], cut: int, unwritten: int) -> None:
    script = Background([events], breaks=[cut, None])
    async with talking(script, limits=NEVER_AGAIN) as talk:
        await talk.ask()
        journal = [event for event in talk.log if isinstance(event, Stamped)]
        kept = journal[: max(5, len(journal) - unwritten)]
        question = talk.session.messages[0]
        found = arrived("t", (from_json(to_json(event), Stamped) for event in kept))
        assert was_interrupted(found[0])
        tree = Tree()
        tree.add(None, question)
        for above, message in zip((question, *found), found, strict=False):
            tree.add(above.id, from_json(json.loads(json.dumps(to_json(message))), Message))
        again = Session(tree=tree)
        again.target, again.parameters = talk.session.target, PARAMETERS
        again.continue_answer()
        await again.wait_idle()
        assert parts_of(again.messages[1]) == await plain(events)
        assert again.messages[1].outcome is Outcome.FINISHED
        assert len(again.tree) == (2 if len(again.messages) == 2 else 3)
        assert script.begun == 1


async def test_an_id_that_the_server_has_forgotten_is_told_and_plain_continue_goes_on() -> None:
    script = Background([LONG, response(text("five"), response_id="resp_2")], breaks=[10, None], forgets=True)
    async with talking(script) as talk:
        answer = await talk.ask()
        assert answer.text().startswith("One ")
        assert answer.bookmark is None
        assert answer.error is not None
        assert answer.error.message == "Test does not have the rest of this answer (any more)."
        talk.session.continue_answer()
        await talk.session.wait_idle()
        assert talk.answer.text() == "five"
        assert talk.answer.continues == answer.id
        assert script.begun == 2


async def test_a_server_that_takes_no_such_parameter_answers_as_ever() -> None:
    script = Background([response(text("Hi"), background=False)], refuses=True)
    async with talking(script) as talk:
        answer = await talk.ask()
        assert answer.text() == "Hi"
        assert "store" not in talk.server.requests[1].json()
        assert [notice.text for notice in talk.said(Notice)] == [
            "m does not take the parameter “background”; the request was sent again without it."
        ]
        assert not talk.said(BookmarkSet)


async def test_a_server_that_ignores_the_parameter_is_not_asked_for_the_rest() -> None:
    script = Background([response(text("One ", "two"), background=False)], breaks=[4])
    async with talking(script) as talk:
        answer = await talk.ask()
        assert answer.outcome is Outcome.FAILED
        assert answer.bookmark is None
        assert script.fetched == []


async def test_a_break_before_the_first_word_is_no_second_answer() -> None:
    script = Background([LONG], breaks=[1, None])
    async with talking(script) as talk:
        assert (await talk.ask()).outcome is Outcome.FINISHED
        assert script.begun == 1


async def test_an_id_forgotten_before_the_first_word_is_asked_anew() -> None:
    script = Background([LONG, LONG], breaks=[2, None], forgets=True)
    async with talking(script) as talk:
        assert (await talk.ask()).text() == "One two three four."
        assert script.begun == 2


async def test_a_server_that_gives_the_rest_in_one_piece_is_understood() -> None:
    script = Background([LONG], breaks=[7], whole=True)
    async with talking(script) as talk:
        assert parts_of(await talk.ask()) == await plain(LONG)


async def test_events_without_numbers_are_read_again_and_known_ones_left_out() -> None:
    bare = [{name: value for name, value in event.items() if name != "sequence_number"} for event in LONG]
    script = Background([bare], breaks=[8, None])
    async with talking(script) as talk:
        assert parts_of(await talk.ask()) == await plain(LONG)
        assert script.fetched == [None]


async def test_stop_closes_the_connection_and_ends_the_answer_at_its_server() -> None:
    script = Background([LONG], breaks=[10], stalls=True)
    async with talking(script) as talk:
        await talk.until_it_speaks()
        talk.session.stop()
        await talk.session.wait_idle()
        assert talk.server.visits[0].by_client
        assert script.cancelled == [background.ID]
        assert talk.answer.outcome is Outcome.STOPPED
        assert talk.answer.bookmark is None
        assert talk.said(Notice)[-1].text == (
            "This answer was written in the background; its server was told to stop, and has agreed."
        )
        close, total = talk.answer.timing.close_ms, talk.answer.timing.total_ms  # type: ignore[union-attr]
        assert close is not None
        assert total is not None


async def test_a_server_that_does_not_agree_to_stop_is_told() -> None:
    class Deaf(Background):
        def __call__(self, received: Any) -> Any:
            if received.path.endswith("/cancel"):
                return whole(b"{}", status=500)
            return Background.__call__(self, received)

    async with talking(Deaf([LONG], breaks=[10], stalls=True)) as talk:
        await talk.until_it_speaks()
        talk.session.stop()
        await talk.session.wait_idle()
        assert talk.said(Notice)[-1].text.endswith("did not agree to stop and may go on.")


async def test_the_end_of_the_program_leaves_the_answer_to_its_server() -> None:
    script = Background([LONG], breaks=[10, None], stalls=True)
    async with talking(script) as talk:
        await talk.until_it_speaks()
        await talk.session.aclose()
        assert script.cancelled == []
        assert was_interrupted(talk.answer)
        assert talk.answer.bookmark is not None
        talk.session.continue_answer()
        await talk.session.wait_idle()
        assert parts_of(talk.answer) == await plain(LONG)


@pytest.mark.parametrize("for_good", [False, True])
async def test_stop_and_the_end_of_a_conversation_count_when_a_program_ends(for_good: bool) -> None:
    script = Background([LONG], breaks=[10], stalls=True)
    async with talking(script) as talk:
        await talk.until_it_speaks()
        if not for_good:
            talk.session.stop()
        await talk.session.aclose(for_good=for_good)
        assert script.cancelled == [background.ID]
        assert talk.answer.outcome is Outcome.STOPPED


async def test_the_rest_is_not_fetched_from_another_server() -> None:
    script = Background([LONG, response(text("anew"), response_id="resp_2")], breaks=[8, None])
    async with talking(script, limits=NEVER_AGAIN) as talk:
        broken = await talk.ask()
        assert broken.bookmark is not None
        moved = replace(broken, bookmark=replace(broken.bookmark, address="https://elsewhere.test/v1"))
        talk.session.tree.replace(moved)
        talk.session.continue_answer()
        await talk.session.wait_idle()
        assert script.fetched == []
        assert talk.answer.text() == "anew"


async def test_a_response_that_failed_is_not_fetched_again() -> None:
    failed = [*LONG[:8], {"type": "response.failed", "response": {"status": "failed", "error": {"message": "broke"}}}]
    script = Background([failed])
    async with talking(script) as talk:
        answer = await talk.ask()
        assert answer.outcome is Outcome.FAILED
        assert answer.bookmark is None
        assert script.fetched == []


async def test_think_tags_that_were_cut_are_told_apart_all_the_same() -> None:
    tagged = response(text("<thi", "nk>Hm", ".</th", "ink>\n\nYes", "."))
    for cut in range(2, len(tagged)):
        script = Background([tagged], breaks=[cut, None])
        async with talking(script) as talk:
            answer = await talk.ask()
            assert answer.text() == "Yes."


async def test_the_words_that_a_finish_leaves_are_those_of_the_server() -> None:
    script = Background([LONG], breaks=[9, None])
    async with talking(script) as talk:
        answer = await talk.ask()
        assert (answer.finish_reason, answer.raw_finish_reason) == (FinishReason.STOP, "completed")
        assert answer.usage is not None
        assert answer.usage.output_tokens == 5
