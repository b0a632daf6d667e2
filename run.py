"""Every command of a clone: `python3 run.py` opens the app, `python3 run.py test` passes the tests. See COMMANDS.

Sets up what is missing, once: libraries of the system where it may (Debian, as root), and a private `.venv` with just
what requirements.lock says, made with uv where there is one and with pip where there is none. When nothing is missing
it costs a few milliseconds. Standard library only; an old Python still reads it far enough to say what it lacks.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # for whoever starts it with an older one
    sys.exit("Rivulet needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))

import contextlib
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "rivulet-stamp"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")

# Debian's names; alternatives divided by "|", the first is the one that is installed.
WINDOW_PACKAGES = [
    *("libglib2.0-0|libglib2.0-0t64", "libgl1", "libegl1", "libxkbcommon0", "libfontconfig1", "libdbus-1-3"),
    *("libxcb-cursor0", "libxkbcommon-x11-0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0"),
    *("libwayland-client0", "libwayland-cursor0", "libwayland-egl1"),
    "fonts-noto-cjk|fonts-nanum|fonts-unfonts-core|fonts-baekmuk",
    "fonts-noto-color-emoji|fonts-symbola",
]
TEST_PACKAGES = [
    *(*WINDOW_PACKAGES, "xvfb", "dbus|dbus-daemon", "at-spi2-core", "gnome-keyring", "openbox", "xdotool", "binutils"),
    *("dbus-bin", "ibus", "ibus-hangul", "weston"),
    *("desktop-file-utils", "appstream"),
]
BUNDLE_PACKAGES = [*TEST_PACKAGES, "pcmanfm"]

# Name: what it does, the module that does it, the packages it needs. `app` is what runs without a name.
COMMANDS: dict[str, tuple[str, tuple[str, ...], Sequence[str]]] = {
    "app": ("open the app; options are those of `rivulet`", ("gui",), WINDOW_PACKAGES),
    "ask": ("ask from the terminal; options are those of `rivulet-ask`", ("core.cli",), ()),
    "serve": ("the same core for programs and a browser on this machine: `rivulet-serve`", ("core.serve.command",), ()),
    "data": ("list, export, import, search, check: `rivulet-data`", ("core.data_cli",), ()),
    "test": (
        "all checks and all tests; with arguments, only pytest with these",
        ("tests.checks", "test"),
        TEST_PACKAGES,
    ),
    "lint": ("lint, formatting, types and import contracts", ("tests.checks", "lint"), ()),
    "format": ("format the code and mend what ruff can mend", ("tests.checks", "format"), ()),
    "bench": ("measure, and write the record", ("tests.benchmarks",), TEST_PACKAGES),
    "soak": (
        "a million deltas through the window; what may not grow is counted",
        ("tests.benchmarks.soak",),
        TEST_PACKAGES,
    ),
    "crash": (
        "kill the program at N random moments (200), and look for what is lost",
        ("tests.crash",),
        WINDOW_PACKAGES,
    ),
    "browser": ("try the page of `serve` in a real Chromium", ("tests.browser",), ("chromium",)),
    "translate": ("bring the translations up to date with the source", ("tests.i18n",), ()),
    "bundle": (
        "make the packed app and what installs it; --smoke uses it (see --help)",
        ("packaging/",),
        BUNDLE_PACKAGES,
    ),
    "commonmark": ("hold our Markdown against the CommonMark specification", ("tests.commonmark",), ()),
    "screenshots": ("take the README's screenshots of the running app", ("tests.gallery",), TEST_PACKAGES),
    "gallery": ("paint every kind of block and every screen, to be looked at", ("tests.gallery.wall",), TEST_PACKAGES),
}
LOCK_COMMAND = "lock"


def main(arguments: list[str]) -> int:
    """Carry out the command; returns the exit code where the process is not replaced."""
    name, rest = ("app", arguments) if not arguments or arguments[0].startswith("-") else (arguments[0], arguments[1:])
    if arguments[:1] in (["--help"], ["-h"], ["help"]):
        print(usage())
        return 0
    if name == LOCK_COMMAND:
        return write_lock()
    if name not in COMMANDS:
        print(f"There is no command {name!r}.\n\n{usage()}", file=sys.stderr)
        return 2
    _, module, packages = COMMANDS[name]
    prepare(packages)
    complaint = why_no_window() if name == "app" else ""
    if complaint:
        return talk_instead(complaint)
    if module[0].endswith("/"):  # a folder that is no package is run as it is
        return start([str(ROOT / module[0]), *rest])
    return start(["-m", *module, *rest])


def usage() -> str:
    lines = [f"  {name:12} {what}" for name, (what, _, _) in COMMANDS.items()]
    lines.append(f"  {LOCK_COMMAND:12} resolve the dependencies anew and write requirements.lock (needs uv)")
    return "\n".join(["python3 run.py [command] [arguments]", "", *lines])


def start(arguments: list[str]) -> int:
    """Become the program; on Windows, which cannot, run it."""
    command = [str(PYTHON), *arguments]
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)
    return subprocess.call(command)


# --- no window --------------------------------------------------------------------------------------------------------


def why_no_window() -> str:
    """Why no window can be opened here, as a sentence; empty where one can."""
    if sys.platform in ("win32", "darwin"):
        return ""
    sys.path.insert(0, str(ROOT))
    from gui.__main__ import display_complaint  # loads no Qt

    return display_complaint(os.environ, sys.platform)


def talk_instead(complaint: str) -> int:
    """The terminal chat with the demo provider; without a terminal, its tour."""
    print(f"Rivulet: {complaint}", file=sys.stderr)
    demo = ["-m", "core.cli", "--provider", "demo"]
    if sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty():
        print("Here is the terminal chat with the demo provider instead.", file=sys.stderr)
        return start(demo)
    print("Here is the tour of the demo provider instead.", file=sys.stderr)
    return start([*demo, "--model", "tour", "Show me the tour."])


# --- what has to be there ---------------------------------------------------------------------------------------------


def prepare(packages: Sequence[str]) -> None:
    """Install what is missing; ends the process with a sentence where that cannot work."""
    missing = missing_packages(packages)
    if missing:
        install_packages(missing)
    if not is_current():
        with one_at_a_time():
            if not is_current():
                set_up()


def missing_packages(packages: Sequence[str]) -> list[str]:
    """Of Debian's packages, those that are not installed; nothing where this is no Debian."""
    try:
        there = {entry.name.removesuffix(".list").partition(":")[0] for entry in os.scandir("/var/lib/dpkg/info")}
    except OSError:
        return []
    return [names.partition("|")[0] for names in packages if there.isdisjoint(names.split("|"))]


def install_packages(names: list[str]) -> None:
    command = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"Libraries of the system are missing. To install them:\n  sudo {' '.join(command)}", file=sys.stderr)
        return
    print(f"Installing {' '.join(names)}", file=sys.stderr)
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if run_quietly(command, environ) != 0:  # often only because the lists are old or were never fetched
        run_quietly(["apt-get", "update"], environ)
        if run_quietly(command, environ, say=True) != 0:
            print(f"That did not work; Rivulet may not start. The command was:\n  {' '.join(command)}", file=sys.stderr)


def run_quietly(command: list[str], environ: dict[str, str], *, say: bool = False) -> int:
    """Run it and show what it printed only when it failed and `say` is true."""
    done = subprocess.run(
        command, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode != 0 and say:
        print(done.stdout[-2000:] + done.stderr[-4000:], file=sys.stderr)
    return done.returncode


def fingerprint() -> str:
    """What the environment was made from; another one makes it stale."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for path in (ROOT / "pyproject.toml", LOCK):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current() -> bool:
    try:
        return STAMP.read_text("utf-8") == fingerprint() and PYTHON.exists()
    except OSError:
        return False


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two first starts at once would build into the same folder: the second one waits."""
    if os.name == "nt":
        yield
        return
    import fcntl

    with (ROOT / "run.py").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def set_up() -> None:
    """Make `.venv` from the lock file, with the project itself in it, and byte-compile."""
    print("Setting up .venv (once)", file=sys.stderr)
    uv = shutil.which("uv")
    STAMP.unlink(missing_ok=True)
    if not has_this_python():
        make_venv(uv)
    if uv:
        pip = [uv, "pip"]
        into = ["--python", str(PYTHON), "--compile-bytecode", "--quiet"]
        must([*pip, "sync", *into, "--require-hashes", str(LOCK)])
    else:
        pip = [str(PYTHON), "-m", "pip"]
        into = ["--quiet", "--no-input", "--disable-pip-version-check"]
        must([*pip, "install", *into, "--require-hashes", "-r", str(LOCK)])
    must([*pip, "install", *into, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    must([str(PYTHON), "-m", "compileall", "-q", str(ROOT / "core"), str(ROOT / "gui")])
    STAMP.write_text(fingerprint(), "utf-8")


def has_this_python() -> bool:
    """Whether `.venv` is there and of the Python that runs this."""
    if not PYTHON.exists():
        return False
    words = "import sys; print(sys.version_info[:2])"
    done = subprocess.run([str(PYTHON), "-c", words], capture_output=True, text=True, check=False)
    return done.stdout.strip() == str(sys.version_info[:2])


def make_venv(uv: str | None) -> None:
    if uv:
        must([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)])
        return
    try:
        import ensurepip  # noqa: F401  # Debian keeps it in a package of its own
    except ImportError:
        install_packages(["python3-venv"])
    must([sys.executable, "-m", "venv", "--clear", str(VENV)])


def must(command: list[str]) -> None:
    """Run a step of the set-up; ends the process where it fails."""
    environ = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONHOME")}
    if subprocess.call(command, cwd=ROOT, env=environ) != 0:
        fail(f"This step of the set-up failed:\n  {' '.join(command)}")


def fail(sentence: str) -> NoReturn:
    sys.exit(f"Rivulet: {sentence}")


# --- the lock file ----------------------------------------------------------------------------------------------------

LOCK_HEADER = """\
# Every dependency with its version and hashes, for Python 3.11 and newer on all platforms.
# Written by `python3 run.py lock` from pyproject.toml; do not edit.
"""


def write_lock() -> int:
    """Resolve pyproject.toml anew. Names no registry and no folder, so that it holds wherever packages come from."""
    uv = shutil.which("uv")
    if not uv:
        fail("`lock` needs uv (https://docs.astral.sh/uv/).")
    groups = ["--group", "dev", "--group", "bundle"]
    options = [*groups, "--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade"]
    silence = ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate", "--quiet"]
    command = [uv, "pip", "compile", "pyproject.toml", *options, *silence]
    found = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if found.returncode != 0:
        return found.returncode
    LOCK.write_text(LOCK_HEADER + found.stdout, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
