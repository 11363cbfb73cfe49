"""A long history for `bench reports` and `bench pages`: what a year leaves behind, written by set-based SQL, guards aside."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from django.db import connection

from khlang.faces.cli.bench import stage
from khlang.office.banking import commands as banking
from khlang.platform import tenancy
from khlang.platform.db import guards
from khlang.platform.db.connections import as_owner, is_postgresql
from khlang.standards import chart

#: 250 working days and 40 revenue accounts: what an office has, however many receipts it issues.
DAYS: Final = 250
ACCOUNTS: Final = 40
AT: Final = "'2024-10-01 03:00:00'"

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
_MOVES = (
    ", moves(k, move, was, becomes) AS (VALUES (1, 'request', 'draft', 'requested'), (2, 'receive', 'requested', 'received'),"
    " (3, 'examine', 'received', 'examined'), (4, 'endorse', 'examined', 'endorsed'),"
    " (5, 'approve', 'endorsed', 'approved'), (6, 'pay', 'prepared', 'paid'))"
)
_DAY_ON_POSTGRESQL = "date '2024-10-01' + (i % {days})::int"
_DAY_ON_SQLITE = "date('2024-10-01', '+' || (i % {days}) || ' days')"
DOCUMENT: Final = (
    "id, org_id, kind, state, version, fiscal_year, number, request_number, document_date, posting_date, title, party_name,"
    " amount, channel, created_by_id, created_at, updated_at, origin, paper_series, paper_book, paper_number"
)
VOUCHER: Final = (
    "id, org_id, kind, number, fiscal_year, posting_date, description, document_kind, document_id, actor_id,"
    " entered_at, seal_id"
)
LINE: Final = "org_id, voucher_id, position, book, account, sub, debit, credit, posting_date, description"
#: A table, the columns that are filled, what number i puts into them ({day}: a day of the year), and where i comes from.
Filling = tuple[str, str, str, str]
RECEIPTS: Final[tuple[Filling, ...]] = (
    (
        "documents_document",
        DOCUMENT,
        "i, {org}, 'receipt', 'posted', 1, 2568, 'RC68-' || i || '/2568', NULL, {day}, {day}, 'ค่าธรรมเนียม', 'ผู้ชำระเงิน',"
        " 1000 + i, 'transfer', 1, {at}, {at}, 'online', '', '', ''",
        "n",
    ),
    ("ledger_seal", "id, org_id, line_count, digest", "i, {org}, 2, ''", "n"),
    (
        "ledger_voucher",
        VOUCHER,
        "i, {org}, 'receipt', 'RV68-' || i || '/2568', 2568, {day}, 'ค่าธรรมเนียม', 'receipt', i, 1, {at}, i",
        "n",
    ),
    ("ledger_line", LINE, "{org}, i, 1, 'accrual', '1101030102.001', 'KTB-S', 1000 + i, 0, {day}, 'ค่าธรรมเนียม'", "n"),
    (
        "ledger_line",
        LINE,
        "{org}, i, 2, 'accrual', code, '', 0, 1000 + i, {day}, 'ค่าธรรมเนียม'",
        f"n JOIN accounts ON k = i % {ACCOUNTS}",
    ),
)
_BALANCES = (
    "INSERT INTO ledger_day_balance (org_id, account, sub, day, book, debit, credit)"
    " SELECT org_id, account, sub, posting_date, book, sum(debit), sum(credit) FROM ledger_line WHERE org_id = {org}"
    " GROUP BY org_id, account, sub, posting_date, book"
)


def write(*, number: int, first: int, vouchers: int) -> int:
    """An organisation with this many receipts posted (identifiers from `first` on); returns its identifier."""
    org = stage.organisation(number)
    banking.save(
        envelope=stage.envelope(org=org),
        data={"code": "KTB-S", "bank_name": "ธ.กรุงไทย", "kind": "savings", "account": "1101030102.001"},
    )
    with as_owner(), tenancy.unscoped():
        guards.drop()
        fill(org=org, first=first, count=vouchers, fillings=RECEIPTS)
        settle(org=org)
    return org


def fill(
    *, org: int, first: int, count: int, fillings: Iterable[Filling], names: Mapping[str, object] = MappingProxyType({})
) -> None:
    """Insert what each of `count` numbers from `first` on puts into the tables. Guards that look at a whole must be off."""
    with connection.cursor() as cursor:
        for statement in statements(org=org, first=first, count=count, fillings=fillings, names=names):
            cursor.execute(statement)


def statements(
    *, org: int, first: int, count: int, fillings: Iterable[Filling], names: Mapping[str, object] = MappingProxyType({})
) -> Iterator[str]:
    """The statements of `fill`; `names` are put into their text beside {org}, {at}, {day}, {first} and {last}."""
    day = named(_DAY_ON_POSTGRESQL if is_postgresql() else _DAY_ON_SQLITE, {"days": DAYS})
    known = {"org": org, "at": AT, "day": day, "first": first, "last": first + count - 1, **names}
    for table, columns, values, source in fillings:
        sources = _NUMBERS + _MOVES + (_accounts() if "accounts" in source else "")
        yield named(f"INSERT INTO {table} ({columns}) {sources} SELECT {values} FROM {source}", known)


def named(text: str, names: Mapping[str, object]) -> str:
    """The text with what stands in braces put in; braces that name nothing stay (an empty JSON object)."""
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def settle(*, org: int) -> None:
    """Add up the day balances of what was filled in; the database takes stock of its tables."""
    with connection.cursor() as cursor:
        cursor.execute(_BALANCES.format(org=org))
    guards.recount()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if not is_postgresql() else "VACUUM ANALYZE")


def _accounts() -> str:
    codes = [account.code for account in chart().accounts.values() if account.posting and account.kind == "revenue"]
    rows = ", ".join(f"({number}, '{code}')" for number, code in enumerate(codes[:ACCOUNTS]))
    return f", accounts(k, code) AS (VALUES {rows})"
