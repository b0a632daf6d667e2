"""Turns whatever an SDK, its HTTP client or a server's error body says into one `RivuletError`.

Works for every vendor by shape, not by class, so that no SDK is imported here. Knows no requests, no retries (see
`core.retry`) and no streams. Messages are short English sentences; the server's own words are quoted in them, bounded,
without control characters and without keys.
"""

from __future__ import annotations

import logging
import math
import socket
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from time import time

import httpx2

from core.errors import (
    AuthError,
    BadRequestError,
    ConfigurationError,
    ConnectionFailedError,
    ContextExceededError,
    NotFoundError,
    OverloadedError,
    ProtocolError,
    ProviderError,
    RateLimitError,
    RedirectError,
    RivuletError,
    ServerError,
    TruncatedError,
    WaitTimeoutError,
)
from core.providers.base import ProviderSpec
from core.providers.complaints import read_complaint, safe_words

log = logging.getLogger(__name__)

_DEEPEST = 12  # errors that one error stems from
_LONGEST_RETRY_AFTER_S = 10 * 365 * 24 * 3600.0


def to_error(exc: Exception, *, provider: ProviderSpec, key: str | None, answered: bool = False) -> RivuletError:
    """The error of ours that `exc` stands for.

    `answered` says that content had arrived before: a connection that breaks then has cut the answer off. An error of
    ours that was wrapped on its way up comes out unchanged.
    """
    for cause in _causes(exc):
        if isinstance(cause, RivuletError):
            return cause
    status = getattr(exc, "status_code", None)
    response = getattr(exc, "response", None)
    if isinstance(exc, httpx2.HTTPStatusError):
        status = exc.response.status_code
    if isinstance(status, int) and isinstance(response, httpx2.Response):
        body = getattr(exc, "body", None)
        if status < 300:
            return stream_error(body, provider=provider, key=key)
        return status_error(status, response.headers, body, provider=provider, key=key)
    if getattr(exc, "body", None) is not None:
        return stream_error(getattr(exc, "body", None), provider=provider, key=key)
    for cause in _causes(exc):
        error = _from_transport(cause, provider, key, answered)
        if error is not None:
            return error
    log.error("an exception nobody foresaw reached provider %s", provider.id, exc_info=exc)
    return ProtocolError(f"The answer of {provider.name} could not be understood ({_named(exc, key)}).")


def status_error(
    status: int, headers: Mapping[str, str], body: object, *, provider: ProviderSpec, key: str | None
) -> RivuletError:
    """The error that an HTTP status and its body stand for."""
    if status < 400:
        return _redirect(status, headers, provider, key)
    complaint = read_complaint(body, key)
    said = f"(HTTP {status}){complaint.quoted()}"
    wait = parse_retry_after(headers, time())
    if status in (400, 413, 422, 500) and complaint.is_context_exceeded():
        return ContextExceededError(f"The conversation is too long for this model {said}", status=status)
    if status in (401, 403):
        return AuthError(f"{provider.name} did not accept the key {said}", status=status)
    if status == 402 or complaint.is_out_of_credit():
        text = f"The account at {provider.name} has no credit left {said}"
        return RateLimitError(text, status=status, retry_after_s=wait, retryable=False)
    if status in (404, 405):
        text = f"{provider.name} does not know this model or this address {said}"
        return NotFoundError(text, status=status)
    if status == 413 and complaint.is_rate_limit():
        text = f"The request is larger than {provider.name} takes at once {said}"
        return RateLimitError(text, status=status, retryable=False)
    if status == 413:
        return ContextExceededError(f"The request is too large for {provider.name} {said}", status=status)
    if status == 429:
        text = f"{provider.name} limits the number of requests {said}"
        return RateLimitError(text, status=status, retry_after_s=wait)
    if status == 529 or (status == 503 and complaint.is_overloaded()):
        return OverloadedError(f"{provider.name} is overloaded {said}", status=status, retry_after_s=wait)
    if status in (408, 409) or status >= 500:
        text = f"{provider.name} has a problem of its own {said}"
        return ServerError(text, status=status, retry_after_s=wait)
    return BadRequestError(f"{provider.name} did not accept the request {said}", status=status)


def stream_error(body: object, *, provider: ProviderSpec, key: str | None) -> RivuletError:
    """The error that an error object inside an answer with status 200 stands for."""
    complaint = read_complaint(body, key)
    text = f"{provider.name} reported an error in its answer{complaint.quoted()}"
    if complaint.is_context_exceeded():
        return ContextExceededError(f"The conversation is too long for this model{complaint.quoted()}")
    if complaint.is_out_of_credit():
        return RateLimitError(text, retryable=False)
    if complaint.is_rate_limit() or complaint.number == 429:
        return RateLimitError(text)
    if complaint.is_overloaded() or complaint.number in (503, 529):
        return OverloadedError(text)
    if complaint.is_about_the_key():
        return AuthError(text)
    return ProviderError(text, retryable=not complaint.is_final())


def parse_retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds to wait by `retry-after-ms` or `retry-after` (seconds or an HTTP date); None without a sound value.

    `now` is in seconds since the epoch.
    """
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) * scale
        except ValueError:
            continue
        if math.isfinite(seconds) and 0 <= seconds <= _LONGEST_RETRY_AFTER_S:
            return seconds
    try:
        moment = parsedate_to_datetime(headers.get("retry-after", "")).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None
    return min(max(0.0, moment - now), _LONGEST_RETRY_AFTER_S)


def require_key(provider: ProviderSpec, key: str | None) -> str:
    """The key to send. A server that needs none gets a placeholder, never a key meant for another address."""
    if key and key.strip():
        return key.strip()
    if not provider.key_required:
        return "no-key"
    if provider.key_env:
        raise ConfigurationError(
            f"{provider.name} needs an API key. Enter one in the settings, or set the environment variable"
            f" {provider.key_env}."
        )
    raise ConfigurationError(f"{provider.name} needs an API key. Enter one in the settings.")


def truncated(provider: ProviderSpec) -> TruncatedError:
    """The stream closed without saying that the answer is whole."""
    return TruncatedError(f"{provider.name} closed the connection before the answer was complete.")


def not_this_api(provider: ProviderSpec, body: bytes, key: str | None) -> ProtocolError:
    """A successful answer that is neither a stream nor JSON of this protocol."""
    text = body[:20_000].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    excerpt = safe_words(text, key, 160)
    if text.startswith("<"):
        what = "This address answered with a web page instead of the API; is /v1 missing at the end of the base URL?"
    elif not text:
        what = "This address answered with nothing; is the base URL right?"
    else:
        what = f"This address answered with something that is not the {provider.protocol} API; is the base URL right?"
    return ProtocolError(f"{what} It begins: “{excerpt}”" if excerpt else what)


# --- within -----------------------------------------------------------------------------------------------------------


def _causes(exc: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = exc
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__


def _stems_from(exc: BaseException, kind: type[BaseException]) -> bool:
    """Whether one of this kind began it; the layers below hand on neither all causes nor all contexts."""
    current: BaseException | None = exc
    for _ in range(_DEEPEST):
        if current is None or isinstance(current, kind):
            break
        current = current.__cause__ or current.__context__
    return isinstance(current, kind)


def _redirect(status: int, headers: Mapping[str, str], provider: ProviderSpec, key: str | None) -> RedirectError:
    target = safe_words(headers.get("location", ""), key, 200)
    where = f" to {target}" if target else ""
    return RedirectError(
        f"{provider.name} redirects{where} (HTTP {status}). Redirects are not followed, so that the key stays where it"
        " belongs. If you trust that address, enter it as the base URL.",
        status=status,
    )


def _from_transport(
    cause: BaseException, provider: ProviderSpec, key: str | None, answered: bool
) -> RivuletError | None:
    """An error of the exchange itself; None where `cause` says nothing of use."""
    if isinstance(cause, httpx2.ConnectTimeout | httpx2.PoolTimeout):
        return WaitTimeoutError(f"No connection to {provider.name} within the time limit (connect time limit).")
    if isinstance(cause, httpx2.WriteTimeout):
        return WaitTimeoutError(f"The request could not be sent to {provider.name} in time (send time limit).")
    if isinstance(cause, httpx2.TimeoutException | TimeoutError):
        return WaitTimeoutError(f"{provider.name} did not answer in time (read time limit).")
    if isinstance(
        cause, httpx2.UnsupportedProtocol | httpx2.InvalidURL | httpx2.LocalProtocolError | UnicodeEncodeError
    ):
        return ConfigurationError(f"The address or a header of {provider.name} is not valid ({_named(cause, key)}).")
    if isinstance(cause, httpx2.DecodingError | ValueError | RecursionError):
        return ProtocolError(f"{provider.name} sent data that cannot be read ({_named(cause, key)}).")
    if isinstance(cause, httpx2.ConnectError) and _stems_from(cause, socket.gaierror):
        return ConnectionFailedError(
            f"No connection to {provider.name}: its address was not found. Is this computer online, and the address"
            " right?"
        )
    if isinstance(cause, httpx2.ConnectError) and _stems_from(cause, ConnectionRefusedError):
        return ConnectionFailedError(
            f"No connection to {provider.name}: nothing answers at its address. Is the server running?"
        )
    if isinstance(cause, httpx2.ConnectError | httpx2.ProxyError):
        return ConnectionFailedError(f"No connection to {provider.name} ({_named(cause, key)}).")
    if isinstance(cause, httpx2.RequestError | httpx2.StreamError | OSError):
        if answered:
            return TruncatedError(f"The connection to {provider.name} broke before the answer was complete.")
        return ConnectionFailedError(f"The connection to {provider.name} broke ({_named(cause, key)}).")
    return None


def _named(exc: BaseException, key: str | None) -> str:
    words = safe_words(str(exc), key, 160)
    return f"{type(exc).__name__}: {words}" if words else type(exc).__name__
