"""Tokens and money of answers in words: long for a tooltip, short for a line. Pure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from PySide6.QtCore import QCoreApplication

from core.prices import Bill

_LEAST: Final = Decimal("0.0001")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Inspector", text)


def counted(tokens: int) -> str:
    return f"{tokens:,}"


def money(amount: Decimal, currency: str) -> str:
    """An amount in words as exact as it is useful: $12.30, $0.042, less than $0.0001."""
    sign = "$" if currency == "USD" else f"{currency} "
    if 0 < amount < _LEAST:
        return f"< {sign}{_LEAST}"
    places = Decimal("0.01") if amount >= 1 else Decimal("0.001") if amount >= Decimal("0.01") else _LEAST
    return f"{sign}{amount.quantize(places, ROUND_HALF_UP):,}"


def is_priced(total: Bill) -> bool:
    """Whether something of it has a known price."""
    return total.unpriced < total.responses


def amounts(total: Bill) -> str:
    """The money of what has a price, by currency; empty where all of that is free."""
    spent = {currency: amount for currency, amount in total.amounts.items() if amount}
    return " + ".join(money(amount, currency) for currency, amount in spent.items())


def without_price(total: Bill) -> str:
    """How much of it has no known price; empty where all has one."""
    return _tr("{n} without a price").replace("{n}", counted(total.unpriced)) if total.unpriced else ""


def spent_text(total: Bill) -> str:
    """Tokens and money, with the day of the prices; empty where nobody counted."""
    if not total.responses:
        return ""
    parts = [
        _tr("{read} tokens in, {written} out")
        .replace("{read}", counted(total.input_tokens))
        .replace("{written}", counted(total.output_tokens))
    ]
    if is_priced(total):
        spent, rest = amounts(total), without_price(total)
        said = f"{_tr('about')} {spent}" if spent else f"{_tr('Cost')} {_tr('free')}"
        parts.append(f"{said} ({rest})" if rest else said)
    if total.as_of is not None:
        parts.append(_tr("prices of {date}").replace("{date}", total.as_of.isoformat()))
    return " · ".join(parts)


def answer_line(total: Bill) -> str:
    """What one answer took, in as few words as say it."""
    said = _tr("{read} in, {written} out").replace("{read}", counted(total.input_tokens))
    return _with_cost(said.replace("{written}", counted(total.output_tokens)), total)


def whole_line(total: Bill) -> str:
    """What a conversation took, in as few words as say it; empty where nobody counted."""
    if not total.responses:
        return ""
    return _with_cost(_tr("{n} tokens").replace("{n}", counted(total.input_tokens + total.output_tokens)), total)


def cost_words(total: Bill) -> str:
    """The money alone; empty where no price is known."""
    if not is_priced(total):
        return ""
    spent = amounts(total)
    return f"{_tr('about')} {spent}" if spent else _tr("free")


def _with_cost(said: str, total: Bill) -> str:
    cost = cost_words(total)
    return f"{said} · {cost}" if cost else said
