"""Agents: who they are, what they may use, whom they hand over to, what stops them. What is wrong is said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from core.agents.definitions import Agent, Fault, Problem, examples, new_agent, problems
from core.markdown.foreign import visible
from gui.settings.agent_rules import AgentRules
from gui.settings.rows import Setting, modest, sentence
from gui.settings.shelf_page import ShelfPage
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_2
from gui.widgets.picker import PickerItem
from gui.widgets.switch import Switch


class AgentsPage(ShelfPage[Agent]):
    """`providers` and `tools` are what there is (key and name), `models(provider)` the models that are known,
    `examples()` those that ship with the program."""

    def __init__(
        self,
        theme: Theme,
        items: tuple[Agent, ...],
        put: Callable[[tuple[Agent, ...]], None],
        providers: Sequence[PickerItem],
        models: Callable[[str], Iterable[str]],
        tools: Sequence[PickerItem],
        examples: Callable[[], Iterable[Agent]] = examples,
    ) -> None:
        super().__init__(
            theme,
            QCoreApplication.translate("AgentsPage", "Agents"),
            QCoreApplication.translate(
                "AgentsPage",
                "An agent is a model with a task, tools and colleagues. Chat with one by choosing “Agents”.",
            ),
            QCoreApplication.translate("AgentsPage", "Add an agent"),
            items,
            put,
        )
        self.name.setObjectName("agentName")
        self.list.setObjectName("agentList")
        self.add.setObjectName("addAgentButton")
        self.remove.setObjectName("removeAgentButton")
        self._models = models
        self._examples = examples
        self._provider_names = {provider.key: provider.label for provider in providers}
        self._tool_names = {tool.key: tool.label for tool in tools}
        self._make_fields(theme)
        self._lay_out_fields()
        self.begin()

    def _make_fields(self, theme: Theme) -> None:
        self.trouble = sentence("", "error", self)
        self.trouble.setObjectName("agentTrouble")
        self.about = self._line("agentAbout")
        self.instructions = QPlainTextEdit(self)
        self.instructions.setObjectName("agentInstructions")
        self.instructions.setTabChangesFocus(True)
        self.instructions.setMinimumHeight(110)
        self.instructions.textChanged.connect(self.collect)
        self.provider = modest(QComboBox(self))
        self.provider.setObjectName("agentProvider")
        self.provider.addItem(self.tr("None"), "")
        for key, name in self._provider_names.items():
            self.provider.addItem(name, key)
        self.provider.activated.connect(self._choose_provider)
        self.model = modest(QComboBox(self))
        self.model.setObjectName("agentModel")
        self.model.setEditable(True)
        self.model.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.model.editTextChanged.connect(self.collect)
        self.tools = self._checklist("agentTools")
        self.asks = Switch(theme, parent=self)
        self.asks.setObjectName("agentAsks")
        self.asks.setAccessibleName(self.tr("Ask me before every call"))
        self.asks.toggled.connect(self.collect)
        self.handoffs = self._checklist("agentHandoffs")
        self.variables = QPlainTextEdit(self)
        self.variables.setObjectName("agentVariables")
        self.variables.setTabChangesFocus(True)
        self.variables.setMaximumHeight(90)
        self.variables.textChanged.connect(self.collect)
        self.rules = AgentRules(self)
        self.rules.changed.connect(self.collect)
        self.restore = QPushButton(self.tr("Restore examples"), self)
        self.restore.setObjectName("restoreAgentsButton")
        self.restore.setAutoDefault(False)
        variant(self.restore, "link")
        self.restore.clicked.connect(self._restore)

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.textEdited.connect(self.collect)
        return line

    def _checklist(self, name: str) -> QListWidget:
        field = QListWidget(self)
        field.setObjectName(name)
        for bar in (field.setHorizontalScrollBarPolicy, field.setVerticalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # as high as it is long: the page scrolls
        variant(field, "field", name="role")
        field.itemChanged.connect(self.collect)
        return field

    def _lay_out_fields(self) -> None:
        self._column.insertWidget(0, self.trouble)
        self.row(self.tr("When others hand over to it"), self.about)
        names = sentence(self.tr("{{name}} is filled in from the values below."), "faint", self)
        self.row(self.tr("Instructions"), self.instructions, names)
        self.row(self.tr("Provider"), self.provider)
        self.row(self.tr("Model"), self.model)
        self.row(self.tr("Tools"), self.tools)
        meaning = self.tr("Also before those of tools that run by themselves.")
        self._column.addWidget(Setting(self.tr("Ask me before every call"), meaning, self.asks, self.form))
        self._column.addSpacing(SPACE_2)
        self.row(self.tr("Hands over to"), self.handoffs)
        self.row(self.tr("Values"), self.variables, sentence(self.tr("One a line: name = value"), "faint", self))
        self.row(self.tr("What stops it"), self.rules)
        self.below.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)

    # --- ShelfPage ----------------------------------------------------------------------------------------------------

    def new_item(self) -> Agent:
        taken = {agent.name for agent in self._items}
        name, number = self.tr("New agent"), 2
        while name in taken:
            name, number = f"{self.tr('New agent')} {number}", number + 1
        return new_agent(name)

    def name_of(self, item: Agent) -> str:
        return item.name

    def show_item(self, item: Agent) -> None:
        fields: tuple[QWidget, ...] = (
            self.instructions, self.variables, self.model, self.asks, self.tools, self.handoffs, self.rules
        )  # fmt: skip
        blockers = [QSignalBlocker(field) for field in fields]
        self.name.setText(item.name)
        self.about.setText(item.about)
        self.instructions.setPlainText(item.instructions)
        if self.provider.findData(item.provider) < 0:
            self.provider.addItem(visible(item.provider), item.provider)  # one that is gone is kept all the same
        self.provider.setCurrentIndex(self.provider.findData(item.provider))
        self._fill_models(item.provider, item.model)
        self.asks.setChecked(item.asks)
        self.variables.setPlainText("\n".join(f"{name} = {value}" for name, value in item.variables.items()))
        others = {agent.id: agent.name for agent in self._items if agent.id != item.id}
        _fill(self.tools, self._tool_names, item.tools)
        _fill(self.handoffs, others, item.handoffs)
        self.rules.show_rules(item.guardrails)
        blockers.clear()
        self._tell(item)

    def changed(self, item: Agent) -> Agent:
        changed = replace(
            item,
            name=self.name.text(),
            about=self.about.text(),
            instructions=self.instructions.toPlainText(),
            provider=str(self.provider.currentData() or ""),
            model=self.model.currentText().strip(),
            tools=_checked(self.tools),
            handoffs=_checked(self.handoffs),
            guardrails=self.rules.rules(),
            variables=_values(self.variables.toPlainText()),
            asks=self.asks.isChecked(),
        )
        self._tell(changed)
        return changed

    # --- what happens -------------------------------------------------------------------------------------------------

    def _choose_provider(self) -> None:
        provider = str(self.provider.currentData() or "")
        known = list(self._models(provider))
        with QSignalBlocker(self.model):
            kept = self.model.currentText() if self.model.currentText() in known else (known[0] if known else "")
            self._fill_models(provider, kept)
        self.collect()

    def _fill_models(self, provider: str, model: str) -> None:
        self.model.clear()
        self.model.addItems(list(self._models(provider)) if provider else [])
        self.model.setEditText(model)

    def restyle(self) -> None:
        super().restyle()
        for field in (self.tools, self.handoffs):
            field.ensurePolished()
            _fit(field)

    def show_there(self) -> None:
        super().show_there()
        self.restore.setVisible(bool(self._missing()))

    def _missing(self) -> list[Agent]:
        """The examples that are not there any more."""
        there = {agent.id for agent in self._items}
        return [agent for agent in self._examples() if agent.id not in there]

    def _restore(self) -> None:
        missing = self._missing()
        if missing:
            place = len(self._items)
            self._items += missing
            self._put(tuple(self._items))
            self._fill(place)

    def _tell(self, item: Agent) -> None:
        """What is wrong with this agent as it is now."""
        everybody = [item if agent.id == item.id else agent for agent in self._items]
        found = problems(everybody, self._provider_names, self._tool_names)
        lines = [self._words(problem) for problem in found if problem.agent == item.id]
        self.trouble.setText("\n".join(lines))
        self.trouble.setVisible(bool(lines))

    def _words(self, problem: Problem) -> str:
        what = visible(problem.what)
        match problem.fault:
            case Fault.NAME:
                return self.tr("It needs a name.")
            case Fault.NAME_TWICE:
                return self.tr("Another agent has this name, or one too much like it.")
            case Fault.MODEL:
                return self.tr("Choose a model.")
            case Fault.PROVIDER:
                return (
                    self.tr("The provider {name} is not there.").replace("{name}", what)
                    if what
                    else self.tr("Choose a provider.")
                )
            case Fault.HANDOFF:
                return self.tr("It hands over to {name}, which is not there.").replace("{name}", what)
            case Fault.ITSELF:
                return self.tr("It hands over to itself.")
            case Fault.TOOL:
                return self.tr("The tool {name} is not there.").replace("{name}", what)
            case Fault.GUARDRAIL:
                return self.tr("Something that should stop it is empty.")


def _fill(field: QListWidget, names: dict[str, str], chosen: Sequence[str]) -> None:
    """A row for each name, those that are chosen and not there any more included."""
    field.clear()
    for key, name in {**names, **{key: key for key in chosen if key not in names}}.items():
        item = QListWidgetItem(visible(name), field)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
    _fit(field)


def _fit(field: QListWidget) -> None:
    """As high as its rows, in the present font."""
    height = field.fontMetrics().height() + SPACE_2
    for row in range(field.count()):
        field.item(row).setSizeHint(QSize(0, height))
    field.setFixedHeight(max(field.count(), 1) * height + 2 * field.frameWidth())


def _checked(field: QListWidget) -> tuple[str, ...]:
    items = (field.item(row) for row in range(field.count()))
    return tuple(
        str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked
    )


def _values(text: str) -> dict[str, str]:
    pairs = (line.partition("=") for line in text.splitlines())
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}
