"""Where files live: the program's resources and the user's data, settings, caches and logs."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

APP = "Rivulet"


def resource_path(*parts: str) -> Path:
    """A file below `resources/`: beside the packages in a clone, inside `core` in a wheel."""
    return _resources().joinpath(*parts)


@cache
def _resources() -> Path:
    here = Path(__file__).resolve().parent
    packed = here / "_resources"
    return packed if packed.is_dir() else here.parent / "resources"


def data_dir(chosen: str | os.PathLike[str] | None = None) -> Path:
    """The user's data folder: `chosen` (--data-dir), else RIVULET_DATA_DIR, else the platform's place."""
    named = chosen or os.environ.get("RIVULET_DATA_DIR")
    if named:
        return Path(named).expanduser()
    import platformdirs  # late: often the folder is named

    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def settings_file(data: Path | None = None) -> Path:
    """`settings.toml`, in the data folder when that was chosen by hand, else in the platform's config folder."""
    if data is not None or os.environ.get("RIVULET_DATA_DIR"):
        return data_dir(data) / "settings.toml"
    import platformdirs

    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "settings.toml"
