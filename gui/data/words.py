"""What the dialogs about data say: names, numbers, dates and why something could not be done."""

from __future__ import annotations

import errno
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from core.conversations.exporting.readable import Words
from core.conversations.exporting.writing import ExportFormat
from core.conversations.importing.values import Source
from core.conversations.inventory import CopyReason
from core.markdown.foreign import visible


def format_words(kind: ExportFormat) -> tuple[str, str]:
    """The name of a format, and what it is good for."""
    return {
        ExportFormat.MARKDOWN: (tr("Markdown"), tr("For notes and for other programs.")),
        ExportFormat.HTML: (tr("HTML"), tr("A page for every browser, with its pictures in it.")),
        ExportFormat.JSON: (tr("JSON"), tr("Complete, with every version and file. Rivulet can import it again.")),
        ExportFormat.TEXT: (tr("Plain text"), tr("The words alone.")),
    }[kind]


def source_words(source: Source | None) -> str:
    """Whose file it is."""
    if source is None:
        return ""
    return {
        Source.RIVULET: tr("An export of Rivulet"),
        Source.CHATGPT: tr("A data export of ChatGPT"),
        Source.CLAUDE: tr("A data export of Claude"),
        Source.MESSAGES: tr("A list of messages"),
    }[source]


def reason_words(reason: CopyReason) -> str:
    """Why a copy was made."""
    return {
        CopyReason.ASKED: tr("You asked for it"),
        CopyReason.VERSION: tr("Before an update of the file"),
        CopyReason.RESTORE: tr("Before a copy was restored"),
        CopyReason.DELETION: tr("Before everything was deleted"),
    }[reason]


def conversations_words(count: int) -> str:
    return tr("1 conversation") if count == 1 else tr("{n} conversations").replace("{n}", number(count))


def messages_words(count: int) -> str:
    return tr("1 message") if count == 1 else tr("{n} messages").replace("{n}", number(count))


def number(count: int) -> str:
    return QLocale().toString(count)


def when(seconds: float) -> str:
    """Day and minute, empty for a time that is not known."""
    try:
        moment = datetime.fromtimestamp(seconds) if seconds else None
    except (OverflowError, OSError, ValueError):  # from somebody else's file
        moment = None
    if moment is None:
        return ""
    day = QLocale().toString(QDate(moment.year, moment.month, moment.day), QLocale.FormatType.ShortFormat)
    return f"{day} {moment:%H:%M}"


def shown(text: str) -> str:
    """Foreign text in one line."""
    return visible(" ".join(text.split()))


def shown_path(path: Path) -> str:
    """A path as a person reads it, its home folder as ~."""
    try:
        return shown(str(Path("~") / path.relative_to(Path.home())))
    except (ValueError, RuntimeError):
        return shown(str(path))


def trouble_words(error: OSError, place: Path) -> str:
    """Why a file could not be written or read, and what to do."""
    where = shown_path(place)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            said = tr("There is no space left at {place}. Free some, or choose another place.")
        case errno.EACCES | errno.EPERM:
            said = tr("You may not do that at {place}. Choose another place.")
        case errno.EROFS:
            said = tr("{place} can only be read. Choose another place.")
        case errno.ENOENT | errno.ENOTDIR:
            said = tr("{place} is no longer there. Choose another place.")
        case errno.EFBIG:
            said = tr("The file would be too large for {place}. Choose another place.")
        case errno.EISDIR:
            said = tr("{place} is a folder. Choose a file.")
        case _:
            said = tr("{place}: {why}.").replace("{why}", shown(error.strerror or str(error)))
    return said.replace("{place}", where)


def export_words() -> Words:
    """What an export says itself, in the person's language."""
    return Words(
        language=QLocale().bcp47Name().split("-")[0],
        untitled=tr("Conversation"),
        you=tr("You"),
        assistant=tr("Assistant"),
        tool=tr("Tool"),
        instructions=tr("Instructions"),
        reasoning=tr("Reasoning"),
        reasoning_for=tr("Reasoning ({} s)"),
        refusal=tr("Refusal"),
        call=tr("Tool call: {}"),
        result=tr("Result: {}"),
        failed_result=tr("Failed: {}"),
        denied_result=tr("Denied: {}"),
        interrupted_result=tr("Interrupted: {}"),
        file=tr("Attached: {}"),
        stopped=tr("Stopped."),
        cut_off=tr("The answer was cut off at the length limit."),
        too_long=tr("The conversation no longer fitted into the model's context window."),
        filtered=tr("The answer was cut off by a content filter."),
    )


def tr(text: str) -> str:
    return QCoreApplication.translate("Data", text)
