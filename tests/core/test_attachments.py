"""Attachments: what may be attached, how it is kept, what of it is sent."""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.attachments import (
    AttachmentLost,
    Attachments,
    Contents,
    Files,
    MemoryAttachments,
    Prepared,
    Refused,
    Taker,
    prepare,
    read_contents,
)
from core.errors import BadRequestError
from core.filetypes import LIMITS, FileKind, decoded, file_type, size_text
from core.messages import AttachmentPart, Message, Role, TextPart
from core.pdf_words import pdf_words
from tests.support.samples import pdf, png

ANY = Taker("Here", pdf=True)
NO_PDF = Taker("Here", pdf=False)


@pytest.fixture(params=["disk", "memory"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    return Attachments(tmp_path / "attachments") if request.param == "disk" else MemoryAttachments()


def taken(data: bytes, name: str, files: Files) -> AttachmentPart:
    prepared = prepare(data, name, files)
    assert isinstance(prepared, Prepared), prepared
    return prepared.part


def refused(source: bytes | Path, name: str = "x") -> str:
    answer = prepare(source, name, MemoryAttachments())
    assert isinstance(answer, Refused), answer
    return answer.sentence


def said(*parts: AttachmentPart, number: int = 1) -> Message:
    return Message(f"m{number}", Role.USER, (TextPart("Look"), *parts))


# --- what a file is ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (png(), "image/png"),
        (b"\xff\xd8\xff\xe0 and so on", "image/jpeg"),
        (b"GIF89a...", "image/gif"),
        (b"RIFF\x01\x02\x03\x04WEBPVP8 ", "image/webp"),
        (pdf("Hello"), "application/pdf"),
        (b"plain words\n", "text/plain"),
        ("한국어".encode(), "text/plain"),
        ("한국어".encode("cp949"), "text/plain"),
        ("한국어".encode("utf-16"), "text/plain"),
        (b"\xef\xbb\xbfwith a mark", "text/plain"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "text/plain"),
        (b"<!doctype html><script>alert(1)</script>", "text/plain"),
        (b"\x1b[31mred\x1b[0m", "text/plain"),
    ],
)
def test_a_file_is_what_its_content_says(data: bytes, media_type: str, files: Files) -> None:
    part = taken(data, "photo.exe", files)
    assert part == AttachmentPart("photo.exe", media_type, hashlib.sha256(data).hexdigest(), len(data))
    assert files.read(part.sha256) == data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"MZ\x90\x00\x03\x00", "is a program"),
        (b"\x7fELF\x02\x01\x01\x00", "is a program"),
        (b"PK\x03\x04\x14\x00\x00\x00", "is an archive or an office document"),
        (b"\x00\x00\x00\x18ftypheic", "is a picture of a kind that models do not take"),
        (b"\x00\x00\x00\x18ftypmp42", "is a recording"),
        (bytes(range(256)), "is not of a kind that can be sent"),
    ],
)
def test_what_cannot_be_sent_is_refused_in_words(data: bytes, words: str) -> None:
    assert words in refused(data, "thing.png")
    assert "“thing.png”" in refused(data, "thing.png")


def test_a_text_that_begins_like_a_program_is_a_text() -> None:
    assert file_type(b"MZ is a prefix of Mozambique") is not None


@pytest.mark.parametrize(("start", "kind"), [(png(), FileKind.IMAGE), (pdf(), FileKind.PDF), (b"a", FileKind.TEXT)])
def test_too_much_is_refused_with_both_sizes(start: bytes, kind: FileKind) -> None:
    limit = LIMITS[kind]
    assert isinstance(prepare(start + b" " * (limit - len(start)), "x", MemoryAttachments()), Prepared)
    if kind is FileKind.TEXT:
        assert refused(b"a" * 2_400_000) == "“x” has 2.4 MB; a text file may have 1 MB at most."
    else:
        assert f"may have {size_text(limit)} at most" in refused(start + b" " * limit)


def test_a_long_pdf_is_taken_with_a_note() -> None:
    prepared = prepare(pdf(*["word"] * 120), "long.pdf", MemoryAttachments())
    assert isinstance(prepared, Prepared)
    assert prepared.note == "“long.pdf” has 120 pages; many models read 100 at most."


def test_folders_devices_and_missing_files_are_refused(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)
    assert "cannot be read: No such file" in refused(tmp_path / "none")
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    assert "is not a file" in refused(fifo)
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(3_000_000_000)
    assert "has 3 GB" in refused(huge)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1), st.sampled_from(["utf-8", "utf-16"])
)
def test_text_is_read_as_it_was_written(text: str, encoding: str) -> None:
    if encoding == "utf-8" and text.startswith("\ufeff"):
        return  # that is the mark
    assert decoded(text.encode(encoding)) == text


# --- keeping ----------------------------------------------------------------------------------------------------------


@given(st.lists(st.binary(max_size=8), max_size=6))
def test_what_is_kept_comes_back(contents: list[bytes]) -> None:
    files = MemoryAttachments()
    hashes = [files.keep(data) for data in contents]
    assert [files.read(sha256) for sha256 in hashes] == contents


def test_the_same_content_is_one_file_however_often_it_comes(tmp_path: Path) -> None:
    files = Attachments(tmp_path)
    sha256 = files.keep(b"one")
    path = tmp_path / sha256[:2] / sha256
    before = path.stat().st_mtime_ns
    assert files.keep(b"one") == sha256
    assert [each.stat().st_mtime_ns for each in tmp_path.rglob("*") if each.is_file()] == [before]


def test_a_damaged_file_is_noticed_and_mended_when_it_comes_again(tmp_path: Path) -> None:
    files = Attachments(tmp_path)
    sha256 = files.keep(b"one")
    (tmp_path / sha256[:2] / sha256).write_bytes(b"two")
    with pytest.raises(AttachmentLost, match="damaged"):
        files.read(sha256)
    files.keep(b"one")
    assert files.read(sha256) == b"one"


@pytest.mark.parametrize("sha256", ["../../etc/passwd", "", "0" * 63, "0" * 64])
def test_nothing_else_is_ever_read(sha256: str, files: Files) -> None:
    with pytest.raises(AttachmentLost):
        files.read(sha256)


def test_what_nobody_uses_or_holds_is_deleted(files: Files) -> None:
    used, held, twice, gone = (files.keep(data) for data in (b"used", b"held", b"twice", b"gone"))
    assert files.keep(b"twice") == twice
    files.release([used, twice, gone])
    assert files.collect([used]) == 1
    assert [files.read(sha256) for sha256 in (used, held, twice)] == [b"used", b"held", b"twice"]
    with pytest.raises(AttachmentLost, match="no longer there"):
        files.read(gone)
    files.release([held, twice, twice, "never"])
    assert files.collect([]) == 3


def test_collecting_touches_no_file_of_others_and_takes_what_a_crash_left(tmp_path: Path) -> None:
    files = Attachments(tmp_path)
    sha256 = files.keep(b"one")
    files.release([sha256])
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / sha256[:2] / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / sha256[:2] / f"{sha256}abc.new").write_bytes(b"half")
    assert files.collect([sha256]) == 1
    left = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert left == sorted([sha256, "mine.txt", "notes.txt"])


def test_a_full_or_closed_disk_refuses_in_words(tmp_path: Path) -> None:
    in_the_way = tmp_path / "attachments"
    in_the_way.write_text("a file", encoding="utf-8")
    answer = prepare(b"words", "note.txt", Attachments(in_the_way))
    assert isinstance(answer, Refused)
    assert answer.sentence.startswith("“note.txt” cannot be kept: ")


# --- sending ----------------------------------------------------------------------------------------------------------


def contents(files: Files, taker: Taker, *messages: Message) -> Contents:
    return read_contents(messages, files, taker)


def test_pictures_and_pdf_go_as_base64_and_text_as_words(files: Files) -> None:
    image, paper, note = taken(png(), "a.png", files), taken(pdf("Hi"), "b.pdf", files), taken(b"x\r\ny", "c", files)
    sent = contents(files, ANY, said(image, paper, note))
    found = sent.by_hash
    assert [found[part.sha256].kind for part in (image, paper)] == [FileKind.IMAGE, FileKind.PDF]
    assert base64.b64decode(sent.filling[found[image.sha256].data]) == png()
    assert base64.b64decode(sent.filling[found[paper.sha256].data]) == pdf("Hi")
    assert (found[note.sha256].kind, found[note.sha256].data) == (FileKind.TEXT, "x\ny")


def test_a_server_without_pdf_gets_its_words(files: Files) -> None:
    paper = taken(pdf("First page", "Second page"), "b.pdf", files)
    found = contents(files, NO_PDF, said(paper)).by_hash[paper.sha256]
    assert found.kind is FileKind.TEXT
    assert found.data == "[page 1]\nFirst page\n\n[page 2]\nSecond page"


def test_a_file_that_cannot_go_with_the_newest_message_is_an_error(files: Files) -> None:
    scan = taken(pdf(), "scan.pdf", files)
    with pytest.raises(BadRequestError, match=r"“scan.pdf” was not sent: Here takes no PDF files, and no words"):
        contents(files, NO_PDF, said(scan))
    photo = taken(png() + b" " * 6_000_000, "photo.png", files)
    with pytest.raises(BadRequestError, match=r"it has 6 MB, and Here takes pictures of 5 MB at most"):
        contents(files, Taker("Here", True, 5_000_000), said(photo))


def test_a_file_of_an_earlier_message_is_left_out_with_a_notice(files: Files) -> None:
    lost = AttachmentPart("lost.txt", "text/plain", "0" * 64, 4)
    found = contents(files, ANY, said(lost), said(number=2))
    assert found.by_hash == {}
    assert found.notices == ("“lost.txt” was left out: the file is no longer there.",)


def test_broken_pdfs_have_no_words_and_take_no_time() -> None:
    whole = pdf("Hello")
    for data in (b"%PDF-1.7 and nothing", whole[: len(whole) // 2], whole.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")):
        assert isinstance(pdf_words(data), str)
    assert pdf_words(whole, 0.0) in ("", "[page 1]\nHello")
