"""The features that join the window after its first paint, in one list. Each takes just the parts that it needs."""

from __future__ import annotations

from gui.parts import Feature, Parts


def furnish(parts: Parts) -> list[Feature]:
    """Make every feature and wire it; what is returned is closed in reverse order at the end."""
    _shelves(parts)
    return [_searching(parts)]


def _shelves(parts: Parts) -> None:
    from gui.chat.desk import Desk

    desk = Desk(parts.theme, parts.page, parts.shelves, parts.actions)
    desk.edit_wished.connect(lambda page: parts.open_settings("", page))


def _searching(parts: Parts) -> Feature:
    from gui.chat.searching import Searching

    searching = Searching(parts.theme, parts.book, parts.page, parts.spawn, parts.window)
    parts.keeper.opened.connect(searching.begin)
    parts.actions.on("search_all", searching.open)
    parts.sidebar.searchRequested.connect(searching.open)
    return searching
