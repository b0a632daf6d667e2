"""Markdown as we read it: emphasis beside CJK letters, raw HTML as text, addresses as links."""

from __future__ import annotations

import pytest
from markdown_it.token import Token

from core.markdown.inline import is_cjk
from core.markdown.parser import parse_blocks


def inline(text: str) -> list[Token]:
    children = parse_blocks(text, {})[1].children
    assert children is not None
    return children


def types(text: str) -> list[str]:
    return [token.type for token in inline(text)]


@pytest.mark.parametrize(
    "text",
    ['**"인용"**은 굵게', "이것은**‘강조’**예요", "**「引用」**は", "**（注）**的", "그는 **“네.”**라고 했다"],
)
def test_bold_beside_a_cjk_letter(text: str) -> None:
    assert types(text).count("strong_open") == 1
    assert types(text).count("strong_close") == 1


def test_latin_emphasis_is_plain_commonmark() -> None:
    assert "strong_open" not in types('**"quoted"**word')
    assert types("snake_case_name") == ["text"]
    assert types("a * b * c") == ["text"]


def test_raw_html_is_text() -> None:
    assert types("<b>x</b> <script>alert(1)</script>") == ["text"]
    assert next(token.type for token in parse_blocks("<div>\nx\n</div>", {})) == "paragraph_open"


def test_addresses_become_links_and_images_stay_tokens() -> None:
    assert "link_open" in types("see https://example.org/x for more")
    assert types("![alt](https://example.org/x.png)") == ["image"]


def test_strikethrough_and_tables() -> None:
    assert "s_open" in types("~~gone~~")
    assert parse_blocks("| a |\n|---|\n| 1 |", {})[0].type == "table_open"


def test_which_letters_are_cjk() -> None:
    assert all(is_cjk(char) for char in "가힣漢かカㄱ한")
    assert not any(is_cjk(char) for char in "aé“。1 ")
