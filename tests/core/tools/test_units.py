"""Units: exact, of one kind, and told apart where a letter's case tells."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ToolArgumentsError
from core.tools.builtin.units import UNITS, convert, convert_units
from tests.core.tools.calling import run

_units = st.sampled_from(sorted(UNITS))


@pytest.mark.parametrize(
    ("value", "source", "target", "result"),
    [
        (1, "mi", "km", "1.609344"),
        (0.1, "inches", "cm", "0.254"),
        (98.6, "°F", "celsius", "37"),
        (-40, "C", "F", "-40"),
        (121, "평", "m2", "400"),
        (1, "GiB", "MB", "1073.741824"),
        (8, "Mbit", "MB", "1"),
        ("90", "km/h", "m/s", "25"),
        (1.5, "square feet", "in^2", "216"),
        (2, "weeks", "h", "336"),
        (1, "us gallon", "L", "3.785411784"),
        (1, "Kilogram", "g", "1000"),
        (10, "되", "l", "18.03906836964688"),
    ],
)
async def test_units_are_converted_exactly(value: object, source: str, target: str, result: str) -> None:
    assert json.loads(await run(convert_units, value=value, **{"from": source, "to": target}))["result"] == result


@pytest.mark.parametrize(
    ("value", "source", "target", "words"),
    [
        (1, "kg", "m", "kg is a unit of mass and m one of length"),
        (1, "mb", "B", "Did you mean MB or Mb"),
        (1, "kilometr", "m", "Did you mean kilometre"),
        (1, "quux", "kg", "units of length, mass"),
        ("many", "kg", "g", "must be a number"),
        (True, "kg", "g", "must be a number"),
        ("1e999999999", "kg", "g", "must be a number"),
        (-300, "°C", "K", "Nothing is as cold"),
        (None, "kg", "g", "must be a number"),
    ],
)
async def test_what_cannot_be_converted_is_told(value: object, source: str, target: str, words: str) -> None:
    with pytest.raises(ToolArgumentsError, match=words):
        await run(convert_units, value=value, **{"from": source, "to": target})


@given(st.fractions(-1000, 1000, max_denominator=1000), _units, _units)
def test_there_and_back_is_where_it_began(value: Fraction, first: str, second: str) -> None:
    source, target = UNITS[first], UNITS[second]
    if source.kind == target.kind:
        assert convert(convert(value, source, target), target, source) == value
