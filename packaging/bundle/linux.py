"""What a Linux installs: a Debian package, and an archive that runs from any folder."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from bundle import icons, info
from bundle.contents import ROOT
from bundle.elf import is_compiled, needed
from bundle.folder import PROGRAMS, BuildFailed

HERE: Final = ROOT / "packaging" / "linux"
METAINFO: Final = "io.github.rivulet.Rivulet.metainfo.xml"
# The desktop's own dialogs where it has them, and editing of a line: nobody has to install GTK or readline for that.
_OPTIONAL: Final = re.compile(r"/platformthemes/|/readline\.")
_NEWER_NAMES: Final = {"libglib2.0-0": "libglib2.0-0t64"}  # since Debian 13 and Ubuntu 24.04
_RECOMMENDED: Final = (
    "fonts-noto-cjk",
    "fonts-noto-color-emoji",
    "gnome-keyring | kwalletmanager",
    "ca-certificates",
    "libreadline8 | libreadline8t64",
    "xdg-utils",
)


def make_share(target: Path) -> None:
    """What desktops read: menu entry, icons, description."""
    (target / "applications").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / "rivulet.desktop", target / "applications" / "rivulet.desktop")
    (target / "metainfo").mkdir(exist_ok=True)
    text = (HERE / METAINFO).read_text("utf-8")
    (target / "metainfo" / METAINFO).write_text(
        text.replace("@VERSION@", info.version()).replace("@DATE@", info.day()), "utf-8"
    )
    icons.write_hicolor(target / "icons" / "hicolor")


def make_deb(folder: Path, output: Path, version: str, *, fast: bool = False) -> Path:
    """The package of `folder`, as a file below `output`. `fast` packs worse; for tests."""
    tree = output / "work" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    home = tree / "usr" / "lib" / "rivulet"
    shutil.copytree(folder, home, symlinks=True, copy_function=_link)
    (tree / "usr" / "bin").mkdir()
    for program in PROGRAMS:
        (tree / "usr" / "bin" / program).symlink_to(f"../lib/rivulet/{program}")
    make_share(tree / "usr" / "share")
    notes = tree / "usr" / "share" / "doc" / "rivulet"
    notes.mkdir(parents=True)
    shutil.copyfile(HERE / "copyright", notes / "copyright")
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(_control(tree, version), "utf-8")
    _even(tree)
    target = output / f"rivulet_{version}_{architecture()}.deb"
    packing = ["-Zgzip", "-z1"] if fast else ["-Zxz", "-z5"]
    environ = {**os.environ, "SOURCE_DATE_EPOCH": str(info.moment())}
    command = ["dpkg-deb", "--root-owner-group", *packing, "--build", str(tree), str(target)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    shutil.rmtree(tree)
    if done.returncode != 0:
        raise BuildFailed(f"dpkg-deb failed: {done.stderr}")
    return target


def make_archive(folder: Path, output: Path) -> Path:
    """The portable archive of `folder`, as a file below `output`."""
    name = f"rivulet-{info.version()}-linux-{platform.machine()}"
    share = output / "work" / "share"
    shutil.rmtree(share, ignore_errors=True)
    make_share(share)
    target = output / f"{name}.tar.xz"
    moment = info.moment()

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mtime = moment
        member.mode = 0o755 if member.mode & 0o100 or member.isdir() else 0o644
        return member

    with tarfile.open(target, "w:xz", preset=3) as archive:
        for path, place in ((folder, ""), (share, "/share"), (HERE / "menu-entry", "/menu-entry")):
            archive.add(path, f"{name}{place}", filter=plain)
    shutil.rmtree(share)
    return target


@cache
def architecture() -> str:
    """Debian's word for this kind of machine."""
    return subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()


def _link(source: str, target: str) -> None:
    """A hard link where that goes: a package is made of the folder, not of a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _even(tree: Path) -> None:
    """Rights as Debian wants them, whatever the umask of the builder was."""
    for path in tree.rglob("*"):
        if path.is_symlink():
            continue
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _control(tree: Path, version: str) -> str:
    size = sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir()) // 1024
    fields = {
        "Package": "rivulet",
        "Version": version,
        "Architecture": architecture(),
        "Maintainer": "The Rivulet team <rivulet@localhost>",
        "Installed-Size": str(size),
        "Depends": ", ".join(dependencies(tree / "usr" / "lib" / "rivulet")),
        "Recommends": ", ".join(_RECOMMENDED),
        "Section": "net",
        "Priority": "optional",
        "Description": (HERE / "description").read_text("utf-8").rstrip(),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


# --- what it needs of the system --------------------------------------------------------------------------------------


def dependencies(folder: Path) -> list[str]:
    """The Debian packages whose libraries the folder's files ask for and the folder does not bring."""
    files = [path for path in sorted(folder.rglob("*")) if is_compiled(path)]
    asked = {name for path, names in needed(files).items() if not _OPTIONAL.search(str(path)) for name in names}
    owners = _owners(sorted(asked - {path.name for path in files}))
    return sorted(_as_dependency(name, files) for name in owners)


def _as_dependency(name: str, files: Iterable[Path]) -> str:
    if name == "libc6":
        return f"libc6 (>= {_oldest_libc(files)})"
    for old, new in _NEWER_NAMES.items():
        if name in (old, new):
            return f"{old} | {new}"
    return name


def _oldest_libc(files: Iterable[Path]) -> str:
    versions = {found for path in files for found in re.findall(rb"GLIBC_(\d+)\.(\d+)", path.read_bytes())}
    major, minor = max((int(major), int(minor)) for major, minor in versions)
    return f"{major}.{minor}"


def _owners(libraries: Iterable[str]) -> set[str]:
    """Debian's packages that bring these libraries."""
    patterns = [f"*/{name}" for name in libraries]
    found = subprocess.run(["dpkg-query", "--search", *patterns], capture_output=True, text=True, check=False).stdout
    owners: dict[str, str] = {}
    for line in found.splitlines():
        package, _, path = line.partition(": ")
        if re.fullmatch(r"(/usr)?/lib(64)?/([\w-]+-linux-gnu\w*/)?[^/]+", path):
            owners[Path(path).name] = package.partition(":")[0]
    if lost := sorted(set(libraries) - set(owners)):
        raise BuildFailed(f"No Debian package of this machine has {', '.join(lost)}")
    return set(owners.values())
