"""Answers that are no answer: HTTP errors, redirects, web pages, JSON of something else, errors inside a stream."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from core.errors import ErrorKind
from core.limits import Limits
from core.messages import FinishReason
from core.providers.base import WireProtocol
from tests.support.oddities.oddity import (
    KEY,
    LIMITS,
    PIECES,
    TEXT,
    Expected,
    Oddity,
    everywhere,
    fails,
    plain,
    plain_events,
    plain_whole,
    streamed,
    unstreamed,
)
from tests.support.script import Answer, Pause, whole

_HTML = (
    b"<!DOCTYPE html>\n<html><head><title>It works</title><script>alert(1)</script></head><body>Welcome to nginx</body>"
)
_RETRYING = dataclasses.replace(LIMITS, max_retries=2)


def _error(message: str, **more: Any) -> bytes:
    return json.dumps({"type": "error", "error": {"message": message, "type": "some_error", **more}}).encode()


def _both(protocol: WireProtocol, name: str, answer: Answer, expected: Expected, **more: Any) -> list[Oddity]:
    """The same answer, whether a stream was asked for or not."""
    return [
        streamed(protocol, name, answer, expected, **more),
        unstreamed(protocol, name, answer, expected, **more),
    ]


def _statuses(protocol: WireProtocol) -> list[Oddity]:
    kinds = {
        400: ErrorKind.BAD_REQUEST,
        401: ErrorKind.AUTH,
        403: ErrorKind.AUTH,
        404: ErrorKind.NOT_FOUND,
        408: ErrorKind.SERVER,
        409: ErrorKind.SERVER,
        422: ErrorKind.BAD_REQUEST,
        429: ErrorKind.RATE_LIMIT,
        500: ErrorKind.SERVER,
        502: ErrorKind.SERVER,
        529: ErrorKind.OVERLOADED,
    }
    oddities = []
    for status, kind in kinds.items():
        answer = whole(_error("the server's own words"), status=status)
        oddities += _both(protocol, f"status-{status}", answer, fails(kind, says=("the server's own words",)))
    return oddities


def _special_statuses(protocol: WireProtocol) -> list[Oddity]:
    date = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    too_long = _error("This model's maximum context length is 8 tokens.", code="context_length_exceeded")
    elsewhere = (("Location", "http://127.0.0.1:9/elsewhere"),)
    return [
        *_both(
            protocol,
            "retry-after-seconds",
            whole(_error("slow down"), status=429, headers=(("Retry-After", "7"),)),
            fails(ErrorKind.RATE_LIMIT, retry_after_s=7.0),
        ),
        *_both(
            protocol,
            "retry-after-date",
            whole(_error("slow down"), status=429, headers=(("Retry-After", date),)),
            fails(ErrorKind.RATE_LIMIT, retry_after_s=7200.0),
            limits=_RETRYING,  # too long to wait for: shown instead of slept
            prompt_seconds=5,
        ),
        *_both(protocol, "context-exceeded", whole(too_long, status=400), fails(ErrorKind.CONTEXT_EXCEEDED)),
        *_both(
            protocol,
            "redirect",
            whole(b"", status=302, headers=elsewhere),
            fails(ErrorKind.REDIRECT, says=("http://127.0.0.1:9/elsewhere",)),
        ),
        *_both(
            protocol,
            "redirect-308",
            whole(b"", status=308, headers=elsewhere),
            fails(ErrorKind.REDIRECT, says=("http://127.0.0.1:9/elsewhere",)),
        ),
        *_both(
            protocol,
            "html-502",
            whole(_HTML, status=502, content_type="text/html"),
            fails(ErrorKind.SERVER, says=("It works",)),
        ),
        *_both(protocol, "key-echoed", whole(_error(f"{KEY} is no key"), status=401), fails(ErrorKind.AUTH)),
        *_both(protocol, "key-echoed-in-a-page", whole(f"<p>{KEY}</p>".encode()), fails(ErrorKind.PROTOCOL)),
        *_both(protocol, "empty-500", whole(b"", status=500), fails(ErrorKind.SERVER)),
        *_both(protocol, "error-as-text", whole(b'"nope"', status=400), fails(ErrorKind.BAD_REQUEST)),
        *_both(protocol, "error-null", whole(b'{"error":null}', status=400), fails(ErrorKind.BAD_REQUEST)),
    ]


def _not_this_api(protocol: WireProtocol) -> list[Oddity]:
    page = fails(ErrorKind.PROTOCOL, says=("web page", "/v1"))
    other = fails(ErrorKind.PROTOCOL)
    return [
        *_both(protocol, "html-200", whole(_HTML, content_type="text/html"), page),
        *_both(protocol, "html-labelled-json", whole(_HTML), page),
        *_both(protocol, "html-labelled-events", whole(_HTML, content_type="text/event-stream"), page),
        *_both(protocol, "json-of-something-else", whole(b'{"hello": "world", "version": 3}'), other),
        *_both(protocol, "json-list", whole(b"[1, 2, 3]"), other),
        *_both(protocol, "json-null", whole(b"null"), other),
        *_both(protocol, "plain-words", whole(b"Ollama is running", content_type="text/plain"), other),
        *_both(protocol, "nothing", whole(b""), fails(ErrorKind.PROTOCOL, ErrorKind.TRUNCATED)),
        *_both(
            protocol,
            "error-with-status-200",
            whole(_error("all wrong")),
            fails(ErrorKind.PROVIDER, says=("all wrong",)),
        ),
    ]


def _json_for_a_stream(protocol: WireProtocol) -> list[Oddity]:
    said = Expected(text=TEXT)
    return [
        streamed(protocol, "json-for-a-stream", whole(plain_whole(protocol)), said),
        streamed(
            protocol, "json-labelled-events", whole(plain_whole(protocol), content_type="text/event-stream"), said
        ),
        streamed(
            protocol,
            "json-for-a-stream-cut",
            whole(plain_whole(protocol, finish=FinishReason.LENGTH)),
            Expected(text=TEXT, reason=FinishReason.LENGTH),
        ),
    ]


def _errors_in_streams(protocol: WireProtocol) -> list[Oddity]:
    broken = plain(protocol, error="the disk is full")
    events = plain_events(protocol)
    at_once = plain_events(protocol, text=(), error="not today")[-1]
    after = b"".join(events[: next(n for n, event in enumerate(events) if b"Hello" in event) + 1])
    bare = b'event: error\ndata: {"error":"plain words"}\n\n'
    return [
        streamed(protocol, "error-halfway", broken, fails(ErrorKind.PROVIDER, text=TEXT, says=("the disk is full",))),
        streamed(
            protocol,
            "error-halfway-then-open",
            Answer((broken, Pause(30))),
            fails(ErrorKind.PROVIDER, text=TEXT, says=("the disk is full",)),
            prompt_seconds=5,
        ),
        streamed(
            protocol, "key-echoed", plain(protocol, error=f"{KEY} is no key"), fails(ErrorKind.PROVIDER, text=TEXT)
        ),
        streamed(protocol, "error-at-once", at_once, fails(ErrorKind.PROVIDER, says=("not today",))),
        streamed(
            protocol, "error-as-words", after + bare, fails(ErrorKind.PROVIDER, text=PIECES[0], says=("plain words",))
        ),
    ]


def _retries(protocol: WireProtocol) -> list[Oddity]:
    again: Limits = _RETRYING
    soon = (("Retry-After", "0"),)
    good = Answer((plain(protocol),))
    refused = whole(_error("slow down"), status=429, headers=soon)
    at_once = Answer((plain_events(protocol, text=(), error="not today")[-1],))
    said = Expected(text=TEXT)
    halfway = Answer((plain(protocol, error="the disk is full"),))
    return [
        Oddity("429-then-answer", protocol, True, (refused, good), said, again),
        Oddity("429-twice-then-answer", protocol, True, (refused, refused, good), said, again),
        Oddity("429-thrice", protocol, True, (refused, refused, refused, good), fails(ErrorKind.RATE_LIMIT), again),
        Oddity("error-at-once-then-answer", protocol, True, (at_once, good), said, again),
        Oddity(
            "nothing-again-after-text", protocol, True, (halfway, good), fails(ErrorKind.PROVIDER, text=TEXT), again
        ),
        Oddity("429-then-answer", protocol, False, (refused, whole(plain_whole(protocol))), said, again),
    ]


STATUS_ODDITIES = (
    *everywhere(_statuses),
    *everywhere(_special_statuses),
    *everywhere(_not_this_api),
    *everywhere(_json_for_a_stream),
    *everywhere(_errors_in_streams),
    *everywhere(_retries),
)
