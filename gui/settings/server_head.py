"""The head of a tool server's page: where it stands, what can be done with it, and what is started, before it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from core.markdown.foreign import visible
from core.mcp.server import Phase, Server
from core.mcp.spec import ServerSpec, Way, caution
from gui.settings.rows import heading, sentence
from gui.settings.server_words import state_words, trouble
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3
from gui.widgets.switch import Switch

_ROLES = {Phase.CRASHED: "warning", Phase.FAILED: "error", Phase.SIGN_IN: "warning", Phase.UNTRUSTED: "warning"}


class ServerHead(QWidget):
    """Emits the wishes of a person about the server that is shown."""

    switched = Signal(bool)
    start_wished = Signal()
    agreed = Signal()
    sign_in_wished = Signal()
    sign_out_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = heading("", self)
        self.state = sentence("", "muted", self)
        self.state.setObjectName("serverState")
        self.why = sentence("", "muted", self)
        self.why.setObjectName("serverTrouble")
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.on = Switch(theme, self.tr("Switched on"), self)
        self.on.setObjectName("serverOn")
        self.start = self._button(self.tr("Start"), "startServerButton")
        self.sign_in = self._button(self.tr("Sign in…"), "signInButton")
        self.sign_out = self._button(self.tr("Sign out"), "signOutButton")
        self.card = _AgreementCard(theme, self)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        for widget in (self.on, self.start, self.sign_in, self.sign_out):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        for label in (self.title, self.state, self.why):
            column.addWidget(label)
        column.addSpacing(SPACE_1)
        column.addLayout(buttons)
        column.addWidget(self.card)
        self.on.clicked.connect(self.switched)
        self.start.clicked.connect(self.start_wished)
        self.sign_in.clicked.connect(self.sign_in_wished)
        self.sign_out.clicked.connect(self.sign_out_wished)
        self.card.agree.clicked.connect(self.agreed)

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button

    def show_new(self, name: str) -> None:
        """A server that is not kept yet."""
        self.title.setText(visible(name))
        self._say(self.tr("Not saved yet"), "", "muted")
        for widget in (self.on, self.start, self.sign_in, self.sign_out, self.card):
            widget.hide()

    def show_server(self, server: Server) -> None:
        phase, spec = server.state.phase, server.spec
        self.title.setText(visible(spec.name))
        self._say(state_words(server), trouble(server), _ROLES.get(phase, "muted"))
        self.on.setVisible(True)
        self.on.setChecked(spec.on)
        self.start.setVisible(phase not in (Phase.OFF, Phase.UNTRUSTED))
        self.start.setText(self.tr("Start") if phase in (Phase.IDLE, Phase.FAILED) else self.tr("Restart"))
        self.sign_in.setVisible(spec.way is Way.HTTP and spec.on)
        variant(self.sign_in, "primary" if phase is Phase.SIGN_IN else "")
        self.sign_out.setVisible(spec.way is Way.HTTP and spec.on and phase is not Phase.SIGN_IN)
        self.card.setVisible(phase is Phase.UNTRUSTED)
        if phase is Phase.UNTRUSTED:
            self.card.show_spec(spec)

    def restyle(self) -> None:
        self.card.restyle()

    def _say(self, state: str, why: str, role: str) -> None:
        variant(self.state, role, name="role")
        self.state.setText(state)
        self.why.setText(why)
        self.why.setVisible(bool(why))


class _AgreementCard(QFrame):
    """The whole command line as it is handed to the system, with where and with what; and a button."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        variant(self, "card", name="role")
        self._theme = theme
        self.line = QPlainTextEdit(self)
        self.line.setObjectName("serverCommandLine")
        self.line.setAccessibleName(self.tr("Command line"))
        self.line.setReadOnly(True)
        self.line.setTabChangesFocus(True)
        self.about = sentence("", "faint", self)
        self.hint = sentence("", "warning", self)
        self.agree = QPushButton(self.tr("Agree and start"), self)
        self.agree.setObjectName("agreeButton")
        self.agree.setAutoDefault(False)
        variant(self.agree, "primary")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.agree)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_2)
        column.addWidget(sentence(self.tr("This program would run on your computer, with all your rights:"), "", self))
        column.addWidget(self.line)
        column.addWidget(self.about)
        column.addWidget(self.hint)
        column.addLayout(foot)
        self.restyle()

    def restyle(self) -> None:
        self.line.setFont(self._theme.mono(TextRole.LABEL))
        self._fit()

    def show_spec(self, spec: ServerSpec) -> None:
        if self.line.toPlainText() != visible(spec.line):
            self.line.setPlainText(visible(spec.line))
        folder = visible(spec.folder) or self.tr("your home folder")
        about = [self.tr("It works in {folder}.").replace("{folder}", folder)]
        names = [*(f"{name}={value}" for name, value in spec.environment), *(f"{name}=•••" for name in spec.secrets)]
        if names:
            about.append(self.tr("You give it {names}.").replace("{names}", visible(", ".join(names))))
        self.about.setText(" ".join(about))
        hint = caution(spec)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._fit()

    def _fit(self) -> None:
        lines = min(6, max(2, -(-len(self.line.toPlainText()) // 60)))
        self.line.setFixedHeight(self.line.fontMetrics().lineSpacing() * lines + 2 * SPACE_3)
