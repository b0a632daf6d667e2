"""`python3 run.py bundle`: makes the packed app for the system it runs on, and what installs it."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[1]))  # our packages, also where they are not installed

from bundle import info, linux
from bundle.contents import ROOT
from bundle.folder import BuildFailed, make_folder, sizes


def main(arguments: list[str]) -> int:
    """Make what is asked for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="run.py bundle", description="Make the packed app, and what installs it.")
    parser.add_argument("--output", type=Path, default=ROOT / "build", metavar="DIR", help="where it goes (build)")
    parser.add_argument("--folder-only", action="store_true", help="only the folder, nothing that installs it")
    parser.add_argument("--smoke", action="store_true", help="then install it, use it, remove it (Debian, as root)")
    options = parser.parse_args(arguments)
    output: Path = options.output.resolve()
    began = time.monotonic()
    try:
        made = [make_folder(output)]
        if not options.folder_only:
            made += _packages(made[0], output)
    except BuildFailed as error:
        print(f"rivulet bundle: {error}", file=sys.stderr)
        return 1
    _tell(made, time.monotonic() - began)
    if options.smoke:
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "packaging")])}
        return subprocess.call([sys.executable, "-m", "tests.bundle.smoke", str(output)], cwd=ROOT, env=environ)
    return 0


def _packages(folder: Path, output: Path) -> list[Path]:
    """On macOS and Windows the installer is made by the system's own tools: see .github/workflows/bundle.yml."""
    if sys.platform != "linux":
        return []
    made = [linux.make_archive(folder, output)]
    if shutil.which("dpkg-deb"):
        made.insert(0, linux.make_deb(folder, output, info.version()))
    return made


def _tell(made: list[Path], seconds: float) -> None:
    parts = sizes(made[0])
    print(f"Rivulet {info.version()}, build {info.build()}, in {seconds:.0f} s")
    print(f"{made[0]}  {sum(parts.values()) / 1e6:.0f} MB")
    for name, size in list(parts.items())[:12]:
        print(f"    {name:28} {size / 1e6:6.1f} MB")
    for path in made[1:]:
        print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
