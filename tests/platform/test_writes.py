"""The single write and the guards of the database, the same on SQLite and PostgreSQL."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from khlang.core.lifecycle import Lifecycle, Move
from khlang.core.posting import AccountRef, Facts, Item
from khlang.core.refusal import Refusal, Refusals
from khlang.platform import tenancy
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.inputs import Input, PositiveBaht, ShortText
from khlang.spine.documents import queries, spine, verification
from khlang.spine.documents.models import Document, Step
from khlang.spine.ledger.models import DayBalance, GuardedBalance, Line, Seal, Voucher
from tests.office import Office, open_office
from tests.operators import operator

CASH, FEES = "1101010101.001", "4401030106.001"
NOTE = Lifecycle(
    "general_voucher",
    "draft",
    ("approved",),
    (
        Move(
            "approve", ("draft",), "approved", "general_voucher.approve", posts="general_voucher.approved", numbers=True
        ),
    ),
    series="general_voucher",
)


class Note(Input):
    """Money in (or, with `out`, money out) of the cash box."""

    amount: PositiveBaht
    title: ShortText = "ทดสอบ"
    out: bool = False


@command("testing.note", schema=Note, single_write=True)
def post_note(*, envelope: Envelope, data: Note) -> Outcome:
    """Post a small general voucher."""
    cash = Item({"amount": data.amount}, {"account": AccountRef(CASH)})
    fees = Item({"amount": data.amount}, {"account": AccountRef(FEES, "41210008")})
    debits, credits = ((fees,), (cash,)) if data.out else ((cash,), (fees,))
    return spine.carry_out(
        envelope=envelope,
        lifecycle=NOTE,
        move="approve",
        new=spine.NewDocument(data.title, envelope.today, data.amount),
        facts=Facts(groups={"debits": debits, "credits": credits}),
    )


def test_one_call_leaves_document_voucher_balances_seal_and_trail(office: Office) -> None:
    """All that a posting leaves behind, from one command."""
    outcome = post_note(envelope=office.envelope(), data={"amount": "๑๒.๕๐"})
    document = Document.objects.get(id=outcome.document_id)
    assert (document.number, document.state, document.version, document.amount) == (
        "GV68-00001/2568",
        "approved",
        1,
        1250,
    )
    voucher = Voucher.objects.get(id=outcome.voucher_id)
    assert (voucher.number, voucher.kind, voucher.posting_date) == ("JV68-00001/2568", "general", office.today)
    lines = list(Line.objects.order_by("position").values_list("account", "sub", "debit", "credit"))
    assert lines == [(CASH, "", 1250, 0), (FEES, "41210008", 0, 1250)]
    assert DayBalance.objects.get(account=CASH).debit == 1250
    assert GuardedBalance.objects.get(account=CASH).debit == 1250
    assert Seal.objects.get(id=voucher.id).line_count == 2
    step = Step.objects.get(document_id=document.id)
    assert (step.move, step.to_state, step.voucher_id, step.drawn) == (
        "approve",
        "approved",
        voucher.id,
        document.number,
    )
    assert verification.verify() == []


def test_same_key_and_input_gets_the_stored_answer(office: Office) -> None:
    """A command sent twice is carried out once."""
    envelope = office.envelope(command_id=uuid4())
    first = post_note(envelope=envelope, data={"amount": "10.00"})
    again = post_note(envelope=envelope, data={"amount": "10.00"})
    assert again.replayed and not first.replayed
    assert (again.document_id, again.number, again.voucher_number) == (
        first.document_id,
        first.number,
        first.voucher_number,
    )
    assert Voucher.objects.count() == 1


def test_same_key_with_other_input_is_refused(office: Office) -> None:
    """A command id belongs to one input."""
    envelope = office.envelope(command_id=uuid4())
    post_note(envelope=envelope, data={"amount": "10.00"})
    with pytest.raises(Refusal) as refused:
        post_note(envelope=envelope, data={"amount": "11.00"})
    assert refused.value.code == "command_id_reused"


def test_dry_run_shows_the_voucher_and_leaves_nothing(office: Office) -> None:
    """The approver sees the exact lines before signing."""
    seen = post_note(envelope=office.envelope(dry_run=True), data={"amount": "10.00"})
    assert [(line.account, line.debit, line.credit) for line in seen.lines] == [(CASH, 1000, 0), (FEES, 0, 1000)]
    assert Document.objects.count() == Voucher.objects.count() == Step.objects.count() == 0
    assert post_note(envelope=office.envelope(), data={"amount": "10.00"}).number == "GV68-00001/2568"


def test_a_refused_write_leaves_no_gap(office: Office) -> None:
    """Cash that is not there is refused by the database; the number it would have had goes to the next voucher."""
    post_note(envelope=office.envelope(), data={"amount": "10.00"})
    with pytest.raises(Refusal) as refused:
        post_note(envelope=office.envelope(), data={"amount": "10.01", "out": True})
    assert refused.value.code == "cash_insufficient"
    assert refused.value.facts["remaining"] == "10.00"
    assert post_note(envelope=office.envelope(), data={"amount": "10.00", "out": True}).number == "GV68-00002/2568"
    assert verification.verify() == []


def test_every_wrong_field_is_named_at_once(office: Office) -> None:
    """All findings of a form come together, each at its field."""
    with pytest.raises(Refusals) as refused:
        post_note(envelope=office.envelope(), data={"amount": "1.234", "title": "", "colour": "red"})
    found = {(refusal.field, refusal.code) for refusal in refused.value.errors}
    assert found == {("amount", "amount_three_decimals"), ("title", "field_required"), ("colour", "field_unknown")}


STATEMENTS = {
    "line changed": "UPDATE ledger_line SET debit = debit + 1 WHERE debit > 0",
    "line deleted": "DELETE FROM ledger_line",
    "voucher changed": "UPDATE ledger_voucher SET description = 'x'",
    "voucher deleted": "DELETE FROM ledger_voucher",
    "seal deleted": "DELETE FROM ledger_seal",
    "trail changed": "UPDATE documents_step SET actor_name = 'x'",
    "trail deleted": "DELETE FROM documents_step",
    "document deleted": "DELETE FROM documents_document",
    "number changed": "UPDATE documents_document SET number = 'GV68-00009/2568'",
    "journal deleted": "DELETE FROM platform_command_journal",
    "balanced pair added": (
        "INSERT INTO ledger_line (org_id, voucher_id, position, book, account, sub, debit, credit, posting_date, description)"
        " SELECT org_id, voucher_id, position + 10, book, account, sub, debit, credit, posting_date, description FROM ledger_line"
    ),
}


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS.keys())
def test_the_database_refuses(office: Office, statement: str) -> None:
    """What is sealed stays as it is, whoever asks."""
    post_note(envelope=office.envelope(), data={"amount": "10.00"})
    with pytest.raises(DatabaseError, match="khlang:"), operator(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_link_cannot_leave_the_organisation(office: Office) -> None:
    """A line of one organisation cannot be put on the voucher of another."""
    outcome = post_note(envelope=office.envelope(), data={"amount": "10.00"})
    other = open_office(code="OTHER")
    with pytest.raises(DatabaseError), operator(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_line (org_id, voucher_id, position, book, account, sub, debit, credit, posting_date,"
            " description) VALUES (%s, %s, 9, 'accrual', %s, '', 5, 0, '2024-10-01', 'x')",
            [other.org, outcome.voucher_id, CASH],
        )


def test_another_organisations_document_does_not_exist(office: Office) -> None:
    """Asked for by its number, it is simply not found; asked without any organisation, the program refuses to ask."""
    outcome = post_note(envelope=office.envelope(), data={"amount": "10.00"})
    other = open_office(code="OTHER")
    with tenancy.scope(other.org), pytest.raises(Refusal) as refused:
        queries.get(document_id=outcome.document_id or 0)
    assert refused.value.code == "document_not_found"


def test_unscoped_queries_raise(db: None) -> None:
    """No organisation, no rows: not even an empty list."""
    with pytest.raises(tenancy.UnscopedQuery):
        Document.objects.count()
