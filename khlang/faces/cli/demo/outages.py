"""Work by hand in the demo office: what was prepared, an outage that is over and one that goes on (data/outages.toml)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from khlang import standards
from khlang.faces.cli.demo.stage import FINISHED, Row, Stage, command_id, table, told

_UNIT: Final = "DEMO-CDC"
#: Who hands books out.
_KEEPERS: Final = {"DEMO": "pranee", _UNIT: "nongyao"}
#: What says who did it and to what; everything else of a paper is what stands on it.
_ABOUT: Final = ("paper", "book_no", "number", "by")


@cache
def _outage(key: str) -> Mapping[str, Any]:
    return {row["key"]: row for row in told("outages")["outage"]}[key]


def prepare(stage: Stage, row: Row) -> None:
    """Before anything fails: the taxpayers' debts are in the register, books and forms are in the hands of people."""
    for facts in table("taxpayers"):
        _assess(stage, facts)
    for book in told("outages")["book"]:
        org = book.get("org", "DEMO")
        data = _without(book, "org") | {"custodian": stage.people[book["custodian"]]}
        leased = stage.act("manual_book.lease", data, by=_KEEPERS[org], org=org).data
        stage.known[_book(book)] = int(leased["id"])


def _book(paper: Mapping[str, Any]) -> str:
    return f"{paper.get('org', '')} {paper['paper']} {paper['book_no']}"


def _assess(stage: Stage, facts: Row) -> None:
    name = facts["taxpayer"]
    if name not in stage.parties:
        party = {"name": name, **{key: facts[key] for key in ("kind", "national_number", "address")}}
        stage.parties[name] = stage.act("party.save", party, by="malee").document_id or 0
    said = ("tax", "tax_year", "reference", "amount", "note", "due_date", "warned_on", "warned_until")
    data = {key: facts[key] for key in said if facts[key]} | {"party_id": stage.parties[name]}
    stage.act("assessment.save", data, by="malee")


def kit(stage: Stage, row: Row) -> None:
    """The continuity kit of the office and of its child centre, made after the books were complete again."""
    stage.act("kit.make", {}, by="wipa")
    stage.act("kit.make", {}, by="nongyao", org=_UNIT)


def outage(stage: Stage, row: Row) -> None:
    """An outage declared by one and confirmed by another; one whose end is known is lived through to the last signature."""
    facts = _outage(row["voucher"])
    declared = ("trigger", "cause", "evidence", "started_on", "started_time", "restored_on", "restored_time", "units")
    said = {key: facts[key] for key in declared if key in facts}
    made = stage.act("outage.declare", said, by=facts["declared_by"])
    document = {"document_id": made.document_id}
    stage.act("outage.confirm", document, by=facts["confirmed_by"])
    if "restored_on" in facts:
        _lived_through(stage, facts, document)
        return
    for unit, document_id in made.data["units"].items():
        stage.act("outage.confirm", {"document_id": document_id}, by=facts["unit_confirmed_by"], org=unit)
    *most, last = facts["written"]
    for paper in most:
        _capture(stage, facts, document, paper)
    _capture(stage, facts, document, last, label=FINISHED)


def _lived_through(stage: Stage, facts: Mapping[str, Any], document: dict[str, Any]) -> None:
    """Told to the executive, entered, marked, compared, certified, closed."""
    outage_id = {"outage_id": document["document_id"]}
    _acknowledge(stage, document, "notice", facts["told_by"])
    stage.act("outage.restore", document, by=facts["confirmed_by"])
    for paper in facts["written"]:
        _capture(stage, facts, document, paper)
    for paper in facts["voided"]:
        spoilt = _without(paper, "by", "witness") | {"witness": stage.people[paper["witness"]], "copies_kept": True}
        stage.act("manual_number.void", spoilt | outage_id, by=paper["by"])
    entered = stage.act("back_entry.enter", outage_id, by=facts["entered_by"]).data
    if entered["entered"] != len(facts["written"]):
        raise RuntimeError(f"papers of the demo wait: {entered}")
    for book in dict.fromkeys(_book(paper) for paper in facts["written"]):
        handed = outage_id | {"book_id": stage.known[book]}
        stage.act("manual_book.close", handed, by=facts["handed_back_to"])
    _mark(stage, facts, outage_id)
    stage.act("outage.reconcile", document, by=facts["compared_by"])
    stage.act("outage.certify", document | {"note": facts["note"]}, by=facts["certified_by"])
    _acknowledge(stage, document, "report", "paper")
    stage.act("outage.close", document, by="kamol")


def _acknowledge(stage: Stage, document: dict[str, Any], of: str, told_by: str) -> None:
    taken = {"of": of, "acknowledged_by": "นายกมล รุ่งเรือง", "told_by": told_by}
    stage.act("outage.acknowledge", document | taken, by="kamol")


def _capture(
    stage: Stage, facts: Mapping[str, Any], document: dict[str, Any], paper: Mapping[str, Any], label: str = ""
) -> None:
    """One paper as its writer reads it into the grid."""
    named = [paper["paper"], paper["book_no"], paper["number"]]
    line = {
        "envelope": command_id("DEMO", " ".join(["paper", *named])), "book_no": paper["book_no"],
        "number": paper["number"], "paper_date": _day(facts), "payload": _without(paper, *_ABOUT),
    }  # fmt: skip
    data = {"outage_id": document["document_id"], "paper": paper["paper"], "lines": [line]}
    taken = stage.act("back_entry.capture", data, by=paper["by"], label=label).data["lines"][0]
    if taken["state"] not in ("captured", "entered"):
        raise RuntimeError(f"a paper of the demo was not taken: {named} {taken}")


def _day(facts: Mapping[str, Any]) -> str:
    day: date = facts["started_on"]
    return day.isoformat()


def _mark(stage: Stage, facts: Mapping[str, Any], outage_id: dict[str, Any]) -> None:
    """The numbers of the system are written on the papers; somebody else has looked at what is attached behind them."""
    for kind in _kinds(facts["written"]):
        if kind.numbers:
            stage.act("back_entry.label", outage_id | {"paper": kind.key}, by=facts["entered_by"])
        if kind.attach:
            stage.act("back_entry.attach", outage_id | {"paper": kind.key}, by=facts["attached_by"])


def _kinds(papers: Sequence[Mapping[str, Any]]) -> list[standards.ManualPaper]:
    written = {paper["paper"] for paper in papers}
    return [kind for kind in standards.manual_papers() if kind.key in written]


def _without(facts: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in names}


EVENTS: Final[dict[str, Callable[[Stage, Row], None]]] = {"prepare": prepare, "kit": kit, "outage": outage}
