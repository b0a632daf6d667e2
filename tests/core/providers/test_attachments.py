"""Attachments on the wire: the bodies that a real server gets, in all three protocols."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from core.attachments import Files, MemoryAttachments, Prepared, prepare
from core.events import Notice, Stamped, TurnFinished
from core.factory import create_provider
from core.messages import AttachmentPart, Outcome
from core.providers.base import ProviderSpec, WireProtocol
from core.session import Session, SessionEvent, Target
from tests.support.samples import pdf, png
from tests.support.script import Answer, whole
from tests.support.server import Server

CHAT, RESPONSES, MESSAGES = WireProtocol
PNG, PDF, TEXT = png(3, 3), pdf("Words of the paper"), b"a ``` b\n"
ANSWERS = {
    CHAT: {"choices": [{"message": {"content": "ok"}, "finish_reason": "stop"}]},
    RESPONSES: {
        "object": "response",
        "status": "completed",
        "output": [{"type": "message", "content": [{"type": "output_text", "text": "ok"}]}],
    },
    MESSAGES: {"type": "message", "content": [{"type": "text", "text": "ok"}], "stop_reason": "end_turn"},
}


def url(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def taken(files: Files, *given: tuple[bytes, str]) -> list[AttachmentPart]:
    parts = []
    for data, name in given:
        prepared = prepare(data, name, files)
        assert isinstance(prepared, Prepared)
        parts.append(prepared.part)
    return parts


class Talk:
    """A session whose turns go to a server that notes what it gets."""

    def __init__(self, protocol: WireProtocol, *answers: Answer, pdf: bool = False) -> None:
        self.protocol, self.pdf = protocol, pdf
        self.files = MemoryAttachments()
        self.session = Session(files=self.files, stream=False)
        self.server = Server(answers or [whole(json.dumps(ANSWERS[protocol]).encode())])
        self.log: list[SessionEvent] = []
        self.session.subscribe(self.log.append)

    async def say(self, text: str, *given: tuple[bytes, str], times: int = 1) -> None:
        await self.do(lambda: self.session.send(text, taken(self.files, *given)), times=times)

    async def do(self, *commands: Any, times: int = 1) -> None:
        async with self.server as server:
            path = "" if self.protocol is MESSAGES else "/v1"
            spec = ProviderSpec("here", "Here", self.protocol, server.url + path, key_required=False, pdf=self.pdf)
            provider = create_provider(spec, None)
            self.session.target = Target(provider, "m")
            try:
                for command in commands:
                    command()
                    await self.session.wait_idle()
            finally:
                await provider.aclose()

    @property
    def user(self) -> Any:
        """The content of the user's last message as the server got it."""
        body = self.server.requests[-1].json()
        return [item for item in body.get("messages") or body["input"] if item["role"] == "user"][-1]["content"]

    @property
    def finished(self) -> TurnFinished:
        return next(
            event.event
            for event in reversed(self.log)
            if isinstance(event, Stamped) and isinstance(event.event, TurnFinished)
        )

    @property
    def notices(self) -> list[str]:
        events = (event.event for event in self.log if isinstance(event, Stamped))
        return [event.text for event in events if isinstance(event, Notice)]


async def test_chat_completions_gets_pictures_files_and_fenced_text() -> None:
    talk = Talk(CHAT, pdf=True)
    await talk.say("Look", (PNG, "a.png"), (PDF, "b.pdf"), (TEXT, "c.md"))
    assert talk.user == [
        {"type": "image_url", "image_url": {"url": url("image/png", PNG)}},
        {"type": "file", "file": {"filename": "b.pdf", "file_data": url("application/pdf", PDF)}},
        {"type": "text", "text": "c.md\n````\na ``` b\n````"},
        {"type": "text", "text": "Look"},
    ]
    assert talk.finished.outcome is Outcome.FINISHED


async def test_responses_gets_input_items() -> None:
    talk = Talk(RESPONSES)
    await talk.say("Look", (PNG, "a.png"), (PDF, "b.pdf"), (TEXT, "c.md"))
    assert talk.user == [
        {"type": "input_image", "detail": "auto", "image_url": url("image/png", PNG)},
        {"type": "input_file", "filename": "b.pdf", "file_data": url("application/pdf", PDF)},
        {"type": "input_text", "text": "c.md\n````\na ``` b\n````"},
        {"type": "input_text", "text": "Look"},
    ]
    assert talk.finished.outcome is Outcome.FINISHED


async def test_messages_gets_images_and_documents() -> None:
    talk = Talk(MESSAGES)
    await talk.say("Look", (PNG, "a.png"), (PDF, "b.pdf"), (TEXT, "c.md"))
    picture, paper = base64.b64encode(PNG).decode(), base64.b64encode(PDF).decode()
    assert talk.user == [
        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": picture}},
        {
            "type": "document",
            "source": {"type": "base64", "media_type": "application/pdf", "data": paper},
            "title": "b.pdf",
        },
        {
            "type": "document",
            "source": {"type": "text", "media_type": "text/plain", "data": TEXT.decode()},
            "title": "c.md",
        },
        {"type": "text", "text": "Look"},
    ]
    assert talk.finished.outcome is Outcome.FINISHED


async def test_a_chat_server_that_takes_no_pdf_gets_its_words_as_plain_text() -> None:
    talk = Talk(CHAT)
    await talk.say("Look", (PDF, "b.pdf"))
    assert talk.user == "b.pdf\n```\n[page 1]\nWords of the paper\n```\n\nLook"


@pytest.mark.parametrize("protocol", WireProtocol)
async def test_a_picture_without_words_is_a_message(protocol: WireProtocol) -> None:
    talk = Talk(protocol)
    await talk.say("", (PNG, "holiday.png"))
    assert talk.session.title == "holiday.png"
    assert len(talk.user) == 1
    assert talk.finished.outcome is Outcome.FINISHED


@pytest.mark.parametrize("protocol", WireProtocol)
async def test_files_go_along_with_every_later_question_and_with_an_edit(protocol: WireProtocol) -> None:
    talk = Talk(protocol)
    session, files = talk.session, talk.files

    def edit() -> None:
        session.edit(session.messages[0].id, "Look closer")

    def edit_files() -> None:
        session.edit(session.messages[0].id, "This one", taken(files, (TEXT, "c.md")))

    await talk.do(
        lambda: session.send("Look", taken(files, (PNG, "a.png"))), lambda: session.send("And now?"), edit, edit_files
    )
    bodies = [json.dumps(request.json()) for request in talk.server.requests]
    encoded = base64.b64encode(PNG).decode()
    assert [encoded in body for body in bodies] == [True, True, True, False]
    assert ["Look closer" in body for body in bodies] == [False, False, True, False]


@pytest.mark.parametrize("protocol", WireProtocol)
async def test_a_server_that_sees_nothing_says_so_and_the_message_stays(protocol: WireProtocol) -> None:
    error = {"error": {"type": "invalid_request_error", "message": "This model does not support image input"}}
    talk = Talk(protocol, whole(json.dumps(error).encode(), status=400))
    await talk.say("Look", (PNG, "a.png"))
    failure = talk.finished.error
    assert failure is not None
    assert "does not support image input" in failure.message
    assert [part.name for part in talk.session.messages[0].attachments()] == ["a.png"]


@pytest.mark.parametrize("protocol", WireProtocol)
async def test_a_file_that_is_gone_is_left_out_later_and_told(protocol: WireProtocol) -> None:
    talk = Talk(protocol)
    session, files = talk.session, talk.files

    def ask_without() -> None:
        files.release([part.sha256 for part in session.messages[0].attachments()])
        files.collect([])
        session.send("And now?")

    await talk.do(lambda: session.send("Look", taken(files, (PNG, "a.png"))), ask_without)
    assert talk.notices == ["“a.png” was left out: the file is no longer there."]
    assert "This file is not available any more" in talk.server.requests[-1].body.decode()
    assert talk.finished.outcome is Outcome.FINISHED


async def test_a_file_that_is_gone_before_its_question_fails_the_turn_without_a_request() -> None:
    talk = Talk(CHAT)
    lost = AttachmentPart("lost.png", "image/png", "0" * 64, 4)
    await talk.do(lambda: talk.session.send("Look", [lost]))
    assert talk.server.requests == []
    assert talk.finished.error is not None
    assert talk.finished.error.message == "“lost.png” was not sent: the file is no longer there."
