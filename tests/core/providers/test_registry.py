"""Providers as data: presets, addresses, headers that hold the key."""

from __future__ import annotations

import pytest

from core.errors import ConfigurationError
from core.providers.addresses import effective_url, is_local, normalised, origin, warning
from core.providers.base import ProviderSpec, WireProtocol
from core.providers.registry import (
    ad_hoc_spec,
    holds_secret,
    load_presets,
    load_registry,
    parse_spec,
    to_table,
    with_key,
)

CHAT, MESSAGES = WireProtocol.OPENAI_CHAT, WireProtocol.ANTHROPIC_MESSAGES


def test_presets_are_sound() -> None:
    presets = load_presets()
    named = (
        "demo openai openai-chat anthropic ollama lmstudio llamacpp vllm openrouter groq mistral deepseek xai gemini"
    )
    assert set(named.split()) <= set(presets)
    for spec in presets.values():
        assert parse_spec(spec.id, to_table(spec)) == spec
        assert set(spec.parameters) <= {"stream_options"}
        assert spec.key_env or not spec.key_required
        assert not spec.local or is_local(spec.base_url)
        assert warning(spec.base_url) is None


def test_an_unknown_provider_is_told_with_the_known_ones() -> None:
    with pytest.raises(ConfigurationError, match="Known ones: demo, openai"):
        load_registry().find("nobody")


def test_an_own_provider_replaces_a_preset() -> None:
    mine = ProviderSpec("groq", "Mine", CHAT, "http://127.0.0.1:9/v1")
    assert load_registry((mine,)).find("groq") == mine


@pytest.mark.parametrize(
    ("typed", "protocol", "meant"),
    [
        (" https://host/v1/ ", CHAT, "https://host/v1"),
        ("https://host/v1/chat/completions", CHAT, "https://host/v1"),
        ("https://host/v1/responses", WireProtocol.OPENAI_RESPONSES, "https://host/v1"),
        ("https://host/v1/", MESSAGES, "https://host"),
        ("https://host/v1/messages", MESSAGES, "https://host"),
        ("https://host/anthropic", MESSAGES, "https://host/anthropic"),
        ("", CHAT, ""),
    ],
)
def test_addresses_are_made_sound(typed: str, protocol: WireProtocol, meant: str) -> None:
    assert normalised(typed, protocol) == meant


@pytest.mark.parametrize(
    "typed", ["host/v1", "ftp://host", "https://", "http://[::1", "http://h:port/", "https://a:b@h"]
)
def test_what_is_no_address_is_told(typed: str) -> None:
    with pytest.raises(ConfigurationError):
        normalised(typed, CHAT)


def test_origins_tell_hosts_apart() -> None:
    assert origin("https://API.example.org/v1") == "https://api.example.org:443"
    assert origin("http://[::1]:8080/v1") == "http://[::1]:8080"
    assert origin("http://host/") != origin("https://host/")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/v1", "http://192.168.1.5/v1", "http://localhost/", "https://x.org", ""]
)
def test_private_or_encrypted_is_fine(url: str) -> None:
    assert warning(url) is None


@pytest.mark.parametrize("url", ["http://example.org/v1", "http://8.8.8.8/v1"])
def test_clear_text_to_a_public_place_is_warned_of(url: str) -> None:
    assert "without encryption" in (warning(url) or "")


def test_a_provider_of_the_command_line() -> None:
    local = ad_hoc_spec("openai-chat", "http://127.0.0.1:8000/v1")
    assert (local.key_required, local.key_env) == (False, "")
    vendor = ad_hoc_spec("anthropic-messages")
    assert (vendor.key_required, vendor.key_env, vendor.base_url) == (True, "ANTHROPIC_API_KEY", "")
    assert ad_hoc_spec("openai-chat", "https://host/v1", "MY_KEY").key_env == "MY_KEY"


def test_the_vendor_s_address_follows_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = ad_hoc_spec("openai-responses")
    assert effective_url(spec) == "https://api.openai.com/v1"
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert effective_url(spec) == "http://127.0.0.1:9/v1"


def test_headers_get_the_key_or_stay_away() -> None:
    spec = ProviderSpec("p", "P", MESSAGES, "https://h", headers={"x-api-key": "{key}", "X-Team": "a"})
    assert dict(with_key(spec, "sk-1").headers) == {"x-api-key": "sk-1", "X-Team": "a"}
    assert dict(with_key(spec, None).headers) == {"X-Team": "a"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("X-Api-Key", "abc"), ("x-auth-token", "abc"), ("X-Note", "Bearer abcdefgh1"), ("X-Note", "sk-canary-123456")],
)
def test_secrets_in_headers_are_refused_wherever_they_stand(name: str, value: str) -> None:
    assert holds_secret(name, value)
    with pytest.raises(ConfigurationError, match="holds a secret") as caught:
        parse_spec("p", {"base_url": "https://h/v1", "headers": {name: value}})
    assert value not in caught.value.info.message


def test_plain_headers_and_the_place_of_the_key_are_fine() -> None:
    headers = {"X-Team": "river", "x-api-key": "{key}", "HTTP-Referer": "https://example.org"}
    assert dict(parse_spec("p", {"base_url": "https://h/v1", "headers": headers}).headers) == headers


def test_a_key_in_an_address_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="holds a secret") as caught:
        parse_spec("p", {"base_url": "https://h/v1?key=canary-123"})
    assert "canary" not in caught.value.info.message
    assert parse_spec("p", {"base_url": "https://h/v1?api-version=2"}).base_url == "https://h/v1?api-version=2"
