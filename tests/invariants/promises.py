"""What an office that spends promises at every moment, reckoned anew from the rows and lines, not by the code under test."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import F, Sum

from khlang.office.advances.models import Advance, AdvanceClearing
from khlang.office.banking.models import BankAccount
from khlang.office.budget.models import OrdinanceEntry, TransferEntry
from khlang.office.disbursement.models import Dika, DikaLine
from khlang.office.payment.models import Instrument, Payment
from khlang.office.procurement.models import Commitment, Inspection, Obligation, RequisitionLine
from khlang.spine.documents import lifecycles
from khlang.spine.documents.models import Document, Step
from khlang.spine.ledger.models import Line, Voucher

Sums = dict[str, int]
BUCKETS = ("available", "reserved", "committed", "advanced", "expended")
ASKED = ("requested", "received", "examined", "endorsed", "approved", "made_by_hand", "prepared", "paid")
#: Trade payables, kept under the vendor.
CREDITORS = ("2101010101.001", "2101010102.001")


class Books:
    """The balances of every account, added up from the lines of the vouchers; debit is positive."""

    def __init__(self) -> None:
        rows = Line.objects.values_list("book", "account", "sub")
        sums = rows.annotate(debit=Sum("debit"), credit=Sum("credit")).order_by("book", "account", "sub")
        self.rows = [(book, account, sub, int(debit), int(credit)) for book, account, sub, debit, credit in sums]

    def of(self, *accounts: str) -> Sums:
        """What each sub-account of these accounts holds."""
        return _sums((sub, debit - credit) for _, account, sub, debit, credit in self.rows if account in accounts)

    def bucket(self, name: str) -> Sums:
        """What each budget line has in a bucket."""
        return self.of(f"budget.{name}")


def broken() -> Iterator[str]:
    """What does not hold in the organisation of the scope; nothing when all does."""
    books = Books()
    for name, promise in PROMISES.items():
        yield from (f"{name}: {finding}" for finding in promise(books))


def _sums(rows: Iterable[tuple[int | str | None, int | None]]) -> Sums:
    found: Counter[str] = Counter()
    for key, amount in rows:
        if key is not None:
            found[str(key)] += amount or 0
    return dict(found)


def _same(name: str, booked: Sums, said: Sums) -> Iterator[str]:
    for key in sorted(booked.keys() | said.keys()):
        if booked.get(key, 0) != said.get(key, 0):
            yield f"{name} of {key}: the books say {booked.get(key, 0)}, the documents {said.get(key, 0)}"


def books_balance(books: Books) -> Iterator[str]:
    """Debit equals credit in both books."""
    for book in ("accrual", "budget"):
        odd = sum(debit - credit for each, _, _, debit, credit in books.rows if each == book)
        if odd:
            yield f"the {book} book is out of balance by {odd}"


def budget_is_controlled(books: Books) -> Iterator[str]:
    """Spec §2.6 line by line: nothing is below zero, and the buckets together are what the line was given."""
    held = {name: books.bucket(name) for name in BUCKETS}
    for name, rows in held.items():
        yield from (f"{name} of line {sub} is {amount}" for sub, amount in rows.items() if amount < 0)
    given: Counter[str] = Counter()
    ordained = OrdinanceEntry.objects.filter(document__state="promulgated")
    given.update(_sums(ordained.values_list("line_id", "amount")))
    moved = TransferEntry.objects.filter(document__state="approved").values_list("from_line_id", "to_line_id", "amount")
    for source, target, amount in moved:
        given[str(source)] -= amount
        given[str(target)] += amount
    together: Counter[str] = Counter()
    for rows in held.values():
        together.update(rows)
    yield from _same("what is controlled", dict(together), dict(given))


def reserved_is_asked_for(books: Books) -> Iterator[str]:
    """Reserved is what requisitions ask for that are neither ordered nor sent back."""
    waiting = RequisitionLine.objects.filter(document__state__in=("submitted", "checked", "approved"))
    yield from _same("reserved", books.bucket("reserved"), _sums(waiting.values_list("budget_line_id", "amount")))


def committed_is_agreed(books: Books) -> Iterator[str]:
    """Committed is what orders and contracts bind and no dika has claimed; no contract is overdrawn."""
    rows = Commitment.objects.values_list("budget_line_id", F("amount") - F("claimed") - F("released"))
    yield from _same("committed", books.bucket("committed"), _sums(rows))
    claimed = DikaLine.objects.filter(document__state__in=ASKED).values_list("document_id", "amount")
    obligations = dict(Dika.objects.exclude(obligation=None).values_list("document_id", "obligation_id"))
    by_contract = _sums((obligations.get(dika), amount) for dika, amount in claimed)
    accepted = Inspection.objects.filter(document__state="accepted").values_list("obligation_id", "amount")
    yield from _same(
        "claimed", {k: v for k, v in _sums(Obligation.objects.values_list("document_id", "claimed")).items() if v},
        by_contract,
    )  # fmt: skip
    taken = {k: v for k, v in _sums(Obligation.objects.values_list("document_id", "accepted")).items() if v}
    yield from _same("accepted", taken, _sums(accepted))


def advanced_is_lent(books: Books) -> Iterator[str]:
    """Advanced is what is approved and lent, less what was cleared; a borrower has one open advance."""
    rows = Advance.objects.filter(document__state__in=("approved", "outstanding"), budget_line__isnull=False)
    lent = rows.values_list("budget_line_id", F("amount") - F("spent") - F("returned"))
    yield from _same("advanced", books.bucket("advanced"), _sums(lent))
    running = Advance.objects.filter(document__state__in=("approved", "outstanding")).values_list(
        "borrower_id", flat=True
    )
    yield from (f"borrower {each} has {n} open advances" for each, n in Counter(running).items() if n > 1)


def expended_is_asked_or_cleared(books: Books) -> Iterator[str]:
    """Expended is what live dika ask for and approved clearings have spent."""
    asked = DikaLine.objects.filter(document__state__in=ASKED, budget_line__isnull=False)
    said = Counter(_sums(asked.values_list("budget_line_id", "amount")))
    lines = dict(Advance.objects.values_list("document_id", "budget_line_id"))
    cleared = AdvanceClearing.objects.filter(document__state="approved").values_list("advance_id", "spent")
    said.update(_sums((lines.get(advance), spent) for advance, spent in cleared))
    yield from _same("expended", books.bucket("expended"), dict(said))


def creditors_are_owed(books: Books) -> Iterator[str]:
    """A vendor is owed what was accepted, less what was paid, and again what was stopped on the way."""
    owed: Counter[str] = Counter()
    accepted = Inspection.objects.filter(document__state="accepted")
    owed.update(_sums(accepted.values_list("vendor_id", F("amount") - F("recovery"))))
    paid: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for dika, account, sub, amount in DikaLine.objects.filter(document__state="paid").values_list(
        "document_id", "account", "sub", "amount"
    ):
        paid[dika][account, sub] = paid[dika].get((account, sub), 0) + amount
    for debits in paid.values():
        for (account, sub), amount in debits.items():
            if account in CREDITORS:
                owed[sub] -= amount
    for dika, net in Payment.objects.filter(document__state="stopped").values_list("dika_id", "net"):
        ((account, sub), *others) = paid[dika]
        if account in CREDITORS and not others:
            owed[sub] += net
    booked = {sub: -balance for sub, balance in books.of(*CREDITORS).items()}
    yield from _same("payable", booked, dict(owed))
    yield from (f"vendor {sub} owes the office {-amount}" for sub, amount in booked.items() if amount < 0)


def paid_once(books: Books) -> Iterator[str]:
    """A dika has its one payment voucher exactly when it is paid, and one live payment while it is on its way."""
    vouchers = Counter(Voucher.objects.filter(kind="payment").values_list("document_id", flat=True))
    live = Counter(Payment.objects.filter(live=True).values_list("dika_id", flat=True))
    for dika, state in Document.objects.filter(kind="dika").values_list("id", "state"):
        if vouchers[dika] != (state == "paid"):
            yield f"dika {dika} is {state} and has {vouchers[dika]} payment vouchers"
        if live[dika] != (state in ("prepared", "paid")):
            yield f"dika {dika} is {state} and has {live[dika]} payments"


def forms_used_once(books: Books) -> Iterator[str]:
    """No cheque or slip has the number of another, and the stock knows each of them."""
    printed = list(Payment.objects.exclude(number="").values_list("bank_code", "channel", "number"))
    yield from (f"{form} was used {times} times" for form, times in Counter(printed).items() if times > 1)
    stock = set(Instrument.objects.values_list("bank_code", "kind", "number"))
    yield from (f"{form} is not in the stock" for form in printed if form not in stock)


def banks_hold_money(books: Books) -> Iterator[str]:
    """No bank account is overdrawn."""
    accounts = set(BankAccount.objects.values_list("account", flat=True))
    yield from (f"bank {sub} holds {amount}" for sub, amount in books.of(*accounts).items() if amount < 0)


def two_hands(books: Books) -> Iterator[str]:
    """Nobody made a move of a document that had to be independent of another move of theirs still in force."""
    made: dict[int, list[tuple[str, int]]] = defaultdict(list)
    kinds = dict(Document.objects.values_list("id", "kind"))
    for document, name, actor in Step.objects.order_by("sequence").values_list("document_id", "move", "actor_id"):
        move = lifecycles.get(kinds[document]).move(name)
        standing = made[document]
        if move is not None:
            wrong = [before for before, who in standing if who == actor and before in move.not_by]
            yield from (f"{kinds[document]} {document}: {name} by who did {before}" for before in wrong)
            made[document] = [step for step in standing if step[0] not in move.undoes]
        made[document].append((name, actor))


PROMISES = {
    "books": books_balance,
    "control": budget_is_controlled,
    "reserved": reserved_is_asked_for,
    "committed": committed_is_agreed,
    "advanced": advanced_is_lent,
    "expended": expended_is_asked_or_cleared,
    "creditors": creditors_are_owed,
    "payments": paid_once,
    "forms": forms_used_once,
    "banks": banks_hold_money,
    "hands": two_hands,
}
