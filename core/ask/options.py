"""The command line of `rivulet-ask` as values. Wrong use ends the process with 2 and a sentence."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from core.limits import Limits
from core.paths import settings_file
from core.providers.base import ToolSpec, WireProtocol
from core.settings import store
from core.tools.base import Tool, Toolbox
from core.tools.builtin.source import Permit, permitted_tools
from core.tools.registry import BUILTIN

NEVER: Final = "never"
_TIMEOUTS: Final = {
    "connect": "until the connection stands",
    "first_token": "until the first content",
    "idle": "between two pieces of content",
    "total": "for the whole turn, tools and waits included",
}


class WrongUseError(Exception):
    """What was asked makes no sense; the message says why."""


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for. `timeouts` holds those that were given, in seconds, None for never; `prompt` is None where
    there was none on the command line."""

    prompt: str | None
    provider: str
    protocol: WireProtocol | None
    base_url: str
    model: str
    api_key_env: str
    system: str
    stream: bool
    toolbox: Toolbox
    max_retries: int | None
    timeouts: Mapping[str, float | None]
    as_json: bool

    def limits(self, usual: Limits) -> Limits:
        """The usual limits with what was asked for in their place."""
        limits = replace(usual, timeouts=replace(usual.timeouts, **self.timeouts))
        return limits if self.max_retries is None else replace(limits, max_retries=self.max_retries)


def read_options(arguments: list[str]) -> Options:
    """Parse the command line; leaves with 2 and a sentence where it makes no sense."""
    parser = _parser()
    found = parser.parse_args(arguments)
    if found.provider and (found.protocol or found.base_url):
        parser.error("choose either --provider or --protocol with --base-url")
    if found.base_url and not found.protocol:
        parser.error("--base-url needs --protocol")
    if found.protocol and not found.model:
        parser.error("--model is missing")
    try:
        toolbox = _toolbox(found.tool, found.tools, found.folder)
    except WrongUseError as error:
        parser.error(str(error))
    return Options(
        prompt=None if found.prompt is None else sound(found.prompt),
        provider=found.provider,
        protocol=WireProtocol(found.protocol) if found.protocol else None,
        base_url=found.base_url,
        model=found.model,
        api_key_env=found.api_key_env,
        system=sound(found.system),
        stream=found.stream,
        toolbox=toolbox,
        max_retries=found.max_retries,
        timeouts={name: None if given == math.inf else given for name in _TIMEOUTS if (given := getattr(found, name))},
        as_json=found.as_json,
    )


def sound(text: str) -> str:
    """`text` without bytes that are no UTF-8: they could not be sent."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rivulet-ask",
        description="Ask a language model from the terminal. The answer goes to standard output as it arrives.",
        epilog="Without PROMPT: a chat on a terminal, else the prompt is read from standard input. "
        "Exit code: 0 finished, 1 failed, 2 wrong use, 130 stopped.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("prompt", nargs="?", metavar="PROMPT", help="what to ask")
    add("--version", action="version", version=f"Rivulet {_version()}")
    add("--provider", default="", metavar="ID", help="who answers, for example demo, openai, anthropic, ollama")
    words = [str(protocol) for protocol in WireProtocol]
    add("--protocol", choices=words, help="the protocol spoken at --base-url")
    add("--base-url", default="", metavar="URL", help="the address of any compatible server")
    add("--model", default="", metavar="NAME", help="the model's name")
    add("--api-key-env", default="", metavar="VAR", help="the environment variable that holds the key")
    add("--system", default="", metavar="TEXT", help="instructions that stand above the conversation")
    add("--no-stream", dest="stream", action="store_false", help="ask for the answer in one piece")
    names = ", ".join(tool.spec.name for tool in _builtin([]))
    add("--tool", action="append", default=[], metavar="NAME", help=f"offer and run a tool: {names}")
    folder = "what list_files and read_file may read, instead of the folders of the settings"
    add("--folder", action="append", default=[], type=Path, metavar="DIR", help=folder)
    add("--tools", type=Path, metavar="FILE", help="offer the tools of a JSON list; their calls are reported, not run")
    add("--max-retries", type=_count, metavar="N", help="how often a failed request is sent again")
    for name, what in _TIMEOUTS.items():
        option = f"--{name.replace('_', '-')}-timeout"
        add(option, dest=name, type=_seconds, metavar="S", help=f'seconds to wait {what}, or "never"')
    add("--json", dest="as_json", action="store_true", help="print one event a line, and last a result")
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def _seconds(text: str) -> float:
    """Seconds above 0; infinity for "never"."""
    seconds = math.inf if text == NEVER else float(text)
    if not seconds > 0:
        raise ValueError
    return seconds


_count.__name__, _seconds.__name__ = "count", "time limit"  # how argparse calls them in its complaints


def _version() -> str:
    try:
        return metadata.version("rivulet")
    except metadata.PackageNotFoundError:
        return "(from a clone)"


# --- tools ------------------------------------------------------------------------------------------------------------


def _builtin(folders: list[Path]) -> tuple[Tool, ...]:
    """Every built-in tool; they may read `folders`, or those of the settings."""

    @cache
    def permit() -> Permit:
        tools = store.load(settings_file()).settings.tools
        return Permit(tuple(folders) or tuple(map(Path, tools.folders)), tools.private_pages)

    return (*BUILTIN.values(), *permitted_tools(permit))


def _toolbox(names: list[str], file: Path | None, folders: list[Path]) -> Toolbox:
    known = {tool.spec.name: tool for tool in _builtin(folders)}
    tools: list[Tool] = []
    for name in dict.fromkeys(names):
        if name not in known:
            raise WrongUseError(f"there is no built-in tool {name!r}; there are: {', '.join(known)}")
        tools.append(known[name])
    for folder in folders:
        if not folder.is_dir():
            raise WrongUseError(f"--folder: there is no folder {folder}")
    reported = _read_tools(file) if file else []
    offered = [*(tool.spec.name for tool in tools), *(spec.name for spec in reported)]
    twice = sorted({name for name in offered if offered.count(name) > 1})
    if twice:
        raise WrongUseError(f"offered twice: {', '.join(twice)}")
    return Toolbox(tools, reported)


def _read_tools(file: Path) -> list[ToolSpec]:
    try:
        data = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise WrongUseError(f"--tools: {file} cannot be read: {error}") from error
    if not isinstance(data, list):
        raise WrongUseError(f"--tools: {file} must hold a JSON list")
    return [_tool_spec(entry, number) for number, entry in enumerate(data, 1)]


def _tool_spec(entry: Any, number: int) -> ToolSpec:
    what = f"--tools: entry {number}"
    if not isinstance(entry, dict):
        raise WrongUseError(f"{what} must be an object with name, description and parameters")
    name, description = entry.get("name"), entry.get("description", "")
    parameters = entry.get("parameters", {"type": "object", "properties": {}})
    if not isinstance(name, str) or not name:
        raise WrongUseError(f"{what} has no name")
    if not isinstance(description, str) or not isinstance(parameters, dict):
        raise WrongUseError(f"{what} ({name}): description must be a text and parameters a JSON schema")
    return ToolSpec(name, description, parameters)
