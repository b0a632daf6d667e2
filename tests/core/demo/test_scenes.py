"""The demo's scenes as data: every one complete in both languages, each line of the tour leading where it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.demo.director import Director
from core.demo.scenes import Language, Occasion, Reply, Scene, language_of, load_agent_scenes, load_scenes
from core.demo.script import Rejection, Script, pieces
from core.messages import FinishReason
from tests.core.demo.asking import asked

SCENES = load_scenes()
EVERY = [*SCENES.values(), *load_agent_scenes().values()]


def _all_texts(scene: Scene, language: Language) -> list[str]:
    return [texts[language] for reply in _replies(scene) for texts in reply.texts.values()]


def _replies(scene: Scene) -> list[Reply]:
    return [*scene.replies.values(), *(reply for _, reply in scene.instead)]


def test_scenes_come_in_order_with_the_tour_first() -> None:
    assert next(iter(SCENES)) == "tour"
    assert {
        "tools",
        "reasoning",
        "length",
        "filtered",
        "refusal",
        "failure",
        "rate_limit",
        "silence",
        "burst",
        "long",
    } == set(SCENES) - {"tour"}


@pytest.mark.parametrize("scene", EVERY, ids=lambda scene: scene.id)
def test_every_text_is_in_its_language(scene: Scene) -> None:
    assert all(scene.names.values())
    assert all(_all_texts(scene, language) for language in Language)
    assert all(language_of(text) is Language.KOREAN for text in _all_texts(scene, Language.KOREAN) if text.strip())


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("scene", EVERY, ids=lambda scene: scene.id)
def test_every_reply_says_that_it_is_a_demo(scene: Scene, language: Language) -> None:
    word = {Language.ENGLISH: "demo", Language.KOREAN: "데모"}[language]
    for reply in _replies(scene):
        assert any(word in texts[language] for texts in reply.texts.values())


@pytest.mark.parametrize("language", Language)
def test_what_the_tour_suggests_is_what_it_plays(language: Language) -> None:
    tour = SCENES["tour"]
    table = tour.replies[Occasion.FIRST].text(language)
    suggested = re.findall(r"^\| \*(.+?)\* \|", table, re.MULTILINE)
    assert len(suggested) == 5
    for text in (table, tour.replies[Occasion.SHORT].text(language)):
        suggested += re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", text)
    played = {script.model for words in suggested if isinstance(script := _play(words), Script)}
    assert played == set(SCENES) - {"rate_limit"}
    assert any(isinstance(_play(words), Rejection) for words in suggested)


def test_anything_else_gets_the_tour_first_and_a_short_reply_later() -> None:
    first = _text(_play("hello there"))
    assert first.startswith("# Welcome")
    assert "“hello there”" in first
    later = _text(Director(SCENES).direct(asked("hi", "Hello.", "tell me a story")))
    assert later.startswith("You wrote: “tell me a story”")


def test_korean_words_get_a_korean_answer() -> None:
    answer = _text(_play("안녕하세요"))
    assert answer.startswith("# Rivulet에")
    assert "“안녕하세요”" in answer


def test_words_are_quoted_as_words() -> None:
    answer = _text(_play("# <b>*hi*</b>\n\n| [x](http://a.example) ${results} `y`" + " z" * 200))
    assert r"\# \<b\>\*hi\*\</b\> \| \[x\](http://a.example) ${results} \`y\` z" in answer
    assert "z…”" in answer


def test_a_named_scene_plays_whatever_is_typed() -> None:
    played = Director(SCENES).direct(asked("what time is it?", model="refusal"))
    assert isinstance(played, Script)
    assert played.finish is FinishReason.REFUSAL


def test_the_same_request_is_let_in_the_second_time() -> None:
    director = Director(SCENES)
    request = asked("rate limit")
    kinds = [type(director.direct(request)) for _ in range(4)]
    assert kinds == [Rejection, Script, Rejection, Script]


def test_pieces_lose_nothing() -> None:
    for scene in SCENES.values():
        for language in Language:
            for text in _all_texts(scene, language):
                assert "".join(pieces(text)) == text


def test_a_damaged_scene_says_which_file(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("order = 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.toml is not a scene"):
        load_scenes(tmp_path)


def test_sizes_are_what_the_names_say() -> None:
    for language in Language:
        burst = SCENES["burst"].replies[Occasion.FIRST].script("x", "burst", language, {})
        long = SCENES["long"].replies[Occasion.FIRST].script("x", "long", language, {})
        assert len(burst.text) >= 10_000
        assert "".join(long.text).count("\n") >= 3_000


def _play(words: str) -> Script | Rejection:
    return Director(SCENES).direct(asked(words))


def _text(played: Script | Rejection) -> str:
    assert isinstance(played, Script)
    return "".join(played.text)
