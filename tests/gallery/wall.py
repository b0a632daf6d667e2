"""`python3 run.py gallery [NAME ...]`: every kind of block as a picture, light and dark, at 100 % and 200 % text, and
every screen, in both languages too.

The pictures go to `build/gallery`, to be looked at, not kept: the sheets are in `sheets`, the screens in `screens`,
the states of the window in `states`.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.theme.theme import Theme
    from gui.transcript.view import TranscriptView
    from tests.gallery.sheets import Sheet

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "gallery"
WIDTH = 900
SETTLE_S = 0.25
_LOOKS = (
    ("light", "light", 1.0, "english"),
    ("dark", "dark", 1.0, "english"),
    ("large", "light", 2.0, "english"),
    ("in-korean", "light", 1.0, "korean"),
)


def main(names: list[str]) -> int:
    """Paint the sheets with these names, all where none is named; returns the exit code."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from core.settings.schema import Appearance, Language
    from gui.language import Speech
    from gui.theme.fonts import choose_family
    from gui.theme.style import apply_style
    from gui.theme.theme import Theme
    from tests.gallery.sheets import SHEETS

    app = QApplication.instance() or QApplication(["Rivulet"])
    assert isinstance(app, QApplication)
    choose_family()
    speech = Speech(app)
    FOLDER.mkdir(parents=True, exist_ok=True)
    unknown = set(names) - {sheet.name for sheet in SHEETS}
    if unknown:
        print(f"There is no sheet {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    for sheet in SHEETS:
        if names and sheet.name not in names:
            continue
        for suffix, appearance, scale, language in _LOOKS:
            theme = Theme(app)
            theme.set_appearance(Appearance(appearance))
            theme.set_scale(scale)
            apply_style(app, theme)
            speech.use(Language(language))
            paint(sheet, theme, FOLDER / f"{sheet.name}-{suffix}.png")
            theme.deleteLater()
        print(sheet.name, flush=True)
    return 0


def paint(sheet: Sheet, theme: Theme, path: Path) -> None:
    """Show a sheet, wait until its formulas are drawn, and save what is seen."""
    from gui.transcript.content import Item
    from gui.transcript.model import TranscriptModel
    from gui.transcript.view import TranscriptView
    from gui.widgets.clock import FrameClock
    from tests.gallery.sheets import FILES

    view = TranscriptView(theme, FrameClock())
    view.setObjectName("transcript")
    view.resize(WIDTH, round((sheet.height or 760) * theme.scale))
    model = TranscriptModel(view)
    model.files = FILES
    for number, message in enumerate(sheet.messages()):
        item = model.add_item(Item(f"m{number}", message.role))
        for content in message.contents:
            model.add_block(item, f"m{number}.1", content)
        model.set_live(item, message.live)
    view.set_model(model)
    view.show()
    _settle(view)
    sheet.touch(view)
    _settle(view)
    while not sheet.height and view.height() != round(view.canvas.height) + 8:  # what is built may be higher
        view.resize(WIDTH, round(view.canvas.height) + 8)
        _settle(view)
    view.grab().save(str(path))
    view.close()
    view.deleteLater()


def _settle(view: TranscriptView) -> None:
    """Let formulas be drawn, code be coloured and pictures be read."""
    from PySide6.QtCore import QEventLoop, QTimer

    until, formulas = time.monotonic() + SETTLE_S, view.canvas.styles.formulas
    while time.monotonic() < until or (formulas is not None and formulas.waiting):
        view.flush()
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()


def everything(names: list[str]) -> int:
    """The sheets and the looks of the screens with these names; all of both where none is named. Names that begin with
    "settings", such as "settings-tools", are pictures of the settings, in these looks and without all other screens;
    so are the stages of `details`, such as "inspector" or "race"."""
    from tests.gallery import details, screens, settings, states

    looks = [name for name in names if name in {look.name for look in screens.LOOKS}]
    chosen = [name for name in names if name.startswith(settings.NAME)]
    stages = [name for name in names if name in details.STAGES]
    sheets = [name for name in names if name not in (*looks, *chosen, *stages)]
    failed = main(sheets) if sheets or not names else 0
    if stages:
        return failed or details.main(looks, stages)
    if chosen:
        return failed or settings.main(looks, chosen)
    every = (screens.main, states.main, lambda looks: details.main(looks, []), lambda looks: settings.main(looks, []))
    return failed or (any(take(looks) for take in every) if looks or not names else 0)


if __name__ == "__main__":
    sys.exit(everything(sys.argv[1:]))
