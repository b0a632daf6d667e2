"""The secrets of tool servers: values of variables and headers, and what a sign-in brought. In the keyring, or for this
session only; bound to the program or the host that they were given for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from core.logs import SecretMask
from core.mcp.spec import ServerSpec
from core.settings.secrets import Secrets


class Vault:
    """Everything it hands out is made known to `mask`, so that no log shows it."""

    def __init__(self, secrets: Secrets, mask: SecretMask | None = None) -> None:
        self._secrets = secrets
        self._mask = mask or SecretMask()

    async def values(self, spec: ServerSpec) -> dict[str, str]:
        """The secret values of a server by name, as far as they are known."""
        known = await self._read(spec.account) if spec.secrets else {}
        values = {name: value for name, value in known.items() if name in spec.secrets and isinstance(value, str)}
        for value in values.values():
            self._mask.add(value)
        return values

    async def keep(self, spec: ServerSpec, values: Mapping[str, str]) -> str | None:
        """Keep new values; those of names that are not secrets of the server any more are forgotten. Returns None, or
        a sentence that says why they are kept for this session only."""
        if not spec.secrets:
            return None
        known = await self._read(spec.account) | dict(values)
        return await self._secrets.keep(
            spec.account, _text({name: known[name] for name in spec.secrets if name in known})
        )

    async def move(self, before: ServerSpec, after: ServerSpec) -> str | None:
        """Its program was changed by the user, who left the secrets as they are. A new host gets none of them."""
        if before.account == after.account or before.way is not after.way or before.url != after.url:
            return None
        values = await self.values(before)
        await self._secrets.forget(before.account)
        return await self.keep(after, values) if values else None

    async def forget(self, spec: ServerSpec) -> None:
        for account in (spec.account, _pass(spec)):
            await self._secrets.forget(account)

    async def sign_in(self, spec: ServerSpec) -> dict[str, Any]:
        """What the last sign-in brought, as it was kept."""
        known = await self._read(_pass(spec))
        tokens = known.get("tokens")
        if isinstance(tokens, dict):
            for name in ("access_token", "refresh_token"):
                if isinstance(tokens.get(name), str):
                    self._mask.add(tokens[name])
        return known

    async def keep_sign_in(self, spec: ServerSpec, values: Mapping[str, Any]) -> str | None:
        """Returns None, or a sentence that says why it is kept for this session only."""
        return await self._secrets.keep(_pass(spec), _text(values))

    async def sign_out(self, spec: ServerSpec) -> None:
        await self._secrets.forget(_pass(spec))

    async def _read(self, account: str) -> dict[str, Any]:
        try:
            known = json.loads(await self._secrets.read(account) or "{}")
        except ValueError:
            return {}
        return known if isinstance(known, dict) else {}


def _pass(spec: ServerSpec) -> str:
    return f"{spec.account} sign-in"


def _text(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
