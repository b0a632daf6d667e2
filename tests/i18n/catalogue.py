"""The files of translations: `.ts`, which people edit (Qt Linguist opens it), and `.qm`, which the program reads."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree import ElementTree

import PySide6

from gui.language import CONTEXT
from tests.i18n.extraction import ROOT, Text

FOLDER = ROOT / "resources" / "i18n"
Key = tuple[str, str]  # the text, and what tells it apart from an equal one


def read(path: Path) -> dict[Key, str]:
    """The translations of a `.ts` file by text; nothing where there is no file."""
    if not path.exists():
        return {}
    root = ElementTree.parse(path).getroot()
    return {
        (message.findtext("source") or "", message.findtext("comment") or ""): message.findtext("translation") or ""
        for message in root.iter("message")
    }


def write(path: Path, code: str, texts: Iterable[Text], known: Mapping[Key, str]) -> None:
    """Write a `.ts` file with just these texts, in the order of the alphabet, so that a change is a small change."""
    root = ElementTree.Element("TS", version="2.1", language=code, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text in sorted(texts, key=lambda each: (each.source.casefold(), each.source, each.comment)):
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = text.source
        if text.comment:
            ElementTree.SubElement(message, "comment").text = text.comment
        translation = ElementTree.SubElement(message, "translation")
        translation.text = known.get((text.source, text.comment), "")
        if not translation.text:
            translation.set("type", "unfinished")
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")


def release(path: Path, target: Path) -> None:
    """Compile a `.ts` file. Raises CalledProcessError. A program that runs has the old one mapped into its memory: the
    new one takes its name, not its place."""
    tool, made = Path(PySide6.__file__).parent / "lrelease", target.with_suffix(".qm.new")
    subprocess.run([tool, "-silent", path, "-qm", made], check=True)
    made.replace(target)
