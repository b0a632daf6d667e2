"""Where a race is run: what its models get before the question, and where their answers go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.conversations.branching import branched
from core.race import one_conversation, placed
from core.session import Session
from core.tools.base import Toolbox

if TYPE_CHECKING:
    from core.messages import Message
    from gui.chat.book import Book
    from gui.chat.conversation import Conversation
    from gui.chat.directory import Choice
    from gui.chat.library import Library


class Course:
    """In a new conversation, or at the end of `base`, which stays as it is until the race is over."""

    def __init__(self, book: Book, library: Library, base: Conversation | None) -> None:
        self._book = book
        self._library = library
        self._id = base.id if base is not None else ""
        self._title = base.session.title if base is not None else ""
        self._system = base.session.system if base is not None else ""
        self._tree = branched(base.session.tree) if base is not None else None
        self.before: tuple[Message, ...] = self._tree.path() if self._tree is not None else ()

    def session(self) -> Session:
        """One that has said nothing but what was said before."""
        tree = branched(self._tree) if self._tree is not None else None
        library = self._library
        session = Session(system=self._system, toolbox=Toolbox(), tree=tree, title=self._title, files=library.files)
        session.shares = library.shares
        return session

    def keep(self, exchanges: Sequence[Sequence[Message]], title: str, choice: Choice) -> str:
        """Have the answers as versions where the race was run; in a new conversation where that one went on meanwhile.
        Returns its id."""
        base = self._book.find(self._id)
        if base is not None and not base.live and base.session.tree.leaf == self._leaf:
            messages = placed(exchanges, self._leaf)
            base.session.take_in(messages, messages[min(1, len(messages) - 1)][1].id)
            return base.id
        tree = one_conversation(exchanges, self.before)
        session = Session(system=self._system, toolbox=Toolbox(), tree=tree, title=title, files=self._library.files)
        self._library.adopt(session, choice, show=False)
        return session.id

    @property
    def _leaf(self) -> str | None:
        return self.before[-1].id if self.before else None
