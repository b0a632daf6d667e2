"""What the gallery shows of the transcript: sheets, each a conversation made of the values of one kind of block."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtTest import QTest

from core.attachments import MemoryAttachments, Prepared, prepare
from core.errors import ErrorInfo, ErrorKind
from core.messages import AttachmentPart, FinishReason, Role
from gui.chat.outcome import next_steps
from gui.transcript.blocks.code import CodePiece
from gui.transcript.blocks.folded import FoldedPiece
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
from gui.transcript.find.control import Find
from gui.transcript.selection import Place
from gui.transcript.view import TranscriptView
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

IMAGES = """An image in words ![a river](https://example.org/river.png) goes on, one of its own:

![The delta from above, in the evening, with its many arms](https://example.org/a/long/address/of/a/picture/delta.jpg)

Never asked for: ![](file:///etc/passwd), ![x](data:image/png;base64,AAAA), and <img src="https://example.org/x.png">.

<details><summary>Raw HTML</summary>is text too.</details>
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
    """`height` is that of the view where it is not as high as what it shows; `touch` is what a reader does then."""

    name: str
    messages: Callable[[], list[Message]]
    height: int = 0
    touch: Callable[[TranscriptView], None] = lambda _view: None


def said(text: str, version: int = 1, versions: int = 1) -> Message:
    return Message(Role.USER, (UserText(text, version, versions),))


def answer(*contents: Content, live: bool = False, **header: object) -> Message:
    head = Header("gpt-5.2-mini", time.time(), finish="" if live else str(header.get("finish", "stop")))
    if live:
        since = time.monotonic() - 7
        head = Header("gpt-5.2-mini", time.time(), State.LIVE, activity=str(header.get("activity", "")), since=since)
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
        answer(
            prose("A text that the provider cut"),
            FinishNote(FinishReason.CONTENT_FILTER, "content_filter"),
            finish="content_filter",
        ),
        answer(prose("First half,"), Seam(), prose("second half.")),
        answer(Note("A tool call came without an id; it was given one."), prose("The answer.")),
        answer(
            prose("A long answer that stops in the mid"),
            FinishNote(FinishReason.LENGTH, "max_tokens", (Action.CONTINUE,)),
            finish="max_tokens",
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


def _unfold(view: TranscriptView) -> None:
    """Open every card and every thought, and wrap all code."""
    for index, item in enumerate(view.canvas.layout.items):
        for piece in item.pieces:
            if (isinstance(piece, FoldedPiece) and not piece.is_open) or (
                isinstance(piece, CodePiece) and piece.spots()
            ):
                view.unfold(index, piece)


def _select(view: TranscriptView) -> None:
    view.canvas.selection.set(Place(0, 0, 0, 12), Place(3, 1, 0, 40))
    view.viewport().update()


def _look_for(view: TranscriptView) -> None:
    find = Find(view.canvas.styles.theme, view)
    find.open()
    find.parts.bar.field.setText("river")
    while find.parts.finder.searching:
        QTest.qWait(20)
    find.parts.marks.refresh()


def _leave_the_end(view: TranscriptView) -> None:
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() - 120)
    items = view.model.items
    content = items[-1].blocks[-1].content
    assert isinstance(content, Prose)
    content.text.append(
        "\n\nAnother paragraph comes, of two lines, while the reader stays where they are and reads on." * 9
    )
    view.model.textGrew.emit(len(items) - 1, len(items[-1].blocks) - 1)


def _talk() -> list[Message]:
    answers = (prose("The river follows the **slope**. " * 6), prose("A river takes `sand` along.\n\n- so\n- and so"))
    return [said("How does a river find its way?"), answer(answers[0]), said("And the sand?"), answer(answers[1])]


def _long_talk(*, live: bool = False) -> list[Message]:
    last = Prose(GrowingText("A river begins somewhere, and it goes on. " * 3))
    return [*_talk(), *_talk(), *_talk(), said("Go on."), answer(last, live=live)]


def _refusals() -> list[Message]:
    now = time.monotonic()
    retry = Header("gpt-5.2-mini", time.time(), State.LIVE, activity="Trying again", since=now, until=now + 12)
    key = ErrorStrip("The provider does not accept the key for this address.", (Action.ENTER_KEY, Action.OPEN_SETTINGS))
    return [
        said("Again?", 1, 2),
        answer(key, state="failed"),
        answer(prose("Half of it"), Refusal(growing("I cannot go on with that part, but with the other one I can."))),
        Message(Role.ASSISTANT, (retry, Note("The server is busy (503). The question is sent again.")), live=True),
    ]


SHEETS = (
    Sheet("words", lambda: [said("Show me what prose looks like."), answer(prose(WORDS))]),
    Sheet("korean", lambda: [said("강은 어떻게 길을 찾나요?"), answer(prose(KOREAN))]),
    Sheet("lists", lambda: [answer(prose(LISTS))]),
    Sheet("tables", lambda: [answer(prose(TABLES))]),
    Sheet("code", lambda: [answer(Prose(GrowingText(CODE)), live=True)]),
    Sheet("wrapped", lambda: [answer(prose(CODE))], touch=_unfold),
    Sheet("formulas", lambda: [answer(prose(MATH))]),
    Sheet("scripts", lambda: [answer(prose(SCRIPTS))]),
    Sheet("images", lambda: [answer(prose(IMAGES))]),
    Sheet("tools", _tools),
    Sheet("files", _files),
    Sheet("thoughts", _thoughts),
    Sheet("opened", lambda: [*_thoughts(), *_tools()], touch=_unfold),
    Sheet("endings", _endings),
    Sheet("refusals", _refusals),
    Sheet("waiting", lambda: [said("안녕하세요"), answer(live=True, activity="Waiting…")]),
    Sheet("selection", _talk, touch=_select),
    Sheet("found", _long_talk, 520, touch=_look_for),
    Sheet("pill", lambda: _long_talk(live=True), 520, touch=_leave_the_end),
)
