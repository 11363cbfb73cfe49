"""What the papers of spending share: payees as they are written, budget lines by their codes, dika by their numbers."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from khlang.bridges.continuity.paper_kind import Finding, PaperRef
from khlang.bridges.continuity.papers import citing
from khlang.bridges.continuity.problems import PAYEE_CHANGED, errors_of
from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget import queries as budget
from khlang.platform.commands import Outcome
from khlang.platform.inputs import Input, NationalNumber, OptionalText
from khlang.spine.documents import queries as documents
from khlang.spine.parties import queries as parties
from khlang.spine.parties.names import searchable
from khlang.standards import message

#: Several forms of the bank as people write them: «0000007, 0000009».
Forms = Annotated[OptionalText, Field(max_length=250)]


class WrittenParty(Input):
    """The payee as written on a paper: name, 13-digit number, bank (three digits) and account."""

    payee_name: OptionalText = ""
    payee_number: NationalNumber = ""
    bank: Annotated[OptionalText, Field(max_length=3)] = ""
    account_no: Annotated[OptionalText, Field(max_length=20)] = ""
    account_name: OptionalText = ""


def payee(*, data: WrittenParty) -> Any:
    """The party that a paper means, or None: by its number, else by its name when only one in the register has it."""
    if data.payee_number:
        found = parties.by_numbers(numbers=[data.payee_number]).get(data.payee_number)
        if found is not None:
            return found
    if not data.payee_name:
        return None
    wanted = searchable(data.payee_name)
    alike = [row.id for row in parties.find(text=data.payee_name, limit=20) if searchable(row.name) == wanted]
    return parties.get(party_id=alike[0]) if len(alike) == 1 else None


def payee_changed(*, data: WrittenParty, today: date) -> list[Finding]:
    """Where the register says something else of the payee by now than the paper (C-18): both versions side by side."""
    found = payee(data=data)
    if found is None:
        return []
    accounts = parties.payee_accounts(party_ids=[found.id], on=today) if data.account_no else {}
    account = accounts.get(found.id)
    pairs = [
        ("payee_name", data.payee_name, found.name, searchable(data.payee_name) != searchable(found.name)),
        ("payee_number", data.payee_number, found.national_number, data.payee_number != found.national_number),
    ]
    if account is not None:
        paper, system = f"{data.bank} {data.account_no}".strip(), f"{account.bank_code} {account.account_no}"
        same = account.account_no == data.account_no and data.bank in ("", account.bank_code)
        pairs.append(("account_no", paper, system, not same))
    differ = [(key, paper, system) for key, paper, system, other in pairs if paper and other]
    if not differ:
        return []
    return [
        Finding(
            PAYEE_CHANGED, {key: paper for key, paper, _ in differ}, {key: system or "-" for key, _, system in differ}
        )
    ]


def budget_lines(*, codes: Sequence[tuple[str, str]], fiscal_year: int) -> dict[str, int]:
    """The budget lines in force of a year (B.E.) by their codes, each with the field that names it.

    Refusal (all together): budget_line_unknown (fact code).
    """
    found: dict[str, int] = {}
    refused: list[Refusal] = []
    for field, code in codes:
        if not code or code in found:
            continue
        try:
            found[code] = int(budget.line_by_code(fiscal_year=fiscal_year, code=code).id)
        except Refusal as refusal:
            refused.append(refusal.at(field))
    if refused:
        raise Refusals(refused)
    return found


class NamedDika(Input):
    """A dika by the number of its paper, or by the one that the treasury gave it in the system."""

    dika_book: citing.Book = ""
    dika_number: Annotated[int | None, Field(ge=1, le=999_999_999)] = None
    dika: Annotated[OptionalText, Field(max_length=40)] = ""


def dika_refs(*, named: Sequence[NamedDika]) -> list[PaperRef]:
    """The papers among the dika that are named."""
    return [PaperRef("dika", each.dika_book, each.dika_number) for each in named if each.dika_number is not None]


def dika_ids(*, named: Sequence[tuple[str, NamedDika]]) -> list[int]:
    """The documents of dika, each with the field of its line ("" for the head), in order.

    Refusals: field_required, paper_not_entered, system_number_unknown.
    """
    missing = [
        Refusal("field_required", field=f"{at}dika_number")
        for at, each in named
        if each.dika_number is None and not each.dika
    ]
    if missing:
        raise Refusals(missing)
    papers = [
        (f"{at}dika_number", PaperRef("dika", each.dika_book, each.dika_number))
        for at, each in named
        if each.dika_number is not None
    ]
    by_paper = iter(citing.entered(named=papers, kind="dika") if papers else ())
    typed = [(f"{at}dika", each.dika) for at, each in named if each.dika_number is None]
    by_number = iter(_by_numbers(typed))
    return [next(by_paper if each.dika_number is not None else by_number) for _, each in named]


def _by_numbers(typed: Sequence[tuple[str, str]]) -> list[int]:
    """Dika of the system by the treasury's numbers. Refusal (all together, at their fields): system_number_unknown."""
    wanted = ["".join(number.split()).upper() for _, number in typed]
    rows = documents.find(kind="dika", equal={"number__in": wanted}).order_by() if wanted else ()
    found = {row.number: row.id for row in rows}
    unknown = [
        Refusal("system_number_unknown", field=field, number=number)
        for (field, _), number in zip(typed, wanted, strict=True)
        if number not in found
    ]
    if unknown:
        raise Refusals(unknown)
    return [found[number] for number in wanted]


def spoilt(*, text: str, reason: str = "") -> list[dict[str, str]]:
    """The spoilt forms of a paper, number by number, as the commands take them."""
    parts = text.replace(";", ",").replace("\n", ",").split(",")
    return [{"number": part.strip(), "reason": reason} for part in parts if part.strip()]


def at_fields(call: Callable[[], Outcome], place: Callable[[str], str]) -> Outcome:
    """Carry a command out with its refusals at the fields of the paper: `place` is field of the command → of the paper."""
    try:
        return call()
    except (Refusal, Refusals) as refused:
        errors = errors_of(refused)
    raise Refusals(each if each.field is None else each.at(place(each.field)) for each in errors)


def of_dika(*, named: Sequence[NamedDika]) -> str:
    """The dika of a paper in words, for the control register."""
    said = [each.dika or f"{each.dika_book}/{each.dika_number or ''}".strip("/") for each in named]
    first = ", ".join(said[:3])
    return message("back_entry.of_dika", first=first, count=len(said))
