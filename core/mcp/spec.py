"""A tool server as the user set it up: what is started or called, and the hash that an approval is bound to."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from core.providers.addresses import origin, warning
from core.providers.registry import holds_secret
from core.wire.masking import is_secret_header

START_LIMIT_S: Final = 60.0
CALL_LIMIT_S: Final = 120.0
_ID: Final = re.compile(r"[^a-z0-9]+")
_SECRET_NAME: Final = re.compile(r"(?i)(key|token|secret|passw(or)?d|credential|authorization|cookie|_pat)s?$")
_NAME: Final = re.compile(r"[^=\x00-\x20]+")

Pairs = tuple[tuple[str, str], ...]


class Way(StrEnum):
    """How a server is reached."""

    STDIO = "stdio"  # a program that is started here
    HTTP = "http"  # streamable HTTP


@dataclass(frozen=True, slots=True)
class ServerSpec:
    """`environment` and `headers` are what the user set beyond the usual. `secrets` names those of them whose value is
    not here but in the keyring. `folder` is where the program works, empty for the home folder. `approved` is the
    `fingerprint` that the user has agreed to start. `start_limit_s` and `call_limit_s` in seconds; None for never."""

    id: str
    name: str
    way: Way = Way.STDIO
    command: str = ""
    arguments: tuple[str, ...] = ()
    environment: Pairs = ()
    folder: str = ""
    url: str = ""
    headers: Pairs = ()
    secrets: tuple[str, ...] = ()
    on: bool = True
    approved: str = ""
    start_limit_s: float | None = START_LIMIT_S
    call_limit_s: float | None = CALL_LIMIT_S

    @property
    def line(self) -> str:
        """What is started, exactly, or the address that is called."""
        return shlex.join((self.command, *self.arguments)) if self.way is Way.STDIO else self.url

    @property
    def fingerprint(self) -> str:
        """A hash of what is started or called: program, arguments, folder, environment (of secrets only the names), or
        the address. Whoever agreed to a server, or to a tool of it, agreed to this."""
        if self.way is Way.STDIO:
            said: list[object] = [self.command, self.arguments, self.folder, sorted(self.environment)]
        else:
            said = [self.url, sorted(name for name, _ in self.headers)]
        text = json.dumps([self.way, said, sorted(self.secrets)], ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def trusted(self) -> bool:
        """Whether the user has agreed to start exactly this. Calling an address starts nothing on this machine."""
        return self.way is Way.HTTP or self.approved == self.fingerprint

    @property
    def account(self) -> str:
        """What its secrets are bound to in the keyring: another program or another host asks for them again."""
        if self.way is Way.HTTP:
            return f"mcp {self.id} {origin(self.url)}"
        program = hashlib.sha256(json.dumps([self.command, self.arguments]).encode()).hexdigest()[:16]
        return f"mcp {self.id} {program}"


def new_id(name: str, taken: Iterable[str]) -> str:
    """An id for a server of that name: short, of letters and digits, and not taken."""
    known = set(taken)
    wished = _ID.sub("-", name.lower()).strip("-")[:24] or "server"
    for candidate in (wished, *(f"{wished}-{number}" for number in range(2, 100))):
        if candidate not in known:
            return candidate
    return f"{wished}-{uuid.uuid4().hex[:8]}"


def is_secret(name: str, value: str) -> bool:
    """Whether a variable or a header holds what belongs into the keyring: by its name, or by how the value looks."""
    named = is_secret_header(name) or _SECRET_NAME.search(name) is not None
    return bool(value) and not value.startswith("${") and (named or holds_secret(name, value))


def without_secrets(spec: ServerSpec) -> tuple[ServerSpec, dict[str, str]]:
    """The server without the secrets that stand among its variables and headers, and these by name."""
    found = {name: value for name, value in (*spec.environment, *spec.headers) if is_secret(name, value)}
    return replace(
        spec,
        environment=tuple(pair for pair in spec.environment if pair[0] not in found),
        headers=tuple(pair for pair in spec.headers if pair[0] not in found),
        secrets=tuple(dict.fromkeys((*spec.secrets, *found))),
    ), found


def complaint(spec: ServerSpec) -> str:
    """Why the server cannot be used as it is set up, as a sentence; empty where nothing is wrong."""
    if spec.way is Way.STDIO:
        if not spec.command.strip():
            return "Say which program is started."
        if any("\0" in word for word in (spec.command, *spec.arguments, spec.folder)):
            return "The command line holds a zero byte. Take it out."
        wrong = next((name for name, _ in spec.environment if not _NAME.fullmatch(name)), None)
        return f"“{wrong}” is not a name of an environment variable." if wrong is not None else ""
    try:
        parts = urlsplit(spec.url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return f"“{spec.url[:200]}” is not an address of a server."
    if not sound:
        return "Say the whole address of the server, such as https://host/mcp."
    if parts.username or parts.password:
        return "The address holds a user name or password. Put it into a header instead."
    wrong = next((name for name, _ in spec.headers if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name)), None)
    return f"“{wrong}” is not a name of a header." if wrong is not None else ""


def caution(spec: ServerSpec) -> str:
    """What is worth knowing before it is used, as a sentence; empty where there is nothing."""
    if spec.way is Way.HTTP:
        return warning(spec.url) or ""
    exposed = [word for word in spec.arguments if holds_secret("", word)]
    if exposed:
        return "An argument looks like a key. Other programs can read it; the environment is a better place."
    return ""
