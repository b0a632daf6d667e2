"""The words of a PDF, for servers that take no PDF: read in a thread that nobody has to wait for.

A PDF is foreign data and may be made to keep its reader busy for ever: reading has a time limit, and the thread is one
that the program can leave behind.
"""

from __future__ import annotations

import io
import logging
import threading
import time
from typing import Final

log = logging.getLogger(__name__)

TIME_LIMIT_S: Final = 15.0
_MOST_LETTERS: Final = 1_000_000


def pdf_words(data: bytes, seconds: float = TIME_LIMIT_S) -> str:
    """The text of all pages, empty where there is none (pictures of pages, a damaged file, a password). Blocks for at
    most `seconds`; what was read by then is returned."""
    reading = _Reading(data, time.monotonic() + seconds)
    thread = threading.Thread(target=reading.run, name="pdf", daemon=True)
    thread.start()
    thread.join(seconds)
    return "\n\n".join(reading.pages)


class _Reading:
    def __init__(self, data: bytes, until: float) -> None:
        self._data = data
        self._until = until
        self.pages: list[str] = []

    def run(self) -> None:
        try:
            self._read()
        except Exception as error:  # noqa: BLE001  # a broken PDF raises whatever its reader stumbles over
            log.info("a PDF could not be read to its end: %s", type(error).__name__)

    def _read(self) -> None:
        from pypdf import PdfReader

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every odd object of a file
        letters = 0
        for number, page in enumerate(PdfReader(io.BytesIO(self._data)).pages, 1):
            text = page.extract_text().strip()
            if text:
                self.pages.append(f"[page {number}]\n{text}")
            letters += len(text)
            if letters > _MOST_LETTERS or time.monotonic() > self._until:
                return
