"""What is not Python but must hold together all the same: resources, the README, the changelog, the lock file."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import run
from tests.architecture.source import ROOT

RESOURCES = ROOT / "resources"


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize("path", sorted(RESOURCES.rglob("*.svg")), ids=lambda path: path.stem)
def test_icons_are_drawings_and_nothing_else(path: Path) -> None:
    tree = ElementTree.parse(path)
    names = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert tree.getroot().get("viewBox")
    assert not names & {"script", "image", "foreignObject", "text"}


@pytest.mark.parametrize("path", sorted(RESOURCES.rglob("*.toml")), ids=lambda path: path.stem)
def test_tables_can_be_read(path: Path) -> None:
    assert tomllib.loads(path.read_text("utf-8"))


def test_the_readme_names_commands_that_exist() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"python3 run\.py (\w+)", text))
    assert {"test"} <= named <= {*run.COMMANDS, run.LOCK_COMMAND}


def test_the_readme_shows_pictures_that_exist() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    pictures = re.findall(r"resources/screenshots/[\w-]+\.png", text)
    assert pictures
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []


@pytest.mark.parametrize("paper", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_links_between_papers_lead_somewhere(paper: str) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / paper).read_text("utf-8"))
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_architecture_names_modules_that_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    named = re.findall(r"`((?:core|gui|tests|resources)/[\w/.-]+)`", text)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_changelog_knows_this_version() -> None:
    version = project()["project"]["version"]
    assert re.search(rf"^## {re.escape(version)}\b", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)


def test_the_lock_file_holds_every_dependency_with_hashes_and_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    entries = re.findall(r"^([a-z0-9-]+)==[^\s;]+.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    groups = project()["dependency-groups"]
    wanted = [*project()["project"]["dependencies"], *groups["dev"], *groups["bundle"]]
    names = {re.split(r"[<>=!~; \[]", each)[0].lower().replace("_", "-").replace(".", "-") for each in wanted}
    assert names <= set(entries)
    assert text.count("--hash=sha256:") >= len(entries)
    assert not re.search(r"https?:|file:|--index|--find-links|--extra", text)


def test_packaging_shadows_nothing() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_an_old_python_reads_far_enough_to_say_what_it_lacks() -> None:
    """`run.py` keeps to syntax of Python 3.6, so that its first sentence can be said."""
    import ast

    ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 6))


def test_help_of_every_command_line() -> None:
    for module, option in (("core.cli", "--provider"), ("core.data_cli", "--data-dir"), ("gui", "--provider")):
        done = subprocess.run(
            [sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), module
        assert option in done.stdout


def test_the_terminal_command_imports_neither_qt_nor_an_sdk_to_start() -> None:
    words = "import sys, json, core.cli; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert not loaded & {"PySide6", "qasync", "gui", "openai", "anthropic", "keyring", "httpx2"}
