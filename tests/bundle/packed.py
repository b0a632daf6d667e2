"""The packed app under test: its programs as processes, and what lies in its folder."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.screen import wait_until

ANSWER_S = 60.0
_STRANGE = ("QT_QPA_PLATFORM", "QT_PLUGIN_PATH", "PYTHONPATH", "RIVULET_DATA_DIR", "RIVULET_LOG", "VIRTUAL_ENV")


@dataclass(frozen=True, slots=True)
class Packed:
    """`folder` holds the programs."""

    folder: Path

    def run(self, program: str, *arguments: str, environ: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Exit code, standard output and standard error of a program."""
        done = subprocess.run(
            [str(self.folder / program), *arguments],
            env=environ or clean(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    def start(self, *arguments: str, environ: dict[str, str]) -> subprocess.Popen[str]:
        """The program with the window."""
        return subprocess.Popen(
            [str(self.folder / "rivulet"), *arguments],
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def files(self) -> dict[str, tuple[int, int]]:
        """Every file with its size and the time it was written."""
        paths = [path for path in self.folder.rglob("*") if not path.is_dir()]
        return {str(path): (path.lstat().st_size, path.lstat().st_mtime_ns) for path in paths}

    def has(self, place: str) -> bool:
        """Whether the app has this file, code as byte code."""
        path = self.folder / "_internal" / place
        return path.exists() or (place.endswith(".py") and path.with_suffix(".pyc").exists())


def clean() -> dict[str, str]:
    """An environment like that of a desktop."""
    return {name: value for name, value in os.environ.items() if name not in _STRANGE}


def turns(data: Path) -> list[str]:
    """How the turns ended that the log of a data folder tells of."""
    log = data / "logs" / "rivulet.log"
    text = log.read_text("utf-8") if log.exists() else ""
    return re.findall(r"INFO core\.session: turn \S+ .*?outcome=(\w+)", text)


def wait_turns(data: Path, count: int) -> str:
    """Until so many turns have ended; how the last one did."""
    wait_until(lambda: len(turns(data)) >= count, ANSWER_S, f"{count} turns have ended below {data}")
    return turns(data)[-1]


def ask_served(program: str, environ: dict[str, str]) -> str:
    """Start `rivulet-serve`, have the demo answer through it, and end it as Ctrl-C does; the answer's content type."""
    process = subprocess.Popen(
        [program, "--provider", "demo", "--model", "refusal", "--port", "0"],
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        told = re.search(r"OPENAI_BASE_URL=(\S+) OPENAI_API_KEY=(\S+)", lines[1])
        assert told is not None, (lines, process.stderr)
        body = json.dumps({"model": "refusal", "messages": [{"role": "user", "content": "Hi"}], "stream": True})
        headers = {"authorization": f"Bearer {told[2]}", "content-type": "application/json"}
        request = urllib.request.Request(f"{told[1]}/chat/completions", body.encode(), headers)
        with urllib.request.urlopen(request, timeout=ANSWER_S) as answer:
            assert answer.read().rstrip().endswith(b"data: [DONE]")
            kind: str = answer.headers["content-type"]
        process.send_signal(signal.SIGINT)
        assert (process.communicate(timeout=30)[1], process.returncode) == ("", 0)
    finally:
        process.kill()
        process.communicate()
    return kind
