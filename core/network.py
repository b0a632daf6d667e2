"""By which way requests leave this machine, and which certificates are trusted beside the system's.

Proxies are the environment's matter: our clients read it, and so does what they are built on. What a person sets here
takes its place, for this process alone.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

EXTRA_CA: Final = "RIVULET_CA_FILE"  # a file of certificates (PEM) that are trusted too
_PROXIES: Final = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_DIRECT: Final = "localhost,127.0.0.1,::1"


class ProxyUse(StrEnum):
    """The proxy that the system names, none at all, or one of the person's own."""

    SYSTEM = "system"
    NONE = "none"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Network:
    """`address` is the own proxy's; `ca_file` an absolute path, empty for none."""

    proxy: ProxyUse = ProxyUse.SYSTEM
    address: str = ""
    ca_file: str = ""


def proxy_complaint(address: str) -> str:
    """Why this cannot be the address of a proxy, as a sentence; empty where it can."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "This is not an address. Write it like http://proxy.example.com:8080."
    if parts.scheme not in ("http", "https") or not host or parts.path.strip("/") or parts.query:
        return "Write the address of an HTTP proxy, like http://proxy.example.com:8080."
    if parts.password is not None:
        return "A password would be kept in plain text. Set HTTPS_PROXY in the environment instead."
    return ""


def ca_complaint(path: str) -> str:
    """Why this file cannot be used, as a sentence; empty where it can."""
    import ssl  # late: it takes its time, and seldom is there such a file

    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cafile=path)
    except FileNotFoundError:
        return "There is no such file."
    except ssl.SSLError:
        return "This file holds no certificates. A PEM file begins with -----BEGIN CERTIFICATE-----."
    except (OSError, ValueError) as error:
        return f"The file cannot be read: {getattr(error, 'strerror', None) or error}."
    return "" if context.get_ca_certs() else "This file holds no certificate of an authority."


def variables(network: Network, given: Mapping[str, str], system: str = "") -> dict[str, str]:
    """The environment's words about the network, where `given` is the environment as the program was started with.
    `system` is the proxy that the desktop names, for an environment that names none."""
    found = {name: value for name, value in given.items() if name.lower() in _PROXIES or name == EXTRA_CA}
    if network.proxy is ProxyUse.NONE:
        found = {name: value for name, value in found.items() if name == EXTRA_CA}
        found["no_proxy"] = "*"
    elif network.proxy is ProxyUse.OWN and not proxy_complaint(network.address):
        found = _through(network.address, found)
    elif system and not any(name.lower() in _PROXIES[:3] for name in found):
        found = _through(system, found)
    if network.ca_file:
        found[EXTRA_CA] = str(Path(network.ca_file))
    return found


def use(words: Mapping[str, str], environ: MutableMapping[str, str]) -> None:
    """Let `environ` say just `words` about the network."""
    for name in [name for name in environ if name.lower() in _PROXIES or name == EXTRA_CA]:
        del environ[name]
    environ.update(words)


def _through(address: str, found: Mapping[str, str]) -> dict[str, str]:
    """Everything by one proxy, but what is on this machine or was to go directly anyway."""
    direct = found.get("no_proxy") or found.get("NO_PROXY") or ""
    kept = {EXTRA_CA: found[EXTRA_CA]} if EXTRA_CA in found else {}
    return {
        **kept,
        "http_proxy": address,
        "https_proxy": address,
        "no_proxy": ",".join(filter(None, (_DIRECT, direct))),
    }
