"""What the printed papers of the treasury say: plain text for the forms `cash_deposit`, `general_voucher`, `daily_status`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.core.thai import baht_text
from khlang.office.banking import queries as banking
from khlang.office.payment import queries as payment
from khlang.office.treasury import models, queries
from khlang.spine.access import queries as access
from khlang.spine.documents import letterhead, print_data
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from khlang.standards import chart, message

_TWO_HANDS = (("signature.preparer", ("submit", "create")), ("signature.approver", ("approve",)))


def cash_deposit(document_id: int) -> Mapping[str, Any]:
    """The deposit slip: the bank account, cash and cheques."""
    document = documents.get(document_id=document_id, kind="cash_deposit")
    row = models.CashDeposit.objects.select_related("bank_account").get(document_id=document_id)
    bank = row.bank_account
    return {
        **letterhead.sheet(document=document, title=message("document.cash_deposit")),
        "account": {
            "bank": bank.bank_name, "branch": bank.branch, "name": bank.account_name,
            "kind": message(f"bank_kind.{bank.kind}"), "number": bank.account_no,
        },
        "source": document.title,
        "denominations": [],
        "cash_total": format_baht(row.cash),
        "cheques": [],
        "cheque_total": format_baht(row.cheque),
        "total": format_baht(document.amount),
        "amount_text": baht_text(document.amount),
        "signatures": [
            *letterhead.signatures(document=document, places=_TWO_HANDS),
            {"label": message("signature.bank"), "name": "", "position": "", "dated": True},
        ],
    }  # fmt: skip


def entry(document_id: int) -> Mapping[str, Any]:
    """A general voucher as its author wrote it."""
    document = documents.get(document_id=document_id, kind="general_voucher")
    rows = queries.entry_lines(document_id=document_id)
    return {
        **letterhead.sheet(document=document, title=message("document.general_voucher")),
        "description": document.title,
        "lines": print_data.entry_lines(
            entries=[
                print_data.Entry(
                    name=chart().account(row.account).name_th, code=row.account, debit=row.debit, credit=row.credit,
                    detail=" ".join(part for part in (row.sub, row.description) if part),
                )
                for row in rows
            ]
        ),
        "total_debit": format_baht(sum(row.debit for row in rows)),
        "total_credit": format_baht(sum(row.credit for row in rows)),
        "amount_text": baht_text(document.amount),
        "signatures": letterhead.signatures(document=document, places=_TWO_HANDS),
    }  # fmt: skip


def daily_status(document_id: int) -> Mapping[str, Any]:
    """The daily financial status report as it was prepared and signed (spec 6.2)."""
    document = documents.get(document_id=document_id, kind="daily_status")
    kept = models.DailyStatus.objects.get(document_id=document_id)
    amounts = {name: format_baht(satang) for name, satang in kept.figures.items()}
    count = queries.last_count(day=kept.day)
    return {
        **letterhead.sheet(document=document, title=message("document.daily_status")),
        **({"mark": message("daily_status.by_hand")} if ledger.spell_on(day=kept.day) is not None else {}),
        "mark_note": "" if queries.agrees(document_id=document_id) else message("daily_status.differs"),
        "subtitle": message("daily_status.subtitle", date=format_date(kept.day, style="long")),
        "cash": {
            **{key: amounts[f"cash_{key}"] for key in ("brought_forward", "received", "deposited", "carried_forward")},
            **({"paid": amounts["cash_paid"]} if kept.figures["cash_paid"] else {}),
        },
        "bank": {
            key: amounts[f"bank_{key}"]
            for key in ("brought_forward", "deposit_of_cash", "transfer_in", "paid", "carried_forward")
        },
        "uncollected": {
            "count": str(kept.figures["uncollected_cheques"]), "amount": amounts["uncollected_amount"],
        },
        "total_money": amounts["total_money"],
        "cash_count": _count(count) if count else {},
        "accounts": _accounts(kept.banks),
        "accounts_received": format_baht(sum(bank["received"] for bank in kept.banks)),
        "accounts_paid": format_baht(sum(bank["paid"] for bank in kept.banks)),
        "cheques": _uncollected(kept.day),
        "statement": message("daily_status.statement"),
        "note": kept.note,
        "signatures": _signatures(document, kept.day),
        "trail_head": kept.trail_head,
    }  # fmt: skip


def _uncollected(day: date) -> list[dict[str, str]]:
    """The cheques that nobody had fetched by the end of the day, one by one (spec 6.2)."""
    return [
        {
            "number": row.form_number, "date": format_date(row.form_date), "payee": row.payee,
            "amount": format_baht(row.net),
        }
        for row in payment.uncollected(day=day).rows
    ]  # fmt: skip


def _count(count: queries.Count) -> dict[str, Any]:
    return {
        "rows": [
            {
                "kind": message("cash_count.note" if denomination >= 2_000 else "cash_count.coin", value=_plain(denomination)),
                "count": f"{pieces:,}", "amount": format_baht(denomination * pieces),
            }
            for denomination, pieces in count.pieces
        ]
        + [
            {"kind": message("channel.cheque"), "count": "", "amount": format_baht(cheque)}
            for cheque in (count.cheque,)
            if cheque
        ],
        "total": format_baht(count.cash + count.cheque),
        "difference": format_baht(count.difference),
        "explanation": count.explanation,
    }  # fmt: skip


def _plain(denomination: int) -> str:
    return format_baht(denomination).removesuffix(".00")


def _accounts(banks: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    known = {bank.code: bank for bank in banking.bank_accounts()}
    made = []
    for row in banks:
        bank = known.get(row["code"])
        parts = (
            (bank.bank_name, message(f"bank_kind.{bank.kind}"), bank.term, bank.branch, bank.account_no) if bank else ()
        )
        made.append(
            {
                "name": " ".join(part for part in parts if part) or row["code"],
                **{key: format_baht(row[key]) for key in ("brought_forward", "received", "paid", "balance")},
            }
        )
    return made


def _signatures(document: Any, on: date) -> dict[str, list[dict[str, Any]]]:
    """Who prepared and certified, the committee (at least three places), the palad and the executive."""
    steps = documents.trail(document_id=document.id)
    signs = letterhead.signers(document=document, steps=steps)
    signed = {step.actor_id: signs[step.sequence] for step in steps if step.move == "sign"}
    palads = {holder.person_id for holder in access.who_holds(duty="ordinance.approve", on=on)}
    keepers = [sign for person, sign in signed.items() if person not in palads]
    keepers += [_nobody()] * (3 - len(keepers))
    palad = next((sign for person, sign in signed.items() if person in palads), _nobody())
    chief = next((signs[step.sequence] for step in steps if step.move == "acknowledge"), _nobody())

    def place(label: str, who: Mapping[str, Any]) -> dict[str, Any]:
        return {**who, "label": message(label), "dated": False}

    first = letterhead.signatures(
        document=document,
        places=(("signature.preparer", ("refresh", "prepare")), ("signature.treasury_head", ("certify",))),
    )  # fmt: skip
    return {
        "prepared": [{**each, "dated": False} for each in first],
        "keepers": [place("signature.keeper", who) for who in keepers],
        "approved": [place("signature.palad", palad), place("signature.executive", chief)],
    }


def _nobody() -> print_data.Signature:
    return {"label": "", "name": "", "position": ""}
