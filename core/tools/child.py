"""How a module of ours is run as a process of its own, from the source tree and from a frozen program alike.

A frozen program has no interpreter to name; its own executable runs the module instead, when its first argument is
`RUN_MODULE`. Only modules listed here are run that way.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from typing import Final

RUN_MODULE: Final = "--run-module"
MODULES: Final = ("core.tools.functions_host",)


def module_command(module: str) -> tuple[str, ...]:
    """The command that runs `module` (one of `MODULES`, which imports nothing of ours)."""
    assert module in MODULES
    if getattr(sys, "frozen", False):
        return sys.executable, RUN_MODULE, module
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return sys.executable, "-P", spec.origin  # -P: what lies beside it is not to be found by its imports


def run_wished(arguments: list[str]) -> bool:
    """Run the module that the command line asks for, if it does; returns whether it did."""
    if len(arguments) != 2 or arguments[0] != RUN_MODULE or arguments[1] not in MODULES:
        return False
    importlib.import_module(arguments[1]).main()
    return True
