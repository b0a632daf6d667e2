"""A client for places that nobody configured: pages that a model asks for. It asks for less, trusts less and reaches
less than the one of the SDKs.

The name of a host is looked up here, judged, and the connection goes to the very address that was judged: a name that
answers differently the next time gains nothing.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from typing import Final

import httpx2

from core.errors import ToolError
from core.wire.body import Source, TooLargeError
from core.wire.client import NetworkTransport
from core.wire.inflate import ACCEPTED, inflater_for
from core.wire.proxies import environment_proxies
from core.wire.tap import Tap

_HEADERS: Final = {
    "user-agent": "Rivulet (desktop chat client; a person asked for this page)",
    "accept": "text/html, text/plain;q=0.9, */*;q=0.5",
    "accept-encoding": ACCEPTED,
}
_TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")  # IPv4 addresses, in the last 32 bits
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def page_client(*, private: bool) -> httpx2.AsyncClient:
    """A client that reaches the public network alone, and what is private too where `private` is true. By the proxies
    of the environment; follows no redirects, keeps no cookies. Its requests raise ToolError for an address that may
    not be reached."""
    mounts: dict[str, httpx2.AsyncBaseTransport | None] = {}
    for pattern, proxy in environment_proxies().items():
        mounts[pattern] = None if proxy is None else Tap(_Judged(NetworkTransport(proxy), private, pinned=False))
    return httpx2.AsyncClient(
        transport=Tap(_Judged(NetworkTransport(), private, pinned=True)),
        mounts=mounts,
        headers=_HEADERS,
        timeout=httpx2.Timeout(None),
        follow_redirects=False,
        trust_env=False,
    )


async def read_body(answer: httpx2.Response, limit: int) -> bytes | None:
    """The body, unpacked; None where it is larger than `limit` bytes."""
    stream = answer.stream
    assert isinstance(stream, httpx2.AsyncByteStream)
    source = Source(stream, inflater_for(answer.headers.get("content-encoding", "")), limit)
    pieces: list[bytes] = []
    try:
        while (piece := await source.next()) is not None:
            pieces.append(piece)
    except TooLargeError:
        return None
    finally:
        await source.aclose()
    return b"".join(pieces)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, also where it is written inside of another one."""
    found: _Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is None and found in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        found = inner or found
    return found.is_global and not found.is_multicast


class _Judged(httpx2.AsyncBaseTransport):
    """Judges where a request goes. `pinned`: connects to the address that was judged; a proxy looks names up itself."""

    def __init__(self, inner: httpx2.AsyncBaseTransport, private: bool, *, pinned: bool) -> None:
        self._inner = inner
        self._private = private
        self._pinned = pinned

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        host = request.url.host
        addresses = await self._look_up(host, request.url.port or (443 if request.url.scheme == "https" else 80))
        if not self._private and not all(is_public(address) for address in addresses):
            raise ToolError(
                f"{host} is on this machine or in a private network, which web pages are not fetched from."
                " The user can allow that in the settings, under Tools."
            )
        if not self._pinned or not addresses:
            return await self._inner.handle_async_request(request)
        return await self._first_that_answers(request, host, addresses)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def _look_up(self, host: str, port: int) -> list[str]:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            if not self._pinned:
                return []  # the proxy may know the name
            raise ToolError(f"There is no host named {host}, or it cannot be found now.") from error
        return list(dict.fromkeys(str(place[4][0]) for place in found))

    async def _first_that_answers(self, request: httpx2.Request, host: str, addresses: list[str]) -> httpx2.Response:
        url = request.url
        request.extensions = {**request.extensions, "sni_hostname": host}  # and so the certificate's name
        for last, address in ((address == addresses[-1], address) for address in addresses):
            request.url = url.copy_with(host=address)
            try:
                return await self._inner.handle_async_request(request)
            except httpx2.ConnectError:
                if last:
                    raise
            finally:
                request.url = url
        raise httpx2.ConnectError("no address answered")  # there is at least one
