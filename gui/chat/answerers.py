"""The real directory of who can answer: presets and the user's own providers, found servers, models, settings.

It builds each provider once, late, and closes them all at the end.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from core.errors import ConfigurationError, ErrorKind, RivuletError
from core.limits import Limits
from core.providers.catalog import ModelCatalog
from gui.chat.directory import Choice, Directory
from gui.warmup import WarmProvider, Warmup
from gui.widgets.picker import PickerItem

if TYPE_CHECKING:
    from core.providers.base import ModelInfo, Provider, ProviderSpec
    from core.session import Session, Target

log = logging.getLogger(__name__)

# Runs a coroutine as an owned task with a name.
Spawn = Callable[[Coroutine[Any, Any, None], str], object]

_FIRST: Final = Choice("demo", "tour")
_HOPELESS: Final = (ErrorKind.CONFIGURATION, ErrorKind.AUTH, ErrorKind.CONNECTION)  # an answer would fail too
AGENTS: Final = "agents"  # stands for agents where a provider is named


class Agents(Protocol):
    """Agents that can answer; a model's place is taken by an agent's id. `changed` is a signal."""

    @property
    def changed(self) -> SignalInstance: ...

    def items(self) -> Sequence[PickerItem]: ...

    def providers_of(self, agent_id: str) -> frozenset[str]: ...

    async def ready(self) -> None: ...

    def target(self, agent_id: str, provider: Callable[[str], Provider]) -> Target: ...


class Answerers(Directory):
    """`build` makes a provider with its key; it may wait for the keyring and raise a `RivuletError`. `spawn` runs what
    happens in the background. `remembered` carries the `Choice` that new conversations start with."""

    remembered = Signal(object)

    def __init__(
        self,
        specs: Iterable[ProviderSpec],
        build: Callable[[ProviderSpec], Awaitable[Provider]],
        warmup: Warmup,
        spawn: Spawn,
        catalog: ModelCatalog | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._given = {spec.id: spec for spec in specs}
        self._specs = dict(self._given)
        self._build = build
        self._warmup = warmup
        self._spawn = spawn
        self._limits = Limits()
        self._open: dict[str, WarmProvider] = {}
        self._retired: list[WarmProvider] = []
        self._catalog = catalog or ModelCatalog()
        self._asking: set[str] = set()
        self._found: dict[str, ProviderSpec] = {}  # local servers that run; one may be no preset
        self._usual: dict[str, str] = {_FIRST.provider: _FIRST.model}
        self._choice = _FIRST
        self._agents: Agents | None = None
        self._keyed: set[str] = set()  # their keys were changed, and not tried yet
        self._troubles: dict[str, str] = {}  # what kept a provider from naming its models, and will keep it from more

    # --- what the page asks -------------------------------------------------------------------------------------------

    def providers(self) -> Sequence[PickerItem]:
        agents = self._agents.items() if self._agents is not None else ()
        beside = [PickerItem(AGENTS, self.tr("Agents"), self.tr("models with a task"))] if agents else []
        return [*(self._item(spec) for spec in self._specs.values()), *beside]

    def models(self, provider: str) -> Sequence[PickerItem]:
        if provider == AGENTS:
            return self._agents.items() if self._agents is not None else ()
        return [PickerItem(model.id, model.id, _detail(model)) for model in self._known(provider)]

    def usual_model(self, provider: str) -> str:
        keys = [item.key for item in self.models(provider)]
        usual = self._usual.get(provider, "")
        if provider == AGENTS and usual not in keys:
            usual = ""  # it was deleted
        return usual or (keys[0] if keys else "")

    def trouble(self, provider: str) -> str:
        return self._troubles.get(provider, "")

    def first_choice(self) -> Choice:
        return self._choice

    def remember(self, choice: Choice) -> None:
        self._choice = choice
        if choice.model:
            self._usual[choice.provider] = choice.model
        self.warm(choice)
        self.remembered.emit(choice)

    def refresh_models(self, provider: str) -> None:
        if provider in self._specs and provider not in self._asking:
            self._asking.add(provider)
            self._spawn(self._ask_models(provider), f"models of {provider}")

    def warm(self, choice: Choice) -> None:
        """Bring what an answer by this choice will need."""
        keys = {choice.provider}
        if choice.provider == AGENTS and self._agents is not None:
            keys = set(self._agents.providers_of(choice.model))
            self._spawn(self._agents.ready(), "late imports of agents")
        protocols = {spec.protocol for key, spec in self._specs.items() if key in keys}
        if protocols:
            self._warmup.want(*protocols)
            self._spawn(self._warmup.run(), "late imports")

    def aim(self, session: Session, choice: Choice) -> None:
        from core.session import Target  # with everything that an answer needs: after the first paint

        if choice.provider == AGENTS and self._agents is not None:
            session.target = self._agents.target(choice.model, self._colleague)
        else:
            session.target = Target(self._provider(choice.provider), choice.model)
        session.limits = self._limits

    # --- what the program tells ---------------------------------------------------------------------------------------

    def begin_with(self, choice: Choice) -> None:
        """Start with what was chosen last time; a provider that is gone gives way to the demo."""
        if choice.provider in self._specs or choice.provider == AGENTS:
            self._choice = Choice(choice.provider, choice.model or self.usual_model(choice.provider))
            if choice.model:
                self._usual[choice.provider] = choice.model

    def offer_agents(self, agents: Agents) -> None:
        """Offer these beside the providers."""
        self._agents = agents
        agents.changed.connect(self.changed)
        self.changed.emit()

    def set_specs(self, specs: Iterable[ProviderSpec]) -> None:
        """The providers were edited: those that changed are built anew at their next use."""
        before, self._given = self._given, {spec.id: spec for spec in specs}
        self._troubles = {key: why for key, why in self._troubles.items() if self._given.get(key) == before.get(key)}
        self._offer()

    def key_changed(self, provider: str) -> None:
        """A key was entered or removed: the next turn uses the new one, a running one keeps its own."""
        self._retire(provider)
        self._keyed.add(provider)
        self._tell_trouble(provider, "")
        self.refresh_models(provider)

    def network_changed(self) -> None:
        """The way out is another one: the next turns open connections of their own."""
        for provider in tuple(self._open):
            self._retire(provider)

    def set_limits(self, limits: Limits) -> None:
        self._limits = limits

    def show_found(self, servers: Sequence[tuple[ProviderSpec, Sequence[ModelInfo]]]) -> None:
        """The local servers that run now, with their models; those of before are forgotten."""
        self._found = {spec.id: spec for spec, _ in servers}
        for spec, models in servers:
            self._troubles.pop(spec.id, None)
            if models:
                self._catalog.put(spec, models)
        self._offer()

    async def aclose(self) -> None:
        """Close every client."""
        providers = [*self._open.values(), *self._retired]
        self._open.clear()
        self._retired.clear()
        await asyncio.gather(*(provider.aclose() for provider in providers), return_exceptions=True)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        # What the person wrote about a provider comes before what was found of it.
        self._specs = {**self._given, **{key: spec for key, spec in self._found.items() if key not in self._given}}
        for key in [key for key, provider in self._open.items() if self._specs.get(key) != provider.spec]:
            self._retire(key)
        self.changed.emit()

    def _item(self, spec: ProviderSpec) -> PickerItem:
        running = spec.id in self._found
        if running:
            detail = self.tr("running")
        elif spec.id == _FIRST.provider:
            detail = self.tr("no key, no network")
        else:
            detail = self.tr("this computer") if spec.local else ""
        ours = {"Demo (no model)": self.tr("Demo (no model)")}  # the one name that is no brand
        return PickerItem(spec.id, ours.get(spec.name, spec.name), detail, running)

    def _provider(self, key: str) -> Provider:
        if key not in self._open:
            spec = self._specs.get(key) or self._specs[_FIRST.provider]
            self._open[key] = WarmProvider(spec, self._warmup, self._build)
        return self._open[key]

    def _colleague(self, key: str) -> Provider:
        """The provider that an agent thinks with. Raises ConfigurationError."""
        if key not in self._specs:
            raise ConfigurationError(f"The provider “{key}” of an agent is not there. Choose another one under Agents.")
        return self._provider(key)

    def _retire(self, key: str) -> None:
        # A turn may still be using it; it is closed at the end.
        provider = self._open.pop(key, None)
        if provider is not None:
            self._retired.append(provider)

    async def _ask_models(self, provider: str) -> None:
        try:
            models = await self._provider(provider).list_models()
        except RivuletError as error:
            log.info("no models of %s: %s", provider, error)
            self._tell_trouble(provider, error.info.message if error.info.kind in _HOPELESS else "")
            if error.info.kind is not ErrorKind.CONFIGURATION:  # else the key was taken away
                self._tell_keyed(provider)
            return
        finally:
            self._asking.discard(provider)
        self._tell_trouble(provider, "")
        self._tell_keyed(provider)
        if tuple(models) != self._known(provider) and provider in self._specs:
            self._catalog.put(self._specs[provider], models)
            self.changed.emit()

    def _tell_keyed(self, provider: str) -> None:
        if provider in self._keyed:
            self._keyed.discard(provider)
            self.keyed.emit(provider)

    def _tell_trouble(self, provider: str, trouble: str) -> None:
        if trouble != self.trouble(provider):
            self._troubles[provider] = trouble
            self.changed.emit()

    def _known(self, provider: str) -> tuple[ModelInfo, ...]:
        """The models that the provider named last, in this run or an earlier one."""
        spec = self._specs.get(provider)
        return () if spec is None else self._catalog.models(spec)


def _detail(model: ModelInfo) -> str:
    return model.name if model.name != model.id else ""
