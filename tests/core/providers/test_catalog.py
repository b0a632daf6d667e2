"""The remembered model lists, with real files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.providers.base import ModelInfo, ProviderSpec, WireProtocol
from core.providers.catalog import ModelCatalog

SPEC = ProviderSpec("mine", "Mine", WireProtocol.OPENAI_CHAT, "https://host.example/v1")
MODELS = (ModelInfo("b", "모델 B"), ModelInfo("a"))


def test_a_list_outlives_the_program(tmp_path: Path) -> None:
    path = tmp_path / "data" / "models.json"
    ModelCatalog(path).put(SPEC, MODELS)
    assert ModelCatalog(path).models(SPEC) == MODELS
    assert [file.name for file in path.parent.iterdir()] == ["models.json"]


def test_without_a_file_it_keeps_them_in_memory() -> None:
    catalog = ModelCatalog()
    assert catalog.models(SPEC) == ()
    catalog.put(SPEC, MODELS)
    assert catalog.models(SPEC) == MODELS


def test_a_new_list_replaces_the_former_one(tmp_path: Path) -> None:
    path = tmp_path / "models.json"
    catalog = ModelCatalog(path)
    catalog.put(SPEC, MODELS)
    catalog.put(SPEC, MODELS[:1])
    assert ModelCatalog(path).models(SPEC) == MODELS[:1]


def test_another_server_has_no_list_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = ModelCatalog()
    catalog.put(SPEC, MODELS)
    assert catalog.models(replace(SPEC, base_url="https://other.example/v1")) == ()
    assert catalog.models(replace(SPEC, base_url="https://host.example/v1/")) == MODELS
    vendor = replace(SPEC, base_url="")
    catalog.put(vendor, MODELS)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert catalog.models(vendor) == ()


def test_only_the_servers_asked_last_are_kept(tmp_path: Path) -> None:
    catalog = ModelCatalog(tmp_path / "models.json")
    for number in range(70):
        catalog.put(replace(SPEC, id=f"own-{number}"), MODELS)
    assert catalog.models(replace(SPEC, id="own-5")) == ()
    assert ModelCatalog(tmp_path / "models.json").models(replace(SPEC, id="own-69")) == MODELS


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[1, 2]",
        b'{"version": 2, "servers": []}',
        b'{"version": 1, "servers": 3}',
        b'{"version": 1, "servers": [3, {"server": 1}, {"server": "x", "models": [null, {"id": 5}, "a"]}]}',
    ],
)
def test_a_damaged_file_is_an_empty_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "models.json"
    path.write_bytes(content)
    catalog = ModelCatalog(path)
    assert catalog.models(SPEC) == ()
    catalog.put(SPEC, MODELS)
    assert ModelCatalog(path).models(SPEC) == MODELS


@pytest.mark.allow_log("could not be written")
def test_a_disk_that_takes_nothing_costs_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    catalog = ModelCatalog(tmp_path / "file" / "models.json")
    catalog.put(SPEC, MODELS)
    assert catalog.models(SPEC) == MODELS
    assert "could not be written" in caplog.text
