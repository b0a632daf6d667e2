"""The HTTP client that both SDKs get: ours above `httpx2`'s transport, or above a player in its place."""

from __future__ import annotations

import asyncio
import functools
import os
import ssl
from typing import Final

import httpx2

from core.errors import ConfigurationError
from core.network import EXTRA_CA
from core.wire.filling import FillingClient
from core.wire.masking import mask_url
from core.wire.mend import Mend
from core.wire.proxies import environment_proxies
from core.wire.tap import Tap

_POOL: Final = httpx2.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=60.0)


def build_client(
    *, transport: httpx2.AsyncBaseTransport | None = None, max_answer_bytes: int | None = None
) -> httpx2.AsyncClient:
    """A client whose answers are mended and whose exchanges are told to the task's `WireListener`.

    Without `transport` it goes to the network, by the proxies and certificates of the environment; building it costs
    well under a millisecond, what is expensive waits for the first request that needs it. It follows no redirects and
    has no timeouts: the caller gives a time limit for connecting with each request and watches over the rest.
    `max_answer_bytes` bounds one answer's body, None for the default of `core.limits`.
    """

    def wire(bottom: httpx2.AsyncBaseTransport) -> Mend:
        return Mend(Tap(bottom), max_answer_bytes)

    mounts: dict[str, httpx2.AsyncBaseTransport | None] = {}
    if transport is None:
        transport = NetworkTransport()
        for pattern, proxy in environment_proxies().items():
            mounts[pattern] = None if proxy is None else wire(NetworkTransport(proxy))
    return FillingClient(transport=wire(transport), mounts=mounts, timeout=httpx2.Timeout(None), follow_redirects=False)


class NetworkTransport(httpx2.AsyncBaseTransport):
    """`httpx2.AsyncHTTPTransport`, made when first needed; certificates are read only for a TLS connection, and in a
    thread, as that takes longer than a frame. Raises ConfigurationError for a proxy or certificates that cannot be
    used."""

    def __init__(self, proxy: str | None = None) -> None:
        self._proxy = proxy
        self._plain: httpx2.AsyncHTTPTransport | None = None
        self._secure: httpx2.AsyncHTTPTransport | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return await (await self._transport_for(request.url)).handle_async_request(request)

    async def aclose(self) -> None:
        for transport in (self._plain, self._secure):
            if transport is not None:
                await transport.aclose()

    async def _transport_for(self, url: httpx2.URL) -> httpx2.AsyncHTTPTransport:
        needs_tls = url.scheme == "https" or (self._proxy or "").startswith("https:")
        if not needs_tls:
            self._plain = self._plain or self._make(_no_certificates())
            return self._plain
        if self._secure is None:
            context = await asyncio.to_thread(_certificates)
            self._secure = self._secure or self._make(context)  # another request may have been faster
        return self._secure

    def _make(self, context: ssl.SSLContext) -> httpx2.AsyncHTTPTransport:
        if self._proxy is None:
            return httpx2.AsyncHTTPTransport(verify=context, limits=_POOL)
        try:
            encrypted = self._proxy.startswith("https:")
            proxy = httpx2.Proxy(self._proxy, ssl_context=context if encrypted else None)
            return httpx2.AsyncHTTPTransport(verify=context, limits=_POOL, proxy=proxy)
        except (ValueError, httpx2.InvalidURL, ImportError) as error:
            raise ConfigurationError(
                f"The proxy {mask_url(self._proxy)} of the environment cannot be used. Set HTTP_PROXY, HTTPS_PROXY or"
                " ALL_PROXY to the address of an HTTP proxy."
            ) from error


def _certificates() -> ssl.SSLContext:
    try:
        context = _shared_context(os.environ.get(EXTRA_CA, ""))
    except (OSError, ssl.SSLError) as error:
        raise ConfigurationError(
            "The certificates for encrypted connections could not be read; check the settings under Network, and"
            " SSL_CERT_FILE and SSL_CERT_DIR."
        ) from error
    return context


@functools.cache
def _shared_context(extra: str) -> ssl.SSLContext:
    """The certificates that `httpx2` trusts, by SSL_CERT_FILE, SSL_CERT_DIR or the system, and those of the file
    `extra`. Reading them once is enough: a context holds no state of a connection."""
    context = httpx2.create_ssl_context()
    if extra:
        context.load_verify_locations(cafile=extra)
    return context


@functools.cache
def _no_certificates() -> ssl.SSLContext:
    """Trusts nobody; for transports that speak plain HTTP only, in place of a costly context they never use."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
