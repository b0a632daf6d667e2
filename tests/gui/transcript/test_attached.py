"""Attached files in the transcript: shown above the user's words, drawn from the conversation's own files, saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.attachments import MemoryAttachments, Prepared, prepare
from core.messages import AttachmentPart, Message, Part, Role, TextPart
from core.session import MessageAdded
from gui.chat.history import items_of
from gui.chat.saving import safe_name
from gui.transcript.blocks.attachment import AttachedPiece
from gui.transcript.blocks.plaintext import UserPiece
from gui.transcript.plain import item_markdown, item_text
from tests.gui.test_page import until, world
from tests.gui.transcript.stage import Stage, hover, mouse, pieces
from tests.support.samples import pdf, pixel_bomb, png

GREEN = QColor(0x30, 0x80, 0x60)


class Shelf:
    """Files of a conversation on the stage."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.files = MemoryAttachments()
        stage.model.files = self.files

    def part(self, data: bytes, name: str) -> AttachmentPart:
        prepared = prepare(data, name, self.files)
        assert isinstance(prepared, Prepared)
        return prepared.part

    def say(self, *parts: Part) -> None:
        self.stage.feed.handle(MessageAdded(Message("m1", Role.USER, parts)))
        self.stage.settle()

    @property
    def piece(self) -> AttachedPiece:
        return next(piece for piece in pieces(self.stage) if isinstance(piece, AttachedPiece))

    def spot(self, number: int) -> QPoint:
        """The middle of a file's button, in the viewport."""
        corner = self.stage.view.canvas.piece_rect(0, self.piece).topLeft()
        return (corner + self.piece.spots()[number].rect.center()).toPoint()


@pytest.fixture
def shelf(stage: Stage) -> Shelf:
    return Shelf(stage)


def colors(shelf: Shelf) -> set[str]:
    image = shelf.stage.view.viewport().grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}


def test_files_stand_above_the_words_in_one_order(shelf: Shelf) -> None:
    shelf.say(TextPart("Look"), shelf.part(b"words", "b.txt"), shelf.part(png(), "a.png"))
    made = [type(piece) for piece in pieces(shelf.stage)]
    assert made == [AttachedPiece, UserPiece]
    assert item_text(shelf.stage.model.items[0]) == "b.txt (5 bytes)\na.png (73 bytes)\n\nLook"
    assert item_markdown(shelf.stage.model.items[0]) == "Look"
    assert len(shelf.piece.spots()) == 2


def test_a_picture_is_drawn_when_it_has_been_read_and_nothing_moves(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.say(TextPart("Look"), shelf.part(png(600, 300), "a.png"))
    height = shelf.stage.view.canvas.height
    qtbot.waitUntil(lambda: GREEN.name() in colors(shelf), timeout=10_000)
    assert shelf.stage.view.canvas.height == height


def test_what_cannot_be_drawn_has_an_icon(shelf: Shelf, qtbot: QtBot) -> None:
    lost = AttachmentPart("lost.png", "image/png", "0" * 64, 9)
    shelf.say(shelf.part(pixel_bomb(), "bomb.png"), lost, shelf.part(b"RIFF1234WEBPVP8 ", "a.webp"))
    thumbnails = shelf.stage.view.canvas.styles.thumbnails
    assert thumbnails is not None
    shelf.stage.view.viewport().grab()
    qtbot.waitUntil(lambda: not thumbnails.waiting, timeout=10_000)
    assert [thumbnails.get(part) for part in shelf.piece.files] == [None, None, None]
    assert GREEN.name() not in colors(shelf)


def test_pictures_out_of_sight_are_not_read(shelf: Shelf) -> None:
    part = shelf.part(png(), "a.png")
    shelf.say(part)
    for number in range(40):
        shelf.stage.user(f"More {number}\n" * 5)
    shelf.stage.clear()
    files = MemoryAttachments()
    shelf.stage.model.files = files
    thumbnails = shelf.stage.view.canvas.styles.thumbnails
    assert thumbnails is not None
    messages = [Message("m", Role.USER, (AttachmentPart("far.png", "image/png", "1" * 64, 1),))]
    messages += [Message(f"u{n}", Role.USER, (TextPart("line\n" * 30),)) for n in range(20)]
    shelf.stage.feed.load(messages)
    shelf.stage.settle()
    shelf.stage.view.viewport().grab()
    assert not thumbnails.waiting


def test_many_files_wrap_and_stay_inside_the_column(shelf: Shelf) -> None:
    parts = [shelf.part(png(n + 1, 2), f"{n}.png") for n in range(5)]
    parts += [shelf.part(f"text {n}".encode(), f"{n}{'long ' * 30}.txt") for n in range(5)]
    shelf.say(TextPart("Look"), *parts)
    for width in (800, 420):
        shelf.stage.view.resize(width, 600)
        shelf.stage.settle()
        piece, column = shelf.piece, shelf.stage.view.canvas.layout.width
        rects = [spot.rect for spot in piece.spots()]
        assert len(rects) == 10
        assert all(rect.left() >= 0 and rect.right() <= piece.width for rect in rects)
        assert piece.x >= 0
        assert piece.x + piece.width <= column + 1
        assert max(rect.bottom() for rect in rects) <= piece.height


def test_a_file_is_saved_only_by_its_button(shelf: Shelf) -> None:
    wishes: list[tuple[str, int]] = []
    shelf.stage.view.fileRequested.connect(lambda message, number: wishes.append((message, number)))
    shelf.say(TextPart("Look"), shelf.part(png(), "a.png"), shelf.part(pdf("x"), "b.pdf"))
    first = shelf.spot(0)
    for point in (first - QPoint(100, 60), first, shelf.spot(1)):
        hover(shelf.stage, point)
        mouse(shelf.stage.view, QEvent.Type.MouseButtonPress, point)
        mouse(shelf.stage.view, QEvent.Type.MouseButtonRelease, point)
    assert wishes == [("m1", 0), ("m1", 1)]


def test_files_alone_have_no_card_of_words() -> None:
    part = AttachmentPart("a.png", "image/png", "0" * 64, 9)
    (item,) = items_of([Message("m", Role.USER, (part,))])
    assert [type(block.content).__name__ for block in item.blocks] == ["Attached"]
    assert item.version == (1, 1)


async def test_save_as_writes_the_bytes_where_the_person_chose(tmp_path: Path) -> None:
    async with world() as w:
        files = w.page.conversation.session.files
        prepared = prepare(b"the words", "../evil/notes.txt", files)
        assert isinstance(prepared, Prepared)
        w.page.conversation.session.target = None
        w.page.attaching.put([prepared.part])
        conversation = w.ask("tour", "Look")
        await conversation.session.wait_idle()
        message = conversation.session.messages[0]
        for name, said in (("out.txt", "Saved as out.txt"), ("no/folder.txt", "was not saved: No such file")):
            w.page.transcript.fileRequested.emit(message.id, 0)
            dialog = w.page.findChild(QFileDialog, "saveAttachmentDialog")
            assert isinstance(dialog, QFileDialog)
            assert [Path(chosen).name for chosen in dialog.selectedFiles()] == ["notes.txt"]
            dialog.fileSelected.emit(str(tmp_path / name))
            dialog.setObjectName("done")
            dialog.reject()
            await until(lambda said=said: said in w.page.notices.text())  # type: ignore[misc]  # bound at once
        assert (tmp_path / "out.txt").read_bytes() == b"the words"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("notes.txt", "notes.txt"),
        ("../../.bashrc", "bashrc"),
        ("C:\\temp\\CON.txt", "CON_.txt"),
        ("사진 1.png", "사진 1.png"),
        ("gnp.\u202eexe", "gnp exe"),
        ("..", "conversation"),
    ],
)
def test_names_of_files_are_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe
