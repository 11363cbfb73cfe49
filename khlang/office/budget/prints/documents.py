"""The budget documents on paper: what the forms ordinance, budget_transfer and explanation_amendment print, all as text."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from khlang import standards
from khlang.core.calendar import fiscal_year_start, format_date
from khlang.core.money import format_baht
from khlang.core.thai import baht_text
from khlang.office.budget import contents
from khlang.office.budget.models import BudgetLine
from khlang.office.budget.queries import balances_of, line_register
from khlang.spine.documents import letterhead, print_data
from khlang.spine.documents import queries as documents
from khlang.spine.organisations import queries as organisations
from khlang.standards import message

Row = dict[str, Any]
_DECIDED = ("executive_approve", "council_approve")
_IN_ORDER = ("first", "second", "third", "fourth")


def ordinance(document_id: int) -> Mapping[str, Any]:
    """The ordinance or supplementary budget with its revenue estimate and its appropriations by plan, work and category."""
    document = documents.get(document_id=document_id)
    head = contents.head(document_id)[0]
    year = head["fiscal_year"]
    kind = _kind_of_law()
    title = message(f"print.{document.kind}.title", kind=kind)
    printed = letterhead.sheet(document=document, title=title)
    if document.state != "promulgated" and not printed["mark"]:
        printed["mark"] = print_data.PREVIEW
    lines = contents.appropriations(document_id)
    return {
        **printed,
        "subtitle": message("print.ordinance.subtitle", fiscal_year=year),
        "clauses": _clauses(document, head, kind),
        "summary": _by_plan(lines),
        "estimates": _estimates(contents.estimates(document_id)),
        "appropriations": _appropriations(lines),
        "amount_text": baht_text(document.amount),
        "signatures": _ordinance_signatures(document),
    }


def transfer(document_id: int) -> Mapping[str, Any]:
    """The transfer: what each line had, gives or gets, and has afterwards."""
    document = documents.get(document_id=document_id)
    rows = contents.transfers(document_id)
    return {
        **letterhead.sheet(document=document, title=message("document.budget_transfer")),
        "transfer_kind": message(f"print.transfer.{'new' if any(row['new_item'] for row in rows) else 'existing'}"),
        **_authority(document_id),
        "from": _moved(rows, "source", document),
        "to": _moved(rows, "target", document),
        "total": format_baht(document.amount),
        "amount_text": baht_text(document.amount),
        "reason": " ".join(dict.fromkeys(row["note"] for row in rows if row["note"])) or document.title,
        "signatures": _three_hands(document, "signature.requester"),
    }


def amendment(document_id: int) -> Mapping[str, Any]:
    """The amendment: the old text beside the new one."""
    document = documents.get(document_id=document_id)
    rows = contents.explanations(document_id)
    net = {line_id: row.net for line_id, row in balances_of(line_ids=[r["line_id"] for r in rows if r["line"]]).items()}
    return {
        **letterhead.sheet(document=document, title=message("document.explanation_amendment")),
        **_authority(document_id),
        "items": [
            {
                "item": row["line_name"],
                "place": _place(row["line"]) if row["line"] else message("print.revenue"),
                "before": row["before"] or "-",
                "after": row["after"],
                **({"amount": format_baht(net[row["line_id"]])} if row["line"] else {}),
            }
            for row in rows
        ],
        "reason": document.title,
        "signatures": _three_hands(document, "signature.requester"),
    }


def plan(document_id: int) -> Mapping[str, Any]:
    """The spending plan: what is to be spent of each line in each quarter, with sums by plan of the budget."""
    document = documents.get(document_id=document_id, kind="spending_plan")
    head = contents.plan_head(document_id)[0]
    entries = sorted(contents.plan_entries(document_id), key=_place_key)
    nets = {key: row.net for key, row in balances_of(line_ids=[entry["line"].id for entry in entries]).items()}
    rows: list[Row] = []
    for code, group in groupby(entries, key=_plan):
        members = list(group)
        rows.append({"kind": "heading", "text": f"{code} {_name(code)}"})
        rows += [_planned(entry, nets) for entry in members]
        rows.append(_quarters("subtotal", message("print.sum_of", name=_name(code)), members, nets))
    rows.append(_quarters("total", message("print.total"), entries, nets))
    places = (
        ("signature.preparer", "", ("submit", "create")),
        ("signature.checker", "", ("check",)),
        ("signature.approver", "", ("approve",)),
    )
    return {
        **letterhead.sheet(document=document, title=message("document.spending_plan")),
        "subtitle": message("print.ordinance.subtitle", fiscal_year=head["fiscal_year"]),
        "rows": rows,
        "signatures": letterhead.decisions(document=document, places=places),
    }


def _planned(entry: Mapping[str, Any], nets: Mapping[int, int]) -> Row:
    line = entry["line"]
    name = f"{line.code} {line.name_th}"
    return {**_quarters("line", name, [entry], nets), "place": f"{_name(line.work_code)} · {_name(line.category_code)}"}


def _quarters(kind: str, text: str, entries: Sequence[Mapping[str, Any]], nets: Mapping[int, int]) -> Row:
    """A row of the plan: appropriation, the four quarters and their sum, of one line or of several."""
    sums = [sum(entry["quarters"][quarter] for entry in entries) for quarter in range(4)]
    net = sum(nets.get(entry["line"].id, 0) for entry in entries)
    amounts = {"approved": net, **dict(zip(_IN_ORDER, sums, strict=True)), "planned": sum(sums)}
    return {"kind": kind, "text": text, **{key: format_baht(amount) for key, amount in amounts.items()}}


def _kind_of_law() -> str:
    municipal = organisations.is_municipality(kind=organisations.current().kind)
    return message("law.municipal" if municipal else "law.ordinance")


def _clauses(document: Any, head: Mapping[str, Any], kind: str) -> list[str]:
    decisions = {row["body"]: row for row in contents.decisions(document.id)}
    promulgated = decisions.get("promulgation", {}).get("decided_date")
    first_day = fiscal_year_start(head["fiscal_year"])
    effective = first_day if document.kind == "ordinance" or promulgated is None else promulgated
    facts = {
        "kind": kind,
        "fiscal_year": head["fiscal_year"],
        "organisation": organisations.current().name_th,
        "approver": decisions.get("approver", {}).get("decided_by") or "-",
        "title": document.title,
        "effective": format_date(effective, style="long"),
        "total": format_baht(head["appropriated"]),
        "estimated": format_baht(head["estimated"]),
    }
    found = [message(f"print.ordinance.clause_{number}", **facts) for number in (1, 2, 3)]
    return [*found, head["deficit_reason"]] if head["deficit_reason"] else found


def _row(kind: str, level: int, code: str, text: str, amount: int | None, explanation: str = "") -> Row:
    shown = "" if amount is None else format_baht(amount)
    return {"kind": kind, "level": level, "code": code, "text": text, "amount": shown, "explanation": explanation}


def _sum(rows: Iterable[Mapping[str, Any]]) -> int:
    return sum(row["amount"] for row in rows)


def _name(code: str) -> str:
    return standards.budget_classification().find(code).name_th


def _by_plan(lines: Sequence[Mapping[str, Any]]) -> list[Row]:
    rows = [
        _row("line", 0, plan, _name(plan), _sum(group)) for plan, group in groupby(sorted(lines, key=_plan), key=_plan)
    ]
    return [*rows, _row("total", 0, "", message("print.total"), _sum(lines))]


def _plan(entry: Mapping[str, Any]) -> str:
    return str(entry["line"].plan_code)


def _place_key(entry: Mapping[str, Any]) -> tuple[str, str, str]:
    line = entry["line"]
    return (line.plan_code, line.work_code, line.category_code)


def _appropriations(lines: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Plan, work, category, line; sums after each work and plan. The order within a category is the draft's."""
    ordered = sorted(lines, key=_place_key)
    rows: list[Row] = []
    for plan, in_plan in groupby(ordered, key=_plan):
        planned = list(in_plan)
        rows.append(_row("heading", 0, plan, _name(plan), None))
        for work, in_work in groupby(planned, key=lambda entry: str(entry["line"].work_code)):
            worked = list(in_work)
            rows.append(_row("heading", 1, work, _name(work), None))
            rows += _by_category(worked)
            rows.append(_row("subtotal", 1, "", message("print.sum_of", name=_name(work)), _sum(worked)))
        rows.append(_row("subtotal", 0, "", message("print.sum_of", name=_name(plan)), _sum(planned)))
    return [*rows, _row("total", 0, "", message("print.total_expenditure"), _sum(lines))]


def _by_category(lines: Sequence[Mapping[str, Any]]) -> Iterable[Row]:
    for category, group in groupby(lines, key=lambda entry: str(entry["line"].category_code)):
        entries = list(group)
        yield _row("heading", 2, category, _name(category), _sum(entries))
        for entry in entries:
            line = entry["line"]
            yield _row("line", 3, line.item_code, line.name_th, entry["amount"], line.explanation)


def _estimates(lines: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Groups, classes and items of revenue; a class that is estimated as a whole has no items below it."""
    heads = {head.code: head for head in standards.revenue_heads()}
    rows: list[Row] = []
    ordered = sorted(lines, key=lambda line: line["item_code"])
    for group_code, in_group in groupby(ordered, key=lambda line: f"{line['item_code'][:2]}0000"):
        grouped = list(in_group)
        name = heads[group_code].name_th
        rows.append(_row("heading", 0, group_code, name, None))
        for class_code, in_class in groupby(grouped, key=lambda line: f"{line['item_code'][:3]}000"):
            classed = list(in_class)
            rows.append(_row("line", 1, class_code, heads[class_code].name_th, _sum(classed)))
            rows += [
                _row("line", 2, line["item_code"], line["name_th"], line["amount"], line["explanation"])
                for line in classed
                if line["item_code"] != class_code
            ]
        rows.append(_row("subtotal", 0, "", message("print.sum_of", name=name), _sum(grouped)))
    return [*rows, _row("total", 0, "", message("print.total_revenue"), _sum(lines))]


def _ordinance_signatures(document: Any) -> list[Mapping[str, Any]]:
    decisions = {row["body"]: row for row in contents.decisions(document.id)}
    signed = letterhead.signatures(document=document, places=(("signature.promulgator", ("promulgate",)),))
    approver = decisions.get("approver", {}).get("decided_by", "")
    return [*signed, {"label": message("signature.approver"), "name": "", "position": approver, "dated": True}]


def _three_hands(document: Any, first: str) -> list[Mapping[str, Any]]:
    places = ((first, ("submit", "create")), ("signature.checker", ()), ("signature.approver", _DECIDED))
    return list(letterhead.signatures(document=document, places=places))


def _authority(document_id: int) -> Mapping[str, str]:
    """Who decided, with number and date on paper; before the decision nobody has."""
    decided = next(iter(contents.decisions(document_id)), None)
    if decided is None:
        return {}
    day = format_date(decided["decided_date"], style="long")
    return {"authority": message(f"body.{decided['body']}"), "resolution": f"{decided['reference']} · {day}"}


def _place(line: BudgetLine) -> str:
    return " · ".join(_name(code) for code in (line.plan_code, line.work_code, line.category_code))


def _moved(rows: Sequence[Mapping[str, Any]], side: str, document: Any) -> list[Row]:
    """One row per line: its appropriation, and what is left before and after; once posted, as the register says it was."""
    sums: dict[int, int] = {}
    for row in rows:
        sums[row[side].id] = sums.get(row[side].id, 0) + row["amount"]
    balances = balances_of(line_ids=list(sums))
    sign = -1 if side == "source" else 1
    printed = []
    for line_id, amount in sums.items():
        found = balances[line_id]
        posted = [entry.available for entry in line_register(line_id=line_id) if entry.document_id == document.id]
        after = posted[-1] if posted else found.remaining + sign * amount
        printed.append(
            {
                "item": f"{found.line.code} {found.line.name_th}",
                "place": _place(found.line),
                "approved": format_baht(found.approved + found.supplementary),
                "before": format_baht(after - sign * amount),
                "amount": format_baht(amount),
                "after": format_baht(after),
            }
        )
    return printed
