"""What an empty conversation offers, by who would answer it. Words only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gui.widgets.picker import PickerItem

DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Start:
    """A way to begin: `title` and `detail` are shown, `prompt` is sent."""

    icon: str
    title: str
    detail: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Offer:
    """`hint_provider` is who the hint's button would choose; empty where it opens the settings. `other_action` opens
    them beside it."""

    greeting: str
    lead: str
    starts: tuple[Start, ...]
    hint: str = ""
    hint_action: str = ""
    hint_provider: str = ""
    other_action: str = ""


def offer_for(provider: PickerItem, running: Sequence[PickerItem]) -> Offer:
    """The offer of a conversation that `provider` would answer; `running` are the servers found on this machine."""
    return _demo_offer(running) if provider.key == DEMO else _model_offer(provider)


def _demo_offer(running: Sequence[PickerItem]) -> Offer:
    translate = QCoreApplication.translate
    starts = (
        Start(
            "wave",
            translate("Starts", "Take the tour"),
            translate("Starts", "See what flows here"),
            translate("Starts", "Take the tour"),
        ),
        Start(
            "clock",
            translate("Starts", "What time is it in Seoul and New York?"),
            translate("Starts", "Two tools, side by side"),
            translate("Starts", "What time is it in Seoul and New York?"),
        ),
        _long_start(),
    )
    if running:
        hint = translate("Starts", "{name} is running on this computer.").replace("{name}", running[0].label)
        action, chosen = translate("Starts", "Talk to it"), running[0].key
        other = translate("Starts", "Connect another model")
    else:
        hint = translate("Starts", "OpenAI, Anthropic, or a server of your own:")
        action, chosen, other = translate("Starts", "connect a model"), "", ""
    return Offer(
        translate("Starts", "Watch an answer flow in."),
        translate(
            "Starts",
            "The demo plays recorded streams through the real machinery. No key, no network, no model behind it.",
        ),
        starts,
        hint,
        action,
        chosen,
        other,
    )


def _model_offer(provider: PickerItem) -> Offer:
    translate = QCoreApplication.translate
    starts = (
        Start(
            "sparkle",
            translate("Starts", "Explain something"),
            translate("Starts", "How does a river find its way?"),
            translate("Starts", "How does a river find its way to the sea? Explain it to a curious child."),
        ),
        Start(
            "clock",
            translate("Starts", "What time is it in Seoul and New York?"),
            translate("Starts", "Two tools, side by side"),
            translate("Starts", "What time is it in Seoul and New York?"),
        ),
        _long_start(),
    )
    lead = translate("Starts", "{name} will answer.").replace("{name}", provider.label)
    return Offer(translate("Starts", "What would you like to know?"), lead, starts)


def _long_start() -> Start:
    translate = QCoreApplication.translate
    return Start(
        "stop",
        translate("Starts", "Write a long answer"),
        translate("Starts", "And stop it with Esc"),
        translate("Starts", "Write a long answer and I will stop it"),
    )
