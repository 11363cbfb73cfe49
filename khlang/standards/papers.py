"""The forms of printed documents: forms/<document>/form.toml says what the paper is, form.typ how it looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from khlang.standards import files

FOLDER = "forms"


@dataclass(frozen=True, slots=True)
class Form:
    """A printed document: its paper, the copies that are made, who signs it, the Typst template that draws it.

    `data` tells, key by key, what the template is fed with; every value is text that is already formatted.
    """

    name: str
    title_th: str
    title_en: str
    source: str
    paper: str
    copies: tuple[str, ...]
    signatures: tuple[str, ...]
    data: Mapping[str, str]
    template: Path


def form(name: str) -> Form:
    """Return the form of a document; KeyError when there is none."""
    return _forms()[name]


def forms() -> tuple[Form, ...]:
    """Return every form by name."""
    return tuple(_forms().values())


@cache
def _forms() -> Mapping[str, Form]:
    names = sorted(path.parent.name for path in (files.ROOT / FOLDER).glob("*/form.toml"))
    return MappingProxyType({name: _form(name) for name in names})


def _form(name: str) -> Form:
    row = files.document(f"{FOLDER}/{name}/form.toml")
    return Form(
        name,
        row["title_th"],
        row["title_en"],
        row["source"],
        row["paper"],
        tuple(row.get("copies", ())),
        tuple(row.get("signatures", ())),
        MappingProxyType(row.get("data", {})),
        files.ROOT / FOLDER / name / "form.typ",
    )
