"""Between the providers page and the core: drafts, keys and the connection test. It draws nothing.

After `close()` the page is told nothing more; a key that is being kept is kept all the same.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from core.errors import ConfigurationError
from core.markdown.foreign import visible
from core.providers.base import ProviderSpec
from gui.language import phrase
from gui.settings.connection import try_connection
from gui.settings.drafts import DEMO, Draft, ProviderDrafts
from gui.settings.keys import Keys
from gui.settings.services import Services


class Tone(Enum):
    """How a sentence is meant."""

    PLAIN = auto()
    GOOD = auto()
    BAD = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list. `here`: it runs on this machine."""

    id: str
    name: str
    own: bool
    here: bool
    demo: bool
    dirty: bool


class ProviderPresenter(QObject):
    """`listed`: the list may look different. `chosen`: another provider is shown, or its fields were set anew.
    `noted`: what is said about the chosen one's address or key may be different. `said(text, tone)`: a result.
    `testing(running)`: the connection test began or ended."""

    listed = Signal()
    chosen = Signal()
    noted = Signal()
    said = Signal(str, Tone)
    testing = Signal(bool)

    def __init__(self, services: Services, provider_id: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._drafts = ProviderDrafts(services.settings().providers)
        ids = self._drafts.ids()
        self._id = next((one for one in (provider_id, services.settings().provider) if one in ids), ids[0])
        self._keys = Keys(services, self)
        self._keys.changed.connect(self.noted)
        self._keys.said.connect(self._key_said)
        self._test: asyncio.Task[None] | None = None
        self._closed = False

    def start(self) -> None:
        """Begin to ask where keys are."""
        self._keys.start()
        self._keys.look(self.kept)

    def close(self) -> None:
        """Say nothing more, and end what only served the page."""
        self._closed = True
        self._keys.close()
        if self._test is not None:
            self._test.cancel()

    # --- what the page shows ------------------------------------------------------------------------------------------

    @property
    def id(self) -> str:
        return self._id

    @property
    def draft(self) -> Draft:
        return self._drafts.draft(self._id)

    @property
    def title(self) -> str:
        return self._name(self._id).strip() or self.tr("Unnamed")

    @property
    def kept(self) -> ProviderSpec:
        return self._drafts.kept(self._id)

    @property
    def dirty(self) -> bool:
        return self._drafts.dirty(self._id)

    @property
    def own(self) -> bool:
        return self._drafts.is_own(self._id)

    @property
    def demo(self) -> bool:
        return self._id == DEMO

    @property
    def changed_preset(self) -> bool:
        return self._drafts.is_changed_preset(self._id)

    @property
    def never_kept(self) -> bool:
        """Whether it was added and not saved yet."""
        return self._drafts.is_new(self._id)

    @property
    def has_key(self) -> bool:
        """Whether a key of this provider is kept by us: one from the environment is not ours to forget."""
        return self._keys.ours(self._id)

    @property
    def running_test(self) -> bool:
        return self._test is not None

    def unsaved(self) -> tuple[str, ...]:
        """The names of the providers with something typed and not kept."""
        return tuple(self._drafts.draft(one).name or one for one in self._drafts.all_dirty())

    def entries(self) -> tuple[Entry, ...]:
        drafts = self._drafts
        return tuple(
            Entry(
                one,
                self._name(one),
                drafts.is_own(one),
                drafts.kept(one).local,
                one == DEMO,
                drafts.dirty(one),
            )
            for one in drafts.ids()
        )

    def address_note(self) -> str:
        """What there is to say about the typed address; empty where nothing is."""
        notes = [visible(self._drafts.warning(self._id) or "")]
        if self._drafts.moved(self._id):
            notes.append(self.tr("This is another server. A key kept for the old address is not sent there: enter it."))
        return " ".join(note for note in notes if note)

    def key_note(self) -> str:
        """Where the key is, or would be kept, in a sentence."""
        return self._keys.note(self.kept, self.draft.key_env)

    # --- wishes -------------------------------------------------------------------------------------------------------

    def choose(self, provider_id: str) -> None:
        if provider_id == self._id:
            return
        self.cancel_test()
        self._id = provider_id
        self._keys.look(self.kept)
        self.chosen.emit()
        self.said.emit("", Tone.PLAIN)

    def edit(self, draft: Draft) -> None:
        was_dirty, name = self.dirty, self.draft.name
        self._drafts.edit(self._id, draft)
        if self.dirty != was_dirty or draft.name != name:
            self.listed.emit()
        self.noted.emit()

    def add(self) -> None:
        self._enter(self._drafts.add(self.tr("New provider")))

    def duplicate(self) -> None:
        name = self.tr("{name} (copy)").replace("{name}", self.draft.name)
        self._enter(self._drafts.add(name, like=self._id))

    def revert(self) -> None:
        self._drafts.revert(self._id)
        self._settle()

    def remove(self) -> None:
        """Take away a provider of the user's own with its key, or make a changed preset the preset again."""
        spec, own = self.kept, self.own
        self._drafts.remove(self._id)
        if own:
            self._keys.forget(spec, tell=False)
        self._put()
        self._settle()

    def save(self) -> bool:
        """Keep what was typed for the chosen provider; False, with a sentence, where that is not possible."""
        return self._save(self._id)

    def save_all(self) -> bool:
        """Keep everything that was typed; stops at the first that cannot be kept, and shows it."""
        return all(self._save(provider_id) for provider_id in self._drafts.all_dirty())

    def forget_key(self) -> None:
        self._keys.forget(self.kept, tell=True)

    def open_key_page(self) -> None:
        self._services.open_link(self.kept.key_url)

    def test(self) -> None:
        """Ask the server for its models, as typed, with the typed key if there is one."""
        self.cancel_test()
        try:
            spec = self._drafts.check(self._id)
        except ConfigurationError as error:
            self.said.emit(visible(phrase(error.info.message)), Tone.BAD)
            return
        self._test = self._services.spawn(self._try_out(spec, self.draft.key.strip()), "connection test")
        self.said.emit(self.tr("Asking the server for its models…"), Tone.PLAIN)
        self.testing.emit(True)

    def cancel_test(self) -> None:
        if self._test is not None:
            self._test.cancel()
            self._test_over()
            self.said.emit("", Tone.PLAIN)

    def _name(self, provider_id: str) -> str:
        name = visible(self._drafts.draft(provider_id).name)
        return {"Demo (no model)": self.tr("Demo (no model)")}.get(name, name)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _enter(self, provider_id: str) -> None:
        self.cancel_test()
        self._id = provider_id
        self._keys.none_yet(provider_id)
        self.listed.emit()
        self.chosen.emit()
        self.said.emit("", Tone.PLAIN)

    def _settle(self) -> None:
        """Something was taken away: show what is left."""
        ids = self._drafts.ids()
        if self._id not in ids:
            self._id = ids[0]
        self.cancel_test()
        self._keys.look(self.kept)
        self.listed.emit()
        self.chosen.emit()
        self.said.emit("", Tone.PLAIN)

    def _put(self) -> None:
        services = self._services
        services.put(replace(services.settings(), providers=self._drafts.own))

    def _save(self, provider_id: str) -> bool:
        key = self._drafts.draft(provider_id).key.strip()
        try:
            spec = self._drafts.keep(provider_id)
        except ConfigurationError as error:
            self.choose(provider_id)
            self.said.emit(visible(phrase(error.info.message)), Tone.BAD)
            return False
        self._put()
        if key:
            self._keys.keep(spec, key)
        elif provider_id == self._id:
            self._keys.look(self.kept)
        self.listed.emit()
        if provider_id == self._id:
            self.chosen.emit()
            self.said.emit(self.tr("Saved."), Tone.GOOD)
        return True

    def _test_over(self) -> None:
        self._test = None
        if not self._closed:
            self.testing.emit(False)

    async def _try_out(self, spec: ProviderSpec, typed: str) -> None:
        try:
            text, good = await try_connection(self._services.connect, spec, typed or await self._keys.best(spec))
        finally:
            mine = self._test is asyncio.current_task()
            if mine:
                self._test_over()
        if mine and not self._closed:
            self.said.emit(visible(text), Tone.GOOD if good else Tone.BAD)

    def _key_said(self, provider_id: str, text: str, good: bool) -> None:
        if provider_id == self._id:
            self.said.emit(text, Tone.GOOD if good else Tone.PLAIN)
