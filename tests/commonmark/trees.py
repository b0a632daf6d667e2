"""Documents as trees: from the HTML of the specification, and from our blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from markdown_it.token import Token

from core.markdown.blocks import Block, BlockKind
from core.markdown.parser import fence_language, parse_blocks
from core.markdown.splitter import Splitter

_VOID: Final = ("br", "hr", "img")
_BLOCKS: Final = ("p", "ul", "ol", "li", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "table")
_CONTAINERS: Final = ("", "ul", "ol", "li", "blockquote")


@dataclass(slots=True)
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def add(self, child: Node | str) -> None:
        """Append; text goes onto text."""
        if isinstance(child, str) and self.children and isinstance(self.children[-1], str):
            self.children[-1] += child
        elif child != "":
            self.children.append(child)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.path = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.path[-1].add(node)
        if tag not in _VOID:
            self.path.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.path[-1].add(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if len(self.path) > 1 and self.path[-1].tag == tag:
            self.path.pop()

    def handle_data(self, data: str) -> None:
        self.path[-1].add(data)


def of_html(html: str) -> Node:
    """The tree of a piece of the specification's HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _tidied(reader.path[0])


def of_splitter(splitter: Splitter) -> Node:
    """The tree of a finished text."""
    root = Node("")
    for block in splitter.frozen:
        if block.kind is BlockKind.CODE:
            root.add(_code(block.text, block.language))
        elif block.item is not None:
            _add_item(root, block, parse_blocks(block.source, splitter.references))
        else:
            _fill(root, parse_blocks(block.source, splitter.references))
    _decide_looseness(root)
    return _tidied(root)


def of_tokens(tokens: Iterable[Token]) -> Node:
    """The tree of a whole text as markdown-it gives it."""
    root = Node("")
    _fill(root, tokens)
    return _tidied(root)


def _add_item(root: Node, block: Block, tokens: list[Token]) -> None:
    """Put an item's list of its own to the list that it goes on with. `loose` is taken out again in the end."""
    alone = Node("")
    for token in tokens:
        if token.type == "paragraph_open" and token.level == 2 and not token.hidden:
            alone.attributes["loose"] = ""
        token.hidden = token.hidden and token.level > 2
    _fill(alone, tokens)
    item = alone.children[-1]
    place = block.item
    if place is None or not isinstance(item, Node):
        raise ValueError("an item of a list is a list")
    item.attributes = {"start": str(place.number)} if place.ordered and place.number != 1 else {}
    blank = not block.source.partition("\n")[0].strip()
    if not place.first:
        before = root.children.pop()
        if not isinstance(before, Node) or before.tag != item.tag:
            raise ValueError("an item goes on with the list before it")
        before.children += item.children
        item = before
    if "loose" in alone.attributes or (blank and not place.first):
        item.attributes["loose"] = ""
    item.attributes["top"] = ""
    root.add(item)


def _decide_looseness(root: Node) -> None:
    """Take the paragraphs out of the items of tight lists."""
    for child in root.children:
        if not isinstance(child, Node) or child.attributes.pop("top", None) is None:
            continue
        if child.attributes.pop("loose", None) is None:
            for item in child.children:
                if isinstance(item, Node):
                    item.children = [inner for part in item.children for inner in _without_paragraph(part)]


def _without_paragraph(part: Node | str) -> list[Node | str]:
    return part.children if isinstance(part, Node) and part.tag == "p" else [part]


def _fill(root: Node, tokens: Iterable[Token]) -> None:
    path = [root]
    for token in tokens:
        if token.hidden:
            continue
        if token.nesting > 0:
            path.append(Node(token.tag, _attributes(token)))
        elif token.nesting < 0:
            done = path.pop()
            path[-1].add(done)
        elif token.type == "inline":
            _fill(path[-1], token.children or ())
        else:
            path[-1].add(_leaf(token))


def _leaf(token: Token) -> Node | str:
    match token.type:
        case "fence":
            return _code(token.content, fence_language(token))
        case "code_block":
            return _code(token.content, "")
        case "code_inline":
            return Node("code", {}, [token.content])
        case "softbreak":
            return "\n"
        case "image":
            return Node("img", {**_attributes(token), "alt": _letters(token.children or ())})
        case "hr" | "hardbreak":
            return Node(token.tag)
        case "math_inline" | "math_block" | "footnote_ref":
            return Node("math", {}, [token.content])
        case _:
            return token.content


def _letters(tokens: Iterable[Token]) -> str:
    return "".join(
        "\n" if token.type == "softbreak" else _letters(token.children or ()) or token.content for token in tokens
    )


def _attributes(token: Token) -> dict[str, str]:
    return {name: str(value) for name, value in token.attrs.items()}


def _code(text: str, language: str) -> Node:
    inside = Node("code", {"class": f"language-{language}"} if language else {}, [text] if text else [])
    return Node("pre", {}, [inside])


def _tidied(node: Node) -> Node:
    """Without the line ends that HTML has between blocks and behind line breaks."""
    if node.tag == "pre":
        return node
    tidy = Node(node.tag, node.attributes)
    for number, child in enumerate(node.children):
        if isinstance(child, Node):
            tidy.add(_tidied(child))
            continue
        before = node.children[number - 1] if number else None
        after = node.children[number + 1] if number + 1 < len(node.children) else None
        text = child
        if isinstance(before, Node) and before.tag in ("br", *_BLOCKS):
            text = text.removeprefix("\n")
        if node.tag in _CONTAINERS and (after is None or (isinstance(after, Node) and after.tag in _BLOCKS)):
            text = text.removesuffix("\n")
        tidy.add(text.lstrip("\n") if node.tag in _CONTAINERS and number == 0 else text)
    return tidy
