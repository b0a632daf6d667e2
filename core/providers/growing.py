"""The parts of a response that still grow, and the fragments that tool calls come in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from core.messages import Opaque, PartKind, ReasoningPart, RefusalPart, StreamedPart, TextPart


@dataclass(slots=True)
class GrowingText:
    """The open text-like part."""

    index: int
    kind: PartKind
    pieces: list[str] = field(default_factory=list)

    def part(self, opaque: Opaque | None) -> StreamedPart:
        text = "".join(self.pieces)
        if self.kind is PartKind.REASONING:
            return ReasoningPart(text, opaque)
        return RefusalPart(text) if self.kind is PartKind.REFUSAL else TextPart(text)

    def size(self) -> int:
        self.pieces = ["".join(self.pieces)]
        return len(self.pieces[0])


@dataclass(slots=True)
class GrowingCall:
    """One tool call. `index` is None until it has started: a call waits for its name."""

    vendor_id: str | None
    vendor_index: int | None
    name: str = ""
    call_id: str = ""
    index: int | None = None
    pieces: list[str] = field(default_factory=list)
    closed: bool = False

    def text(self) -> str:
        return "".join(self.pieces)

    def saved(self) -> list[Any]:
        """Its text stands in its part; that of one that waits for its name nowhere else."""
        text = self.text()
        told = text if self.index is None else len(text)
        return [self.vendor_id, self.vendor_index, self.name, self.call_id, self.index, self.closed, told]

    @classmethod
    def restored(cls, saved: Sequence[Any], texts: Sequence[str]) -> GrowingCall:
        vendor_id, vendor_index, name, call_id, index, closed, told = saved
        text = told if index is None else texts[index][:told]
        if index is not None and len(text) < told:
            raise ValueError
        return cls(vendor_id, vendor_index, name, call_id, index, [text] if text else [], closed)

    def is_followed_by(self, fragment: Fragment) -> bool:
        """Whether a fragment without a known id starts a call beside this one: by another name, or by the same name
        with arguments where these arguments are complete."""
        if fragment.name is None or not self.name:
            return False
        if self.closed or fragment.name != self.name:
            return True
        return bool(fragment.arguments.strip()) and self.whole()

    def whole(self) -> bool:
        """Whether the arguments so far are a complete JSON object."""
        if not self.pieces or not self.pieces[-1].rstrip().endswith("}"):
            return False  # spares parsing a long text for every piece
        try:
            return isinstance(json.loads(self.text()), dict)
        except (ValueError, RecursionError):
            return False


@dataclass(frozen=True, slots=True)
class Fragment:
    """A tool-call fragment with its fields made sound: empty and odd values are None."""

    vendor_id: str | None
    vendor_index: int | None
    name: str | None
    arguments: str
