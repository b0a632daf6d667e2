"""What the measured program is given: Markdown in small pieces, as a server would send it, and old conversations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import count, islice

from core.conversations.tree import Tree
from core.messages import FinishReason, Message, Outcome, Role, TextPart
from tests.support import chat
from tests.support.script import Answer, At, Stall, whole
from tests.support.server import Received

WARM = "warm"  # the prompt that gets a short answer, whatever the script says
_SIZES = (3, 6, 2, 8, 5, 4, 7, 1)  # of pieces, in characters: about those of tokens
_TABLE = "| name | value | note |\n|---|---:|---|\n" + "".join(
    f"| row {n} | {n * 3} | some words |\n" for n in range(8)
)


def section(number: int) -> str:
    """Some 700 characters of Markdown as models write it: heading, paragraphs, a list, code, at times a table."""
    table = "" if number % 4 else f"{_TABLE}\n"
    return (
        f"## Section {number}\n\n"
        f"Here is some **bold** text with `code` and a [link](https://example.org/{number}) and more words that wrap"
        " over the line, so that it looks like an answer. 안녕하세요. 이것은 한국어 문장이며 **굵은 글씨**가"
        " 있습니다.\n\n"
        "Another paragraph, *emphasised* here and there, explains the list below in some detail and a half.\n\n"
        "- first item of the list\n- second item with `code`\n- third\n\n"
        f"```python\ndef f{number}(x):\n    return x + {number}  # comment\n```\n\n{table}"
    )


def markdown(characters: int) -> str:
    """That much of it."""
    parts: list[str] = []
    size = 0
    for number in count(1):
        if size >= characters:
            break
        parts.append(section(number))
        size += len(parts[-1])
    return "".join(parts)[:characters]


def pieces(text: str) -> Iterator[str]:
    """`text` cut as tokens would be."""
    at, number = 0, 0
    while at < len(text):
        size = _SIZES[number % len(_SIZES)]
        yield text[at : at + size]
        at, number = at + size, number + 1


@cache
def deltas(number: int) -> tuple[str, ...]:
    """The first `number` pieces of a long Markdown answer."""
    return tuple(islice(pieces(markdown(5 * number + 100)), number))


# --- answers of a server ----------------------------------------------------------------------------------------------


def burst(number: int) -> Answer:
    """Everything at once: what counts is the work."""
    return chat.stream(b"".join([*chat.text(*deltas(number)), *chat.end()]))


def paced(number: int, per_second: float) -> Answer:
    """A steady stream, each delta a write of its own."""
    steps: list[bytes | At] = []
    for place, event in enumerate(chat.text(*deltas(number))):
        steps += [At(place / per_second), event]
    return chat.stream(*steps, *chat.end())


def silent() -> Answer:
    """A word, and then nothing more until the client leaves."""
    return chat.stream(*chat.text("One moment"), Stall())


def script(answer: Answer) -> Callable[[Received], Answer]:
    """A server that knows its models, gives a short answer to `WARM`, and `answer` to everything else."""
    short = chat.answer("Ready.\n\n", "```python\nx = 1\n```\n")

    def reply(received: Received) -> Answer:
        if received.method == "GET":
            return whole(b'{"object": "list", "data": [{"id": "m", "object": "model"}]}')
        return short if received.json()["messages"][-1]["content"] == WARM else answer

    return reply


# --- conversations of before ------------------------------------------------------------------------------------------


def conversation(messages: int, answer_size: int = 1800) -> Tree:
    """Questions and answers in turn; 10,000 messages of the usual size hold about 10 MB."""
    tree, last = Tree(), None
    for message in _messages(messages, answer_size):
        tree.add(last, message)
        last = message.id
    return tree


def _messages(messages: int, answer_size: int) -> Iterator[Message]:
    for number in range(messages // 2):
        question = f"Question {number}: how does a river find its way to the sea, and what does it leave behind? " * 2
        yield Message(f"u{number}", Role.USER, (TextPart(question),))
        text = f"Answer {number}.\n\n" + "".join(section(number + k) for k in range(answer_size // 500))
        yield Message(
            f"a{number}.1",
            Role.ASSISTANT,
            (TextPart(text[:answer_size]),),
            model="m",
            outcome=Outcome.FINISHED,
            finish_reason=FinishReason.STOP,
        )
