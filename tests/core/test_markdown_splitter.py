"""The splitter's law: cut anywhere, the blocks are those of the whole text."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from core.markdown.parser import parse_blocks
from core.markdown.splitter import Block, BlockKind, ListItem, Splitter

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


LIST_PIECES = (
    *("- one\n", " - two\n", "  - three\n", "   - four\n", "    - five\n", "* other\n", "+ plus\n", "-\n", "- \n"),
    *("1. eins\n", "2. zwei\n", " 7. sieben\n", "  0. null\n", "3) drei\n", "   99. viele\n", "1.\n"),
    *(
        "- - deep\n",
        "1. - deep\n",
        "-     code\n",
        "-\tTab\n",
        "- [ ] todo\n",
        "- [x] 끝\n",
        "- # Title\n",
        "- > quote\n",
    ),
    *("- ```\n", "  ```\n", "```\n", "   ~~~\n", "    inside\n", "- [a]: /url\n", "  [b]: /url\n", "[a] [b]\n"),
    *("\n", "\n\n", "   \n", "\t\n", "lazy line\n", "  inside\n", "  - nested\n", "     1. nested\n", "> quote\n"),
    *(
        "한글 항목\n",
        "- 항목 하나\n",
        "2. 둘째 항목\n",
        "---\n",
        "* * *\n",
        "===\n",
        "- a | b\n",
        "  --|--\n",
        "- ---\n",
    ),
    *("- un", "1", ".", " ", "-", "\n", "끝", "\r\n"),
)
LISTS = st.lists(st.sampled_from(LIST_PIECES), max_size=20).map("".join)


def put_together(blocks: list[Block], splitter: Splitter) -> list[Token]:
    """The tokens of all blocks, each parsed alone, the items of a list in one list again."""
    tokens: list[Token] = []
    for block in blocks:
        alone = parse_blocks(block.source, splitter.references)
        if block.item is not None and not block.item.first:
            tokens.pop()
            alone = alone[1:]
        tokens += alone
    return tokens


def shape(tokens: list[Token]) -> list[tuple[str, int, str, object]]:
    return [(token.type, token.level, token.content, token.attrGet("start")) for token in tokens]


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
    assert shape(put_together(splitter.frozen, splitter)) == shape(parse_blocks(normal, {}))


@settings(max_examples=400, deadline=None)
@given(LISTS)
def test_items_are_those_of_the_whole_list_with_their_numbers(text: str) -> None:
    splitter = whole(text)
    expected = parse_blocks(text.replace("\r\n", "\n"), {})
    assert shape(put_together(splitter.frozen, splitter)) == shape(expected)
    numbers: list[int] = []
    for before, token in pairwise([None, *expected]):
        if token is not None and token.type == "list_item_open" and token.level == 1:
            opens = before is not None and before.type.endswith("_list_open")
            numbers.append(int(token.info) if opens and token.info else numbers[-1] + 1 if token.info else 0)
    assert [block.item.number for block in splitter.frozen if block.item is not None] == numbers


@settings(max_examples=300, deadline=None)
@given(LISTS)
def test_a_list_may_be_cut_anywhere(text: str) -> None:
    splitter, expected = Splitter(), whole(text)
    for char in text:
        splitter.feed(char)
        splitter.settle()
        frozen = splitter.frozen
        assert frozen == expected.frozen[: len(frozen)]
    splitter.finish()
    assert splitter.frozen == expected.frozen


def test_an_item_knows_its_place() -> None:
    blocks = whole("3. a\n3. b\n\n   more\n- c\n  - d\n\n- e\n").frozen
    assert [(block.source, block.item) for block in blocks] == [
        ("3. a\n", ListItem(ordered=True, number=3, first=True)),
        ("3. b\n\n   more\n", ListItem(ordered=True, number=4, first=False)),
        ("- c\n  - d\n", ListItem(ordered=False, number=0, first=True)),
        ("\n- e\n", ListItem(ordered=False, number=0, first=False)),
    ]


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
    deltas = (("", "Some words of a paragraph.\n\n"), ("", "1. an item\n"), ("```py\n", "value = compute(1, 2, 3)\n"))
    for opening, delta in deltas:
        short = min(_seconds_for_deltas(opening, delta, 50) for _ in range(3))
        long = min(_seconds_for_deltas(opening, delta, 5_000) for _ in range(3))
        assert long < 8 * short + 0.05
