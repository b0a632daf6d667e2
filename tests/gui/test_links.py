"""Every link leaves through one door, and the door says where it leads."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.links import LinkOpener, read_link


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://example.com/a?b=c", "example.com"),
        ("http://EXAMPLE.com:8080/", "example.com"),
        ("https://한국.kr/", "xn--3e0b707e.kr"),
        ("https://paypal.com@evil.example/login", "evil.example"),
        ("mailto:someone@example.com", "someone@example.com"),
        ("  https://example.com\n", "example.com"),
    ],
)
def test_the_real_host_is_read(text: str, host: str) -> None:
    link = read_link(text)
    assert link is not None
    assert link.host == host


@pytest.mark.parametrize(
    "text",
    [
        "",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "mailto:",
        "//example.com",
        "/etc/passwd",
        "vscode://file/x",
        "https://[::1",
        "http://" + "a" * 400 + ".com",
    ],
)
def test_anything_else_stays_inside(text: str) -> None:
    assert read_link(text) is None


def test_look_alike_names_and_user_parts_are_called_out() -> None:
    assert read_link("https://example.com/") == read_link("https://example.com/")
    plain, puny = read_link("https://example.com/"), read_link("https://аpple.com/")  # a Cyrillic letter
    user = read_link("https://google.com:x@evil.example/")
    assert plain is not None
    assert puny is not None
    assert user is not None
    assert plain.warnings == ()
    assert "аpple.com" in puny.warnings[0]
    assert any("@" in warning for warning in user.warnings)


def test_the_question_shows_the_host_as_plain_text(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    LinkOpener(window).open_url("https://user@evil.example/<b>x</b>")
    box = window.findChild(QMessageBox, "linkDialog")
    assert isinstance(box, QMessageBox)
    assert box.text() == "evil.example"
    assert "<b>" in box.informativeText()
    assert box.isModal()
    box.reject()


def test_a_refused_link_is_explained(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    LinkOpener(window).open_url("file:///etc/passwd")
    box = window.findChild(QMessageBox, "linkDialog")
    assert isinstance(box, QMessageBox)
    assert box.text() == "This link is not opened"
    assert box.informativeText().endswith("file:///etc/passwd")
    box.reject()


@pytest.mark.qt_log_ignore("does not support (QPlatformServices::openUrl|propagateSizeHints)", extend=True)  # offscreen
def test_an_address_that_nothing_opens_can_be_copied(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    LinkOpener(window).open_url("https://example.com/a?b=c")
    asked = window.findChild(QMessageBox, "linkDialog")
    assert isinstance(asked, QMessageBox)
    asked.button(QMessageBox.StandardButton.Open).click()
    asked.deleteLater()
    told = [box for box in window.findChildren(QMessageBox) if box is not asked]
    assert [box.text() for box in told] == ["https://example.com/a?b=c"]
    QGuiApplication.clipboard().clear()
    told[0].buttons()[0].click()
    assert QGuiApplication.clipboard().text() == "https://example.com/a?b=c"
    QGuiApplication.clipboard().clear()
