"""Where a tool server stands, in words."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QCoreApplication

from core.markdown.foreign import visible
from core.mcp.server import Phase, Server
from gui.language import phrase


def state_words(server: Server) -> str:
    """Its state in a few words, for a list."""
    translate, state = QCoreApplication.translate, server.state
    match state.phase:
        case Phase.OFF:
            return translate("ToolServers", "Off")
        case Phase.UNTRUSTED:
            return translate("ToolServers", "Waits for your consent")
        case Phase.IDLE:
            return translate("ToolServers", "Starts when needed")
        case Phase.STARTING:
            return translate("ToolServers", "Starting…")
        case Phase.RUNNING:
            offered = sum(not offer.problem for offer in server.listing.tools)
            words = (
                translate("ToolServers", "Running, 1 tool")
                if offered == 1
                else translate("ToolServers", "Running, {n} tools")
            )
            return words.replace("{n}", str(offered))
        case Phase.CRASHED:
            left = max(0, math.ceil((state.restart_at or 0.0) - time.monotonic()))
            return translate("ToolServers", "Crashed; restarts in {n} s").replace("{n}", str(left))
        case Phase.SIGN_IN:
            return translate("ToolServers", "Needs a sign-in")
        case Phase.FAILED:
            return translate("ToolServers", "Does not run")


def trouble(server: Server) -> str:
    """What went wrong, as it was told; empty where nothing did."""
    return visible(phrase(server.state.why))
