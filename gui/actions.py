"""Every command of the window: its name, its shortcut, when it is enabled. Menus and buttons read it from here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gui.language import unmarked


class When(Enum):
    """When a command can be used."""

    ALWAYS = auto()
    LIVE = auto()  # an answer runs in the conversation that is shown
    ANSWERED = auto()  # it has an answer and none runs
    WAITING = auto()  # a tool call in it waits for a person


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    text: str
    keys: tuple[str, ...] = ()
    when: When = When.ALWAYS
    checkable: bool = False


@dataclass(frozen=True, slots=True)
class _Inner:
    """A menu in a menu."""

    text: str
    names: tuple[str, ...]


_PORTABLE: Final = QKeySequence.SequenceFormat.PortableText


class Actions(QObject):
    """The commands as `QAction`s, by name. Whoever carries one out connects to it: `actions["new_chat"].triggered`.
    `keys_changed` tells that shortcuts are others now."""

    keys_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands = {command.name: command for command in self._table()}
        self._actions = {command.name: self._make(command) for command in self._commands.values()}
        self._held: list[Callable[[], object]] | None = None
        self.set_state(live=False, answered=False)

    def _table(self) -> tuple[Command, ...]:
        return (
            Command("new_chat", self.tr("&New chat"), ("Ctrl+N",)),
            Command("temporary_chat", self.tr("New te&mporary chat"), ("Ctrl+Shift+N",)),
            Command("next_chat", self.tr("Ne&xt conversation"), ("Ctrl+PgDown", "Ctrl+Tab")),
            Command("previous_chat", self.tr("&Previous conversation"), ("Ctrl+PgUp", "Ctrl+Shift+Tab")),
            Command("rename_chat", self.tr("&Rename the conversation"), ("F2",)),
            Command("pin_chat", self.tr("&Pin the conversation"), ("Ctrl+D",)),
            Command("delete_chat", self.tr("&Delete the conversation"), ("Ctrl+Shift+Backspace",)),
            Command("palette", self.tr("&Commands…"), ("Ctrl+K",)),
            Command("menu", self.tr("Open the &menu"), ("F10",)),
            Command("search", self.tr("&Search conversations"), ("Ctrl+Shift+K",)),
            Command("search_all", self.tr("Search in &all messages…"), ("Ctrl+Shift+F",)),
            Command("find", self.tr("&Find…"), ("Ctrl+F",)),
            Command("find_next", self.tr("Find &next"), ("F3", "Ctrl+G")),
            Command("find_previous", self.tr("Find pre&vious"), ("Shift+F3", "Ctrl+Shift+G")),
            Command("export_chat", self.tr("&Export…"), ("Ctrl+Shift+E",)),
            Command("export_all", self.tr("&Export everything…")),
            Command("print_chat", self.tr("Print &out…"), ("Ctrl+P",)),
            Command("save_pdf", self.tr("Save as PD&F…")),
            Command("import_chats", self.tr("&Import…")),
            Command("replay", self.tr("Repla&y a recording…")),
            Command("back_up", self.tr("&Back up now")),
            Command("restore_copy", self.tr("&Restore a copy…")),
            Command("delete_all", self.tr("&Delete all conversations…")),
            Command("show_data", self.tr("&Show data folder")),
            Command("quick_ask", self.tr("Quic&k question"), ("Ctrl+Shift+Space",)),
            Command("settings", self.tr("Sett&ings"), ("Ctrl+,",)),
            Command("help", self.tr("&Help"), ("F1",)),
            Command("shortcuts", self.tr("&Keyboard shortcuts")),
            Command("about", self.tr("A&bout Rivulet")),
            Command("quit", self.tr("&Quit"), ("Ctrl+Q",)),
            Command("stop", self.tr("&Stop the answer"), ("Esc",), When.LIVE),
            Command("stop_after_turn", self.tr("Stop &after this turn"), ("Shift+Esc",), When.LIVE),
            Command("retry", self.tr("&Retry the answer"), ("Ctrl+R",), When.ANSWERED),
            Command("race", self.tr("Rac&e…")),
            Command("allow_call", self.tr("A&llow the waiting call once"), ("Ctrl+Shift+Y",), When.WAITING),
            Command("refuse_call", self.tr("Do n&ot allow the waiting call"), ("Ctrl+Shift+R",), When.WAITING),
            Command("copy_answer", self.tr("&Copy the last answer"), ("Ctrl+Shift+C",), When.ANSWERED),
            Command("focus_composer", self.tr("&Write a message"), ("Ctrl+L",)),
            Command("choose_model", self.tr("Choose a &model"), ("Ctrl+M",)),
            Command("insert_prompt", self.tr("Insert a &prompt"), ("Ctrl+/",)),
            Command("attach_files", self.tr("Attac&h files…"), ("Ctrl+O",)),
            Command("sidebar", self.tr("&Conversations"), ("Ctrl+B",), checkable=True),
            Command("inspector", self.tr("&Inspector"), ("Ctrl+I",), checkable=True),
            Command("wire", self.tr("&Wire"), ("Ctrl+Shift+I",)),
            Command("lab", self.tr("Latency la&b"), ("Ctrl+Shift+L",)),
            Command("resources", self.tr("Show &resources"), checkable=True),
            Command("zoom_in", self.tr("&Larger text"), ("Ctrl++", "Ctrl+=")),
            Command("zoom_out", self.tr("&Smaller text"), ("Ctrl+-",)),
            Command("zoom_reset", self.tr("&Normal text size"), ("Ctrl+0",)),
        )

    def attach(self, window: QWidget) -> None:
        """Let the shortcuts work everywhere in `window`."""
        window.addActions(list(self._actions.values()))

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def on(self, name: str, act: Callable[[], object]) -> None:
        """Let `act` carry out the command `name`."""
        self._actions[name].triggered.connect(lambda _checked=False: self._carry_out(act))

    def hold(self) -> None:
        """From now on what commands ask for waits until `release()`: the window is not complete."""
        self._held = []

    def release(self) -> None:
        """Carry out what has waited, in its order, and everything at once from now on."""
        held, self._held = self._held or [], None
        for act in held:
            act()

    def _carry_out(self, act: Callable[[], object]) -> None:
        if self._held is None:
            act()
        else:
            self._held.append(act)

    def set_state(self, *, live: bool, answered: bool, waiting: bool = False) -> None:
        """Enable what makes sense in the conversation that is shown."""
        self._live = live
        enabled = {
            When.ALWAYS: True,
            When.LIVE: live,
            When.ANSWERED: answered and not live,
            When.WAITING: waiting,
        }
        for name, command in self._commands.items():
            self._actions[name].setEnabled(enabled[command.when])

    # --- keys ---------------------------------------------------------------------------------------------------------

    def usual_keys(self, name: str) -> tuple[str, ...]:
        """The shortcuts that a command has unless a person changes them, the shown one first."""
        return self._commands[name].keys

    def keys(self, name: str) -> tuple[str, ...]:
        """The shortcuts that it has."""
        return tuple(each.toString(_PORTABLE) for each in self._actions[name].shortcuts())

    def use_keys(self, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """Give the commands named in `chosen` these shortcuts and all others their usual ones, except keys that were
        chosen for another one: no key is there twice."""
        owner: dict[str, str] = {}
        for name in sorted(self._commands, key=lambda each: each not in chosen):
            for each in chosen.get(name, self._commands[name].keys):
                owner.setdefault(QKeySequence(each, _PORTABLE).toString(_PORTABLE), name)
        owner.pop("", None)
        for name, action in self._actions.items():
            keys = [key for key, whose in owner.items() if whose == name]
            if tuple(keys) != self.keys(name):
                action.setShortcuts([QKeySequence(key, _PORTABLE) for key in keys])
        self.keys_changed.emit()

    def title(self, name: str) -> str:
        """What the command is called, without the marks of a menu."""
        return unmarked(self._actions[name].text())

    def why_not(self, name: str) -> str:
        """Why a command cannot be used just now; empty where it can."""
        if self._actions[name].isEnabled():
            return ""
        match self._commands[name].when:
            case When.LIVE:
                return self.tr("No answer is running.")
            case When.ANSWERED if self._live:
                return self.tr("An answer is running.")
            case When.ANSWERED:
                return self.tr("There is no answer yet.")
            case When.WAITING:
                return self.tr("No tool call waits for you.")
            case _:
                return self.tr("This is not possible just now.")

    def places(self) -> Iterator[tuple[str, str]]:
        """Every command with the title of its menu, in the menus' order."""
        for title, names in self._groups():
            for name in names:
                for each in name.names if isinstance(name, _Inner) else (name,):
                    if each:
                        yield each, unmarked(title)

    # --- menus --------------------------------------------------------------------------------------------------------

    def menus(self, parent: QWidget) -> list[QMenu]:
        """The menus, in order; a menu bar shows them side by side."""
        menus = []
        for title, names in self._groups():
            menu = QMenu(title, parent)
            self._fill(menu, names)
            menus.append(menu)
        return menus

    def _groups(self) -> tuple[tuple[str, tuple[str | _Inner, ...]], ...]:
        found = ("find", "find_next", "find_previous", "search_all")
        going = ("palette", "menu", "", *found, "", "next_chat", "previous_chat")
        data = ("export_all", "import_chats", "replay", "", "back_up", "restore_copy", "", "show_data", "delete_all")
        return (
            (
                self.tr("&File"),
                (
                    "new_chat",
                    "temporary_chat",
                    "quick_ask",
                    "search",
                    "",
                    "rename_chat",
                    "pin_chat",
                    "delete_chat",
                    "",
                    "export_chat",
                    "save_pdf",
                    "print_chat",
                    _Inner(self.tr("Da&ta"), data),
                    "",
                    "settings",
                    "",
                    "quit",
                ),
            ),
            (
                self.tr("&Answer"),
                (
                    "focus_composer",
                    "insert_prompt",
                    "attach_files",
                    "choose_model",
                    "",
                    "stop",
                    "stop_after_turn",
                    "retry",
                    "copy_answer",
                    "race",
                    "",
                    "allow_call",
                    "refuse_call",
                ),
            ),
            (
                self.tr("&View"),
                ("sidebar", "inspector", "wire", "lab", "resources", "", "zoom_in", "zoom_out", "zoom_reset"),
            ),
            (self.tr("&Go"), going),
            (self.tr("&Help"), ("help", "shortcuts", "", "about")),
        )

    def _fill(self, menu: QMenu, names: Iterable[str | _Inner]) -> None:
        for name in names:
            if isinstance(name, _Inner):
                self._fill(menu.addMenu(name.text), name.names)
            elif name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()

    def fill(self, bar: QMenuBar) -> None:
        for menu in self.menus(bar):
            bar.addMenu(menu)

    def compact_menu(self, parent: QWidget) -> QMenu:
        """All menus in one, for a menu button: the first one itself, the others in it, so that it fits every screen."""
        whole, *others = self.menus(parent)
        whole.setAccessibleName(self.tr("Menu"))
        below = self._actions["settings"]
        for menu in others:
            whole.insertMenu(below, menu)
        whole.insertSeparator(below)
        return whole

    def _make(self, command: Command) -> QAction:
        action = QAction(command.text, self)
        action.setObjectName(f"{command.name}Action")
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setCheckable(command.checkable)
        roles = QAction.MenuRole
        role = {"settings": roles.PreferencesRole, "about": roles.AboutRole, "quit": roles.QuitRole}
        action.setMenuRole(role.get(command.name, roles.NoRole))
        return action
