"""Addresses of servers: made sound, judged, and told apart. Opens no connection."""

from __future__ import annotations

import ipaddress
import os
from urllib.parse import SplitResult, urlsplit

from core.errors import ConfigurationError
from core.providers.base import ProviderSpec, WireProtocol

_OPENAI = ("OPENAI_BASE_URL", "https://api.openai.com/v1")
_VENDORS = {
    WireProtocol.OPENAI_CHAT: _OPENAI,
    WireProtocol.OPENAI_RESPONSES: _OPENAI,
    WireProtocol.ANTHROPIC_MESSAGES: ("ANTHROPIC_BASE_URL", "https://api.anthropic.com"),
}


def normalised(base_url: str, protocol: WireProtocol) -> str:
    """The address as the SDK wants it: with a scheme, without a slash at the end, without what the SDK adds itself.

    Empty stays empty: the vendor's own. Raises ConfigurationError with a sentence for the person who typed it.
    """
    text = base_url.strip()
    if not text:
        return ""
    parts = _split(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(
            f"“{text[:200]}” is not an address of a server. It should look like https://host/v1 or http://127.0.0.1:11434/v1."
        )
    if parts.username or parts.password:
        raise ConfigurationError("The address holds a user name or password. Leave them out and enter a key instead.")
    path = parts.path.rstrip("/")
    if protocol is WireProtocol.ANTHROPIC_MESSAGES:
        path = path.removesuffix("/messages").removesuffix("/v1")
    else:
        path = path.removesuffix("/chat/completions").removesuffix("/responses").rstrip("/")
    return parts._replace(path=path, fragment="").geturl()


def origin(base_url: str) -> str:
    """Scheme, host and port, in lower case: what a key is bound to. Empty for the vendor's own address."""
    if not base_url:
        return ""
    parts = _split(base_url)
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{parts.scheme.lower()}://{host}:{port}"


def effective_url(spec: ProviderSpec) -> str:
    """The address requests go to, the vendors' own and their environment variables included."""
    if spec.base_url:
        return spec.base_url
    variable, vendor = _VENDORS[spec.protocol]
    return os.environ.get(variable, "").strip() or vendor


def is_local(base_url: str) -> bool:
    """Whether the address is this machine."""
    host = _split(base_url).hostname or ""
    address = _address(host)
    return address.is_loopback if address else host == "localhost" or host.endswith(".localhost")


def warning(base_url: str) -> str | None:
    """A sentence where keys and words would travel in the clear to a place that is not private; else None."""
    if not base_url or _split(base_url).scheme != "http" or is_local(base_url):
        return None
    host = _split(base_url).hostname or ""
    address = _address(host)
    if (address is not None and address.is_private) or host.endswith((".local", ".lan", ".internal", ".invalid")):
        return None
    return f"{host} is reached without encryption: anybody on the way can read the key and the conversation. Use https."


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port  # a port that is no number is found here
    except ValueError as error:
        raise ConfigurationError(f"“{text[:200]}” is not an address of a server ({error}).") from None
    return parts


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
