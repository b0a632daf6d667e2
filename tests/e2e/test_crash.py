"""Hard endings: the program is killed, ended, started twice, given a disk that takes nothing. Nothing is lost."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.conversations.recorder import Recorder
from core.conversations.records import Conversation
from core.conversations.store import Store
from core.conversations.trouble import StoreUnreachable
from core.messages import Outcome
from core.session import Session, Target
from tests.crash.__main__ import run
from tests.crash.table import as_table, broken
from tests.crash.verdict import look_into
from tests.e2e.screen import wait_until
from tests.support import chat
from tests.support.answers import MODELS
from tests.support.playwright import Line, Playwright
from tests.support.script import Answer, Pause, Stall, Step, whole
from tests.support.server import Received, ServerThread

START_S = 40.0
_QUIT_EVENT = """
import sys, threading
from PySide6.QtCore import QCoreApplication, QEvent
from gui.__main__ import main

def log_out():
    sys.stdin.readline()
    QCoreApplication.postEvent(QCoreApplication.instance(), QEvent(QEvent.Type.Quit))

threading.Thread(target=log_out, daemon=True).start()
main(sys.argv[1:])
"""


class Says:
    """The same answer to every question; the list of models beside it."""

    def __init__(self, *steps: Step) -> None:
        self._answer = chat.stream(*steps)

    def __call__(self, received: Received) -> Answer:
        return whole(MODELS) if received.method == "GET" else self._answer


HALF = Says(*chat.text("half of ", "an answer"), Stall())


def words(count: int) -> Says:
    steps: list[Step] = []
    for number in range(count):
        steps += [*chat.text(f"{number} "), Pause(0.02)]
    return Says(*steps, *chat.end())


@contextmanager
def started(server: ServerThread, folder: Path, *code: str) -> Iterator[subprocess.Popen[str]]:
    """The program, its question asked; killed on the way out where it still runs."""
    target = ["--protocol", "openai-chat", "--base-url", f"{server.url}/v1", "--model", "m"]
    process = subprocess.Popen(
        [sys.executable, *(code or ("-m", "gui")), "--data-dir", str(folder), *target, "--prompt", "hello", "--send"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    asked = len(questions(server))
    try:
        wait_until(lambda: len(questions(server)) > asked, START_S, "the question has reached the server")
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def questions(server: ServerThread) -> list[Received]:
    return [request for request in server.requests if request.method == "POST"]


def log_of(folder: Path) -> str:
    path = folder / "logs" / "rivulet.log"
    return path.read_text("utf-8") if path.exists() else ""


def only(folder: Path) -> Conversation:
    """The one conversation that a start finds."""
    found = asyncio.run(look_into(folder))
    assert found.wrong == ()
    (conversation,) = found.conversations
    return conversation


def texts(conversation: Conversation) -> list[str]:
    return [message.text() for message in conversation.tree.path()]


@pytest.mark.time_limit(240)
def test_killed_at_random_moments_it_loses_nothing() -> None:
    verdicts = run(8, seed=20260101)
    assert len(verdicts) == 8
    assert not [each for each in verdicts if broken(each)], as_table(verdicts)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_stops_the_answer_and_keeps_it(number: signal.Signals, tmp_path: Path) -> None:
    with ServerThread(HALF) as server, started(server, tmp_path) as process:
        process.send_signal(number)
        assert process.communicate(timeout=20) == ("", "")
        assert process.returncode == 0
    kept = only(tmp_path)
    assert texts(kept)[0] == "hello"
    assert (kept.tree.path()[-1].outcome, kept.interrupted) == (Outcome.STOPPED, False)


def test_the_end_of_the_desktops_session_stops_the_answer_and_keeps_it(tmp_path: Path) -> None:
    with ServerThread(HALF) as server, started(server, tmp_path, "-c", _QUIT_EVENT) as process:
        assert process.communicate("now\n", timeout=20) == ("", "")
        assert process.returncode == 0
    assert only(tmp_path).tree.path()[-1].outcome is Outcome.STOPPED
    assert (tmp_path / "window.ini").exists()


def test_where_the_first_start_hangs_a_second_one_says_who_has_the_folder(tmp_path: Path) -> None:
    with ServerThread(words(150)) as server, started(server, tmp_path) as first:
        first.send_signal(signal.SIGSTOP)
        with started(server, tmp_path) as second:  # it answers, in memory
            assert f"Another Rivulet is using {tmp_path}" in log_of(tmp_path)
            second.terminate()
            assert second.wait(20) == 0
        first.send_signal(signal.SIGCONT)
        (tmp_path / "list.json").write_text('[{"role": "user", "content": "from elsewhere"}]', "utf-8")
        bring = [sys.executable, "-m", "core.data_cli", "--data-dir", str(tmp_path), "import"]
        said = subprocess.run([*bring, str(tmp_path / "list.json")], capture_output=True, text=True, check=False)
        assert (said.returncode, said.stdout) == (1, "")
        assert "Another Rivulet is using" in said.stderr
        wait_until(lambda: "outcome=finished" in log_of(tmp_path), START_S, "the first one's answer has ended")
        first.terminate()
        assert first.wait(20) == 0
    assert texts(only(tmp_path)) == ["hello", "".join(f"{number} " for number in range(150))]


def test_a_second_start_hands_its_prompt_to_the_first_and_ends(tmp_path: Path) -> None:
    with ServerThread(words(20)) as server, started(server, tmp_path) as first:
        target = ["--protocol", "openai-chat", "--base-url", f"{server.url}/v1", "--model", "m"]
        command = [sys.executable, "-m", "gui", "--data-dir", str(tmp_path), *target, "--prompt", "from the second"]
        environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        second = subprocess.run([*command, "--send"], capture_output=True, text=True, env=environ, check=False)
        assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
        wait_until(lambda: len(questions(server)) == 2, START_S, "the second question has reached the server")
        other = [sys.executable, "-m", "gui", "--data-dir", str(tmp_path), "--provider", "nobody", "--prompt", "stray"]
        third = subprocess.run([*other, "--send"], capture_output=True, text=True, env=environ, check=False)
        assert third.returncode == 0
        wait_until(lambda: log_of(tmp_path).count("outcome=finished") == 2, START_S, "both answers have ended")
        first.terminate()
        assert first.wait(20) == 0
        assert len(questions(server)) == 2  # nobody knows who was to answer the third
    found = asyncio.run(look_into(tmp_path))
    assert sorted(texts(each)[0] for each in found.conversations) == ["from the second", "hello"]


def test_a_disk_that_takes_nothing_for_a_while_loses_nothing(tmp_path: Path) -> None:
    with ServerThread(words(100)) as server, started(server, tmp_path) as process:
        before = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (16_384, before[1]))
        wait_until(lambda: "a commit failed" in log_of(tmp_path), START_S, "the store refuses")
        wait_until(lambda: "outcome=finished" in log_of(tmp_path), START_S, "the answer has ended all the same")
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, before)
        process.terminate()
        assert process.wait(20) == 0
    assert texts(only(tmp_path)) == ["hello", "".join(f"{number} " for number in range(100))]


def test_what_a_full_disk_did_not_take_until_the_end_is_in_a_file_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    with ServerThread(words(60)) as server, started(server, data) as process:
        before = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (16_384, before[1]))
        wait_until(lambda: "a commit failed" in log_of(data), START_S, "the store refuses")
        wait_until(lambda: "outcome=finished" in log_of(data), START_S, "the answer has ended all the same")
        process.terminate()
        _, said = process.communicate(timeout=20)
        assert process.returncode == 0
    (file,) = home.glob("rivulet-rescue-*.json")
    assert str(file) in said
    assert file.stat().st_mode & 0o077 == 0
    command = [sys.executable, "-m", "core.data_cli", "--data-dir", str(tmp_path / "elsewhere"), "import", str(file)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert texts(only(tmp_path / "elsewhere")) == ["hello", "".join(f"{number} " for number in range(60))]


async def test_a_folder_that_cannot_be_made_is_named_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnreachable, match=r"They stay in memory until Rivulet ends\. Correct the"):
        await Store.open(tmp_path / "file" / "data")


def test_in_a_folder_that_cannot_be_made_it_answers_and_ends_well(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with ServerThread(HALF) as server, started(server, tmp_path / "file" / "data") as process:
        process.terminate()
        assert process.wait(20) == 0


async def test_a_clock_that_is_set_back_by_years_loses_nothing(tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    times = iter([2_000_000_000.0, 1_000_000_000.0, 5.0, *range(4, -20, -1)])
    recorder = Recorder(clock=lambda: next(times))
    recorder.begin(store)
    session = Session("c")
    session.target = Target(Playwright(Line(["one"]), Line(["two"]), Line(["three"])), "m")
    recorder.follow(session)
    for question in ("first", "second", "third"):
        session.send(question)
        await session.wait_idle()
    assert await recorder.flush(5)
    recorder.close()
    await store.aclose()
    (kept,) = (await look_into(tmp_path)).conversations
    assert texts(kept) == ["first", "one", "second", "two", "third", "three"]
