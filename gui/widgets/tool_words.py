"""What tools and their sources are called towards people: ours by their translated names, others as they call
themselves."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.markdown.foreign import visible
from core.tools.base import BUILTIN_SOURCE, FUNCTIONS_SOURCE, Tool


def _ours() -> dict[str, tuple[str, str]]:
    """The title and the meaning of each built-in tool, by its name."""
    tr = QCoreApplication.translate
    return {
        "get_current_time": (
            tr("Tools", "Time in a zone"),
            tr("Tools", "Date, time and weekday anywhere."),
        ),
        "calculate": (
            tr("Tools", "Calculator"),
            tr("Tools", "Exact arithmetic, roots, logarithms and angles."),
        ),
        "convert_units": (
            tr("Tools", "Units"),
            tr("Tools", "Length, mass, temperature, data, time, speed, area and volume."),
        ),
        "calculate_date": (
            tr("Tools", "Dates"),
            tr("Tools", "Days between dates, weekdays, weeks."),
        ),
        "ask_user": (
            tr("Tools", "Questions to you"),
            tr("Tools", "The model asks you something and waits for your answer."),
        ),
        "list_files": (
            tr("Tools", "List files"),
            tr("Tools", "What is in the folders that you chose."),
        ),
        "read_file": (
            tr("Tools", "Read files"),
            tr("Tools", "Text files in the folders that you chose."),
        ),
        "fetch_web_page": (
            tr("Tools", "Web pages"),
            tr("Tools", "One page as text, from an address that you see first."),
        ),
    }


def tool_title(tool: Tool) -> str:
    """A tool's name in one line."""
    ours = _ours().get(tool.own_name or tool.spec.name) if tool.source == BUILTIN_SOURCE else None
    if ours is not None:
        return ours[0]
    return one_line(tool.title or tool.own_name or tool.spec.name)


def tool_meaning(tool: Tool) -> str:
    """What it does, in one line."""
    ours = _ours().get(tool.own_name or tool.spec.name) if tool.source == BUILTIN_SOURCE else None
    return ours[1] if ours is not None else one_line(tool.spec.description)


def source_title(source_id: str, title: str) -> str:
    """What a source is called."""
    if source_id == BUILTIN_SOURCE:
        return QCoreApplication.translate("Tools", "Built in")
    if source_id == FUNCTIONS_SOURCE:
        return QCoreApplication.translate("Tools", "Your functions")
    return one_line(title)


def one_line(text: str) -> str:
    """Foreign text in one line, as plain text."""
    return visible(" ".join(text[:400].split()))
