"""What an empty conversation offers, by who would answer it. Words only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from gui.widgets.picker import PickerItem

DEMO = "demo"
LOCAL = "ollama"  # where the settings open for a model of this machine
WITH_KEY = "openai"


@dataclass(frozen=True, slots=True)
class Start:
    """A way to begin: `title` and `detail` are shown, `prompt` is sent."""

    icon: str
    title: str
    detail: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a real model: it chooses `provider`, or where that is empty opens the settings at `settings`."""

    icon: str
    title: str
    detail: str
    provider: str = ""
    settings: str = ""
    running: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """`trouble` says why who was chosen cannot answer, `mend` is the button beside it; both are empty where nothing is
    known against it."""

    greeting: str
    lead: str
    starts: tuple[Start, ...]
    ways_title: str = ""
    ways: tuple[Way, ...] = ()
    trouble: str = ""
    mend: str = ""


def offer_for(
    provider: PickerItem, running: Sequence[PickerItem], trouble: str = "", *, temporary: bool = False
) -> Offer:
    """The offer of a conversation that `provider` would answer; `running` are the servers found on this machine. Of a
    `temporary` one it says so first."""
    offer = _demo_offer(running) if provider.key == DEMO else _model_offer(provider, trouble)
    if temporary:
        kept = QCoreApplication.translate("Starts", "Nothing of this chat is kept.")
        offer = replace(offer, lead=f"{kept} {offer.lead}")
    return offer


def _demo_offer(running: Sequence[PickerItem]) -> Offer:
    translate = QCoreApplication.translate
    starts = (
        Start(
            "wave",
            translate("Starts", "Take the tour"),
            translate("Starts", "See what flows here"),
            translate("Starts", "Take the tour"),
        ),
        _clock_start(),
        _long_start(),
    )
    return Offer(
        translate("Starts", "Watch an answer flow in."),
        translate(
            "Starts", "This is the demo: recorded answers, streamed like real ones. No key, no network, no model."
        ),
        starts,
        translate("Starts", "Or talk to a real model"),
        (_local_way(running), _key_way()),
    )


def _local_way(running: Sequence[PickerItem]) -> Way:
    translate = QCoreApplication.translate
    if running:
        return Way(
            "server", running[0].label, translate("Starts", "Runs on this computer"), running[0].key, running=True
        )
    return Way(
        "server",
        translate("Starts", "On this computer"),
        translate("Starts", "Start Ollama or LM Studio"),
        settings=LOCAL,
    )


def _key_way() -> Way:
    translate = QCoreApplication.translate
    return Way(
        "key",
        translate("Starts", "With an API key"),
        translate("Starts", "OpenAI, Anthropic and many more"),
        settings=WITH_KEY,
    )


def _model_offer(provider: PickerItem, trouble: str) -> Offer:
    translate = QCoreApplication.translate
    starts = (
        Start(
            "sparkle",
            translate("Starts", "Explain something"),
            translate("Starts", "How does a river find its way?"),
            translate("Starts", "How does a river find its way to the sea? Explain it to a curious child."),
        ),
        _clock_start(),
        _long_start(),
    )
    lead = translate("Starts", "{name} will answer.").replace("{name}", provider.label)
    mend = translate("Starts", "Provider settings") if trouble else ""
    return Offer(translate("Starts", "What would you like to know?"), lead, starts, trouble=trouble, mend=mend)


def _clock_start() -> Start:
    translate = QCoreApplication.translate
    return Start(
        "clock",
        translate("Starts", "What time is it in Seoul and New York?"),
        translate("Starts", "Two tools, side by side"),
        translate("Starts", "What time is it in Seoul and New York?"),
    )


def _long_start() -> Start:
    translate = QCoreApplication.translate
    return Start(
        "octagon",
        translate("Starts", "Write a long answer"),
        translate("Starts", "And stop it with Esc"),
        translate("Starts", "Write a long answer and I will stop it"),
    )
