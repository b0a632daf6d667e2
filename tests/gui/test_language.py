"""The language of the interface: switched while it runs, on everything that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from core.conversations.trouble import CopyUnusable, StoreFailed
from core.settings.schema import Language
from core.wire.tape import RecordingError, loads
from gui.language import CONTEXT, FOREIGN, Speech, catalogue, pattern_of, phrase


def korean(text: str) -> str:
    return dict(catalogue("ko"))[text]


def test_everything_that_stands_on_widgets_changes_with_the_language_and_back(qtbot: QtBot, speech: Speech) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label, button, line = QLabel("Settings", window), QPushButton("Close", window), QLineEdit(window)
    line.setPlaceholderText("Search")
    button.setToolTip("Settings")
    tabs, combo = QTabBar(window), QComboBox(window)
    tabs.addTab("Answer")
    combo.addItem("Close")
    action = QAction("&New chat", window)
    window.addAction(action)
    window.setAccessibleName("Settings")

    def said() -> list[str]:
        return [
            *(label.text(), button.text(), button.toolTip(), line.placeholderText(), tabs.tabText(0)),
            *(combo.itemText(0), action.text(), window.accessibleName()),
        ]

    english = said()
    assert speech.use(Language.KOREAN)
    assert said() == [korean(text) for text in english]
    assert not speech.use(Language.KOREAN)
    assert speech.use(Language.ENGLISH)
    assert said() == english


def test_the_buttons_that_qt_gives_a_row_of_tabs_change_too(qtbot: QtBot, speech: Speech) -> None:
    speech.use(Language.KOREAN)
    bar = QTabBar()
    qtbot.addWidget(bar)
    before = sorted(button.accessibleName() for button in bar.findChildren(QToolButton))
    speech.use(Language.ENGLISH)
    assert sorted(button.accessibleName() for button in bar.findChildren(QToolButton)) == [
        "Scroll Left",
        "Scroll Right",
    ]
    speech.use(Language.KOREAN)
    assert sorted(button.accessibleName() for button in bar.findChildren(QToolButton)) == before


def test_a_text_with_a_value_in_it_keeps_the_value(qtbot: QtBot, speech: Speech) -> None:
    template = "Saved as {name}"
    label = QLabel(template.replace("{name}", "강.png"))
    qtbot.addWidget(label)
    speech.use(Language.KOREAN)
    assert label.text() == korean(template).replace("{name}", "강.png")
    speech.use(Language.ENGLISH)
    assert label.text() == "Saved as 강.png"


def test_what_somebody_wrote_is_left_alone(qtbot: QtBot, speech: Speech) -> None:
    title = QLabel("Settings")
    title.setProperty(FOREIGN, True)
    qtbot.addWidget(title)
    speech.use(Language.KOREAN)
    assert title.text() == "Settings"


def test_a_sentence_of_the_core_is_said_in_the_language_of_the_screen(speech: Speech) -> None:
    sentence = "Nothing more came for 30 s (idle time limit)."
    assert phrase(sentence) == sentence
    speech.use(Language.KOREAN)
    said = phrase(sentence)
    assert "30" in said
    assert said != sentence
    assert phrase(korean("Settings")) == korean("Settings")
    assert phrase("A sentence that nobody has translated.") == "A sentence that nobody has translated."


def test_a_title_of_before_the_switch_is_said_anew(speech: Speech) -> None:
    speech.use(Language.KOREAN)
    title = phrase("Tool servers")
    assert title == korean("Tool servers")
    speech.use(Language.ENGLISH)
    assert phrase(title) == "Tool servers"


def test_a_sentence_in_a_sentence_is_said_too(speech: Speech) -> None:
    speech.use(Language.KOREAN)
    said = phrase("The tool server “files” does not run. The server wants a sign-in.")
    assert "files" in said
    assert korean("The server wants a sign-in.") in said


def test_a_text_that_shares_its_translation_comes_back_as_itself(qtbot: QtBot, speech: Speech) -> None:
    shared = [each for each in ("First token", "first token") if korean(each) == korean("First token")]
    assert len(shared) == 2
    labels = [QLabel(each) for each in shared]
    for label in labels:
        qtbot.addWidget(label)
    speech.use(Language.KOREAN)
    assert [label.text() for label in labels] == [korean(each) for each in shared]
    speech.use(Language.ENGLISH)
    assert [label.text() for label in labels] == shared


def test_what_stands_side_by_side_is_said_part_by_part(qtbot: QtBot, speech: Speech) -> None:
    label = QLabel("Copy  Ctrl+C · 12 s · Untitled by me")
    qtbot.addWidget(label)
    speech.use(Language.KOREAN)
    assert label.text() == f"{korean('Copy')}  Ctrl+C · 12 s · Untitled by me"


def test_numbers_and_dates_follow_the_language(speech: Speech) -> None:
    speech.use(Language.KOREAN)
    assert QLocale().language() is QLocale.Language.Korean
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "취소", "Qt's own words too"
    assert QCoreApplication.translate(CONTEXT, "Settings") == korean("Settings")


@pytest.mark.parametrize(
    ("template", "said", "holes"),
    [
        ("{n} lines", "12 lines", {"hn": "12"}),
        ("{0} closed (HTTP {1}).", "Ollama closed (HTTP 500).", {"h0": "Ollama", "h1": "500"}),
        ("{a} and {a}", "x and x", {"ha": "x"}),
        ("{a} and {a}", "x and y", None),
    ],
)
def test_a_template_is_told_by_its_words(template: str, said: str, holes: dict[str, str] | None) -> None:
    found = pattern_of(template).fullmatch(said)
    assert (found.groupdict() if found else None) == holes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "nonsense",
        "5",
        "[" * 100_000,
        '{"rivulet-recording": "x"}',
        '{"rivulet-recording": 3}',
        '{"rivulet-recording": 2}',
        '{"rivulet-recording": 2}\n{"at": 1, "text": "x"}\n{"exchange": 1}',
        '{"rivulet-recording": 2}\n{"exchange": 1}\n{"at": 1, "text": "x"',
        '{"rivulet-recording": 1}\n{"at": -1, "text": "x"}',
        '{"rivulet-recording": 1}\n{"at": 1}',
        '{"rivulet-recording": 1}\n{"at": ' + 5000 * "1" + "}",
        '{"rivulet-recording": 1}\n{"at": 1, "base64": "%"}',
        '{"rivulet-recording": 1, "headers": [["a"]]}',
        '{"rivulet-recording": 1, "status": "many"}',
    ],
)
def test_what_is_wrong_with_a_recording_is_told_in_one_language(text: str, speech: Speech) -> None:
    with pytest.raises(RecordingError) as caught:
        loads(text)
    speech.use(Language.KOREAN)
    assert english_words(phrase(str(caught.value))) == []


@pytest.mark.parametrize(
    "sentence",
    [
        str(StoreFailed("they are closed already")),
        str(CopyUnusable(Path("1.sqlite3"), "it is not a copy of conversations")),
        "This zip file is encrypted. Unpack it first.",
        "This address answered with nothing; is the base URL right? It begins: “<html>”",
        "The file of the conversations was damaged. It was set aside as 1.sqlite3; 3 conversations with 9 messages "
        "were recovered from it.",
        "The file of the conversations was damaged. It was set aside as 1.sqlite3; 3 conversations with 9 messages "
        "were recovered from it, 2 could not be read.",
    ],
)
def test_a_reason_in_a_sentence_speaks_its_language(sentence: str, speech: Speech) -> None:
    speech.use(Language.KOREAN)
    assert english_words(phrase(sentence)) == []


def english_words(said: str) -> list[str]:
    """Those that are neither a name nor quoted."""
    return re.findall(r"\b[a-z]{2,}\b", re.sub(r"“[^”]*”|\bzip\b|[\w.-]*sqlite3", "", said))
