"""Stands between a connection and the protocol: what a server says is bounded, noted and mended before it is read.

- Log messages go into the journal and no further; a flood of anything waits (`core.mcp.pace`).
- That a list has changed is told once, however often it is said.
- A tool whose entry breaks the protocol is taken out of its list and told, so that it costs no other one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Final, Protocol, Self

from mcp.shared.message import SessionMessage
from mcp_types import JSONRPCNotification, JSONRPCResponse, Tool, methods
from mcp_types.version import LATEST_HANDSHAKE_VERSION
from pydantic import ValidationError

from core.mcp.journal import Journal
from core.mcp.pace import Pace

MOST_TOOLS: Final = 500
_LISTS: Final = {
    "notifications/tools/list_changed": "tools",
    "notifications/prompts/list_changed": "prompts",
    "notifications/resources/list_changed": "resources",
}
_QUIET: Final = ("notifications/message", "notifications/resources/updated")

Incoming = SessionMessage | Exception


class Source(Protocol):
    """Where messages come from; `mcp` has several kinds."""

    async def __anext__(self) -> Incoming: ...

    async def aclose(self) -> None: ...


class Screen:
    """The messages of `source` that are to be read, as the stream that `mcp` asks for. `changed` is called with the
    name of a list that has changed."""

    def __init__(self, source: Any, journal: Journal, changed: Callable[[str], None]) -> None:
        self._source: Source = source
        self._journal = journal
        self._changed = changed
        self._pace = Pace()
        self.version: str = LATEST_HANDSHAKE_VERSION  # of the protocol, once it is agreed on

    @property
    def last_context(self) -> Any:
        return getattr(self._source, "last_context", None)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Incoming:
        while True:
            item = await self._source.__anext__()
            await self._pace.take()
            if isinstance(item, Exception) or self._passes(item):
                return item

    async def receive(self) -> Incoming:
        return await self.__anext__()

    async def aclose(self) -> None:
        await self._source.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def _passes(self, item: SessionMessage) -> bool:
        message = item.message
        if isinstance(message, JSONRPCNotification):
            return self._notified(message)
        if isinstance(message, JSONRPCResponse) and isinstance(message.result.get("tools"), list):
            message.result["tools"] = self._sound(message.result, message.result["tools"])
        return True

    def _notified(self, message: JSONRPCNotification) -> bool:
        if message.method == "notifications/message":
            self._log(message.params or {})
        if message.method in _LISTS:
            self._changed(_LISTS[message.method])
        return message.method not in _QUIET and message.method not in _LISTS

    def _log(self, params: Mapping[str, Any]) -> None:
        data, logger = params.get("data"), params.get("logger")
        text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, default=str)[:10_000]
        named = f"{logger[:60]}: {text}" if isinstance(logger, str) and logger else text
        self._journal.add(str(params.get("level", "info")), named)

    def _sound(self, result: Mapping[str, Any], tools: list[Any]) -> list[Any]:
        kept = []
        for tool in tools[:MOST_TOOLS]:
            fault = self._fault(result, tool)
            if fault:
                name = tool.get("name") if isinstance(tool, dict) else None
                called = f"“{name[:80]}”" if isinstance(name, str) else "without a name"
                self._journal.note(f"The tool {called} is left out: {fault}.")
            else:
                kept.append(tool)
        if len(tools) > MOST_TOOLS:
            self._journal.note(f"The server lists {len(tools)} tools at once; the first {MOST_TOOLS} are used.")
        return kept

    def _fault(self, result: Mapping[str, Any], tool: object) -> str:
        """What breaks the protocol in the entry of a tool; empty where nothing does."""
        try:
            Tool.model_validate(tool, by_name=False)
            methods.validate_server_result("tools/list", self.version, {**result, "tools": [tool]})
        except ValidationError as error:
            found = error.errors()[0]
            where = ".".join(str(step) for step in found["loc"] if step not in ("tools", 0))[:100]
            return f"{where or 'its entry'}: {found['msg'][:200]}"
        return ""
