"""The command `rivulet`: reads the command line, and only then loads the window.

`--help` and `--version` answer without Qt; so does a machine without a display.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

from gui.options import Options, read_options

WRONG_USE = 2


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the window, and leave the process with its exit code."""
    options = read_options(sys.argv[1:] if arguments is None else arguments)
    complaint = display_complaint(os.environ, sys.platform)
    if complaint:
        _refuse(complaint)
    if options.safe_mode:
        from gui.safe import begin_safely

        options = begin_safely(options, os.environ)
    elif _is_taken(options):
        leave(0)
    choose_input_method()
    try:
        from gui.imports import quicken_imports  # Qt is loaded only once everything above has been answered

        quicken_imports()
        from gui.app import run
    except ImportError as error:
        _refuse(f"the window cannot be loaded: {error}")
    code = run(options)
    if options.safe_mode:
        from gui.safe import end_safely

        end_safely(options)
    leave(code)


def _is_taken(options: Options) -> bool:
    """Whether a window is open with this data folder, and does what this start was asked."""
    from core.paths import data_dir
    from gui.instance import asked_by, hand_over

    return hand_over(asked_by(options, data_dir(options.data_dir)))


def _refuse(why: str) -> NoReturn:
    sys.stderr.write(f"rivulet: {why}\n")
    leave(WRONG_USE)


def display_complaint(environ: Mapping[str, str], platform: str) -> str:
    """Why no window can be opened here, as a sentence; empty where one can. Qt itself would abort."""
    if platform in ("win32", "darwin"):
        return ""
    plugin = environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if plugin not in ("", "xcb", "wayland"):
        return ""  # offscreen and the like
    display, wayland = environ.get("DISPLAY", ""), environ.get("WAYLAND_DISPLAY", "")
    if not display and not wayland:
        return "there is no display here. Use rivulet-ask in a terminal, or set DISPLAY or WAYLAND_DISPLAY."
    if not wayland and not _display_answers(display):
        return f"the display {display} does not answer. Use rivulet-ask in a terminal, or correct DISPLAY."
    return ""


def _display_answers(display: str) -> bool:
    """Whether an X server listens at a local display; a remote one gets the benefit of the doubt."""
    import socket  # where there is no X display, nothing of the first paint needs it

    host, _, number = display.rpartition(":")
    number = number.partition(".")[0]
    if host not in ("", "unix") or not number.isdigit():
        return True
    path = f"/tmp/.X11-unix/X{number}"
    for address in (path, f"\0{path}"):
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(address)
            except OSError:
                continue
            return True
    return False


def choose_input_method() -> None:
    """Where fcitx is asked for and its plugin is not there, take ibus: fcitx 5 speaks it too, and Qt brings it."""
    if not os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        return
    spec = find_spec("PySide6")
    homes = list(spec.submodule_search_locations or ()) if spec else []
    folders = [*(Path(home) / "Qt" / "plugins" for home in homes)]
    folders += map(Path, os.environ.get("QT_PLUGIN_PATH", "").split(":"))
    if not any(any(folder.glob("platforminputcontexts/*fcitx*")) for folder in folders if folder.is_dir()):
        os.environ["QT_IM_MODULE"] = "ibus"


def leave(code: int) -> NoReturn:
    """End the process at once. Everything is closed by now; taking Qt and the SDKs down piece by piece would cost
    400 ms and can only go wrong."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
