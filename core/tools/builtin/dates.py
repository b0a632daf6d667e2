"""`calculate_date`: days between dates, a date some time later, its weekday and week. Reads nothing but the clock, so
it runs without asking."""

from __future__ import annotations

import calendar
import json
import re
from datetime import date, timedelta
from typing import Any, Final

from core.errors import ToolArgumentsError
from core.providers.base import ToolSpec
from core.tools import arguments as given
from core.tools.base import Call, Tool

_KOREAN_DAYS: Final = "월화수목금토일"
_MOST: Final = 400_000  # days, weeks, months or years: more than there are dates
# 2026-11-21, 2026/11/21, 2026.11.21, 20261121, 2026년 11월 21일 (with its weekday behind it)
_FORMS: Final = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?"),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})"),
    re.compile(r"(\d{4})\s*\.\s*(\d{1,2})\s*\.\s*(\d{1,2})\s*\.?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
    re.compile(r"(\d{4})\s*년\s*(\d{1,2})\s*월\s*(\d{1,2})\s*일\s*(?:\(?[월화수목금토일](?:요일)?\)?)?"),
)
_ISO_WEEK: Final = re.compile(r"(\d{4})-?W(\d{2})-?([1-7])")
_STEPS: Final = ("days", "weeks", "months", "years")


async def _run(arguments: dict[str, Any], call: Call) -> str:
    given.only(arguments, ("date", "until", *_STEPS))
    start = _date(arguments, "date")
    steps = {name: given.whole(arguments, name, 0, -_MOST, _MOST) for name in _STEPS}
    said: dict[str, object] = {}
    if arguments.get("until") is not None:
        if any(steps.values()):
            raise ToolArgumentsError("Give either `until` or days, weeks, months and years to add.")
        said = _between(start, _date(arguments, "until"))
    elif any(steps.values()):
        said = {"from": start.isoformat(), **_about(_added(start, steps))}
    else:
        said = _about(start)
    return json.dumps(said, ensure_ascii=False)


def _between(first: date, second: date) -> dict[str, object]:
    days = (second - first).days
    early, late = min(first, second), max(first, second)
    months = (late.year - early.year) * 12 + late.month - early.month
    if _later(early, months) > late:
        months -= 1
    apart = {"years": months // 12, "months": months % 12, "days": (late - _later(early, months)).days}
    return {
        "from": first.isoformat(),
        "until": second.isoformat(),
        "days": days,
        "weeks_and_days": [abs(days) // 7, abs(days) % 7],
        "apart": apart,
    }


def _added(start: date, steps: dict[str, int]) -> date:
    try:
        return _later(start, steps["years"] * 12 + steps["months"]) + timedelta(steps["weeks"] * 7 + steps["days"])
    except (ValueError, OverflowError) as error:
        raise ToolArgumentsError("The result would lie outside of the years 1 to 9999.") from error


def _later(start: date, months: int) -> date:
    """Some months later, on the month's last day where it is shorter. Raises ValueError."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if not 1 <= year <= 9999:
        raise ValueError(year)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _about(day: date) -> dict[str, object]:
    year, week, weekday = day.isocalendar()
    return {
        "date": day.isoformat(),
        "weekday": calendar.day_name[weekday - 1],
        "korean": f"{day.year}년 {day.month}월 {day.day}일 {_KOREAN_DAYS[weekday - 1]}요일",
        "iso_week": f"{year:04}-W{week:02}-{weekday}",
        "day_of_year": day.timetuple().tm_yday,
        "leap_year": calendar.isleap(day.year),
    }


def _date(arguments: dict[str, Any], name: str) -> date:
    written = given.text(arguments, name, longest=60, example="2026-11-21 or 2026년 11월 21일")
    if written.casefold() in ("today", "오늘"):
        return date.today()
    try:
        if week := _ISO_WEEK.fullmatch(written):
            return date.fromisocalendar(*map(int, week.groups()))
        for form in _FORMS:
            if found := form.fullmatch(written):
                return date(*map(int, found.groups()))
    except ValueError as error:
        raise ToolArgumentsError(f"There is no such day: {given.shown(written)}.") from error
    raise ToolArgumentsError(f"`{name}` must be a date such as 2026-11-21 or 2026년 11월 21일, or “today”.")


_STEP: Final = {"type": "integer", "description": "To add; below zero goes back"}

calculate_date = Tool(
    spec=ToolSpec(
        name="calculate_date",
        description="About a date: weekday and ISO week of it; with `until`, how far apart two dates are; with days, "
        "weeks, months or years, the date that much later (years and months first).",
        parameters={
            "type": "object",
            "properties": {
                "date": {"type": "string", "description": "2026-11-21, 2026년 11월 21일, 2026-W47-6 or today"},
                "until": {"type": "string", "description": "A second date"},
                **dict.fromkeys(_STEPS, _STEP),
            },
            "required": ["date"],
            "additionalProperties": False,
        },
    ),
    run=_run,
    asks=False,
    read_only=True,
)
