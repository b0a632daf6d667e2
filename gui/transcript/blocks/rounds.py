"""The question whether a model may go on asking for tools, with its two buttons while nobody has answered."""

from __future__ import annotations

from gui.transcript import words
from gui.transcript.blocks.lines import StripPiece
from gui.transcript.content import Action, RoundsQuestion
from gui.transcript.styles import Styles


class RoundsPiece(StripPiece):
    def __init__(self, styles: Styles, question: RoundsQuestion) -> None:
        colors = styles.colors
        waits = question.open and question.goes_on is None
        actions = (Action.GO_ON, Action.END_HERE) if waits else ()
        color, ground = (colors.waiting, colors.waiting_soft) if waits else (colors.text_muted, colors.raised)
        super().__init__(styles, words.rounds_text(question), actions, icon="wrench", color=color, ground=ground)

    def set_active(self, active: bool) -> None:
        """Its buttons are for the running answer, not for one that has ended."""
