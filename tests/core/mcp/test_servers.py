"""Tool servers as real processes: used, crashed, hung, flooded, changed, lied to, and ended."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import ToolError
from core.mcp.lines import LONGEST
from core.mcp.server import Phase
from core.tools.selection import Selection
from tests.core.mcp.house import Heard, living, processes_of, reaches, rough, until


async def test_a_server_starts_when_some_of_it_is_switched_on_and_gives_its_tools(tmp_path: Path) -> None:
    async with living(tmp_path, rough()) as house:
        assert house.phase() is Phase.IDLE
        await house.registry.ready(Selection.of(["builtin/get_current_time"]))
        assert house.phase() is Phase.IDLE
        await house.registry.ready(Selection.of(["mcp:rough/*"]))
        assert house.phase() is Phase.RUNNING
        toolbox = house.registry.toolbox(Selection.of(["mcp:rough/*"]))
        assert [tool.own_name for tool in toolbox.tools] == ["echo", "slow", "env"]
        echo = toolbox.tools[0]
        assert (echo.asks, echo.read_only, echo.title, echo.source) == (True, True, "Echo", "mcp:rough")
        assert (await house.call("echo", "안녕")).text == "안녕"
        failed = await house.call("echo", "fail")
        assert failed.is_error


async def test_nothing_is_started_that_was_not_agreed_to_and_a_changed_line_asks_again(tmp_path: Path) -> None:
    async with living(tmp_path, rough(agreed=False)) as house:
        await house.server.ready()
        assert (house.phase(), house.server.tools(), house.log()) == (Phase.UNTRUSTED, (), [])
        await house.servers.agree("rough")
        await house.server.ready()
        identity = house.tool().identity
        await house.servers.change(replace(house.server.spec, arguments=(*house.server.spec.arguments, "--more")), {})
        assert (house.phase(), house.server.tools()) == (Phase.UNTRUSTED, ())
        await house.servers.agree("rough")
        await house.server.ready()
        assert house.tool().identity != identity


async def test_what_was_agreed_to_and_listed_is_known_at_the_next_start(tmp_path: Path) -> None:
    async with living(tmp_path, rough()) as house:
        await house.server.ready()
        identity = house.tool().identity
    assert "approved" in (tmp_path / "servers.toml").read_text(encoding="utf-8")
    async with living(tmp_path) as house:
        house.servers.load()
        assert house.phase() is Phase.IDLE
        assert house.tool().identity == identity
        assert (await house.call("echo", "started by the call")).text == "started by the call"


async def test_a_server_sees_a_small_environment_and_no_key_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-0123456789")
    monkeypatch.setenv("MY_TOKEN", "canary-token")
    given = (("PLAIN", "a value; with $HOME `ls`"), ("REFERRED", "${env:MY_TOKEN}"))
    async with living(tmp_path, rough(environment=given, folder=str(tmp_path))) as house:
        await house.server.ready()
        output = await house.call("env")
        seen = json.loads(output.text)
        assert "canary-0123456789" not in output.text
        assert (seen["PLAIN"], seen["REFERRED"], "HOME" in seen) == (given[0][1], "canary-token", True)
        assert "MY_TOKEN" not in seen
        assert json.loads(output.json_text) == {"folder": str(tmp_path)}


async def test_secrets_stand_in_no_file(tmp_path: Path) -> None:
    async with living(tmp_path) as house:
        await house.servers.add(replace(rough(agreed=False), secrets=("API_TOKEN",)), {"API_TOKEN": "canary-secret"})
        await house.servers.agree("rough")
        await house.server.ready()
        assert json.loads((await house.call("env")).text)["API_TOKEN"] == "canary-secret"
    assert contents(tmp_path)
    assert not any(b"canary-secret" in data for data in contents(tmp_path))


def contents(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


async def test_progress_is_told_and_a_cancelled_call_is_cancelled_at_the_server(tmp_path: Path) -> None:
    async with living(tmp_path, rough()) as house:
        await house.server.ready()
        heard = Heard()
        running = asyncio.ensure_future(house.tool("slow").run({}, heard))
        await until(lambda: len(heard.steps) == 3)
        assert heard.steps == [(0.25, "step 1"), (0.5, "step 2"), (0.75, "step 3")]
        others = await asyncio.gather(*(house.call("echo", str(number)) for number in range(20)))
        assert [other.text for other in others] == [str(number) for number in range(20)]
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        await until(lambda: any("cancelled" in line for line in house.log()))
        assert (await house.call("echo", "still there")).text == "still there"


async def test_a_crash_fails_the_call_and_the_server_is_started_again(tmp_path: Path) -> None:
    async with living(tmp_path, rough("crash_once", str(tmp_path / "crashed"))) as house:
        await house.server.ready()
        with pytest.raises(ToolError, match="ended while it was asked"):
            await house.call("echo", "a")
        assert (await house.call("echo", "b")).text == "b"
        assert "The program has ended with the code 3." in house.log()
        assert "out of cheese" in house.log()


async def test_a_server_that_ends_again_and_again_is_given_up_with_its_last_words(tmp_path: Path) -> None:
    async with living(tmp_path, rough("die_at_start")) as house:
        await house.server.ready()
        assert house.phase() is Phase.FAILED
        assert house.server.state.why.endswith("code 2. Its last words: I need a file that is not there")
        assert house.log().count("The program has ended with the code 2.") == 3
        await house.server.ready()
        assert house.log().count("The program has ended with the code 2.") == 3  # only a person tries it again


async def test_what_cannot_be_started_is_told_once(tmp_path: Path) -> None:
    spec = replace(rough(agreed=False), command="there-is-no-such-program")
    async with living(tmp_path, replace(spec, approved=spec.fingerprint)) as house:
        await house.server.ready()
        assert house.phase() is Phase.FAILED
        assert "There is no program" in house.server.state.why


async def test_a_server_that_hangs_is_not_waited_for_longer_than_its_limit(tmp_path: Path) -> None:
    async with living(tmp_path, rough("hang", start_limit_s=0.3), back_off=()) as house:
        await house.server.ready()
        assert house.phase() is Phase.FAILED
        assert house.server.state.why == "The server was not ready within 0.3 s."


async def test_a_call_that_hangs_has_the_limit_of_its_server(tmp_path: Path) -> None:
    async with living(tmp_path, rough("hang_at_call", call_limit_s=7.0)) as house:
        await house.server.ready()
        assert house.tool().timeout_s == 7.0


async def test_a_flood_is_bounded_and_the_answer_behind_it_arrives(tmp_path: Path) -> None:
    async with living(tmp_path, rough("flood")) as house:
        await house.server.ready()
        turns = 0
        running = asyncio.ensure_future(house.call("echo", "behind"))
        while not running.done():
            await asyncio.sleep(0)
            turns += 1
        assert (await running).text == "behind"
        assert (len(house.log()), house.log()[-1]) == (1000, "line 5999")
        assert turns > 100  # the loop went on all the while


async def test_large_results_arrive_and_larger_ones_are_refused(tmp_path: Path) -> None:
    async with living(tmp_path, rough("big")) as house:
        await house.server.ready()
        assert len((await house.call("echo", "10000000")).text) == 10_000_000
        with pytest.raises(ToolError, match="16 MB is the most"):
            await house.call("echo", str(LONGEST + 1))
        assert (await house.call("echo", "1")).text == "x"


async def test_a_changed_description_is_a_changed_tool(tmp_path: Path) -> None:
    async with living(tmp_path, rough("change")) as house:
        told = 0

        def changed() -> None:
            nonlocal told
            told += 1

        await house.server.ready()
        end = house.registry.subscribe(changed)
        before = house.tool()
        await house.call("echo", "a")
        await until(lambda: house.tool().spec.description == "Says it back, louder.")
        assert before.identity != house.tool().identity
        with pytest.raises(ToolError, match="was changed by its server"):
            await before.run({"text": "a"}, Heard())
        assert told < 10  # fifty times it was said that the list has changed
        end()


async def test_tools_that_lie_about_their_schema_are_left_out_and_told(tmp_path: Path) -> None:
    async with living(tmp_path, rough("lie")) as house:
        await house.server.ready()
        assert [tool.own_name for tool in house.server.tools()] == ["fine", "mended", "answers_otherwise"]
        told = " ".join((*house.log(), *house.server.notes()))
        for name in ("no_object", "list", "either", "odd_property", "elsewhere", "nowhere", "broken"):
            assert f"“{name}”" in told, name
        mended = house.tool("mended").spec.parameters
        assert (mended["properties"]["a"], mended["required"]) == ({"type": "array", "items": {}}, ["a"])
        output = await house.call("answers_otherwise")
        assert "no number" in output.text
        assert "does not keep the schema" in output.text


async def test_prompts_and_resources(tmp_path: Path) -> None:
    async with living(tmp_path, rough()) as house:
        await house.server.ready()
        listing = house.server.listing
        assert [(prompt.name, prompt.asks[0].name) for prompt in listing.prompts] == [("greet", "who")]
        assert await house.server.prompt("greet", {"who": "Ada"}) == "Greet Ada."
        (document,) = await house.server.resource(listing.resources[0].uri)
        assert (document.media_type, document.data) == ("text/plain", b"note one")


async def test_words_on_the_output_that_are_no_protocol_cost_nothing(tmp_path: Path) -> None:
    async with living(tmp_path, rough("greet")) as house:
        await house.server.ready()
        assert house.phase() is Phase.RUNNING
        assert "Welcome to the server." in house.log()


@pytest.mark.parametrize("mode", ["well", "hang", "stubborn", "children", "hang_at_call"])
async def test_quitting_leaves_no_process(tmp_path: Path, mode: str) -> None:
    mark = f"mark-{tmp_path.name}"
    async with living(tmp_path, rough(mode, mark)) as house:
        house.server.start()
        if mode != "hang":
            await reaches(house.server, Phase.RUNNING)
        await until(lambda: bool(processes_of(mark)))
        if mode == "hang_at_call":
            running = asyncio.ensure_future(house.call("echo", "a"))
            await asyncio.sleep(0.05)
        await house.servers.aclose()
        assert processes_of(mark) == []
        if mode == "hang_at_call":
            with pytest.raises(ToolError):
                await running
    assert processes_of("import time; time.sleep(600)") == []


async def test_switching_off_ends_it_and_removing_forgets_it(tmp_path: Path) -> None:
    async with living(tmp_path, rough()) as house:
        await house.server.ready()
        await house.servers.switch("rough", on=False)
        assert (house.phase(), house.server.tools()) == (Phase.OFF, ())
        await house.servers.remove("rough")
        assert (house.servers.all, house.registry.sources) == ((), ())
    assert (tmp_path / "servers.toml").read_text(encoding="utf-8").strip() == ""


async def test_a_server_of_a_file_is_agreed_to_anew_and_gets_no_secrets_of_another_program(tmp_path: Path) -> None:
    spec = replace(rough(agreed=False), secrets=("API_TOKEN",))
    async with living(tmp_path) as house:
        await house.servers.add(spec, {"API_TOKEN": "canary-secret"})
        await house.servers.agree("rough")
        await house.servers.receive([replace(spec, name="Renamed", approved="")])
        assert (house.server.spec.name, house.server.spec.trusted) == ("Renamed", True), "the same program"
        evil = replace(spec, command="/bin/evil")
        await house.servers.receive([replace(evil, approved=evil.fingerprint)])
        beside = next(each.spec for each in house.servers.all if each.spec.command == "/bin/evil")
        assert (house.server.spec.command, beside.trusted) == (spec.command, False)
        assert await house.servers.vault.values(beside) == {}
        assert await house.servers.vault.values(house.server.spec) == {"API_TOKEN": "canary-secret"}


WINDOW = """
    import asyncio, sys
    from pathlib import Path
    from core.mcp.servers import Servers
    from core.mcp.vault import Vault
    from core.settings.secrets import Secrets
    from core.tools.registry import Registry

    async def main():
        folder = Path(sys.argv[1])
        spawn = lambda work, name: asyncio.get_running_loop().create_task(work, name=name)
        servers = Servers(folder, folder, Registry(), Vault(Secrets()), spawn, print)
        servers.load()
        before = [name for name in ("mcp", "mcp_types", "jsonschema") if name in sys.modules]
        await servers.all[0].ready()
        print(before, servers.all[0].state.phase, flush=True)
        await asyncio.sleep(600)

    asyncio.run(main())
"""


async def test_mcp_comes_with_the_first_start_and_a_killed_window_leaves_no_server(tmp_path: Path) -> None:
    mark = f"mark-{tmp_path.name}"
    async with living(tmp_path, rough("well", mark)):
        pass
    code = textwrap.dedent(WINDOW)
    window = await asyncio.create_subprocess_exec(sys.executable, "-c", code, str(tmp_path), stdout=subprocess.PIPE)
    assert window.stdout is not None
    assert (await window.stdout.readline()).decode().strip() == "[] running"
    assert len(processes_of(mark)) == 1
    window.kill()
    await window.communicate()
    await until(lambda: processes_of(mark) == [])


def test_the_servers_of_the_program_are_there_without_qt_and_without_mcp() -> None:
    code = "import sys, core.mcp.servers; print([name for name in ('mcp', 'PySide6', 'anyio') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
