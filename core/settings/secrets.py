"""Keys of providers and other secrets: in the system's keyring, for this session only, or from the environment. Never
on disk in clear.

A key is bound to the address it was given for; another address has no key until a person enters one. Losing the keyring
never raises: every result says in words what happened. `keyring` is imported late and called in one worker thread of
its own, because a locked keyring may never answer.
"""

from __future__ import annotations

import asyncio
import os
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar

from core.providers.addresses import effective_url, origin
from core.providers.base import ProviderSpec

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

SERVICE: Final = "Rivulet"
TIME_LIMIT_S: Final = 5.0
RETRY_AFTER_S: Final = 60.0
_UNSAFE: Final = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
_NO_KEYRING: Final = "This system has no keyring."
_NO_ANSWER: Final = "The system's keyring does not answer; it may be locked."


class KeySource(StrEnum):
    SESSION = "session"
    KEYRING = "keyring"
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """A key and where it came from. Its repr does not show it."""

    value: str
    source: KeySource

    def __repr__(self) -> str:
        return f"Key(•••, {self.source!r})"


@dataclass(frozen=True, slots=True)
class KeyringStatus:
    """`name` of the keyring where keys are kept, or the `problem` as a sentence."""

    name: str | None = None
    problem: str | None = None


class Secrets:
    """`time_limit_s` bounds every call of the keyring. One that does not answer is left alone until it does; after
    `retry_after_s` it is tried anew, for a call may be lost for good."""

    def __init__(self, *, time_limit_s: float = TIME_LIMIT_S, retry_after_s: float = RETRY_AFTER_S) -> None:
        self._session: dict[str, str] = {}
        self._time_limit_s = time_limit_s
        self._retry_after_s = retry_after_s
        self._worker = _Worker()

    async def get(self, spec: ProviderSpec) -> Key | None:
        """The key for this provider at this address: of the session, the keyring, or the environment."""
        account = _account(spec)
        stored = await self.read(account)
        if stored:
            return Key(stored, KeySource.SESSION if account in self._session else KeySource.KEYRING)
        value = os.environ.get(spec.key_env, "").strip() if spec.key_env else ""
        return Key(value, KeySource.ENVIRONMENT) if value else None

    async def set(self, spec: ProviderSpec, key: str, *, persist: bool) -> str | None:
        """Keep the key, in the keyring or for this session only. Returns None, or a sentence that says why it is kept
        for this session only."""
        if not persist:
            self._session[_account(spec)] = key
            return None
        problem = await self.keep(_account(spec), key)
        return None if problem is None else f"{problem} The key is kept until you quit."

    async def delete(self, spec: ProviderSpec) -> str | None:
        """Forget the key. Returns None, or a sentence that says why the keyring may still hold it."""
        return await self.forget(_account(spec))

    async def read(self, account: str) -> str | None:
        """What is kept under a name, for this session or in the keyring."""
        if account in self._session:
            return self._session[account]
        stored, _ = await self._call(lambda backend: _stored(backend, account))
        return stored

    async def keep(self, account: str, secret: str) -> str | None:
        """Keep a secret under a name. Returns None, or a sentence that says why the keyring does not hold it; it is
        kept for this session then."""
        self._session[account] = secret
        _, problem = await self._call(lambda backend: backend.set_password(SERVICE, account, secret))
        if problem is None:
            del self._session[account]
        return problem

    async def forget(self, account: str) -> str | None:
        """Returns None, or a sentence that says why the keyring may still hold it."""
        self._session.pop(account, None)
        stored, problem = await self._call(lambda backend: _stored(backend, account))
        if stored is not None:
            _, problem = await self._call(lambda backend: backend.delete_password(SERVICE, account))
        return None if problem in (None, _NO_KEYRING) else problem

    async def status(self) -> KeyringStatus:
        """Where keys would be kept. Asks the keyring something harmless, for a locked one looks sound from outside."""

        def ask(backend: KeyringBackend) -> str:
            _stored(backend, "probe")
            return str(backend.name)

        name, problem = await self._call(ask)
        return KeyringStatus(name, problem)

    def close(self) -> None:
        """End the worker; one that is stuck in the keyring is left to the end of the process."""
        self._worker.close()

    async def _call(self, work: Callable[[KeyringBackend], T]) -> tuple[T | None, str | None]:
        """The result of `work`, and None or the problem as a sentence."""
        stuck_s = self._worker.stuck_s
        if stuck_s is not None:
            if stuck_s < self._retry_after_s:
                return None, _NO_ANSWER
            self._worker.leave()
            self._worker = _Worker()
        future = self._worker.submit(lambda: _with_backend(work))
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._time_limit_s)
        except TimeoutError:
            self._worker.give_up()
            return None, _NO_ANSWER


def _account(spec: ProviderSpec) -> str:
    return f"{spec.id} {origin(effective_url(spec))}"


def _with_backend(work: Callable[[KeyringBackend], T]) -> tuple[T | None, str | None]:
    """Runs in the worker. Backends raise whatever their system raises, not only KeyringError."""
    try:
        backend = _safe_backend()
        if backend is None:
            return None, _NO_KEYRING
        return work(backend), None
    except Exception as error:  # noqa: BLE001 - see above
        words = " ".join(str(error).split())[:200] or type(error).__name__
        return None, f"The system's keyring refused: {words.rstrip('.!')}."


def _stored(backend: KeyringBackend, account: str) -> str | None:
    return backend.get_password(SERVICE, account) if _holds_anything(backend) else None


def _holds_anything(backend: KeyringBackend) -> bool:
    """Whether there is a keyring to look into. A Secret Service that has none yet would have the person make one, with
    a password, before there is anything to keep."""
    if type(backend).__module__ != "keyring.backends.SecretService" or hasattr(backend, "preferred_collection"):
        return True
    import secretstorage

    with closing(secretstorage.dbus_init()) as bus:
        try:
            secretstorage.Collection(bus)
        except secretstorage.ItemNotFoundException:
            return False
        return True


def _safe_backend() -> KeyringBackend | None:
    """The keyring the system offers, unless it is none or writes keys in clear."""
    import keyring
    import keyring.backend

    chosen = keyring.get_keyring()
    inside = list(getattr(chosen, "backends", [chosen]))  # a chainer holds several
    return next((backend for backend in inside if not type(backend).__module__.startswith(_UNSAFE)), None)


class _Worker:
    """One daemon thread that does one thing after another; made when first needed. Daemon, because a call into a
    locked keyring cannot be ended and must not hold up the end of the program."""

    def __init__(self) -> None:
        self._work: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._running: Future[Any] | None = None
        self._given_up: tuple[Future[Any], float] | None = None  # and since when

    @property
    def stuck_s(self) -> float | None:
        """For how long a call that was given up has been holding the thread; None where none does. It may come free:
        the person unlocks the keyring."""
        if self._given_up is None or self._given_up[0].done():
            return None
        return time.monotonic() - self._given_up[1]

    def give_up(self) -> None:
        """Somebody waited too long, be it for a call of their own or for the one before it."""
        running = self._running
        if running is not None and self.stuck_s is None:
            self._given_up = (running, time.monotonic())

    def submit(self, call: Callable[[], T]) -> Future[T]:
        if self._thread is None:
            self._thread = threading.Thread(target=self._live, name="keyring", daemon=True)
            self._thread.start()
        future: Future[T] = Future()
        self._work.put((call, future))
        return future

    def leave(self) -> None:
        """The thread ends when it comes free, if it ever does."""
        self._work.put(None)

    def close(self) -> None:
        self.leave()
        if self._thread is not None and self.stuck_s is None:
            self._thread.join(0.5)

    def _live(self) -> None:
        while (job := self._work.get()) is not None:
            call, future = job
            if future.set_running_or_notify_cancel():
                self._running = future
                future.set_result(call())
                self._running = None
