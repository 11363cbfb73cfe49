"""Before the fiscal year: organisations, accounts, divisions, bank accounts, parties, opening balances, the ordinance."""

import base64
from typing import Any

from khlang.faces.cli.demo import passwords, spending
from khlang.faces.cli.demo.stage import DATA, INSTALLER, Stage, office, table
from khlang.platform.tenancy import new_id
from khlang.spine.organisations import queries as organisations


def found(stage: Stage) -> None:
    """The province, อบต. ทุ่งทอง, its child centre and a second อบต., each with its administrator, then all people."""
    codes = [row["code"] for row in office()["organisation"]]
    known = {code: organisations.get(code=code).id for code in codes if organisations.exists(code=code)}
    for row in office()["organisation"]:
        stage.organisations[row["code"]] = known.get(row["code"]) or new_id()
        stage.act("organisation.create", row, by=INSTALLER, org=row["code"])
    for row in (row for row in office()["person"] if row["role"] == "admin"):
        _hire(stage, row, by=INSTALLER)
    divisions = _divisions(stage)
    for row in office()["person"]:
        if row["role"] != "admin":
            _hire(stage, row, by=_administrator(row["org"]), divisions=divisions)
    _signatories(stage)


def _administrator(org: str) -> str:
    return next(str(row["username"]) for row in office()["person"] if (row["org"], row["role"]) == (org, "admin"))


def _hire(stage: Stage, row: dict[str, Any], *, by: Any, divisions: dict[str, int] | None = None) -> None:
    """An account, a post and a role from the day on."""
    account = {
        "username": row["username"], "name_th": row["name_th"], "password": passwords.of(row["username"]),
        "must_change_password": False,
    }  # fmt: skip
    home = row.get("home", row["org"])
    made = stage.act("person.create", account, by=by if home == row["org"] else _administrator(home), org=home)
    stage.people[row["username"]] = made.document_id or 0
    post = None
    if "title" in row:
        position = {
            "code": f"P-{row['username']}", "title_th": row["title"],
            "division_id": (divisions or {}).get(row.get("division", "")),
        }  # fmt: skip
        post = stage.act("position.save", position, by=by, org=row["org"]).document_id
    _grant(stage, row, row["org"], post)


def _grant(stage: Stage, row: dict[str, Any], org: str, post: int | None) -> None:
    role = {
        "person_id": stage.people[row["username"]], "role": row["role"], "from_date": stage.today, "position_id": post,
    }  # fmt: skip
    stage.act("role.grant", role, by=INSTALLER, org=org)


def _divisions(stage: Stage) -> dict[str, int]:
    return {row["code"]: stage.act("division.save", row, by="admin").document_id or 0 for row in office()["division"]}


def _signatories(stage: Stage) -> None:
    signing = [
        {"place": row["signs"], "name": row["name_th"], "position": row["title"]}
        for row in office()["person"]
        if "signs" in row
    ]
    stage.act("organisation.change_settings", {"signatories": signing}, by="admin")
    small = office()["small_office"]
    kept = {"small_office": True, "small_office_reason": small["reason"]}
    stage.act("organisation.change_settings", kept, by=small["by"], org=small["org"])


def ordain(stage: Stage) -> None:
    """The ordinance of the year: drafted in August, decided by council and district officer, not yet in force."""
    facts = office()["ordinance"]
    stage.turn_to(facts["drafted_on"])
    draft = {
        "fiscal_year": office()["fiscal_year"], "title": facts["title"], "document_date": facts["drafted_on"],
        "appropriations": table("budget_lines"), "estimates": table("revenue_estimates"),
    }  # fmt: skip
    ordinance = stage.act("ordinance.prepare", draft, by="napa").document_id
    stage.act("ordinance.submit", {"document_id": ordinance}, by="napa")
    stage.turn_to(facts["approver_date"])
    decisions = ("council_reference", "council_date", "approver", "approver_reference", "approver_date")
    stage.act(
        "ordinance.approve", {"document_id": ordinance, **{name: facts[name] for name in decisions}}, by="surachai"
    )
    stage.ordinance = ordinance or 0


def open_books(stage: Stage) -> None:
    """30 September: the fiscal year is opened, bank accounts and payers are entered, balances are brought forward."""
    stage.turn_to(office()["cutover"])
    _open_year(stage, "DEMO", "", "bank", head="pranee", finance="wipa")
    _parties(stage)
    _bring_forward(stage, "DEMO", "", accountant="anan", head="pranee")
    spending.bring_forward(stage)
    _open_year(stage, "DEMO-CDC", "_cdc", "unit_bank", head="nongyao", finance="duangjai")
    _bring_forward(stage, "DEMO-CDC", "_cdc", accountant="saijai", head="nongyao")


def _open_year(stage: Stage, org: str, tables: str, banks: str, *, head: str, finance: str) -> None:
    stage.act("period.open", {"fiscal_year": office()["fiscal_year"], "cutover": True}, by=head, org=org)
    for row in table(f"bank_accounts{tables}"):
        account = {"code": row["bank_id"], "account": row["gl_account"], **office()[banks][row["bank_id"]]}
        stage.act("bank_account.save", account, by=finance, org=org)


def _bring_forward(stage: Stage, org: str, tables: str, *, accountant: str, head: str) -> None:
    balances = {
        "fiscal_year": office()["fiscal_year"],
        "name": f"opening_balances{tables}.csv", "content": _file(f"opening_balances{tables}"),
        "banks_name": f"bank_accounts{tables}.csv", "banks_content": _file(f"bank_accounts{tables}"),
    }  # fmt: skip
    opening = stage.act("opening_balance.import", balances, by=accountant, org=org).document_id
    stage.act("opening_balance.submit", {"document_id": opening}, by=accountant, org=org)
    stage.act("opening_balance.approve", {"document_id": opening}, by=head, org=org)


def _parties(stage: Stage) -> None:
    """Payers and payees; the accounts of payees are entered by finance and confirmed by accounting."""
    accounts = []
    for row in office()["party"]:
        party = {name: value for name, value in row.items() if name != "account"}
        stage.parties[row["name"]] = stage.act("party.save", party, by="malee").document_id or 0
        if "account" in row:
            accounts.append({"party_id": stage.parties[row["name"]], "account_name": row["name"], **row["account"]})
    for account in accounts:
        proposed = stage.act("payee_account.propose", account, by="wipa").document_id
        stage.act("payee_account.confirm", {"document_id": proposed}, by="anan")


def _file(name: str) -> str:
    return base64.b64encode((DATA / f"{name}.csv").read_bytes()).decode()


def promulgate(stage: Stage) -> None:
    """1 October: the ordinance is promulgated, its 43 lines have money."""
    facts = office()["ordinance"]
    stage.turn_to(facts["promulgated_on"])
    act = {
        "document_id": stage.ordinance, "ordinance_reference": facts["ordinance_reference"],
        "promulgated_date": facts["promulgated_on"],
    }  # fmt: skip
    stage.act("ordinance.promulgate", act, by="kamol")
