"""What the workloads of `bench posting` begin with: an office with money, and documents that wait for their next move.

Both sides get the same rows by the same SQL, each in an organisation of its own.
"""

from collections.abc import Callable
from typing import Any, Final

from khlang.faces.cli.bench.history import AT, DOCUMENT, Filling, named, statements

#: A report has so many payments that are made, and one more that keeps it open.
ON_A_REPORT: Final = 50
#: Where the identifiers of payments, reports and furniture begin, counted from the first dika of the organisation.
PAYMENT, REPORT, PAPER = 200_000, 400_000, 600_000
TITLE: Final = "ค่าวัสดุสำนักงาน"
BANK: Final = ("1101030101.001", "KTB-C")
RICH: Final = 10**15

_DOCUMENTS = f"INSERT INTO documents_document ({DOCUMENT})"
#: Bank accounts with money in them, one budget line with money on it, a division, a payee with a confirmed account.
_FURNITURE: Final = (
    "INSERT INTO banking_bank_account (org_id, id, code, bank_name, branch, account_no, account_name, kind, term, account,"
    " active, position) VALUES ({org}, {first}, 'KTB-S', 'x', '', '', '', 'savings', '', '1101030102.001', true, 1),"
    " ({org}, {first} + 1, 'KTB-C', 'x', '', '', '', 'current', '', '1101030101.001', true, 2)",
    "INSERT INTO organisations_division (org_id, id, code, name_th, name_en, active, version) VALUES"
    " ({org}, {first}, '02', 'กองคลัง', '', true, 1)",
    f"{_DOCUMENTS} VALUES ({{paper}}, {{org}}, 'budget_ordinance', 'in_force', 1, 2568, NULL, NULL, '2024-10-01', NULL, 'x',"
    f" '', 0, '', 2, {AT}, {AT}, 'online', '', '', '')",
    "INSERT INTO budget_budgetline (org_id, id, fiscal_year, code, fund_source, plan_code, work_code, type_code, category_code,"
    " item_code, name_th, explanation, explanation_version, introduced_by_id, division_id, in_force) VALUES"
    " ({org}, {first}, 2568, 'L01', 'ordinary', '00110', '00111', '530000', '533000', '330100', 'วัสดุสำนักงาน', '', 1,"
    " {paper}, {first}, true)",
    "INSERT INTO parties_party (org_id, id, kind, national_number, name, address, phone, email, note, vat_registered, search,"
    " active, version) VALUES ({org}, {first}, 'juristic', '0105500000000', 'ร้านทดสอบการค้า', '', '', '', '', false, '', true, 1)",
    "INSERT INTO parties_payee_account (org_id, id, document_id, party_id, bank_code, branch, account_no, account_name, callback,"
    " explanation, previous_bank, previous_no, waiting, in_force, confirmed_on) VALUES"
    " ({org}, {first}, {paper}, {first}, '006', '', '1234567890', 'ร้านทดสอบการค้า', '', '', '', '', false, true, '2024-09-01')",
    "INSERT INTO ledger_day_balance (org_id, account, sub, day, book, debit, credit) VALUES"
    " ({org}, 'budget.approved', '{first}', '2024-10-01', 'budget', 0, {rich}),"
    " ({org}, 'budget.available', '{first}', '2024-10-01', 'budget', {rich}, 0),"
    " ({org}, '1101030101.001', 'KTB-C', '2024-10-01', 'accrual', {rich}, 0)",
    "INSERT INTO ledger_guarded_balance (org_id, account, sub, floor, debit, credit) VALUES"
    " ({org}, 'budget.available', '{first}', 'debit', {rich}, 0), ({org}, 'budget.expended', '{first}', 'debit', 0, 0),"
    " ({org}, '1101030101.001', 'KTB-C', 'debit', {rich}, 0), ({org}, '1101030102.001', 'KTB-S', 'debit', {rich}, 0)",
    "INSERT INTO documents_chain_head (org_id, chain, sequence, digest) VALUES ({org}, 'trail', {steps}, '')",
)
_STEP = (
    "org_id, sequence, document_id, version, move, from_state, to_state, actor_id, actor_name, at, reason, drawn, seal_digest,"
    " content, digest"
)


def _dikas(state: str, version: int, steps: int) -> tuple[Filling, ...]:
    """Dika of one budget line in a state, with the first steps of their way."""
    asked = steps > 1
    number = "'DK68-' || i, '02-' || i || '/2568'" if asked else "NULL, NULL"
    return (
        (
            "documents_document",
            DOCUMENT + ", division_id, party_id",
            f"i, {{org}}, 'dika', '{state}', {version}, 2568, {number}, '2024-10-01', NULL, '{TITLE}', 'ร้านทดสอบการค้า',"
            f" 100000 + i % 1000, 'direct', 2, {{at}}, {{at}}, 'online', '', '', '', {{furniture}}, {{furniture}}",
            "n",
        ),
        (
            "disbursement_dika",
            "org_id, id, document_id, dika_kind, payee_id, council_reference, invoice_no, invoice_key, vat_included, withhold,"
            " gross, deducted, net, bank_code, account_no, account_name, evidence, remark, out_of_plan, money_before, live",
            "{org}, i, i, 'direct', {furniture}, '', '', '', false, false, 100000 + i % 1000, 0, 100000 + i % 1000, '006',"
            " '1234567890', 'ร้านทดสอบการค้า', '[]', '', false, '{}', true",
            "n",
        ),
        (
            "disbursement_dika_line",
            "org_id, id, document_id, position, source, budget_line_id, account, sub, amount, description",
            f"{{org}}, i, i, 1, 'budget', {{furniture}}, '5104010104.001', '', 100000 + i % 1000, '{TITLE}'",
            "n",
        ),
        (
            "documents_step",
            _STEP,
            "{org}, 6 * (i - {first}) + k, i, k, move, was, becomes, 2 + k, 'bench', {at}, '', '', '', '', ''",
            f"n CROSS JOIN moves WHERE k <= {steps}",
        ),
    )


_PAYMENTS: Final[tuple[Filling, ...]] = (
    (
        "documents_document",
        DOCUMENT,
        f"{{report}} + i, {{org}}, 'cheque_report', 'signed', 4, 2568, 'CQ68-' || i, NULL, '2024-10-01', NULL, '{TITLE}', '', 0,"
        " 'transfer', 2, {at}, {at}, 'online', '', '', ''",
        f"n WHERE (i - {{first}}) % {ON_A_REPORT + 1} = 0",
    ),
    (
        "documents_document",
        DOCUMENT,
        f"{{payment}} + i, {{org}}, 'payment', 'prepared', 1, 2568, 'PM68-' || i, NULL, '2024-10-01', NULL, '{TITLE}',"
        " 'ร้านทดสอบการค้า', 100000 + i % 1000, 'transfer', 2, {at}, {at}, 'online', '', '', ''",
        "n",
    ),
    (
        "payment_payment",
        "org_id, id, document_id, report_id, position, dika_id, channel, bank_account_id, bank_code, number, reference, gross,"
        " deducted, net, call_back, collected_by, live",
        "{org}, i, {payment} + i, {report} + i - (i - {first}) % 51, 1 + (i - {first}) % 51, i, 'transfer', {furniture} + 1,"
        " 'KTB-C', '', '', 100000 + i % 1000, 0, 100000 + i % 1000, '', '', true",
        "n",
    ),
    (
        "payment_payee",
        "org_id, id, document_id, position, party_id, name, national_number, payee_bank, account_no, account_name, net",
        "{org}, i, {payment} + i, 1, {furniture}, 'ร้านทดสอบการค้า', '0105500000000', '006', '1234567890', 'ร้านทดสอบการค้า',"
        " 100000 + i % 1000",
        "n",
    ),
    (
        "documents_step",
        _STEP,
        "{org}, 6 * ({last} - {first} + 1) + 1 + i - {first}, {payment} + i, 1, 'prepare', '', 'prepared', 2, 'bench', {at},"
        " '', '', '', '', ''",
        "n",
    ),
)
#: By workload: what waits.
WAITING: Final[dict[str, tuple[Filling, ...]]] = {
    "receipt": (),
    "dika": _dikas("draft", 1, 1),
    "approval": _dikas("endorsed", 5, 4),
    "payment": (*_dikas("prepared", 7, 5), *_PAYMENTS),
    "payment_50": (*_dikas("prepared", 7, 5), *_PAYMENTS),
}


def fill(*, run: Callable[[str], Any], workload: str, org: int, first: int, count: int) -> None:
    """Put what the workload begins with into an organisation: `count` documents whose identifiers begin at `first`."""
    names = {
        "org": org, "first": first, "furniture": first, "paper": PAPER + first, "payment": PAYMENT, "report": REPORT,
        "rich": RICH, "steps": 8 * count,
    }  # fmt: skip
    for statement in _FURNITURE:
        run(named(statement, names))
    for statement in statements(org=org, first=first, count=count, fillings=WAITING[workload], names=names):
        run(statement)


def payments(*, first: int, count: int) -> list[int]:
    """The payments that may be made: of every report all but the last."""
    return [PAYMENT + first + at for at in range(count) if at % (ON_A_REPORT + 1) < ON_A_REPORT]
