"""The prompt library: short named prompts with {{placeholders}}, kept in `prompts.toml`.

A placeholder is {{name}} or {{name|what it is unless said otherwise}}; the same name twice is one question.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.settings.shelf import Tables, read_shelf, write_shelf

_NAME: Final = r"[^{}|\s](?:[^{}|\n]{0,78}[^{}|\s])?"
_PLACEHOLDER: Final = re.compile(rf"\{{\{{[ \t]*({_NAME})[ \t]*(?:\|([^{{}}\n]{{0,400}}))?\}}\}}")


@dataclass(frozen=True, slots=True)
class Prompt:
    id: str
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What is asked for, and the answer that stands there already."""

    name: str
    default: str = ""


def new_prompt(name: str, text: str = "") -> Prompt:
    return Prompt(f"q-{uuid.uuid4().hex[:8]}", name, text)


def placeholders(text: str) -> tuple[Placeholder, ...]:
    """The placeholders of a prompt in the order of their first place; a default may stand at any of them."""
    found: dict[str, str] = {}
    for match in _PLACEHOLDER.finditer(text):
        name, default = match[1], (match[2] or "").strip()
        found[name] = found.get(name) or default
    return tuple(Placeholder(name, default) for name, default in found.items())


def filled(text: str, answers: Mapping[str, str]) -> str:
    """The prompt with the answers in place; a name without an answer takes its default, else nothing. What an answer
    says is never read as a placeholder."""
    usual = {placeholder.name: placeholder.default for placeholder in placeholders(text)}
    return _PLACEHOLDER.sub(lambda match: answers.get(match[1], usual[match[1]]), text)


def matching(prompts: Iterable[Prompt], typed: str) -> tuple[Prompt, ...]:
    """The prompts whose name has all typed words in it, those that begin with them first."""
    words = typed.casefold().split()
    found = [prompt for prompt in prompts if all(word in prompt.name.casefold() for word in words)]
    return tuple(sorted(found, key=lambda prompt: not prompt.name.casefold().startswith(typed.casefold().strip())))


def load_prompts(path: Path) -> tuple[tuple[Prompt, ...], tuple[str, ...]]:
    """The prompts of the file, and notices about what could not be used."""
    shelf = read_shelf(path)
    prompts, notices = prompts_of(shelf.tables)
    return prompts, (*shelf.notices, *notices)


def prompts_of(tables: Tables) -> tuple[tuple[Prompt, ...], tuple[str, ...]]:
    """The prompts that tables say, and notices about what could not be used."""
    notices, prompts = [], []
    for key, table in tables.items():
        name, text = table.get("name", key), table.get("text", "")
        if isinstance(name, str) and isinstance(text, str):
            prompts.append(Prompt(key, name, text))
        else:
            notices.append(f"The prompt “{key}” must have a name and a text; it is left out.")
    return tuple(prompts), tuple(notices)


def tables_of(prompts: Iterable[Prompt]) -> Tables:
    return {prompt.id: {"name": prompt.name, "text": prompt.text} for prompt in prompts}


def save_prompts(path: Path, prompts: Iterable[Prompt], known: Iterable[str]) -> None:
    """Write them; `known` are the ids that were there before. Raises OSError."""
    write_shelf(path, tables_of(prompts), known)
