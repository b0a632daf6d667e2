"""A server at an address: how its client is made, with headers, or with a sign-in."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack

from core.errors import ConfigurationError
from core.mcp.connection import Connection
from core.mcp.launch import filled
from core.mcp.signing_in import Doorstep, Pass, provider
from core.mcp.spec import ServerSpec
from core.mcp.vault import Vault
from core.mcp.web import build


async def visit(
    spec: ServerSpec,
    values: Mapping[str, str],
    vault: Vault,
    open_url: Callable[[str], None],
    connection: Connection,
    *,
    sign_in: bool,
    legacy: bool,
) -> None:
    """Until it ends. `sign_in`: a browser may be opened, and its answer is waited for. Raises Ended, and
    ConfigurationError where a value is missing."""
    headers = {name: filled(value, os.environ) for name, value in spec.headers}
    missing = [name for name in spec.secrets if not values.get(name)]
    if missing:
        raise ConfigurationError(f"A value is missing for {', '.join(missing)}. Enter it in the settings.")
    headers |= {name: values[name] for name in spec.secrets}
    known = await vault.sign_in(spec)
    async with AsyncExitStack() as stack:
        auth = None
        if sign_in or known.get("tokens"):
            kept = Pass(spec, vault, known)
            doorstep = None
            if sign_in:
                doorstep = await stack.enter_async_context(Doorstep(kept.port))
                kept.begin_anew(doorstep.port)
            auth = provider(spec, kept, doorstep, open_url)
        client, refusal = build(headers, auth)
        await stack.enter_async_context(client)
        await connection.run(connection.over_web(spec.url, client, refusal), legacy=legacy)
