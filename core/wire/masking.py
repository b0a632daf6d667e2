"""Keeping keys out of what is shown, written down or sent on: headers, addresses and text.

Secrets are masked twice: those we were told about wherever they stand, and whatever looks like one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Final
from urllib.parse import quote, unquote

MASK: Final = "•••"
SHORTEST_SECRET: Final = 6  # shorter words are too common to be masked wherever they stand

_SECRET_HEADERS: Final = frozenset(
    {
        "api-key",
        "authorization",
        "cookie",
        "ocp-apim-subscription-key",
        "proxy-authorization",
        "set-cookie",
        "x-amz-security-token",
        "x-api-key",
        "x-auth-token",
        "x-goog-api-key",
    }
)
_SECRET_NAME: Final = r"(?:[\w-]*api[-_]?key|[\w-]*token|[\w-]*secret|key|password|signature|sig)"
_HEADER_NAME: Final = r"(?i)(?:^|[-_])(?:key|token|secret|password|authorization|cookie)$"
_QUERY: Final = rf"(?i)([?&;]{_SECRET_NAME}=)([^&;#\s]+)"
_USER: Final = r"(://)([^/\s@]+)@"
_PATTERNS: Final = (
    r"(?i)(\b(?:(?:proxy-)?authorization|x-api-key|api[-_]?key|access[-_]?token)\b['\"]?\s*[:=]\s*['\"]?"
    r"(?:(?:bearer|basic)\s+)?)[^\s'\",;•]+",
    r"(?i)(\bbearer\s+)[\w.~+/=-]{8,}",
    r"()\b(?:sk|gsk|xai|pk|rk)-[\w-]{8,}",
    r"()\bAIza[\w-]{20,}",
    r"(://)[^/\s:@]+:[^/\s@]+@",
)
_compiled = cache(re.compile)  # at the first use: there is nothing to mask before the window is painted


def mask_headers(pairs: Iterable[tuple[str, str]], secrets: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The same headers, with the values of those that carry a secret masked (the scheme of an authorization stays)."""
    told = _usable(secrets)
    return [(name, _masked_value(name, value, told)) for name, value in pairs]


def mask_text(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` without `secrets` and without what looks like a key."""
    for secret in _usable(secrets):
        text = text.replace(secret, MASK)
    for pattern in _PATTERNS:
        text = _compiled(pattern).sub(rf"\1{MASK}", text)
    return text


def mask_url(url: str, secrets: Iterable[str] = ()) -> str:
    """`url` without a user's name and password, and without the values of query fields that carry a key."""
    for secret in _usable(secrets):
        for form in (secret, quote(secret, safe=""), quote(secret)):
            url = url.replace(form, MASK)
    return _compiled(_QUERY).sub(rf"\1{MASK}", _compiled(_USER).sub(rf"\1{MASK}@", url))


def mask_bytes(data: bytes, secrets: Iterable[str]) -> bytes:
    """`data` with every byte of a secret turned into `*`, so that its length and cuts stay as they are; also where it
    is written as in an address or in JSON."""
    for secret in _usable(secrets):
        for form in dict.fromkeys((secret, quote(secret, safe=""), json.dumps(secret)[1:-1])):
            raw = form.encode(errors="surrogatepass")
            data = data.replace(raw, b"*" * len(raw))
    return data


def secrets_in(headers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The secrets that a request's headers carry, for masking them where a server echoes them."""
    found: list[str] = []
    for name, value in headers:
        if is_secret_header(name):
            found += [value, value.partition(" ")[2].strip()]
    return tuple(_usable(found))


def secrets_of_url(url: str) -> tuple[str, ...]:
    """The secrets that an address carries, as they stand there and as they are meant."""
    found = [match[2] for match in _compiled(_QUERY).finditer(url)]
    for match in _compiled(_USER).finditer(url):
        found += [match[2], match[2].partition(":")[2]]
    return tuple(_usable([*found, *map(unquote, found)]))


def _usable(secrets: Iterable[str]) -> list[str]:
    """The longest first, so that a secret within another one leaves no rest of it."""
    return sorted({secret for secret in secrets if len(secret) >= SHORTEST_SECRET}, key=len, reverse=True)


def is_secret_header(name: str) -> bool:
    """Whether the value of such a header is a secret."""
    lower = name.strip().lower()
    return lower in _SECRET_HEADERS or _compiled(_HEADER_NAME).search(lower) is not None


def _masked_value(name: str, value: str, secrets: list[str]) -> str:
    if not is_secret_header(name):
        return mask_text(value, secrets)
    scheme, space, rest = value.partition(" ")
    has_scheme = space and rest and scheme.lower() in ("bearer", "basic", "token", "digest")
    return f"{scheme} {MASK}" if has_scheme else MASK
