"""Finding words in a text: case, composed and decomposed letters, Hangul, emoji."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.transcript.find.pattern import Pattern, Units


def found(words: str, text: str, *, match_case: bool = False, whole_words: bool = False) -> list[str]:
    pattern = Pattern(words, match_case=match_case, whole_words=whole_words)
    return [text[first:last] for first, last in pattern.spans(text)]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("river", "A River, two RIVERS", ["River", "RIVER"]),
        ("한국", "대한국어와 한국", ["한국", "한국"]),
        ("국", "한국어", ["국"]),
        ("하", "한국 하늘", ["하"]),  # a syllable, not the beginning of another one
        ("strasse", "Die Straße", ["Straße"]),
        ("s", "Straße", ["S"]),
        ("é", "cafe\u0301 café", ["e\u0301", "é"]),
        ("e", "cafe\u0301", []),
        ("q", "q\u0303 q", ["q"]),
        ("👍", "ok 👍🏽 👍", ["👍", "👍"]),
        ("❤", "❤\ufe0f", ["❤"]),
        ("a b", "a\u00a0b a b", ["a\u00a0b", "a b"]),
        ("aa", "aaaa a", ["aa", "aa"]),
        ("a b", "a\u2028b", []),
        ("  ", "a  b", []),
        ("", "abc", []),
    ],
)
def test_words_are_found_as_people_read_them(words: str, text: str, expected: list[str]) -> None:
    assert found(words, text) == expected


def test_decomposed_hangul_is_found_by_composed_words_and_the_other_way_round() -> None:
    composed = "그는 한국어를 배웠다. 한국어!"
    decomposed = normalize("NFD", composed)
    assert [normalize("NFC", hit) for hit in found("한국어", decomposed)] == ["한국어", "한국어"]
    assert found(normalize("NFD", "한국어"), composed) == ["한국어", "한국어"]
    assert found("하", decomposed) == []


def test_case_and_whole_words_can_be_asked_for() -> None:
    assert found("the", "The other the", match_case=True) == ["the", "the"]
    assert found("the", "The other the", whole_words=True) == ["The", "the"]
    assert found("the", "The other the", match_case=True, whole_words=True) == ["the"]
    assert found("한국", "한국어 한국", whole_words=True) == ["한국"]


LETTERS = st.text(st.sampled_from("aAbßİe\u0301éq\u0303한국하ㅎ가각👍🏽\u200d\ufe0f \n_ς"), max_size=30)


@given(LETTERS, LETTERS)
def test_the_form_of_a_text_does_not_change_what_is_found_in_it(words: str, text: str) -> None:
    forms = [Pattern(words).spans(normalize(form, text)) for form in ("NFC", "NFD")]
    assert len(forms[0]) == len(forms[1])
    assert len(Pattern(normalize("NFD", words)).spans(text)) == len(Pattern(normalize("NFC", words)).spans(text))


@given(LETTERS)
def test_positions_count_as_qt_counts(text: str) -> None:
    units = Units(text)
    for place in range(len(text) + 1):
        assert units.at(place) == len(text[:place].encode("utf-16-le")) // 2


@given(st.text(st.sampled_from("aAbß한국 .-_"), max_size=9), st.text(st.sampled_from("aAbß한국 .-_"), max_size=30))
def test_what_a_text_holds_is_possible_in_it(words: str, text: str) -> None:
    pattern = Pattern(words)
    if pattern.spans(text):
        assert pattern.possible(text)
        assert pattern.possible("**_".join(text))
