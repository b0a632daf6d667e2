"""A paragraph that grows: what the memory gives is what a whole parse gives."""

from __future__ import annotations

from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from core.markdown.growing import LONG, InlineMemory
from core.markdown.parser import parse_blocks

WHOLE = (
    *("word ", "some more words ", "한글 ", "긴 문단의 낱말 ", "👩‍👩‍👧 ", "é ", "\n", "  \n", "\\\n", "   "),
    *("*em* ", "**굵게**는 ", "**“인용”**은 ", "__strong__ ", "~~gone~~ ", "a * b ", "snake_case ", "**a *b* `c`** "),
    *("`code` ", "`` ` `` ", "`한 줄\n더` ", "\\* ", "\\` ", "\\[ ", "\\( ", "&amp; ", "&#35; ", "1. ", "e.g. ", "x: "),
    *("[a](/url) ", '[a](/url "title of it") ', "[ref] ", "[ref][ref] ", "[a\nb](/c) ", "[^note] ", "[^no] ", "[1] "),
    *("![image](/x.png) ", "[a [b] c] ", "<https://a.example> ", "<b> ", "a < b ", "https://example.org/x?y=(z) "),
    *("www.example.org ", "example.com, ", "me@example.org ", "https://예시.한국/길 ", "//x.org ", "(https://a.b/c) "),
    *("$x$ ", "$x$는 ", "$$x+y$$ ", "\\(x\\) ", "\\[x\\] ", "$x\n+ y$ ", "$a$, ", "**$x$** "),
    "long plain words that fill the paragraph so that there is something to seal in it, again and again, ",
)
BROKEN = (
    *("*", "**", "***", "_", "__", "~~", "~", "`", "``", "\\", "&", "[", "]", "(", ")", "![", "[a]( ", "[^", "](", "<"),
    *(
        ">",
        "http://",
        "://",
        "://x ",
        "$",
        "$$",
        "$5 ",
        "$a b$ ",
        "\\) ",
        "\\] ",
        "$`",
        "!",
        ". ",
        "1",
        "한국어",
        "\n*",
    ),
)
REFERENCES = {"REF": {"href": "/ref", "title": ""}, "footnote:NOTE": {"number": 1}}
MOSTLY = st.lists(st.sampled_from(WHOLE), min_size=60, max_size=120)
PARAGRAPHS = st.builds(
    lambda *parts: "start " + "".join(chain(*parts)),
    MOSTLY,
    st.lists(st.sampled_from(WHOLE + BROKEN), max_size=40),
    MOSTLY,
)


def joined(tokens: list[Token] | None) -> list[tuple[object, ...]]:
    """Values of tokens, with neighbouring text put together."""
    values: list[tuple[object, ...]] = []
    for token in tokens or ():
        text = token.content
        if token.type == "text" and values and values[-1][0] == "text" and values[-1][2] == token.level:
            text = str(values.pop()[1]) + text
        # A text that was joined has the markup of an escape that was in it, or not; nobody looks at that.
        source = ("", "") if token.type == "text" else (token.markup, token.info)
        values.append((token.type, text, token.level, *source, str(token.attrs), str(token.meta)))
    return values


def same(source: str, memory: InlineMemory) -> list[Token]:
    grown, whole = parse_blocks(source, REFERENCES, memory), parse_blocks(source, REFERENCES)
    assert [(token.type, token.map, token.content) for token in grown] == [
        (token.type, token.map, token.content) for token in whole
    ]
    for mine, other in zip(grown, whole, strict=True):
        assert joined(mine.children) == joined(other.children)
    return grown


@settings(max_examples=30, deadline=None)
@given(PARAGRAPHS, st.data())
def test_grown_by_any_cuts_it_is_the_whole(paragraph: str, data: st.DataObject) -> None:
    memory, end = InlineMemory(), 0
    children: list[Token] = []
    while end < len(paragraph):
        end += data.draw(st.integers(20, 600))
        inline = next(token for token in same(paragraph[:end], memory) if token.type == "inline")
        kept, letters = inline.meta.get("kept", 0), inline.meta.get("same", 0)
        assert (inline.children or [])[:kept] == children[:kept]
        if letters:
            assert kept == len(children) - 1
            assert (inline.children or [])[kept].content[:letters] == children[kept].content
        children = list(inline.children or ())


@settings(max_examples=12, deadline=None)
@given(PARAGRAPHS, st.sampled_from(["> ", ">", "- ", "12. ", "> > ", "> - "]), st.data())
def test_in_a_quote_or_an_item_too(paragraph: str, mark: str, data: st.DataObject) -> None:
    further = mark if mark.strip("> ") == "" else " " * len(mark)
    text = mark + paragraph.replace("\n", "\n" + further)
    memory, end = InlineMemory(), 0
    while end < len(text):
        end += data.draw(st.integers(20, 600))
        same(text[:end], memory)


def test_a_line_without_spaces_only_goes_on() -> None:
    memory, text = InlineMemory(), "a1b2c3d4e5" * 400
    parse_blocks(text[:2000], {}, memory)
    inline = parse_blocks(text, {}, memory)[1]
    assert (inline.meta["kept"], inline.meta["same"]) == (0, 2000)


def test_definitions_that_came_later_count() -> None:
    source = "A [word] " + "and more words " * 100
    memory, references = InlineMemory(), dict[str, object]()
    assert not any(token.type == "link_open" for token in parse_blocks(source, references, memory)[1].children or ())
    references["WORD"] = {"href": "/url", "title": ""}
    assert any(token.type == "link_open" for token in parse_blocks(source, references, memory)[1].children or ())


def test_most_of_a_long_paragraph_is_kept() -> None:
    memory, text = InlineMemory(), "Words with **bold** and `code` and [links](/url) in them. " * 100
    assert len(text) > 3 * LONG
    for end in range(LONG, len(text), 64):
        inline = parse_blocks(text[:end], {}, memory)[1]
    assert inline.children is not None
    assert len(inline.children) - inline.meta["kept"] < 40


def test_what_is_no_long_paragraph_is_parsed_as_ever() -> None:
    memory = InlineMemory()
    task, note = "- [ ] " + "task " * 300, "[^1]: " + "note " * 300
    for source in ("short", "# " + "title " * 300, task, note, "> > # " + "title " * 300, "one " * 300 + "\n\ntwo"):
        assert parse_blocks(source, {}, memory) == parse_blocks(source, {})


def test_another_text_forgets_the_first() -> None:
    memory = InlineMemory()
    same("first **words** " * 100, memory)
    same("other *words* `here` " * 100, memory)
    same("first **words** " * 90, memory)


NESTED = (
    *("- item with **bold** words", "  - deeper `code`", "    1. numbered", "    2. and on", "  words of it", "", ""),
    *("  > quoted", "  a line\\", "  | a | b |", "  |---|---|", "      indented", "  ---", "  ## heading"),
    *("  ```", "    - x", "    > - y", "    >", "    > z", "  7. seven", "   8. eight", "  *  star", "  -"),
    *("    - 3. three", "      4. four", "[a]: /url", "See [a].", "  $$", "\t- tab", "> lazy", "- a | b", "***"),
    *("===", "  - - two", "- [ ] task"),
)
NESTS = st.lists(st.sampled_from(NESTED), min_size=60, max_size=90)
HEADS = (("- top\n", "  "), ("> top\n>\n", "> "), ("> - a\n", ">   "), ("1. x\n\n", "   "), ("- > q\n", "  > "))


def structure(tokens: list[Token]) -> list[tuple[object, ...]]:
    return [(t.type, t.map, t.content, t.hidden, t.level, t.info, t.markup, str(t.attrs)) for t in tokens]


@settings(max_examples=25, deadline=None)
@given(NESTS, st.sampled_from(HEADS), st.data())
def test_a_nest_that_grows_is_the_whole(nested: list[str], head: tuple[str, str], data: st.DataObject) -> None:
    text = head[0] + "".join(f"{head[1]}{line}\n" for line in nested)
    memory, end = InlineMemory(), 0
    while end < len(text):
        end += data.draw(st.integers(20, 300))
        assert structure(parse_blocks(text[:end], {}, memory)) == structure(parse_blocks(text[:end], {}))


def test_of_a_nest_only_the_end_is_read_again() -> None:
    for text in (
        "- top\n" + "".join(f"  - item {n} and some words\n\n    - one\n" for n in range(80)),
        "> top\n" + "".join(f">\n> > paragraph {n} and some words\n> > - one\n" for n in range(80)),
    ):
        memory = InlineMemory()
        before, kept = parse_blocks(text[:-200], {}, memory), 0
        after = parse_blocks(text, {}, memory)
        while before[kept] is after[kept]:
            kept += 1
        assert len(after) - kept < 100 < len(after)
        assert structure(after) == structure(parse_blocks(text, {}))


def test_a_blank_line_makes_the_whole_list_loose_that_grew_without() -> None:
    text = "- top\n" + "".join(f"  - item {n} and some words\n" for n in range(80))
    memory = InlineMemory()
    assert all(token.hidden for token in parse_blocks(text, {}, memory) if token.type == "paragraph_open")
    loose = parse_blocks(text + "\n  - last\n", {}, memory)
    assert structure(loose) == structure(parse_blocks(text + "\n  - last\n", {}))
    assert not any(token.hidden for token in loose if token.type == "paragraph_open" and token.level > 2)
