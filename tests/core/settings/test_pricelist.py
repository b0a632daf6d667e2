"""A person's own prices go along with the settings, and cost the same where they come to."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.messages import Usage
from core.prices import load_prices
from core.settings.pricelist import keep_list, prices_of, read_list
from core.settings.schema import Settings
from core.settings.shelf import Tables
from core.settings.transfer import Proposal, Shelved, propose_text, written

OWN = """# mine
date = 2026-11-21
currency = "KRW"

[[list]]
providers = ["gate"]

[[list.prices]]
models = ["river-*"]
input = 2.50
output = 10
cached = 0.1
"""
USAGE = Usage(input_tokens=1_000_000, output_tokens=1_000_000, cached_tokens=0)


def shelved(tables: Tables) -> Shelved:
    return Shelved("prices", tables, prices_of)


def taken(path: Path, here: Tables | None = None) -> Proposal:
    """What a file with the prices of `path` brings, after it was written and read."""
    return propose_text(Settings(), written(Settings(), [shelved(read_list(path))]), [shelved(here or {})])


def test_they_cost_the_same_there(tmp_path: Path) -> None:
    here, there = tmp_path / "prices.toml", tmp_path / "there" / "prices.toml"
    here.write_text(OWN, "utf-8")
    (piece,) = taken(here).pieces
    assert (piece.section, piece.name, piece.new) == ("prices", "2026-11-21", True)
    keep_list(there, taken(here).tables("prices"))
    cost = load_prices(there).cost("gate", "river-large", USAGE)
    assert cost == load_prices(here).cost("gate", "river-large", USAGE)
    assert cost is not None
    assert (cost.amount, cost.currency) == (Decimal("12.5"), "KRW")


@given(st.decimals(0, 10_000, places=6), st.decimals(0, 10_000, places=6))
def test_numbers_come_through_to_the_last_digit(read: Decimal, write: Decimal) -> None:
    table = {"date": "x", "list": [{"providers": ["g"], "prices": [{"models": ["m"]}]}]}
    text = OWN.replace("2.50", f"{read:f}").replace("output = 10", f"output = {write:f}")
    assert prices_of({"own": table})[0] == {}, "a date is needed"
    proposal = propose_text(
        Settings(), text.replace("# mine", "[prices.own]").replace("[list", "[prices.own.list"), [shelved({})]
    )
    own = proposal.tables("prices")["own"]
    row = own["list"][0]["prices"][0]
    assert (Decimal(str(row["input"])), Decimal(str(row["output"]))) == (read, write)


def test_what_is_there_already_is_not_offered_again(tmp_path: Path) -> None:
    path = tmp_path / "prices.toml"
    path.write_text(OWN, "utf-8")
    assert taken(path, read_list(path)).pieces == ()
    other = tmp_path / "other.toml"
    other.write_text(OWN.replace("2.50", "3"), "utf-8")
    (piece,) = taken(path, read_list(other)).pieces
    assert not piece.new


@pytest.mark.parametrize("odd", ["", "date = 3", "no toml at all", OWN.replace("2.50", "-1")])
def test_an_own_list_that_cannot_be_used_stays_at_home(tmp_path: Path, odd: str) -> None:
    path = tmp_path / "prices.toml"
    assert read_list(path) == {}, "there is none"
    path.write_text(odd, "utf-8")
    assert read_list(path) == {}
    assert "prices" not in written(Settings(), [shelved(read_list(path))])


def test_a_list_in_a_file_that_cannot_be_used_is_said() -> None:
    proposal = propose_text(Settings(), '[prices.own]\ncurrency = "KRW"\n[appearance]\ntheme = "dark"\n', [shelved({})])
    assert proposal.pieces == ()
    assert "no date" in proposal.notices[0]
