"""The keys of the providers as the settings dialog sees them: where each is, keeping one, forgetting one.

Asking the system's keyring may take seconds, so everything here is a task; `changed` tells when there is an answer.
"""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject, Signal

from core.errors import ConfigurationError
from core.markdown.foreign import visible
from core.providers.base import ProviderSpec
from core.settings.secrets import Key, KeyringStatus, KeySource
from gui.language import phrase
from gui.settings.drafts import DEMO
from gui.settings.services import Services


class Keys(QObject):
    """`changed`: what is known about keys is different. `said(provider_id, text, good)`: a key was kept or forgotten.

    After `close()` nothing is told any more; what is being kept or forgotten is finished all the same.
    """

    changed = Signal()
    said = Signal(str, str, bool)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._found: dict[str, Key | None] = {}
        self._status: KeyringStatus | None = None
        self._looking: list[asyncio.Task[None]] = []
        self._closed = False

    def start(self) -> None:
        self._looking.append(self._services.spawn(self._ask_status(), "keyring status"))

    def close(self) -> None:
        self._closed = True
        for task in self._looking:
            task.cancel()

    # --- what is known ------------------------------------------------------------------------------------------------

    def ours(self, provider_id: str) -> bool:
        """Whether we keep a key for it: one from the environment is not ours to forget."""
        key = self._found.get(provider_id)
        return key is not None and key.source is not KeySource.ENVIRONMENT

    def note(self, spec: ProviderSpec, variable: str) -> str:
        """Where the key is and where one would be kept, in words; `variable` is what is typed as its variable."""
        parts = [self._place(spec)]
        if self._status is not None:
            parts.append(self._keyring(self._status, variable.strip()))
        return " ".join(parts)

    def _place(self, spec: ProviderSpec) -> str:
        if spec.id not in self._found:
            return self.tr("Looking for the key…")
        key = self._found[spec.id]
        if key is None:
            return self.tr("No key yet.") if spec.key_required else self.tr("No key, and none is needed.")
        match key.source:
            case KeySource.SESSION:
                return self.tr("A key is kept until you quit.")
            case KeySource.KEYRING:
                return self.tr("A key is kept in the keyring.")
            case KeySource.ENVIRONMENT:
                return self.tr("The key comes from {name}.").replace("{name}", visible(spec.key_env))

    def _keyring(self, status: KeyringStatus, variable: str) -> str:
        if status.problem is None:
            place = self.tr("What you enter goes to the system's keyring ({name}).")
            return place.replace("{name}", visible(status.name or ""))
        if variable:
            hint = self.tr("A key entered here is kept for this session only. To keep one, set {name}.")
            hint = hint.replace("{name}", visible(variable))
        else:
            hint = self.tr("A key entered here is kept for this session only. To keep one, name a variable below.")
        return f"{visible(phrase(status.problem))} {hint}"

    # --- wishes -------------------------------------------------------------------------------------------------------

    def none_yet(self, provider_id: str) -> None:
        """A provider that was just added has no key."""
        self._found[provider_id] = None

    def look(self, spec: ProviderSpec) -> None:
        self._found.pop(spec.id, None)
        self._looking = [task for task in self._looking if not task.done()]
        self._looking.append(self._services.spawn(self._find(spec), "look for key"))

    def keep(self, spec: ProviderSpec, key: str) -> None:
        self._services.spawn(self._keep(spec, key), "keep key")

    def forget(self, spec: ProviderSpec, *, tell: bool) -> None:
        self._services.spawn(self._forget(spec, tell=tell), "forget key")

    async def best(self, spec: ProviderSpec) -> str:
        """The key to use for this provider at this address; empty where there is none."""
        found = await self._get(spec)
        return found.value if found else ""

    # --- tasks --------------------------------------------------------------------------------------------------------

    async def _ask_status(self) -> None:
        self._status = await self._services.secrets.status()
        self._tell()

    async def _find(self, spec: ProviderSpec) -> None:
        self._found[spec.id] = await self._get(spec)
        self._tell()

    async def _keep(self, spec: ProviderSpec, key: str) -> None:
        problem = await self._services.secrets.set(spec, key, persist=True)
        await self._settled(spec, problem, self.tr("Saved. The key is kept in the system's keyring."))

    async def _forget(self, spec: ProviderSpec, *, tell: bool) -> None:
        problem = await self._services.secrets.delete(spec)
        await self._settled(spec, problem, self.tr("The key is forgotten.") if tell else "")

    async def _settled(self, spec: ProviderSpec, problem: str | None, good: str) -> None:
        self._services.key_changed(spec.id)
        self._found[spec.id] = await self._get(spec)
        self._tell()
        if (problem or good) and not self._closed:
            self.said.emit(spec.id, visible(problem) if problem else good, problem is None)

    async def _get(self, spec: ProviderSpec) -> Key | None:
        """The key, if there is one: none for the demo, none for an address that is none (from the environment)."""
        if spec.id == DEMO:
            return None
        try:
            return await self._services.secrets.get(spec)
        except ConfigurationError:
            return None

    def _tell(self) -> None:
        if not self._closed:
            self.changed.emit()
