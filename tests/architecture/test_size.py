"""Code that fits into a head: files, functions and classes have a largest size."""

from __future__ import annotations

from tests.architecture.source import PRODUCT, sources

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_CLASS = 400, 60, 300
USUAL_FUNCTION = 30  # nine of ten are no longer


def test_files() -> None:
    assert [(each.name, each.lines) for each in sources() if each.lines > LONGEST_FILE] == []


def test_functions() -> None:
    every = [function for each in sources() for function in each.functions()]
    assert [(name, lines) for name, lines in every if lines > LONGEST_FUNCTION] == []


def test_most_functions_are_short() -> None:
    lengths = sorted(lines for each in sources(*PRODUCT) for _, lines in each.functions())
    assert lengths[int(len(lengths) * 0.9)] <= USUAL_FUNCTION


def test_classes() -> None:
    assert [pair for each in sources() for pair in each.classes() if pair[1] > LONGEST_CLASS] == []
