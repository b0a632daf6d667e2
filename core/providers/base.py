"""What every provider is: an object that turns a `Request` into `StreamEvent`s.

A provider knows one wire protocol and one address. It does not know turns, tools that run, retries, storage or other
providers.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from core.events import StreamEvent
    from core.messages import Message


class WireProtocol(StrEnum):
    OPENAI_CHAT = "openai-chat"
    OPENAI_RESPONSES = "openai-responses"
    ANTHROPIC_MESSAGES = "anthropic-messages"


@dataclass(frozen=True, slots=True)
class ProviderSpec:
    """A provider as data: from `resources/providers.toml`, the user's settings, or the command line.

    `base_url` empty means the SDK's own default, which also follows its environment variable (OPENAI_BASE_URL,
    ANTHROPIC_BASE_URL). `key_env` names the environment variable of the key. `key_required` is False for local
    servers. `parameters` are extra top-level fields of every request body; by default there are none.
    """

    id: str
    name: str
    protocol: WireProtocol
    base_url: str = ""
    key_env: str = ""
    key_required: bool = True
    key_url: str = ""  # where a person gets a key
    local: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool as the model sees it; `parameters` is a JSON schema."""

    name: str
    description: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """One request for one response. `connect_timeout` in seconds, None for never."""

    model: str
    messages: tuple[Message, ...]
    system: str = ""
    tools: tuple[ToolSpec, ...] = ()
    stream: bool = True
    parameters: Mapping[str, Any] = field(default_factory=dict)
    connect_timeout: float | None = 15.0


@dataclass(frozen=True, slots=True)
class ModelInfo:
    id: str
    name: str = ""


class Provider(Protocol):
    """The contract of `stream`:

    - It yields `ResponseStarted` first and `ResponseFinished` last, each once. Notices may stand anywhere between.
    - Every `PartStarted` gets exactly one `PartFinished` before `ResponseFinished`. Indexes count from 0 without gaps.
      A part other than a tool call is not started before it has text (or opaque data).
    - It raises nothing but `core.errors.RivuletError` and `CancelledError`; the Turn closes parts left open then.
      A stream that ends without its closing event raises `TruncatedError`.
    - It never retries, except once after a 400 that names an optional parameter, without it and with a `Notice`.
    - Closing the generator (use `contextlib.aclosing`) or cancelling its task closes the connection.
    """

    @property
    def spec(self) -> ProviderSpec: ...

    def stream(self, request: Request) -> AsyncGenerator[StreamEvent]: ...

    async def list_models(self) -> list[ModelInfo]: ...

    async def aclose(self) -> None: ...
