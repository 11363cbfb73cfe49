"""The single write on SQLite: the steps of sql/postgresql/10_write.sql as prepared statements, inside one transaction."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from khlang.core.refusal import Refusal

_NULLABLE = ("party_id", "division_id")
_CHANGEABLE = ("posting_date", "fiscal_year", "amount", "title", "document_date", "party_name", "channel",
               "paper_series", "paper_book", "paper_number", "paper_date", "outage", *_NULLABLE)  # fmt: skip

#: Name, columns, those that hold instants, rows.
Table = tuple[str, tuple[str, ...], frozenset[str], list[dict[str, Any]]]


def write(
    connection: Any, org: int, entries: Sequence[dict[str, Any]], tables: Sequence[Table]
) -> list[dict[str, Any]]:
    """Write entries, then their detail rows. The transaction is the caller's (BEGIN IMMEDIATE: one writer at a time)."""
    with connection.cursor() as django_cursor:
        run = _Logged(django_cursor) if connection.queries_logged else _Direct(connection.connection)
        with connection.wrap_database_errors:
            answers = [_entry(run, org, entry) for entry in entries]
            for table, columns, instants, records in tables:
                marks = ", ".join("?" * len(columns))
                statement = f"INSERT INTO {table} ({_listed(columns)}) VALUES ({marks})"
                run.many(statement, [[_stored(name in instants, v) for name, v in row.items()] for row in records])
    return answers


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _stored(instant: bool, value: Any) -> Any:
    if instant and value is not None:
        return _instant(value)
    return json.dumps(value) if isinstance(value, (dict, list)) else value


class _Direct:
    """Statements on the driver itself, which keeps them prepared."""

    def __init__(self, link: Any) -> None:
        self.one, self.many = link.execute, link.executemany


class _Logged:
    """Statements through Django's cursor, for tests that count them."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def one(self, statement: str, parameters: Sequence[Any] = ()) -> Any:
        return self._cursor.execute(statement.replace("%", "%%").replace("?", "%s"), parameters)

    def many(self, statement: str, rows: Sequence[Sequence[Any]]) -> Any:
        return self._cursor.executemany(statement.replace("%", "%%").replace("?", "%s"), rows)


def _entry(run: Any, org: int, entry: dict[str, Any]) -> dict[str, Any]:
    at, step, voucher = _instant(entry["at"]), entry["step"], entry.get("voucher")
    head = run.one(
        "SELECT sequence, digest FROM documents_chain_head WHERE org_id = ? AND chain = 'trail'", (org,)
    ).fetchone()
    if head is None:
        run.one("INSERT INTO documents_chain_head (org_id, chain, sequence, digest) VALUES (?, 'trail', 0, '')", (org,))
        head = (0, "")
    number = _draw(run, org, entry["number"]) if entry.get("number") else None
    request = _draw(run, org, entry["request"]) if entry.get("request") else None
    drawn = "\n".join(filter(None, (number, request)))
    voucher_number = _draw(run, org, voucher["number"]) if voucher and voucher.get("number") else None
    _document(run, org, entry, number, request, at)
    seal = ""
    if voucher:
        seal = _sha256(f"{voucher_number or ''}|{voucher['content']}")
        _post(run, org, voucher, voucher_number, seal, at, step.get("origin", "online"))
    digest = _sha256(f"{head[1]}|{step['content']}|{drawn}|{seal}")
    run.one(
        "INSERT INTO documents_step (org_id, sequence, document_id, version, move, from_state, to_state, actor_id, actor_name,"
        " at, reason, voucher_id, drawn, seal_digest, content, digest, origin, outage,"
        " remote) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            org, head[0] + 1, step["document"], step["version"], step["move"], step["from"], step["to"], step["actor"],
            step["actor_name"], at, step["reason"], voucher["id"] if voucher else None, drawn, seal,
            step["content"], digest, step.get("origin", "online"), step.get("outage"), step.get("remote"),
        ),
    )  # fmt: skip
    run.one(
        "UPDATE documents_chain_head SET sequence = ?, digest = ? WHERE org_id = ? AND chain = 'trail'",
        (head[0] + 1, digest, org),
    )
    _journal(run, org, entry, number, voucher_number, at)
    return {"number": number, "voucher_number": voucher_number, "digest": digest}


def _draw(run: Any, org: int, series: dict[str, Any]) -> str:
    last = run.one(
        "INSERT INTO documents_counter (org_id, series, fiscal_year, last) VALUES (?, ?, ?, 1)"
        " ON CONFLICT (org_id, series, fiscal_year) DO UPDATE SET last = last + 1 RETURNING last",
        (org, series["series"], series["fiscal_year"]),
    ).fetchone()[0]
    return f"{series['before']}{last:0{series['width']}d}{series['after']}"


def _document(run: Any, org: int, entry: dict[str, Any], number: str | None, request: str | None, at: str) -> None:
    document = entry["document"]
    drawn = {"number": number, "request_number": request}
    numbered = {name: value for name, value in drawn.items() if value is not None}
    if entry["creates"]:
        values = {**document, "created_at": at, "updated_at": at, **numbered}
        columns = ", ".join(values)
        run.one(
            f"INSERT INTO documents_document ({columns}) VALUES ({', '.join('?' * len(values))})",
            tuple(values.values()),
        )
        return
    values = {
        name: document[name]
        for name in _CHANGEABLE
        if name in document and (document[name] is not None or name in _NULLABLE)
    }
    values |= {"state": document["state"], "updated_at": at, "last_origin": document["last_origin"]} | numbered
    changed = run.one(
        f"UPDATE documents_document SET version = version + 1, {', '.join(f'{name} = ?' for name in values)}"
        " WHERE org_id = ? AND id = ? AND version = ? RETURNING id",
        (*values.values(), org, document["id"], document["version"]),
    ).fetchall()
    if not changed:
        raise Refusal("stale_version")


def _post(run: Any, org: int, v: dict[str, Any], number: str | None, seal: str, at: str, origin: str) -> None:
    day = v["posting_date"]
    run.one(
        "INSERT INTO ledger_voucher (org_id, id, kind, number, fiscal_year, posting_date, description, document_kind,"
        " document_id, reverses_id, actor_id, entered_at, seal_id, origin) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            org, v["id"], v["kind"], number, v["fiscal_year"], day, v["description"], v["document_kind"],
            v["document_id"], v["reverses"], v["actor"], at, v["id"], origin,
        ),
    )  # fmt: skip
    lines = v["lines"]
    run.many(
        "INSERT INTO ledger_line (org_id, voucher_id, position, book, account, sub, debit, credit, posting_date,"
        " description) VALUES (?,?,?,?,?,?,?,?,?,?)",
        [(org, v["id"], x["p"], x["b"], x["a"], x["s"], x["d"], x["c"], day, x["t"]) for x in lines],
    )
    run.many(
        "INSERT INTO ledger_day_balance (org_id, account, sub, day, book, debit, credit) VALUES (?,?,?,?,?,?,?)"
        " ON CONFLICT (org_id, account, sub, day) DO UPDATE"
        " SET debit = debit + excluded.debit, credit = credit + excluded.credit",
        [(org, x["a"], x["s"], day, x["b"], x["d"], x["c"]) for x in lines],
    )
    for kept in v["guarded"]:
        touched = run.one(
            "UPDATE ledger_guarded_balance SET debit = debit + ?, credit = credit + ?"
            " WHERE org_id = ? AND account = ? AND sub = ? RETURNING account",
            (kept["d"], kept["c"], org, kept["a"], kept["s"]),
        ).fetchall()
        if not touched:
            run.one(
                "INSERT INTO ledger_guarded_balance (org_id, account, sub, floor, debit, credit) VALUES (?,?,?,?,?,?)",
                (org, kept["a"], kept["s"], kept["f"], kept["d"], kept["c"]),
            )
    run.one(
        "INSERT INTO ledger_seal (org_id, id, line_count, digest) VALUES (?,?,?,?)",
        (org, v["id"], len(v["lines"]), seal),
    )


def _journal(
    run: Any, org: int, entry: dict[str, Any], number: str | None, voucher_number: str | None, at: str
) -> None:
    journal = entry.get("journal")
    if not journal:
        return
    answer = {**journal["answer"], "voucher_number": voucher_number}
    if number is not None:
        answer["number"] = number
    run.one(
        "INSERT INTO platform_command_journal (org_id, command_id, name, input_hash, actor_id, at, answer)"
        " VALUES (?,?,?,?,?,?,?)",
        (
            org, UUID(journal["command_id"]).hex, journal["name"], journal["input_hash"], entry["step"]["actor"], at,
            json.dumps(answer),
        ),
    )  # fmt: skip


def _instant(text: str) -> str:
    return str(datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None))


def _sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
