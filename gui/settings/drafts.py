"""Providers while somebody edits them: what is kept, what was typed, and how one becomes the other. No widgets.

What is typed may be wrong or half done. It stays a draft, per provider, until it is kept or thrown away on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from core.errors import ConfigurationError
from core.providers import addresses
from core.providers.base import ProviderSpec, WireProtocol
from core.providers.registry import load_presets, parse_spec, to_table
from gui.language import phrase

DEMO: Final = "demo"
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A provider as typed. `key` is a key that was typed and is kept nowhere yet."""

    name: str
    protocol: WireProtocol
    base_url: str
    key_env: str
    headers: Headers = ()
    key: str = field(default="", repr=False)

    @classmethod
    def of(cls, spec: ProviderSpec) -> Draft:
        return cls(spec.name, spec.protocol, spec.base_url, spec.key_env, tuple(spec.headers.items()))


class ProviderDrafts:
    """`own` are the providers in the settings: the user's and the presets that were changed."""

    def __init__(self, own: tuple[ProviderSpec, ...]) -> None:
        self.presets = load_presets()
        self._own = {spec.id: spec for spec in own}
        self._drafts: dict[str, Draft] = {}
        self._new: dict[str, ProviderSpec] = {}

    # --- what there is ------------------------------------------------------------------------------------------------

    @property
    def own(self) -> tuple[ProviderSpec, ...]:
        """What belongs into the settings."""
        return tuple(self._own.values())

    def ids(self) -> tuple[str, ...]:
        """The user's own first, then the presets."""
        mine = [provider_id for provider_id in (*self._own, *self._new) if provider_id not in self.presets]
        return (*mine, *self.presets)

    def kept(self, provider_id: str) -> ProviderSpec:
        """The provider as it is used now; for one that was just added, as it began."""
        for place in (self._own, self._new, self.presets):
            if provider_id in place:
                return place[provider_id]
        raise KeyError(provider_id)

    def draft(self, provider_id: str) -> Draft:
        return self._drafts.get(provider_id) or Draft.of(self.kept(provider_id))

    def is_own(self, provider_id: str) -> bool:
        return provider_id not in self.presets

    def is_new(self, provider_id: str) -> bool:
        return provider_id in self._new

    def is_changed_preset(self, provider_id: str) -> bool:
        return provider_id in self.presets and provider_id in self._own

    def dirty(self, provider_id: str) -> bool:
        """Whether something of it was typed and not kept."""
        return provider_id in self._new or provider_id in self._drafts

    def all_dirty(self) -> tuple[str, ...]:
        return tuple(provider_id for provider_id in self.ids() if self.dirty(provider_id))

    # --- editing ------------------------------------------------------------------------------------------------------

    def edit(self, provider_id: str, draft: Draft) -> None:
        if draft == Draft.of(self.kept(provider_id)):
            self._drafts.pop(provider_id, None)
        else:
            self._drafts[provider_id] = draft

    def revert(self, provider_id: str) -> None:
        """Forget what was typed; a provider that was never kept goes away."""
        self._drafts.pop(provider_id, None)
        self._new.pop(provider_id, None)

    def add(self, name: str, like: str | None = None) -> str:
        """A new provider, as a copy of another where `like` names one; returns its id."""
        taken = set(self.ids())
        number = next(n for n in range(1, len(taken) + 2) if f"own-{n}" not in taken)
        provider_id = f"own-{number}"
        base = ProviderSpec("", "", WireProtocol.OPENAI_CHAT) if like is None else self._as_typed(like)
        self._new[provider_id] = replace(base, id=provider_id, name=name)
        return provider_id

    def remove(self, provider_id: str) -> None:
        """Take away one of the user's own; a changed preset becomes the preset again."""
        self.revert(provider_id)
        self._own.pop(provider_id, None)

    # --- keeping ------------------------------------------------------------------------------------------------------

    def check(self, provider_id: str) -> ProviderSpec:
        """The draft as a provider. Raises ConfigurationError with a sentence for the person who typed it."""
        spec = self._as_typed(provider_id)
        if not spec.name.strip():
            raise ConfigurationError("A provider needs a name.")
        if self.is_own(provider_id) and not spec.base_url.strip():
            raise ConfigurationError("A provider of your own needs an address, such as https://host/v1.")
        if self.moved(provider_id) and spec.key_env == self.kept(provider_id).key_env:
            spec = replace(spec, key_env="")  # the variable's key was meant for the old address
        return parse_spec(provider_id, to_table(spec), self.presets.get(provider_id))

    def keep(self, provider_id: str) -> ProviderSpec:
        """Make the draft the provider that is used, and return it. Raises ConfigurationError, and then changes
        nothing. The typed key is the caller's to keep."""
        spec = self.check(provider_id)
        self._drafts.pop(provider_id, None)
        self._new.pop(provider_id, None)
        if spec == self.presets.get(provider_id):
            self._own.pop(provider_id, None)
        else:
            self._own[provider_id] = spec
        return spec

    def moved(self, provider_id: str) -> bool:
        """Whether the typed address is another server than the one in use: a key does not move along."""
        if provider_id in self._new:
            return False
        try:
            before = addresses.origin(addresses.effective_url(self.kept(provider_id)))
            return addresses.origin(addresses.effective_url(self._normal(provider_id))) != before
        except ConfigurationError:
            return False

    def warning(self, provider_id: str) -> str | None:
        """What is dangerous about the typed address, or wrong with it."""
        try:
            return addresses.warning(self._normal(provider_id).base_url)
        except ConfigurationError as error:
            return phrase(error.info.message)

    def _normal(self, provider_id: str) -> ProviderSpec:
        spec = self._as_typed(provider_id)
        return replace(spec, base_url=addresses.normalised(spec.base_url, spec.protocol))

    def _as_typed(self, provider_id: str) -> ProviderSpec:
        draft = self.draft(provider_id)
        headers = {name.strip(): value.strip() for name, value in draft.headers if name.strip()}
        return replace(
            self.kept(provider_id),
            name=draft.name.strip(),
            protocol=draft.protocol,
            base_url=draft.base_url.strip(),
            key_env=draft.key_env.strip(),
            headers=headers,
        )
