"""Prices: dated, decimal, never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ConfigurationError
from core.messages import Message, Role, Usage
from core.prices import (
    Bill,
    Cost,
    Price,
    PriceList,
    PriceRow,
    Prices,
    Used,
    bill,
    load_prices,
    monthly,
    parse_prices,
    used_by,
)

OWN = """
date = 2026-01-02
currency = "EUR"
[[list]]
providers = ["openai", "gateway"]
prices = [
  { models = ["long"], above = 1000, input = 2.0, output = 4.0 },
  { models = ["long"], input = 1.0, output = 2.0 },
  { models = ["cheap*"], input = 0.1, cached = 0.01, output = 0.3 },
]
"""


def own(free: frozenset[str] = frozenset()) -> Prices:
    return Prices((parse_prices(OWN),), free)


def test_the_programs_list_is_dated_and_knows_the_usual_models() -> None:
    prices = load_prices()
    cost = prices.cost("anthropic", "claude-haiku-4-5-20251001", Usage(1_000_000, 1_000_000, cached_tokens=500_000))
    assert cost is not None
    assert cost.amount == Decimal("5.55")
    assert cost.currency == "USD"
    assert cost.as_of is not None


def test_a_named_date_counts_more_than_the_name_without_it() -> None:
    prices = load_prices()
    million = Usage(1_000_000, 0)
    assert prices.cost("openai", "gpt-4o-2024-05-13", million) != prices.cost("openai", "gpt-4o", million)
    assert prices.cost("openai", "gpt-4o-2024-11-20", million) == prices.cost("openai", "gpt-4o", million)


@pytest.mark.parametrize(
    ("provider", "model", "usage"),
    [
        ("openai", "not-a-model", Usage(10, 10)),
        ("nobody", "long", Usage(10, 10)),
        ("openai", "long", Usage(10, None)),
        ("openai", "long", Usage(None, 10)),
        ("openai", "longer", Usage(10, 10)),
    ],
    ids=["model", "provider", "output", "input", "longer name"],
)
def test_what_is_not_known_is_not_guessed(provider: str, model: str, usage: Usage) -> None:
    assert own().cost(provider, model, usage) is None


def test_a_free_provider_costs_nothing_whatever_the_list_says() -> None:
    assert own(frozenset({"openai"})).cost("openai", "long", Usage()) == Cost(Decimal(0))


def test_who_speaks_for_others_is_priced_by_the_models_name_where_the_lists_agree() -> None:
    rows = tuple(
        PriceRow((provider,), (model,), Price(Decimal(price), Decimal(price), Decimal(0)))
        for provider, model, price in (("a", "one", 1), ("b", "one", 1), ("a", "two", 2), ("b", "two", 3))
    )
    prices = Prices((PriceList(date(2026, 1, 2), rows=rows),), crews=frozenset({"agents"}))
    million = Usage(1_000_000, 0)
    assert prices.cost("agents", "one", million) == prices.cost("a", "one", million)
    assert prices.cost("agents", "two", million) is None
    assert prices.cost("agents", "three", million) is None
    assert prices.cost("nobody", "one", million) is None
    assert load_prices(crews=("agents",)).cost("agents", "claude-sonnet-4-5", million) is not None


def test_long_requests_have_their_own_price() -> None:
    at, above = own().cost("gateway", "long", Usage(1000, 0)), own().cost("gateway", "long", Usage(1001, 0))
    assert at is not None
    assert above is not None
    assert at.amount == Decimal("0.001")
    assert above.amount == Decimal("0.002002")


def test_sums_are_exact_and_say_what_is_missing() -> None:
    rows = [Used(0, "openai", "cheap-1", Usage(1, 0))] * 30 + [Used(0, "openai", "dear", Usage(5, 7))]
    total = bill(rows, own())
    assert total == Bill(35, 7, {"EUR": Decimal("0.000003")}, date(2026, 1, 2), 1, 31)


def test_months_are_those_of_the_zone() -> None:
    late = datetime(2026, 1, 31, 23, 30, tzinfo=UTC).timestamp()
    rows = [Used(late, "openai", "long", Usage(1000, 0)), Used(1e300, "openai", "long", Usage(1, 0))]
    assert list(monthly(rows, own(), UTC)) == [(2026, 1)]
    assert list(monthly(rows, own(), timezone(timedelta(hours=9)))) == [(2026, 2)]


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**6), st.integers(0, 10**9)), max_size=20))
def test_the_months_add_up_to_the_whole(rows: list[tuple[int, int, int]]) -> None:
    used = [Used(created, "openai", "cheap", Usage(read, written)) for read, written, created in rows]
    whole, months = bill(used, own()), monthly(used, own(), UTC).values()
    assert sum(month.responses for month in months) == whole.responses
    assert sum((month.amounts.get("EUR", Decimal(0)) for month in months), Decimal(0)) == whole.amounts.get("EUR", 0)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["openai", "gateway", "here", "nobody"]),
            st.sampled_from(["long", "cheap-1", "dear"]),
            st.builds(Usage, st.none() | st.integers(0, 3000), st.integers(0, 3000), st.none(), st.integers(0, 4000)),
        ),
        max_size=12,
    )
)
def test_a_bill_is_the_sum_of_what_each_response_cost(rows: list[tuple[str, str, Usage]]) -> None:
    prices = own(frozenset({"here"}))
    costs = [cost for row in rows if (cost := prices.cost(*row)) is not None]
    total = bill([Used(0, *row) for row in rows], prices)
    assert sum(total.amounts.values(), Decimal(0)) == sum((cost.amount for cost in costs), Decimal(0))
    assert total.amounts.keys() == {cost.currency for cost in costs}
    assert total.unpriced == len(rows) - len(costs)
    assert total.as_of == min((cost.as_of for cost in costs if cost.as_of is not None), default=None)


def test_only_messages_with_tokens_were_paid_for() -> None:
    said = Message("m", Role.USER, (), created=1.0)
    answer = Message("t.1", Role.ASSISTANT, (), created=2.0, provider="openai", model="long", usage=Usage(3, 4))
    assert used_by([said, answer]) == (Used(2.0, "openai", "long", Usage(3, 4)),)


def test_an_own_list_comes_before_the_programs(tmp_path: Path) -> None:
    path = tmp_path / "prices.toml"
    path.write_text(OWN.replace('"long"', '"gpt-4.1"'), encoding="utf-8")
    prices = load_prices(path)
    cost = prices.cost("openai", "gpt-4.1", Usage(1_000_000, 0))
    assert cost == Cost(Decimal(2), "EUR", date(2026, 1, 2))
    assert prices.cost("openai", "gpt-4o", Usage(1, 1)) is not None
    assert not prices.notices
    assert not load_prices(tmp_path / "missing.toml").notices


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "currency = 'USD'",
        OWN.replace("EUR", "euros"),
        OWN.replace("input = 0.1", "input = 'much'"),
        OWN.replace("input = 0.1", "input = nan"),
        OWN.replace("input = 0.1", "input = -1"),
        OWN.replace('["cheap*"]', '"cheap"'),
        OWN.replace("[[list]]", "[list]"),
    ],
    ids=["no toml", "no date", "currency", "word", "nan", "negative", "one name", "one table"],
)
def test_a_wrong_own_list_is_told_and_left_out(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigurationError):
        parse_prices(text)
    path = tmp_path / "prices.toml"
    path.write_text(text, encoding="utf-8")
    prices = load_prices(path)
    assert len(prices.lists) == 1
    assert "prices.toml" in prices.notices[0]
