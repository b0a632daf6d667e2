"""Dates: Korean and ISO forms, steps in months, what lies between, and days that do not exist."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ToolArgumentsError
from core.tools.builtin.dates import calculate_date
from tests.core.tools.calling import run


@pytest.mark.parametrize(
    "written",
    ["2026-11-21", "2026/11/21", "2026. 11. 21.", "20261121", "2026년 11월 21일", "2026년 11월 21일(토)", "2026-W47-6"],
)
async def test_a_date_is_understood_in_its_common_forms(written: str) -> None:
    said = json.loads(await run(calculate_date, date=written))
    assert (said["date"], said["weekday"], said["iso_week"]) == ("2026-11-21", "Saturday", "2026-W47-6")
    assert said["korean"] == "2026년 11월 21일 토요일"


@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        ({"date": "2024-02-29", "years": 1}, "2025-02-28"),
        ({"date": "2026-01-31", "months": 1, "days": 1}, "2026-03-01"),
        ({"date": "2026-03-31", "months": -1}, "2026-02-28"),
        ({"date": "2026-11-21", "weeks": 2}, "2026-12-05"),
    ],
)
async def test_a_date_some_time_later(arguments: dict[str, Any], result: str) -> None:
    assert json.loads(await run(calculate_date, **arguments))["date"] == result


async def test_how_far_two_dates_are_apart() -> None:
    said = json.loads(await run(calculate_date, date="2024-01-31", until="2026년 3월 1일"))
    assert said["days"] == 760
    assert said["apart"] == {"years": 2, "months": 1, "days": 1}
    assert json.loads(await run(calculate_date, date="2026-01-02", until="2026-01-01"))["days"] == -1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"date": "2026-02-30"}, "no such day"),
        ({"date": "21.11.2026"}, "must be a date"),
        ({"date": "2026-11-21", "days": 10**9}, "whole number"),
        ({"date": "9999-12-31", "days": 1}, "years 1 to 9999"),
        ({"date": "2026-11-21", "until": "2026-11-22", "days": 1}, "either"),
        ({"date": "2026-11-21", "day": 1}, "no argument 'day'"),
        ({"date": 3}, "must be a text"),
        ({"date": "2026-W60-1"}, "no such day"),
    ],
)
async def test_what_is_no_date_is_told(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ToolArgumentsError, match=words):
        await run(calculate_date, **arguments)


@given(st.dates(date(1000, 1, 1), date(9000, 1, 1)), st.integers(-300_000, 300_000))
async def test_adding_days_and_counting_them_agree(start: date, days: int) -> None:
    end = start + timedelta(days)
    assert json.loads(await run(calculate_date, date=start.isoformat(), until=end.isoformat()))["days"] == days
    if days:
        assert json.loads(await run(calculate_date, date=start.isoformat(), days=days))["date"] == end.isoformat()
