"""Forms are drawn from schemas: types become widgets, declarations come first, lines are read as they stand."""

from typing import Literal

from django.http import QueryDict

from khlang.faces.web import forms
from khlang.faces.web.shape import slots
from khlang.platform.inputs import Day, Input, LongText, PositiveBaht, ShortText
from khlang.platform.screens import Choice, Field


class Line(Input):
    """A line."""

    item: ShortText
    amount: PositiveBaht


class Sample(Input):
    """One of every type."""

    document_id: int
    name: ShortText
    day: Day | None = None
    kind: Literal["a", "b"] = "a"
    sure: bool = False
    text: LongText = ""
    chosen: tuple[int, ...] = ()
    content: str = ""
    filename: str = ""
    lines: tuple[Line, ...]


def widgets(*fields: Field) -> dict[str, str]:
    return {slot.key: slot.widget for slot in slots(schema=Sample, fields=fields)}


def test_types_become_widgets():
    assert widgets() == {
        "name": "text", "day": "date", "kind": "select", "sure": "check", "text": "long", "content": "file", "lines": "lines",
    }  # fmt: skip


def test_a_list_of_identifiers_is_ticked_when_there_is_something_to_choose_from():
    assert widgets(Field(key="chosen", choices=lambda: [Choice(value="1", label="หนึ่ง")]))["chosen"] == "many"


def test_declared_fields_come_first_in_their_order():
    assert list(widgets(Field(key="text"), Field(key="day")))[:2] == ["text", "day"]


def test_columns_of_lines_are_declared_within():
    fields = (Field(key="lines", lines=(Field(key="amount"), Field(key="item", search=lambda text: ()))),)
    (lines,) = (slot for slot in slots(schema=Sample, fields=fields) if slot.key == "lines")
    assert [(slot.key, slot.widget) for slot in lines.lines] == [("amount", "money"), ("item", "search")]


def test_empty_boxes_and_empty_lines_are_left_out():
    post = QueryDict(
        "name= ก &day=&lines-0-item=x&lines-0-amount=5&lines-1-item=&lines-1-amount= &lines-7-item=y&evil=1"
    )
    values = forms.read(slots=slots(schema=Sample), post=post)
    assert values["name"] == "ก"
    assert values["lines"] == [{"item": "x", "amount": "5"}, {"item": "y"}]
    assert "day" not in values
    assert "evil" not in values


def test_stored_values_come_back_as_they_would_be_typed():
    from datetime import date

    stored = {"name": "ก", "day": date(2024, 10, 1), "lines": [{"item": "x", "amount": 125_075}]}
    shown = forms.typed(stored, slots(schema=Sample))
    assert shown["day"] == "01/10/2567"
    assert shown["lines"] == [{"item": "x", "amount": "1,250.75"}]
