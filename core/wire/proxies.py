"""The proxies that the environment asks for, as `httpx2` and so both SDKs understand it.

`httpx2` looks at the environment only while it makes its own transports; with a transport of ours, this has to.
"""

from __future__ import annotations

import ipaddress
from urllib.request import getproxies

import httpx2


def environment_proxies() -> dict[str, str | None]:
    """URL patterns for the `mounts` of a client, each with the address of its proxy, or None for a direct connection.

    Read from HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY (either case), or the system's settings on Windows and
    macOS. An address without a scheme is one of an HTTP proxy; `NO_PROXY=*` switches all of them off.
    """
    found = getproxies()
    mounts: dict[str, str | None] = {}
    for scheme in ("http", "https", "all"):
        if address := found.get(scheme):
            mounts[f"{scheme}://"] = address if "://" in address else f"http://{address}"
    for entry in found.get("no", "").split(","):
        host = entry.strip()
        if host == "*":
            return {}
        pattern = _direct_pattern(host)
        if pattern and _is_valid(pattern):
            mounts[pattern] = None
    return mounts


def _direct_pattern(host: str) -> str:
    """The pattern of a NO_PROXY entry: `example.com` covers its subdomains, `.example.com` only these."""
    if not host or "://" in host:
        return host
    address, slash, prefix = host.partition("/")
    version = _ip_version(address)
    if version == 6:
        return f"all://[{address}]{slash}{prefix}"
    if version == 4 or host.lower() == "localhost" or host.startswith("["):
        return f"all://{host}"
    if slash:
        return ""
    return f"all://{host}" if host.startswith("*.") else f"all://*{host}"


def _ip_version(address: str) -> int | None:
    try:
        return ipaddress.ip_address(address).version
    except ValueError:
        return None


def _is_valid(pattern: str) -> bool:
    """An entry that cannot be read is left out, as curl does."""
    try:
        url = httpx2.URL(pattern)
    except httpx2.InvalidURL:
        return False
    prefix = url.path.removeprefix("/")
    if not prefix:
        return True
    try:
        ipaddress.ip_network(f"{url.host}/{prefix}", strict=False)
    except ValueError:
        return False
    return prefix.isdigit()
