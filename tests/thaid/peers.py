"""Providers that stand in for ThaID: an independent one (npm oidc-provider) and one that lies (hostile.py).

A test module imports the fixtures by name: `from tests.thaid.peers import hostile, independent`.
"""

import fcntl
import hashlib
import json
import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from khlang.spine.access.thaid import provider as providers
from tests.thaid.hostile import CLIENT_ID, CLIENT_SECRET, NUMBER, Hostile, served

FOLDER = Path(__file__).parent / "provider"
#: Whom the independent provider knows, by what they type on its page.
PEOPLE = {
    "somchai": {
        "pid": NUMBER, "title": "นาย", "given_name": "สมชาย", "family_name": "ใจดี", "name": "นายสมชาย ใจดี",
        "given_name_en": "Somchai", "family_name_en": "Jaidee", "gender": "male", "birthdate": "1985-04-01", "ial": "2.3",
    },
}  # fmt: skip


def point_at(settings: Any, issuer: str) -> None:
    """Khlang believes this issuer, and remembers no other."""
    settings.THAID_ISSUER, settings.THAID_CLIENT_ID, settings.THAID_CLIENT_SECRET = issuer, CLIENT_ID, CLIENT_SECRET
    providers.forget()


@pytest.fixture
def hostile(settings: Any) -> Iterator[Hostile]:
    """A provider that is honest until the test makes it lie."""
    with served() as peer:
        point_at(settings, peer.issuer)
        yield peer
        providers.forget()


@pytest.fixture
def independent(settings: Any, live_server: Any) -> Iterator[str]:
    """The independent provider, registered for the site that the test serves; its issuer."""
    settings.PUBLIC_URL = live_server.url
    with running(people=PEOPLE, redirect=f"{live_server.url}/thaid/return/") as issuer:
        point_at(settings, issuer)
        yield issuer
        providers.forget()


@pytest.fixture
def independent_of(settings: Any, live_server: Any) -> Iterator[Callable[[dict[str, Any]], str]]:
    """As `independent`, for people of the test's own: {what they type: their claims}."""
    opened = []

    def start(people: dict[str, Any]) -> str:
        settings.PUBLIC_URL = live_server.url
        opened.append(running(people=people, redirect=f"{live_server.url}/thaid/return/"))
        issuer = opened[-1].__enter__()
        point_at(settings, issuer)
        return issuer

    yield start
    for each in opened:
        each.__exit__(None, None, None)
    providers.forget()


@contextmanager
def running(*, people: dict[str, Any], redirect: str) -> Iterator[str]:
    """The provider as a process of its own, until the block ends."""
    install()
    port = free_port()
    given = {
        "port": port, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "redirect_uri": redirect, "people": people,
    }  # fmt: skip
    process = subprocess.Popen(
        ["node", "provider.mjs", json.dumps(given)], cwd=FOLDER, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        said = iter(process.stdout or ())
        assert any(line.strip() == "ready" for line in said), "the independent provider did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)
        if process.stdout:
            process.stdout.close()


def install() -> None:
    """The packages of the lock, once; by one test process at a time. Skips where they cannot be fetched."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.fail("the test with an independent identity provider needs node and npm on the PATH")
    wanted = hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
    stamp = FOLDER / "node_modules" / ".installed"
    with (FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.exists() and stamp.read_text() == wanted:
            return
        done = subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=FOLDER, capture_output=True, text=True,
            timeout=300, env={**os.environ, "npm_config_fetch_retries": "1", "npm_config_fetch_timeout": "30000"},
        )  # fmt: skip
        if done.returncode != 0:
            pytest.skip(f"npm cannot fetch the independent identity provider: {done.stderr[-300:]}")
        stamp.write_text(wanted)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
