"""A refusal carries everything that its wording and its place on the screen need."""

import pickle

import pytest

from khlang.core.refusal import Refusal, Refusals


def test_a_refusal_has_a_code_a_field_and_facts():
    """The fact may be called `code` too: the code of an account, for example."""
    refusal = Refusal("account_unknown", field="lines.0.account", code="9999999999.001")
    assert (refusal.code, refusal.field) == ("account_unknown", "lines.0.account")
    assert refusal.facts == {"code": "9999999999.001"}
    assert str(refusal) == "account_unknown at lines.0.account (code='9999999999.001')"


def test_a_refusal_can_be_aimed_at_the_field_that_its_reader_knows():
    """The parser of amounts does not know that it reads row 7 of a sheet."""
    aimed = Refusal("amount_malformed", text="x").at("rows.7.amount")
    assert (aimed.code, aimed.field, aimed.facts) == ("amount_malformed", "rows.7.amount", {"text": "x"})


def test_many_refusals_are_reported_together():
    """A spreadsheet is corrected in one go; an empty collection would hide a mistake of the program."""
    both = Refusals([Refusal("amount_malformed", row=7), Refusal("account_unknown", row=9)])
    assert [refusal.facts["row"] for refusal in both.errors] == [7, 9]
    assert str(both) == "amount_malformed (row=7); account_unknown (row=9)"
    with pytest.raises(ValueError, match="at least one"):
        Refusals([])


def test_refusals_travel_between_processes_whole():
    """A worker that refuses says the same to the one who asked."""
    both = Refusals([Refusal("amount_malformed", field="amount", row=7), Refusal("account_unknown", code="1")])
    received = pickle.loads(pickle.dumps(both))
    assert str(received) == str(both)
    assert received.errors[0].facts == {"row": 7}
