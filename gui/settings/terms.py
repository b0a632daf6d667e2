"""Settings and their values in the words of the pages, for where a change is told: an import, a reset."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.filetypes import size_text

_KEYS = "keys."
_SECONDS = ("timeouts.", "limits.tool_timeout")
_BYTES = ("limits.max_tool_output", "limits.max_answer_bytes")


def said(path: str, value: str) -> str:
    """A value in the words of its page; as it stands in the file where it has none."""
    translate = QCoreApplication.translate
    if path.startswith(_KEYS) and not value:
        return translate("ProposalDialog", "as usual")
    words = {
        "": "–",
        "true": translate("ProposalDialog", "on"),
        "false": translate("ProposalDialog", "off"),
        "never": translate("TimeoutsPage", "never"),
    }
    if path.startswith("appearance."):
        words |= _looks()
    if path == "network.proxy":
        words |= {
            "system": translate("NetworkPage", "As the system says"),
            "none": translate("NetworkPage", "None"),
            "own": translate("NetworkPage", "This one:").rstrip(":"),
        }
    return words.get(value) or _measured(path, value)


def _looks() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "system": translate("AppearancePage", "System"),
        "light": translate("AppearancePage", "Light"),
        "dark": translate("AppearancePage", "Dark"),
        "high": translate("AppearancePage", "High"),
        "normal": translate("AppearancePage", "Normal"),
        "reduced": translate("AppearancePage", "Reduced"),
        "full": translate("AppearancePage", "Full"),
        "english": "English",
        "korean": "한국어",
    }


def _measured(path: str, value: str) -> str:
    """A number with what it counts; whatever is none as it is."""
    try:
        number = float(value)
    except ValueError:
        return value
    if path == "appearance.scale":
        return f"{round(number * 100)} %"
    if path.startswith(_SECONDS):
        return f"{number:g}{QCoreApplication.translate('WaitField', ' s')}"
    return size_text(round(number)) if path in _BYTES else value


def name_of(path: str) -> str:
    """What a setting is called on its page; its path where it stands on none."""
    translate = QCoreApplication.translate
    if path.startswith(_KEYS):
        command = path.removeprefix(_KEYS).replace("_", " ")
        return translate("CommandRow", "Keys of “{command}”").replace("{command}", command)
    names = {
        "provider": translate("ProposalDialog", "Provider of new chats"),
        "model": translate("ProposalDialog", "Model of new chats"),
        "appearance.language": translate("AppearancePage", "Language"),
        "appearance.theme": translate("AppearancePage", "Theme"),
        "appearance.contrast": translate("AppearancePage", "Contrast"),
        "appearance.scale": translate("AppearancePage", "Text size"),
        "appearance.motion": translate("AppearancePage", "Motion"),
        "appearance.as_it_arrives": translate("AppearancePage", "Show text as it arrives"),
        "conversations.titles_by_model": translate("ConversationsPage", "Titles by the model"),
        "timeouts.connect": translate("TimeoutsPage", "Connection"),
        "timeouts.first_token": translate("TimeoutsPage", "First token"),
        "timeouts.idle": translate("TimeoutsPage", "Silence"),
        "timeouts.total": translate("TimeoutsPage", "Whole answer"),
        "limits.max_retries": translate("TimeoutsPage", "Retries"),
        "limits.tool_timeout": translate("TimeoutsPage", "Tool call"),
        "limits.max_tool_rounds": translate("TimeoutsPage", "Rounds of tools"),
        "limits.max_tool_output": translate("TimeoutsPage", "Longest result"),
        "limits.max_answer_bytes": translate("ProposalDialog", "Longest answer"),
    }
    return names.get(path) or _more_names().get(path, path)


def _more_names() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "tools.folders": translate("ToolsPage", "Folders that models may read"),
        "tools.private_pages": translate("ToolsPage", "Pages of this computer and of private networks"),
        "tools.on": translate("ProposalDialog", "Tools of new chats"),
        "desktop.tell_done": translate("DesktopPage", "Answer ready"),
        "desktop.tell_waiting": translate("DesktopPage", "Waiting for you"),
        "desktop.tell_failed": translate("DesktopPage", "Answer failed"),
        "desktop.tray": translate("DesktopPage", "Icon in the tray"),
        "desktop.close_to_tray": translate("DesktopPage", "Closing the window keeps Rivulet in the tray"),
        "desktop.quick_ask": translate("DesktopPage", "Quick question from everywhere"),
        "network.proxy": translate("NetworkPage", "Proxy"),
        "network.address": translate("NetworkPage", "Address of the proxy"),
        "network.ca_file": translate("NetworkPage", "File of certificates"),
    }
