"""One packed app for all tests of this folder, made as `python3 run.py bundle` makes it; RIVULET_PACKED names one that
is made already."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from bundle.folder import make_folder

from tests.bundle.packed import Packed
from tests.e2e.screen import Screen


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    made = os.environ.get("RIVULET_PACKED")
    return Packed(Path(made) if made else make_folder(tmp_path_factory.mktemp("bundle")))


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    with Screen() as opened:
        yield opened


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"
