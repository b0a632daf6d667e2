"""Everything that can go wrong with a turn, as one tree.

    RivuletError
    ├── ConfigurationError      configuration      no key, no model, an address that is none
    ├── ServiceError            (the server answered, and said no)
    │   ├── AuthError           auth
    │   ├── BadRequestError     bad_request
    │   ├── NotFoundError       not_found
    │   ├── ContextExceededError  context_exceeded
    │   ├── RateLimitError      rate_limit         retryable
    │   ├── OverloadedError     overloaded         retryable
    │   ├── ServerError         server             retryable
    │   ├── ProviderError       provider           an error object inside a stream; retryable unless it says otherwise
    │   └── RedirectError       redirect
    ├── WireError               (the exchange itself broke)
    │   ├── ConnectionFailedError  connection      retryable
    │   ├── TruncatedError      truncated          the stream ended without its closing event
    │   ├── WaitTimeoutError    timeout            its message names the phase
    │   └── ProtocolError       protocol           the answer is not this API
    └── ToolError               tool_failed        ends in a call's result, never in a turn's
        ├── ToolArgumentsError  tool_args_invalid
        └── UnknownToolError    tool_unknown

An error is raised inside the core and travels on as an `ErrorInfo`, a plain value: events, messages and the screen
never hold an exception. `retryable` says whether sending the same request again can help; whether it *is* sent again
is decided in `core.retry`, and only before the first content has arrived.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class ErrorKind(StrEnum):
    """The words under which scripts know an error (stable)."""

    CONFIGURATION = "configuration"
    AUTH = "auth"
    BAD_REQUEST = "bad_request"
    NOT_FOUND = "not_found"
    CONTEXT_EXCEEDED = "context_exceeded"
    RATE_LIMIT = "rate_limit"
    OVERLOADED = "overloaded"
    SERVER = "server"
    PROVIDER = "provider"
    PROTOCOL = "protocol"
    CONNECTION = "connection"
    TRUNCATED = "truncated"
    TIMEOUT = "timeout"
    REDIRECT = "redirect"
    TOOL_ARGS_INVALID = "tool_args_invalid"
    TOOL_UNKNOWN = "tool_unknown"
    TOOL_FAILED = "tool_failed"


@dataclass(frozen=True, slots=True)
class ErrorInfo:
    """An error as a value.

    `message` is an English sentence for a person, without keys in it; `status` is the HTTP status if there was one;
    `retry_after_s` is what the server asked us to wait, in seconds.
    """

    kind: ErrorKind
    message: str
    status: int | None = None
    retryable: bool = False
    retry_after_s: float | None = None


class RivuletError(Exception):
    """Base of the tree. Raise a subclass; read `.info`."""

    kind: ClassVar[ErrorKind]
    retryable_by_default: ClassVar[bool] = False

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        retry_after_s: float | None = None,
        retryable: bool | None = None,
    ) -> None:
        super().__init__(message)
        self.info = ErrorInfo(
            kind=self.kind,
            message=message,
            status=status,
            retryable=self.retryable_by_default if retryable is None else retryable,
            retry_after_s=retry_after_s,
        )


class ConfigurationError(RivuletError):
    kind = ErrorKind.CONFIGURATION


class ServiceError(RivuletError):
    """The server answered, and its answer is an error."""


class AuthError(ServiceError):
    kind = ErrorKind.AUTH


class BadRequestError(ServiceError):
    kind = ErrorKind.BAD_REQUEST


class NotFoundError(ServiceError):
    kind = ErrorKind.NOT_FOUND


class ContextExceededError(ServiceError):
    kind = ErrorKind.CONTEXT_EXCEEDED


class RateLimitError(ServiceError):
    kind = ErrorKind.RATE_LIMIT
    retryable_by_default = True


class OverloadedError(ServiceError):
    kind = ErrorKind.OVERLOADED
    retryable_by_default = True


class ServerError(ServiceError):
    kind = ErrorKind.SERVER
    retryable_by_default = True


class ProviderError(ServiceError):
    kind = ErrorKind.PROVIDER
    retryable_by_default = True


class RedirectError(ServiceError):
    kind = ErrorKind.REDIRECT


class WireError(RivuletError):
    """The exchange itself broke."""


class ConnectionFailedError(WireError):
    kind = ErrorKind.CONNECTION
    retryable_by_default = True


class TruncatedError(WireError):
    kind = ErrorKind.TRUNCATED


class WaitTimeoutError(WireError):
    kind = ErrorKind.TIMEOUT


class ProtocolError(WireError):
    kind = ErrorKind.PROTOCOL


class ToolError(RivuletError):
    """A call that cannot be run as the model asked, or that failed; the sentence is for the model."""

    kind = ErrorKind.TOOL_FAILED


class ToolArgumentsError(ToolError):
    kind = ErrorKind.TOOL_ARGS_INVALID


class UnknownToolError(ToolError):
    kind = ErrorKind.TOOL_UNKNOWN
