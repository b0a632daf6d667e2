"""A request as something to run elsewhere: a curl command, or a Python program that needs nothing but Python.

Keys are not in it. Where one belongs it names an environment variable instead.
"""

from __future__ import annotations

import json
import pprint
import re
from typing import Final
from urllib.parse import urlsplit

from core.wire.blocks import Dialect, dialect_of
from core.wire.exchange import Exchange
from core.wire.masking import MASK, mask_bytes

_LEFT_OUT: Final = frozenset({"host", "content-length", "connection", "accept-encoding", "transfer-encoding"})
_KEY_HEADERS: Final = frozenset({"authorization", "x-api-key", "api-key", "x-goog-api-key"})
_LONGEST_ARGUMENT: Final = 100_000  # bytes; Linux takes 128 kB in one


def key_variable(exchange: Exchange) -> str:
    """The environment variable that the key of this API usually stands in."""
    dialect = dialect_of(urlsplit(exchange.url).path)
    return "ANTHROPIC_API_KEY" if dialect is Dialect.MESSAGES else "OPENAI_API_KEY"


def as_curl(exchange: Exchange, key_env: str = "") -> str:
    """A command for a POSIX shell. `key_env` names the variable of the key, else it is the API's usual one."""
    key_env = key_env or key_variable(exchange)
    body, words = masked_body(exchange), ["curl -sS -N"]
    if exchange.method != ("POST" if body else "GET"):
        words[0] += f" -X {exchange.method}"
    words[0] += f" {_quoted(exchange.url, key_env)}"
    words += [f"-H {_quoted(f'{name}: {value}', _variable(name, key_env))}" for name, value in _headers(exchange)]
    if not body:
        return " \\\n  ".join(words)
    text = body.decode("utf-8", "replace")
    if len(body) <= _LONGEST_ARGUMENT:
        return " \\\n  ".join([*words, f"--data-raw {_quoted(text, key_env)}"])
    mark = "END_OF_BODY"
    while mark in text:
        mark += "_"
    return " \\\n  ".join([*words, f"--data-binary @- <<'{mark}'"]) + f"\n{text}\n{mark}"


def as_python(exchange: Exchange, key_env: str = "") -> str:
    """A program that sends the request and prints what comes, as it comes."""
    key_env = key_env or key_variable(exchange)
    body = masked_body(exchange)
    lines = ["import json"] if body else []
    lines += ["import os", "import urllib.request", ""]
    data = ""
    if body:
        lines += [f"body = {_literal(body)}", ""]
        data = ", data=body"
    lines.append("headers = {")
    lines += [f"    {name!r}: {_expression(value, _variable(name, key_env))}," for name, value in _headers(exchange)]
    lines += [
        "}",
        f"url = {_expression(exchange.url, key_env)}",
        f"request = urllib.request.Request(url{data}, headers=headers, method={exchange.method!r})",
        "with urllib.request.urlopen(request) as answer:",
        "    for line in answer:",
        '        print(line.decode("utf-8", "replace"), end="", flush=True)',
    ]
    return "\n".join(lines) + "\n"


def masked_body(exchange: Exchange) -> bytes:
    """The request's body, keys masked."""
    return mask_bytes(exchange.request_body, exchange.secrets)


def _headers(exchange: Exchange) -> list[tuple[str, str]]:
    return [(name, value) for name, value in exchange.request_headers if name.lower() not in _LEFT_OUT]


def _variable(header: str, key_env: str) -> str:
    """What holds the secret of this header."""
    return key_env if header.lower() in _KEY_HEADERS else re.sub(r"\W", "_", header).upper()


def _quoted(text: str, variable: str) -> str:
    """`text` as one word of a shell, with the variable in the place of each mask."""
    if MASK not in text:
        return "'" + text.replace("'", "'\\''") + "'"
    inside = re.sub(r'([\\"$`])', r"\\\1", text)
    return '"' + inside.replace(MASK, f"${{{variable}}}") + '"'


def _expression(text: str, variable: str) -> str:
    """`text` as a Python expression."""
    pieces = text.split(MASK)
    key = f"os.environ[{variable!r}]"
    words = [repr(pieces[0])] if pieces[0] or len(pieces) == 1 else []
    for piece in pieces[1:]:
        words.append(key)
        words += [repr(piece)] if piece else []
    return " + ".join(words)


def _literal(body: bytes) -> str:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return repr(body)
    return f"json.dumps({pprint.pformat(value, width=110, sort_dicts=False)}).encode()"
