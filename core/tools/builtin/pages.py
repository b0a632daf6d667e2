"""A web page as text that can be read: headings, lists, tables and links, without what only a browser needs.

Nothing is fetched and nothing is run. What the page hides from people is left out too: it could only be meant for
somebody else.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit

_DROPPED: Final = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "canvas",
        "iframe",
        "object",
        "embed",
        "button",
        "select",
        "textarea",
        "dialog",
        "audio",
        "video",
        "map",
        "math",
    )
)
_VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_BLOCKS: Final = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "thead",
        "tr",
        "ul",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    )
)
_HEADINGS: Final = {f"h{level}": "#" * level for level in range(1, 7)}
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE: Final = re.compile(r"[ \t\r\n\f\v]+")
_EMPTY_LINES: Final = re.compile(r"\n{3,}")
_FENCE: Final = "```"
_LONGEST_LINK: Final = 500
_DEEPEST: Final = 400


class _Reader(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self._base = base
        self.title = ""
        self._in_title = False
        self._dropped: list[str] = []  # elements that are open inside of the first one that is left out
        self._out: list[str] = []
        self._pre = 0
        self._link = ""
        self._link_from = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title" and not self.title:
            self._in_title = True
        if self._dropped or tag in _DROPPED or _is_hidden(attrs):
            if tag not in _VOID and len(self._dropped) < _DEEPEST:
                self._dropped.append(tag)
            return
        if tag == "br":
            self._out.append("\n")
        elif tag == "img":
            self._say_picture(dict(attrs).get("alt"))
        elif tag in ("td", "th"):
            self._out.append(" | ")
        elif tag == "a":
            self._link, self._link_from = self._address(dict(attrs).get("href")), len(self._out)
        elif tag in _BLOCKS:
            self._break(tag)
        if tag == "pre":
            self._pre += 1
            self._out.append(f"\n{_FENCE}\n" if self._pre == 1 else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if self._dropped:
            if tag in self._dropped:
                while self._dropped.pop() != tag:
                    pass
            return
        if tag == "a":
            self._end_link()
        elif tag == "pre" and self._pre:
            self._pre -= 1
            self._out.append("" if self._pre else f"\n{_FENCE}\n\n")
        elif tag in _BLOCKS:
            self._out.append("\n" if tag in ("li", "tr", "dt", "dd") else "\n\n")

    def handle_data(self, data: str) -> None:
        if self._in_title and not self.title:
            self.title = _SPACE.sub(" ", data).strip()[:300]
        elif not self._dropped and not self._in_title:
            self._out.append(data if self._pre else _SPACE.sub(" ", data))

    def text(self) -> str:
        self._end_link()
        lines: list[str] = []
        as_it_is = False
        for line in "".join(self._out).split("\n"):
            if line == _FENCE:
                as_it_is = not as_it_is
            if as_it_is or not (line.strip() in ("|", "-") or re.fullmatch("#+", line.strip())):
                lines.append(line.rstrip() if as_it_is else line.strip())
        return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()

    def _break(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._out.append(f"\n\n{_HEADINGS[tag]} ")
        elif tag == "li":
            self._out.append("\n- ")
        elif tag == "hr":
            self._out.append("\n\n---\n\n")
        else:
            self._out.append("\n" if tag in ("tr", "dt", "dd") else "\n\n")

    def _say_picture(self, words: str | None) -> None:
        if words and words.strip():
            self._out.append(f"[picture: {_SPACE.sub(' ', words).strip()[:300]}]")

    def _address(self, href: str | None) -> str:
        try:
            address = urljoin(self._base, (href or "").strip())
            parts = urlsplit(address)
        except ValueError:
            return ""
        same = address.partition("#")[0] == self._base.partition("#")[0]
        return "" if same or parts.scheme not in ("http", "https") or len(address) > _LONGEST_LINK else address

    def _end_link(self) -> None:
        words = "".join(self._out[self._link_from :]).strip() if self._link else ""
        if words and "\n" not in words:
            self._out[self._link_from :] = [f"[{words}]({self._link})"]
        self._link = ""


def _is_hidden(attrs: list[tuple[str, str | None]]) -> bool:
    values = dict(attrs)
    hidden = "hidden" in values or (values.get("aria-hidden") or "").casefold() == "true"
    return hidden or bool(_HIDDEN.search(values.get("style") or ""))


def page_text(html: str, address: str) -> tuple[str, str]:
    """The title and the text of a page that came from `address`."""
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    return reader.title, reader.text()


_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_.:-]{2,40})", re.IGNORECASE)


def declared_charset(data: bytes) -> str:
    """What a page says its bytes are; empty where it says nothing."""
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else ""
