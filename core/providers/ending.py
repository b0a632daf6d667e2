"""Has a server stop a response that it would write to its end though nobody reads it."""

from __future__ import annotations

import asyncio
from typing import Final

from core.errors import RivuletError
from core.messages import Bookmark
from core.providers.base import Ending

_WITHIN_S: Final = 1.5

_ENDED: Final = "This answer was written in the background; its server was told to stop, and has agreed."
_NOT_ENDED: Final = "This answer was written in the background; its server did not agree to stop and may go on."


async def end_response(provider: Ending, bookmark: Bookmark) -> str:
    """Ask for it, for a moment and no longer; returns the sentence that tells a person what came of it."""
    try:
        async with asyncio.timeout(_WITHIN_S):
            await provider.end_response(bookmark)
    except (RivuletError, TimeoutError):
        return _NOT_ENDED
    return _ENDED
