"""What answers cost, as lines to show. Pure."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.prices import Bill, Prices, Used, bill
from gui.inspector import words
from gui.inspector.labels import Fact
from gui.inspector.state import InspectorState
from gui.widgets.spending import amounts, is_priced, without_price


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
        facts += _cost(_tr("Cost this month"), _tr("Cost this month, about"), month)
        days.append(month.as_of)
    day = min((day for day in days if day is not None), default=None)
    if day is not None:
        facts.append(Fact(_tr("Prices of {date}").replace("{date}", day.isoformat()), ""))
    return tuple(facts)


def _cost(free: str, about: str, total: Bill) -> tuple[Fact, ...]:
    if not is_priced(total):
        return ()
    note, spent = without_price(total), amounts(total)
    return (Fact(about, spent, note=note) if spent else Fact(free, _tr("free"), note=note),)
