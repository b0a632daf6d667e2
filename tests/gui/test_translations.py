"""The Korean catalogue: nothing is missing, holes and mnemonics are there, and what is compiled is what is written."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from core.settings.schema import Language
from gui.actions import Actions
from gui.language import CONTEXT, Speech
from tests.i18n.catalogue import FOLDER, read, release
from tests.i18n.extraction import ROOT, of_source, texts

CATALOGUE = FOLDER / "rivulet_ko.ts"
HOLE = re.compile(r"\{\w*\}")
MNEMONIC = re.compile(r"&(\w)")
HANGUL = re.compile("[가-힣]")
# What is the same in every language: names, formats, units.
ALIKE = re.compile(r"[\W\d_]*|[A-Z][A-Za-z.-]*( [A-Z][A-Za-z.-]*)*|p\d\d|(\{n\} ?| )(ms|B|kB|MB|GB|%)")

PARTICLE = re.compile(r"\{(\w*)\}(?:을|를|이|가|은|는|과|와|으로|로)(?![가-힣(])")
COUNTED = {"count", "copied", "there", "conversations", "messages"}  # they are filled with such as “대화 3개”


def test_every_text_of_the_program_has_its_translation_and_nothing_else_has() -> None:
    known = read(CATALOGUE)
    wanted = {(text.source, text.comment): text.place for text in texts()}
    missing = [f"{place}: {key[0]}" for key, place in wanted.items() if not known.get(key)]
    assert not missing, "write these into resources/i18n/rivulet_ko.ts: python3 run.py translate"
    assert not sorted(known.keys() - wanted.keys()), "python3 run.py translate takes out what is no longer there"


def test_a_translation_says_it_in_korean_with_the_same_holes_and_marks() -> None:
    for (source, _), said in read(CATALOGUE).items():
        assert Counter(HOLE.findall(said)) == Counter(HOLE.findall(source)), said
        assert ("…" in said) == ("…" in source), f"{source}: the sign that more is asked for"
        assert len(MNEMONIC.findall(said)) == len(MNEMONIC.findall(source)), f"{source}: its mnemonic"
        assert HANGUL.search(said) or ALIKE.fullmatch(said) or HOLE.search(said), f"{source}: not Korean"
        assert "!" not in said
        assert said.isprintable() or "\n" in source, f"{source}: a hidden character"
        bare = [name for name in PARTICLE.findall(said) if name not in COUNTED]
        assert not bare, f"{said}: the particle after a hole depends on what fills it"


def test_sentences_are_polite_and_labels_are_nouns() -> None:
    """A sentence ends as one speaks to somebody (해요), never as in an order or a paper (한다, 하십시오)."""
    rough = re.compile(r"(다|십시오|하라|시오|니까)[.?]")
    assert [said for said in read(CATALOGUE).values() if rough.search(said)] == []


def test_what_is_compiled_is_what_is_written(tmp_path: Path, qtbot: QtBot) -> None:
    release(CATALOGUE, tmp_path / "fresh.qm")
    assert (tmp_path / "fresh.qm").read_bytes() == CATALOGUE.with_suffix(".qm").read_bytes()
    translator = QTranslator()
    assert translator.load(str(CATALOGUE.with_suffix(".qm")))
    for (source, comment), said in read(CATALOGUE).items():
        assert translator.translate(CONTEXT, source, comment or None) == said


# --- menus ------------------------------------------------------------------------------------------------------------


@pytest.fixture(params=[Language.ENGLISH, Language.KOREAN])
def language(request: pytest.FixtureRequest, speech: Speech) -> Language:
    chosen: Language = request.param
    speech.use(chosen)
    return chosen


def inner(menu: QMenu) -> Iterator[QMenu]:
    yield menu
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from inner(below)


def letters(actions: list[QAction]) -> list[str]:
    return [found[1].casefold() for each in actions if (found := MNEMONIC.search(each.text()))]


def test_every_command_of_a_menu_has_a_letter_of_its_own(qtbot: QtBot, language: Language) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window)
    menus = [menu for top in actions.menus(window) for menu in inner(top)]
    for menu in [*menus, actions.compact_menu(window)]:
        commands = [each for each in menu.actions() if not each.isSeparator()]
        found = letters(commands)
        assert len(found) == len(commands), f"{menu.title()}: {[each.text() for each in commands]}"
        twice = [letter for letter, times in Counter(found).items() if times > 1]
        assert not twice, f"{menu.title()}: {[each.text() for each in commands]}"


# --- what escapes -----------------------------------------------------------------------------------------------------

SETTERS = re.compile(
    "set(Text|ToolTip|WindowTitle|PlaceholderText|AccessibleName|AccessibleDescription|Title|StatusTip|LabelText"
    "|InformativeText|HeaderLabels|HorizontalHeaderLabels|TabText|Suffix|Prefix|SpecialValueText|WhatsThis|NameFilters?)"
    "|addAction|addItems?|addMenu|addTab|addRow|say|sentence|Q(Label|PushButton|CheckBox|RadioButton|GroupBox|Action|Menu)"
)
SPOKEN = ("tr", "_tr", "translate")
WORD = re.compile(r"[A-Za-z]{2}")
# Names, patterns of files, examples of what to type.
UNSPOKEN = re.compile(r'JSON \(\*\.json\)|[ (]*\*\.[\w*. )]*|\{"mcpServers": \{…\}\}|\{\{?[\w|]+\}\}?|https?://\S+')


def escaping(code: str) -> list[str]:
    """What is shown as it stands in the source, in whatever language."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and SETTERS.fullmatch(called(node)):
            first = node.args[:1] if called(node) in ("say", "sentence") else node.args
            found += [f"{node.lineno}: {text}" for value in first for text in bare(value)]
    return found


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def bare(node: ast.AST) -> Iterator[str]:
    """Words below a node that no call of `tr` is around."""
    match node:
        case ast.Call() if called(node) in SPOKEN or called(node) not in ("", "QLabel", "replace", "join", "format"):
            return
        case ast.Subscript() | ast.Compare():
            return
        case ast.Constant(value=str(text)) if WORD.search(text) and not UNSPOKEN.fullmatch(text):
            yield text
        case _:
            for child in ast.iter_child_nodes(node):
                yield from bare(child)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('label.setText("Some words")', 1),
        ('label.setText(self.tr("Some words").replace("{name}", name))', 0),
        ('label.setText(f"{count} words")', 1),
        ('label.setText("Switched on" if on else self.tr("Off"))', 1),
        ('menu.addAction("&Open", self.open)', 1),
        ('box = QCheckBox(parent, text=some["key"])', 0),
    ],
)
def test_words_that_are_shown_as_they_stand_are_found(code: str, shown: int) -> None:
    assert len(escaping(code)) == shown


def test_no_words_escape_translation() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{each}"
        for path in sorted((ROOT / "gui").rglob("*.py"))
        for each in escaping(path.read_text("utf-8"))
    ]
    assert not found


def test_sentences_of_the_core_are_found_wherever_they_stand() -> None:
    code = '''
"""A docstring is not a text of the program."""
_ODD = "The server sent something odd; it was skipped."

def fold(name: str) -> None:
    log.info("the log is for programmers, %s.", name)
    query("SELECT id FROM messages WHERE id = 1.")
    notices.append(f"The tool “{name}” is left out.")
    is_this = "An address without an answer; is it right?"
    raise ConfigurationError("no full stop here")

def read(line: int) -> None:
    raise _damaged(line, f"“{name}” is no number of seconds") from None
'''
    found = [text.source for text in of_source(code, "core/some.py", core=True)]
    assert found == [
        "The server sent something odd; it was skipped.",
        "The tool “{0}” is left out.",
        "An address without an answer; is it right?",
        "no full stop here",
        "“{0}” is no number of seconds",
    ]
