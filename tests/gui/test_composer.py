"""The composer: what Enter means, what an input method may do, what impatient hands may do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QFontMetrics, QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from gui.composer.composer import Composer
from gui.composer.tools_button import ToolsButton
from gui.theme.theme import TextRole, Theme
from gui.widgets.picker import Picker, PickerItem


@pytest.fixture
def composer(qtbot: QtBot) -> Composer:
    made = Composer(Theme())
    qtbot.addWidget(made)
    made.resize(640, 200)
    made.show()
    qtbot.waitExposed(made)
    made.take_focus()
    return made


@pytest.fixture
def sent(composer: Composer) -> list[str]:
    texts: list[str] = []
    composer.send_wished.connect(texts.append)
    return texts


def button(composer: Composer, name: str) -> QToolButton:
    found = composer.findChild(QToolButton, name)
    assert isinstance(found, QToolButton)
    return found


def compose(composer: Composer, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(composer.field, event)


def test_enter_sends_and_shift_enter_breaks_the_line(composer: Composer, sent: list[str]) -> None:
    QTest.keyClicks(composer.field, "one")
    QTest.keyClick(composer.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(composer.field, "two")
    assert sent == []
    QTest.keyClick(composer.field, Qt.Key.Key_Return)
    assert sent == ["one\ntwo"]


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_is_not_sent(composer: Composer, sent: list[str], text: str) -> None:
    composer.set_text(text)
    QTest.keyClick(composer.field, Qt.Key.Key_Return)
    assert sent == []
    assert not button(composer, "sendButton").isEnabled()


def test_the_text_stays_until_the_page_took_it(composer: Composer, sent: list[str]) -> None:
    composer.set_text("hello")
    QTest.keyClick(composer.field, Qt.Key.Key_Enter)
    assert sent == ["hello"]
    assert composer.text() == "hello"


def test_a_second_enter_after_sending_does_nothing(composer: Composer, sent: list[str]) -> None:
    composer.send_wished.connect(lambda _text: composer.clear())
    composer.set_text("hello")
    QTest.keyClick(composer.field, Qt.Key.Key_Return)
    QTest.keyClick(composer.field, Qt.Key.Key_Return)
    assert sent == ["hello"]


def test_while_an_answer_runs_it_says_when_the_text_will_be_sent(composer: Composer, sent: list[str]) -> None:
    composer.set_live(True)
    assert composer.hint() == ""
    composer.set_text("next question")
    assert "after this answer" in composer.hint()
    QTest.keyClick(composer.field, Qt.Key.Key_Return)
    assert sent == ["next question"]
    composer.say_kept()
    assert "Kept" in composer.hint()
    composer.set_live(False)
    assert composer.hint() == ""


def test_korean_enter_commits_the_syllable_and_sends_once(composer: Composer, sent: list[str]) -> None:
    compose(composer, "", "안녕하세")
    compose(composer, "요")
    QTest.keyClick(composer.field, Qt.Key.Key_Return)
    assert sent == []  # half a word is never sent
    compose(composer, "", "요")  # the input method's answer
    assert sent == ["안녕하세요"]


@pytest.mark.parametrize("candidate", ["にほん", "nihao", "漢"])
def test_enter_only_confirms_a_candidate(composer: Composer, sent: list[str], candidate: str) -> None:
    compose(composer, candidate)
    QTest.keyClick(composer.field, Qt.Key.Key_Return)
    compose(composer, "", candidate)
    assert sent == []
    QTest.keyClick(composer.field, Qt.Key.Key_Return)
    assert sent == [candidate]


def test_typing_on_after_enter_in_a_composition_sends_nothing(composer: Composer, sent: list[str]) -> None:
    compose(composer, "한")
    QTest.keyClick(composer.field, Qt.Key.Key_Return)
    QTest.keyClick(composer.field, Qt.Key.Key_A)
    compose(composer, "", "한")
    assert sent == []


def test_send_and_stop_share_place_and_size(composer: Composer) -> None:
    send, stop = button(composer, "sendButton"), button(composer, "stopButton")
    assert send.isVisible()
    assert not stop.isVisible()
    place = send.mapTo(composer, send.rect().topLeft()), send.size()
    composer.set_live(True)
    assert stop.isVisible()
    assert not send.isVisible()
    assert (stop.mapTo(composer, stop.rect().topLeft()), stop.size()) == place


def test_the_second_click_of_a_double_click_is_not_meant_for_the_other_button(composer: Composer) -> None:
    stops: list[bool] = []
    composer.stop_wished.connect(lambda: stops.append(True))
    composer.send_wished.connect(lambda _text: composer.set_live(True))
    composer.set_text("hello")
    send, stop = button(composer, "sendButton"), button(composer, "stopButton")
    QTest.mouseClick(send, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(stop, Qt.MouseButton.LeftButton)
    assert len(stops) <= 1
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert stops


def test_focus_stays_in_the_field_when_a_button_was_pressed(composer: Composer) -> None:
    composer.set_live(True)
    button(composer, "stopButton").setFocus()
    composer.set_live(False)
    assert composer.field.hasFocus()


def test_it_grows_to_ten_lines_and_no_further(composer: Composer) -> None:
    heights = []
    for lines in (1, 2, 5, 10, 11, 40):
        composer.set_text("\n".join("line" for _ in range(lines)))
        heights.append(composer.field.height())
    assert heights[0] < heights[1] < heights[2] < heights[3]
    assert heights[3] == heights[4] == heights[5]
    composer.clear()
    assert composer.field.height() == heights[0]


def test_a_long_line_wraps_and_grows(composer: Composer) -> None:
    low = composer.field.height()
    composer.set_text("word " * 100)
    assert composer.field.height() > 2 * low


def test_paste_is_plain_text(composer: Composer) -> None:
    rich = QMimeData()
    rich.setHtml("<b>bold</b> <img src='file:///etc/passwd'>")
    rich.setText("bold\r\nnext")
    composer.field.insertFromMimeData(rich)
    assert composer.text() == "bold\nnext"


def test_an_image_is_offered_and_no_text_is_pasted(composer: Composer) -> None:
    offered: list[list[object]] = []
    composer.files_offered.connect(offered.append)
    picture = QMimeData()
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    assert composer.field.canInsertFromMimeData(picture)
    composer.field.insertFromMimeData(picture)
    assert composer.text() == ""
    assert [type(source) for sources in offered for source in sources] == [QImage]


def test_words_that_come_with_their_picture_are_pasted_as_words(composer: Composer) -> None:
    offered: list[list[object]] = []
    composer.files_offered.connect(offered.append)
    cells = QMimeData()
    cells.setText("1\t2")
    cells.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    composer.field.insertFromMimeData(cells)
    assert (composer.text(), offered) == ("1\t2", [])


def test_the_pickers_take_any_model_but_no_unknown_provider(composer: Composer) -> None:
    composer.models.setCurrentText("my-own-model:7b")
    assert composer.models.currentText() == "my-own-model:7b"
    assert composer.models.findText("my-own-model:7b") >= 0
    composer.providers.setCurrentText("nobody")
    assert composer.providers.currentText() == ""


def shows(picker: Picker) -> bool:
    """Whether most of its name can be read."""
    words = QFontMetrics(picker.font()).horizontalAdvance(picker.currentText())
    return picker.isVisible() and picker.width() >= 0.8 * words


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [340, 412, 640, 900])
def test_who_answers_can_be_read_at_every_width_and_text_size(qtbot: QtBot, width: int, scale: float) -> None:
    theme = Theme()
    theme.set_scale(scale)
    made = Composer(theme)
    qtbot.addWidget(made)
    made.setFont(theme.font(TextRole.LABEL))
    made.add_control(ToolsButton(theme, made))
    made.providers.show_items([PickerItem("a", "Anthropic")], "a")
    made.models.show_items([PickerItem("m", "claude-haiku")], "m")
    made.resize(width, made.heightForWidth(width) if made.hasHeightForWidth() else made.sizeHint().height())
    made.show()
    qtbot.waitUntil(lambda: shows(made.providers) and shows(made.models), timeout=2000)
    made.resize(2000, made.height())

    def in_one_row() -> bool:
        send = button(made, "sendButton")
        seat = send.mapTo(made, send.rect().center()).y()
        return all(abs(each.geometry().center().y() - seat) <= 2 for each in (made.providers, made.models))

    qtbot.waitUntil(in_one_row, timeout=2000)


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_a_control_that_comes_later_moves_nothing(qtbot: QtBot, scale: float) -> None:
    theme = Theme()
    theme.set_scale(scale)
    made = Composer(theme)
    qtbot.addWidget(made)
    made.setFont(theme.font(TextRole.LABEL))
    made.resize(1200, 120)
    made.show()
    qtbot.waitExposed(made)
    before = made.providers.geometry()
    tools = ToolsButton(theme, made)
    made.add_control(tools)
    for count in (1, 9, 0):
        tools.show_count(count)
        QApplication.sendPostedEvents(made, QEvent.Type.LayoutRequest)
        assert made.providers.geometry() == before
