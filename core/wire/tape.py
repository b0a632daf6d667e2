r"""The file of recordings: one exchange, or all those of a turn in their order. Readable, without keys.

The format is JSON lines in UTF-8: a line about the file, then for each exchange its own line, its chunks, its ending.

    {"rivulet-recording": 2, "by": "Rivulet 0.1.0", "made": "2026-11-21T18:40:00Z", "texts": "kept"}
    {"exchange": 1, "began": 0.0, "protocol": "openai-chat", "method": "POST", "path": "/v1/chat/completions",
     "request_headers": [["authorization", "Bearer •••"]], "request": {"model": "…"}, "status": 200,
     "headers": [["content-type", "…"]], "headers_at": 0.21}   (this is one line)
    {"at": 0.25, "text": "data: {\"id\": …}\n\n"}              a chunk: seconds since the request, and its bytes
    {"at": 0.31, "base64": "w6k="}                             the same where the bytes are not UTF-8 text
    {"at": 2.5, "end": "complete"}                             how it ended: complete, broken, stalled or left

`texts` is "removed" where letters and digits of what was said have been replaced. `versions` names what a program was
made of, in a file for a bug report. Unknown fields are ignored when reading; a higher version is refused.

Version 1 had one exchange: its line was the first one, with the version in it and without `request`.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from core.files import whole_file
from core.wire.masking import mask_headers
from core.wire.recording import Chunk, Ending, Headers, Recording

VERSION: Final = 2
SUFFIX: Final = ".rivrec"
MARK: Final = "rivulet-recording"
MOST_BYTES: Final = 256 * 1024 * 1024  # of a file


@dataclass(frozen=True, slots=True)
class Tape:
    """`by` and `made` say which program wrote it and when; `versions` what that was made of."""

    recordings: tuple[Recording, ...]
    by: str = ""
    made: str = ""
    texts_removed: bool = False
    versions: Mapping[str, str] = field(default_factory=dict)


class RecordingError(ValueError):
    """A file that is no recording, a damaged one, or one of a newer version. The message is a sentence for a person;
    `line` is where the trouble is, from 1, and 0 where that is nowhere."""

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(sentence)
        self.line = line


def is_recording(path: Path) -> bool:
    """Whether this file says of itself that it is one. Reads its first bytes."""
    try:
        with path.open("rb") as file:
            head = file.read(200)
    except OSError:
        return False
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") and f'"{MARK}"'.encode() in head


def save(tape: Tape, path: Path) -> None:
    """Raises OSError; a file that was there is whole then."""
    with whole_file(path) as file:
        file.write(dumps(tape).encode("utf-8", "backslashreplace"))


def load(path: Path) -> Tape:
    """Raises RecordingError, or OSError where the file cannot be read."""
    if path.stat().st_size > MOST_BYTES:
        raise RecordingError("This file is too large for a recording.")
    try:
        return loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RecordingError("This file is not a recording: it is not text.") from error


# --- writing ----------------------------------------------------------------------------------------------------------


def dumps(tape: Tape) -> str:
    """The tape as the text that `loads` reads, with keys masked in its headers."""
    head: dict[str, Any] = {
        MARK: VERSION,
        "by": tape.by,
        "made": tape.made,
        "texts": "removed" if tape.texts_removed else "kept",
    }
    if tape.versions:
        head["versions"] = dict(tape.versions)
    lines = [head]
    for number, recording in enumerate(tape.recordings, 1):
        lines += _lines(number, recording)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _lines(number: int, recording: Recording) -> Iterator[dict[str, Any]]:
    yield {
        "exchange": number,
        "began": recording.began,
        "protocol": recording.protocol,
        "method": recording.method,
        "path": recording.path,
        "request_headers": mask_headers(recording.request_headers),
        **({"request": _readable(recording.request)} if recording.request else {}),
        "status": recording.status,
        "headers": mask_headers(recording.headers),
        "headers_at": recording.headers_at,
    }
    for chunk in recording.chunks:
        yield {"at": chunk.at, **_written(chunk.data)}
    yield {"at": recording.ended_at, "end": recording.ending}


def _readable(request: str) -> Any:
    """A body of JSON as an object, where reading it back gives the same text; any other as text."""
    try:
        value = json.loads(request)
    except (ValueError, RecursionError):
        return request
    return value if isinstance(value, dict) and request_text(value) == request else request


def request_text(value: Any) -> str:
    """A request's body as the SDKs write it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _written(data: bytes) -> dict[str, str]:
    try:
        return {"text": data.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode("ascii")}


# --- reading ----------------------------------------------------------------------------------------------------------


def loads(text: str) -> Tape:
    """Raises RecordingError."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise RecordingError("This file is not a recording: it is empty.")
    values = [(number, _object(number, line)) for number, line in lines]
    (first, head), rest = values[0], values[1:]
    version = head.get(MARK)
    if version is None:
        raise RecordingError("This file is not a recording.", first)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _damaged(first, "the version is no number")
    if version > VERSION:
        raise RecordingError("This recording was made by a newer version of Rivulet.", first)
    if version == 1:
        return Tape((_recording(first, head, rest),))
    versions = head.get("versions")
    return Tape(
        tuple(_recordings(rest)),
        by=str(head.get("by", "")),
        made=str(head.get("made", "")),
        texts_removed=head.get("texts") == "removed",
        versions={str(k): str(v) for k, v in versions.items()} if isinstance(versions, dict) else {},
    )


_Lines = list[tuple[int, dict[str, Any]]]


def _recordings(lines: _Lines) -> Iterator[Recording]:
    starts = [place for place, (_, value) in enumerate(lines) if "exchange" in value]
    if not starts:
        raise _damaged(lines[0][0] if lines else 1, "there is no exchange in it")
    if starts[0]:
        raise _damaged(lines[0][0], "it stands before the first exchange")
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        number, head = lines[start]
        yield _recording(number, head, lines[start + 1 : stop])


def _recording(number: int, head: dict[str, Any], lines: _Lines) -> Recording:
    chunks: list[Chunk] = []
    ending, ended_at = Ending.COMPLETE, None
    for at, line in lines:
        if "end" in line:
            ending, ended_at = _ending(at, line)
        else:
            chunks.append(Chunk(_time(at, line, "at"), _bytes(at, line)))
    status = head.get("status", 200)
    if not isinstance(status, int) or isinstance(status, bool) or not 100 <= status <= 999:
        raise _damaged(number, "the status is no number from 100 to 999")
    return Recording(
        chunks=tuple(chunks),
        status=status,
        headers=_pairs(number, head, "headers"),
        protocol=str(head.get("protocol", "")),
        method=str(head.get("method", "POST")),
        path=str(head.get("path", "")),
        request_headers=_pairs(number, head, "request_headers"),
        headers_at=_time(number, head, "headers_at", 0.0),
        ending=ending,
        ended_at=ended_at,
        request=request_text(head.get("request", "")),
        began=_time(number, head, "began", 0.0),
    )


def _object(number: int, line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except RecursionError:
        raise _damaged(number, "it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise _damaged(number, f"it is not JSON at its character {error.colno}") from error
    except ValueError as error:  # a number with thousands of digits
        raise _damaged(number, "it has a number that is too long") from error
    if not isinstance(value, dict):
        if number == 1 and isinstance(value, list):
            raise RecordingError("This file is not a recording.", number)
        raise _damaged(number, "it is not an object in braces")
    return value


def _ending(number: int, line: dict[str, Any]) -> tuple[Ending, float | None]:
    try:
        ending = Ending(line["end"])
    except ValueError:
        words = ", ".join(Ending)
        raise _damaged(number, f"“end” is none of {words}") from None
    return ending, None if line.get("at") is None else _time(number, line, "at")


def _bytes(number: int, line: dict[str, Any]) -> bytes:
    if isinstance(line.get("text"), str):
        return bytes(line["text"].encode("utf-8", "surrogatepass"))
    if isinstance(line.get("base64"), str):
        try:
            return base64.b64decode(line["base64"], validate=True)
        except (binascii.Error, ValueError):
            raise _damaged(number, "“base64” cannot be read") from None
    raise _damaged(number, "a chunk has neither “text” nor “base64”")


def _pairs(number: int, line: dict[str, Any], name: str) -> Headers:
    value = line.get(name, ())
    if not isinstance(value, list | tuple) or not all(isinstance(pair, list) and len(pair) == 2 for pair in value):
        raise _damaged(number, f"“{name}” are not pairs of a name and a value")
    return tuple((str(key), str(text)) for key, text in value)


def _time(number: int, line: dict[str, Any], name: str, default: float | None = None) -> float:
    value = line.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise _damaged(number, f"“{name}” is no number of seconds")
    return float(value)


def _damaged(number: int, why: str) -> RecordingError:
    return RecordingError(f"This recording is damaged in line {number}: {why}.", number)


def total_bytes(recordings: Iterable[Recording]) -> int:
    """Bytes of all answers."""
    return sum(len(chunk.data) for recording in recordings for chunk in recording.chunks)
