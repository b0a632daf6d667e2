"""The first bytes decide what a body is, whatever its label and however they are cut."""

from __future__ import annotations

import pytest

from core.wire.sniff import Body, blankless, sniff

EVENT_STREAM, JSON, HTML = "text/event-stream; charset=utf-8", "application/json", "text/html"
CASES = [
    (b"data: {}\n\n", "", Body.EVENTS),
    (b"data:{}\n\n", JSON, Body.EVENTS),
    (b"\xef\xbb\xbfdata: {}\n\n", HTML, Body.EVENTS),
    (b"\r\n\r\nevent: x\r\n", "", Body.EVENTS),
    (b": ping\n\n", "", Body.EVENTS),
    (b"retry: 3\n", "", Body.EVENTS),
    (b"id\ndata: x\n", "", Body.EVENTS),
    (b"other: x\ndata: x\n\n", EVENT_STREAM, Body.EVENTS),
    (b"", EVENT_STREAM, Body.EVENTS),
    (b' \n\xef\xbb\xbf{"a": 1}', EVENT_STREAM, Body.JSON),
    (b"[1]", "text/plain", Body.JSON),
    (b"null", JSON, Body.JSON),
    (b"null", "text/plain", Body.OTHER),
    (b"<html>", EVENT_STREAM, Body.PAGE),
    (b"<?xml ?>", JSON, Body.PAGE),
    (b"dataset", "", Body.OTHER),
    (b"Not found", "", Body.OTHER),
    (b"Not found", JSON, Body.OTHER),
    (b" \n", JSON, Body.EMPTY),
    (b"", "", Body.EMPTY),
]


@pytest.mark.parametrize(("data", "content_type", "kind"), CASES)
def test_kinds(data: bytes, content_type: str, kind: Body) -> None:
    assert sniff(data, content_type, whole=True) is kind


@pytest.mark.parametrize(("data", "content_type", "kind"), CASES)
def test_a_cut_changes_nothing(data: bytes, content_type: str, kind: Body) -> None:
    for size in range(len(data)):
        found = sniff(data[:size], content_type, whole=False)
        assert found in (None, kind)


def test_blank_bytes_do_not_pile_up() -> None:
    head = b""
    for _ in range(1000):
        head = blankless(head + b" \n")
        assert sniff(head, JSON, whole=False) is None
    assert head == b""
