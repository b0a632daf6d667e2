"""One connection to a server, from its handshake to its end. Entered and left in the task that calls `run`.

Imported when the first server starts: with it comes `mcp`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Final

import anyio
import mcp_types as types
from mcp import Client, MCPError
from mcp.client.streamable_http import streamable_http_client
from mcp_types.version import MODERN_PROTOCOL_VERSIONS
from pydantic import TypeAdapter

from core.errors import ConfigurationError, ToolError
from core.mcp.ending import Ended
from core.mcp.journal import Journal
from core.mcp.launch import Launch
from core.mcp.lines import LONGEST
from core.mcp.listing import Ask, Listing, Offer, Resource, ServerPrompt
from core.mcp.process import Patience, talk
from core.mcp.reasons import reason
from core.mcp.results import Document, arguments_for, documents, output, prompt_text
from core.mcp.schema import check
from core.mcp.screen import MOST_TOOLS, Screen
from core.mcp.web import Refusal
from core.tools.base import Call, ToolOutput

_RELIST_PAUSE_S: Final = 0.5  # between two looks at lists that keep changing
_MOST_PAGES: Final = 50
_FAREWELL_S: Final = 1.0  # for telling a server at an address that we leave
_LONGEST_TEXT: Final = 20_000  # characters of a description
_Answer: Final[TypeAdapter[types.CallToolResult | types.InputRequiredResult]] = TypeAdapter(
    types.CallToolResult | types.InputRequiredResult
)

# `mcp` logs what servers say, bodies too; what matters of it is told in the journal of the server.
for _name in ("mcp", "client"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

Transport = AbstractAsyncContextManager[tuple[Any, Any]]


class Connection:
    """`listed` is called with every new list of what the server has; the first time when it is ready. `limit_s` bounds
    each request but a tool's call, and the start, unless that waits for a `person`."""

    def __init__(
        self, journal: Journal, listed: Callable[[Listing], None], limit_s: float | None, *, person: bool = False
    ) -> None:
        self._journal = journal
        self._listed = listed
        self._limit_s = limit_s
        self._person = person
        self._scope = anyio.CancelScope()
        self._over = asyncio.Event()
        self._wake = asyncio.Event()
        self._stale = False
        self._why = ""
        self._client: Client | None = None
        self.patience = Patience()
        self.refusal: Refusal | None = None

    # --- a life -------------------------------------------------------------------------------------------------------

    async def run(self, transport: Transport, *, legacy: bool = False) -> None:
        """Until `leave` is called. Raises Ended with a sentence when the connection ends by itself or never stands."""
        try:
            with self._scope:
                await self._live(transport, legacy)
        except (Exception, BaseExceptionGroup) as error:  # whatever breaks a server is its end, not ours
            found = reason(error, self.refusal)
            if self._why and not (found.sign_in or found.for_good):
                raise Ended(self._why) from error
            raise found from error
        finally:
            self._client = None
        if self._why:
            raise Ended(self._why)

    def over_process(self, launch: Launch) -> Transport:
        return talk(launch, self._journal, self.patience, self.end)

    def over_web(self, url: str, client: Any, refusal: Refusal) -> Transport:
        self.refusal = refusal
        return streamable_http_client(url, http_client=client, max_sse_event_size=LONGEST)

    def leave(self, *, quickly: bool = False) -> None:
        """Ask for the end; `run` returns soon."""
        if quickly:
            self.patience.leave_s = self.patience.terminate_s = 0.3
        self._over.set()
        self._wake.set()
        if self._client is None:  # nothing stands yet that could be left in order
            self.patience.leave_s = self.patience.terminate_s = 0.2
            self._scope.cancel()
        elif self.refusal is not None:
            self._scope.deadline = anyio.current_time() + _FAREWELL_S

    def end(self, why: str) -> None:
        """It has ended, or is of no use any more: `run` raises Ended."""
        if not self._over.is_set():
            self._why = why
            self._over.set()
            self._wake.set()

    async def _live(self, transport: Transport, legacy: bool) -> None:
        screens: list[Screen] = []
        client = Client(
            self._screened(transport, screens),
            mode="legacy" if legacy else "auto",
            read_timeout_seconds=self._limit_s,
            client_info=types.Implementation(name="Rivulet", version="1"),
            log_level="info",
            cache=None,
        )
        with anyio.CancelScope() as start:
            if self._limit_s is not None and not self._person:
                start.deadline = anyio.current_time() + self._limit_s
            async with client:
                screens[0].version = client.protocol_version
                listing = await self._list(client)
                start.deadline = float("inf")
                self._client = client
                self._listed(listing)
                await self._stay(client)
                self._client = None
        if start.cancelled_caught:
            raise Ended(f"The server was not ready within {self._limit_s:g} s.")

    @asynccontextmanager
    async def _screened(self, transport: Transport, screens: list[Screen]) -> AsyncIterator[tuple[Any, Any]]:
        async with transport as (read, write):
            screens.append(Screen(read, self._journal, self._changed))
            yield screens[0], write

    def _changed(self, _list: str) -> None:
        self._stale = True
        self._wake.set()

    async def _stay(self, client: Client) -> None:
        async with anyio.create_task_group() as group:
            if client.protocol_version in MODERN_PROTOCOL_VERSIONS:
                group.start_soon(self._watch, client)
            while not self._over.is_set():
                await self._wake.wait()
                self._wake.clear()
                if self._stale and not self._over.is_set():
                    self._stale = False
                    try:
                        self._listed(await self._list(client))
                    except MCPError as error:
                        self._journal.note(f"The list that has changed could not be read: {error.error.message[:300]}")
                    await asyncio.sleep(_RELIST_PAUSE_S)
            group.cancel_scope.cancel()

    async def _watch(self, client: Client) -> None:
        """Servers of the newer protocol tell of changes only to whoever listens. The screen hears what comes."""
        try:
            async with client.listen(
                tools_list_changed=True, prompts_list_changed=True, resources_list_changed=True
            ) as events:
                async for _ in events:
                    pass
        except (MCPError, RuntimeError, TimeoutError) as error:
            self._journal.note(f"Changes of its lists are not told: {str(error)[:200]}")

    # --- what it has --------------------------------------------------------------------------------------------------

    async def _list(self, client: Client) -> Listing:
        has, info = client.server_capabilities, client.server_info
        tools = await self._pages(client.list_tools, "tools") if has.tools else []
        prompts = await self._pages(client.list_prompts, "prompts") if has.prompts else []
        resources = await self._pages(client.list_resources, "resources") if has.resources else []
        listing = Listing(
            info.name[:200] if info else "",
            info.version[:100] if info else "",
            tuple(self._offer(tool) for tool in tools),
            tuple(_prompt(prompt) for prompt in prompts),
            tuple(_resource(resource) for resource in resources),
        )
        self._journal.note(
            f"Tools: {len(listing.tools)}, prompts: {len(listing.prompts)}, resources: {len(listing.resources)}."
        )
        return listing

    async def _pages(self, ask: Callable[..., Any], field: str) -> list[Any]:
        found: list[Any] = []
        cursor: str | None = None
        for _ in range(_MOST_PAGES):
            page = await ask(cursor=cursor)
            found += getattr(page, field)
            cursor = page.next_cursor
            if not cursor or len(found) >= MOST_TOOLS:
                break
        return found[:MOST_TOOLS]

    def _offer(self, tool: types.Tool) -> Offer:
        checked, hints = check(tool.input_schema), tool.annotations
        if checked.problem or checked.remark:
            self._journal.note(f"“{tool.name[:80]}”: {checked.problem or checked.remark}")
        return Offer(
            tool.name,
            (tool.title or (hints.title if hints else None) or "")[:200],
            _cut(tool.description),
            checked.text,
            hints.read_only_hint if hints else None,
            hints.destructive_hint if hints else None,
            checked.problem,
            checked.remark,
        )

    # --- what is asked of it ------------------------------------------------------------------------------------------

    async def call(self, name: str, arguments: dict[str, Any], call: Call) -> ToolOutput:
        """The result of a tool; cancelling the wait tells the server. Raises ToolError with a sentence."""

        async def told(progress: float, total: float | None, message: str | None) -> None:
            fraction = min(1.0, max(0.0, progress / total)) if total else None
            call.progress(fraction, (message or "")[:500])

        client = self._standing()
        params = types.CallToolRequestParams(name=name, arguments=arguments)
        request = types.CallToolRequest(params=params)

        async def send() -> types.CallToolResult | types.InputRequiredResult:
            return await client.session.send_request(request, _Answer, float("inf"), progress_callback=told)

        try:
            result = await self._asked(send)
        except MCPError as error:
            if error.code != types.HEADER_MISMATCH:
                raise ToolError(_said(error)) from error
            await self._pages(client.list_tools, "tools")  # the newer protocol wants the list to be known
            result = await self._asked(send)
        if isinstance(result, types.InputRequiredResult):
            raise ToolError("The server asks for input in the middle of the call, which is not supported.")
        remark = ""
        if not result.is_error:
            try:
                await client.session.validate_tool_result(name, result)
            except RuntimeError:
                remark = "The server's answer does not keep the schema that the server itself has given for it."
                self._journal.note(f"“{name[:80]}”: {remark}")
        return output(result, remark)

    async def prompt(self, name: str, values: Mapping[str, Any]) -> str:
        """The words of a prompt. Raises ToolError with a sentence."""
        client = self._standing()
        try:
            return prompt_text(await self._asked(lambda: client.get_prompt(name, arguments_for(dict(values)))))
        except MCPError as error:
            raise ToolError(_said(error)) from error

    async def resource(self, uri: str) -> tuple[Document, ...]:
        """The files of a resource. Raises ToolError with a sentence."""
        client = self._standing()
        try:
            return documents(await self._asked(lambda: client.read_resource(uri)))
        except MCPError as error:
            raise ToolError(_said(error)) from error

    @property
    def stands(self) -> bool:
        """Whether something can be asked of it."""
        return self._client is not None and not self._over.is_set()

    def _standing(self) -> Client:
        if self._client is None or not self.stands:
            raise ToolError("The server is not there any more.")
        return self._client

    async def _asked(self, send: Callable[[], Any]) -> Any:
        """What the server answers. One that is gone, or knows us no longer, ends the connection. Raises MCPError where
        it refuses, and ToolError."""
        try:
            return await send()
        except MCPError as error:
            if error.code == types.CONNECTION_CLOSED:
                self.end("The connection has ended.")
                raise ToolError("The server ended while it was asked. It is being started again.") from error
            if self.refusal is not None and self.refusal.sign_in:
                self.end("The server wants a sign-in.")
                raise ToolError(
                    "The server wants a sign-in. The user can sign in on its page in the settings."
                ) from error
            if error.error.message == "Session terminated":
                self.end("The server has forgotten this connection.")
                raise ToolError("The server has forgotten this connection. It is being made anew.") from error
            raise
        except ConfigurationError as error:
            raise ToolError(error.info.message) from error
        except ValueError as error:  # pydantic's too: what came back is not what the protocol says
            raise ToolError(f"The server's answer breaks the protocol: {str(error)[:300]}") from error


def _said(error: MCPError) -> str:
    return f"The server refused: {error.error.message[:2000]}"


def _cut(text: str | None) -> str:
    return (text or "") if len(text or "") <= _LONGEST_TEXT else (text or "")[:_LONGEST_TEXT] + "…"


def _prompt(prompt: types.Prompt) -> ServerPrompt:
    asks = (Ask(each.name, _cut(each.description), bool(each.required)) for each in prompt.arguments or ())
    return ServerPrompt(prompt.name, (prompt.title or "")[:200], _cut(prompt.description), tuple(asks))


def _resource(resource: types.Resource) -> Resource:
    kind, size = resource.mime_type or "", resource.size
    return Resource(
        str(resource.uri), resource.name, (resource.title or "")[:200], _cut(resource.description), kind, size
    )
