"""What the papers of the budget and of purchases share: choices in words, vendors, the order a paper belongs to, its lines."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field

from khlang.bridges.continuity.paper_kind import Finding, PaperRef
from khlang.bridges.continuity.papers import citing, spending
from khlang.bridges.continuity.papers.spending import WrittenParty
from khlang.bridges.continuity.problems import PAYEE_CHANGED, errors_of
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.core.thai import normalise, to_arabic_digits
from khlang.office.procurement.schemas import InstalmentInput, Quantity
from khlang.platform.commands import Outcome
from khlang.platform.inputs import Baht, Day, Input, NationalNumber, OptionalText
from khlang.spine.documents import queries as documents
from khlang.standards import message

_YES = frozenset(("ใช่", "x", "✓", "/", "1", "y", "yes", "true"))


def worded(*values: str, prefix: str) -> BeforeValidator:
    """A choice as people write it: its code, or the words of `<prefix>.<value>`; nothing written is the first of them."""

    def read(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        text = normalise(value).casefold()
        known = {message(f"{prefix}.{each}", lang).casefold(): each for each in values for lang in ("th", "en")}
        return known.get(text, text or values[0])

    return BeforeValidator(read)


def _yes(value: Any) -> Any:
    return normalise(value).casefold() in _YES if isinstance(value, str) else value


def _upper(value: Any) -> str:
    return to_arabic_digits(normalise(str(value or ""))).upper()


#: A tick on the paper.
Tick = Annotated[bool, BeforeValidator(_yes)]
#: The short name of a budget line («L18»).
LineCode = Annotated[str, BeforeValidator(_upper), Field(max_length=20)]
Serial = Annotated[int | None, Field(ge=1, le=999_999_999)]
Named = Annotated[OptionalText, Field(max_length=40)]
OrderKind = Annotated[
    Literal["purchase_order", "contract"], worded("purchase_order", "contract", prefix="choice.order_kind")
]


class CitesOrder(Input):
    """The order or contract that a paper belongs to: by the number of its paper, or by its number in the system."""

    order_kind: OrderKind = "purchase_order"
    order_book: citing.Book = ""
    order_number: Serial = None
    order: Named = ""


class WrittenVendor(Input):
    """A vendor as written on a paper: name and 13-digit number."""

    vendor_name: OptionalText = ""
    vendor_number: NationalNumber = ""


class WrittenThing(Input):
    """One thing asked for or agreed, the budget line by its short name."""

    budget_line: LineCode = ""
    description: OptionalText = ""
    quantity: Quantity = 1000
    unit: Annotated[OptionalText, Field(max_length=60)] = ""
    unit_price: Baht = 0
    amount: Baht = 0
    account: Annotated[OptionalText, Field(max_length=20)] = ""


class WrittenInstalment(Input):
    """What a line of a contract says when it is an instalment (`row`): what for, when, how much."""

    row: Annotated[Literal["item", "instalment"], worded("item", "instalment", prefix="choice.row")] = "item"
    description: OptionalText = ""
    amount: Baht = 0
    due_date: Day | None = None
    advance_recovery: Baht = 0


class WrittenItem(WrittenInstalment, WrittenThing):
    """A line of an order or contract: a thing, or an instalment."""

    asset_class: Annotated[OptionalText, Field(max_length=3)] = ""


#: A line of a requisition, or of an order.
Thing = TypeVar("Thing", bound=WrittenThing)


def order_refs(data: CitesOrder) -> list[PaperRef]:
    """The paper of the order, when that was made by hand too."""
    return [] if data.order_number is None else [PaperRef(data.order_kind, data.order_book, data.order_number)]


def order_id(data: CitesOrder) -> int:
    """The document of the order. Refusals: paper_not_entered, system_number_unknown, nothing_on_paper."""
    named = [("order_number", ref) for ref in order_refs(data)]
    found = citing.entered(named=named, kind=data.order_kind)
    if not named:
        found = citing.of_system(numbers_typed=data.order, field="order", kinds=("purchase_order", "contract"))
    return citing.require_some(ids=found, field="order_number")[0]


def vendor(data: WrittenVendor) -> Any | None:
    """The vendor in the register: by number, else by name. Refusal: party_not_found, when a vendor is written that is not
    in the register."""
    found = spending.payee(data=_party(data))
    if found is None and (data.vendor_name or data.vendor_number):
        raise Refusal("party_not_found", field="vendor_name" if data.vendor_name else "vendor_number")
    return found


def vendor_changed(data: WrittenVendor, *, today: date) -> list[Finding]:
    """Where the register says something else of the vendor by now, or has closed it (continuity L4)."""
    written = _party(data)
    found = spending.payee_changed(data=written, today=today)
    party = spending.payee(data=written)
    if party is not None and not party.active:
        closed = message("papers.vendor_closed")
        found.append(Finding(PAYEE_CHANGED, {"vendor_name": data.vendor_name or party.name}, {"vendor_name": closed}))
    return found


def _party(data: WrittenVendor) -> WrittenParty:
    return WrittenParty.model_construct(payee_name=data.vendor_name, payee_number=data.vendor_number)


def instalments(lines: Sequence[WrittenInstalment]) -> tuple[InstalmentInput, ...]:
    """The instalments among the lines of a contract. Refusals: field_required (at due_date), amount_not_positive."""
    made = []
    for position, line in enumerate(lines):
        if line.row != "instalment":
            continue
        if line.due_date is None:
            raise Refusal("field_required", field=f"lines.{position}.due_date")
        require_positive(line.amount, field=f"lines.{position}.amount")
        made.append(
            InstalmentInput.model_construct(
                description=line.description,
                due_date=line.due_date,
                amount=line.amount,
                advance_recovery=line.advance_recovery,
            )
        )
    return tuple(made)


def require_positive(amount: int, *, field: str) -> None:
    """Pass when there is an amount (satang). Refusal: amount_not_positive."""
    if amount <= 0:
        raise Refusal("amount_not_positive", field=field, amount=format_baht(amount))


def items(lines: Sequence[Thing], *, fiscal_year: int) -> list[tuple[int, Thing, int | None]]:
    """The things among the lines, each with its place on the paper and its budget line (None where none is written).

    Refusals: budget_line_unknown, field_required (at description), amount_not_positive (at unit_price).
    """
    things = [(position, line) for position, line in enumerate(lines) if _is_thing(line)]
    for position, line in things:
        if not line.description:
            raise Refusal("field_required", field=f"lines.{position}.description")
        require_positive(line.unit_price, field=f"lines.{position}.unit_price")
    codes = [(f"lines.{position}.budget_line", line.budget_line) for position, line in things]
    known = spending.budget_lines(codes=codes, fiscal_year=fiscal_year)
    return [(position, line, known.get(line.budget_line)) for position, line in things]


def placed(call: Callable[[], Outcome], *, names: Mapping[str, str], rows: Mapping[str, Sequence[int]]) -> Outcome:
    """Carry a command out; what it refuses stands at the field of the paper.

    `names`: field of the command → of the paper; `rows`: list of the command → places of its members among the lines.
    """
    try:
        return call()
    except (Refusal, Refusals) as refused:
        found = [Refusal(each.code, field=_place(each.field, names, rows), **each.facts) for each in errors_of(refused)]
        raise Refusals(found) from None


def _place(field: str | None, names: Mapping[str, str], rows: Mapping[str, Sequence[int]]) -> str | None:
    if field is None:
        return None
    first, *rest = field.split(".")
    if first not in rows:
        return names.get(first, first)
    if not rest or not rest[0].isdigit() or int(rest[0]) >= len(rows[first]):
        return "lines"
    return ".".join(("lines", str(rows[first][int(rest[0])]), *(names.get(part, part) for part in rest[1:])))


def agreeing(outcome: Outcome, *, total: int | None) -> Outcome:
    """The outcome, when the document comes to what the paper says in all (satang). Refusal: paper_total_differs."""
    if total is None:
        return outcome
    amount = documents.get(document_id=outcome.document_id or 0).amount
    if amount != total:
        raise Refusal("paper_total_differs", field="total", paper=format_baht(total), system=format_baht(amount))
    return outcome


def worth(lines: Sequence[WrittenThing]) -> int:
    """What the things of a paper come to (satang), as its lines say."""
    return sum(line.amount or (line.quantity * line.unit_price + 500) // 1000 for line in lines if _is_thing(line))


def _is_thing(line: WrittenThing) -> bool:
    return not isinstance(line, WrittenItem) or line.row == "item"
