"""The connection test: ask a server for its models and say in one sentence what came of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

from PySide6.QtCore import QCoreApplication

from core.errors import RivuletError
from core.providers.base import Provider, ProviderSpec
from gui.language import phrase

TIME_LIMIT_S: Final = 30.0


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConnectionTest", text)


async def try_connection(
    connect: Callable[[ProviderSpec, str | None], Awaitable[Provider]], spec: ProviderSpec, key: str
) -> tuple[str, bool]:
    """The sentence, without the key in it, and whether the server answered well."""
    provider: Provider | None = None
    try:
        async with asyncio.timeout(TIME_LIMIT_S):
            provider = await connect(spec, key or None)
            began = time.monotonic()
            count = len(await provider.list_models())
    except RivuletError as error:
        message = phrase(error.info.message)
        return message.replace(key, "•••") if key else message, False
    except TimeoutError:
        return _tr("No answer within {n} s.").replace("{n}", f"{TIME_LIMIT_S:.0f}"), False
    finally:
        if provider is not None:
            await provider.aclose()
    sentences = {
        0: _tr("Connected in {time}. The server names no models; type one in the model picker."),
        1: _tr("Connected in {time}. It offers one model."),
    }
    sentence = sentences.get(count, _tr("Connected in {time}. It offers {n} models."))
    seconds = time.monotonic() - began
    took = _tr("{n} ms").replace("{n}", f"{seconds * 1000:.0f}")
    if seconds >= 1:
        took = _tr("{n} s").replace("{n}", f"{seconds:.1f}")
    return sentence.replace("{time}", took).replace("{n}", f"{count:,}"), True
