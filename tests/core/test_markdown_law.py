"""Documents of every construct, cut anywhere: the same blocks as whole, and the same tokens as a parse of the whole."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from core.markdown.parser import parse_blocks
from core.markdown.splitter import Block, Splitter

LINES = (
    *("# Title", "## 제목 `code`", "Setext", "===", "---", "***", "* * *", "", "", "", "   ", "\t"),
    *(
        "Plain words of a paragraph.",
        "한국어 문단의 한 줄",
        unicodedata.normalize("NFD", "한글 낱자"),
        "2024 was a year",
    ),
    *(
        "**bold** _em_ ~~gone~~",
        "**“인용”**은 `코드`",
        "**open",
        "close**",
        "`open",
        "`",
        "a * b _c",
        "line  ",
        "line\\",
    ),
    *("[a]: /url", "[b]: <u>", '"title"', "[a] [b][a] [c]", "[c]:", "/late 'title", "more'", "![i](/x.png)", "[l](/u"),
    *(
        "- item",
        "- [ ] todo",
        "1. one",
        "7) seven",
        "* star",
        "-",
        "  - nested",
        "    - deeper",
        "   1. in",
        "  inside",
    ),
    *(
        "    four",
        "     five",
        "- - -",
        "- > quote",
        "- ```",
        "  ```",
        "```",
        "```py",
        "````",
        "~~~",
        "   ~~~",
        "`````",
    ),
    *("> quote", "> - in quote", "> ```", ">", "> > deep", ">lazy", "> $$", "> x", "lazy", "> [^1]: in a quote"),
    *("| a | b |", "|---|---|", "| 1 | 2 |", "a | b", "--|--", "c | `d\\|e`", ":-:", "|"),
    *("$$", "$$x$$", "$$ y", "+ z $$", "+ b", "= c", "\\[", "\\]", "\\[x\\]", "$x$는", "$5 and $10", "\\(y\\)", "  $$"),
    *("- $$", "  $$", "  + x", "text $$x", "y$$ text", "$$$", "$$ a $$ b", "    $$"),
    *("[^1]: a note", "[^2]:", "[^one]: ```", "    in the note", "    - in a list", "See [^1] and [^2].", "[^1][^no]"),
    *("<div>", "</div>", "<b>x</b>", "&amp;", "https://example.org", "👩‍👩‍👧", "\u202e", "\0", "مرحبا"),
)
DOCUMENTS = st.lists(
    st.tuples(st.sampled_from(LINES), st.sampled_from(("\n", "\n", "\n", "\n", "\r\n", "\r", ""))), max_size=28
).map(lambda pairs: "".join(line + end for line, end in pairs))

FIXED = (
    "So:\n$$\n+ a\n- b\n\n= c\n$$\nend\n\n$$\n+ a\n- b\n$$ \ntext\n\n\\[\nx\n\\]\n",
    "1. 하나\n\n   ```py\n   x\n\n   ```\n2. 둘\n   - 셋\n\n   [^1]: no\n3) new\n\n"
    "[^1]: note\n    more\n\n    - x\nend [^1]",
    "> a\nlazy\n> - b\n>\n> $$x$$\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n3 | 4\n\n"
    "- a\n-\n\n  b\n- c\n[a]: /x\n'y\nz'\n\n[a]",
    "text\nhead | row\n-|-\n1|2\n\nTitle\n---\n~~~\ncode\n\n~~~~\n    indented\n\n    more\n"
    "***bold***\n* * *\n`` ` ``\r\n가",
    "[^a]: one\n[^b]: two\n$$ open\n```\n$$\n```\n$x$는 $5 \\(y\\) [^b][^a]\n\n- $$\n  + x\n  $$\n- b\n\n      code\n",
)


def whole(text: str) -> Splitter:
    splitter = Splitter()
    splitter.feed(text)
    splitter.finish()
    return splitter


def shape(tokens: list[Token]) -> list[tuple[object, ...]]:
    return [
        (token.type, token.level, token.content, token.markup, token.attrGet("start"), str(token.meta), children(token))
        for token in tokens
    ]


def children(token: Token) -> list[tuple[object, ...]]:
    return [
        (child.type, child.content, child.markup, str(child.attrs), str(child.meta)) for child in token.children or ()
    ]


def put_together(splitter: Splitter) -> list[Token]:
    """The tokens of all blocks, each parsed alone, the items of a list in one list again."""
    tokens: list[Token] = []
    for block in splitter.frozen:
        alone = parse_blocks(block.source, splitter.references)
        if block.item is not None and not block.item.first:
            tokens.pop()
            alone = alone[1:]
        tokens += alone
    return tokens


def normal(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
def test_blocks_parsed_alone_are_the_whole(text: str) -> None:
    splitter = whole(text)
    assert shape(put_together(splitter)) == shape(parse_blocks(normal(text), {}))
    joined = "".join(block.source for block in splitter.frozen)
    assert normal(text).startswith(joined)
    assert not normal(text)[len(joined) :].strip()


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS, st.data())
def test_cut_anywhere_it_is_the_same(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=16)))
    splitter, seen = Splitter(), list[Block]()
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        splitter.feed(text[start:end])
        splitter.settle()
        assert splitter.frozen[: len(seen)] == seen
        seen = list(splitter.frozen)
        at_once = Splitter()
        at_once.feed(text[:end])
        at_once.settle()
        assert splitter.blocks == at_once.blocks
    splitter.finish()
    assert splitter.frozen == whole(text).frozen
    assert splitter.references.keys() == whole(text).references.keys()


@pytest.mark.parametrize("text", FIXED)
def test_cut_at_every_position(text: str) -> None:
    expected = whole(text)
    assert shape(put_together(expected)) == shape(parse_blocks(normal(text), {}))
    for cut in range(len(text) + 1):
        splitter = Splitter()
        splitter.feed(text[:cut])
        splitter.settle()
        splitter.feed(text[cut:])
        splitter.finish()
        assert splitter.frozen == expected.frozen


@pytest.mark.parametrize("text", FIXED)
def test_letter_by_letter(text: str) -> None:
    splitter, expected = Splitter(), whole(text)
    for char in text:
        splitter.feed(char)
        splitter.settle()
        assert splitter.frozen == expected.frozen[: len(splitter.frozen)]
    splitter.finish()
    assert splitter.frozen == expected.frozen
