"""Exact numbers as people write them."""

from __future__ import annotations

from fractions import Fraction

_MOST_PLACES = 60  # behind the point


def exact_text(value: Fraction) -> str | None:
    """The number in decimal, every digit of it; None where it has no end, or one too far away."""
    twos = fives = 0
    rest = value.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest != 1 or places > _MOST_PLACES:
        return None
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
