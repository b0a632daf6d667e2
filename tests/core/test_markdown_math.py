"""Formulas and footnotes: what counts as one, and what stays text."""

from __future__ import annotations

import pytest

from core.markdown.math import LONGEST_FORMULA
from core.markdown.parser import parse_blocks
from core.markdown.splitter import BlockKind, Splitter


def formulas(text: str) -> list[tuple[str, str]]:
    children = parse_blocks(text, {})[1].children or []
    return [(child.markup, child.content) for child in children if child.type == "math_inline"]


def settled(text: str) -> Splitter:
    splitter = Splitter()
    splitter.feed(text)
    splitter.settle()
    return splitter


def kinds(text: str) -> list[tuple[BlockKind, str]]:
    splitter = Splitter()
    splitter.feed(text)
    splitter.finish()
    return [(block.kind, block.text) for block in splitter.frozen]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the $x$ here", [("$", "x")]),
        ("값은 $x^2$이고 **$y$는** 다르다", [("$", "x^2"), ("$", "y")]),
        ("over $a\n+ b$ lines", []),  # a list begins there
        ("over $a\nb$ lines", [("$", "a\nb")]),
        ("so $$x$$ and \\(y\\), \\[z\\]!", [("$$", "x"), ("\\(", "y"), ("\\[", "z")]),
        ("a \\$ in $\\$5 + x\\_1$", [("$", "\\$5 + x\\_1")]),
        ("emphasis $a*b$ and $c*d$ not", [("$", "a*b"), ("$", "c*d")]),
        ("[link $x]$ y](/url)", []),
        ("a \\(x \\\\) y\\) b", [("\\(", "x \\\\) y")]),
    ],
)
def test_formulas_in_a_line(text: str, expected: list[tuple[str, str]]) -> None:
    if "[link" in text:
        children = parse_blocks(text, {})[1].children or []
        assert [child.type for child in children] == ["link_open", "text", "math_inline", "text", "link_close"]
    else:
        assert formulas(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $10",
        "from $5-$10 to $20",
        "$ x $",
        "$x $ y",
        "it costs $5",
        "$x$2",
        "code `$x$` wins",
        "$a `b$` c",
        "\\$x$",
        "$$$x$$$",
        "$$ open",
        "\\(\\) and \\[ open",
        "$x" + " y" * 600 + "$",
    ],
)
def test_what_is_no_formula(text: str) -> None:
    assert formulas(text) == []


def test_the_source_can_be_put_together_again() -> None:
    text = "a $x$ b $$y$$ c \\( z \\) d"
    children = parse_blocks(text, {})[1].children or []
    assert "".join(child.markup + child.content + child.info for child in children) == text
    assert [child.meta["display"] for child in children if child.type == "math_inline"] == [False, True, False]


def test_a_displayed_formula_is_a_block() -> None:
    assert kinds("$$x$$") == [(BlockKind.MATH, "x")]
    assert kinds("So:\n\\[\na\n+ b\n- c\n\\]\nwhere") == [
        (BlockKind.PROSE, ""),
        (BlockKind.MATH, "a\n+ b\n- c"),
        (BlockKind.PROSE, ""),
    ]
    assert kinds("$$x$$ in a line") == [(BlockKind.PROSE, "")]
    assert kinds("$$\na\n\nb\n$$") == [(BlockKind.PROSE, "")] * 2
    assert kinds("$$ a\n```\nx $$\n```\n") == [(BlockKind.PROSE, ""), (BlockKind.CODE, "x $$\n")]
    assert kinds("    $$x$$\n") == [(BlockKind.CODE, "$$x$$\n")]


def test_a_formula_that_is_not_closed_is_text_and_freezes_nothing_behind_it() -> None:
    splitter = settled("before\n\n$$\na\n- b\n- c\n")
    assert [block.kind for block in splitter.blocks] == [BlockKind.PROSE] * 4
    assert len(splitter.frozen) == 1
    splitter.feed("$$\n")
    splitter.finish()
    assert [(block.kind, block.text) for block in splitter.frozen[1:]] == [(BlockKind.MATH, "a\n- b\n- c")]


def test_what_is_too_long_for_a_formula_does_not_wait_for_its_end() -> None:
    splitter = settled("$$\n" + "- line\n" * 2 * LONGEST_FORMULA)
    assert len(splitter.frozen) > LONGEST_FORMULA


def test_a_formula_inside_an_item_or_quote_is_a_paragraph_of_its_own() -> None:
    for text in ("- so:\n  $$\n  a\n  + b\n  $$", "> $$\n> a\n> + b\n> $$"):
        inline = [token for token in parse_blocks(text, {}) if token.type == "inline"][-1]
        assert [(child.type, child.content) for child in inline.children or ()] == [("math_inline", "a\n+ b")]


def test_a_footnote_is_a_block_where_it_stands() -> None:
    splitter = settled("See [^b].\n\n[^a]: one\nand on\n\n    more\n\n[^b]: two\n\nend\n")
    sources = [block.source for block in splitter.frozen]
    assert sources == ["See [^b].\n", "\n[^a]: one\nand on\n\n    more\n", "\n[^b]: two\n"]
    tokens = parse_blocks(sources[1], splitter.references)
    assert [token.type for token in tokens if token.type != "inline"] == [
        *("footnote_open", "paragraph_open", "paragraph_close", "paragraph_open", "paragraph_close", "footnote_close"),
    ]
    assert tokens[0].meta == {"label": "a", "number": 1}
    reference = (parse_blocks(sources[0], splitter.references)[1].children or [])[1]
    assert (reference.type, reference.content, reference.meta) == ("footnote_ref", "b", {"number": 2})
    assert reference.markup == "[^b]"


def test_a_reference_without_a_definition_is_text() -> None:
    assert [token.type for token in parse_blocks("See [^1] and [x][^1].", {})[1].children or ()] == ["text"]
    splitter = settled("See [^1] and [x][^1].\n\n[^1]: note\n\n")
    types = [token.type for token in parse_blocks(splitter.frozen[0].source, {"X": {}})[1].children or ()]
    assert types == ["text"]


def test_a_definition_in_code_is_none_and_the_first_of_a_label_wins() -> None:
    splitter = settled("```\n[^1]: code\n```\n\n    [^2]: code\n\n[^3]: one\n[^3]: again\n[^4]: next\n\nend\n")
    assert [(key, value["number"]) for key, value in splitter.references.items()] == [
        ("footnote:3", 1),
        ("footnote:4", 2),
    ]


def test_a_link_cannot_point_at_a_footnote() -> None:
    splitter = settled("[^1]: note\n\nend\n")
    tokens = parse_blocks("[text][^1] [footnote:1]", splitter.references)[1].children or []
    assert [token.type for token in tokens] == ["text", "footnote_ref", "text"]
