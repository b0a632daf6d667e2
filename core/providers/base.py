"""What every provider is: an object that turns a `Request` into `StreamEvent`s.

A provider knows one wire protocol and one address. It does not know turns, tools that run, retries, storage or other
providers.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Protocol, runtime_checkable

if TYPE_CHECKING:
    from core.attachments import Content, Taker
    from core.events import StreamEvent
    from core.messages import Bookmark, Message, PickUp

_ANTHROPIC_IMAGE: Final = 5_000_000  # bytes
# The id of a message that only asks the model to go on with the answer before it. Where an API lets a model go on in
# its own words, a provider leaves it out.
GO_ON: Final = "go-on"


class WireProtocol(StrEnum):
    OPENAI_CHAT = "openai-chat"
    OPENAI_RESPONSES = "openai-responses"
    ANTHROPIC_MESSAGES = "anthropic-messages"


@dataclass(frozen=True, slots=True)
class ProviderSpec:
    """A provider as data: from `resources/providers.toml`, the user's settings, or the command line.

    `base_url` empty means the SDK's own default, which also follows its environment variable (OPENAI_BASE_URL,
    ANTHROPIC_BASE_URL). `key_env` names the environment variable of the key. `key_required` is False for local
    servers. `parameters` are extra top-level fields of every request body; by default there are none. `pdf` says that a
    Chat Completions server takes PDF files; the other protocols always do.
    """

    id: str
    name: str
    protocol: WireProtocol
    base_url: str = ""
    key_env: str = ""
    key_required: bool = True
    key_url: str = ""  # where a person gets a key
    local: bool = False
    pdf: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def taker(self) -> Taker:
        """What files it takes, as far as one knows without asking it."""
        from core.attachments import Taker  # with all that reads files: a window that opens asks for none of it
        from core.filetypes import LIMITS, FileKind

        anthropic = self.protocol is WireProtocol.ANTHROPIC_MESSAGES
        pdf = self.pdf or not self.base_url or self.protocol is not WireProtocol.OPENAI_CHAT
        return Taker(self.name, pdf, _ANTHROPIC_IMAGE if anthropic else LIMITS[FileKind.IMAGE])


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool as the model sees it; `parameters` is a JSON schema."""

    name: str
    description: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """One request for one response. `connect_timeout` in seconds, None for never. `contents` are the messages'
    attachments by hash, as this provider can send them; what is not among them is left out. `filling` has the bytes
    that stand for words in them, see `core.wire.filling`. `picks_up`: nothing is asked anew, a response is read on."""

    model: str
    messages: tuple[Message, ...]
    system: str = ""
    tools: tuple[ToolSpec, ...] = ()
    stream: bool = True
    parameters: Mapping[str, Any] = field(default_factory=dict)
    connect_timeout: float | None = 15.0
    contents: Mapping[str, Content] = field(default_factory=dict)
    filling: Mapping[str, bytes] = field(default_factory=dict)
    picks_up: PickUp | None = None


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
    - A request that picks up yields what is new alone: no `ResponseStarted`, no part or text twice. Parts that had
      begun go on, and indexes count on. Only providers that set bookmarks get such requests.
    """

    @property
    def spec(self) -> ProviderSpec: ...

    def stream(self, request: Request) -> AsyncGenerator[StreamEvent]: ...

    async def list_models(self) -> list[ModelInfo]: ...

    async def aclose(self) -> None: ...


@runtime_checkable
class Ending(Protocol):
    """A provider whose responses can go on at the server when nobody reads them."""

    async def end_response(self, bookmark: Bookmark) -> None:
        """Have the server stop one. Raises `core.errors.RivuletError`."""
