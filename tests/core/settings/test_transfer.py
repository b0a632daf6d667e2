"""Settings that are taken elsewhere: complete, without keys, and a proposal until they are agreed to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ConfigurationError
from core.limits import Limits
from core.providers.base import ProviderSpec, WireProtocol
from core.settings.schema import Appearance, CommandKeys, Contrast, Language, Motion, Settings
from core.settings.transfer import LARGEST, export, propose, propose_text, written

GATE = ProviderSpec("gate", "Gateway", WireProtocol.OPENAI_CHAT, "https://gate.example.com/v1", "GATE_KEY")
CHANGED = Settings(
    provider="gate",
    model="m",
    providers=(GATE,),
    limits=replace(Limits(), max_retries=4),
    language=Language.KOREAN,
    appearance=Appearance.DARK,
    contrast=Contrast.HIGH,
    motion=Motion.REDUCED,
    scale=1.5,
    as_it_arrives=True,
    titles_by_model=True,
    keys=(CommandKeys("new_chat", ("Ctrl+Y",)), CommandKeys("find")),
)


def test_what_is_exported_is_what_is_imported(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    export(CHANGED, file)
    proposal = propose(Settings(), file)
    assert proposal.settings == CHANGED
    assert (proposal.notices, proposal.unknown) == ((), ())
    assert propose(CHANGED, file).changes == ()


def test_each_change_is_told_before_it_is_made() -> None:
    text = '[appearance]\ntheme = "dark"\nscale = 1.5\n'
    proposal = propose_text(Settings(), text)
    told = {change.path: (change.before, change.after) for change in proposal.changes}
    assert told == {"appearance.theme": ("system", "dark"), "appearance.scale": ("1.0", "1.5")}
    assert proposal.settings == replace(Settings(), appearance=Appearance.DARK, scale=1.5)


def test_what_a_file_does_not_name_stays() -> None:
    proposal = propose_text(CHANGED, "[limits]\nmax_retries = 1\n")
    assert proposal.settings == replace(CHANGED, limits=replace(CHANGED.limits, max_retries=1))


def test_shortcuts_are_taken_as_a_whole() -> None:
    proposal = propose_text(CHANGED, '[keys]\nsettings = ["F9"]\n')
    assert proposal.settings.keys == (CommandKeys("settings", ("F9",)),)


def test_entries_of_another_version_are_named_and_what_cannot_be_used_is_told() -> None:
    text = 'shine = 3\n[appearance]\ntheme = "pink"\nglow = true\n[odd.deep]\nx = 1\n'
    proposal = propose_text(Settings(), text)
    assert proposal.unknown == ("shine", "appearance.glow", "odd.deep.x")
    assert any("theme" in notice for notice in proposal.notices)
    assert proposal.settings == Settings()


@pytest.mark.parametrize("header", ['Authorization = "Bearer sk-canary-123456"', '"x-api-key" = "sk-canary-123456"'])
def test_a_key_in_a_file_does_not_come_in(header: str) -> None:
    table = '[providers.gate]\nname = "Gate"\nprotocol = "openai-chat"\nbase_url = "https://gate.example.com/v1"\n'
    proposal = propose_text(Settings(), f"{table}[providers.gate.headers]\n{header}\n")
    assert proposal.settings.providers == ()
    assert proposal.notices
    assert "sk-canary" not in written(proposal.settings)


@pytest.mark.parametrize("text", ["not = = toml", "x = 1\n", "[[messages]]\nrole = 'user'\n"])
def test_what_is_no_file_of_settings_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ConfigurationError, match="file"):
        propose_text(Settings(), text)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"#" * (LARGEST + 1)])
def test_no_text_and_too_much_of_it_are_refused(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "odd.toml"
    file.write_bytes(data)
    with pytest.raises(ConfigurationError, match="file"):
        propose(Settings(), file)


@given(
    st.builds(
        Settings,
        language=st.sampled_from(Language),
        contrast=st.sampled_from(Contrast),
        scale=st.sampled_from([0.8, 1.0, 1.3, 2.0]),
        titles_by_model=st.booleans(),
        keys=st.lists(
            st.builds(CommandKeys, st.from_regex("[a-z_]{1,8}", fullmatch=True), st.just(("F9",))),
            unique_by=lambda each: each.command,
            max_size=3,
        ).map(tuple),
    )
)
def test_a_way_there_and_back_changes_nothing(settings: Settings) -> None:
    assert propose_text(Settings(), written(settings)).settings == settings
