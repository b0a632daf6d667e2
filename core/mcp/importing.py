"""Tool servers out of the JSON that other programs keep them in. Reads only: nothing is started or kept by it.

Understood are `mcpServers` (Claude Desktop, Cursor and most others), `servers` (VS Code, also below `mcp`),
`context_servers` (Zed), one server alone, and comments and commas too many in all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from core.mcp.spec import ServerSpec, Way, caution, complaint, new_id, without_secrets

_KEYS: Final = ("mcpServers", "servers", "context_servers")
_ASKED: Final = re.compile(r"\$\{input:([^}]*)\}")
_STRING_OR_COMMENT: Final = re.compile(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_TRAILING_COMMA: Final = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])', re.DOTALL)
LARGEST: Final = 1_000_000  # characters


@dataclass(frozen=True, slots=True)
class Found:
    """A server of the text. `values` are the secrets in it by name; they belong into the keyring, `spec` has only the
    names. `remarks` say what a person should know or still has to fill in; `problem` why it cannot be taken."""

    spec: ServerSpec
    values: Mapping[str, str]
    remarks: tuple[str, ...] = ()
    problem: str = ""


class _Unusable(Exception):
    """Why an entry is no server, as a sentence."""


def read_servers(text: str, taken: Iterable[str] = ()) -> tuple[Found, ...]:
    """The servers in `text`, with ids that are not `taken`. Raises ValueError with a sentence."""
    if len(text) > LARGEST:
        raise ValueError("This is too large to be a list of tool servers.")
    try:
        document = json.loads(_plain(text))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"This is not JSON: {str(error)[:200]}.") from None
    tables = _tables(document)
    if not tables:
        raise ValueError("No tool server was found. Rivulet looks for “mcpServers”, “servers” or “context_servers”.")
    known, found = set(taken), []
    for name, table in tables.items():
        server = _found(name, table, known)
        known.add(server.spec.id)
        found.append(server)
    return tuple(found)


def _plain(text: str) -> str:
    """Without a byte-order mark, comments and commas before a closing bracket."""
    without = _STRING_OR_COMMENT.sub(lambda match: match[1] or " ", text.lstrip("\ufeff"))
    return _TRAILING_COMMA.sub(lambda match: match[1] or "", without)


def _tables(document: object) -> Mapping[str, Mapping[str, Any]]:
    if not isinstance(document, Mapping):
        return {}
    for key in _KEYS:
        if isinstance(document.get(key), Mapping):
            return {str(name): table for name, table in document[key].items() if isinstance(table, Mapping)}
    if isinstance(document.get("mcp"), Mapping):
        return _tables(document["mcp"])
    if any(isinstance(document.get(key), str) for key in ("command", "url")):
        return {str(document.get("name", "server")): document}
    servers = {str(name): table for name, table in document.items() if isinstance(table, Mapping)}
    named = all("command" in table or "url" in table or "serverUrl" in table for table in servers.values())
    return servers if servers and named else {}


def _found(name: str, table: Mapping[str, Any], taken: Iterable[str]) -> Found:
    remarks: list[str] = []
    try:
        spec = _spec(name, table, taken)
    except _Unusable as error:
        return Found(ServerSpec(new_id(name, taken), name), {}, (), str(error))
    spec, values = without_secrets(spec)
    if values:
        remarks.append(f"Kept in the keyring, not in the file: {', '.join(values)}.")
    asked = sorted(set(_ASKED.findall(json.dumps([*spec.arguments, spec.environment, spec.headers, spec.url]))))
    if asked:
        remarks.append(f"Still to be filled in: {', '.join(asked)}.")
    if table.get("type") == "sse" or spec.url.rstrip("/").endswith("/sse"):
        remarks.append("This is the older way over SSE. Rivulet speaks streamable HTTP, as many such servers do too.")
    if hint := caution(spec):
        remarks.append(hint)
    return Found(spec, values, tuple(remarks), complaint(spec))


def _spec(name: str, table: Mapping[str, Any], taken: Iterable[str]) -> ServerSpec:
    """Raises _Unusable with a sentence."""
    server_id = new_id(name, taken)
    on = not table.get("disabled", False) and table.get("enabled", True) is not False
    url = table.get("url") or table.get("serverUrl") or table.get("httpUrl")
    if isinstance(url, str) and url:
        headers = _words(table.get("headers", {}), "headers")
        return ServerSpec(server_id, name, Way.HTTP, url=url.strip(), headers=headers, on=on)
    command, arguments = table.get("command"), table.get("args", [])
    environment = table.get("env") or table.get("environment") or {}
    if isinstance(command, Mapping):  # Zed
        arguments, environment = command.get("args", []), command.get("env") or {}
        command = command.get("path")
    if not isinstance(arguments, list):
        raise _Unusable("Its arguments are not a list.")
    if isinstance(command, list) and command:
        command, arguments = command[0], [*command[1:], *arguments]
    if not isinstance(command, str) or not command.strip():
        raise _Unusable("It names neither a command nor an address.")
    words = tuple(_word(each) for each in arguments)
    folder = table.get("cwd") or ""
    if not isinstance(folder, str):
        raise _Unusable("Its folder is not a text.")
    return ServerSpec(
        server_id,
        name,
        command=command,
        arguments=words,
        environment=_words(environment, "environment"),
        folder=folder,
        on=on,
    )


def _words(table: object, what: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(table, Mapping):
        raise _Unusable(f"Its {what} is not a list of names with values.")
    return tuple((str(name), _word(value)) for name, value in table.items() if value is not None)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        raise _Unusable("A value in it is neither a text nor a number.")
    return str(value)
