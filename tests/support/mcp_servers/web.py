"""A tool server over HTTP as answers of the scripted server, with its own sign-in (OAuth) where it asks for one."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.support.script import Answer, Repeat, whole
from tests.support.server import Received

_TOOL = {"name": "echo", "description": "Says it back.", "inputSchema": {"type": "object", "properties": {}}}


@dataclass
class Web:
    """`signed` asks for a token; `tokens` are those that count. `url` is set once the address is known. `forgets` makes
    it lose its sessions. `calls` are the methods that came, `seen` the paths."""

    signed: bool = False
    url: str = ""
    tokens: set[str] = field(default_factory=set)
    sessions: int = 0
    forgets: bool = False
    refuse_refresh: bool = False
    huge: bool = False
    calls: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    requests: list[Received] = field(default_factory=list)
    _challenges: dict[str, str] = field(default_factory=dict)

    def answer(self, request: Received) -> Answer:
        self.requests.append(request)
        path = urlsplit(request.path).path
        self.seen.append(path)
        routes: dict[str, Callable[[Received], Answer]] = {
            "/mcp": self._mcp,
            "/.well-known/oauth-protected-resource/mcp": self._resource,
            "/.well-known/oauth-authorization-server": self._metadata,
            "/register": self._register,
            "/token": self._token,
        }
        route = routes.get(path)
        return whole(b"{}", status=404) if route is None else route(request)

    # --- the protocol -------------------------------------------------------------------------------------------------

    def _mcp(self, request: Received) -> Answer:
        if self.signed and (request.header("authorization") or "").removeprefix("Bearer ") not in self.tokens:
            where = f'Bearer resource_metadata="{self.url}/.well-known/oauth-protected-resource/mcp"'
            return whole(b"{}", status=401, headers=(("WWW-Authenticate", where),))
        if request.method != "POST":
            return whole(b"", status=405)
        message = request.json()
        method, number = message.get("method", ""), message.get("id")
        self.calls.append(method)
        if number is None:
            return whole(b"", status=202)
        if method == "initialize":
            self.sessions += 1
            has: dict[str, Any] = {"tools": {}}
            info = {"name": "web", "version": "1"}
            result = {"protocolVersion": "2025-06-18", "capabilities": has, "serverInfo": info}
            return _said(number, result, (("Mcp-Session-Id", str(self.sessions)),))
        if method != "server/discover" and request.header("mcp-session-id") != str(self.sessions):
            return whole(b"", status=404)
        if method == "tools/list":
            return _said(number, {"tools": [_TOOL]})
        if method == "tools/call":
            if self.forgets:
                self.forgets, self.sessions = False, self.sessions + 1
                return whole(b"", status=404)
            if self.huge:
                return Answer((Repeat(b"x" * 1_000_000, 20),), content_type="application/json")
            return _said(number, {"content": [{"type": "text", "text": f"token {request.header('authorization')}"}]})
        error = {"code": -32601, "message": "Method not found"}
        return whole(json.dumps({"jsonrpc": "2.0", "id": number, "error": error}).encode())

    # --- the sign-in --------------------------------------------------------------------------------------------------

    def _resource(self, _request: Received) -> Answer:
        return _json({"resource": f"{self.url}/mcp", "authorization_servers": [self.url]})

    def _metadata(self, _request: Received) -> Answer:
        return _json(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "registration_endpoint": f"{self.url}/register",
                "response_types_supported": ["code"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["none"],
            }
        )

    def _register(self, request: Received) -> Answer:
        return _json({**request.json(), "client_id": f"client-{len(self.seen)}"}, 201)

    def agree(self, address: str) -> str:
        """What the browser does with the address that was opened: where it is sent back to."""
        said = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.seen)}"
        self._challenges[code] = said["code_challenge"]
        return f"{said['redirect_uri']}?{urlencode({'code': code, 'state': said['state']})}"

    def _token(self, request: Received) -> Answer:
        said = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        if said["grant_type"] == "refresh_token":
            if self.refuse_refresh or said["refresh_token"] != "refresh-canary":
                return _json({"error": "invalid_grant"}, 400)
        else:
            hashed = base64.urlsafe_b64encode(hashlib.sha256(said["code_verifier"].encode()).digest())
            if hashed.rstrip(b"=").decode() != self._challenges.get(said["code"]):
                return _json({"error": "invalid_grant"}, 400)
        token = f"access-canary-{len(self.seen)}"
        self.tokens.add(token)
        more = {"expires_in": 3600, "refresh_token": "refresh-canary"}
        return _json({"access_token": token, "token_type": "Bearer", **more})


def _said(number: object, result: dict[str, Any], headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    return whole(json.dumps({"jsonrpc": "2.0", "id": number, "result": result}).encode(), headers=headers)


def _json(value: object, status: int = 200) -> Answer:
    return whole(json.dumps(value).encode(), status=status)
