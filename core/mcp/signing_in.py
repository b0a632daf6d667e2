"""Signing in at a server (OAuth 2.1): the browser is opened by the program's one way out, and a port of this machine
listens for its answer, only while it waits. What the sign-in brings is kept in the vault.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final, Self, TypeVar
from urllib.parse import parse_qs, urlsplit

from mcp.client.auth import OAuthClientProvider
from mcp.shared.auth import (
    AuthorizationCodeResult,
    OAuthClientInformationFull,
    OAuthClientMetadata,
    OAuthMetadata,
    OAuthToken,
    ProtectedResourceMetadata,
)
from pydantic import AnyUrl, BaseModel, ValidationError

from core.mcp.spec import ServerSpec
from core.mcp.vault import Vault

T = TypeVar("T", bound=BaseModel)

WAIT_S: Final = 300.0
_PATH: Final = "/signed-in"
_HEAD_LIMIT: Final = 16_384
_LAST_WORD_S: Final = 1.0  # for the page that says that all is well
_PAGE: Final = (
    "<!doctype html><meta charset=utf-8><title>Rivulet</title>"
    "<body style='font:16px/1.5 system-ui;margin:4em auto;max-width:30em'>{words}"
)


class SignInNeeded(Exception):
    """The server wants a sign-in, and nobody has asked for one."""


class SignInFailed(Exception):
    """Why it came to nothing, as a sentence."""


class Doorstep:
    """Where the browser comes back to. Its port is taken at once, since the server is told of it, but nobody listens
    there before `open`. `port` 0 takes any free one; one that is taken is replaced by another."""

    def __init__(self, port: int = 0) -> None:
        self._socket = _bound(port)
        self.port: int = self._socket.getsockname()[1]
        self._answer: asyncio.Future[AuthorizationCodeResult] = asyncio.get_running_loop().create_future()
        self._server: asyncio.Server | None = None
        self._visits: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{_PATH}"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def used(self) -> bool:
        """Whether somebody was waited for already; nobody is a second time."""
        return self._server is not None

    async def open(self) -> None:
        """Listen from now on, until there is an answer."""
        self._server = await asyncio.start_server(self._visited, sock=self._socket, limit=_HEAD_LIMIT)

    async def close(self) -> None:
        """Nobody listens any more. Harmless when called again."""
        if self._server is None:
            self._socket.close()
        else:
            self._server.close()
        if self._visits:
            _, late = await asyncio.wait(self._visits, timeout=_LAST_WORD_S)
            for visit in late:
                visit.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if not self._answer.cancel() and not self._answer.cancelled():
            self._answer.exception()  # somebody came back whom nobody waited for any more

    async def answer(self) -> AuthorizationCodeResult:
        """What the browser brought. Raises SignInFailed."""
        try:
            async with asyncio.timeout(WAIT_S):
                return await asyncio.shield(self._answer)
        except TimeoutError:
            raise SignInFailed("Nobody came back from the browser within five minutes. Sign in again.") from None
        finally:
            await self.close()

    async def _visited(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._visits.add(task)
        try:
            async with asyncio.timeout(10):
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                status, words = self._heard(head.split(" ", 2))
                body = _PAGE.replace("{words}", words).encode()
                lines = (f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", f"Content-Length: {len(body)}")
                writer.write("\r\n".join((*lines, "Connection: close", "", "")).encode() + body)
                await writer.drain()
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # somebody else knocked
        finally:
            self._visits.discard(task)
            writer.close()

    def _heard(self, request: list[str]) -> tuple[str, str]:
        parts = urlsplit(request[1] if len(request) > 1 else "")
        if request[0] != "GET" or parts.path != _PATH:
            return "404 Not Found", "There is nothing here."
        said = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if not self._answer.done():
            if "error" in said:
                why = said.get("error_description") or said["error"]
                self._answer.set_exception(SignInFailed(f"The server refused the sign-in: {why[:300]}."))
            elif "code" in said:
                result = AuthorizationCodeResult(code=said["code"], state=said.get("state"), iss=said.get("iss"))
                self._answer.set_result(result)
        return "200 OK", "You can close this page and go back to Rivulet."


def _bound(port: int) -> socket.socket:
    """A port of this machine that is ours, and where nobody listens."""
    try:
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        bound.bind(("127.0.0.1", port))
    except OSError:
        bound.close()
        if not port:
            raise
        return _bound(0)
    return bound


class Pass:
    """What a sign-in brought, as `mcp` asks for it; every change is kept in the vault."""

    def __init__(self, spec: ServerSpec, vault: Vault, known: dict[str, Any]) -> None:
        self._spec = spec
        self._vault = vault
        self._known = known
        self.provider: OAuthClientProvider | None = None
        self.notice = ""

    @property
    def port(self) -> int:
        """The port of the last sign-in: servers remember it."""
        port = self._known.get("port")
        return port if isinstance(port, int) and 1024 <= port <= 65535 else 0

    def begin_anew(self, port: int) -> None:
        """A sign-in begins. Where the port is another one, so is the client that the server knows."""
        self._known.pop("tokens", None)
        if port != self._known.get("port"):
            self._known.pop("client", None)
        self._known["port"] = port

    def restore(self, provider: OAuthClientProvider) -> None:
        """Tell the provider what it cannot know: until when the token holds, and where a new one is got."""
        self.provider = provider
        context = provider.context
        expires = self._known.get("expires_at")
        context.token_expiry_time = float(expires) if isinstance(expires, int | float) else None
        context.oauth_metadata = _read(OAuthMetadata, self._known.get("metadata"))
        context.protected_resource_metadata = _read(ProtectedResourceMetadata, self._known.get("resource"))
        issuer = self._known.get("issuer")
        context.auth_server_url = issuer if isinstance(issuer, str) else None

    async def get_tokens(self) -> OAuthToken | None:
        return _read(OAuthToken, self._known.get("tokens"))

    async def set_tokens(self, tokens: OAuthToken) -> None:
        self._known["tokens"] = _dumped(tokens)
        self._known["expires_at"] = None if tokens.expires_in is None else time.time() + tokens.expires_in
        if self.provider is not None:
            context = self.provider.context
            self._known["issuer"] = context.auth_server_url
            self._known["metadata"] = _dumped(context.oauth_metadata)
            self._known["resource"] = _dumped(context.protected_resource_metadata)
        await self._keep()

    async def get_client_info(self) -> OAuthClientInformationFull | None:
        return _read(OAuthClientInformationFull, self._known.get("client"))

    async def set_client_info(self, client_info: OAuthClientInformationFull) -> None:
        self._known["client"] = _dumped(client_info)
        await self._keep()

    async def _keep(self) -> None:
        problem = await self._vault.keep_sign_in(self._spec, self._known)
        self.notice = f"{problem} The sign-in holds until you quit." if problem else ""
        await self._vault.sign_in(self._spec)  # the mask learns the new tokens


def provider(
    spec: ServerSpec, kept: Pass, doorstep: Doorstep | None, open_url: Callable[[str], None]
) -> OAuthClientProvider:
    """Signs requests to the server. Without a doorstep it uses and renews what is kept and raises SignInNeeded where
    that is not enough."""

    async def leave(address: str) -> None:
        if doorstep is None or doorstep.used:
            raise SignInNeeded
        await doorstep.open()
        open_url(address)

    async def come_back() -> AuthorizationCodeResult:
        if doorstep is None:
            raise SignInNeeded
        return await doorstep.answer()

    address = doorstep.address if doorstep is not None else f"http://127.0.0.1:{kept.port or 1}{_PATH}"
    metadata = OAuthClientMetadata(
        client_name="Rivulet",
        redirect_uris=[AnyUrl(address)],
        grant_types=["authorization_code", "refresh_token"],
        response_types=["code"],
        token_endpoint_auth_method="none",
    )
    made = OAuthClientProvider(spec.url, metadata, kept, leave, come_back)
    kept.restore(made)
    return made


def _read(kind: type[T], value: object) -> T | None:
    try:
        return None if value is None else kind.model_validate(value)
    except ValidationError:
        return None


def _dumped(value: BaseModel | None) -> dict[str, Any] | None:
    return None if value is None else value.model_dump(mode="json", exclude_none=True, by_alias=True)
