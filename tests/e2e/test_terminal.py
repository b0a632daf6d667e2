"""`rivulet-ask` on a terminal: the chat without a prompt, and text that cannot lie."""

from __future__ import annotations

import contextlib
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.screen import wait_until
from tests.support import chat
from tests.support.answers import Answers, saying
from tests.support.script import Stall
from tests.support.server import ServerThread


def _heed_ctrl_c() -> None:
    """A shell that starts something in the background has it ignore SIGINT, and so does all that this starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """`rivulet-ask` with a terminal of its own."""

    def __init__(self, url: str, folder: Path, *arguments: str) -> None:
        self._controller, inside = pty.openpty()
        target = ["--protocol", "openai-chat", "--base-url", f"{url}/v1", "--model", "m"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "core.cli", *target, *arguments],
            env={**os.environ, "RIVULET_DATA_DIR": str(folder), "TERM": "xterm"},
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
            preexec_fn=_heed_ctrl_c,
        )
        os.close(inside)
        os.set_blocking(self._controller, False)
        self.shown = ""

    def type(self, text: str) -> None:
        os.write(self._controller, text.encode())

    def wait_for(self, text: str) -> None:
        """Until the terminal has shown `text`, after what was waited for before."""
        wait_until(lambda: text in self._read(), 20, f"{text!r} in {self.shown!r}")
        self.shown = self.shown.partition(text)[2]

    def ended(self) -> int:
        wait_until(lambda: self._read() is not None and self.process.poll() is not None, 20, "the chat ends")
        return self.process.returncode

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._controller)

    def _read(self) -> str:
        with contextlib.suppress(OSError):  # nothing yet, or the other side is closed
            while data := os.read(self._controller, 65536):
                self.shown += data.decode("utf-8", "replace")
        return self.shown


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def open_terminal(url: str, *arguments: str) -> Terminal:
        opened.append(Terminal(url, tmp_path, *arguments))
        return opened[-1]

    yield open_terminal
    for each in opened:
        each.close()


@pytest.mark.parametrize("goodbye", ["exit\n", "\x04"], ids=["exit", "ctrl-d"])
def test_a_chat_remembers_and_ends(terminal: Callable[..., Terminal], goodbye: str) -> None:
    with ServerThread(Answers(saying("First answer."), saying("Second answer."))) as server:
        chatting = terminal(server.url)
        chatting.wait_for("›")
        chatting.type("one\n")
        chatting.wait_for("First answer.")
        chatting.wait_for("›")
        chatting.type("two\n")
        chatting.wait_for("Second answer.")
        chatting.wait_for("›")
        chatting.type(goodbye)
        assert chatting.ended() == 0
        words = [message["content"] for message in server.requests[1].json()["messages"]]
    assert words == ["one", "First answer.", "two"]


def test_ctrl_c_stops_the_answer_and_not_the_chat(terminal: Callable[..., Terminal]) -> None:
    with ServerThread([chat.stream(*chat.text("Half of it"), Stall()), chat.answer("All of it.")]) as server:
        chatting = terminal(server.url)
        chatting.wait_for("›")
        chatting.type("one\n")
        chatting.wait_for("Half of it")
        os.killpg(chatting.process.pid, signal.SIGINT)
        chatting.wait_for("stopped")
        chatting.wait_for("›")
        chatting.type("two\n")
        chatting.wait_for("All of it.")
        chatting.wait_for("›")
        os.killpg(chatting.process.pid, signal.SIGINT)
        assert chatting.ended() == 130


def test_a_failure_does_not_end_the_chat(terminal: Callable[..., Terminal]) -> None:
    with ServerThread([chat.failure(400), chat.answer("Fine now.")]) as server:
        chatting = terminal(server.url)
        chatting.wait_for("›")
        chatting.type("one\n")
        chatting.wait_for("HTTP 400")
        chatting.wait_for("›")
        chatting.type("two\n")
        chatting.wait_for("Fine now.")


def test_control_characters_are_shown_and_not_obeyed(terminal: Callable[..., Terminal]) -> None:
    with ServerThread(Answers(saying("safe \x1b]0;evil\x07\x1b[2J \u202etxt.exe"))) as server:
        asking = terminal(server.url, "hello")
        assert asking.ended() == 0
    assert "⟨U+001B⟩]0;evil⟨U+0007⟩" in asking.shown
    assert "\x1b" not in asking.shown
    assert "\u202e" not in asking.shown
