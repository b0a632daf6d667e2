"""What answers cost, in the inspector: about, dated, and nothing where no price is known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.messages import Usage
from core.prices import Price, PriceList, PriceRow, Prices, Used
from gui.inspector.money import cost_facts
from gui.inspector.state import InspectorState
from gui.widgets.spending import money

PRICES = Prices(
    (PriceList(date(2026, 11, 1), "USD", (PriceRow(("p",), ("m",), Price(Decimal(1), Decimal(0), Decimal(10))),)),),
    frozenset({"here"}),
)


def lines(state: InspectorState) -> list[str]:
    return [fact.text() for fact in cost_facts(state, PRICES)]


def answered(provider: str, model: str, *history: Used) -> InspectorState:
    usages = (Usage(1000, 100), Usage(2000, 200))
    return InspectorState(turn=1, ended=1.0, provider=provider, model=model, usages=usages, history=history)


def test_an_answer_costs_the_sum_of_its_responses() -> None:
    assert lines(answered("p", "m")) == ["Cost, about $0.0060", "Prices of 2026-11-01"]


def test_no_price_no_line_and_free_is_said() -> None:
    assert lines(answered("p", "other")) == []
    assert lines(answered("here", "other")) == ["Cost free"]


def test_the_conversation_is_summed_with_what_has_no_price_told() -> None:
    history = (
        Used(0, "p", "m", Usage(10**6, 10**5)),
        Used(0, "p", "x", Usage(5, 5)),
        Used(0, "here", "x", Usage(1, 1)),
    )
    assert lines(answered("p", "other", *history)) == [
        "Conversation 1,100,012 tokens",
        "Its cost, about $2.00 (1 without a price)",
        "Prices of 2026-11-01",
    ]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0.00001", "< $0.0001"),
        ("0.00015", "$0.0002"),
        ("0.0123", "$0.012"),
        ("12.345", "$12.35"),
        ("1234.5", "$1,234.50"),
    ],
)
def test_amounts_are_as_exact_as_useful(amount: str, text: str) -> None:
    assert money(Decimal(amount), "USD") == text


def test_other_currencies_are_named() -> None:
    assert money(Decimal(2), "EUR") == "EUR 2.00"
