"""What can be done with a message, and doing it: by its bar, by key and from the menu."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from core.messages import Role
from gui.transcript.clipboard import as_quote, copy
from gui.transcript.content import Action
from gui.transcript.plain import item_copy, item_markdown
from gui.transcript.selection import markdown_steps, selected_markdown, text_steps

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView


_SOON_S = 0.1  # copying that is done by then needs nothing that stands in


def offered(view: TranscriptView, index: int) -> tuple[Action, ...]:
    """What can be asked of a message by now, in the order of its bar. While an answer runs the past stays as it is."""
    items = view.model.items
    if not 0 <= index < len(items) or items[index].live:
        return ()
    item = items[index]
    found = [Action.COPY, Action.COPY_MARKDOWN, Action.QUOTE]
    if not any(other.live for other in items[-2:]):
        found.append(Action.EDIT if item.role is Role.USER else Action.REGENERATE)
    if item.role is not Role.USER:  # that goes on elsewhere
        found.append(Action.BRANCH)
    if view.on_wire(item.last_message_id):
        found.append(Action.WIRE)
    if not any(other.live for other in items[-2:]):
        version, versions = item.version
        if version > 1:
            found.append(Action.PREVIOUS_VERSION)
        if version < versions:
            found.append(Action.NEXT_VERSION)
        found.append(Action.DELETE)
    return tuple(found)


def carry_out(view: TranscriptView, index: int, action: Action) -> bool:
    """Do it, or ask for it; False where it is not offered."""
    if action not in offered(view, index):
        return False
    item = view.model.items[index]
    match action:
        case Action.COPY:
            copy(item_copy(item), item_markdown(item))
        case Action.COPY_MARKDOWN:
            copy(item_markdown(item), item_markdown(item))
        case Action.QUOTE:
            # The words that are selected in it, if there are any.
            canvas = view.canvas
            chosen = selected_markdown(canvas.selection, canvas.layout, only=index) if canvas.selection else ""
            view.quoteRequested.emit(as_quote(chosen or item_markdown(item)))
        case Action.DELETE:  # an answer has several messages where it used tools: all go with the first
            view.actionRequested.emit(action, item.blocks[0].message_id)
        case _:
            view.actionRequested.emit(action, item.last_message_id)
    return True


def copy_selection(view: TranscriptView, *, markdown: bool = False) -> None:
    """Put the selected words on the clipboard; `markdown` puts their source there as the plain text too. Of thousands
    of messages the words take their time: until they are there their source stands in for them."""
    selection, layout = view.canvas.selection, view.canvas.layout
    source, words = markdown_steps(selection, layout), text_steps(selection, layout)
    next(source)  # settles what is selected: it may be something else, and elsewhere, before all of it is done
    next(words)
    until = time.monotonic() + _SOON_S
    stands_in = ""

    def rest() -> Generator[None, None, tuple[str, str]]:
        nonlocal stands_in
        found = yield from source
        if markdown:
            return found, found
        while True:
            try:
                next(words)
            except StopIteration as end:
                return str(end.value), found
            if not stands_in and time.monotonic() > until:
                copy(found, found)
                stands_in = QGuiApplication.clipboard().text()
            yield

    def put(found: tuple[str, str]) -> None:
        if not stands_in or QGuiApplication.clipboard().text() == stands_in:  # else something else was copied since
            copy(*found)

    view.slices.run(rest(), put)


def quote_selection(view: TranscriptView) -> None:
    canvas = view.canvas
    view.quoteRequested.emit(as_quote(selected_markdown(canvas.selection, canvas.layout)))


def select_all(view: TranscriptView) -> None:
    view.canvas.select_all()
    view.viewport().update()
