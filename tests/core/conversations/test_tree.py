"""The tree of a conversation: nothing is lost, and every way back leads to where one was."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.conversations.tree import Tree, Version
from core.messages import Message, Role, TextPart

ROLES = st.sampled_from([Role.USER, Role.USER, Role.ASSISTANT, Role.ASSISTANT, Role.TOOL])


def said(key: str, role: Role = Role.USER) -> Message:
    return Message(key, role, (TextPart(f"words of {key}"),))


def ids(tree: Tree) -> list[str]:
    return [message.id for message in tree.path()]


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """A tree after any history: messages added anywhere, versions chosen, branches removed and put back."""
    tree = Tree()
    for number in range(draw(st.integers(0, 14))):
        known = [planted.message.id for planted in tree.planted()]
        parent = draw(st.sampled_from([None, *known, *([tree.leaf] if tree.leaf else [])]))
        tree.add(parent, said(f"m{number}", draw(ROLES)))
        if len(known) and draw(st.booleans()):
            chosen = draw(st.sampled_from(known))
            tree.choose(chosen, draw(st.integers(0, tree.siblings(chosen).count - 1)))
        if known and draw(st.integers(0, 5)) == 0:
            removed = tree.remove(draw(st.sampled_from(known)))
            if draw(st.booleans()):
                tree.restore(removed)
    return tree


def state(tree: Tree) -> str:
    return json.dumps(tree.to_json())


@given(trees())
def test_the_path_is_a_chain_from_a_beginning_to_a_leaf(tree: Tree) -> None:
    above = None
    for message in tree.path():
        assert tree.parent(message.id) == above
        assert message.id in tree.children(above)
        above = message.id
    assert tree.children(above) == ()
    assert tree.leaf == above


@given(trees(), st.data())
def test_adding_loses_nothing_and_leads_there(tree: Tree, data: st.DataObject) -> None:
    before = {planted.message.id: planted for planted in tree.planted()}
    parent = data.draw(st.sampled_from([None, *before]))
    tree.add(parent, said("new"))
    after = {planted.message.id: planted for planted in tree.planted()}
    assert {key: after[key].parent for key in before} == {key: each.parent for key, each in before.items()}
    assert ids(tree)[-1] == "new"
    assert tree.children(parent)[-1] == "new"
    assert set(after) == {*before, "new"}


@given(trees(), st.data())
def test_choosing_back_leads_to_the_same_path(tree: Tree, data: st.DataObject) -> None:
    if not len(tree):
        return
    before = ids(tree)
    message = data.draw(st.sampled_from(before))
    here = tree.siblings(message)
    there = data.draw(st.integers(0, here.count - 1))
    tree.choose(message, there)
    assert (ids(tree) == before) is (there == here.index)
    shown = [each for each in ids(tree) if tree.siblings(each).count == here.count]
    assert there in [tree.siblings(each).index for each in shown]
    tree.choose(message, here.index)
    assert ids(tree) == before


@given(trees(), st.data())
def test_what_is_removed_comes_back_exactly(tree: Tree, data: st.DataObject) -> None:
    if not len(tree):
        return
    before, path = state(tree), ids(tree)
    message = data.draw(st.sampled_from(path))
    removed = tree.remove(message)
    assert not any(planted.message.id in tree for planted in removed.planted)
    assert ids(tree)[: path.index(message)] == path[: path.index(message)]
    tree.restore(removed)
    assert ids(tree) == path
    assert [(each.message, each.parent) for each in Tree.from_json(json.loads(before)).planted()] == [
        (each.message, each.parent) for each in tree.planted()
    ]


@given(trees())
def test_json_and_back(tree: Tree) -> None:
    again = Tree.from_json(json.loads(state(tree)))
    assert state(again) == state(tree)
    assert again.path() == tree.path()


@given(trees())
def test_every_message_is_reached_by_choosing(tree: Tree) -> None:
    for planted in list(tree.planted()):
        message = planted.message
        tree.lead_to(message.id)
        assert message in tree.path()
        version = tree.siblings(message.id)
        assert 0 <= version.index < version.count


def answered() -> Tree:
    """A question whose first answer failed after a tool round, was taken up there again, and then asked for anew."""
    tree = Tree()
    tree.add(None, said("question"))
    tree.add("question", said("call", Role.ASSISTANT))
    tree.add("call", said("result", Role.TOOL))
    tree.add("result", said("failed", Role.ASSISTANT))
    tree.add("result", said("second", Role.ASSISTANT))
    tree.add("question", said("third", Role.ASSISTANT))
    return tree


def test_versions_of_an_answer_are_counted_over_the_whole_of_it() -> None:
    tree = answered()
    assert tree.siblings("third") == Version(2, 3)
    assert tree.siblings("question") == Version(0, 1)
    assert tree.own("third") == "third"
    tree.choose("third", 0)
    assert ids(tree) == ["question", "call", "result", "failed"]
    assert tree.own("call") == "failed"
    tree.choose("call", 1)
    assert ids(tree) == ["question", "call", "result", "second"]
    assert tree.siblings("call") == tree.siblings("second") == Version(1, 3)


def test_what_follows_an_answer_comes_back_with_it() -> None:
    tree = answered()
    tree.choose("third", 1)
    tree.add("second", said("next"))
    tree.add("second", said("next, edited"))
    tree.choose("next", 0)
    tree.choose("call", 2)
    assert ids(tree) == ["question", "third"]
    tree.choose("third", 1)
    assert ids(tree)[-1] == "next"
    assert tree.siblings("next") == Version(0, 2)


def test_a_cut_off_answer_with_both_a_follower_and_a_continuation_is_two_versions() -> None:
    tree = Tree()
    tree.add(None, said("question"))
    tree.add("question", said("cut off", Role.ASSISTANT))
    tree.add("cut off", said("next"))
    tree.add("cut off", said("continued", Role.ASSISTANT))
    assert tree.siblings("continued") == Version(1, 2)
    tree.choose("continued", 0)
    assert ids(tree) == ["question", "cut off", "next"]


def test_a_message_can_be_replaced_by_a_newer_one_of_its_name() -> None:
    tree = answered()
    newer = replace(tree["third"], parts=(TextPart("more"),))
    assert tree.replace(newer) == said("third", Role.ASSISTANT)
    assert tree.path()[-1] == newer


def test_wrong_places_are_refused() -> None:
    tree = answered()
    with pytest.raises(ValueError, match="there already"):
        tree.add(None, said("question"))
    with pytest.raises(KeyError):
        tree.add("nowhere", said("new"))
    with pytest.raises(IndexError):
        tree.choose("third", 3)
    removed = tree.remove("call")
    tree.remove("question")
    with pytest.raises(KeyError):
        tree.restore(removed)


@pytest.mark.parametrize("data", [None, [1], [{}], [{"message": {"id": "a"}, "parent": None, "seen": 0}]])
def test_other_data_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"not a|missing"):
        Tree.from_json(data)
