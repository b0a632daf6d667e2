"""The program as a person uses it: a real process under X, a real server, keyboard and mouse."""

from __future__ import annotations

import time

import pytest

from tests.e2e.conftest import ANSWER_S, Launcher, Rivulet
from tests.e2e.screen import wait_until
from tests.support import chat
from tests.support.addresses import Blackhole
from tests.support.answers import MODELS, Answers, saying
from tests.support.script import Answer, Pause, Stall, whole
from tests.support.server import Received, ServerThread

QUIT_S = 2.0  # the promise; a busy machine gets as much again
SLACK_S = 2.0
HALF = chat.stream(*chat.text("Half of ", "an answer"), Stall())


class Always:
    """The same answer to every question; the list of models beside it."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, received: Received) -> Answer:
        return whole(MODELS) if received.method == "GET" else self._answer


def asked(server: ServerThread) -> list[Received]:
    return [request for request in server.requests if request.method == "POST"]


def wait_asked(server: ServerThread, count: int = 1) -> None:
    wait_until(lambda: len(asked(server)) >= count, ANSWER_S, f"{count} questions have reached the server")


def wait_left(server: ServerThread) -> None:
    """Until the connection of every question is closed by the client."""
    wait_until(lambda: all(request.visit.closed is not None for request in asked(server)), 5, "the client has left")


def test_a_question_typed_and_answered(launch: Launcher) -> None:
    with ServerThread(Answers(saying("The answer ", "is 세계."))) as server:
        rivulet = launch(server.url)
        before = rivulet.screen.picture()
        rivulet.say("What is it?")
        assert rivulet.wait_turns()["outcome"] == "finished"
        [question] = asked(server)
        assert question.json()["messages"][-1] == {"role": "user", "content": "What is it?"}
        assert question.json()["stream"] is True
        wait_until(lambda: rivulet.screen.picture() != before, 5, "the screen shows something new")
        assert rivulet.quit() < QUIT_S + SLACK_S


def test_text_is_painted_while_it_arrives(launch: Launcher) -> None:
    words = [piece for number in range(40) for piece in (chat.text(f"word {number}\n\n")[0], Pause(0.1))]
    with ServerThread(Always(chat.stream(*words, *chat.end()))) as server:
        rivulet = launch(server.url)
        rivulet.say("Count.")
        wait_asked(server)
        time.sleep(1)
        pictures = set()
        for _ in range(10):
            pictures.add(hash(rivulet.screen.picture()))
            time.sleep(0.15)
        assert len(pictures) > 5
        assert not rivulet.turns()  # all that while the answer was on its way
        rivulet.quit()


@pytest.mark.parametrize("how", ["mouse", "esc"])
def test_stop_closes_the_connection(launch: Launcher, how: str) -> None:
    with ServerThread(Always(HALF)) as server:
        rivulet = launch(server.url)
        rivulet.screen.type("Stop me.")
        button = rivulet.button()
        rivulet.screen.press("Return")
        wait_asked(server)
        time.sleep(1)  # longer than a double click; the answer stands still by now
        _stop(rivulet, how, button)
        wait_left(server)
        turn = rivulet.wait_turns()
        assert turn["outcome"] == "stopped"
        assert float(turn["close_ms"]) < 100
        rivulet.say("And again.")  # the composer is ready
        wait_asked(server, 2)
        assert [message["role"] for message in asked(server)[1].json()["messages"]] == ["user", "assistant", "user"]
        rivulet.quit()


def _stop(rivulet: Rivulet, how: str, button: tuple[int, int]) -> None:
    if how == "mouse":
        rivulet.screen.click(button)
    else:
        rivulet.screen.press("Escape")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(before=(Stall(),)), id="waiting for headers"),
        pytest.param(chat.stream(Stall()), id="waiting for the first token"),
        pytest.param(chat.stream(chat.chunk({"reasoning_content": "Hmm"}), Stall()), id="thinking"),
        pytest.param(HALF, id="streaming"),
        pytest.param(chat.failure(429, headers=[("Retry-After", "50")]), id="retry wait"),
    ],
)
def test_quit_while_an_answer_runs(launch: Launcher, answer: Answer) -> None:
    with ServerThread(Always(answer)) as server:
        rivulet = launch(server.url)
        rivulet.say("Go on.")
        wait_asked(server)
        time.sleep(0.5)
        assert rivulet.quit() < QUIT_S + SLACK_S
        wait_left(server)
        assert rivulet.turns()[-1]["outcome"] == "stopped"


def test_quit_while_connecting(launch: Launcher) -> None:
    with Blackhole() as hole:
        rivulet = launch(hole.url)
        rivulet.say("Is anybody there?")
        wait_until(hole.is_tried, ANSWER_S, "it tries to connect")
        time.sleep(2)  # who is tried may have been asked for its models only
        assert rivulet.quit() < QUIT_S + SLACK_S
        assert rivulet.turns()[-1]["outcome"] == "stopped"


def test_quit_with_three_stalled_answers(launch: Launcher) -> None:
    with ServerThread(Always(HALF)) as server:
        rivulet = launch(server.url)
        for number in range(3):
            if number:
                rivulet.screen.press("ctrl+n")
            rivulet.say(f"Number {number}.")
            wait_asked(server, number + 1)
        assert rivulet.quit() < QUIT_S + SLACK_S
        wait_left(server)
        assert [turn["outcome"] for turn in rivulet.turns()] == ["stopped"] * 3


@pytest.mark.parametrize("keys", ["ctrl+q", "alt+F4"])
def test_quit_when_idle(launch: Launcher, keys: str) -> None:
    with ServerThread(Answers(saying("ok"))) as server:
        assert launch(server.url).quit(keys) < QUIT_S + SLACK_S


def test_an_error_leaves_the_program_alive(launch: Launcher) -> None:
    with ServerThread(Always(chat.failure(401, "no"))) as server:
        rivulet = launch(server.url)
        rivulet.say("First.")
        turn = rivulet.wait_turns()
        assert (turn["outcome"], turn["error"]) == ("failed", "auth")
        rivulet.say("Second.")
        rivulet.wait_turns(2)
        rivulet.quit()
        assert "sk-canary" not in rivulet.log
