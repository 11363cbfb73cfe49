"""`khlang bench posting` compares like with like: the raw side leaves the rows behind that the command leaves; `khlang bench
backentry` walks from workbooks to the certificate and prints its rates."""

import json
import os
import subprocess
import sys
from pathlib import Path

from khlang.faces.cli.bench import posting

ROOT = Path(__file__).parents[2]


def test_both_sides_leave_the_same_rows(tmp_path: Path) -> None:
    """In a process and a database of their own: the raw side opens connections that Django knows nothing of."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.faces.bench_rows"],
        cwd=ROOT, env={**os.environ, "KHLANG_VAR": str(tmp_path)}, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.split() == list(posting.COMMANDS)


def test_back_entry_prints_its_rates(tmp_path: Path) -> None:
    """Twenty days of spring: enough for the walk and for what it prints."""
    words = ["bench", "backentry", "--json", "--receipts", "8", "--dika", "4", "--days", "20"]
    run = subprocess.run(
        [sys.executable, "-m", "khlang", *words],
        cwd=ROOT, env={**os.environ, "KHLANG_VAR": str(tmp_path)}, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    rows = json.loads(run.stdout)
    assert [row["workload"] for row in rows] == ["backentry_receipt", "backentry_dika", "backentry"]
    names = {"workload", "database", "documents_per_second", "ordinary_documents_per_second", "ratio"}
    assert all(set(row) == names and row["ratio"] > 0 for row in rows)
    assert "machine time" in run.stderr
