"""What answers cost, about: token counts times the prices of a dated list. A model without a known price has no cost.

`resources/prices.toml` is the list; the user's own in the data folder comes first. Sums are decimal.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from core.errors import ConfigurationError
from core.messages import Message, Usage
from core.paths import resource_path

_MILLION: Final = Decimal(1_000_000)
_DATED: Final = re.compile(r"[-@](?:\d{8}|\d{4}-\d{2}-\d{2})$")


@dataclass(frozen=True, slots=True)
class Cost:
    """Money by a price list; `as_of` is the day of the list, None for what is free by nature."""

    amount: Decimal
    currency: str = "USD"
    as_of: date | None = None


_FREE: Final = Cost(Decimal(0))


@dataclass(frozen=True, slots=True)
class Price:
    """Prices of a million tokens, for requests of more than `above` input tokens."""

    input: Decimal
    cached: Decimal
    output: Decimal
    above: int = 0

    def of(self, read: int, cached: int, written: int) -> Decimal:
        """What so many tokens cost; `read` counts those that were not cached."""
        return (read * self.input + cached * self.cached + written * self.output) / _MILLION


@dataclass(frozen=True, slots=True)
class PriceRow:
    """Which models of which providers a price is for; `models` are patterns."""

    providers: tuple[str, ...]
    models: tuple[str, ...]
    price: Price


@dataclass(frozen=True, slots=True)
class PriceList:
    as_of: date
    currency: str = "USD"
    rows: tuple[PriceRow, ...] = ()
    _known: dict[tuple[str, str], tuple[Price, ...]] = field(default_factory=dict, compare=False, repr=False)

    def find(self, provider: str, model: str, input_tokens: int) -> Price | None:
        """The price of a request: by the model's whole name, else by the name without its date."""
        key = (provider, model)
        if key not in self._known:  # a long conversation asks for the same thousands of times
            self._known[key] = tuple(self._of(provider, model))
        return next((price for price in self._known[key] if not price.above or input_tokens > price.above), None)

    def find_by_name(self, model: str, input_tokens: int) -> Price | None:
        """The same whoever the provider is; None where they differ."""
        providers = dict.fromkeys(provider for row in self.rows for provider in row.providers)
        found = {self.find(provider, model, input_tokens) for provider in providers} - {None}
        return found.pop() if len(found) == 1 else None

    def _of(self, provider: str, model: str) -> Iterator[Price]:
        for name in dict.fromkeys((model, _DATED.sub("", model))):
            for row in self.rows:
                if provider in row.providers and any(fnmatchcase(name, pattern) for pattern in row.models):
                    yield row.price


@dataclass(frozen=True, slots=True)
class Prices:
    """Price lists, the first that knows a model counts; `free` are the providers that cost nothing, `crews` those that
    speak for others: their models count by name. `notices` say what could not be read."""

    lists: tuple[PriceList, ...] = ()
    free: frozenset[str] = frozenset()
    notices: tuple[str, ...] = ()
    crews: frozenset[str] = frozenset()

    def cost(self, provider: str, model: str, usage: Usage) -> Cost | None:
        """What one response cost; None where its price or its token counts are not known."""
        if provider in self.free:
            return _FREE
        found = self.find(provider, model, usage)
        if found is None:
            return None
        place, price = found
        return Cost(price.of(*_counts(usage)), self.lists[place].currency, self.lists[place].as_of)

    def find(self, provider: str, model: str, usage: Usage) -> tuple[int, Price] | None:
        """The price of one response, and the number of its list."""
        read = usage.input_tokens
        if read is None or usage.output_tokens is None:
            return None
        for place, each in enumerate(self.lists):
            price = each.find_by_name(model, read) if provider in self.crews else each.find(provider, model, read)
            if price is not None:
                return place, price
        return None


@dataclass(frozen=True, slots=True)
class Used:
    """One response that was paid for: when (seconds since the epoch), who answered, and its tokens."""

    created: float
    provider: str
    model: str
    usage: Usage


@dataclass(frozen=True, slots=True)
class Bill:
    """Sums over responses. `amounts` by currency; `as_of` is the day of the oldest list that was used; `unpriced`
    counts the responses with tokens but no known price, whose money is not in `amounts`."""

    input_tokens: int = 0
    output_tokens: int = 0
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    as_of: date | None = None
    unpriced: int = 0
    responses: int = 0


def used_by(messages: Iterable[Message]) -> tuple[Used, ...]:
    """The responses among messages that reported tokens."""
    return tuple(
        Used(message.created, message.provider, message.model, message.usage)
        for message in messages
        if message.usage is not None
    )


def bill(rows: Iterable[Used], prices: Prices) -> Bill:
    """The sum of `rows`."""
    read = written = unpriced = count = 0
    amounts: dict[str, Decimal] = {}
    sums: dict[tuple[int, Price], tuple[int, int, int]] = {}  # tokens by price: decimals of each row would take long
    for row in rows:
        count += 1
        read += row.usage.input_tokens or 0
        written += row.usage.output_tokens or 0
        if row.provider in prices.free:
            amounts.setdefault(_FREE.currency, _FREE.amount)
        elif (found := prices.find(row.provider, row.model, row.usage)) is None:
            unpriced += 1
        else:
            before, more = sums.get(found, (0, 0, 0)), _counts(row.usage)
            sums[found] = (before[0] + more[0], before[1] + more[1], before[2] + more[2])
    for (place, price), tokens in sums.items():
        currency = prices.lists[place].currency
        amounts[currency] = amounts.get(currency, Decimal(0)) + price.of(*tokens)
    oldest = min((prices.lists[place].as_of for place, _ in sums), default=None)
    return Bill(read, written, amounts, oldest, unpriced, count)


def _counts(usage: Usage) -> tuple[int, int, int]:
    """Tokens that were read, read from a cache, and written."""
    read = usage.input_tokens or 0
    cached = min(usage.cached_tokens or 0, read)
    return read - cached, cached, usage.output_tokens or 0


def monthly(rows: Iterable[Used], prices: Prices, zone: tzinfo | None = None) -> dict[tuple[int, int], Bill]:
    """A bill for each (year, month), oldest first; months are those of `zone`, None for this machine's."""
    months: dict[tuple[int, int], list[Used]] = {}
    for row in rows:
        try:
            when = datetime.fromtimestamp(row.created, UTC).astimezone(zone)
        except (OverflowError, OSError, ValueError):  # a clock that was far off
            continue
        months.setdefault((when.year, when.month), []).append(row)
    return {month: bill(months[month], prices) for month in sorted(months)}


# --- reading ----------------------------------------------------------------------------------------------------------


def load_prices(own: Path | None = None, free: Iterable[str] = (), crews: Iterable[str] = ()) -> Prices:
    """The program's list, the user's own before it. An own file that cannot be used becomes a notice."""
    lists = [parse_prices(resource_path("prices.toml").read_text(encoding="utf-8"))]
    notices: tuple[str, ...] = ()
    if own is not None:
        try:
            lists.insert(0, parse_prices(own.read_text(encoding="utf-8")))
        except FileNotFoundError:
            pass
        except (OSError, UnicodeDecodeError, ConfigurationError) as error:
            notices = (f"Your own prices in {own.name} are left out: {error}",)
    return Prices(tuple(lists), frozenset(free), notices, frozenset(crews))


def parse_prices(text: str) -> PriceList:
    """Raises ConfigurationError with what is wrong."""
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"This is no TOML: {error}.") from None
    as_of, currency = table.get("date"), table.get("currency", "USD")
    if not isinstance(as_of, date) or isinstance(as_of, datetime):
        raise ConfigurationError("The list has no date, such as date = 2026-11-21.")
    if not isinstance(currency, str) or not re.fullmatch("[A-Z]{3}", currency):
        raise ConfigurationError("The currency must be three letters, such as USD.")
    rows = (_row(_names(each, "providers"), row) for each in _tables(table, "list") for row in _tables(each, "prices"))
    return PriceList(as_of, currency, tuple(rows))


def _tables(table: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = table.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise ConfigurationError(f"“{name}” must be a list of tables.")
    return found


def _names(table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = table.get(name)
    if not isinstance(found, list) or not found or not all(isinstance(each, str) for each in found):
        raise ConfigurationError(f"“{name}” must be a list of names.")
    return tuple(found)


def _row(providers: tuple[str, ...], table: Mapping[str, Any]) -> PriceRow:
    models = _names(table, "models")
    read = _number(models[0], table, "input")
    cached = _number(models[0], table, "cached", read)
    above = _number(models[0], table, "above", Decimal(0))
    price = Price(read, cached, _number(models[0], table, "output"), int(above))
    return PriceRow(providers, models, price)


def _number(model: str, table: Mapping[str, Any], name: str, usual: Decimal | None = None) -> Decimal:
    value = table.get(name, usual)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
        if number.is_finite() and number >= 0:
            return number
    raise ConfigurationError(f"The price “{name}” of {model} must be a number.")
