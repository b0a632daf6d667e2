"""What a tool server is: its hash, its file, the JSON of other programs, lines, schemas. Nothing is started."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ConfigurationError
from core.mcp.importing import read_servers
from core.mcp.launch import plan, usual_environment
from core.mcp.lines import Lines, TooLong
from core.mcp.listing import Ask, Listing, Offer, Resource, ServerPrompt, from_json, to_json
from core.mcp.schema import check
from core.mcp.shelf import load_servers, save_servers
from core.mcp.spec import ServerSpec, Way, caution, complaint, is_secret, new_id
from core.tools.schema import fitting

GITHUB = ServerSpec(
    "github",
    "GitHub",
    command="npx",
    arguments=("-y", "@scope/server github"),
    environment=(("HOST", "example.com"),),
    secrets=("GITHUB_TOKEN",),
)
LINEAR = ServerSpec("linear", "Linear", Way.HTTP, url="https://mcp.example.com/mcp", headers=(("X-Team", "a"),))


def test_the_line_is_shown_as_it_is_started() -> None:
    assert GITHUB.line == "npx -y '@scope/server github'"
    assert LINEAR.line == "https://mcp.example.com/mcp"


@pytest.mark.parametrize(
    "changed",
    [
        replace(GITHUB, command="npx2"),
        replace(GITHUB, arguments=("-y", "@scope/server", "github")),
        replace(GITHUB, environment=(("HOST", "example.org"),)),
        replace(GITHUB, environment=(("NODE_OPTIONS", "--require evil"),)),
        replace(GITHUB, folder="/elsewhere"),
        replace(GITHUB, secrets=()),
    ],
)
def test_an_agreement_is_bound_to_all_that_is_started(changed: ServerSpec) -> None:
    agreed = replace(GITHUB, approved=GITHUB.fingerprint)
    assert agreed.trusted
    assert not replace(changed, approved=agreed.approved).trusted


def test_an_agreement_outlives_a_new_name_and_new_limits() -> None:
    agreed = replace(GITHUB, approved=GITHUB.fingerprint)
    assert replace(agreed, name="Hub", call_limit_s=None, start_limit_s=1.0, on=False).trusted


def test_secrets_are_bound_to_the_program_or_the_host() -> None:
    assert GITHUB.account != replace(GITHUB, command="other").account
    assert LINEAR.account == replace(LINEAR, url="https://mcp.example.com/other").account
    assert LINEAR.account != replace(LINEAR, url="https://mcp.example.org/mcp").account


def test_servers_are_kept_in_a_file_beside_what_else_stands_there(tmp_path: Path) -> None:
    path = tmp_path / "servers.toml"
    path.write_text("# mine\n[other]\nway = 3\n\n[bad]\nurl = 1\n\n['a/b']\nurl = 'https://a'\n", encoding="utf-8")
    kept = (replace(GITHUB, approved="x", start_limit_s=None), LINEAR)
    save_servers(path, kept, ())
    specs, notices = load_servers(path)
    assert specs == kept
    assert len(notices) == 3
    assert "# mine" in path.read_text(encoding="utf-8")
    save_servers(path, (replace(GITHUB, environment=()),), ("github", "linear"))
    assert load_servers(path)[0] == (replace(GITHUB, environment=()),)


CLAUDE = """
// a comment with "quotes"
{"mcpServers": {
  "github": {"command": "npx", "args": ["-y", "server-github"], "env": {"GITHUB_TOKEN": "ghp_123", "HOST": "a // b"}},
  "Off one": {"command": "uvx", "args": ["x"], "disabled": true},
  "linear": {"url": "https://mcp.example.com/mcp", "headers": {"Authorization": "Bearer abcdefghij"}},
  "nothing": {"args": [1]},
  "github!": {"command": "/bin/x", "args": ["--port", 80, true]}, /* twice the id */
}}
"""


def test_the_json_of_claude_and_cursor() -> None:
    github, off, linear, nothing, again = read_servers(CLAUDE, taken=("linear",))
    assert (github.spec.command, github.spec.arguments) == ("npx", ("-y", "server-github"))
    assert (github.spec.environment, github.spec.secrets) == ((("HOST", "a // b"),), ("GITHUB_TOKEN",))
    assert github.values == {"GITHUB_TOKEN": "ghp_123"}
    assert not github.spec.approved
    assert (off.spec.name, off.spec.id, off.spec.on) == ("Off one", "off-one", False)
    assert (linear.spec.way, linear.spec.id, linear.spec.secrets) == (Way.HTTP, "linear-2", ("Authorization",))
    assert "ghp_123" not in repr(github.spec)
    assert nothing.problem == "It names neither a command nor an address."
    assert (again.spec.id, again.spec.arguments) == ("github-2", ("--port", "80", "true"))


def test_the_json_of_vs_code_and_zed() -> None:
    code = {
        "inputs": [{"id": "key"}],
        "servers": {
            "a": {"type": "stdio", "command": "x", "env": {"K": "${input:key}"}},
            "b": {"type": "sse", "url": "https://b/sse"},
        },
    }
    a, b = read_servers(json.dumps({"mcp": code}))
    assert "Still to be filled in: key." in a.remarks
    assert any("SSE" in remark for remark in b.remarks)
    (zed,) = read_servers('{"context_servers": {"z": {"command": {"path": "zz", "args": ["1"], "env": {"A": "b"}}}}}')
    assert (zed.spec.command, zed.spec.arguments, zed.spec.environment) == ("zz", ("1",), (("A", "b"),))


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "1", '{"mcpServers": []}', "[" * 100_000])
def test_what_is_no_list_of_servers_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"JSON|No tool server"):
        read_servers(text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = st.sampled_from(["command", "args", "env", "url", "cwd", "headers", "type", "disabled"])


@given(st.dictionaries(st.text(max_size=6), st.dictionaries(_FIELDS, _JSON, max_size=5), min_size=1, max_size=4))
def test_whatever_stands_there_is_a_server_or_a_problem(servers: dict[str, Any]) -> None:
    found = read_servers(json.dumps({"mcpServers": servers}))
    assert len({each.spec.id for each in found}) == len(found) == len(servers)
    for each in found:
        assert each.problem or not complaint(each.spec)
        assert not any(value in (pair[1] for pair in each.spec.environment) for value in each.values.values() if value)


@given(st.text(max_size=40), st.lists(st.text(max_size=10)))
def test_ids_are_short_and_new(name: str, taken: list[str]) -> None:
    made = new_id(name, taken)
    assert made not in taken
    assert 0 < len(made) <= 40
    assert made.replace("-", "").isalnum()


@pytest.mark.parametrize(
    ("name", "value", "secret"),
    [
        ("GITHUB_TOKEN", "x", True),
        ("apiKey", "x", True),
        ("DB_PASSWORD", "x", True),
        ("HOST", "example.com", False),
        ("HOST", "sk-0123456789abcdef", True),
        ("GITHUB_TOKEN", "${env:GITHUB_TOKEN}", False),
        ("KEYBOARD", "qwerty", False),
    ],
)
def test_what_is_a_secret(name: str, value: str, secret: bool) -> None:
    assert is_secret(name, value) is secret


def test_complaints_and_cautions_are_sentences() -> None:
    assert complaint(replace(GITHUB, command=" ")) == "Say which program is started."
    assert complaint(replace(LINEAR, url="ftp://a")) != ""
    assert complaint(replace(LINEAR, url="https://a:b@c/mcp")) != ""
    assert complaint(replace(LINEAR, url="http://a:99999999/")) != ""
    assert complaint(GITHUB) == complaint(LINEAR) == ""
    assert "encryption" in caution(replace(LINEAR, url="http://mcp.example.com/mcp"))
    assert "key" in caution(replace(GITHUB, arguments=("--api-key=sk-0123456789abcdef",)))


def test_a_launch_takes_nothing_of_our_environment_but_what_is_usual(tmp_path: Path) -> None:
    ours = {"PATH": "/bin:/usr/bin", "HOME": str(tmp_path), "OPENAI_API_KEY": "sk-1", "LC_ALL": "C", "PS1": "()evil"}
    assert usual_environment(ours) == {"PATH": ours["PATH"], "HOME": ours["HOME"], "LC_ALL": "C"}
    spec = ServerSpec("a", "A", command="sh", arguments=("${MISSING}",))
    with pytest.raises(ConfigurationError, match="MISSING"):
        plan(spec, {}, ours)
    with pytest.raises(ConfigurationError, match="TOKEN"):
        plan(replace(spec, arguments=(), secrets=("TOKEN",)), {}, ours)
    with pytest.raises(ConfigurationError, match="folder"):
        plan(replace(spec, arguments=(), folder="/not/there"), {}, ours)
    launch = plan(replace(spec, arguments=("a b; c",), secrets=("TOKEN",)), {"TOKEN": "canary"}, ours)
    assert launch.words[1:] == ("a b; c",)
    assert "canary" not in repr(launch)


@given(st.lists(st.binary(max_size=12).map(lambda line: line.replace(b"\n", b"")), max_size=6), st.data())
def test_lines_are_the_same_however_they_are_cut(lines: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(line + b"\n" for line in lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=5)))
    reader, found = Lines(longest=8), []
    for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True):
        found += list(reader.feed(whole[start:end]))
    expected = [line.removesuffix(b"\r") if len(line) <= 8 else TooLong(line, len(line)) for line in lines]
    assert found == expected
    assert reader.rest() is None


def test_a_listing_is_kept_without_loss() -> None:
    listing = Listing(
        "s",
        "1",
        (Offer("a", "A", "says", '{"type":"object"}', True, None, "", "mended"),),
        (ServerPrompt("p", asks=(Ask("who", "w", True),)),),
        (Resource("note://1", "n", size=3),),
    )
    assert from_json(json.loads(json.dumps(to_json(listing)))) == listing
    for broken in ({}, {"tools": 1}, {**to_json(listing), "tools": [{"name": "a", "schema_text": "[]"}]}):
        with pytest.raises(ValueError, match="no list of tools"):
            from_json(broken)


@given(
    st.dictionaries(st.sampled_from(["type", "properties", "required", "anyOf", "$ref", "items"]), _JSON, max_size=4)
)
def test_a_schema_is_taken_by_every_api_or_has_a_problem(schema: dict[str, Any]) -> None:
    checked = check(schema)
    if not checked.problem:
        sound = json.loads(checked.text)
        assert fitting(sound) == sound
        assert sound["type"] == "object"
        assert set(sound.get("required", ())) <= set(sound["properties"])


def test_a_schema_that_refers_to_itself_is_fine() -> None:
    node: dict[str, Any] = {"type": "object", "properties": {"next": {"$ref": "#/$defs/node"}}}
    checked = check({"type": "object", "properties": {"a": {"$ref": "#/$defs/node"}}, "$defs": {"node": node}})
    assert (checked.problem, checked.remark) == ("", "")
