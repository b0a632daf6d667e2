"""Takes the texts out of a recording: every letter and digit of what was said becomes another one of the same size.

Lengths in bytes, cuts, times, names of events and fields stay, and what was JSON stays JSON, arguments of tools that
come in pieces included; so the recording plays as before and shows nothing of what it was about. (Tags that a model
writes into its text, such as those around its thoughts, are text too.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from core.wire.recording import Recording, borders, with_body
from core.wire.sniff import Body, sniff

_STRUCTURE: Final = frozenset(
    (
        *("type", "object", "role", "model", "status", "finish_reason", "stop_reason", "native_finish_reason", "code"),
        *("event", "name", "index", "id", "item_id", "call_id", "response_id", "previous_response_id"),
        *("tool_call_id", "tool_use_id", "service_tier", "system_fingerprint", "reason", "effort", "detail"),
        *("format", "tool_choice", "provider", "phase", "truncation"),
    )
)
_WORD: Final = re.compile(r"[\w.:/+-]{0,128}")  # what the value of such a field looks like
_ARGUMENTS: Final = ("arguments", "partial_json")
_LINE_END: Final = re.compile(r"(\r\n|\r|\n)")
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\]:,]|[^"{}\[\]:,\s]+|\s+', re.DOTALL)
_UNIT: Final = re.compile(r"\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL)
_ABOUT_ARGUMENTS: Final = re.compile(r'"type"\s*:\s*"[\w.]*arguments\.delta"')
_TAG: Final = re.compile(r"(<[^>]*>)")
_LITERALS: Final = ("true", "false", "null")
_SIZES: Final = {1: "x", 2: "é", 3: "가", 4: "😀"}
_HEAD: Final = 4096


def veiled(recording: Recording) -> Recording:
    """The same recording without its texts."""
    data = recording.body()
    kind = next((value for name, value in recording.headers if name.lower() == "content-type"), "")
    if recording.compressed:
        data = b"x" * len(data)
    else:
        text = data.decode("utf-8", "surrogateescape")
        match sniff(data[:_HEAD], kind, whole=True):
            case Body.EVENTS:
                text = _events(text)
            case Body.JSON:
                text = _Json().veil(text)
            case Body.PAGE:
                text = "".join(piece if piece.startswith("<") else _plain(piece) for piece in _TAG.split(text))
            case _:
                text = _plain(text)
        data = text.encode("utf-8", "surrogateescape")
    request = recording.request
    request = _Json().veil(request) if request.lstrip()[:1] in ("{", "[") else _plain(request)
    return replace(with_body(recording, data, borders(recording)), request=request)


def _events(text: str) -> str:
    pieces, json, name = [], _Json(), ""
    for piece in _LINE_END.split(text):
        field_name, colon, value = piece.partition(":")
        if not piece:
            json.rewind()
            name = ""
        elif field_name.strip("\ufeff") == "data":
            json.of_arguments = "arguments" in name or _ABOUT_ARGUMENTS.search(value) is not None
            piece = field_name + colon + _payload(value, json)
        elif field_name == "event":
            name = value
        elif field_name not in ("", "id", "retry") and piece not in ("\n", "\r", "\r\n"):
            piece = _plain(piece)
        pieces.append(piece)
    return "".join(pieces)


def _payload(value: str, json: _Json) -> str:
    if value.strip() in ("[DONE]", *_LITERALS):
        return value
    begins = value.lstrip()[:1] in ("{", "[", '"')
    return json.veil(value) if begins or json.open else _plain(value)


def _plain(text: str) -> str:
    return "".join(map(_letter, text))


def _letter(letter: str) -> str:
    """Another letter of the same size; marks, blanks and punctuation stay."""
    if letter.isascii():
        return "1" if letter.isdigit() else ("X" if letter.isupper() else "x") if letter.isalpha() else letter
    if "\udc80" <= letter <= "\udcff":  # a byte that is no UTF-8
        return "x"
    if letter.isalnum() or not letter.isprintable() or ord(letter) > 0xFFFF or letter >= "\u2600":
        return _SIZES[len(letter.encode())]
    return letter


def _unit(raw: str) -> str:
    """One letter as JSON writes it."""
    if not raw.startswith("\\"):
        return _letter(raw)
    if not raw.startswith("\\u"):
        return raw
    code = int(raw[2:], 16)
    if 0xD800 <= code < 0xDC00:
        return "\\ud83d"
    if 0xDC00 <= code < 0xE000:
        return "\\ude00"
    if code < 0x80:
        return "\\u0078" if chr(code).isalnum() else raw
    return "\\uac00" if _letter(chr(code)) != chr(code) else raw


@dataclass(slots=True)
class _Fragments:
    """Arguments of a tool, which are JSON inside JSON and come in pieces: where they stand."""

    inside: bool = False
    escape: int = 0  # characters of an escape that are to come; -1 right behind the backslash
    literal: str = ""

    def take(self, raw: str) -> str:
        letter = raw if not raw.startswith("\\") else {"n": "\n", "t": "\t", "r": "\r"}.get(raw[1], raw[1:])
        if raw.startswith("\\u"):
            letter = chr(int(raw[2:], 16))
        if not self.inside:
            return self._outside(raw, letter)
        if self.escape > 0:
            self.escape -= 1
            return "0078"[3 - self.escape] if len(raw) == 1 else raw
        if self.escape < 0:
            self.escape = 4 if letter == "u" else 0
            return raw
        if letter == "\\":
            self.escape = -1
            return raw
        if letter == '"':
            self.inside = False
            return raw
        return _unit(raw)

    def _outside(self, raw: str, letter: str) -> str:
        if letter == '"':
            self.inside, self.literal = True, ""
            return raw
        if not letter.isalpha():
            self.literal = ""
            return "1" if letter.isdigit() and len(raw) == 1 else raw
        self.literal += letter
        return raw if any(word.startswith(self.literal) for word in _LITERALS) else _unit(raw)


@dataclass(slots=True)
class _Level:
    is_object: bool
    key: str  # of an array: that which it stands under
    wants_key: bool
    content: bool  # all of it is what somebody said


@dataclass(slots=True)
class _Json:
    """Walks over JSON text, which may go on with the next call. `of_arguments`: a field `delta` is of a tool's
    arguments."""

    of_arguments: bool = False
    _levels: list[_Level] = field(default_factory=list)
    _number: str = ""  # of the part that is spoken of
    _fragments: dict[tuple[str, str], _Fragments] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        return bool(self._levels)

    def rewind(self) -> None:
        """The next text is a value of its own; arguments go on."""
        self._levels.clear()
        self._number = ""

    def veil(self, text: str) -> str:
        return "".join(map(self._token, _TOKEN.findall(text)))

    def _token(self, token: str) -> str:
        level = self._levels[-1] if self._levels else None
        first = token[0]
        if first in "{[":
            key = level.key if level is not None else ""
            said = (level is not None and level.content) or (first == "{" and key == "input")
            self._levels.append(_Level(first == "{", "" if first == "{" else key, first == "{", said))
        elif first in "}]":
            if self._levels:
                self._levels.pop()
        elif first == ",":
            if level is not None:
                level.wants_key = level.is_object
        elif first == '"':
            return self._string(token, level)
        elif not (first.isspace() or first == ":"):
            return self._scalar(token, level)
        return token

    def _string(self, token: str, level: _Level | None) -> str:
        if level is not None and level.wants_key:
            level.key, level.wants_key = token.strip('"'), False
            return token
        key, inner = (level.key if level is not None else ""), token[1:].removesuffix('"')
        tail = '"' if len(token) > 1 and token.endswith('"') else ""
        if key in _ARGUMENTS or (key == "delta" and self.of_arguments):
            fragments = self._fragments.setdefault((key, self._number), _Fragments())
            return '"' + "".join(fragments.take(unit) for unit in _UNIT.findall(inner)) + tail
        kept = level is not None and not level.content and key in _STRUCTURE and _WORD.fullmatch(inner)
        return token if kept else '"' + "".join(map(_unit, _UNIT.findall(inner))) + tail

    def _scalar(self, token: str, level: _Level | None) -> str:
        if level is not None and level.key in ("index", "output_index"):
            self._number = token
        said = level is not None and level.content and token not in _LITERALS
        return re.sub(r"\d", "1", token) if said else token
