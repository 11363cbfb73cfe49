"""What the law and the office ask of a purchase before it goes on. Pure: values in, refusals out (spec 4.1)."""

from collections.abc import Iterator, Sequence
from datetime import date

from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.office.procurement.schemas import (
    CommitteeMemberInput,
    InstalmentInput,
    ObligationTerms,
    RequisitionTerms,
)
from khlang.standards.procurement import Method, fine_rates, procurement_method, procurement_rules


def problems_of_request(*, data: RequisitionTerms, day: date, amount: int, today: date) -> Iterator[Refusal]:
    """What is wrong with a requisition of a day. Refusals: date_in_future, procurement_method_unknown,
    procurement_ground_required, council_reference_required."""
    for field, given in (("document_date", day), ("council_date", data.council_date)):
        if given is not None and given > today:
            yield Refusal("date_in_future", field=field)
    try:
        method = procurement_method(code=data.method, on=day)
    except Refusal as refusal:
        yield refusal
    else:
        if method.needs_ground(amount) and not data.ground.strip():
            yield Refusal(
                "procurement_ground_required", field="ground", method=method.name_th, amount=format_baht(amount)
            )
    if data.fund == "surplus" and not (data.council_reference.strip() and data.council_date):
        field = "council_date" if data.council_reference.strip() else "council_reference"
        yield Refusal("council_reference_required", field=field)


def problems_of_members(*, members: Sequence[CommitteeMemberInput], names: dict[int, str]) -> Iterator[Refusal]:
    """Who is appointed is known and appointed once. `names`: users by id.

    Refusals: person_unknown, committee_name_required, committee_member_twice.
    """
    seen: set[tuple[str, str]] = set()
    for position, member in enumerate(members):
        if member.person_id is not None and member.person_id not in names:
            yield Refusal("person_unknown", field=f"members.{position}.person_id")
            continue
        name = member.name or names.get(member.person_id or 0, "")
        if not name:
            yield Refusal("committee_name_required", field=f"members.{position}.name")
        elif (member.role, name) in seen:
            yield Refusal("committee_member_twice", field=f"members.{position}.name", name=name)
        seen.add((member.role, name))


def problems_of_committees(
    *, method: Method, amount: int, members: Sequence[tuple[str, str, str]]
) -> Iterator[Refusal]:
    """The committees are large enough and led by one chair; nobody procures and inspects where the law forbids it.

    `members` are (role, position, name). Refusals: committee_too_small, committee_chair_missing, committee_member_both.
    """
    rules = procurement_rules()
    inspectors = 1 if amount <= rules.single_inspector_limit else rules.inspectors
    for role, needed in (("procure", method.procuring_members(amount)), ("inspect", inspectors)):
        sitting = [member for member in members if member[0] == role]
        if len(sitting) < needed:
            yield Refusal("committee_too_small", field="members", role=role, needed=needed, given=len(sitting))
        elif len(sitting) > 1 and [place for _, place, _ in sitting].count("chair") != 1:
            yield Refusal("committee_chair_missing", field="members", role=role)
    if method.separate:
        procuring = {name for role, _, name in members if role == "procure"}
        for role, _, name in members:
            if role == "inspect" and name in procuring:
                yield Refusal("committee_member_both", field="members", name=name)


def disordered(*, field: str, day: date, earlier: date) -> Refusal:
    """A day of an order or contract that lies before one it must follow."""
    return Refusal("order_dates_disordered", field=field, date=format_date(day), earlier=format_date(earlier))


def problems_of_terms(
    *, data: ObligationTerms, signed: date, category: str, amount: int, today: date
) -> Iterator[Refusal]:
    """Days follow each other from the day of signing on, rates and the advance stay within what the rules allow.

    Refusals: date_in_future, order_dates_disordered, procurement_rate_outside, advance_above_limit.
    """
    if signed > today:
        yield Refusal("date_in_future", field="document_date")
    start = data.start_date or signed
    for field, day in (("delivery_date", data.delivery_date), ("end_date", data.end_date)):
        if day is not None and day < start:
            yield disordered(field=field, day=day, earlier=start)
    rules, fine = procurement_rules(), fine_rates()[category]
    for field, rate, lowest, highest in (
        ("fine_rate", data.fine_rate, fine.lowest, fine.highest),
        ("retention_rate", data.retention_rate, 0, rules.retention_highest),
        ("guarantee_rate", data.guarantee_rate, 0, rules.guarantee_highest),
    ):
        if rate is not None and not lowest <= rate <= highest:
            yield Refusal(
                "procurement_rate_outside", field=field, lowest=format_baht(lowest), highest=format_baht(highest)
            )
    most = amount * rules.advance_highest // 10_000
    if not 0 <= data.advance_amount <= most:
        yield Refusal("advance_above_limit", field="advance_amount", limit=format_baht(most))


def problems_of_keys(*, project: str, contract: str, amount: int, day: date) -> Iterator[Refusal]:
    """Above the limit of the method that the rules name, project and contract are known to the e-GP by their numbers
    (continuity L4). Refusal: egp_required."""
    limit = procurement_method(code=procurement_rules().egp_method, on=day).limit
    if amount <= limit:
        return
    for field, key in (("egp_project", project), ("egp_contract", contract)):
        if not key.strip():
            yield Refusal("egp_required", field=field, amount=format_baht(amount), limit=format_baht(limit))


def problems_of_instalments(*, instalments: Sequence[InstalmentInput], amount: int, advance: int) -> Iterator[Refusal]:
    """Instalments, where there are any, make up the amount and give the advance back.

    Refusals: instalments_differ, instalment_recovery_differs, instalment_recovery_above, instalments_disordered.
    """
    if not instalments:
        return
    total = sum(row.amount for row in instalments)
    if total != amount:
        yield Refusal("instalments_differ", field="instalments", total=format_baht(total), amount=format_baht(amount))
    recovered = sum(row.advance_recovery for row in instalments)
    if recovered != advance:
        yield Refusal(
            "instalment_recovery_differs",
            field="instalments",
            recovered=format_baht(recovered),
            advance=format_baht(advance),
        )
    for position, row in enumerate(instalments):
        if not 0 <= row.advance_recovery <= row.amount:
            yield Refusal("instalment_recovery_above", field=f"instalments.{position}.advance_recovery")
        if position and row.due_date < instalments[position - 1].due_date:
            yield Refusal("instalments_disordered", field=f"instalments.{position}.due_date")
