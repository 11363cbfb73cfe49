"""What the papers of paying say: the report of what was prepared, cheques, slips, the payee's receipt, certificates of tax."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.core.thai import baht_text
from khlang.office.banking import queries as banking
from khlang.office.disbursement import queries as disbursement
from khlang.office.disbursement.queries import DikaView
from khlang.office.payment import queries
from khlang.office.payment.queries import CertificateView, PaymentView, ReportView, TaxView
from khlang.spine.access import queries as access
from khlang.spine.documents import letterhead, remote
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from khlang.spine.parties import prints as parties_on_paper
from khlang.standards import message, thai_bank
from khlang.standards.cheques import signing_places

Data = Mapping[str, Any]
#: The box of the certificate that is ticked: salaries are certified for the year.
_FILING: Final = {"pnd1": "pnd1a", "pnd3": "pnd3", "pnd53": "pnd53"}
_PLACES: Final = {
    "treasury_head": "signature.treasury_head",
    "clerk": "signature.palad",
    "executive": "signature.executive",
}


def report(document_id: int) -> Data:
    """The report of cheques, slips or transfers prepared (รายงานการจัดทำเช็ค/ใบถอน) with the joint signatures."""
    view = queries.report(document_id=document_id)
    found = disbursement.dikas(document_ids=[row.dika_id for row in view.payments], with_payees=False)
    count = message("paper.cheque_report.count", count=len(view.payments))
    return {
        **letterhead.sheet(document=view.document, title=message(f"paper.cheque_report.title.{view.channel}")),
        "facts": _bank_facts(view.bank_code),
        "instrument": message(f"paper.cheque_report.number.{view.channel}"),
        "rows": [_report_row(row, found[row.dika_id]) for row in view.payments],
        "total_label": count,
        "gross": format_baht(view.gross),
        "deducted": format_baht(view.deducted),
        "net": format_baht(view.net),
        "amount_text": baht_text(view.net),
        "signatures": _report_signatures(view),
    }


def cheques(document_id: int) -> Data:
    """Every cheque of a report, or the one of a payment, for printing on the bank's own forms: words and figures are made
    of the same satang, the payee is the only one who can be paid (crossed, A/C payee)."""
    document = documents.get(document_id=document_id)
    if document.kind == "cheque_report":
        rows: Sequence[PaymentView] = [row for row in queries.report(document_id=document_id).payments if row.live]
    else:
        rows = queries.payments(document_ids=[document_id])
    bank = banking.find(code=rows[0].bank_code) if rows else None
    return {
        "organisation": letterhead.issuer(),
        "title": message("channel.cheque"),
        "number": document.number or "",
        "bank": " ".join(part for part in (bank.bank_name, bank.branch) if part) if bank else "",
        "bank_code": _bank_code(bank.bank_name) if bank else "",
        "crossing": message("paper.cheque.crossing"),
        "cheques": [
            {
                "number": row.form_number, "date_digits": _digits(row.form_date), "payee": row.payee,
                "amount": format_baht(row.net), "amount_text": baht_text(row.net), "crossed": True,
            }
            for row in rows
        ],
        "signatures": [],
    }  # fmt: skip


def withdrawal_slip(document_id: int) -> Data:
    """The withdrawal slip of a payment: which account the bank charges, and whom it pays."""
    row = queries.payment(document_id=document_id)
    document = documents.get(document_id=document_id)
    bank = banking.find(code=row.bank_code)
    account = (
        {"bank": bank.bank_name, "branch": bank.branch, "name": bank.account_name, "number": bank.account_no}
        if bank
        else {}
    )
    signs = [
        {**sign, "label": message("signature.withdrawer"), "dated": False}
        for sign in (_report_signatures(queries.report(document_id=row.report_id))[1:] if row.report_id else ())
    ]
    return {
        **letterhead.sheet(document=document, title=message("paper.withdrawal_slip.title")),
        "number": row.form_number,
        "marks": [[message("document.cheque_report"), row.report_number], [message("document.dika"), row.dika_number]],
        "account": account,
        "payee": row.payee,
        "amount": format_baht(row.net),
        "amount_text": baht_text(row.net),
        "purpose": row.title,
        "signatures": signs,
    }


def payment(document_id: int) -> Data:
    """What the payee signs on being paid (หลักฐานการจ่ายเงิน), with what was kept back and the certificate of the tax."""
    row = queries.payment(document_id=document_id)
    document = documents.get(document_id=document_id)
    dika = disbursement.dika(document_id=row.dika_id)
    return {
        **letterhead.sheet(document=document, title=message("paper.payment.title")),
        "facts": _payment_facts(row, dika),
        "payee": _payee(row, dika),
        "lines": [
            {"description": line.description or line.line_name or dika.title, "amount": format_baht(line.amount)}
            for line in dika.lines
        ],
        "gross": format_baht(row.gross),
        "deductions": _kept_back(dika, queries.taxes_of(payment_id=document_id)),
        "deducted": format_baht(row.deducted),
        "net": format_baht(row.net),
        "amount_text": baht_text(row.net),
        "remark": row.call_back,
        "statement": message(f"paper.payment.statement.{row.channel}"),
        "signatures": [
            {"label": message("signature.payee"), "name": row.collected_by, "position": "", "dated": True},
            *letterhead.decisions(
                document=document, places=(("signature.payer", "", ("pay", "pay_by_hand", "record")),)
            ),
        ],
    }


def certificate(document_id: int) -> Data:
    """The withholding certificate (section 50 bis of the Revenue Code), a page for each copy."""
    view = queries.certificate(document_id=document_id)
    document = view.document
    own = letterhead.issuer()
    return {
        **letterhead.sheet(document=document, title=message("paper.certificate.title")),
        "copies": [
            {
                "name": message(f"paper.certificate.copy_{number}"),
                "words": message(f"paper.certificate.copy_{number}.words"),
            }
            for number in (1, 2, 3)
        ],
        "payer": {"name": own["name"], "national_number": own.get("tax_id", ""), "address": own.get("place", "")},
        "payee": {"name": view.name, "national_number": view.national_number, "address": view.address or "-"},
        "filing_form": _FILING.get(view.form, ""),
        "income": _income(view),
        "amount": format_baht(view.base),
        "tax": format_baht(view.tax),
        "amount_text": baht_text(view.tax),
        "condition": "withheld",
        "references": " ".join(dict.fromkeys(_payment_numbers(view.lines))),
        "signatures": [
            {**sign, "date": "", "dated": False}
            for sign in letterhead.decisions(document=document, places=(("signature.payer", "", ("issue",)),))
        ],
    }


def _digits(day: date) -> str:
    """Day, month and year (B.E.) in eight digits, as cheques have boxes for."""
    return f"{day.day:02d}{day.month:02d}{day.year + 543}"


def _bank_code(name: str) -> str:
    """The three-digit code of a bank by its name, "" for a bank of another name: the usual layout is taken then."""
    try:
        return thai_bank(name).code
    except Refusal:
        return ""


def _bank_facts(code: str) -> list[list[str]]:
    bank = banking.find(code=code)
    if bank is None:
        return []
    pairs = (
        ("paper.bank", " ".join(part for part in (bank.bank_name, bank.branch) if part)),
        ("field.account_no", f"{bank.account_no} {message(f'bank_kind.{bank.kind}')}"),
        ("field.account_name", bank.account_name),
    )
    return [[message(label), value] for label, value in pairs if value]


def _report_row(row: PaymentView, dika: DikaView) -> dict[str, str]:
    kept = " · ".join(f"{message(f'deduction.{each.kind}')} {format_baht(each.amount)}" for each in dika.deductions)
    account = "" if row.channel == "cheque" else parties_on_paper.account_line(
        bank_code=dika.bank_code, account_no=dika.account_no
    )  # fmt: skip
    return {
        "request_number": dika.request_number, "number": dika.number,
        "payee": row.payee or message("paper.cheque_report.many"), "account": account, "description": dika.title,
        "deductions": kept, "instrument": row.form_number or "-", "dated": format_date(row.form_date),
        "gross": format_baht(row.gross), "deducted": format_baht(row.deducted), "net": format_baht(row.net),
    }  # fmt: skip


def _report_signatures(view: ReportView) -> list[dict[str, Any]]:
    """Who prepared it, then the joint signatures in the order of the paper."""
    prepared = letterhead.decisions(
        document=view.document, places=(("signature.preparer", "", ("prepare", "record", "create")),)
    )
    signed = {each.place: each for each in view.signatures}
    signing = {
        each.place: access.Signing(each.person_id, "cheque_report.sign", each.signed_on)
        for each in view.signatures
        if each.person_id and each.signed_on
    }
    titles = access.signing_titles(signing=set(signing.values()))
    notes = _notes(view)
    made: list[dict[str, Any]] = list(prepared)
    for place in signing_places():
        label = message(_PLACES.get(place, f"role.{place}"))
        sign = {"label": label, "name": "", "position": "", "dated": True}
        if each := signed.get(place):
            position = titles[signing[place]] if place in signing else ""
            sign |= {"name": each.name, "position": position, "date": format_date(each.signed_on)}
            if each.person_id in notes:
                sign["note"] = notes[each.person_id]
        made.append(sign)
    return made


def _notes(view: ReportView) -> dict[int, str]:
    """By person, what is printed below who signed from another office."""
    steps = [step for step in documents.trail(document_id=view.document.id) if step.move == "sign"]
    noted = remote.notes(steps=steps)
    return {step.actor_id: noted[step.sequence] for step in steps if step.sequence in noted}


def _payment_facts(row: PaymentView, dika: DikaView) -> list[list[str]]:
    bank = banking.find(code=row.bank_code)
    vouchers = (*ledger.vouchers_of(document_id=row.document_id), *ledger.vouchers_of(document_id=row.dika_id))
    how = " ".join(part for part in (message(f"channel.{row.channel}"), row.form_number, row.reference) if part)
    pairs = (
        ("document.dika", row.dika_number),
        ("field.request_number", dika.request_number),
        ("document.cheque_report", row.report_number),
        ("paper.voucher", " ".join(dict.fromkeys(each.number for each in vouchers if each.number))),
        ("paper.payment.out_of", " ".join((bank.bank_name, bank.account_no)) if bank else row.bank_code),
        ("paper.payment.by", how),
        ("paper.payment.paid_on", _day(row.paid_date)),
        ("paper.payment.collected_on", _day(row.collected_date)),
    )
    return [[message(label), value] for label, value in pairs if value]


def _day(day: date | None) -> str:
    return format_date(day, style="long") if day else ""


def _payee(row: PaymentView, dika: DikaView) -> Mapping[str, str]:
    if row.payee_id is None:
        return {"name": row.payee or message("paper.cheque_report.many")}
    account = "" if row.channel == "cheque" else parties_on_paper.account_line(
        bank_code=dika.bank_code, account_no=dika.account_no, account_name=dika.account_name
    )  # fmt: skip
    said = parties_on_paper.party(party_id=row.payee_id, account=account)
    return {**said, "name": row.payee} if dika.by_hand else said


def _kept_back(dika: DikaView, taxes: Sequence[TaxView]) -> list[dict[str, str]]:
    """What the dika keeps back; the tax names its certificates when they are few."""
    numbers = list(dict.fromkeys(tax.certificate_number for tax in taxes if tax.certificate_number))
    named = " ".join(numbers) if len(numbers) <= 2 else ""
    return [
        {
            "name": " ".join((message(f"deduction.{each.kind}"), message(f"tax_form.{each.form}") if each.form else "")),
            "document": named if each.kind == "withholding" else "", "amount": format_baht(each.amount),
        }
        for each in dika.deductions
    ]  # fmt: skip


def _income(view: CertificateView) -> list[dict[str, str]]:
    """A row for each payment; salaries are one sum for the calendar year."""
    if view.form == "pnd1" and view.lines:
        year = message("paper.certificate.tax_year", year=view.lines[-1].paid_date.year + 543)
        return [{"kind": "1", "date": year, "amount": format_baht(view.base), "tax": format_baht(view.tax)}]
    return [
        {
            "kind": "6", "words": line.income, "date": format_date(line.paid_date), "amount": format_baht(line.base),
            "tax": format_baht(line.amount),
        }
        for line in view.lines
    ]  # fmt: skip


def _payment_numbers(lines: Sequence[TaxView]) -> list[str]:
    found = queries.payments(document_ids=[line.payment_id for line in lines])
    papers = documents.get_many(document_ids=[row.document_id for row in found])
    return [each for row in found for each in (row.dika_number, _paper(papers[row.document_id])) if each]


def _paper(document: Any) -> str:
    """The handwritten payment voucher behind a payment, by number and day; "" without one."""
    if not document.paper_number:
        return ""
    number = "/".join(part for part in (document.paper_book, document.paper_number) if part)
    return message("paper.payment.by_hand", number=number, day=format_date(document.paper_date))
