"""Files that go with a message: by drop, paste and button into the composer, and out of it with the question."""

from __future__ import annotations

import base64
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton, QWidget

from core.filetypes import LIMITS, FileKind
from core.messages import Message, Role
from gui.chat.attaching import MOST_FILES
from gui.chat.conversation import Conversation
from gui.widgets.thumbnails import thumbnail
from tests.gui.test_page import World, until, world
from tests.support.samples import pdf, pixel_bomb, png


def at(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def urls(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(widget: QWidget, data: QMimeData) -> bool:
    """Hold over a widget and let go, as a file manager does; returns whether it was taken."""
    place, copy = QPoint(widget.width() // 2, widget.height() // 2), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, copy, data, buttons, keys)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        QApplication.sendEvent(widget, QDragLeaveEvent())
        return False
    QApplication.sendEvent(widget, QDropEvent(QPointF(place), copy, data, buttons, keys))
    return True


def names(w: World) -> list[str]:
    return [part.name for part in w.page.attaching.parts]


async def ready(w: World, count: int) -> None:
    await until(lambda: len(w.page.attaching.parts) == count)


def asked(conversation: Conversation) -> Message:
    return [message for message in conversation.session.messages if message.role is Role.USER][-1]


async def test_files_dropped_on_the_composer_go_with_the_question(tmp_path: Path) -> None:
    async with world() as w:
        paths = [at(tmp_path, "a.png", png(40, 30)), at(tmp_path, "b.pdf", pdf("Hi")), at(tmp_path, "c.md", b"words")]
        assert drop(w.page.composer, urls(*paths))
        assert w.page.composer.strip.isVisible()
        await ready(w, 3)
        conversation = w.ask("tour", "What is this?")
        assert [part.name for part in asked(conversation).attachments()] == ["a.png", "b.pdf", "c.md"]
        assert asked(conversation).text() == "What is this?"
        assert not w.page.composer.strip.isVisible()
        assert names(w) == []
        await conversation.session.wait_idle()


async def test_files_dropped_anywhere_on_the_page_or_on_its_field_are_taken(tmp_path: Path) -> None:
    async with world() as w:
        path = at(tmp_path, "a.png", png())
        field = w.page.composer.field
        assert drop(field.viewport(), urls(path))
        await ready(w, 1)
        assert drop(w.page, urls(path))
        await ready(w, 2)
        words = QMimeData()
        words.setText("plain words")
        assert not drop(w.page, words)
        assert field.toPlainText() == ""


async def test_what_is_held_above_is_shown_until_it_leaves(tmp_path: Path) -> None:
    async with world() as w:
        data = urls(at(tmp_path, "a.png", png()))
        composer = w.page.composer
        still = composer.grab().toImage()
        enter = QDragEnterEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(w.page, enter)
        assert composer.grab().toImage() != still
        QApplication.sendEvent(w.page, QDragLeaveEvent())
        assert composer.grab().toImage() == still


async def test_a_picture_is_pasted_by_key() -> None:
    async with world() as w:
        image = QImage(30, 20, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.darkGreen)
        QGuiApplication.clipboard().setImage(image)
        QTest.keyClick(w.page.composer.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        await ready(w, 1)
        (part,) = w.page.attaching.parts
        assert (part.name, part.media_type) == ("Pasted picture.png", "image/png")
        kept = QImage.fromData(w.page.conversation.session.files.read(part.sha256))
        assert kept.size() == image.size()
        QGuiApplication.clipboard().clear()


async def test_files_are_chosen_in_a_dialog_that_stops_nothing(tmp_path: Path) -> None:
    async with world() as w:
        path = at(tmp_path, "notes.txt", "한국어".encode("cp949"))
        QTest.mouseClick(w.button("attachButton"), Qt.MouseButton.LeftButton)
        dialog = w.page.findChild(QFileDialog, "attachDialog")
        assert isinstance(dialog, QFileDialog)
        dialog.filesSelected.emit([str(path)])
        dialog.reject()
        await ready(w, 1)
        assert names(w) == ["notes.txt"]
        await until(lambda: w.page.findChild(QFileDialog, "attachDialog") is None)
        w.actions["attach_files"].trigger()  # the same by keys, menu and palette
        again = w.page.findChild(QFileDialog, "attachDialog")
        assert isinstance(again, QFileDialog)
        again.reject()


async def test_what_cannot_be_sent_is_told_and_leaves_no_chip(tmp_path: Path) -> None:
    async with world() as w:
        big = at(tmp_path, "big.txt", b"a" * (LIMITS[FileKind.TEXT] + 1))
        paths = [big, at(tmp_path, "run.exe", b"MZ\x90\x00"), tmp_path, at(tmp_path, "no.bin", b"\x00"), big]
        assert drop(w.page.composer, urls(*paths))
        await until(lambda: not w.page.composer.strip.isVisible())
        said = w.page.notices.text().split("\n")
        assert "a text file may have 1 MB at most" in said[0]
        assert "“run.exe” is a program" in said[1]
        assert "is a folder" in said[2]
        assert said[3] == "and 2 more"


async def test_a_name_that_hides_something_is_shown_with_marks(tmp_path: Path) -> None:
    async with world() as w:
        drop(w.page.composer, urls(at(tmp_path, "gnp.\u202eexe", b"MZ\x90\x00")))
        await until(lambda: w.page.notices.isVisible())
        assert "\u202e" not in w.page.notices.text()


async def test_no_more_than_twenty_files_go_with_a_message(tmp_path: Path) -> None:
    async with world() as w:
        paths = [at(tmp_path, f"{n}.txt", f"text {n}".encode()) for n in range(MOST_FILES + 2)]
        drop(w.page.composer, urls(*paths))
        await ready(w, MOST_FILES)
        assert w.page.notices.text() == "At most 20 files go with one message."
        assert w.page.composer.height() < 320


async def test_all_files_together_have_a_limit_too(tmp_path: Path) -> None:
    async with world() as w:
        paths = [at(tmp_path, f"{n}.png", png(n + 1) + bytes(17_000_000)) for n in range(3)]
        drop(w.page.composer, urls(*paths))
        await ready(w, 2)
        await until(w.page.notices.isVisible)
        assert w.page.notices.text() == "“2.png” was not attached: all files of a message may have 50 MB together."
        assert names(w) == ["0.png", "1.png"]


async def test_a_chip_is_removed_by_keyboard_and_the_focus_goes_on(tmp_path: Path) -> None:
    async with world() as w:
        drop(w.page.composer, urls(*(at(tmp_path, f"{n}.txt", f"text {n}".encode()) for n in range(3))))
        await ready(w, 3)
        w.window.activateWindow()
        w.page.composer.take_focus()
        await until(w.page.composer.field.hasFocus)
        for left in (["0.txt", "1.txt"], ["0.txt"], []):
            focus = QApplication.focusWidget()
            if focus is w.page.composer.field:
                QTest.keyClick(focus, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
            button = QApplication.focusWidget()
            assert isinstance(button, QToolButton)
            assert button.accessibleName() == f"Remove {len(left)}.txt"
            QTest.keyClick(button, Qt.Key.Key_Space)
            assert names(w) == left
        assert w.page.composer.field.hasFocus()


async def test_nothing_is_sent_while_a_file_is_read_and_files_alone_can_be_sent(tmp_path: Path) -> None:
    async with world() as w:
        w.page.composer.set_text("Look")
        drop(w.page.composer, urls(at(tmp_path, "a.png", png())))
        w.page.composer.field.request_submit()
        assert w.page.conversation.empty
        assert "being read" in w.page.composer.hint()
        await ready(w, 1)
        w.page.composer.clear()
        assert w.button("sendButton").isEnabled()
        w.page.composer.field.request_submit()
        conversation = w.page.conversation
        assert conversation.title == "a.png"
        assert asked(conversation).parts == asked(conversation).attachments()
        await conversation.session.wait_idle()


async def test_each_conversation_keeps_its_own_files(tmp_path: Path) -> None:
    async with world() as w:
        first = w.ask("tour", "Hello")
        await first.session.wait_idle()
        drop(w.page.composer, urls(at(tmp_path, "a.png", png())))
        w.book.open_new()  # while it is still being read
        assert not w.page.composer.strip.isVisible()
        w.book.open(first.id)
        await ready(w, 1)
        assert w.page.composer.strip.isVisible()


async def test_an_edit_has_the_files_of_its_message_and_gives_the_draft_back(tmp_path: Path) -> None:
    async with world() as w:
        drop(w.page.composer, urls(at(tmp_path, "a.png", png()), at(tmp_path, "b.txt", b"words")))
        await ready(w, 2)
        conversation = w.ask("tour", "First")
        await conversation.session.wait_idle()
        drop(w.page.composer, urls(at(tmp_path, "draft.txt", b"draft")))
        await ready(w, 1)
        w.page.transcript.actionRequested.emit("edit", asked(conversation).id)
        assert names(w) == ["a.png", "b.txt"]
        w.page.editing.cancel()
        assert names(w) == ["draft.txt"]
        w.page.transcript.actionRequested.emit("edit", asked(conversation).id)
        removes = w.page.composer.strip.findChildren(QToolButton, "removeAttachmentButton")
        next(button for button in removes if button.accessibleName() == "Remove b.txt" and button.isVisible()).click()
        w.page.composer.set_text("Second")
        w.page.composer.field.request_submit()
        assert [part.name for part in asked(conversation).attachments()] == ["a.png"]
        assert names(w) == ["draft.txt"]
        await conversation.session.wait_idle()
        files = conversation.session.files
        used = {part.sha256 for message in conversation.session.messages for part in message.attachments()}
        assert files.collect(used) == 1  # b.txt; the picture is used, the draft is held


async def test_files_wait_in_the_queue_with_their_message(tmp_path: Path) -> None:
    async with world(speed=1.0) as w:
        conversation = w.ask("tour", "First")
        drop(w.page.composer, urls(at(tmp_path, "a.png", png())))
        await ready(w, 1)
        w.page.composer.set_text("Then this")
        w.page.composer.field.request_submit()
        assert not w.page.composer.strip.isVisible()
        (queued,) = conversation.queue.waiting
        assert [part.name for part in queued.attachments] == ["a.png"]
        w.page.queueing.edit(queued.id)
        assert names(w) == ["a.png"]
        conversation.session.stop()
        await conversation.session.wait_idle()


def test_thumbnails_are_bounded_whatever_an_image_claims() -> None:
    small = thumbnail(png(400, 100), "image/png", 100, 100)
    assert small is not None
    assert (small.width(), small.height()) == (100, 25)
    same = thumbnail(png(4, 2), "image/png", 100, 100)
    assert same is not None
    assert (same.width(), same.height()) == (4, 2)
    assert thumbnail(pixel_bomb(), "image/png", 100, 100) is None
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    for media_type in ("image/png", "image/svg+xml", "text/plain", "image/webp"):
        assert thumbnail(svg, media_type, 100, 100) is None
    gif = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
    assert thumbnail(gif, "image/gif", 100, 100) is not None
