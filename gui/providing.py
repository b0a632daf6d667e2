"""From what is known about a provider to a provider that works: the registry as it is now, keys, limits."""

from __future__ import annotations

import os
import tomllib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from core.logs import SecretMask
from core.paths import settings_file
from core.providers.base import ProviderSpec
from core.providers.registry import Registry, ad_hoc_spec, load_registry
from gui.chat.answerers import AGENTS
from gui.chat.directory import Choice
from gui.chat.starts import DEMO
from gui.options import Options
from gui.preferences import Preferences
from gui.warmup import Warmup

if TYPE_CHECKING:
    from core.providers.base import ModelInfo, Provider
    from core.settings.secrets import Secrets


def own_provider(options: Options) -> ProviderSpec | None:
    """The provider that the command line describes, if it does. Raises ConfigurationError where it names one that is
    nowhere."""
    if options.protocol is not None:
        return ad_hoc_spec(options.protocol, options.base_url, options.api_key_env)
    if options.provider and options.provider != AGENTS:
        load_registry(_kept_providers(settings_file(options.data_dir))).find(options.provider)
    return None


def _kept_providers(path: Path) -> tuple[ProviderSpec, ...]:
    """Those of the settings; none where they cannot be read, which is told with the window."""
    from core.settings.store import understood

    try:
        return understood(tomllib.loads(path.read_text(encoding="utf-8"))).settings.providers
    except (OSError, ValueError):
        return ()


class Providing:
    """`own` is the provider that the command line describes, if it does."""

    def __init__(
        self, options: Options, own: ProviderSpec | None, preferences: Preferences, mask: SecretMask, warmup: Warmup
    ) -> None:
        self._options = options
        self._own = own
        self._preferences = preferences
        self._mask = mask
        self._warmup = warmup

    @cached_property
    def secrets(self) -> Secrets:
        from core.settings.secrets import Secrets  # nobody needs a key before the window is painted

        return Secrets()

    def registry(self) -> Registry:
        own = (*self._preferences.value.providers, *((self._own,) if self._own else ()))
        return load_registry(own)

    def first_choice(self) -> Choice:
        """Who answers in a first conversation: as the command line says, else as the last time."""
        options, settings = self._options, self._preferences.value
        if self._own is not None or options.provider:
            return Choice(self._own.id if self._own else options.provider, options.model)
        return Choice(settings.provider, options.model or settings.model)

    async def build(self, spec: ProviderSpec) -> Provider:
        """A provider with the key that is kept for it, or that the command line names."""
        from core.factory import create_provider

        key = None
        if self._options.api_key_env and spec.id in (self._options.provider, self._own and self._own.id):
            key = os.environ.get(self._options.api_key_env)  # named by hand: it comes before the keyring
        if key is None and spec.id != DEMO:
            found = await self.secrets.get(spec)
            key = found.value if found else None
        if key:
            self._mask.add(key)
        return create_provider(spec, key, self._preferences.value.limits)

    async def running(self) -> list[tuple[ProviderSpec, tuple[ModelInfo, ...]]]:
        """The model servers that run on this machine, with their models."""
        await self._warmup.ready()
        from core.providers.discovery import discover

        return [(server.spec, server.models) for server in await discover(self.registry().specs.values())]

    async def connect(self, spec: ProviderSpec, key: str | None) -> Provider:
        """A provider with just this key, once its SDK is there."""
        await self._warmup.ready(spec.protocol)
        from core.factory import create_provider

        if key:
            self._mask.add(key)
        return create_provider(spec, key, self._preferences.value.limits)
