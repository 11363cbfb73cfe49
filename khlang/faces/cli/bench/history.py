"""A long history for `bench reports`: vouchers of a whole year written by set-based SQL, guards aside."""

from django.db import connection

from khlang.faces.cli.bench import stage
from khlang.office.banking import commands as banking
from khlang.platform.db import guards
from khlang.platform.db.connections import is_postgresql
from khlang.standards import chart

#: 250 working days and 40 revenue accounts: what an office has, however many receipts it issues.
DAYS, ACCOUNTS = 250, 40

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
DAY_ON_POSTGRESQL = "date '2024-10-01' + (i % {days})::int"
DAY_ON_SQLITE = "date('2024-10-01', '+' || (i % {days}) || ' days')"
AT = "'2024-10-01 03:00:00'"
#: Per table: the columns and what number i puts into them. {day} is the posting date of number i.
TABLES = {
    "documents_document": (
        "id, org_id, kind, state, version, fiscal_year, number, document_date, posting_date, title, party_name, amount,"
        " channel, created_by_id, created_at, updated_at, origin, paper_series, paper_book, paper_number",
        "i, {org}, 'receipt', 'posted', 1, 2568, 'RC68-' || i || '/2568', {day}, {day}, 'ค่าธรรมเนียม', 'ผู้ชำระเงิน', 1000 + i,"
        " 'transfer', 1, {at}, {at}, 'online', '', '', ''",
    ),
    "ledger_seal": ("id, org_id, line_count, digest", "i, {org}, 2, ''"),
    "ledger_voucher": (
        "id, org_id, kind, number, fiscal_year, posting_date, description, document_kind, document_id, actor_id,"
        " entered_at, seal_id",
        "i, {org}, 'receipt', 'RV68-' || i || '/2568', 2568, {day}, 'ค่าธรรมเนียม', 'receipt', i, 1, {at}, i",
    ),
    "ledger_line": (
        "org_id, voucher_id, position, book, account, sub, debit, credit, posting_date, description",
        "{org}, i, 1, 'accrual', '1101030102.001', 'KTB-S', 1000 + i, 0, {day}, 'ค่าธรรมเนียม'",
    ),
}
CREDITS = "{org}, i, 2, 'accrual', code, '', 0, 1000 + i, {day}, 'ค่าธรรมเนียม'"
JOINED = f"n JOIN accounts ON k = i % {ACCOUNTS}"
BALANCES = (
    "INSERT INTO ledger_day_balance (org_id, account, sub, day, book, debit, credit)"
    " SELECT org_id, account, sub, posting_date, book, sum(debit), sum(credit) FROM ledger_line WHERE org_id = {org}"
    " GROUP BY org_id, account, sub, posting_date, book"
)


def write(*, number: int, first: int, vouchers: int) -> int:
    """An organisation with this many vouchers (identifiers from `first` on); returns its identifier."""
    org = stage.organisation(number)
    banking.save(
        envelope=stage.envelope(org=org),
        data={"code": "KTB-S", "bank_name": "ธ.กรุงไทย", "kind": "savings", "account": "1101030102.001"},
    )
    guards.drop()
    day = DAY_ON_POSTGRESQL if is_postgresql() else DAY_ON_SQLITE
    names = {"org": org, "at": AT, "day": day.format(days=DAYS)}
    numbers = NUMBERS.format(first=first, last=first + vouchers - 1)
    with connection.cursor() as cursor:
        for table, (columns, values) in TABLES.items():
            cursor.execute(f"{_insert(table, columns, numbers, values.format(**names))}")
        columns = TABLES["ledger_line"][0]
        cursor.execute(_insert("ledger_line", columns, numbers + _accounts(), CREDITS.format(**names), JOINED))
        cursor.execute(BALANCES.format(org=org))
        cursor.execute("ANALYZE")
    return org


def _accounts() -> str:
    codes = [account.code for account in chart().accounts.values() if account.posting and account.kind == "revenue"]
    rows = ", ".join(f"({number}, '{code}')" for number, code in enumerate(codes[:ACCOUNTS]))
    return f", accounts(k, code) AS (VALUES {rows})"


def _insert(table: str, columns: str, numbers: str, values: str, source: str = "n") -> str:
    return f"INSERT INTO {table} ({columns}) {numbers} SELECT {values} FROM {source}"
