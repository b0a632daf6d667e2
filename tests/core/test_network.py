"""The way out: proxies and certificates of a person's choice, over real sockets with certificates made on the spot."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import os
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ConfigurationError
from core.network import EXTRA_CA, Network, ProxyUse, ca_complaint, proxy_complaint, use, variables
from core.wire.client import build_client
from core.wire.proxies import environment_proxies

NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*NAMES, EXTRA_CA):
        monkeypatch.setenv(name, "")  # whatever a test leaves is taken back
        monkeypatch.delenv(name)


def authority(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that vouches for itself, and the server's file with the key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Company CA")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    public = made.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    ca, served = folder / "ca.pem", folder / "server.pem"
    ca.write_bytes(public)
    served.write_bytes(private + public)
    return ca, served


@asynccontextmanager
async def answering(served: Path | None = None) -> AsyncIterator[tuple[str, list[str]]]:
    """A server (also taken for a proxy) that answers everything with `{}`; its address and the first lines it saw."""
    seen: list[str] = []
    done: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        done.add(task)
        head = await reader.readuntil(b"\r\n\r\n")
        seen.append(head.decode().split("\r\n")[0])
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    context = None
    if served is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(served)
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"{'https' if served else 'http'}://127.0.0.1:{port}", seen
    finally:
        server.close()
        await asyncio.gather(*done, return_exceptions=True)


async def get(url: str) -> bytes:
    async with build_client() as client:
        return (await client.get(url)).content


async def test_a_proxy_of_ones_own_is_used_and_what_is_here_goes_straight() -> None:
    async with answering() as (address, seen), answering() as (local, local_seen):
        use(variables(Network(ProxyUse.OWN, address), os.environ), os.environ)
        assert await get("http://models.example.test/v1") == b"{}"
        assert await get(local) == b"{}"
    assert seen == ["GET http://models.example.test/v1 HTTP/1.1"]
    assert len(local_seen) == 1


async def test_none_means_none_whatever_the_environment_says() -> None:
    async with answering() as (local, seen):
        given_before = {"HTTP_PROXY": "http://127.0.0.1:9", "ALL_PROXY": "http://127.0.0.1:9"}
        use(variables(Network(ProxyUse.NONE), given_before), os.environ)
        assert environment_proxies() == {}
        assert await get(local) == b"{}"
    assert len(seen) == 1


async def test_a_company_s_certificate_is_trusted_once_its_file_is_named(tmp_path: Path) -> None:
    ca, served = authority(tmp_path)
    async with answering(served) as (url, seen):
        with pytest.raises(httpx2.ConnectError, match=r"(?i)certificate"):
            await get(url)
        use(variables(Network(ca_file=str(ca)), os.environ), os.environ)
        assert await get(url) == b"{}"
    assert seen == ["GET / HTTP/1.1"]


async def test_a_file_of_certificates_that_went_away_is_told(tmp_path: Path) -> None:
    use(variables(Network(ca_file=str(tmp_path / "gone.pem")), os.environ), os.environ)
    with pytest.raises(ConfigurationError, match="Network"):
        await get("https://host.test/")


def test_files_that_are_no_certificates_are_refused_in_words(tmp_path: Path) -> None:
    ca, _ = authority(tmp_path)
    other = tmp_path / "other.pem"
    other.write_text("hello", encoding="utf-8")
    assert ca_complaint(str(ca)) == ""
    assert "no certificates" in ca_complaint(str(other))
    assert ca_complaint(str(tmp_path / "none.pem")) == "There is no such file."


@pytest.mark.parametrize(
    "address",
    ["", "proxy", "ftp://p:1", "http://", "http://p:port", "http://p/path", "http://me:secret@p:1", "http://["],
)
def test_what_is_no_address_of_a_proxy_is_told(address: str) -> None:
    assert proxy_complaint(address)


def test_the_desktop_s_proxy_is_for_an_environment_without_one() -> None:
    found = variables(Network(), {"NO_PROXY": "intern.test"}, "http://desk:1")
    assert found["https_proxy"] == "http://desk:1"
    assert found["no_proxy"].endswith(",intern.test")
    assert variables(Network(), {"HTTPS_PROXY": "http://own:1"}, "http://desk:1") == {"HTTPS_PROXY": "http://own:1"}


@given(st.dictionaries(st.sampled_from((*NAMES, EXTRA_CA, "PATH")), st.text("ab:/", min_size=1)))
def test_the_system_s_words_come_back_as_they_were(given_before: dict[str, str]) -> None:
    environ = dict(given_before)
    for network in (Network(ProxyUse.NONE), Network(ProxyUse.OWN, "http://p:1", "/ca.pem"), Network()):
        use(variables(network, given_before), environ)
    assert environ == given_before
