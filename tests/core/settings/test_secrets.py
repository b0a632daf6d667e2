"""Keys: a real Secret Service, one that never answers, and none at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from core.settings.secrets import Key, KeySource

ROOT = Path(__file__).parents[3]

PRELUDE = """
import asyncio, os
from dataclasses import replace
from core.providers.base import ProviderSpec, WireProtocol
from core.settings.secrets import Secrets
spec = ProviderSpec("mine", "Mine", WireProtocol.OPENAI_CHAT, "https://host.example/v1", key_env="RIVULET_TEST_KEY")
elsewhere = replace(spec, base_url="https://other.example/v1")

async def main():
    secrets = Secrets(time_limit_s={limit})
    try:
{body}
    finally:
        secrets.close()

asyncio.run(main())
"""


def child(
    body: str, environment: dict[str, str], *wrapper: str, limit: float = 5.0
) -> subprocess.CompletedProcess[str]:
    """The body in a process of its own, with nothing of this machine's keyrings in its environment."""
    code = PRELUDE.format(body=textwrap.indent(textwrap.dedent(body), " " * 8), limit=limit)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    return subprocess.run(
        [*wrapper, sys.executable, "-c", code],
        cwd=ROOT,
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
        input="password\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    return {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(runtime), "XDG_DATA_HOME": str(tmp_path / "data")}


def tool(name: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} is missing; `python3 run.py test` installs it on a Debian"
    return found


def test_a_real_secret_service(home: dict[str, str]) -> None:
    service = f'{tool("gnome-keyring-daemon")} --unlock --components=secrets >/dev/null && exec "$@"'
    done = child(
        """
        print((await secrets.status()).name)
        print(await secrets.set(spec, "sk-canary", persist=True))
        again = Secrets()
        key = await again.get(spec)
        print(key.value, key.source)
        print(await again.get(elsewhere))
        print(await again.delete(spec), await again.get(spec))
        print(await again.delete(spec))
        again.close()
        """,
        home,
        tool("dbus-run-session"),
        "--",
        tool("sh"),
        "-c",
        service,
        "sh",
    )
    assert lines(done) == ["SecretService Keyring", "None", "sk-canary keyring", "None", "None None", "None"]
    assert "canary" not in done.stderr


def test_a_service_without_a_keyring_is_asked_to_make_one_only_for_a_key(home: dict[str, str]) -> None:
    """Without a display nobody can be asked for its password."""
    service = f'{tool("gnome-keyring-daemon")} --start --components=secrets >/dev/null 2>&1; exec "$@"'
    wrapper = (tool("dbus-run-session"), "--", tool("sh"), "-c", service, "sh")
    done = child(
        """
        print((await secrets.status()).problem)
        print(await secrets.get(spec))
        problem = await secrets.set(spec, "sk-canary", persist=True)
        print(problem.startswith("The system's keyring ") and problem.endswith("The key is kept until you quit."))
        print((await secrets.get(spec)).source)
        """,
        home,
        *wrapper,
    )
    assert lines(done) == ["None", "None", "True", "session"]


def test_a_keyring_that_stays_locked_is_told(home: dict[str, str]) -> None:
    service = f'{tool("gnome-keyring-daemon")} --unlock --components=secrets >/dev/null && exec "$@"'
    wrapper = (tool("dbus-run-session"), "--", tool("sh"), "-c", service, "sh")
    done = child(
        """
        import secretstorage
        from contextlib import closing
        with closing(secretstorage.dbus_init()) as bus:
            secretstorage.get_default_collection(bus).lock()
        print((await secrets.status()).problem.startswith("The system's keyring "))
        problem = await secrets.set(spec, "sk-canary", persist=True)
        print(problem.startswith("The system's keyring ") and problem.endswith("The key is kept until you quit."))
        print((await secrets.get(spec)).source)
        """,
        home,
        *wrapper,
    )
    assert lines(done) == ["True", "True", "session"]


def test_a_service_that_never_answers_costs_its_time_limit_once(home: dict[str, str]) -> None:
    silent = textwrap.dedent(
        """
        import subprocess, sys
        from jeepney import MessageType, new_method_call, DBusAddress
        from jeepney.io.blocking import open_dbus_connection
        bus = open_dbus_connection()
        address = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        bus.send_and_get_reply(new_method_call(address, "RequestName", "su", ("org.freedesktop.secrets", 0)))
        sys.exit(subprocess.run(sys.argv[1:]).returncode)
        """
    )
    done = child(
        """
        import time
        started = time.monotonic()
        print(await secrets.get(spec))
        print((await secrets.status()).problem)
        print(await secrets.set(spec, "sk-canary", persist=True))
        print((await secrets.get(spec)).source)
        print(time.monotonic() - started < 4)
        once = Secrets(time_limit_s=1)
        await asyncio.gather(once.get(spec), once.get(elsewhere), once.status())
        started = time.monotonic()
        print(await once.get(spec), time.monotonic() - started < 0.5)
        """,
        home,
        tool("dbus-run-session"),
        "--",
        sys.executable,
        "-c",
        silent,
        limit=1.0,
    )
    words = "The system's keyring does not answer; it may be locked."
    asked = ["None", words, f"{words} The key is kept until you quit.", "session", "True"]
    assert lines(done) == [*asked, "None True"]


def test_a_call_that_is_lost_for_good_does_not_take_the_keyring_with_it(home: dict[str, str], tmp_path: Path) -> None:
    backend = """
        import threading
        from keyring.backend import KeyringBackend
        asked = []
        class Keyring(KeyringBackend):
            priority = 1
            def get_password(self, service, username):
                asked.append(username)
                if len(asked) == 1:
                    threading.Event().wait()
                return "sk-kept"
            def set_password(self, service, username, password):
                raise NotImplementedError
        """
    (tmp_path / "lossy.py").write_text(textwrap.dedent(backend))
    done = child(
        """
        secrets = Secrets(time_limit_s=2, retry_after_s=1)
        print(await secrets.get(spec), await secrets.get(spec))
        await asyncio.sleep(1.1)
        key = await secrets.get(spec)
        print(key.value, key.source)
        """,
        {**home, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}", "PYTHON_KEYRING_BACKEND": "lossy.Keyring"},
    )
    assert lines(done) == ["None None", "sk-kept keyring"]


def test_without_a_keyring_there_is_the_session_and_the_environment(home: dict[str, str], tmp_path: Path) -> None:
    done = child(
        """
        print((await secrets.status()).problem)
        key = await secrets.get(spec)
        print(key.value, key.source)
        print(await secrets.set(spec, "sk-canary", persist=True))
        key = await secrets.get(spec)
        print(key.value, key.source)
        print(await secrets.delete(spec))
        print((await secrets.get(spec)).source)
        """,
        {**home, "RIVULET_TEST_KEY": "sk-env"},
    )
    assert lines(done) == [
        "This system has no keyring.",
        "sk-env environment",
        "This system has no keyring. The key is kept until you quit.",
        "sk-canary session",
        "None",
        "environment",
    ]
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"canary" in path.read_bytes()]


def test_a_keyring_that_keeps_nothing_is_not_used(home: dict[str, str]) -> None:
    null = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    done = child("print((await secrets.status()).problem)", home | null)
    assert lines(done) == ["This system has no keyring."]


def test_a_key_does_not_show_itself() -> None:
    assert "sk-canary" not in repr(Key("sk-canary", KeySource.SESSION))
