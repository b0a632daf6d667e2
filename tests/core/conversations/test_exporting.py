"""Exports for readers: what they look like, and what they never do."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.conversations.exporting.html_text import to_html
from core.conversations.exporting.names import LONGEST, LONGEST_BYTES, folded, free_name, safe_stem
from core.conversations.exporting.writing import (
    Export,
    ExportFormat,
    export_archive,
    export_conversation,
    export_to_folder,
)
from core.conversations.importing.reading import conversations as imported
from core.conversations.records import Conversation, ConversationInfo
from core.messages import (
    AttachmentPart,
    Message,
    Outcome,
    ReasoningPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from tests.core.conversations.trees import FILES, conversations

READABLE = [ExportFormat.MARKDOWN, ExportFormat.HTML, ExportFormat.TEXT]
PNG = next(key for key, data in FILES.items() if data.startswith(b"\x89PNG"))
CODE = "```python\nprint('<b>')  # *as it is*\n```"


def sample() -> Conversation:
    conversation = Conversation(ConversationInfo("c-1", "A <b>title</b>\nin *two* lines", system="Be brief."))
    question = Message("m-1", Role.USER, (AttachmentPart("dot.png", "image/png", PNG, 9), TextPart("<i>What</i>?")))
    call = ToolCallPart("call", "clock", '{"zone":"UTC"}')
    first = Message("m-2", Role.ASSISTANT, (ReasoningPart("Hm </details> **so**", seconds=2.0), call), model="m-x")
    result = Message("m-3", Role.TOOL, (ToolResultPart("call", "12:00 ``` noon"),))
    answer = Message("m-4", Role.ASSISTANT, (TextPart(f"# Noon\n\n{CODE}\n\n[x](javascript:a) ![p](http://a.b/c)"),))
    path = [question, first, result, replace(answer, outcome=Outcome.STOPPED)]
    for above, message in zip([None, *(each.id for each in path)], path, strict=False):
        conversation.tree.add(above, message)
    return conversation


def written(folder: Path, kind: ExportFormat, conversation: Conversation) -> str:
    done = export_to_folder(folder, [conversation], Export(kind, FILES.get))
    return done.paths[0].read_text("utf-8")


def test_markdown_leaves_code_as_it_is_and_folds_the_rest(tmp_path: Path) -> None:
    text = written(tmp_path, ExportFormat.MARKDOWN, sample())
    assert text.startswith("# A \\<b\\>title\\</b\\> in \\*two\\* lines\n")
    assert CODE in text
    assert "## Assistant · m-x" in text
    assert "````\n12:00 ``` noon\n````" in text
    assert text.count("<details>") == text.count("</details>") == 3
    assert text.endswith("> Stopped.\n")


def test_plain_text_says_everything(tmp_path: Path) -> None:
    text = written(tmp_path, ExportFormat.TEXT, sample())
    for words in (
        "Be brief.",
        "[Attached: dot.png",
        "[Reasoning (2 s)]",
        "[Tool call: clock]",
        "[Result: clock]",
        CODE,
    ):
        assert words in text


class Page(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in ("meta", "br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


TAGS = (
    {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4", "h5", "h6", "article", "div", "p"}
    | {"details", "summary", "pre", "code", "blockquote", "ul", "ol", "li", "em", "strong", "s", "a", "sup", "hr", "br"}
    | {"img", "table", "thead", "tbody", "tr", "th", "td"}
)


def harmless(text: str) -> bool:
    page = Page(text)
    for name, value in page.attributes:
        assert not name.startswith("on")
        assert name != "style"
        if name == "href":
            assert re.match(r"(?:https?|mailto):", value, re.IGNORECASE)
        if name == "src":
            assert value.startswith("data:image/")
    return set(page.tags) <= TAGS and not page.open


def test_html_is_one_file_that_asks_for_nothing(tmp_path: Path) -> None:
    text = written(tmp_path, ExportFormat.HTML, sample())
    assert harmless(text)
    assert "default-src 'none'" in text
    assert "prefers-color-scheme: dark" in text
    assert 'src="data:image/png;base64,' in text
    assert "&lt;i&gt;What&lt;/i&gt;?" in text
    assert "<p>[x](javascript:a) <a href" in text  # what leads nowhere good is text


MARKS = (
    "<script>",
    "</p>",
    "`c`",
    "\n\n",
    "# ",
    "- ",
    "|a|b|\n|-|:-:|\n|",
    "> ",
    "**",
    "[^1]",
    "[^1]: ",
    "$x$",
    "$$y$$",
)
LINKS = (
    "[a](javascript:x)",
    "![i](http://a/b)",
    "<https://a.b>",
    "[b](HTTP://x)",
    '[t](http://a "t\'<>")',
    "www.a.com",
)
ODD = ("```html\n", '" onload="', "1. ", "\u202e", "&lt;", "    code\n", "~~", "\\", "\ud800", "data:text/html,x")
markdown = st.lists(st.sampled_from((*MARKS, *LINKS, *ODD)), max_size=12).map("".join)


@given(markdown)
def test_no_markdown_becomes_html_that_acts(source: str) -> None:
    assert harmless(f"<article>{to_html(source)}</article>")


@settings(max_examples=50)
@given(conversations(), st.sampled_from(READABLE))
def test_any_conversation_can_be_written_for_readers(conversation: Conversation, kind: ExportFormat) -> None:
    with TemporaryDirectory() as folder:
        text = written(Path(folder), kind, conversation)
    assert kind is not ExportFormat.HTML or harmless(text)


def test_a_selection_of_messages_is_written_alone(tmp_path: Path) -> None:
    chosen = {"m-1", "m-4"}
    export = Export(ExportFormat.JSON, FILES.get, only=chosen)
    export_archive(tmp_path / "some.json", [sample()], export)
    found = next(imported(tmp_path / "some.json")).conversation
    assert [message.id for message in found.tree.path()] == ["m-1", "m-4"]
    text = tmp_path / "some.md"
    export_conversation(text, sample(), replace(export, format=ExportFormat.MARKDOWN))
    assert "clock" not in text.read_text("utf-8")


def test_conversations_of_one_title_get_files_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "same.md").write_text("mine", "utf-8")
    every = [Conversation(ConversationInfo(f"c-{n}", title)) for n, title in enumerate(["Same", "same", "SAME "])]
    done = export_to_folder(tmp_path, every, Export(ExportFormat.MARKDOWN, FILES.get))
    assert [path.name for path in done.paths] == ["Same (2).md", "same (3).md", "SAME (4).md"]
    assert (tmp_path / "same.md").read_text("utf-8") == "mine"


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    path.write_text("old", "utf-8")

    def full(_: str) -> bytes:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        export_archive(path, [sample()], Export(ExportFormat.JSON, full))
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("../../etc/passwd", "etc passwd"),
        ("CON", "CON_"),
        ("com1", "com1_"),
        ("LPT¹", "LPT¹_"),
        ("nul.txt", "nul txt"),
        ("한국어 제목: 무엇을?", "한국어 제목 무엇을"),
        ("\u1112\u1161\u11ab", "한"),
        ("a\x00b\u202ec/d\\e", "a b c d e"),
        ("...", "conversation"),
        ("", "conversation"),
        ("-rf --no", "rf --no"),
    ],
)
def test_titles_become_names_of_files(title: str, stem: str) -> None:
    assert safe_stem(title) == stem


@given(st.text(), st.lists(st.text(max_size=3), max_size=5))
def test_every_name_is_safe_and_free(title: str, others: list[str]) -> None:
    taken = {folded(free_name(each, ".md", ())) for each in [title, *others]}
    name = free_name(title, ".md", taken)
    stem = name.removesuffix(".md")
    assert folded(name) not in taken
    assert not re.search(r'[\\/:*?"<>|.\x00-\x1f\x7f]|^[ -]|[ ]$', stem)
    assert len(stem) <= LONGEST + 6
    assert len(stem.encode()) <= LONGEST_BYTES + 6
