"""Who may come in: requests to this machine by its own name, from no other page, with the token.

A page elsewhere must not reach in: by another name that leads here (Host), by a request of its own (Origin), or by
reading answers (no CORS header is ever sent).
"""

from __future__ import annotations

import hmac
import secrets
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE: Final = "rivulet"
_NAMES: Final = ("127.0.0.1", "localhost", "[::1]")


def new_token() -> str:
    return secrets.token_urlsafe(32)


class Guard:
    """Around an application. `token` goes in as `Authorization: Bearer`; a browser gives it once in the address
    (`/?token=…`) and has a cookie after that, whose value is another secret."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token
        self._cookie = new_token()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._judge(scope)
        await (refusal or self._app)(scope, receive, send)

    def _judge(self, scope: Scope) -> Response | None:
        """What is answered instead; None for who may come in."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host.rpartition(":")[0] not in _NAMES and host not in _NAMES:
            return _refused(403, "This address is not served under that name.")
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return _refused(403, "Requests from other pages are not taken.")
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        if scope["method"] == "GET" and scope["path"] == "/" and "token" in query:
            return self._welcome(query["token"][0])
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and _same(given.strip(), self._token):
            return None
        if _same(_cookie(headers), self._cookie):
            return None
        return _refused(401, "The token is missing or wrong. It was printed when the server was started.")

    def _welcome(self, given: str) -> Response:
        if not _same(given, self._token):
            return _refused(401, "The token is wrong. It was printed when the server was started.")
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(COOKIE, self._cookie, httponly=True, samesite="strict", path="/")
        response.headers["cache-control"] = "no-store"
        response.headers["referrer-policy"] = "no-referrer"
        return response


def _cookie(headers: Headers) -> str:
    pieces = (piece.strip().partition("=") for piece in headers.get("cookie", "").split(";"))
    return next((value for name, _, value in pieces if name == COOKIE), "")


def _same(given: str, secret: str) -> bool:
    """Takes as long for a wrong one as for the right one."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode())


def _refused(status: int, message: str) -> Response:
    headers = {"www-authenticate": "Bearer"} if status == 401 else None
    body = {"error": {"message": message, "type": "invalid_request_error", "code": status, "param": None}}
    return JSONResponse(body, status_code=status, headers=headers)
