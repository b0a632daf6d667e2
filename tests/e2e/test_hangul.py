"""Korean as a person types it: a real input method, one Enter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import Launcher
from tests.e2e.hangul import HangulKeyboard
from tests.e2e.screen import Screen, wait_until
from tests.support.answers import Answers, saying
from tests.support.server import ServerThread


@pytest.fixture
def own_screen() -> Iterator[Screen]:
    with Screen() as opened:
        yield opened


def test_one_enter_commits_the_last_syllable_and_sends(own_screen: Screen, tmp_path: Path) -> None:
    with ServerThread(Answers(saying("네."))) as server, HangulKeyboard(own_screen) as keyboard:
        launcher = Launcher(own_screen, tmp_path / "data")
        rivulet = launcher(server.url)
        keyboard.switch_on()
        empty = own_screen.picture()
        own_screen.type("d")
        wait_until(lambda: own_screen.picture() != empty, 5, "the open syllable is shown in its place")
        own_screen.type("kssudgktpdy")  # 안녕하세요 on a Korean keyboard; its last syllable is still open
        own_screen.press("Return")
        assert rivulet.wait_turns()["outcome"] == "finished"
        [question] = [request for request in server.requests if request.method == "POST"]
        assert question.json()["messages"][-1] == {"role": "user", "content": "안녕하세요"}
        own_screen.type("dho")  # 왜: nothing of the first message came back
        own_screen.press("Return")
        rivulet.wait_turns(2)
        last = [request for request in server.requests if request.method == "POST"][-1]
        assert last.json()["messages"][-1] == {"role": "user", "content": "왜"}
        rivulet.quit()
