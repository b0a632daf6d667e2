"""The splitter's law: cut anywhere, the blocks are those of the whole text."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from core.markdown.parser import parse_blocks
from core.markdown.splitter import Block, BlockKind, Splitter

PIECES = (
    "# Title\n",
    "A paragraph with **bold** and `code`.\n",
    "plain",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "    indented\n",
    "- item\n",
    "  - nested\n",
    "1. one\n",
    "   ```py\n",
    "> quote\n",
    "> - deep\n",
    "lazy line\n",
    "```python\n",
    "```\n",
    "```",
    "``",
    "~~~\n",
    "````\n",
    "  ```\n",
    "a | b\n",
    "--|--\n",
    "| 1 | 2 |\n",
    "---\n",
    "***",
    "===\n",
    "=",
    "[a]: /url\n",
    "[a]:\n",
    '"title\n',
    'more"\n',
    "[a] [b][a]\n",
    "<div>\n",
    "**“인용”**은",
    "한글",
    "👩‍👩‍👧",
    "\u202e",
    "\0",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def whole(text: str) -> Splitter:
    splitter = Splitter()
    splitter.feed(text)
    splitter.finish()
    return splitter


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.data())
def test_any_cut_gives_the_blocks_of_the_whole(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    splitter = Splitter()
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        splitter.feed(text[start:end])
        if data.draw(st.booleans()):
            splitter.settle()
    splitter.finish()
    expected = whole(text)
    assert splitter.frozen == expected.frozen
    assert dict(splitter.references).keys() == dict(expected.references).keys()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_letter_by_letter_and_frozen_stays_frozen(text: str) -> None:
    splitter, seen = Splitter(), list[Block]()
    for char in text:
        splitter.feed(char)
        splitter.settle()
        assert splitter.frozen[: len(seen)] == seen
        seen = list(splitter.frozen)
    splitter.finish()
    assert splitter.frozen == whole(text).frozen


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_the_sources_add_up_and_parse_alone_as_in_the_whole(text: str) -> None:
    normal = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    splitter = whole(text)
    joined = "".join(block.source for block in splitter.frozen)
    assert normal.startswith(joined)
    assert not normal[len(joined) :].strip()
    alone = [
        (token.type, token.content)
        for block in splitter.frozen
        for token in parse_blocks(block.source, splitter.references)
    ]
    assert alone == [(token.type, token.content) for token in parse_blocks(normal, {})]


def test_kinds_languages_and_text() -> None:
    blocks = whole("intro\n\n```py title\nx = 1\n```\n| a |\n|---|\n| 1 |\n\n    indented\n").frozen
    assert [(block.kind, block.language, block.text) for block in blocks] == [
        (BlockKind.PROSE, "", ""),
        (BlockKind.CODE, "py", "x = 1\n"),
        (BlockKind.TABLE, "", ""),
        (BlockKind.CODE, "", "indented\n"),
    ]


def test_a_closing_fence_that_is_still_growing_is_not_shown_as_code() -> None:
    splitter = Splitter()
    splitter.feed("```\nx\n``")
    splitter.settle()
    assert [(block.text, block.open) for block in splitter.tail] == [("x\n", True)]
    splitter.feed("`")
    splitter.finish()
    assert [(block.text, block.open) for block in splitter.frozen] == [("x\n", False)]


def test_an_unclosed_fence_runs_to_the_end() -> None:
    assert [(block.text, block.open) for block in whole("~~~\na\n\n# b").frozen] == [("a\n\n# b", True)]


def test_a_definition_counts_for_the_text_before_it() -> None:
    splitter = whole("See [the page][1].\n\n[1]: https://example.org\n")
    inline = parse_blocks(splitter.frozen[0].source, splitter.references)[1]
    assert inline.children is not None
    assert any(child.type == "link_open" for child in inline.children)


def _seconds_for_deltas(opening: str, delta: str, before: int, count: int = 300) -> float:
    splitter = Splitter()
    splitter.feed(opening + delta * before)
    splitter.settle()
    begin = time.perf_counter()
    for _ in range(count):
        splitter.feed(delta)
        splitter.settle()
    return time.perf_counter() - begin


def test_the_cost_of_a_delta_does_not_grow_with_the_text() -> None:
    for opening, delta in (("", "Some words of a paragraph.\n\n"), ("```py\n", "value = compute(1, 2, 3)\n")):
        short = min(_seconds_for_deltas(opening, delta, 50) for _ in range(3))
        long = min(_seconds_for_deltas(opening, delta, 5_000) for _ in range(3))
        assert long < 8 * short + 0.05
