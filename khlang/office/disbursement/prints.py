"""What the papers of a dika say: the dika itself with both its numbers and every signature, and its list of payees."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.core.thai import baht_text
from khlang.office.budget import prints as budget_on_paper
from khlang.office.budget import queries as budget
from khlang.office.disbursement import queries
from khlang.office.disbursement.queries import DeductionView, DikaView, PayeeView
from khlang.spine.documents import letterhead, print_data
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from khlang.spine.parties import prints as parties_on_paper
from khlang.spine.parties import queries as parties
from khlang.standards import message, thai_banks

#: Dika of many payees, which have a list as their annex (standards/dika_kinds.toml).
LISTED: Final = ("payroll", "allowance", "pension")
#: Rows of the list that fit one sheet, names of two lines included.
ROWS_PER_SHEET: Final = 20
_NOT_ASKED: Final = ("draft", "returned", "cancelled")
_STEPS: Final = (
    ("signature.dika_requester", "paper.dika.requested", ("request",)),
    ("signature.dika_examiner", "paper.dika.examined", ("examine",)),
    ("signature.palad", "paper.dika.endorsed", ("endorse",)),
    ("signature.approver", "paper.dika.approved", ("approve",)),
)


def dika(document_id: int) -> Mapping[str, Any]:
    """The dika (ฎีกาเบิกเงิน): payee, money of each budget line before and after, deductions, net, who said what."""
    view = queries.dika(document_id=document_id)
    document = view.document
    return {
        **letterhead.sheet(document=document, title=message("paper.dika.title")),
        "number": view.number or view.request_number,
        "subtitle": message("paper.dika.subtitle", kind=message(f"dika_kind.{view.kind}"), year=document.fiscal_year),
        "division": letterhead.division(document=document),
        "marks": _numbers(view),
        "facts": _facts(view),
        "payee": _payee(view),
        "lines": [_line(view, each) for each in view.lines],
        "gross": format_baht(view.gross),
        "budget": _budget(view),
        "deductions": [_deduction(each) for each in view.deductions],
        "deducted": format_baht(view.deducted),
        "net": format_baht(view.net),
        "amount_text": baht_text(view.net),
        "evidence": [message(f"evidence.{code}") for code in view.evidence],
        "remark": _remark(view),
        "receipt_words": message("paper.dika.receipt", amount=format_baht(view.net)),
        "voucher_number": " ".join(each.number for each in ledger.vouchers_of(document_id=view.id) if each.number),
        "signatures": {
            "steps": _steps(view),
            "receipt": [
                {"label": message(label), "name": "", "position": "", "dated": True}
                for label in ("signature.payee", "signature.payer")
            ],
        },
    }


def payee_list(document_id: int) -> Mapping[str, Any]:
    """The payees of a dika by name, number and account, with what is kept back from each and sums of every sheet."""
    view = queries.dika(document_id=document_id)
    kinds = [
        kind for kind in dict.fromkeys(kind for each in view.payees for kind in each.deductions) if _any(view, kind)
    ]
    banks = thai_banks()
    amounts = [_amounts(each, kinds) for each in view.payees]
    rows = [
        [
            str(position), each.name, print_data.hyphened(number=each.national_number),
            banks[each.bank_code].abbreviation if each.bank_code in banks else each.bank_code, each.account_no,
            *(format_baht(amount) for amount in row),
        ]
        for position, (each, row) in enumerate(zip(view.payees, amounts, strict=True), start=1)
    ]  # fmt: skip
    facts = (
        ("field.request_number", view.request_number),
        ("field.dika_received_number", view.number),
        ("paper.dika.payees", message("paper.dika.count", count=f"{len(rows):,}")),
    )
    return {
        **letterhead.sheet(document=view.document, title=message("paper.payee_list.title")),
        "subtitle": view.title,
        "facts": [[message(label), value] for label, value in facts if value],
        "columns": _columns(kinds),
        "pages": _sheets(rows, amounts),
        "totals": _sums(amounts),
        "amount_text": baht_text(view.net),
        "signatures": letterhead.decisions(
            document=view.document,
            places=(
                ("signature.preparer", "", ("create", "request")), ("signature.checker", "", ("examine",)),
                ("signature.approver", "", ("approve",)),
            ),
        ),
    }  # fmt: skip


def _numbers(view: DikaView) -> list[list[str]]:
    """The two numbers of a dika, each with the day on which it was given."""
    steps = letterhead.standing_steps(document=view.document)
    marks = []
    for label, dated, number, move in (
        ("field.request_number", "paper.dika.requested_on", view.request_number, "request"),
        ("field.dika_received_number", "paper.dika.received_on", view.number, "receive"),
    ):
        step = steps.get(move) or steps.get("record")  # a dika made by hand was given both at once
        day = format_date(print_data.bangkok_day(instant=step.at)) if step else ""
        marks += [[message(label), number or "-"], [message(dated), day or "-"]]
    return marks


def _steps(view: DikaView) -> list[dict[str, Any]]:
    """Who said what in the system; of a dika made by hand, who approved its paper."""
    said = letterhead.decisions(document=view.document, places=_STEPS)
    if view.approved_by:
        said[-1]["name"] = said[-1]["name"] or view.approved_by
    return said


def _facts(view: DikaView) -> list[list[str]]:
    """What the dika rests on: the documents it cites, invoice, resolution of the council."""
    cited = (view.acceptance_id, view.obligation_id, view.advance_id, view.receipt_id)
    found = documents.get_many(document_ids=[key for key in cited if key is not None])
    pairs = [(message(f"document.{each.kind}"), each.number or each.title) for each in found.values()]
    invoice = " ".join((view.invoice_no, format_date(view.invoice_date) if view.invoice_date else "")).strip()
    council = format_date(view.council_date) if view.council_date else ""
    pairs += [
        (message("paper.about"), view.title),
        (message("paper.invoice"), invoice),
        (message("paper.resolution"), " ".join((view.council_reference, council)).strip()),
    ]
    return [[label, value] for label, value in pairs if value]


def _payee(view: DikaView) -> dict[str, str]:
    if view.payees or view.payee_id is None:
        count = message("paper.dika.count", count=f"{len(view.payees):,}")
        return {"name": message("paper.dika.as_listed", count=count) if view.payees else view.payee_name}
    account = parties_on_paper.account_line(
        bank_code=view.bank_code, account_no=view.account_no, account_name=view.account_name
    )
    said = parties_on_paper.party(party_id=view.payee_id, account=account)
    if view.by_hand:  # whom the paper names, whatever the register says by now
        return {**said, "name": view.payee_name, "national_number": print_data.hyphened(number=view.payee_number)}
    return {**said, "warning": _warning(view)}


def _warning(view: DikaView) -> str:
    """That the account was changed shortly before the dika (reliability F-2), for whoever signs the paper."""
    if view.payee_id is None or view.state == "paid":
        return ""
    account = parties.payee_accounts(party_ids=[view.payee_id], on=view.document.document_date).get(view.payee_id)
    if account is None or not account.recently_changed:
        return ""
    return message("paper.dika.account_changed", day=format_date(account.confirmed_on), previous=account.previous_no)


def _line(view: DikaView, line: Any) -> dict[str, str]:
    named = f"{line.line_code} {line.line_name}" if line.line_code else ""
    return {
        "description": line.description or named or view.title, "source": message(f"paper.source.{line.source}"),
        "account": line.account, "amount": format_baht(line.amount),
    }  # fmt: skip


def _deduction(row: DeductionView) -> dict[str, str]:
    form = message(f"tax_form.{row.form}") if row.form else ""
    return {
        "name": " ".join(part for part in (message(f"deduction.{row.kind}"), form) if part),
        "base": format_baht(row.base) if row.base else "",
        "rate": message("paper.percent", rate=_rate(row.rate_bp)) if row.rate_bp else "",
        "amount": format_baht(row.amount),
    }


def _rate(rate_bp: int) -> str:
    """Hundredths of a per cent without needless noughts: 100 is "1", 20 is "0.2"."""
    return format_baht(rate_bp).rstrip("0").rstrip(".")


def _budget(view: DikaView) -> list[dict[str, str]]:
    """Each budget line as it was when the dika was asked for; what an order had committed counts as free for it."""
    amounts: dict[int, int] = {}
    freed: dict[int, int] = {}
    for line in view.lines:
        if line.budget_line_id is not None:
            amounts[line.budget_line_id] = amounts.get(line.budget_line_id, 0) + line.amount
            bound = line.amount if line.source == "committed" else 0
            freed[line.budget_line_id] = freed.get(line.budget_line_id, 0) + bound
    kept = {} if view.state in _NOT_ASKED else view.money_before
    rows = []
    for line_id, balance in budget.balances_of(line_ids=list(amounts)).items():
        was = kept.get(str(line_id))
        net, spent, free = (
            (was["net"], was["expended"], was["available"])
            if was
            else (balance.net, balance.expended, balance.available)
        )
        rows.append(
            budget_on_paper.PaperMoney(
                line=balance.line, net=net, spent=spent, before=free + freed[line_id], amount=amounts[line_id]
            )
        )
    order = list(amounts)
    return [row.printed() for row in sorted(rows, key=lambda row: order.index(row.line.id))]


def _remark(view: DikaView) -> str:
    """What was noted, the words of a dika made by hand first (`remarks`); then that the spending plan said otherwise."""
    beyond = message("paper.dika.out_of_plan") if view.out_of_plan else ""
    return ("\n" if view.by_hand else " ").join(part for part in (view.remark, beyond) if part)


def _any(view: DikaView, kind: str) -> bool:
    return any(each.deductions.get(kind) for each in view.payees)


def _amounts(payee: PayeeView, kinds: Sequence[str]) -> list[int]:
    return [payee.gross, *(payee.deductions.get(kind, 0) for kind in kinds), payee.net]


def _columns(kinds: Sequence[str]) -> list[dict[str, str]]:
    named = (("field.name", "text", "1fr"), ("field.national_number", "code", "auto"), ("paper.bank", "text", "auto"),
             ("field.account_no", "code", "auto"))  # fmt: skip
    amounts = ("field.gross", *(f"deduction.{kind}" for kind in kinds), "field.net")
    return [
        *({"label": message(label), "kind": kind, "width": width} for label, kind, width in named),
        *({"label": message(label), "kind": "money"} for label in amounts),
    ]


def _sheets(rows: Sequence[list[str]], amounts: Sequence[list[int]]) -> list[dict[str, Any]]:
    """Rows by sheet, with the sums of the sheet and those up to and with it."""
    sheets = []
    for start in range(0, len(rows), ROWS_PER_SHEET):
        end = start + ROWS_PER_SHEET
        sheets.append({"rows": rows[start:end], "sums": _sums(amounts[start:end]), "running": _sums(amounts[:end])})
    return sheets


def _sums(amounts: Sequence[list[int]]) -> list[str]:
    return [format_baht(sum(column)) for column in zip(*amounts, strict=True)]
