"""What a complete window needs and its first paint does not, imported so that the window lives meanwhile.

The core comes in a thread. What knows Qt does not: PySide makes its types when they are first named, and two threads
must not name one at once. It comes on Qt's own thread, a part at a time.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Final

# Each brings what it stands on. A test tells what is missing here.
_CORE: Final = (
    "core.session",
    "core.markdown.growing",
    "core.conversations.recorder",
    "core.conversations.asides",
    "core.conversations.store",
    "core.conversations.outline",
    "core.conversations.viewing",
    "core.conversations.branching",
    "core.conversations.inventory",
    "core.conversations.exporting.watched",
    "core.conversations.exporting.writing",
    "core.conversations.importing.values",
    "core.matching",
    "core.settings.presets",
    "core.settings.prompts",
    "core.settings.pricelist",
    "core.tools.functions",
    "core.mcp.servers",
    "core.agents.crew",
    "core.trace.follower",
    "core.trace.links",
    "core.wire.tape",
    "core.race",
)


# What it takes longest to import, what others stand on first: one after the other, none takes longer than two frames.
_WINDOW: Final = (
    "gui.transcript.content",
    "gui.transcript.typesetting",
    "gui.transcript.blocks.piece",
    "gui.transcript.blocks.prose",
    "gui.transcript.blocks.code",
    "gui.transcript.canvas",
    "gui.transcript.view",
    "gui.transcript.sentences",
    "gui.transcript.accessibility",
    "gui.transcript.find.control",
    "gui.chat.editing",
    "gui.chat.library",
    "gui.sidebar.list_view",
    "gui.inspector.state",
    "gui.inspector.calls_delegate",
    "gui.inspector.panel",
)


async def bring_parts() -> None:
    """Import them all. Cancelled, the import that runs is the last."""
    worker = ThreadPoolExecutor(1, thread_name_prefix="completing")
    try:
        for name in _CORE:
            await asyncio.get_running_loop().run_in_executor(worker, import_module, name)
    finally:
        worker.shutdown(wait=False, cancel_futures=True)
    for name in _WINDOW:
        import_module(name)
        await asyncio.sleep(0)
