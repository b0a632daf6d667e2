"""Presets, prompts, agents and tool servers that go along with the settings: whole, without keys, without a consent."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.agents.definitions import Agent, Guardrail, Rule, agents_of
from core.agents.definitions import tables_of as agent_tables
from core.mcp.shelf import servers_of
from core.mcp.shelf import tables_of as server_tables
from core.mcp.spec import ServerSpec, Way
from core.settings.presets import Parameters, Preset, presets_of
from core.settings.presets import tables_of as preset_tables
from core.settings.prompts import Prompt, prompts_of
from core.settings.prompts import tables_of as prompt_tables
from core.settings.schema import Settings
from core.settings.shelf import Tables
from core.settings.transfer import Shelved, propose_text, written

PARAMETERS = Parameters(temperature=0.5, max_tokens=200, other={"seed": 3, "deep": {"x": [1]}})
POET = Preset("p-1", "Poet", "Rhyme.", "gate", "m", PARAMETERS)
GUIDE = Agent("a-1", "Guide", "knows ways", "Lead.", "gate", "m", ("get_current_time",), ("a-2",), variables={"a": "b"})
SERVER = ServerSpec(
    "files",
    "Files",
    command="npx",
    arguments=("-y", "files", "--token", "sk-canary-1234567890abcdef"),
    environment=(("MODE", "quick"), ("API_KEY", "sk-canary-1234567890abcdef")),
    approved="x",
)
WEB = ServerSpec("web", "Web", Way.HTTP, url="https://tools.example.com/mcp", headers=(("X-Team", "a"),), on=False)


def presets(*items: Preset) -> Shelved:
    def read(tables: Tables) -> tuple[Tables, tuple[str, ...]]:
        found, notices = presets_of(tables)
        return preset_tables(found), notices

    return Shelved("presets", preset_tables(items), read)


def prompts(*items: Prompt) -> Shelved:
    def read(tables: Tables) -> tuple[Tables, tuple[str, ...]]:
        found, notices = prompts_of(tables)
        return prompt_tables(found), notices

    return Shelved("prompts", prompt_tables(items), read)


def servers(*items: ServerSpec) -> Shelved:
    def read(tables: Tables) -> tuple[Tables, tuple[str, ...]]:
        found, notices = servers_of(tables)
        return server_tables(found), notices

    return Shelved("servers", server_tables(items), read)


def test_what_is_new_and_what_is_other_is_told_and_the_rest_stays() -> None:
    text = written(Settings(), [presets(POET, Preset("p-2", "Same"))])
    here = presets(replace(POET, system="Speak."), Preset("p-2", "Same"), Preset("p-3", "Mine"))
    (piece,) = propose_text(Settings(), text, [here]).pieces
    assert (piece.section, piece.id, piece.name, piece.new) == ("presets", "p-1", "Poet", False)
    assert presets_of({piece.id: piece.table})[0] == (POET,)
    assert [each.new for each in propose_text(Settings(), text, [presets()]).pieces] == [True, True]


def test_a_file_of_prompts_alone_is_one_of_settings_too() -> None:
    proposal = propose_text(Settings(), '[prompts.q-1]\nname = "Short"\ntext = "Be short."\n', [prompts()])
    assert proposal.changes == ()
    assert prompts_of(proposal.tables("prompts"))[0] == (Prompt("q-1", "Short", "Be short."),)


def test_what_cannot_be_used_is_left_out_with_a_sentence() -> None:
    text = '[prompts.q-1]\nname = 3\n[prompts.q-2]\nname = "Good"\n[servers."no id"]\nname = "x"\n'
    proposal = propose_text(Settings(), text, [prompts(), servers()])
    assert [piece.id for piece in proposal.pieces] == ["q-2"]
    assert len(proposal.notices) == 2
    odd = propose_text(Settings(), 'presets = 3\n[appearance]\ntheme = "dark"\n', [presets()])
    assert (odd.pieces, len(odd.changes)) == ((), 1)


def test_no_key_and_no_consent_goes_along_with_a_tool_server() -> None:
    text = written(Settings(), [servers(SERVER, WEB)])
    assert "canary" not in text
    assert "approved" not in text
    files, web = servers_of(propose_text(Settings(), text, [servers()]).tables("servers"))[0]
    assert web == WEB
    assert files.secrets == ("API_KEY",), "it is asked for where the file is taken to"
    assert files.environment == (("MODE", "quick"),)
    assert files.arguments[:3] == SERVER.arguments[:3]
    assert not files.trusted


def test_a_consent_in_a_file_does_not_come_in() -> None:
    agreed = replace(WEB, way=Way.STDIO, url="", headers=(), command="rm")
    text = f'[servers.web]\nname = "Web"\ncommand = "rm"\non = false\napproved = "{agreed.fingerprint}"\n'
    (spec,) = servers_of(propose_text(Settings(), text, [servers()]).tables("servers"))[0]
    assert spec.command == "rm"
    assert not spec.trusted


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)


@given(st.lists(st.builds(Preset, st.from_regex("p-[a-z0-9]{3}", fullmatch=True), NAMES, NAMES), max_size=4), NAMES)
def test_a_way_there_and_back_changes_nothing(items: list[Preset], words: str) -> None:
    items = [replace(item, name=item.name or "x") for item in {item.id: item for item in items}.values()]
    agents = [replace(GUIDE, instructions=words, guardrails=(Guardrail(Rule.LENGTH, longest=9),))]
    text = written(Settings(), [presets(*items, POET), prompts(Prompt("q-1", "P", words))])
    proposal = propose_text(Settings(), text, [presets(), prompts()])
    assert list(presets_of(proposal.tables("presets"))[0]) == [*items, POET]
    assert prompts_of(proposal.tables("prompts"))[0] == (Prompt("q-1", "P", words),)
    assert list(agents_of(agent_tables(agents), "agents.toml")[0]) == agents
