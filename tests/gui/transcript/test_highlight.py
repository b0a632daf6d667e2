"""Colours of code: the same whether it grew or was there at once, for every kind of lexer."""

from __future__ import annotations

import pytest

from gui.theme.tokens import LIGHT
from gui.transcript.highlight import Highlighter, Span
from gui.transcript.lexers import load

SAMPLES = {
    "python": 'def f(x):\n    """Say\n    it."""\n    return [x, 1.5, None]  # done\n',
    "yaml": "river:\n  name: '강'\n  length: 340.5  # km\n  bridges:\n    - a\n    - b\n",
    "json": '{"name": "강", "length": 340.5,\n "navigable": true, "bridges": null}\n',
    "console": "$ ls -l\ntotal 0\n$ echo hi\nhi\n",
    "pycon": ">>> 1 + 1\n2\n>>> for i in range(2):\n...     print(i)\n",
    "html": "<a href='x'>y</a>\n<script>\nlet x = 1; // c\n</script>\n",
    "html+jinja": "<a>{{ x }}</a>\n{% if y %}\n<b>1</b>\n{% endif %}\n",
    "bash": 'for f in *.py; do\n  echo "$f"  # each\ndone\n',
    "javascript": "const f = async (x) => `a ${x} b`; /* c\n d */\n",
    "ruby": 'def x\n  puts <<~EOS\n    text #{1}\n  EOS\nend\n',
    "diff": "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n",
    "php": "<?php\necho 'x'; // c\n?>\n<p>y</p>\n",
    "haml": "%p\n  text\n",
    "markdown": "# a\n\n**b** `c`\n\n```python\nx = 1\n```\n",
}  # fmt: skip


def colored(language: str, text: str) -> list[Span]:
    """The spans of code that is there at once."""
    load(language)
    return _finish(Highlighter(language, LIGHT), text)


def _finish(highlighter: Highlighter, text: str) -> list[Span]:
    """The colours of every letter in the end: each run colours the lines between its start and its stop anew."""
    letters = [""] * len(text)
    stop = 0
    while stop < len(text):
        start, stop, spans = highlighter.run(text, final=True)
        letters[start:stop] = [""] * (stop - start)
        for first, last, color in spans:
            letters[max(first, start) : min(last, stop)] = [color] * (min(last, stop) - max(first, start))
    return [(place, place + 1, color) for place, color in enumerate(letters) if color]


@pytest.mark.parametrize("language", SAMPLES)
def test_every_kind_of_lexer_gives_colours(language: str) -> None:
    assert colored(language, SAMPLES[language] * 3)


@pytest.mark.parametrize("language", SAMPLES)
@pytest.mark.parametrize("step", [1, 7, 50])
def test_code_that_grew_has_the_colours_of_code_that_was_there(language: str, step: int) -> None:
    text = SAMPLES[language] * 3
    load(language)
    highlighter = Highlighter(language, LIGHT)
    for end in range(step, len(text), step):
        highlighter.run(text[:end], final=False)
    assert _finish(highlighter, text) == colored(language, text)


@pytest.mark.parametrize("language", ["json", "yaml", "python"])
def test_long_code_is_coloured_in_slices(language: str) -> None:
    text = SAMPLES[language] * 200
    load(language)
    start, stop, spans = Highlighter(language, LIGHT).run(text, final=True)
    assert start == 0 < stop < len(text) / 2
    assert spans


def test_a_language_that_nobody_knows_has_no_colours() -> None:
    load("no-such-language")
    highlighter = Highlighter("no-such-language", LIGHT)
    assert highlighter.run("x = 1\n", final=True) == (6, 6, [])


def test_code_waits_for_its_lexer_without_colours_and_nobody_waits_for_code() -> None:
    text, language = "let x = 1", "elixir"  # met nowhere else in the tests
    highlighter = Highlighter(language, LIGHT)
    assert highlighter.run(text, final=True) == (0, 0, [])
    load(language)
    assert highlighter.run(text, final=True)[1] == len(text)
