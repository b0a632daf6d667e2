"""The built-in tools by name."""

from __future__ import annotations

from core.tools.base import Tool
from core.tools.builtin.clock import get_current_time

BUILTIN: dict[str, Tool] = {tool.spec.name: tool for tool in (get_current_time,)}
