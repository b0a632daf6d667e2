"""The settings dialog over a real settings file, with no keyring: pages, keys, the connection test, closing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.settings.schema import Appearance, Motion, Settings
from core.settings.secrets import KeySource
from core.settings.store import save
from gui.settings.contents import PageName
from gui.settings.headers_editor import HeadersEditor
from gui.theme.theme import Theme
from tests.gui.settings_house import OWN, House, click, field, opened, retype, said
from tests.support.server import ServerThread


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "GATE_KEY"):
        monkeypatch.delenv(name, raising=False)
    import keyring
    import keyring.backends.fail

    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]  # it has no types
    with ServerThread(lambda request: made.answer(request)) as server:
        made = House(tmp_path / "settings.toml", server)
        save(made.path, replace(Settings(), provider="openai", providers=(OWN,)))
        yield made
        made.secrets.close()
    keyring.set_keyring(before)


async def test_names_and_pages(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    assert dialog.objectName() == "settingsDialog"
    pages = dialog.findChild(QListWidget, "settingsPages")
    assert pages is not None
    names = ["Providers", "Timeouts", "Appearance", "Presets", "Prompts"]
    assert [pages.item(row).text() for row in range(pages.count())] == names
    for page in PageName:
        dialog.show_page(page)
        assert dialog.stack.currentIndex() == page
    providers = dialog.findChild(QListWidget, "providerList")
    assert providers is not None
    assert providers.item(0).text() == "Gateway"
    assert dialog.presenter.id == "openai"
    dialog.reject()
    assert not dialog.isVisible()
    await house.settle()


async def test_opened_at_a_provider(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house, "gate")
    assert field(dialog, "providerAddress").text() == "https://gate.example.com/v1"
    dialog.reject()
    await house.settle()


@pytest.mark.parametrize(("provider", "awaited"), [("anthropic", True), ("ollama", False), ("", False)])
async def test_who_is_sent_to_a_provider_that_needs_a_key_can_type_it(
    qtbot: QtBot, house: House, provider: str, awaited: bool
) -> None:
    dialog = await opened(qtbot, house, provider)
    assert (dialog.focusWidget() is field(dialog, "providerKey")) is awaited
    dialog.reject()
    await house.settle()


async def test_without_a_keyring_it_says_where_a_key_can_live(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    note = said(dialog, "keyNote")
    assert "No key yet." in note
    assert "no keyring" in note
    assert "this session only" in note
    assert "OPENAI_API_KEY" in note
    dialog.reject()
    await house.settle()


async def test_a_key_from_the_environment_is_named(qtbot: QtBot, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-right")
    dialog = await opened(qtbot, house)
    assert "The key comes from OPENAI_API_KEY." in said(dialog, "keyNote")
    assert not dialog.providers.form.forget.isVisible()
    dialog.reject()
    await house.settle()


async def test_a_key_is_kept_for_the_session_and_never_written(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    key = field(dialog, "providerKey")
    assert key.echoMode() is QLineEdit.EchoMode.Password
    retype(key, "sk-right")
    click(dialog, "saveProviderButton")
    await house.settle()
    found = await house.secrets.get(dialog.presenter.kept)
    assert found is not None
    assert (found.value, found.source) == ("sk-right", KeySource.SESSION)
    assert key.text() == ""
    assert "until you quit" in said(dialog)
    assert house.changed == ["openai"]
    assert "sk-right" not in house.path.read_text()
    assert dialog.presenter.unsaved() == ()
    click(dialog, "forgetKeyButton")
    await house.settle()
    assert await house.secrets.get(dialog.presenter.kept) is None
    assert said(dialog) == "The key is forgotten."
    dialog.reject()
    await house.settle()


async def test_the_key_can_be_looked_at(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    click(dialog, "showKeyButton")
    assert field(dialog, "providerKey").echoMode() is QLineEdit.EchoMode.Normal
    click(dialog, "showKeyButton")
    assert field(dialog, "providerKey").echoMode() is QLineEdit.EchoMode.Password
    dialog.reject()
    await house.settle()


async def test_get_a_key_opens_the_vendors_page(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    click(dialog, "getKeyButton")
    assert house.opened == [dialog.presenter.kept.key_url]
    dialog.reject()
    await house.settle()


async def test_the_connection_test(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    click(dialog, "testConnectionButton")
    await house.settle()
    assert "did not accept the key" in said(dialog)
    retype(field(dialog, "providerKey"), "sk-wrong")
    click(dialog, "testConnectionButton")
    await house.settle()
    assert "did not accept the key" in said(dialog)
    assert "sk-wrong" not in said(dialog)
    retype(field(dialog, "providerKey"), "sk-right")
    click(dialog, "testConnectionButton")
    await house.settle()
    assert said(dialog).startswith("Connected in ")
    assert said(dialog).endswith("It offers 2 models.")
    house.wait_closed(3)
    dialog.presenter.revert()
    dialog.reject()
    await house.settle()


async def test_a_connection_test_can_be_cancelled(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    house.hold = True
    click(dialog, "testConnectionButton")
    await house.settle()
    button = dialog.findChild(QPushButton, "testConnectionButton")
    assert button is not None
    assert button.text() == "Cancel the test"
    click(dialog, "testConnectionButton")
    assert button.text() == "Test connection"
    house.hold = False
    await house.settle()
    house.wait_closed(1)
    assert said(dialog) == ""
    dialog.reject()
    await house.settle()


async def test_closing_ends_a_running_test(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    house.hold = True
    click(dialog, "testConnectionButton")
    await house.settle()
    dialog.reject()
    house.hold = False
    await house.settle()
    house.wait_closed(1)


async def test_an_edited_provider_is_written_to_the_file(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house, "gate")
    retype(field(dialog, "providerName"), "Tor")
    retype(field(dialog, "providerAddress"), "http://other.example.com/v1")
    note = said(dialog, "addressNote")
    assert "without encryption" in note
    assert "another server" in note
    click(dialog, "saveProviderButton")
    await house.settle()
    (kept,) = house.settings.providers
    assert (kept.name, kept.base_url, kept.key_env) == ("Tor", "http://other.example.com/v1", "")
    dialog.reject()
    await house.settle()


async def test_a_wrong_address_is_explained_and_kept_in_the_field(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house, "gate")
    retype(field(dialog, "providerAddress"), "gate example")
    click(dialog, "saveProviderButton")
    assert "is not an address" in said(dialog)
    assert field(dialog, "providerAddress").text() == "gate example"
    assert house.settings.providers == (OWN,)
    click(dialog, "revertProviderButton")
    assert field(dialog, "providerAddress").text() == OWN.base_url
    dialog.reject()
    await house.settle()


async def test_add_duplicate_remove(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house, "gate")
    click(dialog, "duplicateProviderButton")
    assert field(dialog, "providerName").text() == "Gateway (copy)"
    click(dialog, "saveProviderButton")
    await house.settle()
    assert [spec.name for spec in house.settings.providers] == ["Gateway", "Gateway (copy)"]
    click(dialog, "addProviderButton")
    assert field(dialog, "providerName").text() == "New provider"
    click(dialog, "removeProviderButton")  # never saved: nothing to ask
    assert dialog.presenter.unsaved() == ()
    dialog.presenter.choose("gate")
    click(dialog, "removeProviderButton")
    box = dialog.findChild(QMessageBox, "removeProviderDialog")
    assert box is not None
    next(button for button in box.buttons() if button.text() == "Remove").click()
    await house.settle()
    assert [spec.name for spec in house.settings.providers] == ["Gateway (copy)"]
    dialog.reject()
    await house.settle()


async def test_switching_providers_loses_nothing_typed(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house, "gate")
    retype(field(dialog, "providerKey"), "sk-typed")
    dialog.presenter.choose("openai")
    assert field(dialog, "providerKey").text() == ""
    dialog.presenter.choose("gate")
    assert field(dialog, "providerKey").text() == "sk-typed"
    dialog.presenter.revert()
    dialog.reject()
    await house.settle()


@pytest.mark.parametrize("answer", ["Save", "Discard", "Cancel"])
async def test_esc_asks_before_a_typed_key_is_lost(qtbot: QtBot, house: House, answer: str) -> None:
    dialog = await opened(qtbot, house, "gate")
    retype(field(dialog, "providerKey"), "sk-typed")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    box = dialog.findChild(QMessageBox, "unsavedDialog")
    assert box is not None
    assert box.text() == "Save what you entered for Gateway?"
    box.button(QMessageBox.StandardButton[answer]).click()
    await house.settle()
    found = await house.secrets.get(OWN)
    assert (found.value if found else None) == ("sk-typed" if answer == "Save" else None)
    assert dialog.isVisible() == (answer == "Cancel")
    if answer == "Cancel":
        assert field(dialog, "providerKey").text() == "sk-typed"
        dialog.presenter.revert()
        dialog.reject()
        await house.settle()


async def test_the_windows_own_button_asks_too(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house, "gate")
    retype(field(dialog, "providerKey"), "sk-typed")
    dialog.close()
    assert dialog.isVisible()
    box = dialog.findChild(QMessageBox, "unsavedDialog")
    assert box is not None
    box.button(QMessageBox.StandardButton.Discard).click()
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not dialog.isVisible()
    await house.settle()


def never(wait: QWidget) -> QCheckBox:
    found = wait.findChild(QCheckBox)
    assert found is not None
    return found


def seconds(wait: QWidget) -> QDoubleSpinBox:
    found = wait.findChild(QDoubleSpinBox)
    assert found is not None
    return found


async def test_waiting_and_retrying_hold_at_once(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    page = dialog.timeouts
    assert page.waits["connect"].value() == 15.0
    assert page.waits["total"].value() is None
    never(page.waits["idle"]).click()
    seconds(page.waits["connect"]).setValue(4.5)
    page.retries.setValue(5)
    limits = house.settings.limits
    assert (limits.timeouts.idle, limits.timeouts.connect, limits.max_retries) == (None, 4.5, 5)
    assert page.retries.maximum() == 5
    assert limits.max_answer_bytes == Settings().limits.max_answer_bytes
    page.usual.click()
    assert house.settings.limits == Settings().limits
    assert page.waits["connect"].value() == 15.0
    dialog.reject()
    await house.settle()


async def test_appearance_holds_at_once_and_keeps_the_rest(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    page = dialog.appearance
    for name in ("darkChoice", "reducedChoice"):
        button = page.findChild(QRadioButton, name)
        assert button is not None
        button.click()
    assert not page.arrival.isChecked()
    page.arrival.click()
    page.scale.setValue(15)
    dialog.reject()  # a text size chosen a moment before closing holds too
    settings = house.settings
    assert (settings.appearance, settings.motion) == (Appearance.DARK, Motion.REDUCED)
    assert (settings.scale, settings.as_it_arrives) == (1.5, True)
    assert settings.providers == (OWN,)
    await house.settle()


def test_what_looks_secret_in_a_header_is_masked(qtbot: QtBot) -> None:
    editor = HeadersEditor(Theme())
    qtbot.addWidget(editor)
    headers = (("Authorization", "Bearer abc"), ("X-Team", "river"), ("X-Api-Key", "{key}"))
    editor.show_headers(headers)
    assert editor.headers() == headers
    values = [line for line in editor.findChildren(QLineEdit) if line.text() in dict(headers).values()]
    assert [line.displayText() == line.text() for line in values] == [False, True, True]


async def test_every_label_is_plain_text(qtbot: QtBot, house: House) -> None:
    dialog = await opened(qtbot, house)
    for label in dialog.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text(), label.text()
    dialog.reject()
    await house.settle()
