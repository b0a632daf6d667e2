"""Messages as plain text: what a reader sees, and what a copied message says. No documents, no colours."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from core.markdown.foreign import stripped, visible
from core.markdown.parser import parse_blocks
from core.markdown.splitter import BlockKind, Splitter
from gui.transcript import words
from gui.transcript.card import card_text
from gui.transcript.content import (
    Attached,
    Content,
    ErrorStrip,
    FinishNote,
    Header,
    Item,
    Note,
    Prose,
    Reasoning,
    Refusal,
    RoundsQuestion,
    Seam,
    StopMark,
    ToolCard,
    UserText,
    is_continued,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

IMAGE: Final = "🖼"  # before the words of an image; in the transcript an icon stands for it
_TASKS: Final = {"[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "}


def item_text(item: Item) -> str:
    """What a reader sees of a message."""
    now = time.monotonic()
    blocks = item.blocks
    texts = [content_text(block.content, now) for n, block in enumerate(blocks) if not is_continued(blocks, n)]
    return "\n\n".join(shown for text in texts if (shown := text.strip("\n")))


def item_copy(item: Item) -> str:
    """The words of a message for the clipboard: prose, code and refusals, without the program's own lines."""
    said = (_said(block.content) for block in item.blocks)
    return stripped("\n\n".join(text for text in said if text))


def item_markdown(item: Item) -> str:
    """A message's source as it came, without control characters."""
    parts: list[str] = []
    for block in item.blocks:
        content = block.content
        if isinstance(content, UserText):
            parts.append(content.text)
        elif isinstance(content, Prose | Refusal):
            parts.append(content.text.text.strip("\n"))
    return stripped("\n\n".join(part for part in parts if part))


def _said(content: Content) -> str:
    match content:
        case UserText(text):
            return text
        case Prose(text):
            return markdown_text(text.split_once).strip("\n")
        case Refusal(text):
            return text.text
        case _:
            return ""


def content_text(content: Content, now: float) -> str:
    """What a reader sees of one block; `now` is monotonic."""
    match content:
        case Header():
            version = words.version_text(content.version, content.versions) if content.versions > 1 else ""
            state, spent = words.header_state(content, now), words.header_spent(content)
            parts = (content.model, words.clock_time(content.created), version, state, spent)
            return " · ".join(visible(part) for part in parts if part)
        case UserText(text):
            return visible(text)
        case Attached(files):
            return "\n".join(words.file_text(part) for part in files)
        case Prose(text):
            return visible(markdown_text(text.split_once))
        case Reasoning():
            return words.reasoning_title(content, now)
        case ToolCard():
            return _tool_text(content, now)
        case RoundsQuestion():
            return words.rounds_text(content)
        case Refusal(text):
            return visible(text.text)
        case Note(text) | ErrorStrip(text):
            return visible(text)
        case StopMark():
            return words.stop_text(content)
        case Seam():
            return words.seam_text()
        case FinishNote():
            return visible(words.finish_text(content))


def _tool_text(card: ToolCard, now: float) -> str:
    head = f"{visible(card.name)} · {words.tool_state(card, now)}"
    return "\n".join(line for line in (head, card.step if card.running else "", card_text(card)) if line)


def markdown_text(splitter: Splitter) -> str:
    """The blocks of a text without their marks."""
    parts: list[str] = []
    for block in splitter.blocks:
        if block.kind is BlockKind.CODE:
            part = block.text.rstrip("\n")
        elif block.kind is BlockKind.MATH:
            part = block.source.strip("\n")
        else:
            number = block.item.number if block.item is not None else 0
            part = _tokens_text(parse_blocks(block.source, splitter.references), number)
        if part:
            tight = block.item is not None and not block.item.first and not block.source.startswith("\n")
            parts += ("\n" if tight else "\n\n", part)
    return "".join(parts[1:])


def _tokens_text(tokens: list[Token], number: int) -> str:
    """The letters of a block; `number` is shown before an item of an ordered list at the top level."""
    out: list[str] = []
    lists: list[int | None] = []  # the next number of each open list, None for bullets
    prefix, cells = "", list[str]()
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(number if not lists and number else int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                count = lists[-1]
                prefix = "  " * (len(lists) - 1) + ("• " if count is None else f"{count}. ")
                lists[-1] = None if count is None else count + 1
            case "inline" if _in_row(tokens, token):
                cells.append(inline_text(token))
            case "tr_close":
                out.append("\t".join(cells))
                cells = []
            case "inline":
                out.append(_item_text(prefix, inline_text(token)))
                prefix = ""
            case "fence" | "code_block":
                out.append(token.content.rstrip("\n"))
            case _:
                pass
    return "\n".join(out)


def _item_text(prefix: str, text: str) -> str:
    """The first line of an item; a task has its box in place of the bullet."""
    box = _TASKS.get(text[:4]) if prefix.endswith("• ") else None
    return prefix + text if box is None else prefix.removesuffix("• ") + box + text[4:]


def _in_row(tokens: list[Token], token: Token) -> bool:
    return bool(tokens) and tokens[0].type == "table_open" and token.level >= 3


def inline_text(inline: Token) -> str:
    """The letters of inline content."""
    parts: list[str] = []
    for child in inline.children or ():
        if child.type in ("text", "code_inline", "html_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" " if child.type == "softbreak" else "\n")
        elif child.type == "math_inline":
            parts.append(source_of(child))
        elif child.type == "footnote_ref":
            parts.append(footnote_mark(child))
        elif child.type == "image":
            parts.append(image_text(child))
    return "".join(parts)


def footnote_mark(token: Token) -> str:
    """What stands where a footnote is meant."""
    return f"[{token.meta['number']}]"


def source_of(token: Token) -> str:
    """A formula with what encloses it, as it came."""
    return f"{token.markup}{token.content}{token.info}"


def image_text(token: Token) -> str:
    """What stands in an image's place, where there are only letters."""
    return f"{IMAGE} {image_words(token)}"


def image_words(token: Token) -> str:
    """The description of an image and its address."""
    address = str(token.attrGet("src") or "")
    return f"{token.content} ({address})" if token.content else address
