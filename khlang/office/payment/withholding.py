"""Tax withheld by a payment: the lines of the monthly ภ.ง.ด. list, and the certificates (50 ทวิ) given with the payment.

Tax of ภ.ง.ด. 3 and 53 is certified when it is withheld; that of salaries (ภ.ง.ด. 1) once for the calendar year
(Revenue Code section 50 bis).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from khlang.office.payment.lifecycle import WITHHOLDING_CERTIFICATE
from khlang.office.payment.models import Withholding
from khlang.platform.commands import Envelope
from khlang.platform.db.writes import Rows
from khlang.spine.documents import spine
from khlang.spine.documents.spine import Act, NewDocument
from khlang.spine.parties import queries as parties
from khlang.standards import message

#: Forms whose certificate is given with each payment; that of the others once a year.
AT_ONCE = ("pnd3", "pnd53")
KIND = "withholding"
_LONGEST = 250


@dataclass(frozen=True, slots=True)
class Withheld:
    """Tax withheld from one payee (satang)."""

    form: str
    party_id: int | None
    name: str
    national_number: str
    base: int
    rate_bp: int
    amount: int


def of(*, view: Any) -> list[Withheld]:
    """What a dika withholds, payee by payee."""
    taxes = [row for row in view.deductions if row.kind == KIND and row.amount]
    if not taxes:
        return []
    if not view.payees:
        return [
            Withheld(
                row.form, view.payee_id, view.payee_name, view.payee_number, row.base or view.gross, row.rate_bp,
                row.amount,
            )
            for row in taxes
        ]  # fmt: skip
    return [
        Withheld(
            taxes[0].form, payee.party_id, payee.name, payee.national_number, payee.gross, taxes[0].rate_bp,
            payee.deductions[KIND],
        )
        for payee in view.payees
        if payee.deductions.get(KIND)
    ]  # fmt: skip


def compose(*, envelope: Envelope, paid: Sequence[tuple[Any, Any]], on: date | None = None) -> tuple[list[Act], Rows]:
    """Certificates to be written with the payments, and the lines of the list, for (payment document, dika view) pairs.

    The tax was withheld today, or on the day (C.E.) of the paper by which it was paid by hand: it belongs to the list of
    that month.

    Refusals: those of the lifecycle (duty_missing).
    """
    found = [(document, view, position, tax) for document, view in paid
             for position, tax in enumerate(of(view=view), start=1)]  # fmt: skip
    known = parties.get_many(party_ids=[tax.party_id for *_, tax in found if tax.party_id])
    acts: list[Act] = []
    rows = []
    for document, view, position, tax in found:
        party = known.get(tax.party_id or 0)
        row = {
            "document_id": document.id, "position": position, "form": tax.form, "party_id": tax.party_id,
            "name": tax.name, "national_number": tax.national_number or (party.national_number if party else ""),
            "address": party.address if party else "", "income": view.title[:_LONGEST], "base": tax.base,
            "rate_bp": tax.rate_bp, "amount": tax.amount, "paid_date": on or envelope.today, "certificate_id": None,
        }  # fmt: skip
        if tax.form in AT_ONCE:
            act = issue(
                envelope=envelope, name=tax.name, party_id=tax.party_id, form=tax.form, amount=tax.amount, on=on
            )
            row["certificate_id"] = act.document_id
            acts.append(act)
        rows.append(row)
    return acts, Rows(Withholding, rows)


def issue(
    *, envelope: Envelope, name: str, party_id: int | None, form: str, amount: int, on: date | None = None
) -> Act:
    """The certificate of tax (satang) withheld from one payee, decided and ready to be written. Its number is the sequence
    of the office and fiscal year."""
    new = NewDocument(
        title=message("withholding_certificate.title", form=message(f"tax_form.{form}"), name=name),
        document_date=on or envelope.today, amount=amount, party_id=party_id, party_name=name[:_LONGEST],
    )  # fmt: skip
    return spine.decide(envelope=envelope, lifecycle=WITHHOLDING_CERTIFICATE, move="issue", new=new)


def by_payee(rows: Sequence[Withholding]) -> Mapping[tuple[str, str], list[Withholding]]:
    """Lines of one form by payee: the 13-digit number, or the name of one without."""
    found: dict[tuple[str, str], list[Withholding]] = {}
    for row in rows:
        found.setdefault((row.form, row.national_number or row.name), []).append(row)
    return found
