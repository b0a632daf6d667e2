"""Why a connection to a server has ended, as a sentence; found in whatever was raised."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
from mcp import MCPError
from mcp.client.auth import OAuthFlowError

from core.errors import RivuletError
from core.mcp.ending import Ended
from core.mcp.signing_in import SignInFailed, SignInNeeded
from core.mcp.web import Refusal


def reason(error: BaseException, refusal: Refusal | None) -> Ended:
    """The end that an error means. What says most of a group of errors is taken."""
    every = list(_leaves(error))
    for kind in (Ended, SignInNeeded, SignInFailed, RivuletError, OAuthFlowError, httpx2.HTTPError, OSError, MCPError):
        found = next((each for each in every if isinstance(each, kind)), None)
        if found is not None:
            return _end(found, refusal)
    return _end(every[0], refusal)


def _end(error: BaseException, refusal: Refusal | None) -> Ended:
    match error:
        case Ended():
            return error
        case SignInNeeded():
            return Ended("The server wants a sign-in.", sign_in=True)
        case SignInFailed():
            return Ended(str(error), sign_in=True)
        case RivuletError():
            return Ended(error.info.message, for_good=True)
        case OAuthFlowError():
            return Ended(f"The sign-in failed: {str(error)[:300]}.", sign_in=True)
        case _ if refusal is not None and refusal.sign_in:
            return Ended("The server wants a sign-in.", sign_in=True)
        case httpx2.ConnectError() | httpx2.ConnectTimeout():
            return Ended("The server cannot be reached.")
        case httpx2.HTTPError():
            return Ended(f"The connection broke: {str(error)[:300] or type(error).__name__}.")
        case MCPError() if refusal is not None and refusal.status >= 300:
            return Ended(f"The server answered with the status {refusal.status}: {error.error.message[:300]}.")
        case MCPError():
            return Ended(f"The server refused: {error.error.message[:300]}.")
        case FileNotFoundError() | PermissionError():
            return Ended(f"The program cannot be started: {error.strerror}.", for_good=True)
        case OSError():
            return Ended(f"The program cannot be started: {error.strerror or error}.")
        case _:
            return Ended(f"The server does not keep the protocol: {str(error)[:300] or type(error).__name__}.")


def _leaves(error: BaseException) -> Iterator[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _leaves(inner)
    else:
        yield error
