"""A start that trusts nothing: usual settings, no tools and servers, conversations of its own that are thrown away,
nothing of the desktop that is loaded into the program. What the person has stays as it is."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import MutableMapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from core.paths import data_dir
from gui.options import Options

_SETTINGS: Final = "[tools]\non = []\n"
_PLAIN: Final = {
    "QT_XCB_GL_INTEGRATION": "none",
    "QT_OPENGL": "software",
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "QT_IM_MODULE": "compose",  # it comes with Qt and asks nobody
    "QT_QPA_PLATFORMTHEME": "",
    "QT_STYLE_OVERRIDE": "",
}
_LEFT_OUT: Final = ("QT_IM_MODULES", "QT_PLUGIN_PATH")


def begin_safely(options: Options, environ: MutableMapping[str, str]) -> Options:
    """The options of a start in safe mode: in a folder of its own, which `end_safely` deletes. The log is beside the
    usual one."""
    folder = Path(tempfile.mkdtemp(prefix="rivulet-safe-"))
    (folder / "settings.toml").write_text(_SETTINGS, encoding="utf-8")
    for name in _LEFT_OUT:
        environ.pop(name, None)
    environ.update(_PLAIN)
    return replace(options, data_dir=folder, logs=data_dir(options.data_dir) / "logs" / "safe")


def end_safely(options: Options) -> None:
    """Throw the folder away."""
    if options.safe_mode and options.data_dir is not None:
        shutil.rmtree(options.data_dir, ignore_errors=True)
