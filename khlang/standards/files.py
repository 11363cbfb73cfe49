"""Reading the files of this package: CSV tables and TOML documents, in a fixed order, nothing else."""

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file, each as column name to text; an empty cell is ""."""
    with (ROOT / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def document(name: str) -> dict[str, Any]:
    """Return a TOML file as its author wrote it."""
    with (ROOT / name).open("rb") as file:
        return tomllib.load(file)


def documents(folder: str, suffix: str = ".toml") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every TOML file of a folder in the order of the names, as (name without the suffix, content)."""
    for path in sorted((ROOT / folder).glob(f"*{suffix}")):
        yield path.name.removesuffix(suffix), document(f"{folder}/{path.name}")
