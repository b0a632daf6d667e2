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


def cost_facts(state: InspectorState, prices: Prices) -> tuple[Fact, ...]:
    """What the answer cost and, from the second one on, what the conversation did. No line without a known price."""
    answer = bill((Used(0.0, state.provider, state.model, usage) for usage in state.usages), prices)
    facts = _cost(_tr("Cost"), answer)
    if state.live or len(state.history) <= answer.responses:
        return facts
    whole = bill(state.history, prices)
    tokens = words.tokens(whole.input_tokens + whole.output_tokens)
    note = _tr("{n} responses").replace("{n}", words.tokens(whole.responses))
    return (*facts, Fact(_tr("Conversation"), tokens, _tr("tokens"), note), *_cost(_tr("Its cost"), whole))


def _cost(name: str, total: Bill) -> tuple[Fact, ...]:
    if not total.responses or total.unpriced == total.responses:
        return ()
    notes = [] if total.as_of is None else [_tr("about, prices of {date}").replace("{date}", total.as_of.isoformat())]
    if total.unpriced:
        notes.append(_tr("{n} without a price").replace("{n}", words.tokens(total.unpriced)))
    spent = {currency: amount for currency, amount in total.amounts.items() if amount}
    text = " + ".join(money(amount, currency) for currency, amount in spent.items()) if spent else _tr("free")
    return (Fact(name, text, note=", ".join(notes)),)


def money(amount: Decimal, currency: str) -> str:
    """An amount in words as exact as it is useful: $12.30, $0.042, less than $0.0001."""
    sign = "$" if currency == "USD" else f"{currency} "
    least = Decimal("0.0001")
    if 0 < amount < least:
        return f"< {sign}{least}"
    places = Decimal("0.01") if amount >= 1 else Decimal("0.001") if amount >= Decimal("0.01") else least
    return f"{sign}{amount.quantize(places, ROUND_HALF_UP):,}"
