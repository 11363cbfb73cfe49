"""`khlang demo`: built once, found again, refused beside anybody else's books, damage named."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.test import override_settings

from khlang.faces import cli
from khlang.faces.cli import demo
from tests.architecture.source import ROOT
from tests.office import open_office


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Runs `khlang` on a database of its own, where the demo was built."""
    folder = tmp_path_factory.mktemp("demo")
    environment = {
        **os.environ, "KHLANG_VAR": str(folder), "KHLANG_DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "khlang.platform.settings.testing",
    }  # fmt: skip

    def run(*arguments):
        command = [sys.executable, "-m", "khlang", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    built = run("demo", "--no-serve")
    assert built.returncode == 0, built.stderr
    run.built, run.file = built.stdout, folder / "demo.sqlite3"
    return run


@pytest.mark.own_database
def test_the_logins_are_printed(office):
    assert "somchai" in office.built
    assert demo.passwords.of("somchai") in office.built


@pytest.mark.own_database
def test_verify_and_check_are_silent_about_it(office):
    verified = office("verify")
    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")


@pytest.mark.own_database
def test_it_is_not_built_twice(office):
    again = office("demo", "--no-serve")
    assert again.returncode == 0
    assert "--fresh" in again.stdout
    assert "1 ต.ค. 2567" not in again.stdout


@pytest.mark.own_database
def test_verify_fails_after_the_owner_of_the_file_changed_a_line(office):
    with sqlite3.connect(office.file) as database:
        triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        line = "voucher_id = (SELECT id FROM ledger_voucher WHERE number = 'RV68-00004/2568') AND debit > 0"
        database.execute(f"UPDATE ledger_line SET debit = debit + 1 WHERE {line}")
    damaged = office("verify")
    assert damaged.returncode == 1
    assert "RV68-00004/2568" in damaged.stderr
    fresh = office("demo", "--fresh", "--no-serve")
    assert fresh.returncode == 0, fresh.stderr
    assert office("verify").returncode == 0


def test_beside_other_organisations_it_is_refused(transactional_db, capsys):
    open_office(code="REAL")
    assert cli.main(["demo", "--fresh", "--no-serve"]) == 1
    assert "REAL" in capsys.readouterr().out


def test_production_has_no_demo(capsys):
    with override_settings(PRODUCTION=True):
        assert cli.main(["demo", "--no-serve"]) == 1
    assert "production" in capsys.readouterr().out


@pytest.mark.parametrize(("chosen", "shown"), [("", "2024-11-04"), ("2024-10-02", "2024-10-02")])
def test_the_demo_is_served_on_the_last_day_of_its_tables_unless_another_is_chosen(
    chosen, shown, monkeypatch, settings
):
    monkeypatch.setenv("KHLANG_BUSINESS_DATE", chosen)
    settings.BUSINESS_DATE = chosen
    monkeypatch.setattr(demo, "is_here", lambda: True)
    demo.choose_business_date()
    assert (settings.BUSINESS_DATE, os.environ["KHLANG_BUSINESS_DATE"]) == (shown, shown)
