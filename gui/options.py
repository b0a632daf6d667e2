"""The command line of `rivulet` as values. It knows no Qt: `--help` and a mistake are answered before that loads."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from core.providers.base import WireProtocol


@dataclass(frozen=True, slots=True)
class Options:
    """The command line as values. `provider` and `protocol` exclude each other; `base_url` belongs to
    `protocol`; without one it is the vendor's own. `ask` opens the quick question. `logs` is where the log is written,
    None for the data folder."""

    data_dir: Path | None = None
    provider: str = ""
    protocol: WireProtocol | None = None
    base_url: str = ""
    model: str = ""
    api_key_env: str = ""
    prompt: str = ""
    send: bool = False
    ask: bool = False
    safe_mode: bool = False
    logs: Path | None = None


def read_options(arguments: list[str]) -> Options:
    """Parse the command line; leaves with 2 and a sentence where it makes no sense."""
    parser = _parser()
    found = parser.parse_args(arguments)
    if found.provider and (found.protocol or found.base_url):
        parser.error("choose either --provider or --protocol with --base-url")
    if found.base_url and not found.protocol:
        parser.error("--base-url needs --protocol: which API is spoken there?")
    if found.send and not found.prompt:
        parser.error("--send needs --prompt")
    return Options(
        data_dir=found.data_dir,
        provider=found.provider,
        protocol=WireProtocol(found.protocol) if found.protocol else None,
        base_url=found.base_url,
        model=found.model,
        api_key_env=found.api_key_env,
        prompt=found.prompt,
        send=found.send,
        ask=found.ask,
        safe_mode=found.safe_mode,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rivulet", description="A desktop chat client for streaming language models.")
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="keep data, settings and logs in DIR")
    parser.add_argument("--provider", default="", metavar="ID", help="who answers, for example demo, openai, ollama")
    words = [str(protocol) for protocol in WireProtocol]
    parser.add_argument("--protocol", choices=words, help="the protocol spoken at --base-url")
    parser.add_argument("--base-url", default="", metavar="URL", help="the address of any compatible server")
    parser.add_argument("--model", default="", metavar="NAME", help="the model's name")
    parser.add_argument("--api-key-env", default="", metavar="VAR", help="the environment variable that holds the key")
    parser.add_argument("--prompt", default="", metavar="TEXT", help="a first message, put into the composer")
    parser.add_argument("--send", action="store_true", help="send the prompt at once")
    parser.add_argument("--ask", action="store_true", help="open the small window for one question")
    parser.add_argument(
        "--safe-mode",
        action="store_true",
        help="start with the usual settings, without tools and servers, and with conversations that are not kept",
    )
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: that costs as much as the rest of the command line."""

    def __call__(self, parser: argparse.ArgumentParser, *_args: object) -> NoReturn:
        from importlib import metadata

        try:
            version = metadata.version("rivulet")
        except metadata.PackageNotFoundError:
            version = "(from a clone)"
        print(f"Rivulet {version}")
        parser.exit()
