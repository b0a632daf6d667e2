"""Finding names by what is typed: words, initials, letters left out, Hangul by syllable and by first consonants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.matching import match

SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("new", "New chat"),
        ("chat", "New chat"),
        ("chat new", "New chat"),
        ("nc", "New chat"),
        ("exprt", "Export…"),
        ("setings", "Settings"),
        ("ㅅㄷㅎ", "새 대화"),
        ("새 ㄷㅎ", "새 대화"),
        ("대화", "새 대화"),
        ("댛", "새 대화"),  # 대ㅎ, as an input method shows it on the way to 대화
        ("ㄳ", "검색"),  # ㄱㅅ, as an input method joins it
        ("거", "검색"),
        ("안ㅈ", "앉지 않고 안전하게"),
        ("", "anything"),
    ],
)
def test_it_is_found(typed: str, text: str) -> None:
    assert match(typed, text) is not None


@pytest.mark.parametrize(
    ("typed", "text"),
    [("xyz", "New chat"), ("chat xyz", "New chat"), ("ㅎㄷ", "새 대화"), ("검", "거의"), ("st", "Latency lab")],
)
def test_it_is_not_found(typed: str, text: str) -> None:
    assert match(typed, text) is None


@pytest.mark.parametrize(
    ("typed", "best", "other"),
    [
        ("stop", "Stop the answer", "Do not stop"),
        ("find", "Find…", "Refind"),
        ("copy", "copy", "Copy the last answer"),
        ("nc", "nc", "New chat"),
        ("ㄷㅎ", "대화 찾기", "새 대화"),
    ],
)
def test_the_nearer_name_comes_first(typed: str, best: str, other: str) -> None:
    first, second = match(typed, best), match(typed, other)
    assert first is not None
    assert second is not None
    assert first.score > second.score


def test_what_stands_beside_a_name_finds_it_too_but_later() -> None:
    beside, own = match("view", "Inspector", "View inspector"), match("insp", "Inspector", "View")
    assert beside is not None
    assert own is not None
    assert beside.score < own.score
    assert beside.ranges == ()


def test_the_letters_that_fit_are_named() -> None:
    found = match("nc", "New chat")
    assert found is not None
    assert found.ranges == ((0, 1), (4, 5))


@given(st.text(SYLLABLES, min_size=1, max_size=12))
def test_korean_is_found_by_its_first_consonants_and_every_beginning_of_itself(text: str) -> None:
    consonants = "".join(FIRST[(ord(letter) - 0xAC00) // 588] for letter in text)
    assert match(consonants, text) is not None
    assert all(match(text[:end], text) is not None for end in range(1, len(text) + 1))


@given(st.text(max_size=40), st.text(max_size=60), st.text(max_size=20))
def test_nothing_typed_is_too_odd(typed: str, text: str, beside: str) -> None:
    found = match(typed, text, beside)
    if found is not None:
        assert all(0 <= start < end for start, end in found.ranges)
        assert (match(typed.upper() if typed.isascii() else typed, text, beside) is None) is False
