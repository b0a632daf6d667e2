"""`calculate`: arithmetic with exact numbers. Nothing is executed: the formula's syntax tree is walked, and whatever is
not arithmetic is refused. Reads nothing, so it runs without asking."""

from __future__ import annotations

import ast
import functools
import json
import math
import operator
import re
from collections.abc import Callable
from decimal import Context, Decimal, DecimalException
from fractions import Fraction
from typing import Any, Final

from core.background import in_background
from core.errors import ToolArgumentsError
from core.providers.base import ToolSpec
from core.tools import arguments as given
from core.tools.base import Call, Tool
from core.tools.builtin.numbers import exact_text

LONGEST: Final = 500  # characters of a formula
MOST_BITS: Final = 12_000  # of a number, above and below the line: some 3,600 digits
_DIGITS: Final = 40  # of a number that cannot be exact
_CONTEXT: Final = Context(prec=_DIGITS + 10)
_MOST_FACTORIAL: Final = 1000

Number = Fraction | Decimal  # exact, or rounded to 50 digits
_UNIT: Final = re.compile(r"\d\s*[a-zA-Z°µ평-힣]")
_SIGNS: Final = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "^": "\0", "π": "pi", "√": "sqrt"})


class FormulaError(Exception):
    """`str()` is a sentence about the formula."""


async def _run(arguments: dict[str, Any], call: Call) -> str:
    given.only(arguments, ("expression",))
    expression = given.text(arguments, "expression", longest=LONGEST, example="(1 + 2) * 3.5")
    try:
        value = await in_background(lambda: evaluate(expression), "calculator")
    except FormulaError as error:
        raise ToolArgumentsError(str(error)) from error
    said: dict[str, object] = {"expression": expression, "exact": isinstance(value, Fraction)}
    if isinstance(value, Fraction):
        exact = exact_text(value)
        said["result"] = exact or f"{value.numerator}/{value.denominator}"
        if exact is None:
            said["decimal"] = rounded_text(value)
    else:
        said["result"] = rounded_text(value)
    return json.dumps(said, ensure_ascii=False)


def evaluate(expression: str) -> Number:
    """The value of a formula. Raises an error with a sentence."""
    source = expression.translate(_SIGNS).replace("\0", "**")
    try:
        tree = ast.parse(source, mode="eval")
        return _bounded(_Walk(source).value(tree.body))
    except SyntaxError as error:
        raise FormulaError(_not_a_formula(expression)) from error
    except (RecursionError, MemoryError) as error:
        raise FormulaError("The formula is nested too deeply.") from error
    except ZeroDivisionError as error:
        raise FormulaError("The formula divides by zero.") from error
    except (DecimalException, ValueError, OverflowError) as error:
        raise FormulaError("The formula has no value: a function is used where it is not defined.") from error


def _not_a_formula(expression: str) -> str:
    if "%" in expression:
        return "% is the remainder of a division here. Write 15 / 100 for 15 %."
    if _UNIT.search(expression):
        return "Units cannot be calculated. Convert them with `convert_units` first, and calculate with plain numbers."
    return f"This is not a formula: {given.shown(expression)}. Write it like (1 + 2) * 3.5."


def rounded_text(value: Number, digits: int = _DIGITS) -> str:
    """The number in decimal, rounded to so many digits."""
    text = f"{Context(prec=digits).plus(_decimal(value)):g}"
    return text if "." not in text or "e" in text.lower() else text.rstrip("0").rstrip(".")


class _Walk:
    def __init__(self, source: str) -> None:
        self._source = source

    def value(self, node: ast.expr) -> Number:
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.UnaryOp(ast.USub(), operand):
                return _negated(self.value(operand))
            case ast.UnaryOp(ast.UAdd(), operand):
                return self.value(operand)
            case ast.BinOp(left, sign, right):
                return _bounded(_combined(sign, self.value(left), self.value(right)))
            case ast.Name(name):
                return _named(name)
            case ast.Call(ast.Name(name), values, []) if name in _FUNCTIONS:
                return _bounded(_call(name, [self.value(each) for each in values]))
            case ast.Call(ast.Constant() | ast.BinOp()):
                raise FormulaError("Write * between factors: 2 * (3 + 4).")
            case ast.Call(ast.Name(name)):
                raise FormulaError(f"There is no function {given.shown(name)}; there are: {', '.join(_FUNCTIONS)}.")
            case ast.Tuple():
                raise FormulaError("A comma stands between the values of a function only. Write 1234.5 for 1,234.5.")
        raise FormulaError("Only numbers, + - * / // % ** and functions can be calculated.")

    def _constant(self, node: ast.Constant) -> Number:
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise FormulaError(f"{given.shown(node.value)} is not a number.")
        if isinstance(node.value, int):
            return Fraction(node.value)
        written = ast.get_source_segment(self._source, node) or ""
        mantissa, _, exponent = written.lower().partition("e")
        if abs(int(exponent or 0)) > MOST_BITS // 4:
            raise FormulaError("A number is too large or too small.")
        return Fraction(mantissa.replace("_", "")) * Fraction(10) ** int(exponent or 0)


def _named(name: str) -> Number:
    if name in _CONSTANTS:
        return _CONSTANTS[name]
    hint = " Convert units with `convert_units` first, and calculate with plain numbers." if len(name) <= 4 else ""
    raise FormulaError(f"I do not know {given.shown(name)}.{hint}")


def _combined(sign: ast.operator, left: Number, right: Number) -> Number:
    match sign:
        case ast.Pow():
            return _power(left, right)
        case ast.FloorDiv():
            return Fraction(math.floor(_exact(left) / _exact(right)))
        case ast.Mod():
            remainder = _exact(left) % _exact(right)
            return remainder if isinstance(left, Fraction) and isinstance(right, Fraction) else _decimal(remainder)
    plain = _PLAIN.get(type(sign))
    if plain is None:
        raise FormulaError("Only + - * / // % ** can be calculated.")
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return Fraction(plain[0](left, right))
    return plain[1](_decimal(left), _decimal(right))


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(base, Fraction) and isinstance(exponent, Fraction):
        if exponent.denominator == 1:
            bits = max(base.numerator.bit_length(), base.denominator.bit_length())
            if bits > 1 and abs(exponent.numerator) * bits > MOST_BITS:
                raise FormulaError("The result would be too large.")
            return Fraction(base**exponent.numerator)
        if exponent == Fraction(1, 2):
            return _root(base)
    if base < 0:
        raise FormulaError("A root of a negative number is not a real number.")
    return _CONTEXT.power(_decimal(base), _decimal(exponent))


def _root(value: Number) -> Number:
    if value < 0:
        raise FormulaError("A root of a negative number is not a real number.")
    if isinstance(value, Fraction):
        above, below = math.isqrt(value.numerator), math.isqrt(value.denominator)
        if above * above == value.numerator and below * below == value.denominator:
            return Fraction(above, below)
    return _CONTEXT.sqrt(_decimal(value))


def _call(name: str, values: list[Number]) -> Number:
    least, most, function = _FUNCTIONS[name]
    if not least <= len(values) <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        raise FormulaError(f"{name} takes {wanted} values, not {len(values)}.")
    return function(*values)


def _factorial(value: Number) -> Number:
    number = _integer(value, "factorial")
    if not 0 <= number <= _MOST_FACTORIAL:
        raise FormulaError(f"factorial takes whole numbers from 0 to {_MOST_FACTORIAL}.")
    return Fraction(math.factorial(number))


def _choose(n: Number, k: Number) -> Number:
    first, second = _integer(n, "comb"), _integer(k, "comb")
    if not (0 <= first <= _MOST_FACTORIAL and 0 <= second <= _MOST_FACTORIAL):
        raise FormulaError(f"comb takes whole numbers from 0 to {_MOST_FACTORIAL}.")
    return Fraction(math.comb(first, second))


def _round(value: Number, digits: Number = Fraction(0)) -> Number:
    """Half goes away from zero, as people round."""
    places = _integer(digits, "round")
    if abs(places) > 1000:
        raise FormulaError("round takes at most 1000 digits.")
    scaled = _exact(value) * Fraction(10) ** places
    whole = math.floor(abs(scaled) + Fraction(1, 2))
    return Fraction(whole if scaled >= 0 else -whole) / Fraction(10) ** places


def _log(value: Number, base: Number = Fraction(10)) -> Number:
    if value <= 0 or base <= 0 or base == 1:
        raise FormulaError("A logarithm is there for numbers above 0, to a base above 0 that is not 1.")
    if base == 10:
        return _CONTEXT.log10(_decimal(value))
    return _CONTEXT.divide(_CONTEXT.ln(_decimal(value)), _CONTEXT.ln(_decimal(base)))


def _natural_log(value: Number) -> Number:
    if value <= 0:
        raise FormulaError("A logarithm is there for numbers above 0.")
    return _CONTEXT.ln(_decimal(value))


def _exponential(value: Number) -> Number:
    if _absolute(value) > 8000:
        raise FormulaError("The result would be too large or too small.")
    return _CONTEXT.exp(_decimal(value))


def _by_float(function: Callable[[float], float]) -> Callable[[Number], Number]:
    """Angles are in radians; 15 digits are what a processor has."""

    def run(value: Number) -> Number:
        return Decimal(f"{function(float(value)):.15g}")

    return run


def _integer(value: Number, name: str) -> int:
    if isinstance(value, Decimal) or value.denominator != 1:
        raise FormulaError(f"{name} takes whole numbers.")
    return value.numerator


def _negated(value: Number) -> Number:
    return -value if isinstance(value, Fraction) else value.copy_negate()  # the sign alone: nothing is rounded


def _absolute(value: Number) -> Number:
    return _negated(value) if value < 0 else value


def _exact(value: Number) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(value)


def _decimal(value: Number) -> Decimal:
    if isinstance(value, Decimal):
        return value
    return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))


def _bounded(value: Number) -> Number:
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value.adjusted()) > MOST_BITS:
            raise FormulaError("The result would be too large or too small.")
    elif max(value.numerator.bit_length(), value.denominator.bit_length()) > MOST_BITS:
        raise FormulaError("The result would have too many digits.")
    return value


_PLAIN: Final[dict[type[ast.operator], tuple[Callable[..., Any], Callable[[Decimal, Decimal], Decimal]]]] = {
    ast.Add: (operator.add, _CONTEXT.add),
    ast.Sub: (operator.sub, _CONTEXT.subtract),
    ast.Mult: (operator.mul, _CONTEXT.multiply),
    ast.Div: (operator.truediv, _CONTEXT.divide),
}
_CONSTANTS: Final[dict[str, Number]] = {
    "pi": Decimal("3.1415926535897932384626433832795028841971693993751"),
    "e": Decimal("2.7182818284590452353602874713526624977572470936999"),
}
_MANY: Final = 100
_FUNCTIONS: Final[dict[str, tuple[int, int, Callable[..., Number]]]] = {
    "sqrt": (1, 1, _root),
    "abs": (1, 1, _absolute),
    "round": (1, 2, _round),
    "floor": (1, 1, lambda value: Fraction(math.floor(value))),
    "ceil": (1, 1, lambda value: Fraction(math.ceil(value))),
    "min": (1, _MANY, min),
    "max": (1, _MANY, max),
    "sum": (1, _MANY, lambda *values: functools.reduce(functools.partial(_combined, ast.Add()), values)),
    "factorial": (1, 1, _factorial),
    "comb": (2, 2, _choose),
    "gcd": (2, 2, lambda a, b: Fraction(math.gcd(_integer(a, "gcd"), _integer(b, "gcd")))),
    "lcm": (2, 2, lambda a, b: Fraction(math.lcm(_integer(a, "lcm"), _integer(b, "lcm")))),
    "exp": (1, 1, _exponential),
    "ln": (1, 1, _natural_log),
    "log": (1, 2, _log),
    "log10": (1, 1, _log),
    "log2": (1, 1, lambda value: _log(value, Fraction(2))),
    **{name: (1, 1, _by_float(getattr(math, name))) for name in ("sin", "cos", "tan", "asin", "acos", "atan")},
    **{name: (1, 1, _by_float(getattr(math, name))) for name in ("degrees", "radians")},
}

calculate = Tool(
    spec=ToolSpec(
        name="calculate",
        description="Calculate a formula with exact numbers: + - * / // % ** and "
        f"{', '.join(_FUNCTIONS)}, pi and e. % is the remainder; angles are in radians. Plain numbers without units.",
        parameters={
            "type": "object",
            "properties": {"expression": {"type": "string", "description": "For example (1250 * 1.1) / 3"}},
            "required": ["expression"],
            "additionalProperties": False,
        },
    ),
    run=_run,
    asks=False,
    read_only=True,
)
