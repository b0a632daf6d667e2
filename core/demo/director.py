"""Chooses what the demo plays next: the scene by the model's name or the words typed, the reply by the occasion."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from core.demo.asked import Asked
from core.demo.scenes import DEFAULT_SCENE, Language, Occasion, Reply, Scene, language_of
from core.demo.script import Rejection, Script, pieces

_LONGEST_QUOTE = 120  # characters of the user's words that a reply repeats
_GO_ON = re.compile(r"\b(go on|continue|carry on)\b|계속|이어", re.IGNORECASE)


class Director:
    """Remembers one thing: which requests were turned away, so that the same one sent again is let in."""

    def __init__(self, scenes: Mapping[str, Scene]) -> None:
        self._scenes = scenes
        self._turned_away: set[str] = set()

    def direct(self, asked: Asked) -> Script | Rejection:
        """What to play for a request."""
        language = language_of(_own_words(asked))
        cut_off = self._cut_off(asked)
        scene, reply = cut_off or self._reply(asked)
        rejection = reply.rejection(language)
        if rejection is not None and asked.fingerprint not in self._turned_away:
            self._turned_away.add(asked.fingerprint)
            return rejection
        self._turned_away.discard(asked.fingerprint)
        marks = {"prompt": _quote(asked.prompt), "results": _table(asked.results)}
        script = reply.script(asked.fingerprint, scene.id, language, marks)
        return replace(script, input_pieces=sum(len(pieces(text)) for _, text in asked.said))

    def _cut_off(self, asked: Asked) -> tuple[Scene, Reply] | None:
        """The rest of an answer that was cut off, where going on with it is what is asked."""
        if not (asked.goes_on or _GO_ON.search(asked.prompt)):
            return None
        for scene in self._scenes.values():
            first, rest = scene.replies[Occasion.FIRST], scene.replies.get(Occasion.CONTINUED)
            if rest is not None and any(
                asked.before.rstrip() == first.text(language).rstrip() for language in Language
            ):
                return scene, rest
        return None

    def _reply(self, asked: Asked) -> tuple[Scene, Reply]:
        scene = self._scenes.get(asked.model, self._scenes[DEFAULT_SCENE])
        named = scene.id != DEFAULT_SCENE
        if not named:
            found = next((each for each in self._scenes.values() if each.named_in(asked.prompt)), None)
            scene, named = found or scene, found is not None
        occasion = _occasion(asked, scene, named)
        other = scene.said_instead(asked.prompt) if occasion is Occasion.FIRST else None
        fits = other is not None and asked.tools.issuperset(other.tools)
        return scene, other if other is not None and fits else scene.replies[occasion]


def _occasion(asked: Asked, scene: Scene, named: bool) -> Occasion:
    replies = scene.replies
    if asked.results and Occasion.RESULTS in replies:
        return Occasion.RESULTS
    if not asked.tools.issuperset(replies[Occasion.FIRST].tools):
        return Occasion.WITHOUT_TOOLS
    if not named and not asked.opening and Occasion.SHORT in replies:
        return Occasion.SHORT
    return Occasion.FIRST


def _own_words(asked: Asked) -> str:
    """The words that tell the language: the user's last, or where those only ask to go on, the answer gone on with."""
    return asked.before if _GO_ON.search(asked.prompt) and asked.before else asked.prompt


def _quote(prompt: str) -> str:
    """The user's words on one line, at a length that can be repeated, with Markdown's own marks escaped."""
    line = " ".join(prompt.split())
    if len(line) > _LONGEST_QUOTE:
        line = f"{line[:_LONGEST_QUOTE].rstrip()}…"
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", line)


def _table(results: tuple[tuple[str, str], ...]) -> str:
    """Rows of a Markdown table: the call's arguments and what came back."""
    return "\n".join(f"| {_cell(_place(arguments))} | {_cell(_time(text))} |" for arguments, text in results)


def _place(arguments: str) -> str:
    value = _field(arguments, "timezone")
    return value or arguments


def _time(text: str) -> str:
    time, weekday = _field(text, "time"), _field(text, "weekday")
    return f"{time.replace('T', ' ')} {weekday}".strip() if time else text


def _field(text: str, name: str) -> str:
    try:
        data = json.loads(text)
    except ValueError:
        return ""
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, str) else ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
