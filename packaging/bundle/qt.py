"""What of Qt goes into the packed app, and which libraries of the system.

Qt's wheels bring far more than a window uses. Plugins are chosen here; a library is taken when something that is taken
needs it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Final

from bundle.elf import needed

Entry = tuple[str, str, str]  # place in the app, source, kind: as PyInstaller has it

# Screens (and none, for tests and servers), input methods, the desktop's dialogs, printers, pictures that models take,
# icons.
# What draws by OpenGL is left out: the window does not. So is what drives devices without a desktop.
_PLUGINS: Final = re.compile(
    r"platforms/\w*?q(xcb|wayland|offscreen|windows|cocoa)"
    r"|platforminputcontexts/\w*?(ibus|compose)"
    r"|platformthemes/"
    r"|imageformats/\w*?q(gif|ico|jpeg|svg|webp)"
    r"|iconengines/"
    r"|styles/"
    r"|printsupport/"
    r"|wayland-shell-integration/libxdg-shell"
    r"|wayland-decoration-client/"
)
# Of the system's libraries: those that desktops do not all have, and those that Python was built with. Everything else
# is older in here than on the machine it comes to, or belongs to the desktop: glib, fontconfig, graphics, libstdc++.
_SYSTEM: Final = re.compile(
    r"libxcb-|libxkbcommon-x11\.|lib(ssl|crypto|ffi|sqlite3|bz2|lzma|uuid|ncursesw?|panelw?|tinfo|python3[.\d]*)\."
)
_SYSTEM_FOLDERS: Final = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/")


def chosen_plugin(place: str) -> bool:
    """Whether a plugin of Qt, by its place, is taken. True for everything else."""
    parts = PurePath(place).as_posix().partition("/plugins/")
    return not parts[1] or bool(_PLUGINS.match(parts[2]))


def chosen_translation(place: str, languages: Iterable[str]) -> bool:
    """Of Qt's own words, those in the languages that we speak."""
    path = PurePath(place)
    if path.suffix != ".qm" or "translations" not in path.parts:
        return True
    return path.stem in {f"qtbase_{language}" for language in languages}


def chosen_libraries(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Of all compiled files, what is used: modules, chosen plugins, and the libraries that these need."""
    entries = [entry for entry in entries if chosen_plugin(entry[0]) and _may_come(entry[1])]
    libraries = {PurePath(entry[0]).name: entry for entry in entries if _is_library(entry[0])}
    wanted = [entry for entry in entries if PurePath(entry[0]).name not in libraries]
    needs = needed(Path(source) for _, source, _ in entries) if libraries else {}
    seen: set[str] = set()
    while wanted:
        entry = wanted.pop()
        yield entry
        for name in needs.get(Path(entry[1]), ()):
            if name in libraries and name not in seen:
                seen.add(name)
                wanted.append(libraries[name])


def _is_library(place: str) -> bool:
    """A library that only others use; on Linux, where Qt's libraries can be told apart by their names."""
    name = PurePath(place).name
    loaded_by_name = name.startswith("libpython") or "/plugins/" in place
    return sys.platform == "linux" and bool(re.match(r"lib\w.*\.so", name)) and not loaded_by_name


def _may_come(source: str) -> bool:
    real = str(Path(source).resolve())
    return not real.startswith(_SYSTEM_FOLDERS) or bool(_SYSTEM.match(PurePath(source).name))
