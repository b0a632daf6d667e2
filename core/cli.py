"""The command `rivulet-ask`: the core without a window, on a plain asyncio loop.

Exit codes: 0 finished, 1 failed, 2 wrong use, 130 stopped.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from typing import Final, NoReturn, TextIO

from core.ask.conversation import Conversation, OutputLost
from core.ask.options import Options, read_options, sound
from core.ask.output import NAME, JsonOutput, Output, TextOutput
from core.logs import SecretMask, start_logging
from core.paths import settings_file
from core.settings import store

FAILED: Final = 1
WRONG_USE: Final = 2
STOPPED: Final = 130


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run, and leave the process with its exit code."""
    code = run(sys.argv[1:] if arguments is None else arguments)
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    logging.shutdown()
    os._exit(code)  # everything is closed; taking the SDKs down piece by piece would cost 400 ms


def run(arguments: list[str]) -> int:
    """Do what the command line asks; returns the exit code. Wrong use raises SystemExit with 2."""
    options = read_options(arguments)
    for stream, errors in ((sys.stdout, "backslashreplace" if options.as_json else "replace"), (sys.stderr, "replace")):
        _speak_utf8(stream, errors)
    start_logging(None, SecretMask())
    try:
        if options.prompt is None and sys.stdin is not None and sys.stdin.isatty():
            return _chat(options)
        prompt = _piped_prompt() if options.prompt is None else options.prompt
        if not prompt.strip():
            return _complain("the prompt is empty", WRONG_USE)
        return _ask_once(options, prompt)
    except KeyboardInterrupt:
        return STOPPED
    except OutputLost as lost:
        if isinstance(lost.__cause__, BrokenPipeError):
            return STOPPED  # whoever read had enough, as with `| head`
        return _complain(f"the answer cannot be written: {lost.__cause__}", FAILED)


def _ask_once(options: Options, prompt: str) -> int:
    async def ask() -> int:
        async with contextlib.aclosing(_conversation(options)) as conversation:
            return (await conversation.ask(prompt)).exit_code

    return asyncio.run(ask())


def _chat(options: Options) -> int:
    """Question after question until "exit" or Ctrl-D. Ctrl-C stops an answer; at the prompt it leaves."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  # gives `input` its line editing
    with asyncio.Runner() as runner:
        conversation = _conversation(options)
        try:
            while (prompt := _line()) is not None:
                if prompt.strip():
                    runner.run(conversation.ask(prompt))
        finally:
            runner.run(conversation.aclose())
    return 0


def _conversation(options: Options) -> Conversation:
    loaded = store.load(settings_file())
    output: Output = JsonOutput(sys.stdout) if options.as_json else TextOutput(sys.stdout, sys.stderr)
    for notice in loaded.notices:
        sys.stderr.write(f"{NAME}: {notice}\n")
    return Conversation(options, loaded.settings, output)


def _line() -> str | None:
    """What is typed next; None at the end."""
    shown = "" if not sys.stdout.isatty() else "› "
    try:
        line = sound(input(shown))
    except EOFError:
        sys.stderr.write("\n")
        return None
    return None if line.strip().lower() == "exit" else line


def _piped_prompt() -> str:
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace") if sys.stdin is not None else ""


def _speak_utf8(stream: TextIO, errors: str) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors=errors)


def _complain(sentence: str, code: int) -> int:
    sys.stderr.write(f"{NAME}: {sentence}\n")
    return code


if __name__ == "__main__":
    main()
