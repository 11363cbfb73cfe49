"""The shape of a form, read off the schema of a command and the declared Fields: what is asked, in which order, how drawn."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from khlang.platform.screens import Field

_FORMATS = {"baht": "money", "thai-date": "date", "password": "password"}
_LONG = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One field of a form: its name, how it is drawn, what it may hold. `lines` are the columns of a nested table."""

    key: str
    widget: str
    required: bool
    options: tuple[str, ...] = ()
    numeric: bool = False
    lines: tuple["Slot", ...] = ()
    declared: Field

    @property
    def label_key(self) -> str:
        """The message key of the label."""
        return self.declared.label or f"field.{self.key}"


def slots(
    *, schema: type[BaseModel], fields: Sequence[Field] = (), without: Sequence[str] = ("document_id", "reason")
) -> tuple[Slot, ...]:
    """The fields of a schema in the order of their declarations, then of the schema; lists of things nobody can type or
    choose are left out."""
    whole = _json_schema(schema)
    return _slots(whole, whole.get("$defs", {}), tuple(fields), tuple(without))


def name_of_file(key: str, properties: Container[str]) -> str:
    """The field that takes the name of the file uploaded in `key` ("content" → "filename"), or ""."""
    if key != "content" and not key.endswith("_content"):
        return ""
    names = (key.replace("content", "filename"), key.replace("content", "name"))
    return next((name for name in names if name in properties), "")


@cache
def _json_schema(schema: type[BaseModel]) -> Mapping[str, Any]:
    return schema.model_json_schema()


def _slots(
    part: Mapping[str, Any], definitions: Mapping[str, Any], fields: tuple[Field, ...], without: tuple[str, ...]
) -> tuple[Slot, ...]:
    properties = part.get("properties", {})
    declared = {field.key: field for field in fields}
    order = [*(key for key in declared if key in properties), *(key for key in properties if key not in declared)]
    unasked = {*without, *(name_of_file(key, properties) for key in properties)}
    made = (
        _slot(key, properties[key], definitions, declared.get(key) or Field(key=key), key in part.get("required", ()))
        for key in order
        if key not in unasked
    )
    return tuple(slot for slot in made if slot is not None)


def _slot(
    key: str, about: Mapping[str, Any], definitions: Mapping[str, Any], declared: Field, required: bool
) -> Slot | None:
    about = _resolve(about, definitions)
    kind = about.get("type", "string")
    options = tuple(about.get("enum", ())) or ((about["const"],) if "const" in about else ())
    lines: tuple[Slot, ...] = ()
    if kind == "array":
        item = _resolve(about.get("items", {}), definitions)
        lines = _slots(item, definitions, declared.lines, ()) if "properties" in item else ()
        if not lines and declared.choices is None:
            return None
        required = required or about.get("minItems", 0) > 0
    required = required or declared.required
    return Slot(
        key=key, widget=declared.widget or _widget(about, kind, options, declared, bool(lines)), required=required,
        options=tuple(str(each) for each in options), numeric=kind == "integer", lines=lines, declared=declared,
    )  # fmt: skip


def _resolve(about: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a reference, and look through `| None`."""
    for choice in about.get("anyOf", ()):
        if choice.get("type") != "null":
            return {**about, **_resolve(choice, definitions)}
    if "$ref" in about:
        return {**definitions[about["$ref"].rpartition("/")[2]], **about}
    return about


def _widget(about: Mapping[str, Any], kind: str, options: tuple[Any, ...], declared: Field, lines: bool) -> str:
    if kind == "array":
        return "lines" if lines else "many"
    if declared.search is not None:
        return "search"
    if declared.choices is not None or options:
        return "select"
    if kind == "boolean":
        return "check"
    if declared.key == "content" or declared.key.endswith("_content"):
        return "file"
    if about.get("format") in _FORMATS:
        return _FORMATS[about["format"]]
    if kind == "integer":
        return "number"
    return "long" if about.get("maxLength", 0) >= _LONG else "text"
