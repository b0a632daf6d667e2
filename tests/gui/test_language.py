"""The language of the interface: switched while it runs, on everything that is there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from core.settings.schema import Language
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
    assert phrase("A sentence that nobody has translated.") == "A sentence that nobody has translated."


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
