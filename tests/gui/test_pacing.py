"""Even pacing: what is shown follows what arrived, in order, whole, and never more than a moment later."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.events import (
    PartDelta,
    PartFinished,
    PartStarted,
    ResponseStarted,
    Stamped,
    ToolStarted,
    TurnEvent,
    TurnFinished,
    TurnStarted,
    UsageReported,
)
from core.messages import Outcome, PartKind, TextPart, Timing, Usage
from gui.chat.feed import TurnFeed
from gui.chat.pacing import LONGEST_S, Pacer, belong_together
from gui.transcript.model import TranscriptModel
from gui.widgets.clock import FrameClock

FRAME_S = 0.016
GRAPHEMES = [
    *("a", "b", " ", "\n", "\r\n", "é", "e\u0301", "글", "\u1100\u1173\u11af", "\u1100\u1161", "가\u11a8", "日"),
    *(
        "👍🏽",
        "👩‍👩‍👧‍👦",
        "🇰🇷",
        "❤️",
        "🏴\U000e0067\U000e0062\U000e007f",
        "क्षि",
        "กำ",
        "ｶﾞ",
        "z\u0301\u0302\u0303",
        "🏳️‍🌈",
        "①",
    ),
]

texts = st.lists(st.sampled_from(GRAPHEMES), max_size=60).map("".join)
# What happens: text arrives in a place, a frame passes, or everything is wanted at once. Before each, time passes.
steps = st.lists(
    st.tuples(
        st.sampled_from([0.0, 0.0, 0.001, 0.015, FRAME_S, 0.040, 0.3, 60.0]),
        st.one_of(st.tuples(st.integers(0, 2), texts), st.just("frame"), st.just("frame"), st.just("drain")),
    ),
    max_size=60,
)


def joined(pieces: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Runs of one place as one text."""
    runs = itertools.groupby((piece for piece in pieces if piece[1]), lambda piece: piece[0])
    return [(place, "".join(text for _, text in run)) for place, run in runs]


@given(steps)
def test_what_is_shown_is_what_arrived_in_order_and_never_late(
    steps: list[tuple[float, tuple[int, str] | str]],
) -> None:
    pacer: Pacer[int] = Pacer()
    now, due = 100.0, 0
    arrived: list[tuple[int, str]] = []
    shown: list[tuple[int, str]] = []
    times: list[tuple[float, int]] = []  # when how many characters had arrived
    size = 0
    for pause, step in steps:
        now += pause
        if isinstance(step, tuple):
            pacer.put(*step, now)
            arrived.append(step)
            size += len(step[1])
            times.append((now, size))
        else:
            shown += pacer.take(now) if step == "frame" else pacer.drain()
            done = sum(len(text) for _, text in shown)
            due = max((count for at, count in times if at + LONGEST_S <= now), default=0)
            assert done >= due
            assert pacer.waiting == size - done
            assert step == "frame" or pacer.waiting == 0
            _assert_prefix(joined(shown), joined(arrived))
    shown += pacer.drain()
    assert joined(shown) == joined(arrived)


def _assert_prefix(shown: list[tuple[int, str]], arrived: list[tuple[int, str]]) -> None:
    assert shown[:-1] == arrived[: len(shown) - 1 if shown else 0]
    if shown:
        place, text = arrived[len(shown) - 1]
        assert shown[-1][0] == place
        assert text.startswith(shown[-1][1])


@given(st.lists(st.tuples(st.floats(0.0, 0.4), st.lists(texts, min_size=1, max_size=40)), min_size=1, max_size=5))
def test_with_regular_frames_nothing_waits_longer_than_the_longest_time(bursts: list[tuple[float, list[str]]]) -> None:
    pacer: Pacer[int] = Pacer()
    frames = (number * FRAME_S for number in itertools.count())
    frame = next(frames)
    at, arrived, shown = 0.0, 0, 0
    waits: list[tuple[float, int]] = []
    for pause, texts_ in [*bursts, (LONGEST_S, [""])]:
        at += pause
        while frame < at:
            shown += sum(len(text) for _, text in pacer.take(frame))
            assert all(count <= shown for came, count in waits if came + LONGEST_S < frame + FRAME_S)
            frame = next(frames)
        for text in texts_:
            pacer.put(0, text, at)
            arrived += len(text)
        waits.append((at, arrived))
    assert shown == waits[-2][1]


@given(st.lists(st.sampled_from(GRAPHEMES), min_size=30, max_size=200).map("".join), st.integers(1, 30))
def test_no_frame_ends_inside_a_grapheme_that_has_come_whole(text: str, cut: int) -> None:
    pacer: Pacer[int] = Pacer()
    for start in range(0, len(text), cut):
        pacer.put(0, text[start : start + cut], 0.0)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    shown = ""
    for number in range(1, 12):
        shown += "".join(piece for _, piece in pacer.take(number * FRAME_S))
        finder.setPosition(len(shown.encode("utf-16-le")) // 2)
        assert finder.isAtBoundary(), shown[-10:]
    assert shown == text


def test_the_halves_of_a_surrogate_pair_stay_together() -> None:
    assert belong_together("\ud83d", "\ude00")
    assert not belong_together("\ude00", "\ud83d")


def test_a_burst_is_shown_evenly() -> None:
    pacer: Pacer[int] = Pacer()
    sizes = []
    for number in range(57):
        if number % 19 == 0:  # a packet every 300 ms
            for _ in range(40):
                pacer.put(0, "word ", number * FRAME_S)
        sizes.append(sum(len(text) for _, text in pacer.take(number * FRAME_S)))
    for packet in (sizes[:19], sizes[19:38], sizes[38:]):
        moving = [size for size in packet if size]
        assert len(moving) == 10
        assert max(moving) <= 25
        assert min(moving) >= 15
        assert sum(moving) == 200


@given(st.lists(st.text("abc", min_size=1, max_size=40), min_size=20, max_size=60))
def test_even_text_is_not_held_back(deltas: list[str]) -> None:
    pacer: Pacer[int] = Pacer()
    for number, delta in enumerate(deltas):
        pacer.put(0, delta, number * FRAME_S)
        pacer.take(number * FRAME_S + 0.001)
        assert number < 10 or pacer.waiting == 0  # after a pause it takes a moment to see that the text is even


@given(st.lists(st.floats(0.0, 1.0), max_size=60))
def test_a_word_is_shown_with_the_next_frame(pauses: list[float]) -> None:
    pacer: Pacer[int] = Pacer()
    now = 0.0
    for pause in pauses:
        now += pause
        pacer.put(0, " word", now)
        assert pacer.take(now) == [(0, " word")]


def test_ten_thousand_deltas_are_a_few_big_pieces() -> None:
    pacer: Pacer[int] = Pacer()
    for _ in range(10_000):
        pacer.put(0, "word ", 5.0)
    frames = [pacer.take(5.0 + number * FRAME_S) for number in range(1, 11)]
    assert all(len(frame) <= 1 for frame in frames)
    assert sum(len(text) for frame in frames for _, text in frame) == 50_000
    assert max(len(text) for frame in frames for _, text in frame) < 6_000


def test_one_enormous_delta_with_nothing_to_cut_at_comes_at_once() -> None:
    pacer: Pacer[int] = Pacer()
    pacer.put(0, "a" + "\u0301" * 1_000_000, 0.0)
    assert len(pacer.take(0.001)[0][1]) == 1_000_001


# --- in the feed ------------------------------------------------------------------------------------------------------


class Stream:
    """A feed that spreads, with a clock of its own: time passes when a test says so."""

    def __init__(self, *, spread: bool = True) -> None:
        self.now = 50.0
        self.spread = spread
        self.clock = FrameClock()
        self.clock.set_paused(True)
        self.model = TranscriptModel()
        self.feed = TurnFeed(self.model, self.clock, lambda: self.spread, lambda: self.now)
        self._seq = itertools.count()
        self.tell(TurnStarted("t", "p", "m", 0.0), ResponseStarted(), PartStarted(0, PartKind.TEXT))

    def tell(self, *events: TurnEvent) -> None:
        for event in events:
            self.feed.handle(Stamped(next(self._seq), self.now, event))

    def burst(self, index: int = 0) -> None:
        self.tell(*(PartDelta(index, "word ") for _ in range(40)))

    def frame(self) -> str:
        """Let a frame pass; what can be read then."""
        self.now += FRAME_S
        self.clock.beat()
        return self.text

    @property
    def text(self) -> str:
        return self.model.plain_text()

    @property
    def words(self) -> int:
        return self.text.count("word")


def test_the_transcript_shows_a_burst_frame_by_frame() -> None:
    stream = Stream()
    stream.burst()
    assert stream.words == 0
    counts = [stream.frame().count("word") for _ in range(12)]
    assert 0 < counts[0] < counts[4] < counts[8] <= 40
    assert counts[10:] == [40, 40]
    assert stream.model.items[0].size == 200


def test_reduced_motion_shows_everything_with_the_next_frame() -> None:
    stream = Stream()
    stream.burst()
    stream.frame()
    stream.spread = False
    assert stream.frame().count("word") == 40
    stream.burst()
    assert stream.frame().count("word") == 80


@pytest.mark.parametrize(
    "event",
    [
        PartFinished(0, TextPart("")),
        PartStarted(1, PartKind.REASONING),
        ToolStarted("c", "get_time"),
        TurnFinished(Outcome.STOPPED, Timing()),
        TurnFinished(Outcome.FAILED, Timing()),
    ],
)
def test_whatever_happens_next_comes_after_all_text(event: TurnEvent) -> None:
    stream = Stream()
    stream.burst()
    stream.frame()
    assert stream.words < 40
    stream.tell(event)
    assert stream.words == 40
    after = stream.frame()
    assert [stream.frame() for _ in range(10)] == [after] * 10  # nothing comes dribbling


def test_numbers_in_between_do_not_hurry_the_text() -> None:
    stream = Stream()
    stream.burst()
    stream.tell(UsageReported(Usage(1, 2)))
    assert stream.words == 0


def test_texts_of_several_parts_keep_their_order() -> None:
    stream = Stream()
    stream.tell(PartStarted(1, PartKind.REASONING))
    stream.burst(0)
    stream.burst(1)
    seen = False
    for _ in range(12):
        stream.frame()
        first, second = (block.content.text.text for block in stream.model.items[0].blocks[1:])  # type: ignore[union-attr]
        assert not second or len(first) == 200
        seen = seen or bool(second)
    assert seen
    assert len(second) == 200


def test_a_hidden_window_catches_up_with_one_frame_when_it_is_shown(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    stream = Stream()
    stream.clock.watch(window)
    for _ in range(20):
        stream.burst()
        stream.now += 0.05
    stream.now += LONGEST_S
    assert not stream.clock.running
    assert stream.words == 0
    assert stream.frame().count("word") == 800
