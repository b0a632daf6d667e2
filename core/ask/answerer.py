"""From options, settings and keys to somebody who answers."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from core.ask.options import Options
from core.errors import ConfigurationError
from core.factory import create_provider
from core.limits import Limits
from core.providers.base import ProviderSpec
from core.providers.registry import ad_hoc_spec, load_registry
from core.session import Target
from core.settings.schema import Settings
from core.settings.secrets import Secrets

_DEMO = "demo"
_DEMO_MODEL = "tour"


def choose(options: Options, settings: Settings) -> tuple[ProviderSpec, str]:
    """The provider and the model: what was asked for, else what was chosen last, else the demo. Raises
    ConfigurationError."""
    if options.protocol:
        return ad_hoc_spec(options.protocol, options.base_url, options.api_key_env), options.model
    wanted = options.provider or settings.provider
    spec = load_registry(settings.providers).find(wanted)
    if options.api_key_env:
        spec = replace(spec, key_env=options.api_key_env)
    model = options.model or (settings.model if wanted == settings.provider else "")
    model = model or (_DEMO_MODEL if spec.id == _DEMO else "")
    if not model:
        raise ConfigurationError(f"No model was named for {spec.name}. Add --model NAME.")
    return spec, model


@asynccontextmanager
async def answerer(options: Options, settings: Settings, limits: Limits) -> AsyncIterator[Target]:
    """Whoever answers, ready to be asked; closed on the way out. Raises ConfigurationError."""
    spec, model = choose(options, settings)
    key = await _key(spec, options)
    # In a thread: importing an SDK takes up to a second, and Ctrl-C must work meanwhile.
    provider = await asyncio.to_thread(create_provider, spec, key, limits)
    try:
        yield Target(provider, model)
    finally:
        await provider.aclose()


async def _key(spec: ProviderSpec, options: Options) -> str | None:
    if options.api_key_env:
        key = os.environ.get(options.api_key_env, "").strip()
        if not key:
            raise ConfigurationError(f"The environment variable {options.api_key_env} holds no key.")
        return key
    if spec.id == _DEMO or (options.protocol and options.base_url):
        return None  # nobody can have entered one
    secrets = Secrets()
    try:
        found = await secrets.get(spec)
    finally:
        secrets.close()
    return found.value if found else None
