"""The whole flow without a mouse: by the keyboard of a real window, and by a screen reader's actions."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from core.paths import settings_file
from tests.e2e.conftest import ANSWER_S, START_S, Launcher
from tests.e2e.screen import Screen, wait_until
from tests.support import chat
from tests.support.answers import MODELS
from tests.support.atspi import AtspiError, Buses, Node, Reader, State
from tests.support.script import Answer, Stall, whole
from tests.support.server import Received, ServerThread

SILENT = {"filler", "panel", "scroll pane", "viewport", "frame", "dialog"}  # they hold other things
CELLS = {"table cell", "list item", "tree item"}  # an empty one says nothing, rightly
BUTTON = ("button", "push button")  # its name depends on the version of AT-SPI
ROLELESS = {"unknown", "invalid", ""}


def answering(received: Received) -> Answer:
    """A short answer; one that does not end, where the question says so."""
    if received.method == "GET":
        return whole(MODELS)
    if b"forever" in received.body.rsplit(b'"role"', 1)[-1]:
        return chat.stream(*chat.text("It goes on"), Stall())
    return chat.answer("A river finds its way.")


@pytest.fixture
def buses(screen: Screen) -> Iterator[Buses]:
    with Buses(screen.environ) as started:
        yield started


def wait_asked(server: ServerThread, count: int) -> None:
    def asked() -> bool:
        return sum(request.method == "POST" for request in server.requests) >= count

    wait_until(asked, ANSWER_S, f"{count} questions have reached the server")


def wait_active(screen: Screen, title: str) -> None:
    """Until the keyboard is in the settings, or in the main window."""

    def active() -> bool:
        try:
            name = screen.xdotool("getactivewindow", "getwindowname")
        except RuntimeError:  # none for a moment
            return False
        return name.startswith(title) or (title == "Rivulet" and not name.startswith("Settings"))

    wait_until(active, 10, f"the window {title!r} is active")


def settings(folder: Path) -> dict[str, dict[str, object]]:
    path = settings_file(folder)
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def test_a_whole_day_with_the_keyboard_alone(launch: Launcher, screen: Screen) -> None:
    with ServerThread(answering) as server:
        rivulet = launch(server.url)
        rivulet.say("How does a river find its way?")
        assert rivulet.wait_turns()["outcome"] == "finished"
        screen.press("ctrl+n")
        rivulet.say("Go on forever")
        wait_asked(server, 2)
        screen.press("ctrl+k")  # the palette, while an answer runs
        screen.type("stop ans")
        screen.press("Return")
        assert rivulet.wait_turns(2)["outcome"] == "stopped"
        screen.press("ctrl+Page_Down")  # to the other conversation
        screen.press("ctrl+f")
        screen.type("river")
        screen.press("Escape")
        screen.press("ctrl+l")
        rivulet.say("And then?")
        assert rivulet.wait_turns(3)["outcome"] == "finished"
        screen.press("ctrl+k")
        screen.type("appearance")
        screen.press("Return")
        wait_active(screen, "Settings")
        screen.press("ctrl+f")
        screen.type("theme")
        screen.press("Return")
        screen.press("Right")
        screen.press("Right")
        wait_until(
            lambda: settings(rivulet.folder).get("appearance", {}).get("theme") == "dark", 10, "the theme is dark"
        )
        screen.press("Escape")
        wait_active(screen, "Rivulet")
        rivulet.quit()


# --- by a screen reader -----------------------------------------------------------------------------------------------


def shown_below(node: Node, roles: tuple[str, ...], name: str) -> Iterator[Node]:
    """What is on the screen with one of these roles and this name, in the newest window first."""
    for child in reversed(node.children()):
        if State.SHOWING in child.states:
            if child.role in roles and child.name == name:
                yield child
            yield from shown_below(child, roles, name)


def waited(node: Node, roles: tuple[str, ...], name: str) -> Node:
    """The object below with this role and name, once it is there."""
    found: list[Node] = []

    def there() -> bool:
        try:
            found[:] = islice(shown_below(node, roles, name), 1)
        except AtspiError:  # a window that is only just made answers half
            return False
        return bool(found)

    wait_until(there, START_S, f"{roles[0]} {name!r}")
    return found[0]


def heard(application: Node, words: str) -> bool:
    """Whether the conversation has these words."""
    try:
        messages = application.find("list", "Conversation").children()
        return any(words in message.text for message in messages if message.role == "list item")
    except (AtspiError, LookupError):  # a message that has just become another one
        return False


def nameless(node: Node) -> list[str]:
    """What a person could use below and a screen reader could not say."""
    states = node.states
    if State.SHOWING not in states:
        return []
    wrong = []
    role = node.role if State.FOCUSABLE in states else "panel"
    if role not in SILENT and (role in ROLELESS or (not node.name.strip() and role not in CELLS)):
        wrong.append(f"{role} {node.name!r} in {node.parent.role} {node.parent.name!r}")
    return wrong + [each for child in node.children() for each in nameless(child)]


@pytest.mark.time_limit(120)
def test_a_conversation_is_had_by_the_actions_of_a_screen_reader(
    launch: Launcher, screen: Screen, buses: Buses
) -> None:
    # A keyring that the bus would start asks for a password in a window of its own.
    quiet = {**buses.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    screen.environ, before = quiet, screen.environ
    try:
        with ServerThread(answering) as server, Reader(buses.environ) as reader:
            rivulet = launch(server.url)
            application = reader.application(rivulet.process.pid, START_S)
            composer = waited(application, ("text",), "Message")
            assert composer.call("EditableText", "SetTextContents", "s", "How does a river find its way?")
            waited(application, BUTTON, "Send").do("Press")
            assert rivulet.wait_turns()["outcome"] == "finished"
            composer.call("EditableText", "SetTextContents", "s", "Go on forever")
            waited(application, BUTTON, "Send").do("Press")
            wait_asked(server, 2)
            waited(application, BUTTON, "Stop").do("Press")
            assert rivulet.wait_turns(2)["outcome"] == "stopped"
            wait_until(lambda: heard(application, "A river finds its way."), 10, "the answer can be read")
            assert nameless(application.find("frame")) == []
            waited(application, BUTTON, "Settings").do("Press")
            dialog = waited(application, ("dialog",), "Settings")
            pages = waited(dialog, ("list",), "Pages of the settings")
            wrong = {}
            for page in pages.children():
                pages.call("Selection", "SelectChild", "i", page.place)
                wrong[page.name] = nameless(dialog)
            assert len(wrong) > 8
            assert {page: each for page, each in wrong.items() if each} == {}
            waited(dialog, BUTTON, "Close").do("Press")
            wait_active(screen, "Rivulet")
            rivulet.quit()
    finally:
        screen.environ = before
