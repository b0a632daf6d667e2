"""Places in the source of an answer are found among the letters on the page, and selected letters in the source."""

from __future__ import annotations

import re

from gui.transcript.anchors import TextPlace, selected_place, show_text
from tests.gui.transcript.stage import TOUR, Stage

LONG = "\n\n".join(f"Paragraph {n} flows by **stone{n}** and `bank{n}` 강물{n}." for n in range(80))


def words(text: str) -> list[tuple[int, str]]:
    """The words of a Markdown text that are shown as they stand, with their offsets."""
    found = [(match.start(), match[0]) for match in re.finditer(r"\w{3,}", text)]
    hidden = ("https", "example", "org", "net", "ref", "python")
    return [(offset, word) for offset, word in found if word not in hidden]


def test_each_word_of_an_answer_is_selected_where_it_stands(stage: Stage) -> None:
    stage.answer(TOUR)
    for offset, word in words(TOUR):
        if word == "this":
            continue  # its link is written by another name
        assert show_text(stage.view, TextPlace("t1.1", 0, offset, len(word))), word
        assert stage.view.selectedText().split(" ")[-1] == word  # a copy has the mark of its item


def test_selected_words_lead_back_to_their_place_in_the_source(stage: Stage) -> None:
    stage.answer(LONG)
    for number in (0, 7, 40, 79):
        for word in (f"stone{number}", f"bank{number}", f"강물{number}"):
            offset = LONG.index(word)
            assert show_text(stage.view, TextPlace("t1.1", 0, offset, len(word)))
            assert selected_place(stage.view) == TextPlace("t1.1", 0, offset, len(word))


def test_the_words_are_brought_into_sight(stage: Stage) -> None:
    stage.answer(LONG)
    stage.view.verticalScrollBar().setValue(0)
    offset = LONG.index("stone60")
    show_text(stage.view, TextPlace("t1.1", 0, offset, 7))
    place = stage.view.canvas.selection.anchor
    assert place is not None
    piece = stage.view.canvas.layout.items[place.item].piece_at_block(place.block, place.piece)
    assert piece is not None
    top = stage.view.canvas.layout.tops[place.item] + piece.y
    value = stage.view.verticalScrollBar().value()
    assert value > 0
    assert top < value + stage.view.viewport().height()
    assert top + piece.height > value


def test_thoughts_open_for_what_stands_in_them(stage: Stage) -> None:
    stage.begin()
    stage.think("First I look at the river.")
    stage.say("Then I speak.")
    stage.end("Then I speak.")
    assert show_text(stage.view, TextPlace("t1.1", 0, 20, 5))
    assert stage.view.selectedText() == "river"
    assert show_text(stage.view, TextPlace("t1.1", 1, 7, 5))
    assert stage.view.selectedText() == "speak"


def test_half_a_word_is_enough(stage: Stage) -> None:
    stage.answer("An answer comes in pie" + "ces, as tokens do.")
    assert show_text(stage.view, TextPlace("t1.1", 0, 19, 3))
    assert stage.view.selectedText() == "pie"
    assert show_text(stage.view, TextPlace("t1.1", 0, 22, 5))
    assert stage.view.selectedText() == "ces,"


def test_what_is_not_in_the_conversation_is_not_found(stage: Stage) -> None:
    stage.answer("Hello")
    assert not show_text(stage.view, TextPlace("t9.1", 0, 0, 1))
    assert not show_text(stage.view, TextPlace("t1.1", 5, 0, 1))
    assert selected_place(stage.view) is None
