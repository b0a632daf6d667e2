"""How much room conversations take on the disk, as the program writes them. Prints JSON."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Final

from core.conversations.ledger import Ledger
from core.conversations.records import ConversationInfo, ConversationStarted
from core.conversations.store import Store
from tests.benchmarks.answers import conversation

IN_ONE: Final = 40  # messages of a conversation


async def measure(folder: Path, messages: int, answer_size: int) -> dict[str, float]:
    store, texts = await Store.open(folder), 0
    for number in range(messages // IN_ONE):
        tree = conversation(IN_ONE, answer_size)
        texts += sum(len(message.text().encode()) for message in tree.path())
        info = ConversationInfo(f"c{number}", f"Conversation {number}", updated=float(number))
        await store.commit([ConversationStarted(info), *Ledger(info.id).catch_up(tree)])
    await store.aclose()
    return {"messages": messages // IN_ONE * IN_ONE, "text_bytes": texts, "disk_bytes": taken_by(folder)}


def taken_by(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main(messages: int, answer_size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asyncio.run(measure(Path(folder), messages, answer_size))))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
