"""The console command: its table of contents, its shared options, `check`, `serve`."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from khlang.faces import cli
from khlang.faces.cli import check, serve
from tests.architecture.source import ROOT


@pytest.fixture
def environment(monkeypatch):
    """What a command sets in the environment is gone after the test."""
    for name in ("KHLANG_DATABASE_URL", "KHLANG_BUSINESS_DATE"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    return os.environ


def test_help_lists_every_command_that_is_there(capsys):
    assert cli.main(["--help"]) == 0
    listed = capsys.readouterr().out
    assert {"serve", "check", "migrate"} <= set(cli.available())
    assert all(f"\n  {name} " in listed for name in cli.available())


def test_without_a_command_it_tells_what_there_is(capsys):
    assert cli.main([]) == 2
    assert "serve" in capsys.readouterr().out


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["paint"])
    assert stopped.value.code == 2
    assert "paint" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--database", "sqlite:///x", "--business-date", "2024-10-01", "check"],
        ["check", "--database", "sqlite:///x", "--business-date", "2024-10-01"],
        ["check", "--quiet", "--database=sqlite:///x", "--business-date=2024-10-01"],
    ],
)
def test_shared_options_may_stand_anywhere(arguments, environment, monkeypatch):
    seen = []
    monkeypatch.setattr(check, "run", lambda options: seen.append((options.database, options.business_date)) or 0)
    assert cli.main(arguments) == 0
    assert seen == [("sqlite:///x", "2024-10-01")]
    assert (environment["KHLANG_DATABASE_URL"], environment["KHLANG_BUSINESS_DATE"]) == ("sqlite:///x", "2024-10-01")


@pytest.mark.django_db
def test_this_installation_has_no_problem(environment, capsys):
    """Declarations are sound, migrations applied, guards installed, on whichever database the tests run."""
    code = cli.main(["check"])
    assert code == 0, capsys.readouterr().out


def test_check_names_every_problem_and_fails(environment, monkeypatch, capsys):
    monkeypatch.setattr(check, "CHECKS", {"fine": list, "broken": lambda: ["one thing", "another"]})
    assert cli.main(["check", "--quiet"]) == 1
    assert capsys.readouterr().out == "✗ broken\n    one thing\n    another\n"


def test_serve_passes_over_a_port_that_is_taken():
    with socket.socket() as taken:
        free = serve._free_port("127.0.0.1")
        taken.bind(("127.0.0.1", free))
        taken.listen()
        assert serve._free_port("127.0.0.1") > free


def answer(url: str, *, process: subprocess.Popen[str], seconds: int) -> tuple[int, str]:
    """Status and body of a page, as soon as the server answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as page:
                return page.status, page.read().decode()
        except OSError as error:
            if process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"{url} does not answer: {error}") from error
            time.sleep(0.2)


@pytest.mark.own_database
def test_serve_answers_and_stops_when_told(tmp_path):
    """A new database, served by a process of its own, as `./run` does."""
    env = {**os.environ, "KHLANG_VAR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    for name in ("KHLANG_DATABASE_URL", "KHLANG_BUSINESS_DATE", "DJANGO_SETTINGS_MODULE"):
        env.pop(name, None)
    khlang = [sys.executable, "-m", "khlang"]
    subprocess.run([*khlang, "migrate", "--quiet"], env=env, cwd=tmp_path, check=True, timeout=300)
    port = serve._free_port("127.0.0.1")
    process = subprocess.Popen(
        [*khlang, "serve", "--port", str(port)], env=env, cwd=tmp_path, text=True, stdout=subprocess.PIPE
    )
    try:
        status, body = answer(f"http://127.0.0.1:{port}/login/", process=process, seconds=120)
    finally:
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=30)
    assert status == 200
    assert "คลัง" in body
    assert f"http://localhost:{port}/" in output
