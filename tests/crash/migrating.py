"""Opens a folder's store with steps of migration that take their time: `python -m tests.crash.migrating FOLDER`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Final

from core.conversations.migrations import STEPS, script
from core.conversations.store import Store

_COPY: Final = """
CREATE TABLE later_{0} AS SELECT * FROM messages, (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3);
CREATE INDEX later_{0}_of ON later_{0} (conversation);
"""
LATER_STEPS: Final = (*STEPS, *(script(_COPY.format(number)) for number in range(3)))
BEGIN: Final = "begin"


async def main(folder: Path) -> None:
    print(BEGIN, flush=True)
    store = await Store.open(folder, LATER_STEPS)
    await store.aclose()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
