"""Think tags: cut anywhere, the same reasoning and the same text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.messages import PartKind
from core.providers.thinktags import ThinkTags


def _read(pieces: list[str]) -> tuple[str, str]:
    tags = ThinkTags()
    told = [said for piece in pieces for said in tags.feed(piece)] + tags.flush()
    kinds = (PartKind.REASONING, PartKind.TEXT)
    reasoning, text = ("".join(said for kind, said in told if kind is wanted) for wanted in kinds)
    return reasoning, text


@pytest.mark.parametrize(
    ("text", "reasoning", "answer"),
    [
        ("Plain.", "", "Plain."),
        ("  Plain.", "", "  Plain."),
        ("<think>Hm</think>Yes", "Hm", "Yes"),
        ("\n<think>\nHm\n</think>\n\nYes", "Hm\n", "Yes"),
        ("<thinking>Hm</thinking>Yes", "Hm", "Yes"),
        ("<think>open", "open", ""),
        ("<think></think>Yes", "", "Yes"),
        ("<think>a</thin", "a</thin", ""),
        ("<thi", "", "<thi"),
        ("<thing>", "", "<thing>"),
        ("Say <think>x</think>", "", "Say <think>x</think>"),
        ("<think>a</think>b<think>c</think>", "a", "b<think>c</think>"),
        ("", "", ""),
    ],
)
def test_reading(text: str, reasoning: str, answer: str) -> None:
    assert _read([text]) == (reasoning, answer)
    assert _read(list(text)) == (reasoning, answer)


@given(
    st.lists(st.sampled_from(("<think>", "</think>", "<th", "ink>", "</", " ", "\n", "a", "한")), max_size=8), st.data()
)
def test_cuts_do_not_matter(words: list[str], data: st.DataObject) -> None:
    text = "".join(words)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert _read(pieces) == _read([text])
