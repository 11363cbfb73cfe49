"""A dika with many payees from a spreadsheet: the whole list, or nothing at all."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from khlang.core.calendar import fiscal_year
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget import queries as budget
from khlang.office.disbursement import composing, importing, matching
from khlang.office.disbursement.commands import drafts
from khlang.office.disbursement.importing import PayeeRow
from khlang.office.disbursement.matching import Matched
from khlang.office.disbursement.schemas import ImportPayees, PrepareDika
from khlang.platform.commands import Envelope, Outcome, command, parse
from khlang.platform.db import writes
from khlang.spine.parties import commands as register
from khlang.spine.parties import queries as parties
from khlang.standards.dika_kinds import dika_kind

#: The form on which the tax of salaries and pensions is remitted.
_FORM = "pnd1"
_AT_ONCE = 2_000


@command("dika.import_payees", schema=ImportPayees)
def import_payees(*, envelope: Envelope, data: ImportPayees) -> Outcome:
    """Draft a payroll, allowances or pensions from a list of payees (XLSX or CSV); with `document_id` in place of a draft.

    Lines and deductions of the dika are the sums of the list. Who is not in the register of parties is refused, or with
    `register_new` added to it and their accounts proposed for confirmation by a second person.

    Refusals: those of the file and of `importing.read`, every bad row at once; those of `matching.problems`;
    payees_control_differs, payees_paid_before; those of `dika.prepare`; duty_missing, stale_version. `data` of the
    outcome counts payees, sums (satang) and accounts by state.
    """
    document = drafts.existing(document_id=data.document_id)
    rows = _rows(data, year=fiscal_year(envelope.today))
    writes.hold(org=envelope.org)  # the same list brought by two at once: the second sees whom the first pays
    matched = matching.match(rows=rows, on=envelope.today)
    problems = list(matching.problems(matched=matched, registering=data.register_new))
    if problems:
        raise Refusals(problems)
    _require_control(data, rows)
    _require_first_time(data, rows, envelope.today)
    registered, proposed = 0, 0
    if data.register_new:
        registered = _register(envelope, matched.strangers)
        matched = matching.match(rows=rows, on=envelope.today)
        proposed = _propose(envelope, matched)
    dika = composing.compose(data=_prepared(envelope, data, rows), document_id=data.document_id, today=envelope.today)
    outcome = drafts.save(envelope=envelope, document=document, dika=dika, people=matching.people(matched=matched))
    states = [matched.account_state(row) for row in rows]
    outcome.data.update(
        payees=len(rows), gross=dika.gross, deducted=dika.deducted, net=dika.gross - dika.deducted,
        known=states.count("known"), new=states.count("new"), registered=registered, proposed=proposed,
    )  # fmt: skip
    return outcome


def _rows(data: ImportPayees, *, year: int) -> tuple[PayeeRow, ...]:
    usual = _usual(data, year)
    codes = {balance.line.code.upper(): balance.line.code for balance in budget.line_balances(fiscal_year=year)}
    rows, problems = importing.read(
        content=data.content, filename=data.filename, codes=codes, kept_back=dika_kind(data.dika_kind).deductions,
        usual=usual,
    )  # fmt: skip
    if problems:
        raise Refusals(problems)
    return rows


def _usual(data: ImportPayees, year: int) -> str:
    """The short name of the line that rows without one are paid from. Refusals: budget_line_unknown, budget_line_other_year."""
    if data.budget_line_id is None:
        return ""
    try:
        line = budget.line(line_id=data.budget_line_id)
    except Refusal as refusal:
        raise refusal.at("budget_line_id") from None
    if line.fiscal_year != year:
        raise Refusal("budget_line_other_year", field="budget_line_id", line=line.code, year=line.fiscal_year)
    return str(line.code)


def _require_control(data: ImportPayees, rows: Sequence[PayeeRow]) -> None:
    """The totals that were typed from the signed list are those of the file. Refusals: payees_control_differs."""
    net = sum(row.net for row in rows)
    found = []
    if data.control_count != len(rows):
        found.append(
            Refusal("payees_control_differs", field="control_count", stated=data.control_count, computed=len(rows))
        )
    if data.control_net != net:
        facts = {"stated": format_baht(data.control_net), "computed": format_baht(net)}
        found.append(Refusal("payees_control_differs", field="control_net", **facts))
    if found:
        raise Refusals(found)


def _require_first_time(data: ImportPayees, rows: Sequence[PayeeRow], today: date) -> None:
    """Nobody is paid the same amount of the same line twice in a month, unless it is meant and the remark says why (F-3).

    Refusals: payees_paid_before at again; field_required at remark.
    """
    day = data.document_date or today
    found = matching.paid_before(rows=rows, kind=data.dika_kind, day=day, document_id=data.document_id)
    if found is not None and not data.again:
        facts = {"number": found.number, "payees": len(found.names), "names": ", ".join(found.names[:3])}
        raise Refusal("payees_paid_before", field="again", **facts)
    if found is not None and not data.remark.strip():
        raise Refusal("field_required", field="remark")


def _register(envelope: Envelope, strangers: Sequence[PayeeRow]) -> int:
    if strangers:
        people = [{"national_number": row.number, "name": row.name} for row in strangers]
        register.register_people(envelope=envelope, data={"lines": people})
    return len(strangers)


def _propose(envelope: Envelope, matched: Matched) -> int:
    """Propose the account of everybody who has none and no proposal waiting."""
    ids = {row.number: matched.party_id(row) for row in matched.rows if matched.account_state(row) == "new"}
    waiting = parties.waiting_accounts(party_ids=[party_id for party_id in ids.values() if party_id])
    rows = [row for row in matched.rows if (party_id := ids.get(row.number)) and party_id not in waiting]
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        lines = [
            {
                "party_id": ids[row.number], "bank": row.bank.code, "account_no": row.account_no,
                "account_name": row.account_name,
            }
            for row in part
        ]  # fmt: skip
        try:
            register.propose_accounts(envelope=envelope.unversioned(), data={"lines": lines})
        except (Refusal, Refusals) as refused:
            raise Refusals(_at_rows(refused, part)) from None
    return len(rows)


def _at_rows(refused: Refusal | Refusals, rows: Sequence[PayeeRow]) -> list[Refusal]:
    """Refusals of proposals ("lines.3.explanation") at the rows of the sheet."""
    errors = refused.errors if isinstance(refused, Refusals) else (refused,)
    found = []
    for error in errors:
        group, _, rest = (error.field or "").partition(".")
        position = rest.partition(".")[0]
        at_row = group == "lines" and position.isdigit()
        found.append(rows[int(position)].record.refusal(error.code, "account_no", **error.facts) if at_row else error)
    return found


def _prepared(envelope: Envelope, data: ImportPayees, rows: Sequence[PayeeRow]) -> PrepareDika:
    """The dika that the list amounts to, as if it had been typed."""
    gross, kept = importing.totals(rows=rows)
    lines = _lines(gross, year=fiscal_year(envelope.today))
    taxed = sum(row.gross for row in rows if row.deductions.get("withholding"))
    deductions = [
        {
            "kind": kind, "amount": format_baht(amount), "form": _FORM if kind == "withholding" else "",
            "base": format_baht(taxed) if kind == "withholding" else "0",
        }
        for kind, amount in kept.items()
    ]  # fmt: skip
    given = data.model_dump(
        include={"document_id", "dika_kind", "title", "document_date", "division", "evidence", "remark"}
    )
    return parse(schema=PrepareDika, data={**given, "lines": lines, "deductions": deductions}, today=envelope.today)


def _lines(gross: Mapping[str, int], *, year: int) -> list[dict[str, Any]]:
    by_code = {row.line.code: row.line for row in budget.line_balances(fiscal_year=year)}
    return [
        {"amount": format_baht(amount), "budget_line_id": by_code[code].id, "description": by_code[code].name_th}
        if code in by_code
        else {"amount": format_baht(amount), "account": code}
        for code, amount in gross.items()
    ]
