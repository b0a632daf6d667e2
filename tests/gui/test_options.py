"""The command line: read before Qt is loaded, refused with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.providers.base import WireProtocol
from gui.__main__ import choose_input_method, display_complaint
from gui.options import Options, read_options

ROOT = Path(__file__).parents[2]


def test_nothing_given_means_nothing_chosen() -> None:
    assert read_options([]) == Options()


def test_everything_given(tmp_path: Path) -> None:
    words = f"--data-dir {tmp_path} --protocol openai-chat --base-url http://127.0.0.1:1/v1 --model m --api-key-env K"
    options = read_options([*words.split(), "--prompt", "Hello there", "--send"])
    assert options.data_dir == tmp_path
    assert options.protocol is WireProtocol.OPENAI_CHAT
    assert options.base_url == "http://127.0.0.1:1/v1"
    assert (options.model, options.api_key_env, options.prompt, options.send) == ("m", "K", "Hello there", True)


@pytest.mark.parametrize(
    "words",
    [
        "--send",
        "--base-url http://localhost/v1",
        "--provider demo --protocol openai-chat --base-url http://localhost/v1",
        "--protocol smoke-signals --base-url http://localhost",
        "--nonsense",
        "stray",
    ],
)
def test_what_makes_no_sense_is_refused_with_2(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        read_options(words.split())
    assert caught.value.code == 2
    assert "rivulet: error: " in capsys.readouterr().err


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_and_version_come_without_qt(argument: str) -> None:
    code = (
        "import sys\n"
        "from gui.__main__ import main\n"
        f"try:\n    main(['{argument}'])\n"
        "except SystemExit as end:\n"
        "    assert end.code == 0\n"
        "    assert not [name for name in sys.modules if name.startswith(('PySide6', 'qasync'))]\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "ivulet" in done.stdout


@pytest.mark.parametrize(
    ("environ", "platform", "may"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":4711"}, "linux", False),
        ({"DISPLAY": ":4711", "WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": "far.example:0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({"QT_QPA_PLATFORM": "xcb"}, "linux", False),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_without_a_display_there_is_a_sentence(environ: dict[str, str], platform: str, may: bool) -> None:
    assert (display_complaint(environ, platform) == "") is may


def test_the_process_says_so_and_ends_with_2() -> None:
    environ = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "-m", "gui"], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("rivulet: there is no display")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("asked", "got"), [("fcitx", "ibus"), ("fcitx5", "ibus"), ("ibus", "ibus"), ("", "")])
def test_fcitx_without_its_plugin_becomes_ibus(asked: str, got: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_IM_MODULE", asked)
    monkeypatch.delenv("QT_PLUGIN_PATH", raising=False)
    choose_input_method()
    assert os.environ["QT_IM_MODULE"] == got
