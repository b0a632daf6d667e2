"""What answers cost, as lines to show. Pure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtCore import QCoreApplication

from core.prices import Bill, Prices, Used, bill
from gui.inspector import words
from gui.inspector.labels import Fact
from gui.inspector.state import InspectorState


def _tr(text: str) -> str:
    return QCoreApplication.translate("Inspector", text)


def cost_facts(state: InspectorState, prices: Prices, month: Bill | None = None) -> tuple[Fact, ...]:
    """What the answer cost, what the conversation did from the second one on, and everything in this month. No line
    without a known price."""
    answer = bill((Used(0.0, state.provider, state.model, usage) for usage in state.usages), prices)
    facts = [*_cost(_tr("Cost"), _tr("Cost, about"), answer)]
    days = [answer.as_of]
    if not state.live and len(state.history) > answer.responses:
        whole = bill(state.history, prices)
        facts.append(Fact(_tr("Conversation"), words.tokens(whole.input_tokens + whole.output_tokens), _tr("tokens")))
        facts += _cost(_tr("Its cost"), _tr("Its cost, about"), whole)
        days.append(whole.as_of)
    if month is not None and month.responses:
        facts.append(Fact(_tr("This month"), words.tokens(month.input_tokens + month.output_tokens), _tr("tokens")))
        facts += _cost(_tr("Its cost"), _tr("Its cost, about"), month)
        days.append(month.as_of)
    day = min((day for day in days if day is not None), default=None)
    if day is not None:
        facts.append(Fact(_tr("Prices of {date}").replace("{date}", day.isoformat()), ""))
    return tuple(facts)


def spent_text(total: Bill) -> str:
    """Tokens and money in one line, with the day of the prices; empty where nobody counted."""
    if not total.responses:
        return ""
    read, written = words.tokens(total.input_tokens), words.tokens(total.output_tokens)
    parts = [_tr("{read} tokens in, {written} out").replace("{read}", read).replace("{written}", written)]
    parts += [fact.text() for fact in _cost(_tr("Cost"), _tr("about"), total)]
    if total.as_of is not None:
        parts.append(_tr("prices of {date}").replace("{date}", total.as_of.isoformat()))
    return " · ".join(parts)


def _cost(free: str, about: str, total: Bill) -> tuple[Fact, ...]:
    if not total.responses or total.unpriced == total.responses:
        return ()
    note = _tr("{n} without a price").replace("{n}", words.tokens(total.unpriced)) if total.unpriced else ""
    spent = {currency: amount for currency, amount in total.amounts.items() if amount}
    if not spent:
        return (Fact(free, _tr("free"), note=note),)
    return (Fact(about, " + ".join(money(amount, currency) for currency, amount in spent.items()), note=note),)


def money(amount: Decimal, currency: str) -> str:
    """An amount in words as exact as it is useful: $12.30, $0.042, less than $0.0001."""
    sign = "$" if currency == "USD" else f"{currency} "
    least = Decimal("0.0001")
    if 0 < amount < least:
        return f"< {sign}{least}"
    places = Decimal("0.01") if amount >= 1 else Decimal("0.001") if amount >= Decimal("0.01") else least
    return f"{sign}{amount.quantize(places, ROUND_HALF_UP):,}"
