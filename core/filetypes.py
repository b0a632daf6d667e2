"""What a file is, by its content and never by its name, and how large it may be. Pure; reads no file."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MEGABYTE: Final = 1_000_000


class FileKind(StrEnum):
    IMAGE = "image"
    PDF = "pdf"
    TEXT = "text"


LIMITS: Final = {  # bytes
    FileKind.IMAGE: 20 * MEGABYTE,
    FileKind.PDF: 10 * MEGABYTE,
    FileKind.TEXT: 1 * MEGABYTE,
}
LARGEST: Final = max(LIMITS.values())
MANY_PAGES: Final = 100  # of a PDF: what vendors' models read at most

_IMAGES: Final = (
    ("image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("image/jpeg", re.compile(rb"\xff\xd8\xff")),
    ("image/gif", re.compile(rb"GIF8[79]a")),
    ("image/webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
)
# What is not sent, by how it begins, and what it is called.
_OTHERS: Final = (
    (re.compile(rb"MZ|\x7fELF|\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe"), "a program"),
    (re.compile(rb"PK\x03\x04"), "an archive or an office document"),
    (re.compile(rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ"), "an archive"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an office document"),
    (re.compile(rb"....ftyp(?:heic|heix|mif1|avif)", re.DOTALL), "a picture of a kind that models do not take"),
    (re.compile(rb"BM|II\*\x00|MM\x00\*"), "a picture of a kind that models do not take"),
    (re.compile(rb"....ftyp|\x1aE\xdf\xa3|ID3|OggS|fLaC|RIFF", re.DOTALL), "a recording of sound or video"),
    (re.compile(rb"SQLite format 3"), "a database"),
)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters that no text has; a terminal's colours (escape) and page breaks are text.
_CONTROL: Final = re.compile(r"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]")
_PAGES: Final = re.compile(rb"/Count\s+(\d{1,6})\b")


@dataclass(frozen=True, slots=True)
class FileType:
    kind: FileKind
    media_type: str


def file_type(data: bytes) -> FileType | None:
    """What `data` is; None where it is nothing that can be sent."""
    for media_type, start in _IMAGES:
        if start.match(data):
            return FileType(FileKind.IMAGE, media_type)
    if b"%PDF-" in data[:1024]:
        return FileType(FileKind.PDF, "application/pdf")
    return FileType(FileKind.TEXT, "text/plain") if decoded(data) is not None else None


def kind_of(media_type: str) -> FileKind:
    """The kind that a stored media type stands for."""
    if media_type.startswith("image/"):
        return FileKind.IMAGE
    return FileKind.PDF if media_type == "application/pdf" else FileKind.TEXT


def decoded(data: bytes) -> str | None:
    """`data` as text: UTF-8, UTF-16 with its mark, or Korean CP949; None where it is none of these."""
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(text) else text.replace("\r\n", "\n").replace("\r", "\n")
    return None


def name_of_other(data: bytes) -> str:
    """What a file that cannot be sent is called, as far as its beginning says; empty where it does not."""
    return next((name for start, name in _OTHERS if start.match(data)), "")


def page_count(data: bytes) -> int | None:
    """How many pages a PDF says it has, where that stands in it uncompressed."""
    counts = [int(found) for found in _PAGES.findall(data)]
    return max(counts) if counts else None


def size_text(size: int) -> str:
    """A size in bytes for a person: 340 bytes, 12 KB, 1.4 MB, 2.3 GB."""
    if size < 1000:
        return f"{size} bytes"
    if size < 999_500:
        return f"{size / 1000:.0f} KB"
    if size < 999.95 * MEGABYTE:
        return f"{size / MEGABYTE:.1f} MB".replace(".0 MB", " MB")
    return f"{size / MEGABYTE / 1000:.1f} GB".replace(".0 GB", " GB")
