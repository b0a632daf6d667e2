"""What the program under test and the one that kills it must agree on. Imports nothing of either."""

from typing import Final

SLOW_TOOL: Final = "take_time"
