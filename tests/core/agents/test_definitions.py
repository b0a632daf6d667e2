"""Agents as a person writes them: kept, read again, checked in words."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from core.agents.definitions import (
    Agent,
    Fault,
    Guardrail,
    Problem,
    Rule,
    Side,
    crew_of,
    examples,
    handoff_tool,
    load_agents,
    new_agent,
    problems,
    save_agents,
)
from core.agents.guardrails import forbidden_word
from core.tools.registry import BUILTIN

text = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
guardrails = st.one_of(
    st.builds(Guardrail, st.just(Rule.FORBIDDEN), st.sampled_from(Side), words=st.lists(text, max_size=3).map(tuple)),
    st.builds(Guardrail, st.just(Rule.LENGTH), st.sampled_from(Side), longest=st.integers(0, 10**6)),
    st.builds(Guardrail, st.just(Rule.QUESTION), st.sampled_from(Side), question=text),
)
agents = st.builds(
    Agent,
    st.from_regex(r"a-[0-9a-f]{8}", fullmatch=True),
    text,
    text,
    text,
    text,
    text,
    st.lists(text, max_size=3).map(tuple),
    st.lists(text, max_size=3).map(tuple),
    st.lists(guardrails, max_size=3).map(tuple),
    st.dictionaries(text, text, max_size=3),
    st.booleans(),
)


@settings(max_examples=30)
@given(st.lists(agents, min_size=1, max_size=3, unique_by=lambda agent: agent.id))
def test_what_is_written_is_read_again(tmp_path_factory: object, written: list[Agent]) -> None:
    path = Path(tmp_path_factory.mktemp("agents")) / "agents.toml"  # type: ignore[attr-defined] # the fixture's type is private
    save_agents(path, written, ())
    read, notices = load_agents(path)
    assert list(read) == written
    assert not notices


def test_what_was_taken_out_is_gone_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "agents.toml"
    first, second = new_agent("One"), new_agent("Two")
    save_agents(path, (first, second), ())
    path.write_text("# mine\n" + path.read_text())
    save_agents(path, (second,), (first.id, second.id))
    assert load_agents(path)[0] == (second,)
    assert path.read_text().startswith("# mine")


def test_an_agent_that_makes_no_sense_is_left_out_with_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "agents.toml"
    path.write_text(
        '[a]\nname = "A"\ntools = 5\n\n[b]\nname = "B"\n[[b.guardrails]]\nrule = "nonsense"\n\n[c]\nname = "C"\n'
    )
    read, notices = load_agents(path)
    assert [agent.id for agent in read] == ["c"]
    assert len(notices) == 2


def test_the_examples_are_there_without_a_file_and_have_no_problem(tmp_path: Path) -> None:
    read, _ = load_agents(tmp_path / "agents.toml")
    assert read == examples()
    assert not problems(read, providers=["demo"], tools=BUILTIN)
    assert sum(1 for agent in read if agent.handoffs) >= 1
    assert any(agent.asks and agent.tools for agent in read)


def test_a_circle_of_handoffs_is_a_crew_of_its_own() -> None:
    a, b, c = Agent("a", "A", handoffs=("b",)), Agent("b", "B", handoffs=("a", "gone")), Agent("c", "C")
    assert crew_of("a", (c, b, a)) == (a, b)
    assert crew_of("gone", (a, b)) == ()


def test_problems_are_told_one_by_one() -> None:
    a = Agent("a", "A", provider="one", model="m", handoffs=("a", "gone"), tools=("nothing",))
    twin = Agent("t", "a", provider="two", guardrails=(Guardrail(Rule.LENGTH),))
    found = problems((a, twin, Agent("n", " ", provider="one", model="m")), providers=("one",), tools=("clock",))
    assert set(found) == {
        Problem("a", Fault.NAME_TWICE, "A"),
        Problem("a", Fault.HANDOFF, "gone"),
        Problem("a", Fault.ITSELF),
        Problem("a", Fault.TOOL, "nothing"),
        Problem("t", Fault.NAME_TWICE, "a"),
        Problem("t", Fault.MODEL),
        Problem("t", Fault.PROVIDER, "two"),
        Problem("t", Fault.GUARDRAIL, "longest text"),
        Problem("n", Fault.NAME),
    }


@given(text)
def test_a_handoff_has_a_name_that_every_api_takes(name: str) -> None:
    assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", handoff_tool(Agent("a-1f", name)))


def test_names_that_are_not_latin_do_not_become_one() -> None:
    assert handoff_tool(Agent("a-1", "여행")) != handoff_tool(Agent("a-2", "음식"))


def test_forbidden_words_count_whole_where_words_stand_apart() -> None:
    assert forbidden_word("The class is over", ("ass",)) == ""
    assert forbidden_word("An Ass!", ("ass",)) == "ass"
    assert forbidden_word("비밀은 없어요", ("비밀",)) == "비밀"
    assert forbidden_word("nothing", ("", " ")) == ""
