"""What a message of ChatGPT's data export holds: a dozen kinds of content, as parts of ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from core.conversations.importing.planting import plain
from core.conversations.importing.values import ImportedFile, Notes, digest, objects_in, text_of
from core.filetypes import file_type
from core.messages import AttachmentPart, Part, ReasoningPart, TextPart

FindFile = Callable[[str], tuple[str, bytes] | None]

_NOT_SHOWN: Final = ("user_editable_context", "model_editable_context", "reasoning_recap")


@dataclass(slots=True)
class Content:
    """Parts, and the files that they speak of."""

    parts: tuple[Part, ...] = ()
    files: list[ImportedFile] = field(default_factory=list)


def content_parts(content: dict[str, Any], attached: list[dict[str, Any]], find: FindFile, note: Notes) -> Content:
    """The content of one message; `attached` are the files that its metadata names."""
    found = Content()
    kind = text_of(content.get("content_type")) or "text"
    names = {text_of(each.get("id")): text_of(each.get("name")) for each in attached}
    named = dict(names)
    match kind:
        case "text" | "multimodal_text":
            parts = content.get("parts")
            for part in parts if isinstance(parts, list) else []:
                found.parts += _one(part, names, named, found, find, note)
        case "thoughts":
            found.parts = tuple(
                ReasoningPart(words) for each in objects_in(content.get("thoughts")) if (words := _thought(each))
            )
        case "code" | "execution_output" | "system_error":
            found.parts = plain(text_of(content.get("text")))
        case "tether_quote":
            lines = (text_of(content.get(name)) for name in ("title", "url", "text"))
            found.parts = plain("\n".join(line for line in lines if line))
        case "tether_browsing_display":
            found.parts = plain(text_of(content.get("result")) or text_of(content.get("summary")))
        case _ if kind in _NOT_SHOWN:
            pass
        case _:
            note(f"Content of the kind “{kind[:60]}” was taken as text.")
            found.parts = plain(_any_text(content))
    for key, name in named.items():  # those that no part of the content spoke of
        found.parts += _file(key, name, found, find, note)
    return found


def _one(
    part: Any, names: dict[str, str], named: dict[str, str], found: Content, find: FindFile, note: Notes
) -> tuple[Part, ...]:
    if isinstance(part, str):
        return plain(part)
    if not isinstance(part, dict):
        return ()
    if "asset_pointer" in part:
        key = text_of(part["asset_pointer"]).rpartition("/")[2].partition("#")[0]
        named.pop(key, None)
        return _file(key, names.get(key, ""), found, find, note)
    if part.get("content_type") == "audio_transcription":
        return plain(text_of(part.get("text")))
    audio = part.get("audio_asset_pointer")
    if isinstance(audio, dict):
        note("Recordings of sound are left out; what was said is kept where the export has it as text.")
        return ()
    return plain(_any_text(part))


def _file(key: str, name: str, found: Content, find: FindFile, note: Notes) -> tuple[Part, ...]:
    """An attachment where the export has the file and it is of a kind that can be attached, else its name."""
    there = find(key) if key else None
    kind = file_type(there[1]) if there else None
    if there is None or kind is None:
        note("Attached files that are not in the export, or of a kind that cannot be attached, stand there by name.")
        return (TextPart(f"[{name or 'attached file'}]"),)
    file = ImportedFile(digest(there[1]), there[1])
    found.files.append(file)
    return (AttachmentPart(name or there[0], kind.media_type, file.sha256, len(file.data)),)


def _thought(thought: dict[str, Any]) -> str:
    words = [text_of(thought.get("summary")), text_of(thought.get("content"))]
    if words[0]:
        words[0] = f"**{words[0]}**"
    return "\n\n".join(each for each in words if each)


def _any_text(content: dict[str, Any]) -> str:
    for name in ("text", "content", "result", "output_str", "summary"):
        if text_of(content.get(name)):
            return text_of(content[name])
    rest = {name: value for name, value in content.items() if name != "content_type"}
    return json.dumps(rest, ensure_ascii=False, indent=2) if rest else ""
