"""The features that join the window after its first paint, in one list. Each takes just the parts that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from gui.parts import Feature, Parts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.settings.schema import Settings
    from gui.chat.conversation import Conversation
    from gui.chat.desk import Desk
    from gui.chat.searching import Searching
    from gui.chat.surroundings import Surroundings
    from gui.chat.tooling import Tooling
    from gui.chat.tracing import Tracing


def furnish(parts: Parts, made: list[Feature]) -> Iterator[None]:
    """Make every feature and wire it, a step at a time: the window may live between two steps, but not after the last.
    What is put into `made` is closed in reverse order at the end."""
    desk = _shelves(parts)
    yield
    tooling = _tools(parts)
    yield
    made.append(_serving(parts, tooling, desk))
    yield
    _agents(parts, tooling)
    yield
    _permissions(parts)
    made.append(_replaying(parts))
    yield
    _about(parts)
    _resources(parts)
    _branching(parts)
    searching = _searching(parts)
    made.append(searching)
    yield
    _commanding(parts, searching)
    _keyboard(parts)
    yield
    surroundings = _surroundings(parts)
    made.append(surroundings)
    _safe_mode(parts)
    for make in (_printing, _accounting, _titling, _data, _remembering, _laboratory, _racing):
        yield
        made.append(make(parts))
    made.append(_reception(parts, surroundings))


def _shelves(parts: Parts) -> Desk:
    from gui.chat.desk import Desk

    desk = Desk(parts.theme, parts.page, parts.shelves, parts.actions)
    desk.edit_wished.connect(lambda page: parts.open_settings("", page))
    return desk


def _permissions(parts: Parts) -> None:
    from PySide6.QtCore import QCoreApplication

    from gui.chat.attention import Attention
    from gui.settings.services import MorePage

    book = parts.shelves.permissions.book
    parts.library.permissions = book
    Attention(parts.book, parts.window)

    def make() -> QWidget:
        from gui.settings.permissions_page import PermissionsPage

        return PermissionsPage(lambda: book.items, book.revoke)

    title = QCoreApplication.translate("PermissionsPage", "Permissions")
    parts.pages.append(MorePage("permissions", title, "key", make))


def _tools(parts: Parts) -> Tooling:
    """After the presets, which prepare a turn too."""
    from PySide6.QtCore import QCoreApplication

    from gui.chat.tooling import Tooling
    from gui.settings.services import MorePage

    def keys() -> list[str]:
        return [spec.key_env for spec in parts.registry().specs.values() if spec.key_env]

    tooling = Tooling(parts.theme, parts.page, parts.preferences, parts.data, keys, parts.spawn)
    tooling.settings_wished.connect(lambda: parts.open_settings("", "tools"))
    title = QCoreApplication.translate("Tools", "Tools")
    parts.pages.append(MorePage("tools", title, "wrench", tooling.make_page, fields=("tools",)))
    parts.inspector.add_tab("tools", title, tooling.make_view)
    return tooling


def _agents(parts: Parts, tooling: Tooling) -> None:
    from PySide6.QtCore import QCoreApplication

    from core.tools.base import Toolbox
    from gui.chat.casting import Casting
    from gui.settings.services import MorePage

    shelf, answerers = parts.shelves.agents, parts.answerers

    def toolbox() -> Toolbox:
        return Toolbox(each.tool for each in tooling.registry.offered())

    def make() -> QWidget:
        from gui.settings.agents_page import AgentsPage
        from gui.widgets.picker import PickerItem
        from gui.widgets.tool_words import tool_title

        def models(provider: str) -> list[str]:
            return [item.key for item in answerers.models(provider)]

        tools = [PickerItem(tool.spec.name, tool_title(tool)) for tool in toolbox().tools]
        providers = [item for item in answerers.providers() if item.key in parts.registry().specs]
        return AgentsPage(parts.theme, shelf.items, shelf.put, providers, models, tools, shelf.examples)

    casting = Casting(parts.theme, shelf, parts.warmup, toolbox, parts.window)
    casting.join(parts.book, parts.page, parts.inspector)
    answerers.offer_agents(casting)
    parts.actions.on("stop_after_turn", casting.stop_after_turn)
    title = QCoreApplication.translate("AgentsPage", "Agents")
    parts.pages.append(MorePage("agents", title, "user", make))


def _serving(parts: Parts, tooling: Tooling, desk: Desk) -> Feature:
    from PySide6.QtCore import QCoreApplication

    from gui.chat.serving import Serving
    from gui.settings.services import MorePage

    serving = Serving(
        parts.theme,
        parts.page,
        tooling.registry,
        parts.secrets,
        parts.mask,
        parts.settings,
        parts.data,
        parts.spawn,
        parts.open_link,
    )
    serving.bring_prompts(desk.prompting)
    before = parts.page.choosing.prepare

    def prepare(conversation: Conversation) -> None:
        before(conversation)
        parts.spawn(tooling.registry.ready(tooling.selection(conversation)), "tool servers that are switched on")

    parts.page.choosing.prepare = prepare
    title = QCoreApplication.translate("ToolServers", "Tool servers")
    parts.pages.append(MorePage("servers", title, "server", serving.make_page, carried=serving.carried()))
    return serving


def _resources(parts: Parts) -> None:
    def show(shown: bool) -> None:
        from gui.resources_line import ResourcesLine
        from gui.theme.style import variant

        bar = parts.window.statusBar()
        line = bar.findChild(ResourcesLine)
        if line is None:
            line = ResourcesLine(parts.theme, bar)
            bar.setSizeGripEnabled(False)
            variant(bar, "side", name="role")
            bar.setContentsMargins(0, 0, 0, 0)
            bar.addWidget(line, 1)
        bar.setVisible(shown)

    parts.actions["resources"].toggled.connect(show)


def _racing(parts: Parts) -> Feature:
    from gui.chat.racing import Racing

    return Racing(
        parts.theme,
        parts.page,
        parts.book,
        parts.library,
        parts.answerers,
        parts.actions,
        parts.shelves.prices,
        parts.open_link,
        parts.spawn,
        parts.window,
    )


def _replaying(parts: Parts) -> Feature:
    """After everything that prepares a turn: a replay is prepared by nothing else."""
    from gui.chat.replaying import Replaying
    from gui.chat.taping import Taping

    taping = Taping(parts.notices, parts.mask, parts.spawn, parts.window)
    replaying = Replaying(parts.theme, parts.page, parts.book, parts.library, parts.warmup, taping, parts.spawn)
    _tracing(parts).record_wished.connect(taping.offer)
    parts.actions.on("replay", replaying.choose)
    return replaying


def _tracing(parts: Parts) -> Tracing:
    from gui.chat.tracing import Tracing

    return Tracing(parts.theme, parts.library.log, parts.book, parts.page, parts.inspector, parts.actions, parts.window)


def _laboratory(parts: Parts) -> Feature:
    from gui.chat.laboratory import Laboratory

    return Laboratory(parts)


def _data(parts: Parts) -> Feature:
    from PySide6.QtCore import QCoreApplication

    from gui.chat.data import Data
    from gui.settings.services import MorePage

    data = Data(
        parts.theme,
        parts.keeper,
        parts.book,
        parts.library,
        parts.sidebar,
        parts.notices,
        parts.spawn,
        parts.data,
        parts.window,
    )
    data.connect_actions(parts.actions)
    title = QCoreApplication.translate("DataPage", "Data")
    file = parts.settings / "settings.toml"
    parts.pages.append(MorePage("data", title, "data", lambda: data.make_page(parts.actions, file)))
    return data


def _searching(parts: Parts) -> Searching:
    from gui.chat.searching import Searching

    searching = Searching(parts.theme, parts.book, parts.page, parts.spawn, parts.window)
    parts.keeper.opened.connect(searching.begin)
    parts.actions.on("search_all", searching.open)
    parts.sidebar.searchRequested.connect(searching.open)
    return searching


def _commanding(parts: Parts, searching: Searching) -> None:
    from gui.chat.commanding import Commanding

    Commanding(parts, searching.open)


def _keyboard(parts: Parts) -> None:
    from PySide6.QtCore import QCoreApplication

    from gui.settings.services import MorePage
    from gui.widgets.access import install_access

    actions, preferences = parts.actions, parts.preferences

    def use(settings: Settings) -> None:
        actions.use_keys({each.command: each.keys for each in settings.keys})

    def make() -> QWidget:
        from gui.settings.keyboard_page import KeyboardPage

        return KeyboardPage(parts.theme, actions, lambda keys: preferences.put(replace(preferences.value, keys=keys)))

    install_access()
    use(preferences.value)
    preferences.changed.connect(use)
    title = QCoreApplication.translate("KeyboardPage", "Keyboard")
    parts.pages.append(MorePage("keyboard", title, "keyboard", make, fields=("keys",)))


def _about(parts: Parts) -> None:
    def show() -> None:
        from gui.about import open_about

        open_about(parts.theme, parts.window, parts.spawn, parts.open_link)

    def show_help() -> None:
        from gui.help import HelpWindow
        from gui.language import code_of

        before = parts.window.findChild(HelpWindow)
        window = before or HelpWindow(parts.theme, code_of(parts.preferences.value.language), parts.window)
        if before is None:
            window.link_wished.connect(parts.open_link)
        window.show()
        window.raise_()
        window.activateWindow()

    parts.actions.on("about", show)
    parts.actions.on("help", show_help)
    parts.actions.on("shortcuts", lambda: parts.open_settings("", "keyboard"))


def _branching(parts: Parts) -> None:
    from gui.chat.branching import Branching

    branching = Branching(parts.book, parts.library, parts.keeper, parts.answerers, parts.spawn, parts.window)
    parts.listed.branch = branching.branch
    parts.page.branch_wished.connect(branching.branch)


def _remembering(parts: Parts) -> Feature:
    from gui.chat.remembering import Remembering

    remembering = Remembering(parts.keeper, parts.book, parts.page, parts.spawn, parts.window)
    parts.keeper.opened.connect(remembering.begin)
    return remembering


def _surroundings(parts: Parts) -> Surroundings:
    from PySide6.QtCore import QCoreApplication

    from gui.chat.surroundings import Surroundings
    from gui.settings.services import MorePage

    surroundings = Surroundings(parts)
    title = QCoreApplication.translate("DesktopPage", "Desktop")
    parts.pages.append(MorePage("desktop", title, "bell", surroundings.make_desktop_page, fields=("desktop",)))
    title = QCoreApplication.translate("NetworkPage", "Network")
    parts.pages.append(MorePage("network", title, "globe", surroundings.make_network_page, fields=("network",)))
    return surroundings


def _printing(parts: Parts) -> Feature:
    from gui.chat.printing import Printing

    printing = Printing(parts.theme, parts.book, parts.notices, parts.spawn, parts.window)
    parts.actions.on("print_chat", printing.print)
    parts.actions.on("save_pdf", printing.save_pdf)
    return printing


def _safe_mode(parts: Parts) -> None:
    from PySide6.QtCore import QCoreApplication

    if parts.options.safe_mode:
        said = QCoreApplication.translate(
            "SafeMode",
            "Safe mode: usual settings, no tools or servers, and nothing of this is kept. What you have is untouched.",
        )
        parts.notices.say(said)


def _reception(parts: Parts, surroundings: Surroundings) -> Feature:
    from gui.instance import asked_by, hand_over
    from gui.reception import Reception, Welcome

    reception = Reception(parts.data, parts.window)
    welcome = Welcome(parts.options, parts.window, parts.book, parts.page)
    reception.came.connect(welcome.receive)
    welcome.ask_wished.connect(surroundings.ask_with)
    if parts.options.ask:
        surroundings.ask()
    if not reception.open() and hand_over(asked_by(parts.options, parts.data)):
        parts.quit()  # both started at the same moment, and the other one was quicker
    return reception


def _titling(parts: Parts) -> Feature:
    from PySide6.QtCore import QCoreApplication

    from gui.chat.titling import Titling
    from gui.settings.services import MorePage

    preferences = parts.preferences

    def make() -> QWidget:
        from gui.settings.conversations_page import ConversationsPage

        page = ConversationsPage(parts.theme, lambda: preferences.value)
        page.changed.connect(preferences.put)
        return page

    title = QCoreApplication.translate("ConversationsPage", "Conversations")
    parts.pages.append(MorePage("conversations", title, "edit", make, fields=("titles_by_model",)))
    titling = Titling(parts.keeper, parts.book, lambda: preferences.value.titles_by_model, parts.spawn, parts.window)
    parts.actions.on("stop", titling.cancel)
    return titling


def _accounting(parts: Parts) -> Feature:
    from gui.chat.accounting import Accounting

    accounting = Accounting(parts.book, parts.page, parts.inspector, parts.shelves.prices, parts.spawn)
    parts.library.spent = accounting.spent
    parts.keeper.opened.connect(accounting.begin)
    return accounting
