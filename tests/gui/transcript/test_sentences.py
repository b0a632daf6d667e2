"""Sentences out of growing text: the same for every cut, nothing twice, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.transcript.sentences import LIMIT, Code, SentenceReader, Spoken, Table, readable

_SNIPPETS = st.sampled_from(
    [
        *(
            "One thing. ",
            "Is it? ",
            "e.g. this, ",
            "Dr. Who ",
            "그는 **“네.”**라고 했다. ",
            "今日は。",
            "「はい。」と",
            "Wait… ",
            "1.5 m ",
            "...",
            "\n",
        ),
        *(
            "\n\n",
            "# Title\n",
            "- one\n",
            "1. two\n",
            "> quoted. ",
            "```python\n",
            "```\n",
            "x = 1\n",
            "~~~\n",
            "| a | b |\n",
            "|---|---|\n",
        ),
        *(
            "| 1 | 2 |\n",
            "---\n",
            "[a link](https://example.org/a.b) ",
            "`code. here` ",
            "word ",
            "😀 ",
            "- [x] done. ",
            "a" * 150,
            "```",
            "|",
            " ",
            ".",
        ),
    ]
)
_TEXTS = st.lists(_SNIPPETS | st.text(alphabet=" ab.!?\n`|-#*>。가", max_size=6), max_size=14).map("".join)


def spoken(*pieces: str) -> list[Spoken]:
    """What is read of a text that comes in these pieces."""
    reader = SentenceReader()
    return [*(said for piece in pieces for said in reader.feed(piece)), *reader.finish()]


@given(_TEXTS, st.data())
def test_any_cut_gives_the_same_sentences(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    cut = [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]
    assert spoken(*cut) == spoken(text) == spoken(*text)


@given(st.text(alphabet="abc가나다.!?。 \n", max_size=1500))
def test_no_letter_is_lost_or_said_twice(text: str) -> None:
    said = "".join(sentence for sentence in spoken(text) if isinstance(sentence, str))
    assert [letter for letter in said if letter.isalnum()] == [letter for letter in text if letter.isalnum()]


@given(st.text(max_size=60), st.integers(0, 60))
def test_what_was_said_early_stays_said(text: str, cut: int) -> None:
    early = SentenceReader().feed(text[:cut])
    assert spoken(text)[: len(early)] == early


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("그는 갔다. 나는 남았다.", ["그는 갔다.", "나는 남았다."]),
        ("그는 **“네.”**라고 했다. 끝.", ["그는 “네.”라고 했다.", "끝."]),
        ("今日は晴れ。明日は？「はい。」と", ["今日は晴れ。", "明日は？", "「はい。」", "と"]),
        ("See e.g. this. Dr. Who came at 1.5 m. It is 3.", ["See e.g. this.", "Dr. Who came at 1.5 m.", "It is 3."]),
        ('"Really?" she said. "Yes."', ['"Really?" she said.', '"Yes."']),
        ("A line\nthat goes on.\nNext", ["A line that goes on.", "Next"]),
        ("# Title\n\n- one\n- two\n\nend", ["Title", "one", "two", "end"]),
        ("a [link](https://a.b/c) and `code`.", ["a link and code."]),
        ("Before.\n\n```python\nx = 1\n\ny = 2\n```\nAfter.", ["Before.", Code("python", 3), "After."]),
        ("```\nopen", [Code("", 1)]),
        ("| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | 4 |\n\nDone.", [Table(2), "Done."]),
        ("|x| is absolute. Yes.", ["|x| is absolute.", "Yes."]),
        ("***\n\n---\n", []),
    ],
)
def test_sentences(text: str, sentences: list[Spoken]) -> None:
    assert spoken(text) == sentences


def test_a_sentence_is_told_when_the_next_word_begins() -> None:
    reader = SentenceReader()
    assert reader.feed("It is done.") == []
    assert reader.feed(" ") == []
    assert reader.feed("N") == ["It is done."]
    assert reader.feed("ext!\n") == ["Next!"]


def test_a_text_without_ends_is_told_in_parts() -> None:
    words = "word " * 400
    parts = [said for said in spoken(words) if isinstance(said, str)]
    assert len(parts) > 3
    assert max(map(len, parts)) <= LIMIT


def test_hidden_characters_are_not_read() -> None:
    assert readable("a\u202eb **c**") == "ab c"
