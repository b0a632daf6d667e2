"""The settings as pictures: every page by its name, with its end where it scrolls, and what pages look like in use.
Part of `python3 run.py gallery`, in the looks of `tests.gallery.screens`.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.gallery.screens import FOLDER, LOOKS, Look, in_every, photographed, save, settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.settings.dialog import SettingsDialog

    Save = Callable[[QWidget, str], None]

NAME: Final = "settings"
_SETTLE_S: Final = 0.3


def main(looks: list[str], names: list[str]) -> int:
    """Take the pictures whose names begin with one of `names`, such as "settings-tools", in these looks; all of them in
    all looks where none is named."""
    for look in looks or [each.name for each in LOOKS]:
        for name in names or [NAME]:
            for old in FOLDER.glob(f"screen-{name}*-{look}.png"):
                old.unlink()
    return in_every("tests.gallery.settings", looks, *names)


def take(name: str, names: tuple[str, ...]) -> int:
    """Take the pictures of one look, in this process."""
    look = next(each for each in LOOKS if each.name == name)
    with tempfile.TemporaryDirectory(prefix="rivulet-") as data:
        Path(data, "settings.toml").write_text(settings(look), "utf-8")

        async def visit(shell: Any) -> None:
            while shell._book.current is None:
                await asyncio.sleep(0.01)
            await _visit(shell, look, names or (NAME,))

        return photographed(["--data-dir", data, "--provider", "demo"], visit)


async def _visit(shell: Any, look: Look, names: tuple[str, ...]) -> None:
    from PySide6.QtWidgets import QApplication

    from gui.settings.contents import pages
    from gui.settings.dialog import SettingsDialog

    def keep(widget: QWidget, name: str) -> None:
        save(widget, look, name)

    def wanted(name: str) -> bool:
        return name.startswith(names)

    shell._open_settings("")
    await asyncio.sleep(_SETTLE_S)
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, SettingsDialog))
    for row, (page, _title) in enumerate(pages(dialog._services.pages)):
        if wanted(f"{NAME}-{page}"):
            dialog.pages.setCurrentRow(row)
            await asyncio.sleep(_SETTLE_S)
            await _page(dialog, f"{NAME}-{page}", keep)
    for page, show in _IN_USE.items():
        if wanted(f"{NAME}-{page}"):
            show(dialog)
            await asyncio.sleep(_SETTLE_S)
            await _page(dialog, f"{NAME}-{page}", keep)
    if wanted(f"{NAME}-search"):
        await _search(dialog, keep)
    if wanted(f"{NAME}-all"):
        await _all(dialog, keep)
    dialog.done(0)


async def _page(dialog: SettingsDialog, name: str, save: Save) -> None:
    from PySide6.QtWidgets import QScrollArea

    save(dialog, name)
    page = dialog.stack.currentWidget()
    assert page is not None
    areas = [page] if isinstance(page, QScrollArea) else page.findChildren(QScrollArea)
    bars = [area.verticalScrollBar() for area in areas if area.isVisible()]
    for bar in [bar for bar in bars if bar.maximum() > 0][:1]:
        bar.setValue(bar.maximum())
        await asyncio.sleep(0.1)
        save(dialog, f"{name}-end")


# --- pages in use -----------------------------------------------------------------------------------------------------


def _provider(dialog: SettingsDialog) -> None:
    dialog.show_page("providers")
    dialog.presenter.choose("openai")


def _new_provider(dialog: SettingsDialog) -> None:
    dialog.show_page("providers")
    dialog.providers.add.click()
    dialog.providers.form.headers.add.click()


def _preset(dialog: SettingsDialog) -> None:
    from gui.settings.presets_page import PresetsPage

    dialog.show_page("presets")
    page = _shown(dialog, PresetsPage)
    page.first.click()
    page.temperature.setText("hot")
    page.collect()


def _prompt(dialog: SettingsDialog) -> None:
    from gui.settings.prompts_page import PromptsPage

    dialog.show_page("prompts")
    page = _shown(dialog, PromptsPage)
    page.first.click()
    page.text.setPlainText("{{text}}\n\n{{tone|kind}}")


def _server(dialog: SettingsDialog) -> None:
    from gui.settings.servers_page import ServersPage

    dialog.show_page("servers")
    page = _shown(dialog, ServersPage)
    page.detail.first.click()
    page.detail.form.environment.add.click()


_IN_USE: Final[dict[str, Callable[[SettingsDialog], None]]] = {
    "provider": _provider,
    "provider-new": _new_provider,
    "preset": _preset,
    "prompt": _prompt,
    "server": _server,
}


def _shown(dialog: SettingsDialog, kind: type[Any]) -> Any:
    page = dialog.stack.currentWidget()
    assert isinstance(page, kind)
    return page


def _discard(dialog: SettingsDialog) -> None:
    """Nothing that is typed and not kept stands in the way of a question."""
    from gui.settings.servers_page import ServersPage

    dialog.presenter.revert()
    for page in dialog.findChildren(ServersPage):
        page.detail.revert.click()


async def _search(dialog: SettingsDialog, save: Save) -> None:
    """What is found, and the place that it leads to."""
    dialog.search.setFocus()
    dialog.search.setText("time" if dialog.pages.item(0).text().isascii() else "시간")
    await asyncio.sleep(_SETTLE_S)
    save(dialog, "settings-search")
    dialog.results.take()
    await asyncio.sleep(_SETTLE_S)
    save(dialog, "settings-search-found")
    dialog.search.clear()


async def _all(dialog: SettingsDialog, save: Save) -> None:
    """The menu of all settings, and the question before a reset."""
    from PySide6.QtWidgets import QApplication

    _discard(dialog)
    dialog.show_page("appearance")
    dialog.upkeep.menu.popup(dialog.mapToGlobal(dialog.rect().center()))
    await asyncio.sleep(_SETTLE_S)
    save(dialog.upkeep.menu, "settings-all")
    dialog.upkeep.menu.hide()
    dialog.upkeep.menu.actions()[0].trigger()
    await asyncio.sleep(_SETTLE_S)
    box = QApplication.activeModalWidget()
    assert box is not None
    save(box, "settings-reset")
    box.close()


if __name__ == "__main__":
    sys.exit(take(sys.argv[2], tuple(sys.argv[3:])))
