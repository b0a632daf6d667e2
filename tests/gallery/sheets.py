"""What the gallery shows of the transcript: sheets, each a conversation made of the values of one kind of block."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from core.attachments import MemoryAttachments, Prepared, prepare
from core.errors import ErrorInfo, ErrorKind
from core.messages import AttachmentPart, FinishReason, Role
from gui.chat.outcome import next_steps
from gui.transcript.content import (
    Action,
    Attached,
    Content,
    ErrorStrip,
    FinishNote,
    GrowingText,
    Header,
    Note,
    Prose,
    Reasoning,
    Refusal,
    Seam,
    State,
    StopMark,
    ToolCard,
    UserText,
)
from tests.support.samples import pdf, png

WORDS = """# A title of the first rank

A paragraph with **strong words**, *emphasis*, ~~what was struck out~~, `inline code`, a [link](https://example.org/a)
and a bare address, https://example.net/b. It is long enough to wrap, so that the measure and the line height show.

## A second title

> Water is the softest thing, yet it can penetrate mountains and earth.
>
> > A quote in a quote, with `code`.

### A third

---

An image is a button with its address: ![a river at dawn](https://example.org/river.png). Raw <b>HTML</b> is text.

A claim[^1] and another[^two].

[^1]: Where the claim comes from.
[^two]: And a second note, with *emphasis*.
"""

KOREAN = """# 강은 어떻게 길을 찾나요

물은 **“가장 낮은 곳”**으로 흘러요. `강`은 언제나 *아래*를 향하고, [지도](https://example.org/map)에 선으로 남아요.
문장이 길어지면 낱말 사이에서 줄이 바뀌고, 한글과 Latin letters와 숫자 12,345가 나란히 놓여도 크기가 어긋나지 않아요.

1. 첫째, 높은 곳에서 시작해요.
2. 둘째, 돌을 만나면 돌아가요.
   - 작은 돌은 넘고
   - 큰 돌은 비켜요

| 구간 | 길이 | 설명 |
|:-----|-----:|:----|
| 상류 | 120 km | 물살이 빠르고 차요 |
| 하류 | 340 km | 넓고 느려요 |

> 물처럼 살아라. 조합형도 같아요: 한글.

$E = mc^2$라는 식도 글 속에 있어요.
"""

LISTS = """Tight:

- one
- two, which is long enough to wrap onto a second line so that the hanging indent can be seen where it ought to be
  - nested
    - and deeper
  - nested again
- three

Loose:

1. A first step.

   With a second paragraph.

2. A second step:

   ```bash
   python3 run.py test
   ```

3. A third.

Tasks:

- [x] done
- [ ] not yet
"""

TABLES = """| name | count | state |
|:-----|------:|:-----:|
| river | 12 | **flows** |
| lake | 3 | `still` |
| sea | 1 | [salt](https://example.org) |

| a wide table | that | does not fit | into the column | and so | scrolls sideways | by itself |
|---|---|---|---|---|---|---|
| with several words | in each cell | so that | the columns keep | a readable width | and the page | stays where it is |
| second row | more | words | here | and | there | too |
"""

CODE = '''```python
import asyncio


async def main(count: int = 3) -> None:
    """Say something, a few times."""
    for number in range(count):  # slowly
        print(f"{number}: the river flows on and on, and this line is longer than the column is wide, so it scrolls")
        await asyncio.sleep(0.5)
```

```
no language, no colours
```

```mermaid
graph LR; source --> river --> sea
```

```json
{"name": "강", "length_km": 340.5, "navigable": true, "bridges": null}
'''

MATH = r"""Inline: the roots are $x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}$, and \(e^{i\pi} + 1 = 0\). It costs $5 to $10.

$$\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}$$

\[
\begin{pmatrix} a & b \\ c & d \end{pmatrix} \begin{pmatrix} x \\ y \end{pmatrix} = \begin{pmatrix} e \\ f \end{pmatrix}
\]

Not to be drawn: $\unknowncommand{x}$.
"""

SCRIPTS = (
    "עברית נכתבת מימין לשמאל, עם English באמצע.\n\nالعربية أيضا.\n\n日本語の文章と中文的句子。\n\n"
    "👩‍👩‍👧 👍🏽 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇰🇷\n\nHidden: \u202egnp.exe\u202c and a\u200bb and \x07.\n\n" + "without_any_space_" * 12 + "\n"
)


@dataclass(frozen=True, slots=True)
class Message:
    role: Role
    contents: tuple[Content, ...]
    live: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    messages: Callable[[], list[Message]]
    height: int = 760


def said(text: str, version: int = 1, versions: int = 1) -> Message:
    return Message(Role.USER, (UserText(text, version, versions),))


def answer(*contents: Content, live: bool = False, **header: object) -> Message:
    head = Header("gpt-5.2-mini", time.time(), finish="" if live else "stop")
    if live:
        head = Header("gpt-5.2-mini", time.time(), State.LIVE, activity=str(header.get("activity", "")))
    elif "state" in header:
        head = Header("gpt-5.2-mini", time.time(), State(str(header["state"])))
    return Message(Role.ASSISTANT, (head, *contents), live)


def prose(text: str) -> Prose:
    return Prose(GrowingText(text, finished=True))


def growing(text: str) -> GrowingText:
    return GrowingText(text, finished=True)


def _tools() -> list[Message]:
    now = time.monotonic()
    city = '{"timezone": "Asia/Seoul"}'
    return [
        said("What time is it?"),
        answer(
            ToolCard("1", "current_time", GrowingText('{"timezone": "Asia/Se')),
            ToolCard("2", "current_time", growing(city), running=True, since=now - 3),
            ToolCard("3", "current_time", growing(city), State.DONE, result="2026-11-21 15:04 KST", seconds=0.4),
            ToolCard(
                "4", "read_file", growing('{"path": "notes.txt"}'), State.FAILED, result="No such file", seconds=0.1
            ),
            ToolCard("5", "delete_file", growing('{"path": "notes.txt"}'), State.WAITING),
            ToolCard("6", "delete_file", growing('{"path": "all"}'), State.DENIED, result="Not allowed"),
            ToolCard("7", "fetch", growing('{"url": "https://example.org"}'), State.STOPPED, result="Interrupted"),
            live=True,
        ),
    ]


def _thoughts() -> list[Message]:
    thoughts = "The user asks about rivers. A river finds the steepest way down.\n\nSo I begin with the spring."
    return [
        said("How does a river find its way?"),
        answer(Reasoning(growing(thoughts), seconds=12.4), prose("It follows the slope.")),
        said("And then?"),
        answer(Reasoning(GrowingText(thoughts), State.LIVE, time.monotonic() - 4), live=True),
    ]


def _endings() -> list[Message]:
    error = ErrorInfo(
        ErrorKind.CONNECTION, "The connection broke while the answer was streaming. What has arrived is kept."
    )
    return [
        said("Tell me everything."),
        answer(prose("As far as it got"), StopMark(0.4), state="stopped"),
        said("Again.", 2, 3),
        answer(Refusal(growing("I cannot help with that."))),
        answer(prose("A text that the provider cut"), FinishNote(FinishReason.CONTENT_FILTER, "content_filter")),
        answer(prose("First half,"), Seam(), prose("second half.")),
        answer(Note("A tool call came without an id; it was given one."), prose("The answer.")),
        answer(
            prose("A long answer that stops in the mid"),
            FinishNote(FinishReason.LENGTH, "max_tokens", (Action.CONTINUE,)),
        ),
        answer(prose("Some words had come"), ErrorStrip(error.message, next_steps(error)), state="failed"),
    ]


FILES = MemoryAttachments()  # what is attached on the sheets


def _attached(data: bytes, name: str) -> AttachmentPart:
    prepared = prepare(data, name, FILES)
    assert isinstance(prepared, Prepared)
    return prepared.part


def _files() -> list[Message]:
    wide, tall = _attached(png(640, 360), "lake.png"), _attached(png(200, 500, color=b"\xe0\xa0\x60"), "tall.png")
    small = _attached(png(60, 40, color=b"\x70\x40\x60"), "a small picture with a long name.png")
    lost = AttachmentPart("lost.png", "image/png", "0" * 64, 9)
    texts = (_attached(b"words", "notes about the river.md"), _attached(pdf("Hi"), "사진 설명 gnp.\u202eexe.pdf"))
    asked = UserText("And these, compared with the paper?", 2, 3)
    return [
        Message(Role.USER, (Attached((wide,)), UserText("What lake is this?"))),
        Message(Role.USER, (Attached((wide, tall, small, lost, *texts)), asked)),
        Message(Role.USER, (Attached(texts[:1]),)),
        Message(Role.USER, (Attached(texts[:1]), UserText("", 1, 2))),
    ]


SHEETS = (
    Sheet("words", lambda: [said("Show me what prose looks like."), answer(prose(WORDS))], 980),
    Sheet("korean", lambda: [said("강은 어떻게 길을 찾나요?"), answer(prose(KOREAN))], 860),
    Sheet("lists", lambda: [answer(prose(LISTS))], 860),
    Sheet("tables", lambda: [answer(prose(TABLES))], 480),
    Sheet("code", lambda: [answer(Prose(GrowingText(CODE)), live=True)], 820),
    Sheet("formulas", lambda: [answer(prose(MATH))], 520),
    Sheet("scripts", lambda: [answer(prose(SCRIPTS))], 520),
    Sheet("tools", _tools, 760),
    Sheet("files", _files, 980),
    Sheet("thoughts", _thoughts, 460),
    Sheet("endings", _endings, 1180),
    Sheet("waiting", lambda: [said("안녕하세요"), answer(live=True, activity="Waiting…")], 300),
)
