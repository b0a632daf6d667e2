"""The menu of the conversations that are chosen in the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from core.markdown.foreign import visible

if TYPE_CHECKING:
    from core.conversations.records import Entry


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the menu leads to. `branch` is None where nobody can do it."""

    open: Callable[[], None]
    rename: Callable[[], None]
    pin: Callable[[], None]
    move: Callable[[str], None]
    new_folder: Callable[[], None]
    archive: Callable[[], None]
    export: Callable[[], None]
    delete: Callable[[], None]
    branch: Callable[[], None] | None = None


def conversation_menu(parent: QWidget, chosen: Sequence[Entry], folders: Sequence[str], wishes: Wishes) -> QMenu:
    """The menu for one or several conversations; `folders` are those there are."""
    menu = QMenu(parent)
    menu.setObjectName("conversationMenu")
    menu.setAccessibleName(tr("Conversation"))
    if len(chosen) == 1:
        menu.addAction(tr("&Open"), wishes.open)
        _with_key(menu, tr("&Rename"), wishes.rename, "F2")
        if wishes.branch is not None:
            menu.addAction(tr("&Branch into a new conversation"), wishes.branch)
        menu.addSeparator()
    menu.addAction(tr("Un&pin") if all(entry.pinned for entry in chosen) else tr("&Pin"), wishes.pin)
    _add_folders(menu, chosen, folders, wishes)
    archived = all(entry.archived for entry in chosen)
    menu.addAction(tr("Take out of the &archive") if archived else tr("&Archive"), wishes.archive)
    menu.addAction(tr("&Export…"), wishes.export)
    menu.addSeparator()
    _with_key(menu, tr("&Delete"), wishes.delete, "Del")
    return menu


def folder_menu(parent: QWidget, rename: Callable[[], None], remove: Callable[[], None]) -> QMenu:
    """The menu of a folder."""
    menu = QMenu(parent)
    menu.setObjectName("folderHeadMenu")
    menu.setAccessibleName(tr("Folder"))
    _with_key(menu, tr("&Rename the folder…"), rename, "F2")
    menu.addAction(tr("Re&move the folder, keep its conversations"), remove)
    return menu


def ask_for_folder(parent: QWidget, act: Callable[[str], None], name: str = "") -> None:
    """Let a person name a folder; `act` gets the name. `name` is the one it has."""
    dialog = QInputDialog(parent)
    dialog.setObjectName("folderDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("Rename the folder") if name else tr("New folder"))
    dialog.setLabelText(tr("Name of the folder"))
    dialog.setTextValue(name)
    dialog.textValueSelected.connect(lambda name: act(name) if name.strip() else None)
    dialog.open()


def _with_key(menu: QMenu, text: str, act: Callable[[], None], key: str) -> None:
    action = menu.addAction(text, act)
    action.setShortcut(QKeySequence(key))  # said in the menu; the list itself listens to it
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)


def _add_folders(menu: QMenu, chosen: Sequence[Entry], folders: Sequence[str], wishes: Wishes) -> None:
    inner = menu.addMenu(tr("&Move to folder"))
    inner.setObjectName("folderMenu")
    here = {entry.folder for entry in chosen}
    for folder in folders:
        action = inner.addAction(visible(folder).replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(here == {folder})
        action.triggered.connect(lambda _checked=False, name=folder: wishes.move(name))
    if folders:
        inner.addSeparator()
    inner.addAction(tr("&New folder…"), wishes.new_folder)
    if here != {""}:
        inner.addAction(tr("&Out of the folder"), lambda: wishes.move(""))


def tr(text: str) -> str:
    return QCoreApplication.translate("Sidebar", text)
