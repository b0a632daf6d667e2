"""The language of the interface: English as written in the code, Korean from `resources/i18n`, switched while it runs.

Every text has one translation wherever it stands; what differs says so by a disambiguation (`tr(text, "verb")`). Texts
that were set on widgets are found again by what they say, so that no widget needs to know of a switch; what is painted
asks anew. Sentences of `core` (errors, notices) are English values; `phrase` gives them in the language of the screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from core.paths import resource_path
from core.settings.schema import Language

CONTEXT: Final = "Rivulet"
FOREIGN: Final = "foreignText"  # a widget with this property shows what somebody wrote: a switch leaves that alone
_CODES: Final = {Language.KOREAN: "ko"}
_MARK: Final = re.compile(r"\(&\w\)|&(?=\w)")
_HANGUL: Final = re.compile("[가-힣]")
HOLE: Final = re.compile(r"\{\w+\}")


class _OneContext(QTranslator):
    """All texts stand in one context: which class asks makes no difference."""

    def translate(
        self, _context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:  # None lets the next translator answer
        return super().translate(CONTEXT, source, disambiguation, n) or None


class Speech:
    """The installed translators. `use` changes them; `code` is "" for English, else such as "ko"."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []
        self.code = ""

    def use(self, language: Language) -> bool:
        """Speak a language from now on, on all that is there already too; returns whether words, dates or numbers are
        others than before."""
        before, code, locale = self.code, code_of(language), _locale(language)
        if code == before and locale == QLocale():
            return False
        QLocale.setDefault(locale)
        if code == before:
            return True
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed.clear()
        self.code = code
        if code:
            ours, qts = _OneContext(self._app), QTranslator(self._app)
            ours.load(str(resource_path("i18n", f"rivulet_{code}.qm")))
            qts.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
            for translator in (qts, ours):  # the last one installed is asked first
                self._app.installTranslator(translator)
                self._installed.append(translator)
        phrase.cache_clear()
        if self._app.topLevelWidgets():
            from gui.relabel import Dictionary, relabel

            relabel(Dictionary(before, code))
        return True


def code_of(language: Language) -> str:
    """The code of a language of ours: "" for English; that of the system where there is a translation."""
    if language is Language.SYSTEM:
        return "ko" if QLocale.system().language() is QLocale.Language.Korean else ""
    return _CODES.get(language, "")


def _locale(language: Language) -> QLocale:
    if language is Language.SYSTEM:
        return QLocale.system()
    return QLocale(QLocale.Language.Korean if language is Language.KOREAN else QLocale.Language.English)


def unmarked(text: str) -> str:
    """What a menu says, for other places: without the mark of its letter, which is “(&N)” where a script has none."""
    return _MARK.sub("", text)


# --- sentences of the core --------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def phrase(sentence: str) -> str:
    """A sentence of the core, or a title of earlier, in the language of the screen, with the sentences in it; as it is
    where no translation fits."""
    if not _spoken():
        return sources("ko").get(sentence, sentence) if _HANGUL.search(sentence) else sentence
    found = _translated(sentence)
    if found != sentence:
        return found
    for pattern, source in _templates():
        match = pattern.fullmatch(sentence)
        if match is not None:
            return filled(_translated(source), match, _inner)
    return sentence


def _inner(value: str) -> str:
    """What fills a hole: a sentence or a thing of ours is translated too, a single word or name is left alone."""
    return phrase(value) if " " in value else value


def spoken() -> str:
    """The code of the language that the screen speaks, "" for English."""
    return next(iter(_CODES.values())) if _spoken() else ""  # there is one translation


def _spoken() -> bool:
    """Whether the screen speaks anything but English."""
    return _translated(_PROBE) != _PROBE


def _translated(source: str) -> str:
    return QCoreApplication.translate(CONTEXT, source)


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """Sentences with holes, as patterns; those that say more come first."""
    sources = sorted((source for source, _ in catalogue("ko") if HOLE.search(source)), key=_said, reverse=True)
    return [(pattern_of(source), source) for source in sources if _said(source) >= _ENOUGH]


_PROBE: Final = "Settings"  # every catalogue has it
_ENOUGH: Final = 6  # letters outside the holes; a template with fewer fits everything


def _said(source: str) -> int:
    return len(HOLE.sub("", source))


def pattern_of(template: str) -> re.Pattern[str]:
    """What a template looks like once its holes are filled."""
    parts, at = [], 0
    seen: set[str] = set()
    for hole in HOLE.finditer(template):
        name = "h" + hole[0][1:-1]
        parts.append(re.escape(template[at : hole.start()]))
        parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
        seen.add(name)
        at = hole.end()
    parts.append(re.escape(template[at:]))
    return re.compile("".join(parts), re.DOTALL)


def filled(template: str, match: re.Match[str], say: Callable[[str], str] = str) -> str:
    """A template with what the holes of its original held, each as `say` says it."""
    values = match.groupdict()
    return HOLE.sub(lambda hole: say(values.get("h" + hole[0][1:-1]) or hole[0]), template)


@cache
def catalogue(code: str) -> tuple[tuple[str, str], ...]:
    """Every text with its translation."""
    from xml.etree import ElementTree  # rarely needed: at a switch, and for sentences of the core

    root = ElementTree.parse(resource_path("i18n", f"rivulet_{code}.ts")).getroot()
    pairs = (
        (message.findtext("source") or "", message.findtext("translation") or "") for message in root.iter("message")
    )
    return tuple((source, translation) for source, translation in pairs if translation)


@cache
def sources(code: str) -> dict[str, str]:
    """Every translation with what it is one of; where several texts have the same, the one that stands on a widget."""
    found: dict[str, str] = {}
    for source, translation in catalogue(code):
        known = found.get(translation)
        if known is None or _likely(source) > _likely(known):
            found[translation] = source
    return found


def _likely(source: str) -> tuple[bool, int]:
    """How much a text looks like one on a widget: a capital, and more than one of a thing."""
    return source[:1].isupper(), len(source)
