"""Logs: in a file, masked, and silent on the terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.logs import SecretMask, start_logging, stop_logging


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leaves the root logger as it was."""
    monkeypatch.delenv("RIVULET_LOG", raising=False)
    root, last = logging.getLogger(), logging.lastResort
    level = root.level
    yield
    stop_logging()
    logging.captureWarnings(False)
    logging.lastResort = last
    root.setLevel(level)
    for name in ("core", "gui"):
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.mark.allow_log("refused")
@pytest.mark.usefixtures("quiet")
def test_ours_is_written_masked_and_the_terminal_stays_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mask = SecretMask()
    mask.add("canary-4711-key")
    start_logging(tmp_path / "logs", mask)
    logging.getLogger("core.session").info("turn t-1 outcome=stopped close_ms=%.2f", 0.42)
    logging.getLogger("core.x").error("refused canary-4711-key")
    logging.getLogger("httpx2").info("HTTP Request: POST")
    stop_logging()
    text = (tmp_path / "logs" / "rivulet.log").read_text(encoding="utf-8")
    assert "turn t-1 outcome=stopped close_ms=0.42" in text
    assert "canary" not in text
    assert "HTTP Request" not in text
    assert capsys.readouterr().err == ""


@pytest.mark.allow_log("failed")
@pytest.mark.usefixtures("quiet")
def test_a_traceback_is_masked_too(tmp_path: Path) -> None:
    mask = SecretMask()
    mask.add("canary-4711-key")
    start_logging(tmp_path, mask)
    try:
        raise ValueError("bad key canary-4711-key")
    except ValueError:
        logging.getLogger("core").exception("failed")
    stop_logging()
    text = (tmp_path / "rivulet.log").read_text(encoding="utf-8")
    assert "Traceback" in text
    assert "canary" not in text


@pytest.mark.usefixtures("quiet")
def test_debug_speaks_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RIVULET_LOG", "debug")
    start_logging(tmp_path, SecretMask())
    logging.getLogger("core.turn").debug("a detail")
    stop_logging()
    assert "a detail" in capsys.readouterr().err


@pytest.mark.allow_log("no place")
@pytest.mark.usefixtures("quiet")
def test_a_folder_that_cannot_be_made_costs_only_the_log(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    start_logging(blocked / "logs", SecretMask())
    logging.getLogger("core").error("no place")


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Authorization: Bearer abcdef1234567890", "abcdef1234567890"),
        ("{'x-api-key': 'short1'}", "short1"),
        ("api_key=zzz999", "zzz999"),
        ("the key sk-ant-api03-AbC_def was refused", "sk-ant-api03-AbC_def"),
        ("key AIzaSyA1234567890abcdefghijk", "AIzaSyA1234567890abcdefghijk"),
        ("https://me:hunter2@example.com/v1", "hunter2"),
    ],
)
def test_what_looks_like_a_key_is_masked(text: str, secret: str) -> None:
    assert secret not in SecretMask()(text)


def test_ordinary_text_is_left_alone() -> None:
    text = "turn t-1a2b outcome=finished first_token_ms=12.30 at https://example.com/v1/chat"
    assert SecretMask()(text) == text


@pytest.mark.usefixtures("quiet")
def test_a_full_file_makes_room_and_three_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.logs._LARGEST", 300)
    start_logging(tmp_path, SecretMask())
    for number in range(40):
        logging.getLogger("core").info("line %d of many that fill a file", number)
    stop_logging()
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["rivulet.log", *(f"rivulet.log.{number}" for number in (1, 2, 3))]
    lines = [line for file in reversed(files) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [int(line.split()[5]) for line in lines] == list(range(40 - len(lines), 40))
    assert len(lines) > 10
