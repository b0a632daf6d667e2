"""Tool servers in the window: their tools in the registry, their prompts behind "/", their resources beside files, and
their page in the settings. They are ended with the program.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from core.errors import ToolError
from core.logs import SecretMask
from core.markdown.foreign import visible
from core.mcp.server import Phase, Server
from core.mcp.servers import Servers
from core.mcp.vault import Vault
from core.settings.prompts import Placeholder
from core.settings.secrets import Secrets
from core.tools.registry import Registry
from gui.chat.page import ChatPage
from gui.chat.prompting import MorePrompt, Prompting
from gui.theme.theme import Theme

if TYPE_CHECKING:
    from core.mcp.listing import Resource, ServerPrompt
    from core.settings.shelf import Tables
    from core.settings.transfer import Shelved
    from gui.chat.conversation import Conversation
    from gui.settings.services import Carried

_MOST_ENTRIES: Final = 40  # of one server in a menu
_OUT: Final = (Phase.OFF, Phase.UNTRUSTED)


class Serving(QObject):
    """Belongs to a page; `aclose` ends every server."""

    def __init__(
        self,
        theme: Theme,
        page: ChatPage,
        registry: Registry,
        secrets: Secrets,
        mask: SecretMask,
        settings: Path,
        data: Path,
        spawn: Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]],
        open_link: Callable[[str], None],
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._spawn = spawn
        self._prompting: Prompting | None = None
        vault = Vault(secrets, mask)
        self.servers = Servers(settings, data, registry, vault, spawn, open_link, self._say)
        self.servers.load()
        page.attaching.choosing = self.choose_attachment

    async def aclose(self) -> None:
        await self.servers.aclose()

    def make_page(self) -> QWidget:
        """The page of the settings."""
        from gui.settings.servers_page import ServersPage

        return ServersPage(self._theme, self.servers, self._spawn)

    def carried(self) -> Carried:
        """What goes along when the settings are exported. A server that comes with a file is not started: the person is
        asked first, and for its keys too."""
        from core.mcp.shelf import servers_of, tables_of
        from gui.settings.services import Carried

        def read(tables: Tables) -> tuple[Tables, tuple[str, ...]]:
            found, notices = servers_of(tables)
            return tables_of(found), notices

        def take(tables: Tables) -> None:
            self._spawn(self.servers.receive(servers_of(tables)[0]), "tool servers of a file")

        def shelved() -> Shelved:
            from core.settings.transfer import Shelved

            return Shelved("servers", tables_of(each.spec for each in self.servers.all), read)

        return Carried(self.tr("Tool server"), shelved, take)

    def _say(self, sentence: str) -> None:
        self._page.notices.say(visible(sentence))

    # --- prompts ------------------------------------------------------------------------------------------------------

    def bring_prompts(self, prompting: Prompting) -> None:
        """Let the list behind "/" have the prompts of servers."""
        self._prompting = prompting
        prompting.more = self._prompts

    def _prompts(self) -> tuple[MorePrompt, ...]:
        return tuple(
            MorePrompt(
                f"{server.id}/{prompt.name}",
                prompt.title or prompt.name,
                f"{server.title}: {prompt.description}",
                tuple(Placeholder(ask.name) for ask in prompt.asks),
                partial(self._fetch, server, prompt),
            )
            for server in self._there()
            for prompt in server.listing.prompts
        )

    def _fetch(self, server: Server, prompt: ServerPrompt, answers: Mapping[str, str]) -> None:
        given = {name: value for name, value in answers.items() if value}
        self._spawn(self._insert(server, prompt.name, given), f"prompt of {server.spec.id}")

    async def _insert(self, server: Server, name: str, answers: Mapping[str, str]) -> None:
        try:
            words = await server.prompt(name, answers)
        except ToolError as error:
            self._say(error.info.message)
            return
        if self._prompting is not None:
            self._prompting.put(words)

    # --- resources ----------------------------------------------------------------------------------------------------

    def choose_attachment(self) -> None:
        """Choose files; where servers have resources, a menu asks which of both is meant."""
        servers = [server for server in self._there() if server.listing.resources]
        if not servers:
            self._page.attaching.choose()
            return
        menu = self.attachment_menu(servers)
        button = self._page.composer.findChild(QToolButton, "attachButton")
        place: QWidget = self._page.composer if button is None else button
        menu.popup(place.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def attachment_menu(self, servers: list[Server]) -> QMenu:
        """Files of this machine, then the resources of each server. Deletes itself when it is closed."""
        menu = QMenu(self._page)
        menu.setObjectName("attachMenu")
        menu.setAccessibleName(self.tr("Attach"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self.tr("Files…")).triggered.connect(self._page.attaching.choose)
        menu.addSeparator()
        for server in servers:
            below = menu.addMenu(_entry(server.title))
            for resource in server.listing.resources[:_MOST_ENTRIES]:
                action = below.addAction(_entry(resource.title or resource.name))
                action.setToolTip(visible(resource.uri))
                action.triggered.connect(partial(self._attach, server, resource))
        return menu

    def _attach(self, server: Server, resource: Resource, _checked: bool = False) -> None:
        self._spawn(self._read(server, resource.uri, self._page.conversation), f"resource of {server.spec.id}")

    async def _read(self, server: Server, uri: str, conversation: Conversation) -> None:
        try:
            documents = await server.resource(uri)
        except ToolError as error:
            self._say(error.info.message)
            return
        self._page.attaching.add_documents([(each.name, each.data) for each in documents], conversation)

    def _there(self) -> list[Server]:
        return [server for server in self.servers.all if server.state.phase not in _OUT]


def _entry(text: str) -> str:
    """Foreign text as the words of a menu: one line, and no letter of it a shortcut."""
    short = " ".join(visible(text).split())
    return (short if len(short) <= 60 else short[:60] + "…").replace("&", "&&")
