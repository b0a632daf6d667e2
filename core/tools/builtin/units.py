"""`convert_units`: from one unit into another of the same kind, exactly. Reads nothing, so it runs without asking."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from core.errors import ToolArgumentsError
from core.providers.base import ToolSpec
from core.tools import arguments as given
from core.tools.base import Call, Tool
from core.tools.builtin.calculator import MOST_BITS, rounded_text
from core.tools.builtin.numbers import exact_text

_F = Fraction
_ZERO: Final = Fraction(0)
_DIGITS: Final = 16  # of a result that has no end


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor` and `shift` lead to the unit of its kind: value * factor + shift."""

    name: str
    kind: str
    factor: Fraction
    shift: Fraction = _ZERO


_FOOT, _POUND, _GALLON = _F("0.3048"), _F("0.45359237"), _F("3.785411784")
# Name, factor, and what else it is called. Names differ by case where that tells them apart (Mb and MB).
_UNITS: Final[dict[str, tuple[tuple[str, Fraction, str], ...]]] = {
    "length": (
        ("m", _F(1), "meter meters metre metres 미터"),
        ("km", _F(1000), "kilometer kilometers kilometre kilometres 킬로미터"),
        ("cm", _F(1, 100), "centimeter centimeters centimetre centimetres 센티미터"),
        ("mm", _F(1, 1000), "millimeter millimeters millimetre millimetres 밀리미터"),
        ("µm", _F(1, 10**6), "um μm micrometer micrometers micron microns"),
        ("nm", _F(1, 10**9), "nanometer nanometers"),
        ("in", _FOOT / 12, 'inch inches " 인치'),
        ("ft", _FOOT, "foot feet ' 피트"),
        ("yd", _FOOT * 3, "yard yards 야드"),
        ("mi", _FOOT * 5280, "mile miles 마일"),
        ("nmi", _F(1852), "nautical-mile nautical-miles 해리"),
        ("ly", _F(9460730472580800), "light-year light-years 광년"),
        ("au", _F(149597870700), "AU astronomical-unit astronomical-units"),
        ("pt", _FOOT / 864, "point points"),
        ("ri", _F(43200, 11) / 10, "리"),
        ("ja", _F(10, 33), "자"),
    ),
    "mass": (
        ("kg", _F(1), "kilogram kilograms kilo kilos 킬로그램"),
        ("g", _F(1, 1000), "gram grams 그램"),
        ("mg", _F(1, 10**6), "milligram milligrams 밀리그램"),
        ("µg", _F(1, 10**9), "ug μg microgram micrograms"),
        ("t", _F(1000), "tonne tonnes metric-ton metric-tons 톤"),
        ("lb", _POUND, "lbs pound pounds 파운드"),
        ("oz", _POUND / 16, "ounce ounces 온스"),
        ("st", _POUND * 14, "stone stones"),
        ("short-ton", _POUND * 2000, "short-tons us-ton us-tons"),
        ("long-ton", _POUND * 2240, "long-tons"),
        ("ct", _F(1, 5000), "carat carats 캐럿"),
        ("don", _F(3, 800), "돈"),
        ("geun", _F(3, 5), "근"),
    ),
    "data": (
        ("B", _F(8), "byte bytes 바이트"),
        *(
            (f"{p}B", _F(8) * 1000**n, f"{w}byte {w}bytes")
            for n, p, w in ((1, "k", "kilo"), (2, "M", "mega"), (3, "G", "giga"), (4, "T", "tera"), (5, "P", "peta"))
        ),
        *(
            (f"{p}iB", _F(8) * 1024**n, f"{w}byte {w}bytes")
            for n, p, w in ((1, "K", "kibi"), (2, "M", "mebi"), (3, "G", "gibi"), (4, "T", "tebi"), (5, "P", "pebi"))
        ),
        ("bit", _F(1), "b bits 비트"),
        *(
            (f"{p}bit", _F(1000) ** n, f"{p}b {w}bit {w}bits")
            for n, p, w in ((1, "k", "kilo"), (2, "M", "mega"), (3, "G", "giga"), (4, "T", "tera"))
        ),
    ),
    "time": (
        ("s", _F(1), "sec secs second seconds 초"),
        ("ms", _F(1, 1000), "millisecond milliseconds 밀리초"),
        ("µs", _F(1, 10**6), "us μs microsecond microseconds"),
        ("ns", _F(1, 10**9), "nanosecond nanoseconds"),
        ("min", _F(60), "mins minute minutes 분"),
        ("h", _F(3600), "hr hrs hour hours 시간"),
        ("d", _F(86400), "day days 일"),
        ("wk", _F(604800), "week weeks 주"),
        ("year", _F(31557600), "yr years 년"),
    ),
    "speed": (
        ("m/s", _F(1), "mps 미터/초"),
        ("km/h", _F(5, 18), "kph kmh 시속"),
        ("mph", _FOOT * 5280 / 3600, "mi/h"),
        ("kn", _F(463, 900), "kt knot knots 노트"),
        ("ft/s", _FOOT, "fps"),
        ("speed-of-light", _F(299792458), "light-speed"),
    ),
    "area": (
        ("m²", _F(1), "m2 sqm square-meter square-meters 제곱미터"),
        ("km²", _F(10**6), "km2 square-kilometer square-kilometers 제곱킬로미터"),
        ("cm²", _F(1, 10**4), "cm2 square-centimeter square-centimeters"),
        ("mm²", _F(1, 10**6), "mm2 square-millimeter square-millimeters"),
        ("ha", _F(10**4), "hectare hectares 헥타르"),
        ("a", _F(100), "are ares 아르"),
        ("ac", (_FOOT * 66) * (_FOOT * 660), "acre acres 에이커"),
        ("ft²", _FOOT**2, "ft2 sqft square-foot square-feet 제곱피트"),
        ("in²", (_FOOT / 12) ** 2, "in2 sqin square-inch square-inches"),
        ("yd²", (_FOOT * 3) ** 2, "yd2 square-yard square-yards"),
        ("mi²", (_FOOT * 5280) ** 2, "mi2 square-mile square-miles"),
        ("pyeong", _F(400, 121), "평"),
    ),
    "volume": (
        ("l", _F(1), "L liter liters litre litres 리터"),
        ("ml", _F(1, 1000), "mL milliliter milliliters millilitre millilitres 밀리리터 cc"),
        ("cl", _F(1, 100), "cL centiliter centiliters"),
        ("dl", _F(1, 10), "dL deciliter deciliters"),
        ("m³", _F(1000), "m3 cubic-meter cubic-meters 세제곱미터"),
        ("cm³", _F(1, 1000), "cm3 cubic-centimeter cubic-centimeters"),
        ("gal", _GALLON, "gallon gallons us-gallon us-gallons 갤런"),
        ("qt", _GALLON / 4, "quart quarts"),
        ("us-pint", _GALLON / 8, "pint pints"),
        ("cup", _GALLON / 16, "cups us-cup us-cups"),
        ("fl-oz", _GALLON / 128, "floz fluid-ounce fluid-ounces"),
        ("tbsp", _GALLON / 256, "tablespoon tablespoons"),
        ("tsp", _GALLON / 768, "teaspoon teaspoons"),
        ("imperial-gallon", _F("4.54609"), "imperial-gallons uk-gallon uk-gallons"),
        ("imperial-pint", _F("0.56826125"), "imperial-pints uk-pint uk-pints"),
        ("ft³", _FOOT**3 * 1000, "ft3 cubic-foot cubic-feet"),
        ("in³", (_FOOT / 12) ** 3 * 1000, "in3 cubic-inch cubic-inches"),
        ("doe", _F(2401, 1331), "되"),
    ),
}
_TEMPERATURES: Final = (
    (Unit("K", "temperature", _F(1)), "kelvin kelvins 켈빈"),
    (Unit("°C", "temperature", _F(1), _F("273.15")), "C celsius ℃ degC 섭씨"),
    (Unit("°F", "temperature", _F(5, 9), _F("459.67") * _F(5, 9)), "F fahrenheit ℉ degF 화씨"),
)


def _by_name() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for unit, also in _TEMPERATURES:
        units |= dict.fromkeys((unit.name, *also.split()), unit)
    for kind, listed in _UNITS.items():
        for name, factor, also in listed:
            units |= dict.fromkeys((name, *also.split()), Unit(name, kind, factor))
    return units


UNITS: Final = _by_name()


async def _run(arguments: dict[str, Any], call: Call) -> str:
    given.only(arguments, ("value", "from", "to"))
    value, source, target = _value(arguments.get("value")), _unit(arguments, "from"), _unit(arguments, "to")
    if source.kind != target.kind:
        raise ToolArgumentsError(
            f"{source.name} is a unit of {source.kind} and {target.name} one of {target.kind}:"
            " they cannot be converted into each other."
        )
    result = convert(value, source, target)
    if source.kind == "temperature" and value * source.factor + source.shift < 0:
        raise ToolArgumentsError(f"Nothing is as cold as {exact_text(value) or value} {source.name}.")
    exact = exact_text(result)
    return json.dumps(
        {
            "value": exact_text(value) or rounded_text(value),
            "from": source.name,
            "result": exact or rounded_text(result, _DIGITS),
            "to": target.name,
            "exact": exact is not None,
        },
        ensure_ascii=False,
    )


def convert(value: Fraction, source: Unit, target: Unit) -> Fraction:
    """The value in another unit of the same kind."""
    return (value * source.factor + source.shift - target.shift) / target.factor


def _value(value: object) -> Fraction:
    written = str(value).strip().replace("−", "-") if not isinstance(value, bool) else ""
    if len(written) <= 60 and isinstance(value, int | float | str):
        try:
            exponent = written.lower().partition("e")[2]
            if abs(int(exponent or 0)) < MOST_BITS // 8:
                return Fraction(written)
        except (ValueError, ZeroDivisionError):
            pass
    raise ToolArgumentsError(f"`value` must be a number, such as 12.5; it is {given.shown(value)}.")


def _unit(arguments: dict[str, Any], name: str) -> Unit:
    written = given.text(arguments, name, longest=60, example="km")
    joined = written.replace(" ", "-").replace("^", "")
    for spelling in (written, joined, joined.casefold()):
        if spelling in UNITS:
            return UNITS[spelling]
    folded = {key.casefold(): unit for key, unit in UNITS.items()}
    loose = [key for key in UNITS if key.casefold() == joined.casefold()]
    if len({UNITS[key] for key in loose}) == 1:
        return folded[joined.casefold()]
    near = loose or difflib.get_close_matches(joined.casefold(), UNITS, n=5, cutoff=0.6)
    hint = f" Did you mean {' or '.join(near)}?" if near else f" I know units of {', '.join([*_UNITS, 'temperature'])}."
    raise ToolArgumentsError(f"I do not know the unit {given.shown(written)}.{hint}")


convert_units = Tool(
    spec=ToolSpec(
        name="convert_units",
        description="Convert a number exactly between units of length, mass, temperature, data, time, speed, area or "
        "volume. Gallons, cups and the like are those of the US. No currencies.",
        parameters={
            "type": "object",
            "properties": {
                "value": {"type": "number"},
                "from": {"type": "string", "description": "For example km, lb, °F, GiB, km/h, m², 평"},
                "to": {"type": "string"},
            },
            "required": ["value", "from", "to"],
            "additionalProperties": False,
        },
    ),
    run=_run,
    asks=False,
    read_only=True,
)
