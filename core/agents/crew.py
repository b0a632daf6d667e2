"""What a run of agents is given to work with. Imports no SDK."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from core.agents.definitions import Agent
from core.errors import ConfigurationError
from core.providers.base import ModelInfo, Provider, ProviderSpec, Request, WireProtocol
from core.settings.prompts import filled
from core.tools.base import Toolbox

AGENTS: Final = "agents"  # the id of the provider that agents are chosen by


async def _at_once() -> None:
    return


@dataclass(frozen=True, slots=True)
class Crew:
    """`agents` are all that the run can reach, the one that begins first. `provider` gives the provider with an id.
    `toolbox` has the tools that agents may name. `ready` is awaited before the SDK is imported."""

    agents: tuple[Agent, ...]
    provider: Callable[[str], Provider]
    toolbox: Toolbox = field(default_factory=Toolbox)
    ready: Callable[[], Awaitable[None]] = _at_once

    @property
    def variables(self) -> dict[str, str]:
        """Those of the agent that begins come before the others'."""
        return {name: value for agent in reversed(self.agents) for name, value in agent.variables.items()}

    def named(self, name: str) -> Agent | None:
        return next((agent for agent in self.agents if agent.name == name), None)


def instructions(agent: Agent, variables: Mapping[str, str], system: str = "") -> str:
    """The agent's instructions with its variables in place, and what the conversation asks of every answer."""
    return "\n\n".join(text for text in (filled(agent.instructions, variables), system) if text.strip())


class AgentsProvider:
    """Stands for the agents where a provider is named. It answers nothing itself: a run asks the agents' own
    providers. Implements `core.providers.base.Provider`."""

    spec: Final = ProviderSpec(AGENTS, "Agents", WireProtocol.OPENAI_RESPONSES, key_required=False, local=True)

    async def stream(self, request: Request) -> Any:
        raise ConfigurationError("This agent is not there any more. Choose another one, or a model.")
        yield  # a generator, by the contract

    async def list_models(self) -> list[ModelInfo]:
        return []

    async def aclose(self) -> None:
        return
