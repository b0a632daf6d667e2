"""Looks at the whole program from inside, in a process of its own: `python -m tests.gui.probe QUESTION FOLDER`.

The real shell starts without a display, one answer of the demo is on its screen, and what is found is printed as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import traceback
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSplitterHandle,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from core.settings.schema import Language
from gui import __main__ as entry
from gui import app as program
from gui.settings.dialog import SettingsDialog
from gui.theme.tokens import TEXT_SMALL

Found = list[str]
MOST = 400  # presses of Tab
WORDED = (QLabel, QPushButton, QLineEdit, QComboBox, QTabBar, QListView, QPlainTextEdit)


def described(widget: QWidget) -> str:
    name = widget.objectName() or widget.accessibleName()
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {name!r} {words[:40]!r}"


async def settle(rounds: int = 3) -> None:
    """Let what was begun be laid out and drawn."""
    for _ in range(rounds):
        await asyncio.sleep(0)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    await asyncio.sleep(0.02)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not true():
            await asyncio.sleep(0.02)


async def each_page(shell: program.Shell) -> Any:
    """The settings, opened, and each page by its name."""
    shell._open_settings("")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SettingsDialog)
    await until(dialog.isActiveWindow)
    for row in range(dialog.pages.count()):
        dialog.pages.setCurrentRow(row)
        await settle()
        yield dialog, dialog.pages.item(row).text()
    dialog.done(0)
    await settle()


# --- the keyboard -----------------------------------------------------------------------------------------------------


def stops(window: QWidget) -> list[QWidget]:
    """Every control that Tab has to lead to."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.window() is window
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not (isinstance(widget, QRadioButton) and not widget.isChecked())  # the arrows lead to those
        and not isinstance(widget, QScrollArea)
    ]


def around(widget: QWidget) -> QRect:
    window = widget.window()
    return QRect(widget.mapTo(window, QPoint()), widget.size()).adjusted(-4, -4, 4, 4).intersected(window.rect())


async def walk(window: QWidget, key: Qt.Key) -> tuple[list[QWidget], Found]:
    """Press `key` until the first control comes around; returns the controls in their order, and what is wrong."""
    began = QApplication.focusWidget()
    assert began is not None
    order, wrong = [began], Found()
    for _ in range(MOST):
        before = QApplication.focusWidget()
        assert before is not None
        QTest.keyClick(before, key)
        now = QApplication.focusWidget()
        if now is None or now.window() is not window:
            wrong.append(f"the focus leaves the window behind {described(before)}")
            return order, wrong
        if now is began:
            return order, wrong
        if now is not before:  # a control may have places of its own
            order.append(now)
    wrong.append(f"caught at {described(order[-1])}")
    return order, wrong


async def tour(window: QWidget) -> Found:
    """What is wrong with the way of the keyboard through a window."""
    order, wrong = await walk(window, Qt.Key.Key_Tab)
    back, more = await walk(window, Qt.Key.Key_Backtab)
    wrong += more
    reached = {id(widget) for widget in order}
    missed = [widget for widget in stops(window) if id(widget) not in reached]
    wrong += [f"Tab does not lead to {described(widget)}" for widget in missed]
    wrong += [f"Shift+Tab does not lead to {described(widget)}" for widget in order if widget not in back]
    for widget in order:
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            wrong.append(f"no name: {described(widget)}")
        elif interface.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client) and not _is_ground(widget):
            wrong.append(f"no role: {described(widget)}")
        if not await rings(widget):
            wrong.append(f"the focus cannot be seen on {described(widget)}")
    return wrong


def _is_ground(widget: QWidget) -> bool:
    return isinstance(widget, QScrollArea)  # it only scrolls; what is in it has roles


async def rings(widget: QWidget) -> bool:
    """Whether it looks different with the focus."""
    window = widget.window()
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as if it had come here by Tab
    await asyncio.sleep(0)
    with_focus = window.grab(around(widget)).toImage()
    widget.clearFocus()
    await asyncio.sleep(0)
    without = window.grab(around(widget)).toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return with_focus != without


async def keyboard(shell: program.Shell) -> dict[str, Found]:
    """The way of the keyboard through the main window and each page of the settings."""
    found = {"main window": await tour(shell._window)}
    async for dialog, name in each_page(shell):
        dialog.search.setFocus()
        found[name] = await tour(dialog)
    return found


DIALOGS = (
    *("export_chat", "export_all", "import_chats", "restore_copy", "delete_all", "lab"),
    *("about", "help", "race", "print_chat", "quick_ask"),
)


async def dialogs(shell: program.Shell) -> dict[str, Found]:
    """The way of the keyboard through the windows that commands open."""
    found: dict[str, Found] = {}
    for name in DIALOGS:
        shell._actions[name].trigger()

        def opened() -> list[QWidget]:
            tops = QApplication.topLevelWidgets()
            return [each for each in tops if each.isVisible() and each is not shell._window]

        await until(lambda: bool(opened()))
        window = opened()[0]
        window.activateWindow()
        await until(window.isActiveWindow)
        await settle()
        await until(lambda: QApplication.focusWidget() is not None)
        found[name] = await tour(window)
        window.close()
        await until(lambda: not opened())
        shell._window.activateWindow()
        await until(shell._window.isActiveWindow)
    return found


# --- room for the words -----------------------------------------------------------------------------------------------


def visible_in(root: QWidget) -> Iterator[QWidget]:
    yield from (widget for widget in root.findChildren(QWidget) if widget.isVisibleTo(root.window()))


def cut(root: QWidget) -> Found:
    """Labels and buttons that have less room than their words need."""
    wrong = Found()
    for widget in visible_in(root):
        if isinstance(widget, QLabel) and widget.text() and type(widget) is QLabel:
            need = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            if widget.height() + 1 < need:
                wrong.append(f"cut below: {described(widget)} has {widget.height()} of {need}")
            metrics = QFontMetrics(widget.font())
            words = re.split(r"[\s\u200b]+", widget.text()) if widget.wordWrap() else widget.text().splitlines()
            widest = max((metrics.horizontalAdvance(each) for each in words), default=0)
            if widget.contentsRect().width() + 2 < widest:
                wrong.append(f"cut at the side: {described(widget)} has {widget.width()} of {widest}")
        elif isinstance(widget, QPushButton | QRadioButton) and widget.text():
            widest = QFontMetrics(widget.font()).horizontalAdvance(widget.text().replace("&", ""))
            if widget.width() < widest:
                wrong.append(f"cut at the side: {described(widget)} has {widget.width()} of {widest}")
    return wrong


def overlapping(root: QWidget) -> Found:
    """Siblings that stand on each other."""
    wrong = Found()
    for parent in (root, *visible_in(root)):
        if isinstance(parent, QStackedWidget):
            continue
        there = [
            each
            for each in parent.children()
            if isinstance(each, QWidget)
            and each.isVisibleTo(root.window())
            and not each.isWindow()
            and not each.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            and not isinstance(each, QSplitterHandle)
            and (layout := parent.layout()) is not None
            and layout.indexOf(each) >= 0
        ]
        for place, one in enumerate(there):
            for other in there[place + 1 :]:
                shared = one.geometry().intersected(other.geometry())
                if shared.width() > 1 and shared.height() > 1:
                    wrong.append(f"{described(one)} and {described(other)} share {shared.width()}x{shared.height()}")
    return wrong


def scrolls(widget: QWidget) -> bool:
    """Whether what reaches out can be scrolled to."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above is not None and above.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def beyond(page: QWidget) -> Found:
    """Controls of a page that reach out at its right, where nobody sees or clicks them."""
    wrong = Found()
    for widget in visible_in(page):
        if isinstance(widget, QAbstractButton | QAbstractSpinBox | QComboBox | QLineEdit) and not scrolls(widget):
            reach = widget.mapTo(page, QPoint(widget.width(), 0)).x()
            if reach > page.width() + 1:
                wrong.append(f"{described(widget)} reaches to {reach} of {page.width()}")
    return wrong


def too_small(window: QWidget, scale: float) -> Found:
    """Words that do not have the text size that was chosen."""
    least = TEXT_SMALL * scale - 0.5
    there = [each for each in visible_in(window) if isinstance(each, WORDED)]
    return [f"{described(each)} at {each.font().pointSizeF()}" for each in there if each.font().pointSizeF() < least]


async def small(shell: program.Shell) -> dict[str, Found]:
    """The window as it starts with the largest text, and the pages of the settings on the smallest screen."""
    found = {"main window": too_small(shell._window, 2.0)}
    for language in (Language.ENGLISH, Language.KOREAN):
        shell._preferences.put(replace(shell._preferences.value, language=language, scale=2.0))
        await settle(6)
        async for dialog, name in each_page(shell):
            page: QWidget = dialog.stack.currentWidget()
            found[f"{name}, {language}"] = beyond(page) + cut(page) + overlapping(page)
            photograph(dialog, f"small-{language}-{dialog.pages.currentRow()}")
    return found


def photograph(window: QWidget, name: str) -> None:
    """For who wants to see what was found: `PROBE_PICTURES` names a folder."""
    if folder := os.environ.get("PROBE_PICTURES"):
        window.grab().save(f"{folder}/{name}.png")


async def room(shell: program.Shell) -> dict[str, Found]:
    """Words that are cut and widgets that overlap, at every text size, in both languages."""
    found: dict[str, Found] = {}
    for language in (Language.ENGLISH, Language.KOREAN):
        for scale in (0.8, 1.0, 1.5, 2.0):
            shell._preferences.put(replace(shell._preferences.value, language=language, scale=scale))
            shell._window.resize(1100, 700)
            await settle(6)
            at = f"{language}, {scale:.0%}"
            found[f"main window, {at}"] = cut(shell._window) + overlapping(shell._window)
            async for dialog, name in each_page(shell):
                page: QWidget = dialog.stack.currentWidget()
                found[f"{name}, {at}"] = cut(page) + overlapping(page)
                photograph(dialog, f"{language}-{scale}-{dialog.pages.currentRow()}")
    return found


# --- running ----------------------------------------------------------------------------------------------------------

QUESTIONS: dict[str, Callable[[program.Shell], Awaitable[dict[str, Found]]]] = {
    "keyboard": keyboard,
    "dialogs": dialogs,
    "room": room,
    "small": small,
}


def main(question: str, folder: str) -> None:
    """Start the program, ask, print the answer and end."""

    class Shell(program.Shell):
        async def _complete(self) -> None:
            await super()._complete()
            self._tasks.spawn(self.guarded(), "probe")

        async def guarded(self) -> None:
            try:
                await self.look()
            except BaseException:
                traceback.print_exc()  # into the answer of the process; the log would have it, and nobody reads that
                self._quit()
                raise

        async def look(self) -> None:
            await until(lambda: bool(self._page.transcript.toPlainText()) and not self._book.live)
            self._window.activateWindow()
            await until(self._window.isActiveWindow)
            self._page.composer.take_focus()
            await settle()
            print(json.dumps(await QUESTIONS[question](self)))
            for dialog in self._window.findChildren(QDialog):
                dialog.done(0)
            self._quit()

    program.Shell = Shell  # type: ignore[misc]  # the program is started as it is, with an eye on it
    entry.main(["--data-dir", folder, "--provider", "demo", "--model", "length", "--prompt", "Hello", "--send"])


if __name__ == "__main__":
    main(*sys.argv[1:])
