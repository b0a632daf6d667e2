"""The demo's scenes: data from `resources/demo/*.toml`, in English and Korean.

A scene has replies, each for an occasion: `first` (something was said), `short` (something was said that names no
scene, in a conversation that goes on), `results` (tool results came back), `continued` (go on with the answer that was
cut off), `without_tools` (the tools it would call are not offered). What is said `instead` of the first reply, each
with the words that ask for it, is for scenes of agents; those lie in a folder of their own and are played by their
name alone. Texts stand in every language; `${prompt}`,
`${results}` and `${n}` in them are filled in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from string import Template
from typing import Any

from core.demo.script import Rejection, Script, ScriptedCall, pieces
from core.messages import FinishReason
from core.paths import resource_path

DEFAULT_SCENE = "tour"


class Language(StrEnum):
    ENGLISH = "en"
    KOREAN = "ko"


class Occasion(StrEnum):
    FIRST = "first"
    SHORT = "short"
    RESULTS = "results"
    CONTINUED = "continued"
    WITHOUT_TOOLS = "without_tools"


def language_of(text: str) -> Language:
    """Korean where there is any Hangul, else English."""
    return Language.KOREAN if re.search(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]", text) else Language.ENGLISH


@dataclass(frozen=True, slots=True)
class Reply:
    """What a scene says on one occasion. `speed` is in pieces a second, 0 for all at once; `unit` is what one piece of
    the repeated section is: "piece", "line" or "section"."""

    wait: float
    speed: float
    finish: FinishReason
    texts: Mapping[str, Mapping[Language, str]]
    calls: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    tools: tuple[str, ...] = ()
    times: int = 0
    unit: str = "piece"
    status: int | None = None
    retry_after_s: int | None = None

    def rejection(self, language: Language) -> Rejection | None:
        """How the first attempt is turned away, or None."""
        if self.status is None:
            return None
        return Rejection(self.status, self._text("rejected", language), self.retry_after_s)

    def script(self, script_id: str, model: str, language: Language, marks: Mapping[str, str]) -> Script:
        """This reply as one response; `marks` fills in the texts."""
        text = _filled(self._text("text", language), marks)
        return Script(
            id=script_id,
            model=model,
            reasoning=pieces(self._text("reasoning", language)),
            text=(*pieces(text), *self._sections(language), *pieces(self._text("end", language))),
            refusal=pieces(self._text("refusal", language)),
            calls=tuple(ScriptedCall(f"call_{script_id}_{n}", *call) for n, call in enumerate(self.calls, 1)),
            finish=self.finish,
            error=self._text("error", language) or None,
            wait=self.wait,
            gap=1 / self.speed if self.speed else 0.0,
        )

    def text(self, language: Language) -> str:
        """The text as written, marks not filled in."""
        return self._text("text", language)

    def _text(self, field: str, language: Language) -> str:
        return self.texts.get(field, {}).get(language, "")

    def _sections(self, language: Language) -> Iterable[str]:
        fixed = self._text("section", language).split("${n}")
        for n in range(1, self.times + 1):
            text = str(n).join(fixed)
            if self.unit == "section":
                yield text
            else:
                yield from text.splitlines(keepends=True) if self.unit == "line" else pieces(text)


@dataclass(frozen=True, slots=True)
class Scene:
    id: str
    order: int
    names: Mapping[Language, str]
    words: tuple[str, ...]
    replies: Mapping[Occasion, Reply]
    instead: tuple[tuple[tuple[str, ...], Reply], ...] = ()

    def said_instead(self, text: str) -> Reply | None:
        """What is said instead of the first reply to a text with certain words."""
        return next((r for words, r in self.instead if any(_occurs(word, text.lower()) for word in words)), None)

    def named_in(self, text: str) -> bool:
        """Whether a text asks for this scene. Latin words count whole, Korean ones anywhere in the text."""
        return any(_occurs(word, text.lower()) for word in self.words)


def load_scenes(folder: Path | None = None) -> dict[str, Scene]:
    """All scenes by id, in their order. Raises ValueError where a file is not a scene."""
    files = (folder or resource_path("demo")).glob("*.toml")
    scenes = [_scene(file) for file in files]
    return {scene.id: scene for scene in sorted(scenes, key=lambda scene: scene.order)}


def load_agent_scenes() -> dict[str, Scene]:
    """The scenes that the example agents play."""
    return load_scenes(resource_path("demo", "agents"))


def _scene(file: Path) -> Scene:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        return Scene(
            id=file.stem,
            order=data["order"],
            names=_languages(data["name"]),
            words=tuple(data["words"]),
            replies={occasion: _reply(data[occasion]) for occasion in Occasion if occasion in data},
            instead=tuple((tuple(each["words"]), _reply(each)) for each in data.get("instead", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{file.name} is not a scene of the demo: {error!r}") from error


def _reply(data: dict[str, Any]) -> Reply:
    fields = ("text", "reasoning", "refusal", "section", "end", "error")
    texts = {field: _languages(data[field]) for field in fields if field in data}
    rejected = data.get("rejected", {})
    if rejected:
        texts["rejected"] = _languages(rejected["message"])
    return Reply(
        wait=data["wait"],
        speed=data["speed"],
        finish=FinishReason(data.get("finish", FinishReason.UNKNOWN)),
        texts=texts,
        calls=tuple((call["name"], call["arguments"]) for call in data.get("calls", ())),
        tools=tuple(data.get("tools", ())),
        times=data.get("times", 0),
        unit=data.get("pieces", "piece"),
        status=rejected.get("status"),
        retry_after_s=rejected.get("retry_after"),
    )


def _languages(texts: dict[str, str]) -> dict[Language, str]:
    return {language: texts[language] for language in Language}


def _occurs(word: str, text: str) -> bool:
    if word.isascii():
        return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.ASCII) is not None
    return word in text


def _filled(text: str, marks: Mapping[str, str]) -> str:
    return Template(text).safe_substitute(marks)
