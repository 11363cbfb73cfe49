"""Money going out in October 2567: purchases, advances, dika and their payment, as data/spending.toml tells them."""

import base64
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from khlang.core.money import parse_baht, plain_baht
from khlang.faces.cli.demo import payees
from khlang.faces.cli.demo.stage import DATA, Row, Stage, office, table, told
from khlang.office.budget import queries as budget
from khlang.office.payment import queries as payment
from khlang.office.procurement import queries as procurement

#: Who carries a dika from the treasury's desk to the executive's, and who signs cheques.
_WAY: Final = (("receive", "wipa"), ("examine", "pranee"), ("endorse", "surachai"), ("approve", "kamol"))
_SIGNS: Final = ("pranee", "surachai", "kamol")
#: Of some lines and categories, what part of the year's money (per cent) each quarter takes.
_SEASONS: Final = {
    "L39": (100, 0, 0, 0), "L40": (100, 0, 0, 0), "533000": (35, 25, 20, 20), "541000": (80, 20, 0, 0), "542000": (0, 60, 40, 0),
}  # fmt: skip
_USUAL: Final = ("KTB-S", "transfer")


@cache
def _facts(kind: str) -> Mapping[str, Mapping[str, Any]]:
    return {row["key"]: row for row in told("spending")[kind]}


def _lines(stage: Stage, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines as typed, the budget line's code replaced by its identifier."""
    made = []
    with stage.scope():
        for row in rows:
            line = {name: value for name, value in row.items() if name != "budget_line"}
            if "budget_line" in row:
                line["budget_line_id"] = _budget_line(row["budget_line"])
            made.append(line)
    return made


def _budget_line(code: str) -> int:
    return int(budget.line_by_code(fiscal_year=office()["fiscal_year"], code=code).id)


def _without(facts: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in ("key", *names)}


def requisition(stage: Stage, row: Row) -> None:
    """Asked for by the supply officer, checked by the head of treasury, approved by the executive."""
    facts = _facts("requisition")[row["voucher"]]
    until = facts.get("until", "approve")
    members: list[dict[str, Any]] = [
        {"role": "inspect", "position": "member" if index else "chair", "person_id": stage.people[name]}
        for index, name in enumerate(facts["inspectors"])
    ]
    data = {
        "method": "specific", **_without(facts, "inspectors", "until"), "members": members,
        "lines": _lines(stage, facts["lines"]),
    }  # fmt: skip
    made = stage.act("requisition.save", data, by="suda").document_id
    stage.known[row["voucher"]] = made or 0
    for move, who in (("submit", "suda"), ("check", "pranee"), ("approve", "kamol")):
        stage.act(f"requisition.{move}", {"document_id": made}, by=who)
        if move == until:
            return


def order(stage: Stage, row: Row) -> None:
    """The order or contract of an approved requisition, signed by the executive."""
    facts = _facts("order")[row["voucher"]]
    asked = _facts("requisition")[facts["requisition"]]
    data = _without(facts, "kind", "requisition", "vendor", "amount", "asset_class")
    data |= {"requisition_id": stage.known[facts["requisition"]], "vendor_id": stage.parties[facts["vendor"]]}
    if "amount" in facts or "asset_class" in facts:
        (line,) = _lines(stage, asked["lines"])
        line |= {"unit_price": facts["amount"]} if "amount" in facts else {}
        data["lines"] = [line | ({"asset_class": facts["asset_class"]} if "asset_class" in facts else {})]
    made = stage.act(f"{facts['kind']}.save", data, by="suda").document_id
    stage.known[row["voucher"]] = made or 0
    stage.act(f"{facts['kind']}.submit", {"document_id": made}, by="suda")
    stage.act(f"{facts['kind']}.sign", {"document_id": made}, by="kamol")


def acceptance(stage: Stage, row: Row) -> None:
    """What was delivered, inspected by the committee and accepted by its chair: the payable voucher."""
    facts = _facts("acceptance")[row["voucher"]]
    data = _without(facts, "order", "chair", "instalment") | {
        "obligation_id": stage.known[facts["order"]], "delivered_date": stage.today,
    }  # fmt: skip
    if "instalment" in facts:
        with stage.scope():
            found = procurement.obligation(document_id=data["obligation_id"])
        data["instalment_id"] = found.instalments[facts["instalment"] - 1].id
    made = stage.act("inspection.save", data, by="suda").document_id
    stage.known[row["voucher"]] = made or 0
    stage.act("inspection.submit", {"document_id": made}, by="suda")
    stage.act("inspection.accept", {"document_id": made}, by=facts["chair"])


def advance(stage: Stage, row: Row) -> None:
    """A contract of advance: asked for, checked, approved; the budget is held."""
    facts = _facts("advance")[row["voucher"]]
    with stage.scope():
        line = _budget_line(facts["budget_line"])
    data = _without(facts, "budget_line", "borrower")
    data |= {"borrower_id": stage.parties[facts["borrower"]], "budget_line_id": line}
    made = stage.act("advance.save", data, by="decha").document_id
    stage.known[row["voucher"]] = made or 0
    for move, who in (("submit", "decha"), ("check", "pranee"), ("approve", "kamol")):
        stage.act(f"advance.{move}", {"document_id": made}, by=who)


def bring_forward(stage: Stage) -> None:
    """What was open when the books were opened: an advance of the year before, a guarantee held, money for a playground."""
    facts = _facts("advance")["BR0"]
    data = _without(facts, "borrower") | {"borrower_id": stage.parties[facts["borrower"]]}
    stage.known["BR0"] = stage.act("advance.bring_forward", data, by="pranee").document_id or 0
    for row in (row for row in told("spending")["guarantee"] if "holder" in row):
        held = _without(row, "holder") | {"holder_id": stage.parties[row["holder"]]}
        stage.known[row["key"]] = stage.act("guarantee.bring_forward", held, by="suda").document_id or 0
    for row in told("spending")["cheque_book"]:
        stage.act("cheque_book.save", row | {"issued_to": stage.people["wipa"]}, by="pranee")
    requisition(stage, {"voucher": "PR-PLAY"})


def clearing(stage: Stage, row: Row) -> None:
    """Vouchers and the receipt of the money left, taken by finance, approved by the head of treasury."""
    facts = _facts("clearing")[row["voucher"]]
    data = _without(facts, "advance", "receipt") | {"advance_id": stage.known[facts["advance"]]}
    data["receipt_number"] = f"RC68-{facts['receipt']:05d}/2568"
    made = stage.act("advance_clearing.save", data, by="wipa").document_id
    stage.act("advance_clearing.submit", {"document_id": made}, by="wipa")
    stage.act("advance_clearing.approve", {"document_id": made}, by="pranee")


def dika(stage: Stage, row: Row) -> None:
    """A dika from the desk of its division to the payee."""
    facts = _facts("dika")[row["voucher"]]
    made, until = prepared(stage, facts), facts.get("until", "pay")
    for move, who in (("request", facts["head"]), *_WAY):
        stage.act(f"dika.{move}", {"document_id": made}, by=who)
        if move == until:
            return
    report = _report(stage, facts, made)
    if until != "prepare":
        stage.known[row["voucher"]] = _paid(stage, facts, made, report)


def prepared(stage: Stage, facts: Mapping[str, Any]) -> int:
    """The draft of a dika, with its list of payees where it has one."""
    data = _without(
        facts, "kind", "by", "head", "payee", "payees", "bank", "channel", "acceptance", "advance", "lines", "until"
    )
    data["dika_kind"] = facts["kind"]
    for cited in ("acceptance", "advance"):
        if cited in facts:
            data[f"{cited}_id"] = stage.known[facts[cited]]
    if "payee" in facts:
        data["payee_id"] = stage.parties[facts["payee"]]
    if "lines" in facts:
        data["lines"] = _lines(stage, facts["lines"])
    if "payees" in facts:
        return payees.imported(stage, facts["payees"], data, by=facts["by"])
    return stage.act("dika.prepare", data, by=facts["by"]).document_id or 0


def _report(stage: Stage, facts: Mapping[str, Any], document_id: int) -> int:
    """The report of the cheque or transfer, as finance prepares it."""
    bank, channel = facts.get("bank", _USUAL[0]), facts.get("channel", _USUAL[1])
    wanted = {"bank_account": bank, "channel": channel, "dikas": [document_id]}
    return stage.act("cheque_report.prepare", wanted, by="wipa").document_id or 0


def _paid(stage: Stage, facts: Mapping[str, Any], document_id: int, report: int) -> int:
    """Signed by three, paid by finance; the payment's identifier."""
    for who in _SIGNS:
        stage.act("cheque_report.sign", {"document_id": report}, by=who)
    reference = "" if facts.get("channel") == "cheque" else "e-Payment"
    stage.act("cheque_report.pay", {"document_id": report, "reference": reference}, by="wipa")
    with stage.scope():
        (made,) = payment.payments_of(dika_id=document_id)
    return int(made.document_id)


def collect(stage: Stage, row: Row) -> None:
    """The payee comes for the cheque."""
    stage.act("payment.collect", {"document_id": stage.known[row["voucher"]]}, by="wipa")


def guarantee(stage: Stage, row: Row) -> None:
    """The guarantee of a contract, registered with the receipt by which its money came."""
    facts = _facts("guarantee")[row["voucher"]]
    data = _without(facts, "order", "receipt") | {"obligation_id": stage.known[facts["order"]]}
    data["receipt_number"] = f"RC68-{facts['receipt']:05d}/2568"
    stage.known[row["voucher"]] = stage.act("guarantee.register", data, by="suda").document_id or 0


def release(stage: Stage, row: Row) -> None:
    """A guarantee that is due is given back; the dika that follows pays it out."""
    stage.act("guarantee.release", {"document_id": stage.known[row["voucher"]]}, by="pranee")


def reconcile(stage: Stage, row: Row) -> None:
    """The month's statement of a bank account, matched by accounting and approved by the head of treasury."""
    content = base64.b64encode((DATA / f"statement_{row['voucher']}.csv").read_bytes()).decode()
    statement = {
        "bank_account": row["voucher"], "name": f"statement_{row['voucher']}.csv", "content": content,
        "since": stage.today.replace(day=1), "through": stage.today,
    }  # fmt: skip
    stage.act("bank_statement.import", statement, by="anan")
    month = {"bank_account": row["voucher"], "month": stage.today}
    made = {"document_id": stage.act("reconciliation.prepare", month, by="anan").document_id}
    stage.act("reconciliation.match_suggested", made, by="anan")
    stage.act("reconciliation.approve", made, by="pranee")


def plan(stage: Stage, row: Row) -> None:
    """The spending plan of the year: investments and materials early, projects in the season, the rest evenly."""
    year, entries = office()["fiscal_year"], []
    for line in table("budget_lines"):
        shares = _SEASONS.get(line["code"]) or _SEASONS.get(line["category_code"], (25, 25, 25, 25))
        amount = parse_baht(line["amount"])
        quarters = [amount * share // 10_000 * 100 for share in shares[:3]]
        entry = {"line": line["code"]}
        for number, quarter in enumerate((*quarters, amount - sum(quarters)), start=1):
            entry[f"quarter_{number}"] = plain_baht(quarter)
        entries.append(entry)
    data = {
        "fiscal_year": year, "title": f"แผนการใช้จ่ายเงิน ปีงบประมาณ พ.ศ. {year}", "document_date": stage.today,
        "entries": entries,
    }  # fmt: skip
    made = {"document_id": stage.act("spending_plan.prepare", data, by="napa").document_id}
    for move, who in (("submit", "napa"), ("check", "surachai"), ("approve", "kamol")):
        stage.act(f"spending_plan.{move}", made, by=who)


def waiting(stage: Stage) -> None:
    """Work on its way, so that everybody who logs in finds something to do."""
    for kind, carry in (("requisition", requisition), ("dika", dika)):
        for key in _facts(kind):
            if key.startswith("W"):
                carry(stage, {"voucher": key})
    account = {
        "party_id": stage.parties["หจก. เจริญการช่าง"], "bank": "006", "account_no": "9990100177",
        "account_name": "หจก. เจริญการช่าง",
    }  # fmt: skip
    stage.act("payee_account.propose", account, by="wipa")
    with stage.scope():
        line = _budget_line("L43")
    asked = {
        "kind": "project", "borrower_id": stage.parties["นางสาวรุ่งนภา อบรมดี"], "position": "นักพัฒนาชุมชน",
        "title": "สัญญายืมเงิน โครงการส่งเสริมการเกษตร", "budget_line_id": line, "amount": "12000.00",
    }  # fmt: skip
    advance_id = stage.act("advance.save", asked, by="decha").document_id
    stage.act("advance.submit", {"document_id": advance_id}, by="decha")


EVENTS: Final = {
    "requisition": requisition, "order": order, "acceptance": acceptance, "advance": advance, "clearing": clearing,
    "dika": dika, "collect": collect, "guarantee": guarantee, "release": release,
    "reconcile": reconcile, "plan": plan,
}  # fmt: skip
