"""A text that a command takes fits into the column that keeps it: otherwise PostgreSQL answers for us, with a fault."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from khlang.core.refusal import Refusals
from khlang.platform.commands import COMMANDS
from khlang.standards import message_exists
from tests.till import WASTE_FEE, Till

#: Codes that are looked up before they are kept: what is not found is refused with a word of its own.
LOOKED_UP = {"account", "sub", "book_no", "work_code", "category_code", "item_code", "fund_source", "role"}
#: Long texts that are cut to their columns.
CUT = {"explanation", "note", "reason", "name", "source"}


def lengths() -> dict[str, dict[str, int]]:
    """For each module: the shortest column of each name in its tables."""
    found: dict[str, dict[str, int]] = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField) and field.max_length:
                known = found.setdefault(model._meta.app_label, {})
                known[field.name] = min(field.max_length, known.get(field.name, field.max_length))
    return found


def texts(schema: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Every text of an input with the length it may have, those of its lines too."""
    for part in (schema, *schema.get("$defs", {}).values()):
        for name, given in part.get("properties", {}).items():
            for kind in (given, *given.get("anyOf", ())):
                if kind.get("type") == "string" and "maxLength" in kind:
                    yield name, kind["maxLength"]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_texts_fit_their_columns(name: str) -> None:
    """By name: what is called alike in the input and in a table of the module."""
    command = COMMANDS[name]
    module = command.run.__module__.split(".")[2]
    columns = lengths().get(module, {})
    too_long = [
        (key, limit, columns[key])
        for key, limit in texts(command.schema.model_json_schema())
        if key in columns and key not in LOOKED_UP | CUT and limit > columns[key]
    ]
    assert too_long == []


def test_a_text_that_is_too_long_is_refused_at_its_field(till: Till) -> None:
    """With words, and nothing is written."""
    assert message_exists("refusal.text_too_long")
    with pytest.raises(Refusals) as caught:
        till.collect(
            (WASTE_FEE, "10"), channel="cheque", cheque_number="7" * 21, cheque_bank="ธ.ออมสิน", cheque_date="1/10/67"
        )
    assert [(refusal.code, refusal.field) for refusal in caught.value.errors] == [("text_too_long", "cheque_number")]
