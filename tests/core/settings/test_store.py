"""Settings on disk: a real file, damaged in every way."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import ConfigurationError
from core.limits import Limits, Timeouts
from core.network import Network, ProxyUse
from core.providers.base import ProviderSpec, WireProtocol
from core.providers.registry import load_presets
from core.settings.schema import Appearance, DesktopSettings, Motion, Settings, ToolSettings
from core.settings.store import Loaded, load, save

MINE = ProviderSpec(
    "mine",
    "내 서버",
    WireProtocol.ANTHROPIC_MESSAGES,
    "https://llm.example.org/api",
    headers={"X-Team": "a", "x-api-key": "{key}"},
    parameters={"temperature": 0.5, "nested": {"a": [1, 2]}},
)

seconds = st.none() | st.floats(0.1, 86_400)
_names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
some_settings = st.builds(
    Settings,
    provider=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])),
    model=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])),
    providers=st.sampled_from([(), (MINE,), (MINE, replace(MINE, id="other one", headers={}))]),
    limits=st.builds(
        Limits,
        timeouts=st.builds(Timeouts, seconds, seconds, seconds, seconds),
        max_retries=st.integers(0, 5),
        max_tool_rounds=st.integers(1, 1000),
    ),
    appearance=st.sampled_from(Appearance),
    motion=st.sampled_from(Motion),
    scale=st.floats(0.8, 2.0),
    as_it_arrives=st.booleans(),
    titles_by_model=st.booleans(),
    tools=st.builds(
        ToolSettings,
        folders=st.lists(_names.map(lambda name: f"/{name}"), max_size=2, unique=True).map(tuple),
        private_pages=st.booleans(),
        on=st.lists(_names, max_size=3, unique=True).map(tuple),
    ),
    desktop=st.builds(DesktopSettings, *[st.booleans()] * 6),
    network=st.builds(Network, st.sampled_from(ProxyUse), st.sampled_from(["", "http://p.test:3128"]), _names),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some_settings)
def test_what_is_saved_is_loaded(tmp_path: Path, value: Settings) -> None:
    path = tmp_path / "folder" / "settings.toml"
    save(path, value)
    assert load(path) == Loaded(value)


def test_without_a_file_everything_is_as_usual(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.toml") == Loaded(Settings())


def test_comments_and_unknown_entries_stay(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('# mine\nlater = 1\n[appearance]\ntheme = "dark" # at night\nnew = true\n')
    save(path, replace(load(path).settings, scale=1.5))
    text = path.read_text()
    assert "# mine" in text
    assert "later = 1" in text
    assert "# at night" in text
    assert "new = true" in text
    assert load(path).settings == Settings(appearance=Appearance.DARK, scale=1.5)


def test_never_is_a_word(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save(path, Settings(limits=Limits(Timeouts(idle=None))))
    assert 'idle = "never"' in path.read_text()


@pytest.mark.parametrize("content", [b"= broken", b"\xff\xfe\x00", b"[a\nb"])
def test_a_broken_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    loaded = load(path)
    assert loaded.settings == Settings()
    assert "usual settings are used" in loaded.notices[0]
    assert not path.exists()
    (aside,) = tmp_path.iterdir()
    assert aside.read_bytes() == content


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("provider = 3", "provider"),
        ("appearance = 3", "appearance"),
        ('[appearance]\ntheme = "pink"', "theme"),
        ('[appearance]\nas_it_arrives = "yes"', "as_it_arrives must be true or false"),
        ('[tools]\nfolders = ["docs"]', "“docs” for tools is not a whole path"),
        ("[tools]\non = [3]", "The setting on could not be understood"),
        ("[appearance]\nscale = 9", "scale must be a number from 0.8 to 2"),
        ("[timeouts]\nidle = -1", "idle must be"),
        ('[timeouts]\nidle = "soon"', "idle must be"),
        ("[limits]\nmax_retries = 99", "max_retries must be"),
        ("[limits]\nmax_retries = true", "max_retries must be"),
        ('[providers.x]\nprotocol = "gopher"', "unknown protocol"),
        ('[providers.x]\nbase_url = "not an address"', "not an address"),
        ('[providers.x]\nbase_url = "http://[::1"', "not an address"),
        ('[providers.x.headers]\nx-api-key = "sk-secret"', "holds a secret"),
        ("[providers]\nx = 3", "not a provider"),
    ],
)
def test_wrong_values_are_told_and_passed_over(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    loaded = load(path)
    assert loaded.settings == Settings()
    assert len(loaded.notices) == 1
    assert words in loaded.notices[0]
    assert "sk-secret" not in loaded.notices[0]


def test_a_key_never_gets_into_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    secret = replace(MINE, headers={"Authorization": "Bearer sk-canary"})
    with pytest.raises(ConfigurationError, match="holds a secret"):
        save(path, Settings(providers=(secret,)))
    assert not path.exists()


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save(path, Settings(model="old"))
    path.chmod(stat.S_IRUSR)
    (tmp_path / "not a folder").write_text("")
    with pytest.raises(OSError, match="not a folder"):
        save(tmp_path / "not a folder" / "settings.toml", Settings(model="new"))
    assert load(path).settings.model == "old"
    assert not list(tmp_path.glob("*.new"))


def test_a_moved_preset_loses_its_environment_variable(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[providers.openai]\nbase_url = "https://evil.example/v1"\n[providers.groq]\nname = "Mine"\n')
    moved, renamed = load(path).settings.providers
    presets = load_presets()
    assert moved.key_env == ""
    assert moved.protocol is presets["openai"].protocol
    assert renamed == replace(presets["groq"], name="Mine")


def test_an_entry_that_could_not_be_read_stays_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    broken = '[providers.mistyped]\nprotocol = "gopher" # mend me\n[providers.gone]\nbase_url = "https://h/v1"\n'
    path.write_text(broken)
    loaded = load(path).settings
    save(path, replace(loaded, model="new", providers=()))
    text = path.read_text()
    assert 'protocol = "gopher" # mend me' in text
    assert "providers.gone" not in text


def test_a_file_that_was_broken_meanwhile_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save(path, Settings())
    path.write_bytes(b"half an edit = ")
    save(path, Settings(model="new"))
    assert load(path) == Loaded(Settings(model="new"))
    assert [file.read_bytes() for file in tmp_path.glob("*.broken")] == [b"half an edit = "]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles" / "rivulet.toml"
    kept.parent.mkdir()
    kept.write_text("# mine\n")
    link = tmp_path / "settings.toml"
    link.symlink_to(kept)
    save(link, Settings(model="new"))
    assert link.is_symlink()
    assert kept.read_text().startswith("# mine")
    assert load(link).settings.model == "new"
