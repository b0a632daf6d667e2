"""A connection to a message bus (D-Bus) of Linux desktops: calls, and signals that are listened to.

Qt's own has no unsigned numbers in Python, which notifications need.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Any, Final

from jeepney import (  # type: ignore[import-untyped]  # it has no types
    DBusAddress,
    DBusErrorResponse,
    MatchRule,
    message_bus,
    new_method_call,
)
from jeepney.io.asyncio import DBusRouter, open_dbus_connection  # type: ignore[import-untyped]  # as above
from jeepney.io.common import RouterClosed  # type: ignore[import-untyped]  # as above
from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]  # as above

log = logging.getLogger(__name__)

SESSION: Final = "SESSION"
SYSTEM: Final = "SYSTEM"
_ANSWER_S: Final = 5.0
_BROKEN = (OSError, EOFError, KeyError, ValueError, StopIteration, RuntimeError, TimeoutError, RouterClosed)

Hear = Callable[[tuple[Any, ...]], object]


class BusError(Exception):
    """There is no bus, nobody answers there, or the answer is an error."""


class Bus:
    """`name` is SESSION, SYSTEM, or the address of a bus. It is connected with the first call."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._connection: Any = None
        self._router: Any = None
        self._opening = asyncio.Lock()
        self._closed = False

    @property
    def unique_name(self) -> str:
        """What the bus calls us; empty without a connection."""
        return str(self._router.unique_name) if self._router is not None else ""

    async def call(
        self, service: str, path: str, member: str, signature: str = "", *values: Any, interface: str = ""
    ) -> tuple[Any, ...]:
        """What a method answers; `interface` is the service's name where none is given. Raises BusError."""
        router = await self._open()
        address = DBusAddress(path, bus_name=service, interface=interface or service)
        message = new_method_call(address, member, signature or None, values)
        try:
            async with asyncio.timeout(_ANSWER_S):
                return tuple(unwrap_msg(await router.send_and_get_reply(message)))
        except (DBusErrorResponse, *_BROKEN) as error:
            raise BusError(str(error) or type(error).__name__) from error

    async def listen(self, path: str, interface: str, member: str, hear: Hear) -> None:
        """Call `hear` with what each such signal carries, as long as the connection stands. Raises BusError."""
        router = await self._open()
        rule = MatchRule(type="signal", path=path, interface=interface, member=member)
        router.filter(rule, queue=_Ear(hear))
        ask = message_bus.AddMatch(rule)
        try:
            async with asyncio.timeout(_ANSWER_S):
                unwrap_msg(await router.send_and_get_reply(ask))
        except (DBusErrorResponse, *_BROKEN) as error:
            raise BusError(str(error) or type(error).__name__) from error

    async def aclose(self) -> None:
        """Close the connection; nothing is heard any more."""
        self._closed = True
        async with self._opening:
            router, self._router = self._router, None
            connection, self._connection = self._connection, None
            if router is not None:
                with contextlib.suppress(*_BROKEN):
                    await router.__aexit__(None, None, None)
                with contextlib.suppress(*_BROKEN):
                    await connection.close()

    async def _open(self) -> Any:
        async with self._opening:
            if self._closed:
                raise BusError("the program is ending")
            if self._router is None:
                try:
                    async with asyncio.timeout(_ANSWER_S):
                        self._connection = await open_dbus_connection(self._name)
                except _BROKEN as error:
                    raise BusError(f"no {self._name.lower()} bus: {error or type(error).__name__}") from error
                self._router = DBusRouter(self._connection)
            return self._router


class _Ear:
    """What the router takes for a queue."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear

    def put_nowait(self, message: Any) -> None:
        try:
            self._hear(tuple(message.body))
        except Exception:  # whatever it is, the router goes on reading
            log.exception("a signal of the desktop was not understood")
