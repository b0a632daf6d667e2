"""Days of the list: which conversations stand together, and what the heading above them says."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

_EVER: Final = -(1 << 62)


def stretch_of(activity: int, today: date) -> tuple[int, int | None]:
    """From when (inclusive) until when conversations stand together with one that was used at `activity`, in
    milliseconds since the epoch: today, yesterday, the seven days up to then, or a month. What is still to come
    counts as today."""
    begins = _midnight(today)
    if activity >= begins:
        return begins, None
    yesterday, week = _midnight(today - timedelta(days=1)), _midnight(today - timedelta(days=7))
    if activity >= yesterday:
        return yesterday, begins
    if activity >= week:
        return week, yesterday
    if activity < 0:
        return _EVER, 0
    used = datetime.fromtimestamp(activity / 1000).date()
    first = used.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return max(_midnight(first), 0), min(_midnight(following), week)


def heading(since: int, today: date) -> str:
    """The words above the conversations of the stretch that begins at `since`."""
    if since >= _midnight(today):
        return QCoreApplication.translate("Sidebar", "Today")
    if since >= _midnight(today - timedelta(days=1)):
        return QCoreApplication.translate("Sidebar", "Yesterday")
    if since == _midnight(today - timedelta(days=7)):
        return QCoreApplication.translate("Sidebar", "Previous 7 days")
    if since < 0:
        return QCoreApplication.translate("Sidebar", "Earlier")
    day = datetime.fromtimestamp(since / 1000).date()
    month = QLocale().standaloneMonthName(day.month, QLocale.FormatType.LongFormat)
    words = QCoreApplication.translate("Sidebar", "{month} {year}")
    return words.replace("{month}", month).replace("{year}", str(day.year))


def when(updated: float) -> str:
    """The day and the time of something, in the words of the person's language."""
    try:
        moment = datetime.fromtimestamp(updated)
    except (OverflowError, OSError, ValueError):  # a time from somebody else's file
        return ""
    day = QLocale().toString(QDate(moment.year, moment.month, moment.day), QLocale.FormatType.ShortFormat)
    return f"{day} {moment:%H:%M}"


def until_midnight(now: datetime) -> int:
    """Milliseconds until another day begins, a moment later."""
    return int(_midnight(now.date() + timedelta(days=1)) - now.timestamp() * 1000) + 1000


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time.min).timestamp() * 1000)
