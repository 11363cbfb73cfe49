"""The forms of printed documents: forms/<document>/form.toml says what the paper is, form.typ how it looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from khlang.standards.files import ROOT, document

FORMS = ROOT / "forms"


@dataclass(frozen=True, slots=True)
class Form:
    """A printed document. `details` is the whole of form.toml: code, regulation, paper, copies, signatures."""

    name: str
    title_th: str
    title_en: str
    source: str
    template: Path
    details: Mapping[str, Any]


def form(name: str) -> Form:
    """Return the form of a document; KeyError when there is none."""
    return _forms()[name]


def forms() -> tuple[Form, ...]:
    """Return every form by name."""
    return tuple(_forms().values())


@cache
def _forms() -> Mapping[str, Form]:
    names = sorted(path.parent.name for path in FORMS.glob("*/form.toml"))
    return MappingProxyType({name: _form(name) for name in names})


def _form(name: str) -> Form:
    details = document(f"forms/{name}/form.toml")
    return Form(
        name,
        str(details.get("title_th", details.get("title", name))),
        str(details.get("title_en", name)),
        str(details.get("source", details.get("regulation", ""))),
        FORMS / name / "form.typ",
        MappingProxyType(details),
    )
