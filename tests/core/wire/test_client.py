"""The client over real sockets: proxies, certificates, redirects, what it costs to build."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest

from core.errors import ConfigurationError, RedirectError
from core.wire import client as client_module
from core.wire.client import build_client
from tests.core.wire.test_proxies import VARIABLES
from tests.support.listener import listening
from tests.support.script import Answer, whole
from tests.support.server import Server


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    client_module._shared_context.cache_clear()


@asynccontextmanager
async def proxy() -> AsyncIterator[tuple[str, list[str]]]:
    """A proxy that forwards one plain request a connection and refuses tunnels; gives its address and what it saw."""
    seen: list[str] = []
    done: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        done.add(task)
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        seen.append(head)
        method, target, _ = head.split("\r\n")[0].split(" ")
        if method == "CONNECT":
            writer.write(b"HTTP/1.1 407 Who are you\r\ncontent-length: 0\r\n\r\n")
        else:
            url = httpx2.URL(target)
            upstream, onward = await asyncio.open_connection(url.host, url.port)
            onward.write(head.replace(target, url.path, 1).encode())
            writer.write(await upstream.readuntil(b"{}"))
            onward.close()
            await onward.wait_closed()
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", seen
    finally:
        server.close()
        await asyncio.gather(*done, return_exceptions=True)


async def test_a_proxy_of_the_environment_is_used_tapped_and_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    async with proxy() as (address, seen), Server([whole(b"{}", content_type="text/plain")]) as server:
        monkeypatch.setenv("HTTP_PROXY", address.replace("://", "://me:secret@"))
        async with build_client() as client:
            with listening() as noted:
                answer = await client.get(server.url + "/v1/models")
    assert answer.headers["content-type"] == "application/json"
    assert seen[0].startswith(f"GET {server.url}/v1/models ")
    assert "proxy-authorization: basic" in seen[0].lower()
    assert noted.words == ["started", "connected", "received", "closed"]
    assert len(server.requests) == 1


async def test_no_proxy_goes_straight(monkeypatch: pytest.MonkeyPatch) -> None:
    async with proxy() as (address, seen), Server([whole(b"{}")]) as server:
        monkeypatch.setenv("ALL_PROXY", address)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        async with build_client() as client:
            assert (await client.get(server.url)).content == b"{}"
    assert seen == []


async def test_a_tunnel_that_is_refused_never_counts_as_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    async with proxy() as (address, seen):
        monkeypatch.setenv("HTTPS_PROXY", address)
        async with build_client() as client:
            with listening() as noted, pytest.raises(httpx2.ProxyError, match="407"):
                await client.get("https://host.test/")
    assert seen[0].startswith("CONNECT host.test:443 ")
    assert noted.words == ["started", "closed"]


@pytest.mark.parametrize("address", ["socks4://p:1", "ftp://me:hidden@p:1", "http://p:port"])
async def test_a_proxy_that_cannot_be_used_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", address)
    async with build_client() as client:
        with pytest.raises(ConfigurationError, match="proxy") as caught:
            await client.get("http://host.test/")
    assert "hidden" not in str(caught.value)


async def test_certificates_that_cannot_be_read_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem"))
    async with build_client() as client:
        with pytest.raises(ConfigurationError, match="SSL_CERT_FILE"):
            await client.get("https://host.test/")
        async with Server([whole(b"{}")]) as server:  # plain HTTP needs none
            assert (await client.get(server.url)).content == b"{}"


async def test_a_redirect_is_told_and_not_followed() -> None:
    location = ("location", "https://elsewhere.test/v1?key=hidden")
    async with Server([Answer(status=307, headers=(location,))]) as server, build_client() as client:
        with pytest.raises(RedirectError, match=r"https://elsewhere\.test/v1 \(HTTP 307\)") as caught:
            await client.post(server.url, follow_redirects=True)
        await server.closed()
    assert "hidden" not in str(caught.value)
    assert caught.value.info.status == 307
    assert len(server.requests) == 1


def test_building_is_cheap() -> None:
    began = time.process_time()
    for _ in range(20):
        build_client()
    assert (time.process_time() - began) / 20 < 0.02  # reading certificates takes several times that


async def test_there_is_no_time_limit_but_the_callers() -> None:
    async with build_client() as client:
        assert client.timeout == httpx2.Timeout(None)
        assert client.follow_redirects is False
