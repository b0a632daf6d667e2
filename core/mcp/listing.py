"""What a server says that it has: tools, prompts and resources, as plain values that can be kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Offer:
    """A tool as its server lists it. `schema_text` is the JSON schema that the models get; `remark` says what was
    mended in it. `problem`: why it cannot be offered, as a sentence. `read_only` and `destructive` are the server's
    claims, None where it says nothing."""

    name: str
    title: str = ""
    description: str = ""
    schema_text: str = "{}"
    read_only: bool | None = None
    destructive: bool | None = None
    problem: str = ""
    remark: str = ""

    @property
    def schema(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads(self.schema_text)
        return found


@dataclass(frozen=True, slots=True)
class Ask:
    """What a prompt asks for."""

    name: str
    description: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class ServerPrompt:
    name: str
    title: str = ""
    description: str = ""
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """`size` in bytes where the server says it."""

    uri: str
    name: str
    title: str = ""
    description: str = ""
    media_type: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """`called` and `version` are what the server says of itself."""

    called: str = ""
    version: str = ""
    tools: tuple[Offer, ...] = ()
    prompts: tuple[ServerPrompt, ...] = ()
    resources: tuple[Resource, ...] = ()


def to_json(listing: Listing) -> dict[str, Any]:
    return asdict(listing)


def from_json(data: Mapping[str, Any]) -> Listing:
    """Raises ValueError where it is not what `to_json` wrote."""
    try:
        prompts = (
            ServerPrompt(**{**prompt, "asks": tuple(Ask(**each) for each in prompt["asks"])})
            for prompt in data["prompts"]
        )
        listing = Listing(
            str(data["called"]),
            str(data["version"]),
            tuple(Offer(**each) for each in data["tools"]),
            tuple(prompts),
            tuple(Resource(**each) for each in data["resources"]),
        )
        for offer in listing.tools:
            if not isinstance(offer.schema, dict):
                raise TypeError(offer.name)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"This is no list of tools: {error}") from None
    return listing
