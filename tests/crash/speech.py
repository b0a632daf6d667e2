"""What the server says in each life, and its record of when each word had left."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from tests.crash.names import SLOW_TOOL
from tests.support import chat
from tests.support.answers import MODELS
from tests.support.script import Answer, At, Step, whole
from tests.support.server import Received


@dataclass(slots=True)
class Word:
    """A piece of text; `left` is when the server had given it to the system, None before."""

    text: str
    left: float | None = None


@dataclass(slots=True)
class Speech:
    """The answers to one question: so many words, a tool call after each of the first `calls` answers."""

    question: str
    length: int
    pace_s: float
    calls: int = 0
    call_s: float = 0.0
    words: list[Word] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)  # when each request had been read
    results: set[str] = field(default_factory=set)  # ids of calls whose results the server was told
    ended: float | None = None

    def answer(self, received: Received) -> Answer:
        """The answer to the next request."""
        turn = len(self.asked)
        messages = received.json()["messages"]
        self.results |= {each["tool_call_id"] for each in messages if each["role"] == "tool"}
        words = [Word(f"{turn}.{number} ") for number in range(self.length)]
        self.words += words
        self.asked.append(received.at)
        steps: list[Step] = []
        for number, word in enumerate(words):
            steps += [At(number * self.pace_s), *chat.text(word.text)]
        if turn < self.calls:
            arguments = json.dumps({"seconds": self.call_s})
            steps += [*chat.call(0, f"call-{turn}", SLOW_TOOL, arguments), *chat.end("tool_calls")]
        else:
            steps += chat.end()
        flow = _Flow(steps)
        flow.left = partial(self._left, words, len(steps) - 1 if turn == self.calls else -1)
        return Answer(flow)

    def _left(self, words: list[Word], last: int, step: int) -> None:
        if step % 2 and step // 2 < len(words):
            words[step // 2].left = time.monotonic()
        if step == last:
            self.ended = time.monotonic()

    @property
    def text(self) -> str:
        """All that was to be said so far."""
        return "".join(word.text for word in self.words)


class _Flow(tuple[Step, ...]):
    """The steps of an answer. `left(number)` is told when a step was given to the system: as soon as the one after it
    is asked for."""

    left: Callable[[int], None]

    def __iter__(self) -> Iterator[Step]:
        for number, step in enumerate(super().__iter__()):
            yield step
            self.left(number)


class Speaker:
    """The server's script: finds the speech by the question that was asked."""

    def __init__(self) -> None:
        self._speeches: dict[str, Speech] = {}

    def prepare(self, speech: Speech) -> None:
        self._speeches[speech.question] = speech

    def __call__(self, received: Received) -> Answer:
        if received.method == "GET":
            return whole(MODELS)
        questions = [each["content"] for each in received.json()["messages"] if each["role"] == "user"]
        return self._speeches[questions[-1]].answer(received)


def some_speech(kind: str, question: str, chance: random.Random) -> Speech:
    """A speech that suits a kind of moment."""
    if kind == "streaming":
        return Speech(question, 2000, chance.uniform(0.003, 0.02))
    if kind == "tool":
        return Speech(question, 10, 0.005, calls=8, call_s=chance.uniform(0.01, 0.3))
    return Speech(question, chance.randint(1, 30), 0.005)
