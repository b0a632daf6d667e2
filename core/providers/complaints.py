"""Reads what a server complains about: the error bodies of many vendors, in one shape.

Knows no exceptions and no HTTP; `core.providers.failures` turns a `Complaint` into an error.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.wire.excerpt import excerpt, plain

_LONGEST_QUOTE = 300  # characters of a server's own words in a message
_LONGEST_READ = 20_000  # characters looked at
_TITLE = re.compile(r"(?is)<title[^>]*>(.*?)</title>")

_CONTEXT = re.compile(
    r"(?ix) context_length_exceeded | exceed_context_size | context_window_exceeded | model_max_prompt_tokens_exceeded"
    r" | prompt[ ]is[ ]too[ ]long | prompt[ ]too[ ]long | input[ ]is[ ]too[ ]long | too[ ]many[ ](?:input[ ])?tokens"
    r" | maximum[ ](?:context|model)[ ]length | max(?:imum)?[ ]context[ ](?:size|window|length)"
    r" | exceed\w*[ ](?:\w+['’]?s?[ ]){0,4}?context[ ](?:length|size|window|limit)"
    r" | (?:longer|larger|greater)[ ]than[ ](?:the[ ])?(?:\w+['’]?s?[ ]){0,3}?(?:context|max_model_len)"
    r" | context[ ](?:window|length|size|limit)[ ](?:is[ ])?exceeded"
    r" | input[ ]token[ ]count\b.*\bexceeds | reduce[ ]the[ ]length[ ]of[ ](?:the|your)[ ](?:messages|prompt|input)"
)
_CREDIT = re.compile(
    r"(?i)insufficient[ _](?:quota|balance|credit|funds)|billing_(?:error|hard)|exceeded your current quota"
)
_RATE = re.compile(r"(?i)rate[ _-]?limit|too_many_requests|too many requests|resource_exhausted")
_OVERLOADED = re.compile(r"(?i)overload|at capacity|no capacity|capacity exceeded|slow_down|service_unavailable_error")
_KEY = re.compile(r"(?i)authentication_error|permission_error|invalid_api_key|unauthori[sz]ed|permission_denied")
_FINAL = re.compile(
    r"(?i)invalid_request|invalid_prompt|bad_request|not_found|unsupported|content_policy|invalid_argument"
)


@dataclass(frozen=True, slots=True)
class Complaint:
    """`words` are the server's own, safe to show; `codes` its code, type and status words; `number` a numeric code;
    `param` the request field it names; `text` everything it said, for matching only."""

    words: str = ""
    codes: str = ""
    number: int | None = None
    param: str | None = None
    text: str = ""

    def quoted(self) -> str:
        """The server's words as the end of a sentence."""
        return f": “{self.words}”" if self.words else "."

    def is_context_exceeded(self) -> bool:
        return self._says(_CONTEXT)

    def is_out_of_credit(self) -> bool:
        return self._says(_CREDIT)

    def is_rate_limit(self) -> bool:
        return bool(_RATE.search(self.codes))

    def is_overloaded(self) -> bool:
        return self._says(_OVERLOADED)

    def is_about_the_key(self) -> bool:
        return bool(_KEY.search(self.codes))

    def is_final(self) -> bool:
        """Whether the same request would be refused again."""
        return bool(_FINAL.search(self.codes))

    def _says(self, pattern: re.Pattern[str]) -> bool:
        return bool(pattern.search(self.codes) or pattern.search(self.text))


def read_complaint(body: object, key: str | None) -> Complaint:
    """What an error body says: JSON of any vendor, plain text, or a web page."""
    if isinstance(body, bytes | bytearray):
        body = bytes(body[:_LONGEST_READ]).decode("utf-8", "replace")
    if isinstance(body, str):
        return Complaint(words=safe_words(body, key), text=body[:_LONGEST_READ])
    source = _innermost(body)
    if source is None:
        return Complaint()
    message = _message(source)
    codes = [str(source[name]) for name in ("code", "type", "status", "error_code") if source.get(name) is not None]
    number = next((int(code) for code in codes if code.isascii() and code.isdigit() and len(code) == 3), None)
    param = source.get("param")
    return Complaint(
        words=safe_words(message or " ".join(codes), key),
        codes=" ".join(codes),
        number=number,
        param=param if isinstance(param, str) and param else None,
        text=f"{message} {_dump(source)}",
    )


def safe_words(text: str, key: str | None, limit: int = _LONGEST_QUOTE) -> str:
    """Foreign words made fit for one line of ours: no markup, no control characters, no keys, bounded."""
    secrets = (key,) if key else ()
    text = text[:_LONGEST_READ].lstrip("\ufeff \t\r\n")
    if not text.startswith("<"):
        return plain(text, secrets, limit)
    title = _TITLE.search(text)  # a page's title says more than its first words
    if title is None:
        return excerpt(text.encode("utf-8", "replace"), secrets)
    return plain(html.unescape(title[1]), secrets, limit)


def _innermost(body: object) -> Mapping[str, object] | None:
    """The object that holds the message: `{"error": {...}}`, `[{"error": {...}}]` and bare ones alike."""
    for _ in range(4):
        if isinstance(body, list) and body:
            body = body[0]
        elif isinstance(body, Mapping) and isinstance(body.get("error"), Mapping):
            body = body["error"]
        else:
            break
    return body if isinstance(body, Mapping) else None


def _message(source: Mapping[str, object]) -> str:
    message = next(_texts(source), "")
    metadata = source.get("metadata")  # a router quotes the server behind it there
    raw = metadata.get("raw") if isinstance(metadata, Mapping) else None
    return f"{message}: {raw}" if isinstance(raw, str) and raw else message


def _texts(source: Mapping[str, object]) -> Iterator[str]:
    for name in ("message", "detail", "error_description", "msg", "error", "title"):
        value = source.get(name)
        if isinstance(value, str) and value:
            yield value
        elif isinstance(value, Mapping | list) and value:
            yield _dump(value)


def _dump(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, default=str)[:_LONGEST_READ]
    except (ValueError, RecursionError):
        return ""
