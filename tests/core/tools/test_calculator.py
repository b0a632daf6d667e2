"""The calculator: exact where numbers can be, in words where there is no value, and never code."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ToolArgumentsError
from core.tools.builtin.calculator import MOST_BITS, FormulaError, calculate, evaluate
from core.tools.builtin.numbers import exact_text
from tests.core.tools.calling import run

_SYMBOLS = st.sampled_from(
    [
        *"0123456789.+-*/%^(),e ",
        "**",
        "//",
        "sqrt",
        "pi",
        "ln",
        "factorial",
        "9" * 30,
        "1e999",
        "round",
        "__import__",
        "if",
    ]
)


@pytest.mark.parametrize(
    ("formula", "result", "exact"),
    [
        ("0.1 + 0.2", "0.3", True),
        ("2 ^ 10", "1024", True),
        ("3 × 4 ÷ 6 − 1", "1", True),
        ("1 / 3", "1/3", True),
        ("sqrt(16 / 9)", "4/3", True),
        ("sqrt(2) ** 2", "2", False),
        ("round(2.5) + round(-2.345, 2)", "0.65", True),
        ("-7 // 2 + -7 % 3", "-2", True),
        ("log(1000) + log(8, 2) + ln(e)", "7", False),
        ("sin(pi / 2)", "1", False),
        ("max(pi, 3) % 1", "0.1415926535897932384626433832795028841972", False),
        ("factorial(20) / comb(5, 2)", "243290200817664000", True),
        ("2 ** -3", "0.125", True),
        ("1_000.5 * 2", "2001", True),
        ("gcd(12, 18) + lcm(4, 6) + sum(1, 2, 0.5)", "21.5", True),
    ],
)
async def test_formulas_have_their_values(formula: str, result: str, exact: bool) -> None:
    said = json.loads(await run(calculate, expression=formula))
    assert (said["result"], said["exact"]) == (result, exact)


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("9 ** 9 ** 9", "too large"),
        ("factorial(100000)", "from 0 to 1000"),
        ("exp(99999)", "too large"),
        ("1e400 ** 40", "too large"),
        ("1e-3000 * 1e-3000", "too many digits"),
        ("1 / 0", "divides by zero"),
        ("ln(0)", "above 0"),
        ("sqrt(-1)", "negative"),
        ("asin(2)", "not defined"),
        ("5 km + 3 m", "convert_units"),
        ("15 % of 80", "remainder"),
        ("2(3 + 4)", "Write *"),
        ("1,234 * 2", "1234.5"),
        ("x + 1", "do not know 'x'"),
        ("__import__('os').system('true')", "Only numbers"),
        ("(lambda: 1)()", "Only numbers"),
        ("'a' * 9", "not a number"),
        ("True + 1", "not a number"),
        ("(" * 240 + ")" * 240, "nested too deeply|not a formula"),
        ("max()", "1 to 100 values"),
    ],
)
async def test_what_has_no_value_is_told_in_words(formula: str, words: str) -> None:
    with pytest.raises(ToolArgumentsError, match=words):
        await run(calculate, expression=formula)


@given(st.lists(_SYMBOLS, max_size=30).map("".join))
def test_any_text_is_a_number_within_bounds_or_a_sentence(formula: str) -> None:
    try:
        value = evaluate(formula)
    except FormulaError:
        return
    if isinstance(value, Fraction):
        assert value.numerator.bit_length() <= MOST_BITS
    else:
        assert isinstance(value, Decimal)
        assert value.is_finite()


@given(st.integers(-(10**30), 10**30), st.integers(0, 40))
def test_a_decimal_is_written_with_every_digit(digits: int, places: int) -> None:
    value = Fraction(digits, 10**places)
    text = exact_text(value)
    assert text is not None
    assert Fraction(text) == value
    assert exact_text(value + Fraction(1, 3)) is None
