"""The collector rests while somebody asks for it, and only then."""

from __future__ import annotations

import gc
import threading

import pytest

from core.collector import uncollected


def test_nothing_is_collected_within_and_everything_is_afterwards() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled(), "somebody still asks for it"
    assert gc.isenabled()


def test_an_error_within_and_another_thread_make_no_difference() -> None:
    inside, leave = threading.Event(), threading.Event()

    def work() -> None:
        with uncollected():
            inside.set()
            leave.wait(10)

    thread = threading.Thread(target=work)
    thread.start()
    inside.wait(10)
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert not gc.isenabled()
    leave.set()
    thread.join()
    assert gc.isenabled()


def test_what_is_kept_is_passed_by() -> None:
    before, made = gc.get_freeze_count(), []
    with uncollected(keep=True):
        made.append([before])
    assert gc.get_freeze_count() > before
