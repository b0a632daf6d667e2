"""`rivulet-ask` as a process, against a loopback server: what scripts rely on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.demo.script import ScriptedCall
from core.messages import FinishReason
from core.providers.base import WireProtocol
from tests.support import chat
from tests.support.addresses import Blackhole, refused_url
from tests.support.answers import Answers, saying
from tests.support.script import Stall, whole
from tests.support.server import Script, ServerThread

PROTOCOLS = [str(protocol) for protocol in WireProtocol]
KEY = "sk-canary-0123456789abcdef"
PIECES = ("Hello, ", "세계 ", "🌊", ".")
TEXT = "".join(PIECES)
FIELDS = [
    *("type", "text", "reasoning", "refusal", "tool_calls", "finish_reason", "raw_finish_reason"),
    *("usage", "timing", "outcome", "notices", "error"),
]


class Ask:
    """Runs `rivulet-ask` against a server, with a data folder and a key of its own."""

    def __init__(self, folder: Path) -> None:
        self.environ = {**os.environ, "RIVULET_DATA_DIR": str(folder), "E2E_KEY": KEY}

    def command(self, url: str, *arguments: str, protocol: str = "openai-chat") -> list[str]:
        base = url if protocol == "anthropic-messages" else f"{url}/v1"
        target = ["--protocol", protocol, "--base-url", base, "--model", "m", "--api-key-env", "E2E_KEY"]
        return [sys.executable, "-m", "core.cli", *target, *arguments]

    def run(
        self, url: str, *arguments: str, protocol: str = "openai-chat", **more: Any
    ) -> subprocess.CompletedProcess[str]:
        command = self.command(url, *arguments, protocol=protocol)
        given = {"stdin": subprocess.DEVNULL} | more
        return subprocess.run(
            command,
            env=self.environ,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=50,
            check=False,
            **given,
        )

    def start(self, url: str, *arguments: str, **more: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(url, *arguments, **more),
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    yield Ask(tmp_path)
    written = [path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]
    assert written == []  # a key is never on disk


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def result(out: str) -> dict[str, Any]:
    last = lines(out)[-1]
    assert list(last) == FIELDS
    return last


# --- answers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("form", ["stream", "whole"])
def test_text_goes_to_standard_output(ask: Ask, protocol: str, form: str) -> None:
    with ServerThread(Answers(saying(*PIECES))) as server:
        extra = ["--no-stream"] if form == "whole" else []
        done = ask.run(server.url, *extra, "hello", protocol=protocol)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{TEXT}\n", "")
        assert bool(server.requests[0].json().get("stream")) is (form == "stream")


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("form", ["stream", "whole"])
def test_json_is_one_event_a_line_and_a_result(ask: Ask, protocol: str, form: str) -> None:
    with ServerThread(Answers(saying(*PIECES))) as server:
        extra = ["--no-stream"] if form == "whole" else []
        done = ask.run(server.url, *extra, "--json", "hello", protocol=protocol)
    assert (done.returncode, done.stderr) == (0, "")
    *events, last = lines(done.stdout)
    assert [event["seq"] for event in events] == list(range(len(events)))
    assert [events[0]["type"], events[-1]["type"]] == ["turn_started", "turn_finished"]
    assert "".join(event["text"] for event in events if event["type"] == "part_delta") == TEXT
    assert list(last) == FIELDS
    assert (last["text"], last["finish_reason"], last["outcome"], last["error"]) == (TEXT, "stop", "finished", None)
    assert list(last["timing"]) == ["first_byte_ms", "first_token_ms", "last_token_ms", "total_ms"]
    assert last["timing"]["first_byte_ms"] <= last["timing"]["first_token_ms"] <= last["timing"]["total_ms"]
    assert list(last["usage"]) == ["input_tokens", "output_tokens", "reasoning_tokens", "cached_tokens"]


def test_line_ends_of_unicode_do_not_cut_a_line(ask: Ask) -> None:
    odd = "a\u2028b\u2029c\x85d\x1ee"
    with ServerThread(Answers(saying(odd))) as server:
        done = ask.run(server.url, "--json", "hello")
    assert result(done.stdout)["text"] == odd


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_tool_really_runs(ask: Ask, protocol: str) -> None:
    calls = tuple(ScriptedCall(f"call_{n}", "get_current_time", {"timezone": zone}) for n, zone in enumerate(ZONES))
    first = saying(calls=calls, finish=FinishReason.TOOL_CALLS)
    with ServerThread(Answers(first, saying("Both are known."))) as server:
        done = ask.run(server.url, "--tool", "get_current_time", "--json", "what time is it?", protocol=protocol)
        sent_back = server.requests[1].body.decode()
    last = result(done.stdout)
    assert (done.returncode, last["text"], last["finish_reason"]) == (0, "Both are known.", "stop")
    assert [call["arguments"] for call in last["tool_calls"]] == [{"timezone": zone} for zone in ZONES]
    assert [event["type"] for event in lines(done.stdout)].count("tool_finished") == 2
    assert all(zone in sent_back for zone in ZONES)


ZONES = ("Asia/Seoul", "America/New_York")


def test_every_built_in_tool_is_run_by_its_name(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "todo.txt").write_text("water the plants", "utf-8")
    wanted: dict[str, tuple[dict[str, Any], str]] = {
        "calculate": ({"expression": "0.1 + 0.2"}, '"0.3"'),
        "convert_units": ({"value": 30, "from": "평", "to": "m2"}, '"99.17'),
        "calculate_date": ({"date": "2026년 11월 21일"}, "Saturday"),
        "list_files": ({}, "todo.txt  16 bytes"),
        "read_file": ({"path": "notes/todo.txt"}, "water the plants"),
        "fetch_web_page": ({"url": "http://127.0.0.1:9/"}, "private network"),
        "ask_user": ({"question": "which?"}, "Nobody"),
    }
    calls = tuple(ScriptedCall(f"call_{name}", name, arguments) for name, (arguments, _) in wanted.items())
    options = [*(word for name in wanted for word in ("--tool", name)), "--folder", str(tmp_path / "notes")]
    with ServerThread(Answers(saying(calls=calls, finish=FinishReason.TOOL_CALLS), saying("done"))) as server:
        done = ask.run(server.url, *options, "--json", "do all of it")
    results = {event["call_id"]: event["result"] for event in lines(done.stdout) if event["type"] == "tool_finished"}
    assert (done.returncode, result(done.stdout)["text"]) == (0, "done")
    for name, (_, words) in wanted.items():
        assert words in results[f"call_{name}"]["text"], name
        assert results[f"call_{name}"]["status"] == ("error" if name in ("fetch_web_page", "ask_user") else "ok"), name


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_calls_of_tools_from_a_file_are_reported_and_not_run(ask: Ask, tmp_path: Path, protocol: str) -> None:
    schema = {"type": "object", "properties": {"city": {"type": "string"}}}
    file = tmp_path / "tools.json"
    file.write_text(json.dumps([{"name": "weather", "description": "Weather", "parameters": schema}]), "utf-8")
    call = ScriptedCall("call_1", "weather", {"city": "서울"})
    with ServerThread(Answers(saying(calls=(call,), finish=FinishReason.TOOL_CALLS))) as server:
        done = ask.run(server.url, "--tools", str(file), "--json", "weather?", protocol=protocol)
        assert len(server.requests) == 1
        assert "weather" in json.dumps(server.requests[0].json()["tools"])
    last = result(done.stdout)
    assert (done.returncode, last["finish_reason"], last["outcome"]) == (0, "tool_calls", "finished")
    [reported] = last["tool_calls"]
    assert (reported["name"], reported["arguments"]) == ("weather", {"city": "서울"})
    assert json.loads(reported["arguments_text"]) == {"city": "서울"}


def test_the_prompt_comes_from_standard_input(ask: Ask) -> None:
    with ServerThread(Answers(saying("ok"))) as server:
        done = ask.run(server.url, stdin=None, input="안녕\nsecond line")
        assert done.returncode == 0
        assert server.requests[0].json()["messages"][-1]["content"] == "안녕\nsecond line"


def test_the_systems_words_and_the_key_are_sent(ask: Ask) -> None:
    with ServerThread(Answers(saying("ok"))) as server:
        ask.run(server.url, "--system", "be brief", "hello")
        [request] = server.requests
    assert request.json()["messages"][0] == {"role": "system", "content": "be brief"}
    assert request.header("authorization") == f"Bearer {KEY}"


def test_the_demo_needs_nothing(ask: Ask) -> None:
    command = [sys.executable, "-m", "core.cli", "--provider", "demo", "--model", "refusal", "--json", "hi"]
    done = subprocess.run(command, env=ask.environ, capture_output=True, text=True, timeout=50, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert result(done.stdout)["refusal"]


# --- stopping ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["int", "term"])
@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_stop_keeps_and_prints_what_arrived(ask: Ask, protocol: str, number: int) -> None:
    played = saying(*PIECES)
    with ServerThread(Answers(played, stall_after=_events_of_half(protocol))) as server:
        process = ask.start(server.url, "--json", "hello", protocol=protocol)
        assert process.stdout is not None
        next(line for line in iter(process.stdout.readline, "") if json.loads(line)["type"] == "part_delta")
        process.send_signal(number)
        rest, errors = process.communicate(timeout=20)
        server.wait_closed(5)
    last = result(rest)
    assert (process.returncode, last["outcome"], last["finish_reason"], errors) == (130, "stopped", None, "")
    assert TEXT.startswith(last["text"])
    assert last["text"]


def _events_of_half(protocol: str) -> int:
    return {"openai-chat": 3, "openai-responses": 6, "anthropic-messages": 5}[protocol]


def test_stop_before_anything_arrived(ask: Ask) -> None:
    with ServerThread([chat.stream(Stall())]) as server:
        process = ask.start(server.url, "hello")
        server.wait_requested(20)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=20)
        server.wait_closed(5)
    assert (process.returncode, out) == (130, "")


def test_stop_in_a_retry_wait(ask: Ask) -> None:
    with ServerThread([chat.failure(429, headers=[("Retry-After", "50")])]) as server:
        process = ask.start(server.url, "--json", "hello")
        assert process.stdout is not None
        for line in iter(process.stdout.readline, ""):
            if json.loads(line)["type"] == "retry_scheduled":
                break
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=20)
    assert process.returncode == 130
    assert time.monotonic() - began < 10
    assert result(out)["outcome"] == "stopped"


def test_a_reader_that_leaves_ends_it_quietly(ask: Ask) -> None:
    with ServerThread(Answers(saying(*["word "] * 5000))) as server:
        process = ask.start(server.url, "hello")
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(5)
        process.stdout.close()
        errors = process.stderr.read()
        process.stderr.close()
        process.wait(20)
    assert errors == ""


# --- failures ---------------------------------------------------------------------------------------------------------

HTML = whole(b"<!doctype html><title>Welcome</title>", content_type="text/html")
FAILURES: list[tuple[str, Script, str]] = [
    ("wrong key", [chat.failure(401, f"bad key {KEY}")], "auth"),
    ("bad request", [chat.failure(400)], "bad_request"),
    ("no such model", [chat.failure(404)], "not_found"),
    ("rate limit", [chat.failure(429)], "rate_limit"),
    ("server", [chat.failure(500)], "server"),
    ("overloaded", [chat.failure(529)], "overloaded"),
    ("redirect", [chat.failure(302, headers=[("Location", "http://elsewhere.invalid/")])], "redirect"),
    ("web page", [HTML], "protocol"),
    ("cut off", [chat.stream(*chat.text("half"))], "truncated"),
    ("silence", [chat.stream(Stall())], "timeout"),
]


@pytest.mark.parametrize(("script", "kind"), [row[1:] for row in FAILURES], ids=[row[0] for row in FAILURES])
def test_failures_have_a_kind_and_a_sentence(ask: Ask, script: Script, kind: str) -> None:
    with ServerThread(script) as server:
        done = ask.run(server.url, "--max-retries", "0", "--first-token-timeout", "1", "--json", "hello")
    last = result(done.stdout)
    assert (done.returncode, last["outcome"]) == (1, "failed")
    assert list(last["error"]) == ["kind", "message", "status", "retryable", "retry_after_s"]
    assert last["error"]["kind"] == kind
    assert last["error"]["message"].endswith((".", "?", "”"))
    assert KEY not in done.stdout + done.stderr


def test_a_failure_in_words(ask: Ask) -> None:
    with ServerThread([chat.stream(*chat.text("half"))]) as server:
        done = ask.run(server.url, "hello")
    assert (done.returncode, done.stdout) == (1, "half\n")
    assert done.stderr.startswith("rivulet-ask: ")


def test_nobody_listens(ask: Ask) -> None:
    done = ask.run(refused_url(), "--max-retries", "0", "--json", "hello")
    assert (done.returncode, result(done.stdout)["error"]["kind"]) == (1, "connection")


def test_nobody_answers_the_door(ask: Ask) -> None:
    with Blackhole() as hole:
        done = ask.run(hole.url, "--max-retries", "0", "--connect-timeout", "0.5", "--json", "hello")
    error = result(done.stdout)["error"]
    assert (done.returncode, error["kind"]) == (1, "timeout")
    assert "connect" in error["message"]


@pytest.mark.parametrize(("option", "word"), [("--idle-timeout", "idle"), ("--total-timeout", "total")])
def test_time_limits(ask: Ask, option: str, word: str) -> None:
    with ServerThread([chat.stream(*chat.text("half"), Stall())]) as server:
        done = ask.run(server.url, option, "2", "--json", "hello")
        server.wait_closed(5)
    last = result(done.stdout)
    assert (last["text"], last["error"]["kind"]) == ("half", "timeout")
    assert word in last["error"]["message"]


def test_a_failed_request_is_sent_again(ask: Ask) -> None:
    with ServerThread([chat.failure(503, headers=[("Retry-After", "0")]), chat.answer("fine")]) as server:
        done = ask.run(server.url, "--first-token-timeout", "never", "--json", "hello")
        assert len(server.requests) == 2
    assert (done.returncode, result(done.stdout)["text"]) == (0, "fine")
    assert [event["type"] for event in lines(done.stdout)].count("retry_scheduled") == 1


def test_not_more_often_than_allowed(ask: Ask) -> None:
    with ServerThread([chat.failure(503, headers=[("Retry-After", "0")])]) as server:
        done = ask.run(server.url, "--max-retries", "1", "--json", "hello")
        assert len(server.requests) == 2
    assert (done.returncode, result(done.stdout)["error"]["status"]) == (1, 503)


def test_a_full_disk(ask: Ask) -> None:
    with ServerThread(Answers(saying(*PIECES))) as server, Path("/dev/full").open("w") as full:
        done = subprocess.run(
            ask.command(server.url, "hello"),
            env=ask.environ,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "cannot be written" in done.stderr


# --- wrong use --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-such-option", "hi"],
        ["--provider", "demo", "--protocol", "openai-chat", "--model", "m", "hi"],
        ["--base-url", "http://127.0.0.1/v1", "--model", "m", "hi"],
        ["--protocol", "openai-chat", "--base-url", "http://127.0.0.1/v1", "hi"],
        ["--idle-timeout", "soon", "hi"],
        ["--idle-timeout", "0", "hi"],
        ["--total-timeout", "nan", "hi"],
        ["--max-retries", "-1", "hi"],
        ["--tool", "no_such_tool", "hi"],
        ["--tools", "/no/such/file.json", "hi"],
        ["--tool", "read_file", "--folder", "/no/such/folder", "hi"],
        [],
        ["   "],
    ],
    ids=" ".join,
)
def test_wrong_use(ask: Ask, arguments: list[str]) -> None:
    command = [sys.executable, "-m", "core.cli", *arguments]
    done = subprocess.run(
        command, env=ask.environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=50, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "rivulet-ask: " in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["--provider", "nobody", "--model", "m"], ["--provider", "openai", "--model", "m"]],
    ids=["who", "key"],
)
def test_what_is_not_set_up_is_a_failure_with_a_result(ask: Ask, arguments: list[str]) -> None:
    command = [sys.executable, "-m", "core.cli", *arguments, "--json", "hi"]
    environ = {name: value for name, value in ask.environ.items() if name != "OPENAI_API_KEY"}
    environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=50, check=False)
    assert (done.returncode, result(done.stdout)["error"]["kind"]) == (1, "configuration")
