"""Everything odd that real servers send, and what must come of it; `tests.core.test_misbehaviour` tries each one."""

from __future__ import annotations

from tests.support.oddities.chat import CHAT_ODDITIES
from tests.support.oddities.messages import MESSAGES_ODDITIES
from tests.support.oddities.oddity import Expected, Oddity
from tests.support.oddities.responses import RESPONSES_ODDITIES
from tests.support.oddities.statuses import STATUS_ODDITIES
from tests.support.oddities.transport import TRANSPORT_ODDITIES

ODDITIES: tuple[Oddity, ...] = (
    *TRANSPORT_ODDITIES,
    *STATUS_ODDITIES,
    *CHAT_ODDITIES,
    *RESPONSES_ODDITIES,
    *MESSAGES_ODDITIES,
)

__all__ = ["ODDITIES", "Expected", "Oddity"]
