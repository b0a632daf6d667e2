"""The lab's figures in words. No widgets."""

from __future__ import annotations

import time
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from core.lab.history import Metric
from core.markdown.foreign import visible

_STEPS_S: Final = tuple(hours * 3600.0 for hours in (0.25, 1, 3, 6, 12, 24, 48, 168, 336, 720, 2184, 8760))
_HOURS_S, _DAYS_S = 36 * 3600.0, 330 * 86_400.0  # an axis that spans less is marked by hours, by days


def _tr(text: str) -> str:
    return QCoreApplication.translate("LatencyLab", text)


def one_line(text: str) -> str:
    """Foreign text for a single line."""
    return visible(text).replace("\n", " ").replace("\t", " ")


def duration(milliseconds: float) -> str:
    """Three significant figures with a unit, zeros too, so that a column of them is even; 0 has none."""
    if milliseconds == 0:
        return "0"
    if milliseconds < 999.5:
        return _tr("{n} ms").replace("{n}", _three(milliseconds))
    return _tr("{n} s").replace("{n}", _three(milliseconds / 1000))


def _three(value: float) -> str:
    places = 0 if value >= 99.95 else 1 if value >= 9.995 else 2 if value >= 0.9995 else 3
    return f"{value:.{places}f}"


def tick(milliseconds: float) -> str:
    """A round time at an axis, as short as it can be said."""
    if milliseconds < 1000:
        return _tr("{n} ms").replace("{n}", f"{milliseconds:.3g}") if milliseconds else "0"
    return _tr("{n} s").replace("{n}", f"{milliseconds / 1000:.3g}")


def metric_name(metric: Metric) -> str:
    names = {
        Metric.FIRST_TOKEN: _tr("First token"),
        Metric.LAST_TOKEN: _tr("Last token"),
        Metric.TOTAL: _tr("Whole turn"),
    }
    return names[metric]


def moment(seconds: float) -> str:
    """A day and a time of this machine's zone."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(seconds)), QLocale.FormatType.ShortFormat)


def day(seconds: float, span: float) -> str:
    """A mark of an axis that spans so many seconds."""
    form = "HH:mm" if span < _HOURS_S else _tr("MMM d") if span < _DAYS_S else _tr("MMM yyyy")
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(seconds)), form)


def day_marks(first: float, last: float) -> tuple[float, ...]:
    """Round moments of this machine's zone between two times: hours, days or more apart, so that none is written like
    the one before; twelve at most."""
    span = last - first
    least = 0.0 if span < _HOURS_S else 86_400.0 if span < _DAYS_S else 2184 * 3600.0
    step = next((step for step in _STEPS_S if step >= least and span / step <= 12), _STEPS_S[-1])
    local = time.localtime(first)
    midnight = first - local.tm_hour * 3600 - local.tm_min * 60 - local.tm_sec - first % 1
    count = int((last - midnight) / step) + 1
    return tuple(at for number in range(count) if first <= (at := midnight + number * step) <= last)


def money(amount: Decimal, currency: str) -> str:
    sign = "$" if currency == "USD" else f"{currency} "
    if 0 < amount < Decimal("0.0001"):
        return f"< {sign}0.0001"
    places = Decimal("0.01") if amount >= 1 else Decimal("0.0001")
    return f"{sign}{amount.quantize(places, ROUND_HALF_UP):,}"
