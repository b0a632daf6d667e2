"""The command `rivulet-serve`: the core behind an address of this machine, until Ctrl-C. Nothing starts it by itself.

Exit codes: 0 ended by Ctrl-C, 1 failed, 2 wrong use.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import sys
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, nullcontext
from typing import Final

import uvicorn

from core.ask.answerer import answerer
from core.ask.options import Options, read_options
from core.errors import ConfigurationError
from core.limits import Limits
from core.logs import SecretMask, start_logging
from core.paths import settings_file
from core.providers.base import Provider, WireProtocol
from core.serve.app import Service
from core.serve.guard import new_token
from core.settings import store

NAME: Final = "rivulet-serve"
HOST: Final = "127.0.0.1"
PORT: Final = 8377
TOKEN_VARIABLE: Final = "RIVULET_SERVE_TOKEN"
SHORTEST_TOKEN: Final = 16


def main(arguments: list[str] | None = None) -> None:
    """Run, and leave the process with its exit code."""
    raise SystemExit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Serve until it is ended; returns the exit code. Wrong use raises SystemExit with 2."""
    parser = _parser()
    found = parser.parse_args(arguments)
    if found.provider and (found.protocol or found.base_url):
        parser.error("choose either --provider or --protocol with --base-url")
    if bool(found.base_url) and not found.protocol:
        parser.error("--base-url needs --protocol")
    token = os.environ.get(TOKEN_VARIABLE, "").strip() or new_token()
    if len(token) < SHORTEST_TOKEN:
        parser.error(f"{TOKEN_VARIABLE} is shorter than {SHORTEST_TOKEN} characters")
    start_logging(None, SecretMask())
    try:
        asyncio.run(_serve(_options(found), found.port, token))
    except ConfigurationError as error:
        return _complain(error.info.message)
    except OSError as error:
        return _complain(f"port {found.port} cannot be used: {error.strerror or error}")
    except KeyboardInterrupt:
        pass
    return 0


async def _serve(options: Options, port: int, token: str) -> None:
    settings = store.load(settings_file()).settings
    limits = options.limits(settings.limits)
    async with answerer(options, settings, limits) as target:
        with closing(bound(port)) as listener:
            await serve(target.provider, target.model, limits, token, listener, lambda port: _tell(port, token))


def bound(port: int) -> socket.socket:
    """A socket of this machine alone; 0 for any free port. Raises OSError where the port cannot be had."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise
    return listener


async def serve(
    provider: Provider,
    model: str,
    limits: Limits,
    token: str,
    listener: socket.socket,
    ready: Callable[[int], object],
    *,
    signals: bool = True,
) -> None:
    """Serve at a bound socket until the process is told to end, or the task is cancelled. `ready(port)` is called once
    requests are taken. Without `signals`, those that the process gets stay with whoever has them."""
    service = Service(provider, model, limits)
    config = uvicorn.Config(
        service.app(token),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=1,
    )
    server = _Server(config, lambda: ready(listener.getsockname()[1]), signals=signals)
    serving = asyncio.create_task(server.serve([listener]))
    try:
        await asyncio.wait([serving])
        serving.result()
    finally:
        await service.aclose()
        server.should_exit = True
        await asyncio.wait([serving])


class _Server(uvicorn.Server):
    """Says when it takes requests."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], object], *, signals: bool) -> None:
        super().__init__(config)
        self._ready = ready
        self._signals = signals

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        with super().capture_signals() if self._signals else nullcontext():
            yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


def _tell(port: int, token: str) -> None:
    address = f"http://{HOST}:{port}"
    lines = (
        f"For a browser:  {address}/?token={token}",
        f"For programs:   OPENAI_BASE_URL={address}/v1 OPENAI_API_KEY={token}",
        "Only this machine can reach it. Ctrl-C ends it.",
    )
    print("\n".join(lines), flush=True)


def _options(found: argparse.Namespace) -> Options:
    """As `rivulet-ask` has them, without a prompt."""
    arguments = [f"--{name}={value}" for name in ("provider", "model") if (value := getattr(found, name))]
    if found.protocol:
        arguments += [f"--protocol={found.protocol}", f"--base-url={found.base_url}"]
    if found.api_key_env:
        arguments.append(f"--api-key-env={found.api_key_env}")
    return read_options(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=NAME,
        description="Open the same core to programs (Chat Completions) and one page, on this machine only.",
        epilog=f"The token is made anew at each start; the environment variable {TOKEN_VARIABLE} sets one.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--provider", default="", metavar="ID", help="who answers, for example demo, openai, anthropic, ollama")
    add("--protocol", choices=list(map(str, WireProtocol)), help="the protocol spoken at --base-url")
    add("--base-url", default="", metavar="URL", help="the address of any compatible server")
    add("--model", default="", metavar="NAME", help="who answers where a request names no model")
    add("--api-key-env", default="", metavar="VAR", help="the environment variable that holds the provider's key")
    add("--port", type=_port, default=PORT, metavar="N", help=f"the port ({PORT}); 0 for any free one")
    return parser


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError
    return number


_port.__name__ = "port"  # how argparse calls it in its complaint


def _complain(sentence: str) -> int:
    sys.stderr.write(f"{NAME}: {sentence}\n")
    return 1


if __name__ == "__main__":
    main()
