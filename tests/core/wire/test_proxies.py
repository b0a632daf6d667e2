"""Our reading of the proxy variables is the one of the HTTP client under both SDKs."""

from __future__ import annotations

import pytest
from httpx2 import _utils as theirs

from core.wire.proxies import environment_proxies

VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"HTTP_PROXY": "http://proxy:3128"},
        {"http_proxy": "proxy:3128", "HTTPS_PROXY": "https://me:secret@proxy"},
        {"ALL_PROXY": "socks5://proxy:1080", "NO_PROXY": ""},
        {"ALL_PROXY": "p:1", "NO_PROXY": "*"},
        {"ALL_PROXY": "p:1", "NO_PROXY": "localhost, 127.0.0.1,::1 ,[::1]"},
        {"ALL_PROXY": "p:1", "NO_PROXY": "example.com,.example.org,*.example.net,example.com:8080"},
        {"ALL_PROXY": "p:1", "NO_PROXY": "10.0.0.0/8,fe80::/10,10.0.0.0/99,fe80::/x,host/8,10.0.0.0/8/8"},
        {"ALL_PROXY": "p:1", "NO_PROXY": "http://exact.example,https://exact.example:8443"},
        {"NO_PROXY": "exa mple,:::,%,a..b,"},
    ],
    ids=str,
)
def test_same_as_the_client_underneath(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert environment_proxies() == theirs.get_environment_proxies()
