"""The transcript as a screen reader finds it: the real program, asked over AT-SPI."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import ANSWER_S, START_S, Rivulet
from tests.e2e.screen import Screen, wait_until
from tests.support import chat
from tests.support.answers import MODELS
from tests.support.atspi import Buses, Node, Reader, State, Unit
from tests.support.script import Answer, Stall, whole
from tests.support.server import Received, ServerThread

Open = Callable[..., "Seen"]


class Seen:
    """The program, and what is read of it."""

    def __init__(self, rivulet: Rivulet, reader: Reader) -> None:
        self.rivulet = rivulet
        self.reader = reader
        self.application = reader.application(rivulet.process.pid, START_S)

    def transcript(self) -> Node:
        found: list[Node] = []

        def there() -> bool:
            try:
                found[:] = [self.application.find("list", "Conversation")]
            except LookupError:
                return False
            return True

        wait_until(there, START_S, "the transcript")
        return found[0]

    def messages(self) -> list[Node]:
        return [node for node in self.transcript().children() if node.role == "list item"]

    def wait_announced(self, words: str) -> None:
        def said() -> bool:
            self.reader.listen()
            return any(words in announced for announced in self.reader.announced)

        wait_until(said, ANSWER_S, f"{words!r} is announced")

    def wait_focused(self, node: Node) -> None:
        def told() -> bool:
            self.reader.listen()
            return node.path in self.reader.focused

        wait_until(told, 10, f"the focus of {node.name!r} is told")


@pytest.fixture
def buses(screen: Screen) -> Iterator[Buses]:
    with Buses(screen.environ) as started:
        yield started


@pytest.fixture
def open_program(screen: Screen, buses: Buses, tmp_path: Path) -> Iterator[Open]:
    """Starts the program with these arguments, and a reader before it."""
    processes: list[subprocess.Popen[str]] = []
    with Reader(buses.environ) as reader:

        def start(*arguments: str) -> Seen:
            process = subprocess.Popen(
                [sys.executable, "-m", "gui", "--data-dir", str(tmp_path / "data"), *arguments],
                env={**buses.environ, "E2E_KEY": "sk-canary-0123456789abcdef"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            processes.append(process)
            screen.window_of(process.pid)
            return Seen(Rivulet(process, screen, tmp_path / "data"), reader)

        yield start
        for process in processes:
            if process.poll() is None:
                process.kill()
            process.communicate()


def demo(*more: str) -> tuple[str, ...]:
    return ("--provider", "demo", "--model", "tour", *more)


def test_messages_have_names_texts_and_places(open_program: Open) -> None:
    seen = open_program(*demo("--prompt", "한국어로 둘러보기 해 주세요 👋", "--send"))
    seen.rivulet.wait_turns()
    frame = seen.application.find("frame")
    assert "Rivulet" in frame.name
    question, answer = seen.messages()
    assert (question.name, question.role) == ("You", "list item")
    assert question.text == "한국어로 둘러보기 해 주세요 👋"
    assert question.text_at(1, Unit.WORD)[0].strip() == "한국어로"
    assert answer.name.startswith("tour · ")
    assert "Rivulet에 오신 것을 환영해요" in answer.text
    assert "async for piece in answer:" in answer.text
    at = answer.index("데모의 모델은")
    assert answer.text_at(at, Unit.SENTENCE)[0].startswith("데모의 모델은 모두 장면이고")
    assert State.FOCUSABLE in answer.states
    assert State.BUSY not in answer.states
    assert (question.place, answer.place) == (0, 1)
    assert answer.parent == seen.transcript()
    seen.rivulet.quit()


def test_letters_have_places_on_the_screen(open_program: Open) -> None:
    seen = open_program(*demo("--prompt", "Show me the tour", "--send"))
    seen.rivulet.wait_turns()
    answer = seen.messages()[1]
    at = answer.index("Scroll up")
    x, y, width, height = answer.letter(at)
    left, top, room, _ = seen.transcript().rect
    assert left < x < left + room
    assert y > top
    assert 0 < width < 40
    assert 8 < height < 60
    assert answer.offset_at(x + 1, y + height // 2) in (at, at + 1)
    assert seen.transcript().at(x, y).path == answer.path
    seen.rivulet.quit()


def test_what_can_be_pressed_is_pressed(open_program: Open) -> None:
    seen = open_program("--provider", "demo", "--model", "reasoning", "--prompt", "Think about it", "--send")
    seen.rivulet.wait_turns()
    answer = seen.messages()[1]
    fold = next(child for child in answer.children() if child.name.startswith("Thought"))
    assert fold.role in ("push button", "button")
    assert {"Action", "Component"} <= fold.interfaces
    assert State.COLLAPSED in fold.states
    fold.do("Press")
    assert State.EXPANDED in fold.states
    assert fold.grab_focus()
    wait_until(lambda: State.FOCUSED in fold.states, 5, "the fold has the focus")
    seen.wait_focused(fold)
    seen.rivulet.quit()


def test_the_keyboard_is_followed_from_message_to_message(open_program: Open) -> None:
    seen = open_program(*demo("--prompt", "Show me the tour", "--send"))
    seen.rivulet.wait_turns()
    question, answer = seen.messages()
    assert answer.grab_focus()
    seen.wait_focused(answer)
    assert State.FOCUSED in answer.states
    seen.rivulet.screen.press("ctrl+Up")
    seen.wait_focused(question)
    assert State.FOCUSED in question.states
    assert State.FOCUSED not in answer.states
    seen.rivulet.quit()


def test_sentences_are_announced_as_they_come(open_program: Open) -> None:
    words = chat.text("First it ", "rains. Then", " 해가 떠요. 그", "리고 ```", "\n\n```python\nx = 1\n```\n\nAt la")

    def answer(received: Received) -> Answer:
        return whole(MODELS) if received.method == "GET" else chat.stream(*words, Stall())

    with ServerThread(answer) as server:
        target = [
            "--protocol",
            "openai-chat",
            "--base-url",
            f"{server.url}/v1",
            "--model",
            "m",
            "--api-key-env",
            "E2E_KEY",
        ]
        seen = open_program(*target, "--prompt", "Weather?", "--send")
        seen.wait_announced("First it rains.")
        seen.wait_announced("Then 해가 떠요.")
        seen.wait_announced("Code, python, 1 line.")
        assert not seen.rivulet.turns()  # all that while the answer was on its way
        assert not any("At la" in said for said in seen.reader.announced)
        assert State.BUSY in seen.messages()[1].states
        seen.rivulet.screen.press("Escape")
        seen.wait_announced("At la")
        seen.wait_announced("Stopped")
        seen.rivulet.wait_turns()
        said = " ".join(seen.reader.announced)
        assert said.count("First it rains.") == said.count("Then 해가 떠요.") == 1
        seen.rivulet.quit()
