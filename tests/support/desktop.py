"""A desktop's services on a private message bus: what they are asked is noted, and they answer as told."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from jeepney import (  # type: ignore[import-untyped]  # test only, and without types
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.asyncio import DBusRouter, open_dbus_connection  # type: ignore[import-untyped]  # as above

Answer = Callable[..., tuple[str, tuple[Any, ...]]]  # signature and values


@dataclass(slots=True)
class Service:
    """`calls` are the calls so far: the method and what it was given. `answers` has a function for each method."""

    name: str
    connection: Any
    answers: dict[str, Answer]
    calls: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    def of(self, member: str) -> list[tuple[Any, ...]]:
        """What a method was given, each time."""
        return [values for name, values in self.calls if name == member]

    async def asked(self, member: str, times: int = 1) -> tuple[Any, ...]:
        """Wait until a method was called so often; what it was given last."""
        while len(self.of(member)) < times:
            self.came.clear()
            await self.came.wait()
        return self.of(member)[-1]

    async def say(self, path: str, member: str, signature: str, *values: Any, interface: str = "") -> None:
        """Send a signal."""
        emitter = DBusAddress(path, interface=interface or self.name)
        await self.connection.send(new_signal(emitter, member, signature, values))

    async def serve(self) -> None:
        while True:
            message: Message = await self.connection.receive()
            if message.header.message_type is not MessageType.method_call:
                continue
            member = message.header.fields[HeaderFields.member]
            self.calls.append((member, tuple(message.body)))
            answer = self.answers.get(member)
            if answer is None:
                reply = new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
            else:
                signature, values = answer(*message.body)
                reply = new_method_return(message, signature or None, values)
            await self.connection.send(reply)
            self.came.set()


@asynccontextmanager
async def message_bus_of_its_own() -> AsyncIterator[str]:
    """A bus; gives its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: ASYNC220
    assert daemon.stdout is not None
    try:
        yield (await asyncio.to_thread(daemon.stdout.readline)).strip()
    finally:
        daemon.terminate()
        daemon.wait()
        daemon.stdout.close()


@asynccontextmanager
async def service(bus: str, name: str, answers: dict[str, Answer]) -> AsyncIterator[Service]:
    """A service with this name on the bus at this address."""
    connection = await open_dbus_connection(bus)
    async with DBusRouter(connection) as router:
        await router.send_and_get_reply(message_bus.RequestName(name))
    made = Service(name, connection, answers)
    serving = asyncio.create_task(made.serve())
    try:
        yield made
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        await connection.close()
