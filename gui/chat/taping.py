"""Recordings are saved: of what the wire view shows, and of edited copies."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.background import in_background
from core.markdown.foreign import visible
from core.wire.tape import Tape, save

if TYPE_CHECKING:
    from core.logs import SecretMask
    from core.trace.log import Entry
    from gui.replay.save_dialog import SaveWish
    from gui.widgets.notice_bar import NoticeBar


class Taping(QObject):
    """Dialogs open above `host`; `mask` knows the keys that no file may have."""

    def __init__(
        self,
        notices: NoticeBar,
        mask: SecretMask,
        spawn: Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._notices = notices
        self._mask = mask
        self._spawn = spawn
        self._host = host

    def _say(self, text: str) -> None:
        self._notices.say(text)

    def offer(self, entry: Entry) -> None:
        """Ask how an exchange that went over the wire shall be saved, or its turn."""
        from urllib.parse import urlsplit

        from core.playback.taking import can_be_taken
        from gui.replay.save_dialog import SaveDialog, SaveOffer

        of_turn = sum(map(can_be_taken, entry.turn.entries))
        if not can_be_taken(entry):
            words = self.tr(
                "There is nothing to record yet: the answer still runs, or its bytes are not kept any more."
            )
            self._say(words)
            return
        address = f"{entry.exchange.method} {urlsplit(entry.exchange.url).path}"
        name = "-".join(("rivulet", entry.turn.id.removeprefix("t-")[:8]))
        dialog = SaveDialog(SaveOffer(address, of_turn, name), self._host)
        dialog.wished.connect(lambda wish: self._spawn(self._save(entry, wish), "saving a recording"))
        dialog.open()

    async def _save(self, entry: Entry, wish: SaveWish) -> None:
        from core.playback.taking import take

        entries = entry.turn.entries if wish.whole_turn else [entry]
        make = partial(
            take,
            tuple(entries),
            remove_texts=wish.remove_texts,
            with_versions=wish.with_versions,
            secrets=self._mask.secrets,
        )
        try:
            tape = await in_background(make, "making a recording")
        except ValueError as error:
            self._say(str(error))
            return
        await self.write(tape, wish.path)

    async def write(self, tape: Tape, path: Path) -> None:
        from gui.widgets.folders import show_folder

        name = f"“{visible(path.name)}”"
        try:
            await in_background(partial(save, tape, path), "writing a recording")
        except OSError as error:
            words = self.tr("{name} was not saved: {why}").replace("{name}", name)
            self._say(words.replace("{why}", error.strerror or str(error)))
            return
        words = self.tr("{name} is saved. Drop it on the window to play it.")
        if tape.versions:
            words = self.tr("{name} is saved. Attach it to your report; nothing was sent.")
        self._notices.say(words.replace("{name}", name), self.tr("Show folder"), lambda: show_folder(path))
