"""What draws a block: a piece for each kind of content, and the new value for one that is there."""

from __future__ import annotations

from gui.transcript import words
from gui.transcript.blocks.attachment import AttachedPiece
from gui.transcript.blocks.folded import ReasoningPiece
from gui.transcript.blocks.lines import HeaderPiece, SeamPiece, StripPiece
from gui.transcript.blocks.piece import Piece
from gui.transcript.blocks.plaintext import NotePiece, UserPiece
from gui.transcript.blocks.rounds import RoundsPiece
from gui.transcript.blocks.tool import ToolPiece
from gui.transcript.content import (
    Attached,
    Content,
    ErrorStrip,
    FinishNote,
    Header,
    Note,
    Prose,
    Reasoning,
    Refusal,
    RoundsQuestion,
    Seam,
    StopMark,
    ToolCard,
    UserText,
)
from gui.transcript.styles import Styles


def make_piece(styles: Styles, content: Content) -> Piece:
    """What draws a block; prose has several pieces and is made elsewhere."""
    colors = styles.colors
    match content:
        case Header():
            return HeaderPiece(styles, content)
        case UserText():
            return UserPiece(styles, content)
        case Attached():
            return AttachedPiece(styles, content)
        case Reasoning():
            return ReasoningPiece(styles, content)
        case ToolCard():
            return ToolPiece(styles, content)
        case RoundsQuestion():
            return RoundsPiece(styles, content)
        case Refusal(text):
            return NotePiece(styles, text.text, "octagon", colors.text_muted, small=False)
        case Note(text):
            return NotePiece(styles, text, "info", colors.text_muted)
        case StopMark(_, ()):
            return NotePiece(styles, words.stop_text(content), "octagon", colors.stopped)
        case StopMark(_, actions):
            said, tint = words.stop_text(content), colors.stopped
            return StripPiece(styles, said, actions, icon="octagon", color=tint, ground=colors.code, calm=True)
        case Seam():
            return SeamPiece(styles)
        case ErrorStrip(message, actions):
            return StripPiece(styles, message, actions, icon="warning", color=colors.failed, ground=colors.failed_soft)
        case FinishNote(_, _, ()):
            return NotePiece(styles, words.finish_text(content), "info", colors.text_muted)
        case FinishNote(_, _, actions):
            text = words.finish_text(content)
            return StripPiece(styles, text, actions, icon="info", color=colors.waiting, ground=colors.waiting_soft)
        case Prose():
            raise TypeError("prose has pieces of its own")


def update_piece(piece: Piece, content: Content) -> bool:
    """Give a piece its block's new value; False where it must be made anew."""
    match piece, content:
        case HeaderPiece(), Header():
            piece.header = content
        case ReasoningPiece(), Reasoning():
            piece.update(content)
        case ToolPiece(), ToolCard():
            piece.update(content)
        case NotePiece(), Refusal(text):
            piece.set_text(text.text)
        case _:
            return False
    return True
