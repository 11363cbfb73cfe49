"""The spending of a year for `bench pages`: dika, their steps and budget, the cheques that paid them, by set-based SQL."""

from typing import Final

from django.db import connection

from khlang.faces.cli.bench import history, stage
from khlang.faces.cli.bench.history import DOCUMENT, LINE, VOUCHER, Filling
from khlang.office.banking import commands as banking
from khlang.office.banking import queries as banking_queries
from khlang.platform import tenancy
from khlang.platform.db import guards
from khlang.platform.db.connections import as_owner

#: So many dika wait for examination and stand on the line whose register is read, however long the history is.
WAITING: Final = 50
_LINES: Final = 40
#: Payments, their vouchers and budget vouchers are numbered after dika and receipts, each kind from here on.
_DIKA, _PAID, _PAPER = 2_000_000_000, 4_000_000_000, 6_000_000_000
#: What is waiting is the end of the history; the rest is paid.
_STATE = "CASE WHEN i > {last} - 50 THEN 'received' ELSE 'paid' END"
#: The first dika stand on the line L0, the others on the rest.
_LINE = f"CASE WHEN i < {{first}} + {WAITING} THEN {{line}} ELSE {{line}} + 1 + i % {_LINES - 1} END"
_RECEIPTS: Final[Filling] = (
    "revenue_receipt",
    "org_id, id, document_id, collector_id, issued_on, payer_number, payer_address, channel, bank_account_id, money_account,"
    " money_sub, reference, cheque_number, cheque_bank, cheque_branch",
    "{org}, i, i, 1, {day}, '', '', 'transfer', {bank}, '1101030102.001', 'KTB-S', 'TR', '', '', ''",
    "n",
)
_DIKAS: Final[tuple[Filling, ...]] = (
    (
        "documents_document",
        DOCUMENT,
        f"{_DIKA} + i, {{org}}, 'dika', {_STATE}, 7, 2568, 'DK68-' || i, '02-' || i || '/2568', {{day}}, {{day}},"
        " 'ค่าวัสดุสำนักงาน', 'ร้านทดสอบการค้า', 100000 + i, 'direct', 1, {at}, {at}, 'online', '', '', ''",
        "n",
    ),
    (
        "disbursement_dika",
        "org_id, id, document_id, dika_kind, council_reference, invoice_no, invoice_key, vat_included, withhold, gross,"
        " deducted, net, bank_code, account_no, account_name, evidence, remark, out_of_plan, money_before, live",
        f"{{org}}, i, {_DIKA} + i, 'direct', '', '', '', false, false, 100000 + i, 1000, 99000 + i, '', '', '', '[]', '',"
        " false, '{}', true",
        "n",
    ),
    (
        "disbursement_dika_line",
        "org_id, id, document_id, position, source, budget_line_id, account, sub, amount, description",
        f"{{org}}, i, {_DIKA} + i, 1, 'budget', {_LINE}, '5104010104.001', '', 100000 + i, 'ค่าวัสดุ'",
        "n",
    ),
    (
        "disbursement_dika_deduction",
        "org_id, id, document_id, position, kind, form, account, sub, base, rate_bp, amount",
        f"{{org}}, i, {_DIKA} + i, 1, 'withholding', 'pnd53', '2102040106.001', '', 100000, 100, 1000",
        "n",
    ),
    (
        "documents_step",
        "org_id, sequence, document_id, version, move, from_state, to_state, actor_id, actor_name, at, reason, drawn,"
        " seal_digest, content, digest",
        f"{{org}}, 6 * (i - {{first}}) + k, {_DIKA} + i, k, move, was, becomes, k, 'bench', {{at}}, '', '', '', '', ''",
        f"n CROSS JOIN moves WHERE i <= {{last}} - {WAITING} OR k < 3",
    ),
    ("ledger_seal", "id, org_id, line_count, digest", f"{_DIKA} + i, {{org}}, 2, ''", "n"),
    (
        "ledger_voucher",
        VOUCHER,
        f"{_DIKA} + i, {{org}}, 'budget', NULL, 2568, {{day}}, 'ค่าวัสดุ', 'dika', {_DIKA} + i, 1, {{at}}, {_DIKA} + i",
        "n",
    ),
    (
        "ledger_line",
        LINE,
        f"{{org}}, {_DIKA} + i, 1, 'budget', 'budget.expended', CAST({_LINE} AS text), 100000 + i, 0, {{day}}, 'ค่าวัสดุ'",
        "n",
    ),
    (
        "ledger_line",
        LINE,
        f"{{org}}, {_DIKA} + i, 2, 'budget', 'budget.available', CAST({_LINE} AS text), 0, 100000 + i, {{day}}, 'ค่าวัสดุ'",
        "n",
    ),
)
_PAYMENTS: Final[tuple[Filling, ...]] = (
    (
        "documents_document",
        DOCUMENT,
        f"{_PAID} + i, {{org}}, 'payment', 'cleared', 4, 2568, 'PM68-' || i, NULL, {{day}}, {{day}}, 'ค่าวัสดุสำนักงาน',"
        " 'ร้านทดสอบการค้า', 99000 + i, 'cheque', 1, {at}, {at}, 'online', '', '', ''",
        "n",
    ),
    (
        "payment_payment",
        "org_id, id, document_id, report_id, position, dika_id, channel, bank_account_id, bank_code, number, reference,"
        " gross, deducted, net, call_back, paid_date, collected_date, collected_by, cleared_date, live",
        f"{{org}}, i, {_PAID} + i, {{paper}}, 1, {_DIKA} + i, 'cheque', {{bank}}, 'KTB-C', CAST(10000000 + i AS text), '',"
        " 100000 + i, 1000, 99000 + i, '', {day}, {day}, 'ผู้รับเงิน', {day}, true",
        "n",
    ),
    (
        "payment_instrument",
        "org_id, id, book_id, bank_code, kind, number, state, payment_id, day, reason",
        f"{{org}}, i, {{book}}, 'KTB-C', 'cheque', CAST(10000000 + i AS text), 'used', {_PAID} + i, {{day}}, ''",
        "n",
    ),
)
_FURNITURE: Final = (
    f"INSERT INTO documents_document ({DOCUMENT}) VALUES ({{paper}}, {{org}}, 'cheque_report', 'paid', 5, 2568, 'CQ68-1', NULL,"
    f" '2024-10-01', NULL, 'เช็ค', '', 0, 'cheque', 1, {history.AT}, {history.AT}, 'online', '', '', '')",
    "INSERT INTO budget_budgetline (org_id, id, fiscal_year, code, fund_source, plan_code, work_code, type_code, category_code,"
    " item_code, name_th, explanation, explanation_version, introduced_by_id, in_force)"
    " WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 39)"
    " SELECT {org}, {line} + i, 2568, 'L' || i, 'ordinary', '00110', '00111', '530000', '533000', '330100', 'วัสดุ', '', 1,"
    " {paper}, true FROM n",
    "INSERT INTO payment_cheque_book (org_id, id, bank_account_id, bank_code, kind, first, last, width, state, registered_on,"
    " reason) VALUES ({org}, {book}, {bank}, 'KTB-C', 'cheque', 10000000, 99999999, 8, 'in_use', '2024-10-01', '')",
)


def write(*, number: int, first: int, documents: int) -> tuple[int, int]:
    """An organisation with this many receipts, dika and payments; returns its identifier and that of a dika that waits."""
    org = stage.organisation(number)
    for code, kind, account in (("KTB-S", "savings", "1101030102.001"), ("KTB-C", "current", "1101030101.001")):
        data = {"code": code, "bank_name": "ธ.กรุงไทย", "kind": kind, "account": account}
        banking.save(envelope=stage.envelope(org=org), data=data)
    with as_owner():
        guards.drop()
        with tenancy.scope(org):
            names = _furniture(org, first)
        fillings = (*history.RECEIPTS, _RECEIPTS, *_DIKAS, *_PAYMENTS)
        with tenancy.unscoped():
            history.fill(org=org, first=first, count=documents, fillings=fillings, names=names)
            history.settle(org=org)
    return org, _DIKA + first + documents - 1


def _furniture(org: int, first: int) -> dict[str, int]:
    """What documents refer to, by SQL as well: budget lines numbered from `line` on, the report that paid, a cheque book."""
    names = {"org": org, "paper": _PAPER + first, "line": _PAPER + first + 1, "book": _PAPER + first}
    bank = banking_queries.find(code="KTB-C")
    names["bank"] = bank.id if bank else 0
    with connection.cursor() as cursor:
        for statement in _FURNITURE:
            cursor.execute(history.named(statement, names))
    return names
