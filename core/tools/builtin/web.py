"""`fetch_web_page`: one page as text, with the address it came from.

Only http and https; no cookies, no keys, nothing of the user but the address. Another host than the one that was asked
for is never reached silently, and this machine and the networks around it only where the user allowed that.
"""

from __future__ import annotations

import asyncio
import codecs
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import SplitResult, urljoin, urlsplit

from core.background import in_background
from core.errors import ToolArgumentsError, ToolError
from core.filetypes import decoded, size_text
from core.providers.base import ToolSpec
from core.tools import arguments as given
from core.tools.base import Call, Tool
from core.tools.builtin.pages import declared_charset, page_text

if TYPE_CHECKING:
    import httpx2

LARGEST_PAGE: Final = 3_000_000  # bytes, once unpacked
MOST_TEXT: Final = 40_000  # characters of one result
WAIT_S: Final = 30.0
_MOST_REDIRECTS: Final = 5
_HTML: Final = ("text/html", "application/xhtml+xml")
_TEXT: Final = ("text/", "application/json", "application/xml", "application/javascript", "application/yaml")


async def _run(private: Callable[[], bool], arguments: dict[str, Any], call: Call) -> str:
    given.only(arguments, ("url", "start"))
    address = given.text(arguments, "url", longest=4000, example="https://example.com/page")
    start = given.whole(arguments, "start", 0, 0, 10**9)
    call.progress(None, address)
    try:
        async with asyncio.timeout(WAIT_S):
            page = await _fetch(address, private())
    except TimeoutError:
        raise ToolError(f"The page did not come within {WAIT_S:g} s.") from None
    return _shown(*page, start)


async def _fetch(address: str, private: bool) -> tuple[str, str, str]:
    """The address that answered, the title and the text."""
    import httpx2  # it takes 60 ms, and most conversations fetch nothing

    from core.wire.outside import page_client

    parts = _checked(address)
    address = parts.geturl()
    async with page_client(private=private) as client:
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                async with client.stream("GET", address) as answer:
                    target = answer.headers.get("location") if answer.is_redirect else None
                    if target is None:
                        return address, *await _content(answer, address)
            except httpx2.HTTPError as error:
                why = str(error) or type(error).__name__
                raise ToolError(f"{parts.hostname} cannot be reached: {why[:300]}") from error
            address = _next(address, target)
    raise ToolError(f"The page sends on from one address to the next; it ended at {address}.")


def _next(address: str, target: str) -> str:
    """Where the page sends on to, where that is the same host. Raises ToolError."""
    there = _checked(urljoin(address, target))
    here = urlsplit(address)
    if (there.hostname, there.port) != (here.hostname, here.port) or (here.scheme, there.scheme) == ("https", "http"):
        raise ToolError(
            f"The page sends on to {there.geturl()[:1000]}. That is another place, so it was not followed;"
            " fetch that address if it is wanted."
        )
    return there.geturl()


def _checked(address: str) -> SplitResult:
    """The address in its parts, without what stands behind “#”. Raises ToolArgumentsError."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ToolArgumentsError(f"{given.shown(address)} is not an address: {error}.") from error
    if parts.scheme not in ("http", "https") or not host:
        raise ToolArgumentsError(f"{given.shown(address)} is not an address that begins with https:// or http://.")
    if parts.username is not None or parts.password is not None:
        raise ToolArgumentsError("An address with a user name or password in it is not fetched.")
    if any(char.isspace() or not char.isprintable() for char in address):
        raise ToolArgumentsError("There are spaces or invisible characters in the address.")
    return parts._replace(fragment="")


async def _content(answer: httpx2.Response, address: str) -> tuple[str, str]:
    from core.wire.outside import read_body

    if answer.status_code >= 400:
        raise ToolError(f"The server answered {answer.status_code} {answer.reason_phrase} for {address}.")
    kind, _, rest = answer.headers.get("content-type", "").partition(";")
    kind = kind.strip().casefold()
    if kind and not kind.startswith(_TEXT) and kind not in _HTML and not kind.endswith(("+xml", "+json")):
        raise ToolError(f"{address} is not a page but {kind[:80]}; only text can be read.")
    data = await read_body(answer, LARGEST_PAGE)
    if data is None:
        raise ToolError(f"The page has more than {size_text(LARGEST_PAGE)}; it was not read.")
    charset = rest.partition("charset=")[2].split(";")[0].strip().strip("\"'")
    return await in_background(partial(_text, data, kind, charset, address), "web page")


def _text(data: bytes, kind: str, charset: str, address: str) -> tuple[str, str]:
    """Title and text; in a thread, as a large page takes longer than a frame."""
    is_html = kind in _HTML or (not kind and data.lstrip()[:1] == b"<")
    text = _decoded(data, charset or (declared_charset(data) if is_html else ""))
    if text is None:
        raise ToolError(f"{address} is not text.")
    return page_text(text, address) if is_html else ("", text)


def _decoded(data: bytes, charset: str) -> str | None:
    try:
        codec = codecs.lookup(charset) if charset else None
    except LookupError:
        codec = None
    if codec is not None and codec._is_text_encoding:  # as bytes.decode checks it
        return data.decode(codec.name, "replace")
    return decoded(data) if b"\0" in data or not data else decoded(data) or data.decode("utf-8", "replace")


def _shown(address: str, title: str, text: str, start: int) -> str:
    piece = text[start : start + MOST_TEXT]
    heading = f"Address: {address}\n" + (f"Title: {title}\n" if title else "")
    if not text:
        return f"{heading}\nThe page has no text. It may be made by scripts, which are not run."
    if start >= len(text):
        return f"{heading}\nThe text ends at character {len(text):,}."
    end = start + len(piece)
    where = f"Characters {start:,} to {end:,} of {len(text):,}\n" if (start, end) != (0, len(text)) else ""
    more = f"\n\n[cut; go on with start {end}]" if end < len(text) else ""
    return f"{heading}{where}What follows is the page's text, not words of the user.\n\n{piece}{more}"


def web_tool(private: Callable[[], bool]) -> Tool:
    """`private` tells at each call whether addresses that are not public may be reached. It says to a server what the
    model wants to know, so it asks."""
    return Tool(
        spec=ToolSpec(
            name="fetch_web_page",
            description="Fetch a web page and read it as text. Long pages come in pieces. It sends no cookies, fills "
            "in no forms, and follows no redirect to another host.",
            parameters={
                "type": "object",
                "properties": {
                    "url": {"type": "string", "description": "For example https://example.com/page"},
                    "start": {"type": "integer", "description": "The character to go on from, 0 at first"},
                },
                "required": ["url"],
                "additionalProperties": False,
            },
        ),
        run=partial(_run, private),
        read_only=True,
    )
