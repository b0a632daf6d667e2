"""What a server answers, as our values: results of tools, words of prompts, bytes of resources."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import mcp_types as types

from core.errors import ToolError
from core.tools.base import ToolOutput, ToolPicture

MOST_PICTURES: Final = 8
_LARGEST_PICTURE: Final = 10_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Document:
    """What a resource holds."""

    name: str
    media_type: str
    data: bytes


def output(result: types.CallToolResult, remark: str = "") -> ToolOutput:
    """The result of a call; `remark` is what we have to say about it, and goes to the model too."""
    words, pictures = _content(result.content)
    structured = result.structured_content
    json_text = "" if structured is None else json.dumps(structured, ensure_ascii=False)
    if not words and json_text:
        words = [json_text]
    if remark:
        words.append(f"[{remark}]")
    return ToolOutput("\n\n".join(words) or "(no content)", json_text, None, tuple(pictures), bool(result.is_error))


def _content(blocks: Iterable[types.ContentBlock]) -> tuple[list[str], list[ToolPicture]]:
    words: list[str] = []
    pictures: list[ToolPicture] = []
    for block in blocks:
        match block:
            case types.TextContent(text=text):
                words.append(text)
            case types.ImageContent():
                picture = _picture(block, len(pictures) + 1)
                if isinstance(picture, str):
                    words.append(picture)
                elif len(pictures) < MOST_PICTURES:
                    words.append(f"[{picture.name}, shown to the user]")
                    pictures.append(picture)
            case types.AudioContent():
                words.append(f"[a sound, {block.mime_type}, which is not played]")
            case types.ResourceLink():
                words.append(f"[{block.title or block.name}]({block.uri})")
            case types.EmbeddedResource(resource=types.TextResourceContents() as resource):
                words.append(f"{resource.uri}\n{resource.text}")
            case types.EmbeddedResource(resource=resource):
                words.append(f"[a file, {resource.mime_type or 'of no named kind'}: {resource.uri}]")
    return words, pictures


def _picture(block: types.ImageContent, number: int) -> ToolPicture | str:
    try:
        data = base64.b64decode(block.data, validate=True)
    except (binascii.Error, ValueError):
        return "[a picture that could not be read]"
    if len(data) > _LARGEST_PICTURE:
        return f"[a picture of {len(data):,} bytes, which is too large to be shown]"
    return ToolPicture(data, block.mime_type, f"picture {number}")


def prompt_text(result: types.GetPromptResult) -> str:
    """The words of a prompt, to be put into a message. Raises ToolError where there are none."""
    words = [text for message in result.messages for text in _content([message.content])[0]]
    if not words:
        raise ToolError("The prompt is empty.")
    return "\n\n".join(words)


def documents(result: types.ReadResourceResult) -> tuple[Document, ...]:
    """The files of a resource. Raises ToolError where none can be read."""
    found = []
    for content in result.contents:
        name = unquote(urlsplit(str(content.uri)).path).rsplit("/", 1)[-1] or "resource"
        kind = content.mime_type or ""
        if isinstance(content, types.TextResourceContents):
            found.append(Document(name if "." in name else f"{name}.txt", kind or "text/plain", content.text.encode()))
            continue
        try:
            found.append(Document(name, kind, base64.b64decode(content.blob, validate=True)))
        except (binascii.Error, ValueError):
            raise ToolError(f"“{name}” could not be read: its bytes are not base64.") from None
    if not found:
        raise ToolError("The resource is empty.")
    return tuple(found)


def arguments_for(values: dict[str, Any]) -> dict[str, str]:
    """The arguments of a prompt: the protocol knows texts alone."""
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}
