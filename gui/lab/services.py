"""What the latency lab needs from outside, as plain functions."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.lab.history import Answer
    from core.prices import Prices
    from core.providers.base import Provider, ProviderSpec


@dataclass(frozen=True, slots=True)
class Services:
    """`answers(since)` reads the stored ones and may raise StoreError. `providers()` are those that can be asked and
    `models(provider)` what is known of each; `choice()` is who answers now, provider and model. `connect(spec)` gives
    a working provider, which the caller closes. `spawn(work, name)` runs a coroutine in an owned task."""

    answers: Callable[[float], Awaitable[list[Answer]]]
    providers: Callable[[], Sequence[ProviderSpec]]
    models: Callable[[str], Sequence[str]]
    choice: Callable[[], tuple[str, str]]
    connect: Callable[[ProviderSpec], Awaitable[Provider]]
    prices: Callable[[], Prices]
    spawn: Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]
