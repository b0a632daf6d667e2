"""What stops an agent: forbidden words, lengths and questions, about what is said and about the answer."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from core.agents.definitions import Guardrail, Rule, Side
from gui.theme.tokens import SPACE_2

_PLACES: Final = tuple((rule, side) for rule in Rule for side in Side)
_LONGEST: Final = 10_000_000


class AgentRules(QWidget):
    """A line for each rule and side; an empty one is no rule. Of several rules of one kind in the file the first is
    shown, and the others stay as they are."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._others: list[Guardrail] = []
        self.lines: dict[tuple[Rule, Side], QLineEdit] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(SPACE_2)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for rule, side in _PLACES:
            line = QLineEdit(self)
            line.setObjectName(f"rule{rule.name.title()}{side.name.title()}")
            name = self._name(rule, side)
            line.setAccessibleName(name)
            line.setPlaceholderText(self._hint(rule))
            line.textEdited.connect(self.changed)
            label = QLabel(name, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setBuddy(line)
            form.addRow(label, line)
            self.lines[rule, side] = line

    def show_rules(self, guardrails: tuple[Guardrail, ...]) -> None:
        self._others = []
        shown: dict[tuple[Rule, Side], Guardrail] = {}
        for each in guardrails:
            if shown.setdefault((each.rule, each.side), each) is not each:
                self._others.append(each)
        for place, line in self.lines.items():
            line.setText(_text(shown[place]) if place in shown else "")

    def rules(self) -> tuple[Guardrail, ...]:
        made = (_rule(rule, side, self.lines[rule, side].text().strip()) for rule, side in _PLACES)
        return (*(each for each in made if each is not None), *self._others)

    def _name(self, rule: Rule, side: Side) -> str:
        said = side is Side.INPUT
        match rule:
            case Rule.FORBIDDEN:
                return self.tr("Words you may not say") if said else self.tr("Words the answer may not have")
            case Rule.LENGTH:
                return self.tr("Longest message") if said else self.tr("Longest answer")
            case Rule.QUESTION:
                return self.tr("Question about your message") if said else self.tr("Question about the answer")

    def _hint(self, rule: Rule) -> str:
        match rule:
            case Rule.FORBIDDEN:
                return self.tr("separated by commas")
            case Rule.LENGTH:
                return self.tr("characters")
            case Rule.QUESTION:
                return self.tr("yes stops it")


def _text(guardrail: Guardrail) -> str:
    match guardrail.rule:
        case Rule.FORBIDDEN:
            return ", ".join(guardrail.words)
        case Rule.LENGTH:
            return str(guardrail.longest) if guardrail.longest else ""
        case Rule.QUESTION:
            return guardrail.question


def _rule(rule: Rule, side: Side, text: str) -> Guardrail | None:
    if not text:
        return None
    match rule:
        case Rule.FORBIDDEN:
            words = tuple(word.strip() for word in text.split(",") if word.strip())
            return Guardrail(rule, side, words=words)
        case Rule.LENGTH:
            digits = text.replace(",", "").replace(".", "").replace(" ", "")
            return Guardrail(rule, side, longest=min(int(digits), _LONGEST) if digits.isdecimal() else 0)
        case Rule.QUESTION:
            return Guardrail(rule, side, question=text)
