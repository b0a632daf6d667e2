"""What the view of agents says: run items, spans and outcomes in plain words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.markdown.foreign import visible
from core.messages import Outcome
from gui.inspector.agents_model import AgentsRun, Entry, EntryKind
from gui.language import phrase

_SHOWN = 300  # characters of a text in a row


def _tr(text: str) -> str:
    return QCoreApplication.translate("AgentsView", text)


def item_word(name: str) -> str:
    """The SDK's name of an item in a plain word; one that is not known stays as it is."""
    tr = QCoreApplication.translate
    words = {
        "message_output_created": tr("AgentsView", "Said"),
        "handoff_requested": tr("AgentsView", "Asks to hand over"),
        "handoff_occured": tr("AgentsView", "Handed over"),
        "tool_called": tr("AgentsView", "Calls a tool"),
        "tool_search_called": tr("AgentsView", "Looks for tools"),
        "tool_search_output_created": tr("AgentsView", "Found tools"),
        "tool_output": tr("AgentsView", "Result of a tool"),
        "reasoning_item_created": tr("AgentsView", "Thought"),
        "mcp_approval_requested": tr("AgentsView", "A server’s tool asks"),
        "mcp_approval_response": tr("AgentsView", "Answer to a server’s tool"),
        "mcp_list_tools": tr("AgentsView", "Tools of a server"),
    }
    return words.get(name, name)


def span_word(kind: str) -> str:
    tr = QCoreApplication.translate
    words = {
        "agent": tr("AgentsView", "Agent"),
        "task": tr("AgentsView", "Run"),
        "turn": tr("AgentsView", "Round"),
        "generation": tr("AgentsView", "Model call"),
        "response": tr("AgentsView", "Model call"),
        "function": tr("AgentsView", "Tool"),
        "handoff": tr("AgentsView", "Handoff"),
        "guardrail": tr("AgentsView", "Guardrail"),
        "mcp_tools": tr("AgentsView", "Tools of a server"),
    }
    return words.get(kind, kind)


def sentence(entry: Entry) -> str:
    """What happened, on one line."""
    name, text = one_line(entry.name), one_line(entry.text)
    match entry.kind:
        case EntryKind.AGENT:
            return _tr("Begins") if not text else _tr("Begins, with {model}").replace("{model}", text)
        case EntryKind.HANDOFF:
            return _tr("Hands over to {agent}").replace("{agent}", text)
        case EntryKind.RESPONSE:
            words = _tr("Response of {model}: {n} events, {reason}").replace("{n}", f"{entry.events:,}")
            return words.replace("{reason}", text).replace("{model}", name)
        case EntryKind.ITEM:
            word = item_word(entry.name)
            return f"{word}: {text}" if text else word
        case EntryKind.ASKED:
            return _tr("Asks you about {tool}").replace("{tool}", name)
        case EntryKind.ANSWERED:
            return _tr("You allowed it") if entry.name == "yes" else _tr("You did not allow it")
        case EntryKind.RETRY:
            return _tr("Tries again: {why}").replace("{why}", phrase(text))


def title(run: AgentsRun, number: int) -> str:
    words = _tr("Run {n}").replace("{n}", str(number))
    match run.outcome:
        case Outcome.FINISHED:
            return _tr("{run}, finished").replace("{run}", words)
        case Outcome.STOPPED:
            return _tr("{run}, stopped").replace("{run}", words)
        case Outcome.FAILED:
            return _tr("{run}, failed").replace("{run}", words)
        case None:
            return _tr("{run}, running").replace("{run}", words)


def duration(seconds: float | None) -> str:
    if seconds is None:
        return _tr("running")
    if seconds < 1:
        return _tr("{n} ms").replace("{n}", f"{seconds * 1000:.0f}")
    return _tr("{n} s").replace("{n}", f"{seconds:.2f}")


def one_line(text: str) -> str:
    """Foreign text as plain words on one line, not too many of them."""
    return visible(" ".join(text[:_SHOWN].split()))
