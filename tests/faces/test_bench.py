"""`khlang bench posting` compares like with like: the raw side leaves the rows behind that the command leaves."""

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
