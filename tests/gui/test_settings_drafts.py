"""Providers while somebody edits them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ConfigurationError
from core.providers.base import ProviderSpec, WireProtocol
from core.settings.schema import Settings
from gui.settings.drafts import Draft, ProviderDrafts

OWN = ProviderSpec(
    "gate", "Gateway", WireProtocol.OPENAI_CHAT, "https://gate.example.com/v1", "GATE_KEY", headers={"X-Team": "river"}
)


def test_own_ones_come_first() -> None:
    drafts = ProviderDrafts((OWN,))
    assert drafts.ids()[0] == "gate"
    assert "openai" in drafts.ids()
    assert drafts.is_own("gate")
    assert not drafts.is_own("openai")


def test_typing_and_taking_it_back_is_not_dirty() -> None:
    drafts = ProviderDrafts((OWN,))
    draft = drafts.draft("gate")
    drafts.edit("gate", replace(draft, name="Gate"))
    assert drafts.all_dirty() == ("gate",)
    drafts.edit("gate", draft)
    assert drafts.all_dirty() == ()


def test_a_typed_key_is_dirty_and_never_in_a_repr() -> None:
    drafts = ProviderDrafts(())
    drafts.edit("openai", replace(drafts.draft("openai"), key="sk-canary"))
    assert drafts.dirty("openai")
    assert "canary" not in repr(drafts.draft("openai"))


def test_drafts_of_several_providers_stay_apart() -> None:
    drafts = ProviderDrafts((OWN,))
    drafts.edit("gate", replace(drafts.draft("gate"), name="A"))
    drafts.edit("openai", replace(drafts.draft("openai"), name="B"))
    assert drafts.draft("gate").name == "A"
    assert drafts.keep("openai").name == "B"
    assert drafts.all_dirty() == ("gate",)
    assert drafts.is_changed_preset("openai")


def test_what_cannot_be_used_stays_a_draft() -> None:
    drafts = ProviderDrafts((OWN,))
    drafts.edit("gate", replace(drafts.draft("gate"), base_url="not an address"))
    with pytest.raises(ConfigurationError):
        drafts.keep("gate")
    assert drafts.dirty("gate")
    assert drafts.own == (OWN,)
    assert "not an address" in (drafts.warning("gate") or "")


@pytest.mark.parametrize(("name", "address"), [("", "https://x.example.com/v1"), ("Name", "")])
def test_a_new_provider_needs_a_name_and_an_address(name: str, address: str) -> None:
    drafts = ProviderDrafts(())
    added = drafts.add("New")
    drafts.edit(added, replace(drafts.draft(added), name=name, base_url=address))
    with pytest.raises(ConfigurationError):
        drafts.keep(added)
    drafts.revert(added)
    assert added not in drafts.ids()


def test_a_secret_header_is_refused() -> None:
    drafts = ProviderDrafts((OWN,))
    drafts.edit("gate", replace(drafts.draft("gate"), headers=(("Authorization", "Bearer sk-1"),)))
    with pytest.raises(ConfigurationError, match="keyring"):
        drafts.keep("gate")


def test_another_server_loses_the_variable_of_the_old_one() -> None:
    drafts = ProviderDrafts(())
    drafts.edit("openai", replace(drafts.draft("openai"), base_url="https://other.example.com/v1"))
    assert drafts.moved("openai")
    assert drafts.keep("openai").key_env == ""
    drafts.remove("openai")
    assert drafts.draft("openai").key_env == "OPENAI_API_KEY"


def test_another_path_is_the_same_server() -> None:
    drafts = ProviderDrafts((OWN,))
    drafts.edit("gate", replace(drafts.draft("gate"), base_url="https://gate.example.com/v2"))
    assert not drafts.moved("gate")
    assert drafts.keep("gate").key_env == "GATE_KEY"


def test_plain_http_to_a_public_address_is_warned_about() -> None:
    drafts = ProviderDrafts((OWN,))
    drafts.edit("gate", replace(drafts.draft("gate"), base_url="http://gate.example.com/v1"))
    assert "without encryption" in (drafts.warning("gate") or "")
    drafts.edit("gate", replace(drafts.draft("gate"), base_url="http://192.168.0.7/v1"))
    assert drafts.warning("gate") is None


def test_a_copy_has_the_fields_and_its_own_id() -> None:
    drafts = ProviderDrafts((OWN,))
    copy = drafts.add("Gateway (copy)", like="gate")
    kept = drafts.keep(copy)
    assert kept == replace(OWN, id=copy, name="Gateway (copy)")
    assert {spec.id for spec in drafts.own} == {"gate", copy}


def test_a_preset_given_its_values_back_leaves_the_settings() -> None:
    drafts = ProviderDrafts(())
    drafts.edit("ollama", replace(drafts.draft("ollama"), name="Llama"))
    drafts.keep("ollama")
    assert [spec.id for spec in drafts.own] == ["ollama"]
    drafts.edit("ollama", replace(drafts.draft("ollama"), name="Ollama"))
    drafts.keep("ollama")
    assert drafts.own == Settings().providers


names = st.text(max_size=20)
drafted = st.builds(
    Draft,
    names,
    st.sampled_from(WireProtocol),
    st.sampled_from(["", "x", "http://", "https://a.example.com/v1", "http://[::1", "https://u:p@a/", "ftp://a"])
    | names,
    names,
    st.lists(st.tuples(names, names), max_size=2).map(tuple),
    names,
)


@given(drafted, st.sampled_from(["openai", "gate", "demo"]))
def test_whatever_is_typed_is_kept_or_refused_with_a_sentence(draft: Draft, provider_id: str) -> None:
    drafts = ProviderDrafts((OWN,))
    drafts.edit(provider_id, draft)
    drafts.warning(provider_id)
    drafts.moved(provider_id)
    before = drafts.own
    try:
        kept = drafts.keep(provider_id)
    except ConfigurationError:
        assert drafts.draft(provider_id) == draft
        assert drafts.own == before
    else:
        assert drafts.kept(provider_id) == kept
        assert not drafts.dirty(provider_id)
