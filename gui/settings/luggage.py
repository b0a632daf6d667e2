"""What goes along when the settings are taken elsewhere: presets, prompts, agents, prices, and what features bring."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication

from core.agents import definitions as agents
from core.settings import presets, pricelist, prompts
from core.settings.shelf import Tables
from core.settings.transfer import Shelved
from gui.settings.services import Carried, Services

if TYPE_CHECKING:
    from gui.shelves import Shelves

_AGENTS = "agents.toml"
_Item = TypeVar("_Item", bound=presets.Preset | prompts.Prompt | agents.Agent)


def carried(services: Services) -> tuple[Carried, ...]:
    """Everything that goes along, in its order."""
    own = () if services.shelves is None else of_shelves(services.shelves)
    return (*own, *(page.carried for page in services.pages if page.carried is not None))


def of_shelves(shelves: Shelves) -> tuple[Carried, ...]:
    """What lies in files beside that of the settings. A thing that a file brings takes the place of the one with its
    id; those that it does not name stay."""
    translate = QCoreApplication.translate

    def take_presets(tables: Tables) -> None:
        shelves.presets.put(_joined(shelves.presets.items, presets.presets_of(tables)[0]))

    def take_prompts(tables: Tables) -> None:
        shelves.prompts.put(_joined(shelves.prompts.items, prompts.prompts_of(tables)[0]))

    def take_agents(tables: Tables) -> None:
        shelves.agents.put(_joined(shelves.agents.items, agents.agents_of(tables, _AGENTS)[0]))

    return (
        Carried(
            translate("Luggage", "Preset"),
            lambda: Shelved("presets", presets.tables_of(shelves.presets.items), _read_presets),
            take_presets,
        ),
        Carried(
            translate("Luggage", "Prompt"),
            lambda: Shelved("prompts", prompts.tables_of(shelves.prompts.items), _read_prompts),
            take_prompts,
        ),
        Carried(
            translate("Luggage", "Agent"),
            lambda: Shelved("agents", agents.tables_of(shelves.agents.items), _read_agents),
            take_agents,
        ),
        Carried(
            translate("Luggage", "Prices, after the next start:"),
            lambda: Shelved("prices", pricelist.read_list(shelves.own_prices), pricelist.prices_of),
            shelves.put_prices,
        ),
    )


def _read_presets(tables: Tables) -> tuple[Tables, tuple[str, ...]]:
    found, notices = presets.presets_of(tables)
    return presets.tables_of(found), notices


def _read_prompts(tables: Tables) -> tuple[Tables, tuple[str, ...]]:
    found, notices = prompts.prompts_of(tables)
    return prompts.tables_of(found), notices


def _read_agents(tables: Tables) -> tuple[Tables, tuple[str, ...]]:
    found, notices = agents.agents_of(tables, _AGENTS)
    return agents.tables_of(found), notices


def _joined(there: Iterable[_Item], brought: Iterable[_Item]) -> list[_Item]:
    brought = list(brought)
    ids = {item.id: item for item in brought}
    stays = [ids.pop(item.id, item) for item in there]
    return [*stays, *(item for item in brought if item.id in ids)]
