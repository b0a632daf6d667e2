"""`ask_user`: a question to the user, in the model's words. Changes nothing, and is its own question, so that nobody
has to allow it first."""

from __future__ import annotations

from typing import Any, Final

from core.errors import ToolArgumentsError
from core.providers.base import ToolSpec
from core.tools import arguments as given
from core.tools.base import Call, Tool

LONGEST_QUESTION: Final = 4000  # characters
LONGEST_CHOICE: Final = 400
MOST_CHOICES: Final = 12


async def _run(arguments: dict[str, Any], call: Call) -> str:
    given.only(arguments, ("question", "choices"))
    question = given.text(arguments, "question", longest=LONGEST_QUESTION)
    answer = await call.ask(question, _choices(arguments.get("choices")))
    return f"The user answered: {answer}"


def _choices(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ToolArgumentsError("`choices` must be a list of texts.")
    choices = tuple(dict.fromkeys(each.strip() for each in value if each.strip()))
    if len(choices) > MOST_CHOICES or any(len(each) > LONGEST_CHOICE for each in choices):
        raise ToolArgumentsError(f"There may be {MOST_CHOICES} choices of {LONGEST_CHOICE} characters at most.")
    return choices


ask_user = Tool(
    spec=ToolSpec(
        name="ask_user",
        description="Ask the user one question and wait for the answer. Only where you cannot go on without it. "
        "The user may answer with one of the choices or in other words.",
        parameters={
            "type": "object",
            "properties": {
                "question": {"type": "string"},
                "choices": {"type": "array", "items": {"type": "string"}, "description": "Likely answers, if any"},
            },
            "required": ["question"],
            "additionalProperties": False,
        },
    ),
    run=_run,
    asks=False,
    read_only=True,
    timeout_s=None,
)
