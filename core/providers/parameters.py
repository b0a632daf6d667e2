"""Optional parameters that a server rejects: dropped once, said, remembered.

Works on plain request fields and error bodies; knows no SDK and sends nothing itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from core.events import Notice
from core.providers.complaints import Complaint, read_complaint

# The one parameter that has several names: a server that wants another one says so.
_LENGTH_NAMES = ("max_tokens", "max_completion_tokens", "max_output_tokens")

# Words too common in a complaint to mean the field, unless the server names the field in so many words.
_COMMON_WORDS = frozenset(
    {"stream", "tools", "user", "stop", "n", "seed", "store", "text", "prompt", "model", "metadata"}
)


class OptionalParameters:
    """What the models behind one address do not take. `required` names are renamed at most, never dropped."""

    def __init__(self, required: frozenset[str] = frozenset()) -> None:
        self._required = required
        self._changes: dict[str, dict[str, str | None]] = {}  # model -> name -> new name, None for dropped

    def adjusted(self, model: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """`parameters` as this model takes them, by what was learned."""
        changes = self._changes.get(model, {})
        adjusted: dict[str, Any] = {}
        for name, value in parameters.items():
            new_name = changes.get(name, name)
            if new_name is not None:
                adjusted[new_name] = value
        return adjusted

    def learn(self, model: str, sent: Mapping[str, Any], error: Exception) -> Notice | None:
        """Learn from a refusal. A `Notice` means: send again with `adjusted`; None: this was about something else."""
        if getattr(error, "status_code", None) not in (400, 422):
            return None
        complaint = read_complaint(getattr(error, "body", None), None)
        if complaint.is_context_exceeded():
            return None
        name = _named_parameter(complaint, sent)
        if name is None:
            return None
        new_name = _wanted_name(complaint, name)
        if new_name is None and name in self._required:
            return None
        self._changes.setdefault(model, {})[name] = new_name
        if new_name is not None:
            return Notice(f"{model} takes “{new_name}” instead of “{name}”; the request was sent again that way.")
        return Notice(f"{model} does not take the parameter “{name}”; the request was sent again without it.")


def _named_parameter(complaint: Complaint, sent: Mapping[str, Any]) -> str | None:
    """Which of the sent parameters the server complains about."""
    if complaint.param is not None:
        top = re.split(r"[.\[]", complaint.param, maxsplit=1)[0]
        if top in sent:
            return top
        if top in ("messages", "input", "model", "system"):
            return None
    quoted = [
        name for name in sent if re.search(rf"""['"`“‘]{re.escape(name)}(?:[.\[][^'"`]*)?['"`”’]""", complaint.text)
    ]
    if quoted:
        return quoted[0]
    if "tools" in sent and re.search(r"(?i)\bsupport\w*\s+(?:tools?|tool[ _]use|function)\b", complaint.text):
        return "tools"
    plain = (name for name in sent if name not in _COMMON_WORDS and len(name) > 2)
    return next((name for name in plain if re.search(rf"\b{re.escape(name)}\b", complaint.text)), None)


def _wanted_name(complaint: Complaint, name: str) -> str | None:
    if name not in _LENGTH_NAMES:
        return None
    others = (other for other in _LENGTH_NAMES if other != name)
    return next((other for other in others if re.search(rf"\b{other}\b", complaint.text)), None)
