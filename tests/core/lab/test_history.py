"""Times of all answers, read from a real store; sums and tables that say what is there."""

from __future__ import annotations

import csv
import io
import sqlite3
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from core.conversations.records import ConversationInfo, ConversationStarted, MessagePlanted
from core.conversations.store import Store
from core.conversations.tree import Planted
from core.lab.history import Answer, Metric, answers_csv, read_answers, summaries, to_csv
from core.messages import Message, Outcome, Role, TextPart, Timing, Usage


def answer(key: str, created: float, model: str = "m", **times: float) -> Message:
    timing = Timing(**{f"{name}_ms": value for name, value in times.items()})
    parts = (TextPart('"timing":{ is a text'),)
    return Message(key, Role.ASSISTANT, parts, created, "p", model, Outcome.FINISHED, usage=Usage(3, 7), timing=timing)


async def test_the_answers_of_a_store_with_their_times(tmp_path: Path) -> None:
    messages = [
        answer("a", 1000.0, first_byte=50.0, first_token=100.0, last_token=900.0, total=950.0),
        answer("b", 3000.0, "n", first_token=300.0, last_token=400.0, total=500.0),
        answer("c", 2000.0, total=80.0),
        Message("d", Role.ASSISTANT, (TextPart("no times"),), 4000.0, "p", "m"),
        Message("q", Role.USER, (TextPart('"timing":{"first_token_ms": 1}'),), 500.0),
    ]
    store = await Store.open(tmp_path)
    try:
        await store.commit(
            [
                ConversationStarted(ConversationInfo("c", title="T", updated=1.0)),
                *(MessagePlanted("c", Planted(each, None, 1), float(n)) for n, each in enumerate(messages)),
            ]
        )
        found = await store.read(read_answers)
        late = await store.read(lambda db: read_answers(db, 2500.0))
    finally:
        await store.aclose()
    with_times = [one for one in found if one.total_ms is not None]
    assert [(one.message, one.first_token_ms, one.last_token_ms, one.total_ms) for one in with_times] == [
        ("a", 100.0, 900.0, 950.0),
        ("c", None, None, 80.0),
        ("b", 300.0, 400.0, 500.0),
    ]
    first = found[0]
    assert (first.conversation, first.provider, first.model, first.output_tokens) == ("c", "p", "m", 7)
    assert (first.outcome, first.first_byte_ms) == ("finished", 50.0)
    assert [one.message for one in late if one.total_ms is not None] == ["b"]


async def test_a_damaged_row_costs_its_times_alone(tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    try:
        await store.commit(
            [
                ConversationStarted(ConversationInfo("c", title="T", updated=1.0)),
                MessagePlanted("c", Planted(answer("a", 1.0, total=5.0), None, 1), 1.0),
                MessagePlanted("c", Planted(answer("b", 2.0, total=6.0), None, 1), 2.0),
            ]
        )

        def damage(db: sqlite3.Connection) -> None:
            db.execute("""UPDATE messages SET data = '{"timing":{broken' WHERE id = 'a'""")
            db.commit()

        await store.write(damage)
        found = await store.read(read_answers)
    finally:
        await store.aclose()
    assert [(one.message, one.total_ms) for one in found] == [("a", None), ("b", 6.0)]


def made(provider: str, model: str, value: float | None) -> Answer:
    return Answer("c", "m", 1.0, provider, model, None, "finished", None, value, None, None)


@given(
    st.lists(
        st.tuples(st.sampled_from("pq"), st.sampled_from("mn"), st.none() | st.floats(0, 1e6)).map(lambda x: made(*x))
    )
)
def test_sums_count_each_answer_once_and_are_in_order(answers: list[Answer]) -> None:
    found = summaries(answers, Metric.FIRST_TOKEN)
    assert sum(one.count for one in found) == sum(one.first_token_ms is not None for one in answers)
    assert summaries(answers, Metric.TOTAL) == []
    for one in found:
        values = [
            each.first_token_ms
            for each in answers
            if (each.provider, each.model) == (one.provider, one.model) and each.first_token_ms is not None
        ]
        assert one.best == min(values)
        assert one.worst == max(values)
        assert one.best <= one.p50 <= one.p95 <= one.worst
        assert {one.p50, one.p95} <= set(values)


def test_a_table_survives_its_way_through_a_spreadsheet() -> None:
    text = answers_csv([made('evil, "model"\nline', "=cmd()", 12.3456)])
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:3] == ["time", "provider", "model"]
    assert rows[1][1] == 'evil, "model"\nline'
    assert rows[1][2] == "'=cmd()"  # never a formula
    assert rows[1][5] == "12.346"
    assert to_csv(["a"], [[None]]) == 'a\r\n""\r\n'
