"""Presets and prompts: what is kept, what is sent, and that a file which a person edits stays theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.providers.base import WireProtocol
from core.settings.presets import Parameters, Preset, load_presets, new_preset, save_presets
from core.settings.prompts import (
    Placeholder,
    Prompt,
    filled,
    load_prompts,
    matching,
    new_prompt,
    placeholders,
    save_prompts,
)

TERSE = Preset("terse", "Terse", "Be short.", "openai", "gpt-5", Parameters(0.2, None, 500, "low"))


def test_presets_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "presets.toml"
    presets = (TERSE, new_preset("번역"))
    save_presets(path, presets, ())
    assert load_presets(path) == (presets, ())
    save_presets(path, presets[1:], ["terse", presets[1].id])
    assert load_presets(path) == (presets[1:], ())


def test_comments_unknown_fields_and_foreign_entries_stay(tmp_path: Path) -> None:
    path = tmp_path / "presets.toml"
    path.write_text(
        '# mine\n[terse]\nname = "Terse" # short\ncolour = "red"\n[terse.parameters]\nseed = 7\n\n[odd]\nname = 3\n',
        encoding="utf-8",
    )
    (terse, odd), notices = load_presets(path)
    assert "odd" in notices[0]
    assert odd.name == "odd"
    assert terse.parameters.other == {"seed": 7}
    save_presets(path, [terse, odd], ["terse", "odd"])
    text = path.read_text(encoding="utf-8")
    assert "# mine" in text
    assert "# short" in text
    assert 'colour = "red"' in text
    assert load_presets(path)[0][0].parameters == terse.parameters


def test_a_value_that_was_taken_back_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "presets.toml"
    save_presets(path, [TERSE], ())
    save_presets(path, [Preset("terse", "Terse")], ["terse"])
    assert load_presets(path)[0] == (Preset("terse", "Terse"),)


@pytest.mark.parametrize("value", ['"hot"', "3.5", "-1", "true"])
def test_a_wrong_parameter_is_told_and_not_sent(tmp_path: Path, value: str) -> None:
    path = tmp_path / "presets.toml"
    path.write_text(f"[a]\n[a.parameters]\ntemperature = {value}\n", encoding="utf-8")
    (preset,), notices = load_presets(path)
    assert preset.parameters == Parameters()
    assert "temperature" in notices[0]


def test_answers_in_the_background_are_asked_for_where_the_api_has_them() -> None:
    asked = Parameters(background=True)
    assert asked.wire(WireProtocol.OPENAI_RESPONSES) == {"background": True}
    assert asked.wire(WireProtocol.OPENAI_CHAT) == asked.wire(WireProtocol.ANTHROPIC_MESSAGES) == {}


def test_a_preset_keeps_that_it_asks_for_the_background(tmp_path: Path) -> None:
    path = tmp_path / "presets.toml"
    patient = Preset("patient", "Patient", parameters=Parameters(background=True))
    save_presets(path, [patient], ())
    assert "background = true" in path.read_text(encoding="utf-8")
    assert load_presets(path) == ((patient,), ())


def test_a_file_that_is_no_toml_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "presets.toml"
    path.write_text("[[", encoding="utf-8")
    presets, notices = load_presets(path)
    assert presets == ()
    assert "presets-" in notices[0]
    assert [kept.suffix for kept in tmp_path.iterdir()] == [".broken"]


def test_only_what_is_set_is_sent() -> None:
    assert all(Parameters().wire(protocol) == {} for protocol in WireProtocol)


def test_each_protocol_has_its_own_words() -> None:
    parameters = Parameters(0.5, 0.9, 100, "high", {"seed": 7})
    common = {"seed": 7, "temperature": 0.5, "top_p": 0.9}
    assert parameters.wire(WireProtocol.OPENAI_CHAT) == {**common, "max_tokens": 100, "reasoning_effort": "high"}
    assert parameters.wire(WireProtocol.OPENAI_RESPONSES) == {
        **common,
        "max_output_tokens": 100,
        "reasoning": {"effort": "high"},
    }
    assert parameters.wire(WireProtocol.ANTHROPIC_MESSAGES) == {
        **common,
        "max_tokens": 100,
        "output_config": {"effort": "high"},
    }


# --- prompts ----------------------------------------------------------------------------------------------------------


def test_prompts_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "prompts.toml"
    prompts = (Prompt("a", "번역", "다음을 {{언어|영어}}로 옮겨요:\n\n{{글}}"), new_prompt("Sum up"))
    save_prompts(path, prompts, ())
    assert load_prompts(path) == (prompts, ())
    path.write_text("[b]\nname = 1\n", encoding="utf-8")
    assert load_prompts(path)[0] == ()


def test_placeholders_are_found_once_with_their_default() -> None:
    text = "{{ a }} {{b|two}} {{a|one}} {{}} {{c|}} { {d} } {{e\n}}"
    assert placeholders(text) == (Placeholder("a", "one"), Placeholder("b", "two"), Placeholder("c"))
    assert filled(text, {"b": "2"}) == "one 2 one {{}}  { {d} } {{e\n}}"


@given(st.text(max_size=60), st.text(max_size=60))
def test_an_answer_is_never_read_as_a_placeholder(answer: str, other: str) -> None:
    assert filled("{{a}}-{{b}}", {"a": "{{b}}" + answer, "b": other}) == "{{b}}" + answer + "-" + other


@given(st.text(max_size=200))
def test_a_text_without_placeholders_stays_as_it_is(text: str) -> None:
    if not placeholders(text):
        assert filled(text, {"a": "x"}) == text


def test_a_prompt_is_found_by_words_of_its_name() -> None:
    prompts = (Prompt("1", "Long summary"), Prompt("2", "Summary"), Prompt("3", "영어로 번역"))
    assert [found.id for found in matching(prompts, "summ")] == ["2", "1"]
    assert [found.id for found in matching(prompts, "번역")] == ["3"]
    assert len(matching(prompts, "")) == 3
