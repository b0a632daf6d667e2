"""The providers a person can pick: the presets of `resources/providers.toml` and the person's own, as data.

Makes no provider (see `core.factory`) and imports no SDK.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from core.errors import ConfigurationError
from core.paths import resource_path
from core.providers.addresses import effective_url, normalised, origin
from core.providers.base import ProviderSpec, WireProtocol
from core.wire.masking import is_secret_header, mask_text, mask_url

# A header whose value is a secret: it belongs into the keyring, and into the header by this word.
KEY_PLACE: Final = "{key}"
OWN: Final = "custom"  # the id of a provider that the command line describes


@dataclass(frozen=True, slots=True)
class Registry:
    """All providers by id, presets first; `notices` say in words which entries could not be used."""

    specs: Mapping[str, ProviderSpec]
    notices: tuple[str, ...] = ()

    def find(self, provider_id: str) -> ProviderSpec:
        """Raises ConfigurationError with the known ids."""
        spec = self.specs.get(provider_id)
        if spec is None:
            known = ", ".join(self.specs)
            raise ConfigurationError(f"There is no provider named “{provider_id[:80]}”. Known ones: {known}.")
        return spec


def load_presets() -> dict[str, ProviderSpec]:
    tables = tomllib.loads(resource_path("providers.toml").read_text(encoding="utf-8"))
    return {provider_id: parse_spec(provider_id, table) for provider_id, table in tables.items()}


def load_registry(own: tuple[ProviderSpec, ...] = ()) -> Registry:
    """Presets and the person's own; an own entry with a preset's id replaces it."""
    return Registry({**load_presets(), **{spec.id: spec for spec in own}})


def parse_spec(provider_id: str, table: Mapping[str, Any], preset: ProviderSpec | None = None) -> ProviderSpec:
    """A provider from its table; what the table leaves out is the preset's.

    A preset that was moved to another host loses its environment variable, unless the table names one: a key goes to
    the address it was meant for. Raises ConfigurationError.
    """
    base = preset or ProviderSpec(provider_id, provider_id, WireProtocol.OPENAI_CHAT)
    known = {name: table[name] for name in _FIELDS if name in table}
    for name, value in known.items():
        if not isinstance(value, _FIELDS[name]):
            raise ConfigurationError(f"The provider “{provider_id}” has a wrong value for {name}.")
    try:
        protocol = WireProtocol(known.pop("protocol", base.protocol))
    except ValueError:
        choices = ", ".join(WireProtocol)
        raise ConfigurationError(
            f"The provider “{provider_id}” has an unknown protocol. Use one of {choices}."
        ) from None
    spec = replace(base, protocol=protocol, **known)
    spec = replace(spec, base_url=normalised(spec.base_url, protocol), headers=_checked_headers(provider_id, spec))
    if mask_url(spec.base_url) != spec.base_url:
        raise ConfigurationError(
            f"The address of “{provider_id}” holds a secret. Leave it out and enter it as the key."
        )
    moved = preset is not None and origin(effective_url(spec)) != origin(effective_url(preset))
    return replace(spec, key_env="") if moved and "key_env" not in table else spec


def ad_hoc_spec(protocol: str, base_url: str = "", key_env: str = "") -> ProviderSpec:
    """A provider named on the command line. Without an address it is the vendor's own, with the vendor's variable."""
    table: dict[str, Any] = {"protocol": protocol, "base_url": base_url, "name": base_url or protocol}
    spec = parse_spec(OWN, table)
    vendor = "ANTHROPIC_API_KEY" if spec.protocol is WireProtocol.ANTHROPIC_MESSAGES else "OPENAI_API_KEY"
    return replace(spec, key_env=key_env or ("" if base_url else vendor), key_required=not base_url)


def to_table(spec: ProviderSpec) -> dict[str, Any]:
    """The table that `parse_spec` reads."""
    table: dict[str, Any] = {name: getattr(spec, name) for name in _FIELDS}
    return {
        **table,
        "protocol": spec.protocol.value,
        "headers": dict(spec.headers),
        "parameters": dict(spec.parameters),
    }


def holds_secret(name: str, value: str) -> bool:
    """Whether a header holds what belongs into the keyring: by its name, or because its value looks like a key."""
    return bool(value) and KEY_PLACE not in value and (is_secret_header(name) or mask_text(value) != value)


def with_key(spec: ProviderSpec, key: str | None) -> ProviderSpec:
    """The spec with the key in the headers that ask for it; without a key those headers are left out."""
    headers = {
        name: value.replace(KEY_PLACE, key or "")
        for name, value in spec.headers.items()
        if key or KEY_PLACE not in value
    }
    return replace(spec, headers=headers)


_FIELDS: Final[dict[str, type]] = {
    "name": str,
    "protocol": str,
    "base_url": str,
    "key_env": str,
    "key_required": bool,
    "key_url": str,
    "local": bool,
    "pdf": bool,
    "headers": dict,
    "parameters": dict,
}


def _checked_headers(provider_id: str, spec: ProviderSpec) -> dict[str, str]:
    for name, value in spec.headers.items():
        if not isinstance(value, str) or not name.isascii() or not value.isascii() or "\n" in name + value:
            raise ConfigurationError(f"The provider “{provider_id}” has a header that cannot be sent: {name[:80]}.")
        if holds_secret(name, value):
            raise ConfigurationError(
                f"The header {name} of “{provider_id}” holds a secret. Write {KEY_PLACE} in its place and enter the"
                " secret as the key: keys are kept in the system's keyring, not in a file."
            )
    return dict(spec.headers)
