"""Tool servers at an address: sessions, bounds, refusals, and signing in, over real sockets."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from core.errors import ToolError
from core.mcp.server import Phase
from core.mcp.spec import ServerSpec, Way
from core.settings.secrets import Secrets
from tests.core.mcp.house import House, living, reaches, until
from tests.support.mcp_servers.web import Web
from tests.support.server import Server


@asynccontextmanager
async def at(
    folder: Path, web: Web, secrets: Secrets | None = None, **options: object
) -> AsyncIterator[tuple[House, Server]]:
    async with Server(web.answer) as server:
        web.url = server.url
        spec = ServerSpec("web", "Web", Way.HTTP, url=f"{server.url}/mcp")
        async with living(folder, spec, secrets=secrets) as house:
            yield house, server


async def visit(address: str) -> bytes:
    """What a browser gets at an address of this machine."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    writer.write(f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
    data = await reader.read()
    writer.close()
    await writer.wait_closed()
    return data


async def signed_in(house: House, web: Web) -> str:
    """Sign in as a person does; returns the address that the browser came back to."""
    house.opened.clear()
    await house.servers.sign_in("web")
    await until(lambda: bool(house.opened))
    back = web.agree(house.opened[0])
    assert b"You can close this page" in await visit(back)
    await reaches(house.server, Phase.RUNNING)
    return back


async def test_tools_over_http(tmp_path: Path) -> None:
    web = Web()
    async with at(tmp_path, web) as (house, _):
        await house.server.ready()
        assert (await house.call("echo")).text == "token None"
        assert house.phase() is Phase.RUNNING
    assert web.requests[-1].method == "DELETE"  # the server is told that we leave


async def test_a_server_that_forgot_us_is_met_anew(tmp_path: Path) -> None:
    web = Web()
    async with at(tmp_path, web) as (house, _):
        await house.server.ready()
        web.forgets = True
        with pytest.raises(ToolError, match="forgotten"):
            await house.call("echo")
        assert (await house.call("echo")).text == "token None"


async def test_an_answer_larger_than_is_good_is_refused(tmp_path: Path) -> None:
    web = Web(huge=True)
    async with at(tmp_path, web) as (house, _):
        await house.server.ready()
        with pytest.raises(ToolError):
            await house.call("echo")
        web.huge = False
        assert (await house.call("echo")).text == "token None"


async def test_an_address_where_nobody_answers_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    spec = ServerSpec("web", "Web", Way.HTTP, url=f"http://127.0.0.1:{port}/mcp")
    async with living(tmp_path, spec) as house:
        await house.server.ready()
        assert (house.phase(), house.server.state.why) == (Phase.FAILED, "The server cannot be reached.")


async def test_a_server_that_is_silent_is_left_within_its_limit(tmp_path: Path) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/mcp"
    spec = ServerSpec("web", "Web", Way.HTTP, url=url, start_limit_s=0.3)
    async with living(tmp_path, spec, back_off=()) as house:
        await house.server.ready()
        assert house.phase() is Phase.FAILED
    listener.close()


async def test_a_header_that_is_a_secret_goes_to_its_host_alone(tmp_path: Path) -> None:
    web = Web(signed=True, tokens={"header-canary"})
    async with at(tmp_path, web) as (house, server):
        spec = replace(house.server.spec, secrets=("Authorization",))
        await house.servers.change(spec, {"Authorization": "Bearer header-canary"})
        await house.server.ready()
        assert (await house.call("echo")).text == "token Bearer header-canary"
        elsewhere = server.url.replace("127.0.0.1", "localhost")
        await house.servers.change(replace(spec, url=f"{elsewhere}/mcp"), {})
        await house.server.ready()
        assert house.server.state.why == "A value is missing for Authorization. Enter it in the settings."
    assert contents_without(tmp_path, b"canary")


async def test_a_sign_in_is_asked_for_and_opens_no_browser_by_itself(tmp_path: Path) -> None:
    web = Web(signed=True)
    async with at(tmp_path, web) as (house, _):
        await house.server.ready()
        assert (house.phase(), house.opened) == (Phase.SIGN_IN, [])
        assert "/register" not in web.seen
        await house.server.ready()
        assert house.phase() is Phase.SIGN_IN


async def test_signing_in_opens_the_browser_and_listens_only_while_it_waits(tmp_path: Path) -> None:
    web = Web(signed=True)
    async with at(tmp_path, web) as (house, _):
        back = await signed_in(house, web)
        assert (await house.call("echo")).text.startswith("token Bearer access-canary-")
        with pytest.raises(OSError):
            await visit(back)
        await house.servers.sign_out("web")
        await house.server.ready()
        await reaches(house.server, Phase.SIGN_IN)
    assert contents_without(tmp_path, b"canary")


def contents_without(folder: Path, word: bytes) -> bool:
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return bool(files) and not any(word in data for data in files)


async def test_a_sign_in_outlives_the_program_and_a_token_that_ended_is_renewed(tmp_path: Path) -> None:
    web, secrets = Web(signed=True), Secrets(time_limit_s=2)
    async with Server(web.answer) as server:
        web.url = server.url
        spec = ServerSpec("web", "Web", Way.HTTP, url=f"{server.url}/mcp")
        async with living(tmp_path, spec, secrets=secrets) as house:
            await signed_in(house, web)
            known = await house.servers.vault.sign_in(spec)
            await house.servers.vault.keep_sign_in(spec, {**known, "expires_at": 1.0})  # an hour later
        web.tokens.clear()
        async with living(tmp_path, secrets=secrets) as house:
            house.servers.load()
            await house.server.ready()
            await reaches(house.server, Phase.RUNNING)
            assert house.opened == []
            assert (await house.call("echo")).text.startswith("token Bearer access-canary-")
            web.tokens.clear()
            web.refuse_refresh = True
            with pytest.raises(ToolError):
                await house.call("echo")
            await reaches(house.server, Phase.SIGN_IN)
            assert house.opened == []
    secrets.close()


async def test_a_sign_in_that_is_refused_is_told(tmp_path: Path) -> None:
    web = Web(signed=True)
    async with at(tmp_path, web) as (house, _):
        await house.servers.sign_in("web")
        await until(lambda: bool(house.opened))
        back = web.agree(house.opened[0]).partition("?")[0]
        await visit(f"{back.replace('/signed-in', '/other')}?code=1")  # not for us
        await visit(f"{back}?error=access_denied&error_description=Not+today")
        await reaches(house.server, Phase.SIGN_IN)
        assert house.server.state.why == "The server refused the sign-in: Not today."


async def test_an_answer_with_another_state_is_not_believed(tmp_path: Path) -> None:
    web = Web(signed=True)
    async with at(tmp_path, web) as (house, _):
        await house.servers.sign_in("web")
        await until(lambda: bool(house.opened))
        await visit(web.agree(house.opened[0]).partition("&state=")[0] + "&state=another")
        await reaches(house.server, Phase.SIGN_IN)
        assert "/token" not in web.seen


async def test_quitting_while_a_sign_in_waits(tmp_path: Path) -> None:
    web = Web(signed=True)
    async with at(tmp_path, web) as (house, _):
        await house.servers.sign_in("web")
        await until(lambda: bool(house.opened))
