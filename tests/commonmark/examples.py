"""The examples of the specification, from the npm package `commonmark-spec`."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import tarfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

PACKAGE: Final = "commonmark-spec"
DEFAULT_REGISTRY: Final = "https://registry.npmjs.org/"

_EXAMPLE: Final = re.compile(
    r"^`{32} example\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$|^#{1,6} *(.*)$", re.MULTILINE
)  # as in the package's own index.js
_VERSION: Final = re.compile(r"^version: '?([\d.]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    number: int
    section: str
    markdown: str
    html: str


@dataclass(frozen=True, slots=True)
class Specification:
    version: str
    examples: tuple[Example, ...]


def load(file: Path | None) -> Specification:
    """From `file`, spec.txt or the package as npm packs it; without one, from the registry.

    Raises OSError where it cannot be read, and ValueError where it is not what it should be."""
    packed = file.read_bytes() if file is not None else download()
    text = packed.decode() if file is not None and file.suffix == ".txt" else _unpack(packed)
    return parse(text)


def parse(text: str) -> Specification:
    """The examples in spec.txt. Raises ValueError where there are none."""
    version = _VERSION.search(text)
    body = text.replace("\r\n", "\n").partition("<!-- END TESTS -->")[0].replace("→", "\t")
    section, examples = "", list[Example]()
    for found in _EXAMPLE.finditer(body):
        if found[3] is not None:
            section = found[3]
        else:
            examples.append(Example(len(examples) + 1, section, found[1], found[2]))
    if not examples:
        raise ValueError("There are no examples in this file")
    return Specification(version[1] if version else "", tuple(examples))


def registry() -> str:
    """The address that npm is set to use here."""
    for name in ("NPM_CONFIG_REGISTRY", "npm_config_registry"):
        if os.environ.get(name):
            return os.environ[name]
    npm = shutil.which("npm")
    if npm is None:
        return DEFAULT_REGISTRY
    said = subprocess.run(
        [npm, "config", "get", "registry"], capture_output=True, text=True, check=False
    ).stdout.strip()
    return said if said.startswith("http") else DEFAULT_REGISTRY


def download() -> bytes:
    """The newest version of the package, checked against the hash that the registry gives."""
    about = json.loads(_get(f"{registry().rstrip('/')}/{PACKAGE}"))
    dist = about["versions"][about["dist-tags"]["latest"]]["dist"]
    packed = _get(dist["tarball"])
    method, _, expected = dist["integrity"].partition("-")
    if base64.b64encode(hashlib.new(method, packed).digest()).decode() != expected:
        raise ValueError("The package is not the one that the registry describes")
    return packed


def _get(address: str) -> bytes:
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError(f"No web address: {address}")
    with urllib.request.urlopen(address, timeout=60) as answer:
        return bytes(answer.read())


def _unpack(packed: bytes) -> str:
    with tarfile.open(fileobj=io.BytesIO(packed)) as package:
        inside = package.extractfile("package/spec.txt")
        if inside is None:
            raise ValueError("There is no spec.txt in the package")
        return inside.read().decode()
