"""The page: wishes become commands, conversations run side by side, nothing typed is lost."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from core.conversations.tree import Version
from core.demo.provider import create, demo_spec
from core.messages import Outcome, Role
from core.providers.base import ModelInfo, Provider, ProviderSpec, WireProtocol
from core.session import Session
from core.settings.schema import Language
from core.tools.base import Toolbox
from core.tools.registry import BUILTIN
from gui.actions import Actions
from gui.chat.answerers import Answerers
from gui.chat.book import Book
from gui.chat.conversation import Conversation
from gui.chat.directory import Choice
from gui.chat.page import ChatPage
from gui.inspector.inspector import Inspector
from gui.language import Speech
from gui.loop import TaskOwner
from gui.theme.theme import Theme
from gui.warmup import Warmup
from gui.widgets.clock import FrameClock

OLLAMA = ProviderSpec(
    "ollama", "Ollama", WireProtocol.OPENAI_CHAT, "http://127.0.0.1:9/v1", key_required=False, local=True
)


class World:
    """A page with everything behind it, answered by the demo at `speed`; not `begun`: just painted, nothing open."""

    def __init__(self, speed: float, *, begun: bool = True) -> None:
        async def build(spec: ProviderSpec) -> Provider:
            return create(speed=speed)

        self.tasks = TaskOwner()
        self.warmup = Warmup(())
        self.clock = FrameClock()
        self.actions = Actions()
        self.answerers = Answerers([demo_spec(), OLLAMA], build, self.warmup, self.tasks.spawn)
        self.theme = theme = Theme()
        theme.set_reduced_motion(True)
        self.window = QWidget()
        inspector = Inspector(theme, self.window)
        self.page = ChatPage(theme, self.clock, self.actions, self.answerers, inspector, with_menu=True)
        self.page.setParent(self.window)
        self.book = Book(self._make)
        self.book.shown.connect(self.page.show_conversation)
        if begun:
            self.book.open_new()
        self.window.show()

    def _make(self) -> Conversation:
        session = Session(toolbox=Toolbox(BUILTIN.values()))
        return Conversation(session, self.answerers.first_choice(), self.clock)

    def ask(self, scene: str, text: str = "Hello") -> Conversation:
        """Send `text` to a scene of the demo, as a person would."""
        self.page.choose(Choice("demo", scene))
        self.page.composer.set_text(text)
        self.page.composer.field.request_submit()
        return self.page.conversation

    def button(self, name: str) -> QToolButton:
        found = self.page.findChild(QToolButton, name)
        assert isinstance(found, QToolButton)
        return found

    async def aclose(self) -> None:
        await self.book.aclose()
        await self.answerers.aclose()
        await self.tasks.aclose()
        self.clock.set_paused(True)
        self.window.close()
        self.window.deleteLater()


@asynccontextmanager
async def world(speed: float = math.inf, *, begun: bool = True) -> AsyncIterator[World]:
    made = World(speed, begun=begun)
    await made.warmup.run()
    try:
        yield made
    finally:
        await made.aclose()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.01)


async def test_a_question_is_answered_and_the_composer_is_ready_again() -> None:
    async with world() as w:
        assert w.page.welcome.isVisible()
        conversation = w.ask("tools", "What time is it in Seoul and New York?")
        assert conversation.live
        assert w.page.composer.text() == ""
        assert w.button("stopButton").isVisible()
        assert not w.page.welcome.isVisible()
        await conversation.session.wait_idle()
        assert w.button("sendButton").isVisible()
        assert w.page.header.title() == "What time is it in Seoul and New York?"
        shown = w.page.transcript.toPlainText()
        assert "Asia/Seoul" in shown
        assert "America/New_York" in shown


async def test_the_keyboard_goes_through_the_page_as_the_eye_does() -> None:
    async with world() as here:
        control = QToolButton()
        here.page.header.add_control(control)
        here.ask("tools")
        await here.page.conversation.session.wait_idle()
        line = [here.button("sidebarButton"), control, here.button("inspectorButton"), here.button("menuButton")]
        stops: list[QWidget] = [*line, here.page.transcript, here.page.composer.field]
        order, widget = [], here.page.nextInFocusChain()
        while widget is not None and widget is not here.page:
            order.append(widget)
            widget = widget.nextInFocusChain()
        assert [each for each in order if each in stops] == stops


async def test_the_key_of_the_menu_opens_it_with_its_first_command_chosen() -> None:
    async with world() as here:
        menu = here.button("menuButton").menu()
        assert menu is not None
        here.actions.attach(here.window)
        here.window.activateWindow()
        await until(here.window.isActiveWindow)
        QTest.keyClick(here.window, Qt.Key.Key_F10)
        assert menu.isVisible()
        assert menu.activeAction() is menu.actions()[0]
        QTest.keyClick(menu, Qt.Key.Key_Down)
        assert menu.activeAction() is menu.actions()[1]
        QTest.keyClick(menu, Qt.Key.Key_Escape)
        assert not menu.isVisible()


async def test_what_is_sent_before_anything_is_open_is_answered_in_the_first_conversation() -> None:
    async with world(begun=False) as w:
        w.page.composer.set_text("Hello")
        w.page.composer.field.request_submit()
        w.book.open_new()
        conversation = w.page.conversation
        assert [message.text() for message in conversation.session.messages[:1]] == ["Hello"]
        assert w.page.composer.text() == ""
        await conversation.session.wait_idle()
        assert conversation.answered


async def test_what_is_written_before_anything_is_open_stays_written() -> None:
    async with world(begun=False) as w:
        w.page.composer.set_text("Hel")
        w.book.open_new()
        assert w.page.composer.text() == "Hel"


async def test_stop_keeps_the_text_and_the_focus() -> None:
    async with world(speed=1.0) as w:
        conversation = w.ask("tour")
        await until(lambda: bool(conversation.last_answer()))
        w.button("stopButton").click()
        w.button("stopButton").click()  # an impatient person
        await conversation.session.wait_idle()
        last = conversation.session.messages[-1]
        assert last.outcome is Outcome.STOPPED
        assert last.text()
        assert w.page.composer.field.hasFocus() or not w.window.isActiveWindow()
        assert w.button("sendButton").isVisible()


async def test_an_edit_that_is_sent_while_an_answer_runs_is_kept() -> None:
    async with world(speed=1.0) as w:
        conversation = w.ask("silence")
        w.page.editing.begin(conversation.session.messages[0].id)
        w.page.composer.set_text("other words")
        w.page.composer.field.request_submit()
        assert w.page.composer.text() == "other words"
        assert "Kept" in w.page.composer.hint()
        assert not conversation.queue.waiting
        w.actions["stop"].trigger()
        await conversation.session.wait_idle()
        assert len([m for m in conversation.session.messages if m.role is Role.USER]) == 1


async def test_switching_stops_nothing_and_keeps_drafts_and_choices() -> None:
    async with world(speed=1.0) as w:
        first = w.ask("silence")
        w.page.composer.set_text("a draft")
        second = w.book.open_new()
        assert first.live
        assert w.page.composer.text() == ""
        assert w.button("sendButton").isVisible()
        assert second.choice == Choice("demo", "silence")  # new ones begin with what was chosen last
        w.page.choose(Choice("demo", "tour"))
        w.ask("tour")
        assert w.book.live == (second, first)
        w.book.open(first.id)
        assert w.page.composer.text() == "a draft"
        assert w.page.composer.models.currentText() == "silence"
        assert w.button("stopButton").isVisible()
        second.session.stop()
        await second.session.wait_idle()
        assert second.unread
        assert first.live
        w.book.open(second.id)
        assert w.page.conversation is second
        assert not second.unread


async def test_there_is_never_more_than_one_untouched_conversation() -> None:
    async with world() as w:
        first = w.book.open_new()
        assert w.book.open_new() is first
        assert not w.book.listed
        await w.ask("tour").session.wait_idle()
        assert w.book.listed == (first,)
        assert w.book.open_new() is not first


async def test_a_start_sends_its_prompt_and_leaves_the_draft_alone() -> None:
    async with world() as w:
        starts = w.page.welcome.starts()
        assert len(starts) == 3
        w.page.composer.set_text("half a thought")
        w.page.welcome.started.emit(starts[1].prompt)
        assert w.page.composer.text() == "half a thought"
        await w.page.conversation.session.wait_idle()
        assert w.page.conversation.session.messages[0].text() == starts[1].prompt


async def test_what_is_typed_into_the_page_goes_into_the_message() -> None:
    async with world() as w:
        await w.ask("tour").session.wait_idle()
        w.page.transcript.setFocus()
        QTest.keyClicks(w.page.transcript, "wind")
        assert w.page.composer.text() == "wind"
        w.page.transcript.setFocus()
        QTest.keyClick(w.page.transcript, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
        assert w.page.composer.text() == "wind"


async def test_who_enters_a_key_on_the_first_screen_talks_to_that_provider() -> None:
    async with world() as w:
        w.answerers.keyed.emit("ollama")
        assert w.page.conversation.choice.provider == "ollama"
        assert not w.page.welcome.ways()  # the way is taken


async def test_a_way_that_is_taken_before_anything_is_open_is_gone_then() -> None:
    async with world(begun=False) as w:
        wishes: list[str] = []
        w.page.settings_wished.connect(wishes.append)
        key = next(way for way in w.page.welcome.ways() if way.icon == "key")
        w.page.welcome.way_taken.emit(key)
        assert wishes == []
        w.book.open_new()
        assert wishes == [key.settings]


async def test_a_key_changes_nothing_where_something_was_asked_already() -> None:
    async with world() as w:
        await w.ask("tour").session.wait_idle()
        w.answerers.keyed.emit("ollama")
        assert w.page.conversation.choice.provider == "demo"


async def test_who_cannot_answer_says_so_before_anything_is_sent() -> None:
    async with world() as w:
        wishes: list[str] = []
        w.page.settings_wished.connect(wishes.append)
        w.answerers._tell_trouble("ollama", "Ollama needs an API key.")
        assert w.page.welcome.trouble() == ""
        w.page.choose(Choice("ollama", "qwen3"))
        assert w.page.welcome.trouble() == "Ollama needs an API key."
        w.page.welcome.mend_wished.emit()
        assert wishes == ["ollama"]


async def test_retry_continue_and_copy() -> None:
    async with world() as w:
        conversation = w.ask("length")
        await conversation.session.wait_idle()
        w.page.transcript.actionRequested.emit("continue", conversation.session.messages[-1].id)
        await conversation.session.wait_idle()
        assert conversation.session.messages[-1].continues
        w.page.transcript.actionRequested.emit("retry", conversation.session.messages[-1].id)
        await conversation.session.wait_idle()
        assert conversation.session.versions(conversation.session.messages[-1].id) == Version(1, 2)
        w.page.retry()
        w.page.retry()  # while it lives: harmless
        await conversation.session.wait_idle()
        assert w.actions["copy_answer"].isEnabled()
        w.actions["copy_answer"].trigger()
        assert conversation.last_answer()


async def test_an_error_leads_to_the_settings_of_its_provider() -> None:
    async with world() as w:
        wishes: list[str] = []
        w.page.settings_wished.connect(wishes.append)
        w.page.transcript.actionRequested.emit("enter_key", "")
        w.page.choose(Choice("ollama", "qwen3"))
        w.page.transcript.actionRequested.emit("open_settings", "")
        assert wishes == ["demo", "ollama"]


async def test_pickers_choose_and_found_servers_are_marked() -> None:
    async with world() as w:
        composer = w.page.composer
        composer.models.setCurrentText("my-own:7b")
        assert w.page.conversation.choice == Choice("demo", "my-own:7b")
        w.answerers.show_found([(OLLAMA, [ModelInfo("qwen3"), ModelInfo("gemma3")])])
        assert [item.key for item in w.answerers.running()] == ["ollama"]
        assert [way.provider for way in w.page.welcome.ways() if way.running] == ["ollama"]
        composer.providers.setCurrentIndex(composer.providers.findText("Ollama"))
        assert w.page.conversation.choice == Choice("ollama", "qwen3")
        assert composer.models.findText("gemma3") >= 0
        composer.providers.setCurrentIndex(composer.providers.findText("Demo"))
        assert w.page.conversation.choice == Choice("demo", "my-own:7b")  # what was used there last


async def test_names_and_starts_are_said_anew_in_another_language(speech: Speech) -> None:
    async with world() as w:
        w.answerers.show_found([(replace(OLLAMA, id="own", name="Demo (no model)"), [ModelInfo("m")])])
        titles = [start.title for start in w.page.welcome.starts()]
        speech.use(Language.KOREAN)
        w.theme.changed.emit()  # as after every change of the look
        assert w.page.composer.providers.findText("데모(모델 없음)") >= 0
        assert not set(titles) & {start.title for start in w.page.welcome.starts()}


async def test_a_server_that_is_no_preset_is_offered_while_it_runs() -> None:
    async with world() as w:
        found = replace(OLLAMA, id="vllm-8080", name="vLLM (8080)")
        w.answerers.show_found([(found, [ModelInfo("m")])])
        assert w.page.composer.providers.findText("vLLM (8080)") >= 0
        w.answerers.show_found([])
        assert w.page.composer.providers.findText("vLLM (8080)") < 0
        assert not w.answerers.running()


async def test_models_come_from_the_provider() -> None:
    async with world() as w:
        w.answerers.refresh_models("demo")
        await until(lambda: w.page.composer.models.count() > 5)
        assert w.page.composer.models.findText("tools") >= 0
        assert w.page.composer.models.currentText() == "tour"


async def test_a_message_sent_before_the_late_imports_waits_and_can_be_stopped() -> None:
    made = World(math.inf)
    try:
        made.page.send("Hello")  # without choosing who answers, which begins the imports
        conversation = made.page.conversation
        await asyncio.sleep(0.05)
        assert conversation.live
        assert "onnecting" in made.page.transcript.toPlainText()
        made.page.stop()
        await conversation.session.wait_idle()
        assert conversation.session.messages[-1].outcome is Outcome.STOPPED
    finally:
        await made.aclose()


async def test_the_inspector_knows_what_the_whole_conversation_used() -> None:
    async with world() as w:
        conversation = w.ask("tools")
        await conversation.session.wait_idle()
        w.page.retry()
        await conversation.session.wait_idle()
        state = conversation.inspector.state()
        assert len(state.history) == 2 * len(state.usages)
        assert {used.provider for used in state.history} == {"demo"}


async def test_a_temporary_chat_says_that_nothing_of_it_is_kept() -> None:
    async with world() as w:
        made = w._make()
        made.temporary = True
        w.book.admit(made, show=True)
        lead = w.page.welcome.findChild(QLabel, "welcomeLead")
        assert isinstance(lead, QLabel)
        assert lead.text().startswith("Nothing of this chat is kept.")
        w.book.open_new()
        assert "kept" not in lead.text()
