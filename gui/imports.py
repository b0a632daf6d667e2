"""PySide, imported at a fair price, and the imports after it at their usual one.

PySide 6.11 compiles, at every start, a package that only ever tells the signatures of its functions: in the text of a
`TypeError`, in `help()`, in type stubs. Here its modules come when they are first asked for something. And after every
import it reads the whole source of the module, for `from __feature__ import …` which nothing here says, and
`linecache` keeps it: with the SDKs that is a fifth of the import time and over 30 MB. Here it does not; all that is
lost is `from PySide6.… import *`. asyncio, a tenth of the start, runs when the window is painted.
"""

from __future__ import annotations

import builtins
import gc
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any, Final

_SIGNATURES: Final = "shibokensupport.signature"
# What is late, and the functions in it that PySide's own C++ looks up among a module's names.
_LATE: Final[Mapping[str, tuple[str, ...]]] = {
    f"{_SIGNATURES}.mapping": ("update_mapping",),
    f"{_SIGNATURES}.errorhandler": (),
    f"{_SIGNATURES}.layout": (),
    f"{_SIGNATURES}.parser": (),
    f"{_SIGNATURES}.lib.enum_sig": (),
    f"{_SIGNATURES}.lib.pyi_generator": (),
    f"{_SIGNATURES}.lib.tool": (),
}


def quicken_imports() -> None:
    """What comes before everything else of the window is imported.

    The collector rests too: making modules and widgets leaves next to nothing to find; `gui.warmup` turns it on again.
    """
    if "PySide6" in sys.modules:
        builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)
    else:
        plain = builtins.__import__
        builtins.__import__ = _sparing(plain)
        try:
            import PySide6.QtCore  # noqa: F401
        finally:
            builtins.__import__ = plain
    _put_late("asyncio")
    gc.disable()


def _sparing(plain: Callable[..., ModuleType]) -> Callable[..., ModuleType]:
    """`__import__` that puts something late in the place of what is in `_LATE`."""

    def import_(name: str, *places: Any, **named: Any) -> ModuleType:
        wanted = named.get("fromlist") or (places[2] if len(places) > 2 else ())
        if wanted and name.startswith(_SIGNATURES):
            plain(name)
            for part in wanted:
                if (full := f"{name}.{part}") in _LATE and _put_late(full):
                    setattr(sys.modules[name], part, sys.modules[full])
        return plain(name, *places, **named)

    return import_


def _put_late(name: str) -> bool:
    """Have a module run when it is first asked for something; False where it has run, or is not there."""
    spec = find_spec(name) if name not in sys.modules else None
    if spec is None or spec.loader is None:
        return False
    loader, module = spec.loader, module_from_spec(spec)

    def bring(wanted: str) -> Any:
        if wanted.startswith("__"):
            raise AttributeError(wanted)
        if vars(module).pop("__getattr__", None) is not None:
            published, spec.name = spec.name, name  # PySide publishes its own under a second one
            loader.exec_module(module)
            spec.name = published
        return getattr(module, wanted)

    def called(function: str) -> Callable[..., Any]:
        return lambda *arguments: bring(function)(*arguments)

    vars(module).update({function: called(function) for function in _LATE.get(name, ())}, __getattr__=bring)
    sys.modules[name] = module
    return True
