"""The packed app: whether this is it, and how a module of ours is run in another process from it.

A packed app brings no `python` program. Its own programs run a module instead when their first argument is RUN_MODULE.
"""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path
from typing import Final

RUN_MODULE: Final = "--run-module"
_OURS: Final = ("core.", "gui.")
_LIBRARY_PATHS: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")


def is_frozen() -> bool:
    """Whether this is the packed app and not a source tree or an installed package."""
    return bool(getattr(sys, "frozen", False))


def module_command(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of `core` or `gui` in a process of its own, with this very code."""
    if not is_frozen():
        return [sys.executable, "-m", module, *arguments]
    program = Path(sys.executable)
    if sys.platform == "win32":
        program = program.with_name("rivulet-ask.exe")  # the window's program has no standard streams there
    return [str(program), RUN_MODULE, module, *arguments]


def begin_packed() -> bool:
    """What a program of the packed app does first. Runs the module that the command line asks for, where it asks for
    one of ours, and returns whether it did."""
    _give_back_library_paths()
    if sys.argv[1:2] != [RUN_MODULE] or len(sys.argv) < 3 or not sys.argv[2].startswith(_OURS):
        return False
    module = sys.argv[2]
    del sys.argv[:2]  # `run_module` puts the module's file in the place of its name
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    return True


def _give_back_library_paths() -> None:
    """The loader was told where our libraries are. What we start (a browser, a tool server) must find its own."""
    for name in _LIBRARY_PATHS:
        if name in os.environ:
            before = os.environ.pop(f"{name}_ORIG", "")
            if before:
                os.environ[name] = before
            else:
                del os.environ[name]
