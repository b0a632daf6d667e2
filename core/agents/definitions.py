"""Agents as a person writes them: kept in `agents.toml` beside the settings, checked in words. Imports no SDK."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import tomlkit

from core.paths import resource_path
from core.settings.shelf import Tables, bare, read_shelf, write_shelf

_HANDOFF: Final = "transfer_to_"
_EXAMPLE: Final = "example-"  # how the ids of those that ship with the program begin


class Rule(StrEnum):
    """What a guardrail looks for."""

    FORBIDDEN = "forbidden words"
    LENGTH = "longest text"
    QUESTION = "question to a model"


class Side(StrEnum):
    """Which text a guardrail reads."""

    INPUT = "input"  # what the user said last
    OUTPUT = "output"  # the final answer


@dataclass(frozen=True, slots=True)
class Guardrail:
    """`words` are forbidden as whole words, in any case; `longest` counts characters; `question` is put to the agent's
    own model about the text, and "yes" stops the run."""

    rule: Rule
    side: Side = Side.INPUT
    words: tuple[str, ...] = ()
    longest: int = 0
    question: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """`provider` and `model` are who thinks for it. `tools` are names of tools, `handoffs` ids of other agents.
    `variables` stand for `{{name}}` in the instructions of every agent of a run. `asks`: each tool call waits for a
    person, also of tools that need not. `about` tells the other agents when to hand over to this one."""

    id: str
    name: str
    about: str = ""
    instructions: str = ""
    provider: str = ""
    model: str = ""
    tools: tuple[str, ...] = ()
    handoffs: tuple[str, ...] = ()
    guardrails: tuple[Guardrail, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    asks: bool = False


class Fault(StrEnum):
    """Why an agent cannot run, or not as it is written."""

    NAME = "no name"
    NAME_TWICE = "name twice"
    MODEL = "no model"
    PROVIDER = "unknown provider"
    HANDOFF = "unknown handoff"
    ITSELF = "hands off to itself"
    TOOL = "unknown tool"
    GUARDRAIL = "empty guardrail"


@dataclass(frozen=True, slots=True)
class Problem:
    """`agent` is the id of the agent, `what` the name that makes it."""

    agent: str
    fault: Fault
    what: str = ""


def new_agent(name: str) -> Agent:
    return Agent(f"a-{uuid.uuid4().hex[:8]}", name)


def handoff_tool(agent: Agent) -> str:
    """The name of the tool by which others hand over to it; valid for every API, and its own also where names are not
    of Latin letters."""
    plain = re.sub(r"[^a-z0-9]+", "_", agent.name.lower()).strip("_")
    own = re.sub(r"[^A-Za-z0-9]+", "_", agent.id.removeprefix(_EXAMPLE))
    return f"{_HANDOFF}{plain or own}"[:64]


def is_handoff(tool_name: str) -> bool:
    return tool_name.startswith(_HANDOFF)


def crew_of(first: str, agents: Iterable[Agent]) -> tuple[Agent, ...]:
    """The agent with this id and all that it can reach by handoffs, itself first; cycles are fine. Empty where there is
    no such agent."""
    known = {agent.id: agent for agent in agents}
    found: dict[str, Agent] = {}
    waiting = [first]
    while waiting:
        key = waiting.pop(0)
        if key in known and key not in found:
            found[key] = known[key]
            waiting += known[key].handoffs
    return tuple(found.values())


def problems(
    agents: Iterable[Agent], providers: Iterable[str] | None = None, tools: Iterable[str] | None = None
) -> tuple[Problem, ...]:
    """What is wrong with each, in their order; None for what is not known here and so not looked at."""
    everybody = tuple(agents)
    ids = {agent.id for agent in everybody}
    known_providers = None if providers is None else set(providers)
    known_tools = None if tools is None else set(tools)
    found: list[Problem] = []
    for agent in everybody:
        if not agent.name.strip():
            found.append(Problem(agent.id, Fault.NAME))
        elif any(other is not agent and handoff_tool(other) == handoff_tool(agent) for other in everybody):
            found.append(Problem(agent.id, Fault.NAME_TWICE, agent.name))
        if not agent.model.strip():
            found.append(Problem(agent.id, Fault.MODEL))
        if not agent.provider or (known_providers is not None and agent.provider not in known_providers):
            found.append(Problem(agent.id, Fault.PROVIDER, agent.provider))
        found += (Problem(agent.id, Fault.HANDOFF, each) for each in agent.handoffs if each not in ids)
        if agent.id in agent.handoffs:
            found.append(Problem(agent.id, Fault.ITSELF))
        if known_tools is not None:
            found += (Problem(agent.id, Fault.TOOL, each) for each in agent.tools if each not in known_tools)
        found += (Problem(agent.id, Fault.GUARDRAIL, each.rule) for each in agent.guardrails if _empty(each))
    return tuple(found)


def _empty(guardrail: Guardrail) -> bool:
    match guardrail.rule:
        case Rule.FORBIDDEN:
            return not any(word.strip() for word in guardrail.words)
        case Rule.LENGTH:
            return guardrail.longest <= 0
        case Rule.QUESTION:
            return not guardrail.question.strip()


# --- the file ---------------------------------------------------------------------------------------------------------


def examples(language: str = "") -> tuple[Agent, ...]:
    """The agents that ship with the program, in the language with this code, English where they do not speak it: they
    run in the demo, without a network."""
    document = tomlkit.parse(resource_path("agents.toml").read_text(encoding="utf-8")).unwrap()
    return tuple(_agent(key, {**table, **table.get(language, {})}) for key, table in document.items())


def load_agents(path: Path, language: str = "") -> tuple[tuple[Agent, ...], tuple[str, ...]]:
    """The agents of the file, and notices about what could not be used; the examples while there is no file."""
    if not path.exists():
        return examples(language), ()
    shelf = read_shelf(path)
    agents, notices = agents_of(shelf.tables, path.name)
    return agents, (*shelf.notices, *notices)


def agents_of(tables: Tables, file: str) -> tuple[tuple[Agent, ...], tuple[str, ...]]:
    """The agents that tables of a file say, and notices about what could not be used."""
    notices, agents = [], []
    for key, table in tables.items():
        try:
            agents.append(_agent(key, table))
        except (TypeError, ValueError, AttributeError) as error:
            notices.append(f"The agent “{key}” in {file} is not understood ({error}); it is left out.")
    return tuple(agents), tuple(notices)


def tables_of(agents: Iterable[Agent]) -> Tables:
    return {agent.id: bare(_table(agent)) for agent in agents}


def save_agents(path: Path, agents: Iterable[Agent], known: Iterable[str]) -> None:
    """Write them; `known` are the ids that were there before. Raises OSError."""
    write_shelf(path, {agent.id: _table(agent) for agent in agents}, known)


def _agent(key: str, table: Mapping[str, Any]) -> Agent:
    rules = table.get("guardrails", ())
    return Agent(
        key,
        _text(table, "name", key),
        _text(table, "about"),
        _text(table, "instructions"),
        _text(table, "provider"),
        _text(table, "model"),
        _texts(table, "tools"),
        _texts(table, "handoffs"),
        tuple(_guardrail(rule) for rule in rules),
        _variables(table.get("variables", {})),
        bool(table.get("asks", False)),
    )


def _guardrail(table: Mapping[str, Any]) -> Guardrail:
    longest = table.get("longest", 0)
    if not isinstance(longest, int):
        raise TypeError("`longest` is a number of characters")
    return Guardrail(
        Rule(_text(table, "rule")),
        Side(_text(table, "side", Side.INPUT)),
        _texts(table, "words"),
        longest,
        _text(table, "question"),
    )


def _variables(value: Any) -> dict[str, str]:
    """A table of names and values, or a list of such pairs (which is how they are written: what is taken out of a list
    is gone)."""
    if isinstance(value, Mapping):
        return {str(name): str(said) for name, said in value.items()}
    return {_text(pair, "name"): _text(pair, "value") for pair in value}


def _text(table: Mapping[str, Any], name: str, default: str = "") -> str:
    value = table.get(name, default)
    if not isinstance(value, str):
        raise TypeError(f"`{name}` is a text")
    return value


def _texts(table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = table.get(name, ())
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise TypeError(f"`{name}` is a list of texts")
    return tuple(value)


def _table(agent: Agent) -> dict[str, Any]:
    return {
        "name": agent.name,
        "about": agent.about or None,
        "instructions": agent.instructions,
        "provider": agent.provider,
        "model": agent.model,
        "tools": list(agent.tools),
        "handoffs": list(agent.handoffs),
        "guardrails": [_rule(each) for each in agent.guardrails],
        "variables": [{"name": name, "value": value} for name, value in agent.variables.items()],
        "asks": agent.asks,
    }


def _rule(guardrail: Guardrail) -> dict[str, Any]:
    said: dict[str, Any] = {"rule": str(guardrail.rule), "side": str(guardrail.side)}
    match guardrail.rule:
        case Rule.FORBIDDEN:
            said["words"] = list(guardrail.words)
        case Rule.LENGTH:
            said["longest"] = guardrail.longest
        case Rule.QUESTION:
            said["question"] = guardrail.question
    return said
