"""What the database itself keeps, whoever writes: one live payment a dika, one use of a number, three different signatures."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from khlang.office.payment.models import Instrument, Payment, Signature
from khlang.platform.db import refusals
from khlang.platform.tenancy import new_id
from tests.payment.cashier import Cashier


def refused_copy(row: Any, **changes: Any) -> str:
    """The code by which a copy of the row with these changes is refused, or the name of what was broken."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        type(row).objects.create(**{**fields, "id": new_id(), **changes})
    refusal = refusals.translate(broken.value)
    return refusal.code if refusal else str(broken.value)


def test_one_live_payment_a_dika(cashier: Cashier) -> None:
    """Two rows that pay one dika cannot stand; a cancelled one may."""
    other = cashier.prepared(cashier.desk.approved())
    cashier.prepared(cashier.desk.approved())
    row = Payment.objects.order_by("id")[0]
    assert refused_copy(row, document_id=other.document_id) == "payment_made_before"
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    Payment.objects.create(**{**fields, "id": new_id(), "document_id": other.document_id, "live": False})
    assert Payment.objects.filter(dika_id=row.dika_id).count() == 2


def test_one_use_of_a_number(cashier: Cashier) -> None:
    """Neither used twice nor used after it was voided."""
    cashier.prepared(cashier.desk.approved())
    assert refused_copy(Instrument.objects.get(), state="voided") == "cheque_number_used"


def test_three_different_signatures(cashier: Cashier) -> None:
    """A place is signed once, a person signs once."""
    cashier.signed(cashier.prepared(cashier.desk.approved()), signers=("clerk",))
    row = Signature.objects.get()
    assert row.place == "clerk"
    assert "signature" in refused_copy(row, person_id=1)
    assert "signature" in refused_copy(row, place="executive")
