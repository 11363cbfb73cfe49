"""Which dika a report pays and with which numbers: what was ticked, and what was written by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khlang.core.refusal import Refusal, Refusals
from khlang.office.disbursement import queries as dika_queries
from khlang.office.payment import payees, stock, wording
from khlang.office.payment.models import Payment
from khlang.office.payment.queries.views import PayeeView
from khlang.office.payment.schemas import ChequeInput, PrepareReport, RecordReport, WrittenCheque
from khlang.platform.commands import Envelope
from khlang.spine.parties.queries import PayeeAccountView


@dataclass(frozen=True, slots=True)
class Chosen:
    """One dika to be paid: its view, the field that named it, the number it is paid with, whom a transfer pays."""

    view: Any
    field: str
    form: stock.Form | None = None
    targets: tuple[PayeeView, ...] = ()
    accounts: tuple[PayeeAccountView | PayeeView, ...] = ()

    @property
    def number(self) -> str:
        """The number of the cheque or slip, "" for a transfer."""
        return self.form.number if self.form else ""


def chosen(*, envelope: Envelope, data: PrepareReport) -> list[Chosen]:
    """The dika of a report in the order in which they were named, each with what it is paid with.

    Refusals: field_required (none named), dika_chosen_twice, document_not_found, dika_made_by_hand, payment_made_before,
    those of `wording`
    at cheques.<n>.<field>, those of `stock`, field_unknown (a number for a transfer), cheque_of_nothing,
    payee_account_unconfirmed, payee_account_changed, bank_transfer_same_account.
    """
    named = _named(data)
    views = _views(named)
    _require_not_by_hand(views, named)
    _require_unpaid(views, named)
    written = {cheque.dika: (f"cheques.{at}", cheque) for at, cheque in enumerate(data.cheques)}
    _require_right(views, written)
    require_another_bank(views=views, named=named, bank=data.bank_account)
    wanted = [Chosen(views[dika_id], field) for dika_id, field in named.items()]
    if data.channel == "transfer":
        return _transfers(envelope, data, wanted)
    return _numbered(data, wanted, written)


def by_hand(*, data: RecordReport) -> list[Chosen]:
    """The dika of a report that was made by hand, with the numbers and accounts that its paper says.

    Refusals: dika_chosen_twice, document_not_found, dika_prepared_meanwhile (a payment of the system stands already),
    those of `wording` at cheques.<n>.<field>, bank_transfer_same_account, field_required, field_unknown, cheque_of_nothing,
    cheque_number_outside_book, cheque_number_used.
    """
    named = _named(data)
    views = _views(named)
    _require_not_prepared(views, named)
    _require_right(views, {cheque.dika: (f"cheques.{at}", cheque) for at, cheque in enumerate(data.cheques)})
    require_another_bank(views=views, named=named, bank=data.bank_account)
    found: list[Chosen] = []
    for at, cheque in enumerate(data.cheques):
        view, taken = views[cheque.dika], [each.number for each in found]
        if data.channel == "transfer":
            found.append(_on_paper(view, cheque, at))
        else:
            form = written_form(
                bank_code=data.bank_account, kind=data.channel, number=cheque.number, net=view.net,
                field=f"cheques.{at}.number", taken=taken,
            )  # fmt: skip
            found.append(Chosen(view, named[cheque.dika], form))
    return found


def _on_paper(view: Any, cheque: WrittenCheque, at: int) -> Chosen:
    """A transfer as it was ordered by hand: into the accounts that the dika says, which nobody asks again."""
    if cheque.number:
        raise Refusal("field_unknown", field=f"cheques.{at}.number")
    targets = tuple(payees.targets_of(view=view))
    return Chosen(view, f"cheques.{at}.dika", None, targets, targets)


def written_form(
    *, bank_code: str, kind: str, number: str, net: int, field: str, taken: Sequence[str] = ()
) -> stock.Form:
    """The form on which a payment of `net` satang was written by hand. Refusals (at `field`): field_required,
    cheque_of_nothing, cheque_number_outside_book, cheque_number_used."""
    if not number:
        raise Refusal("field_required", field=field)
    if not net:
        raise Refusal("cheque_of_nothing", field=field)
    return stock.one(
        bank_code=bank_code, kind=kind, number=number, field=field, taken=taken, states=stock.BY_HAND
    )  # fmt: skip


def _named(data: PrepareReport | RecordReport) -> dict[int, str]:
    named: dict[int, str] = {}
    listed = [(f"dikas.{at}", dika) for at, dika in enumerate(data.dikas)] if isinstance(data, PrepareReport) else []
    cheques: Sequence[ChequeInput | WrittenCheque] = data.cheques
    listed += [(f"cheques.{at}.dika", cheque.dika) for at, cheque in enumerate(cheques)]
    for field, dika_id in listed:
        if dika_id in named:
            raise Refusal("dika_chosen_twice", field=field)
        named[dika_id] = field
    if not named:
        raise Refusal("field_required", field="dikas")
    return named


def _views(named: Mapping[int, str]) -> Mapping[int, Any]:
    """The dika as they stand."""
    views = dika_queries.dikas(document_ids=list(named))
    missing = [Refusal("document_not_found", field=field) for dika_id, field in named.items() if dika_id not in views]
    if missing:
        raise Refusals(missing)
    return views


def _require_not_by_hand(views: Mapping[int, Any], named: Mapping[int, str]) -> None:
    """What was made by hand is paid by the paper that belongs to it, and in no other way (LAO-3.1)."""
    refused = [
        Refusal(
            "dika_made_by_hand", field=field, dika=views[dika_id].number, paper=views[dika_id].document.paper_number
        )
        for dika_id, field in named.items()
        if views[dika_id].state == "made_by_hand"
    ]
    if refused:
        raise Refusals(refused)


def _require_not_prepared(views: Mapping[int, Any], named: Mapping[int, str]) -> None:
    """A report made by hand pays nothing that somebody prepared in the system meanwhile (LAO-3.2(2)): both are named."""
    paid = Payment.objects.filter(dika_id__in=list(named), live=True).select_related("document", "report")
    refused = [
        Refusal(
            "dika_prepared_meanwhile", field=named[row.dika_id], dika=views[row.dika_id].number,
            payment=row.document.number, report=(row.report.number if row.report else "") or "-", number=row.number or "-",
        )
        for row in paid
    ]  # fmt: skip
    if refused:
        raise Refusals(refused)


def _require_unpaid(views: Mapping[int, Any], named: Mapping[int, str]) -> None:
    """A dika that has a payment already is refused by its number."""
    paid = Payment.objects.filter(dika_id__in=list(named), live=True).select_related("document")
    refused = [
        Refusal("payment_made_before", field=named[row.dika_id], dika=views[row.dika_id].number, payment=row.document.number)
        for row in paid
    ]  # fmt: skip
    if refused:
        raise Refusals(refused)


def _require_right(
    views: Mapping[int, Any], written: Mapping[int, tuple[str, ChequeInput]] | Mapping[int, tuple[str, WrittenCheque]]
) -> None:
    """What was typed on a cheque says what the dika pays."""
    for dika_id, (at, cheque) in written.items():
        net = views[dika_id].net
        wording.require_amount(amount=cheque.amount, net=net, field=f"{at}.amount")
        wording.require_words(words=cheque.amount_in_words, net=net, field=f"{at}.amount_in_words")


def require_another_bank(*, views: Mapping[int, Any], named: Mapping[int, str], bank: str) -> None:
    """Money that goes to another account of the office does not come out of that very account. Refusal:
    bank_transfer_same_account."""
    for dika_id, field in named.items():
        if any(line.source == "bank" and line.sub == bank for line in views[dika_id].lines):
            raise Refusal("bank_transfer_same_account", field=field, code=bank)


def _transfers(envelope: Envelope, data: PrepareReport, wanted: Sequence[Chosen]) -> list[Chosen]:
    numbered = [(f"cheques.{at}.number", cheque.number) for at, cheque in enumerate(data.cheques)]
    for field, number in (("first_number", data.first_number), *numbered):
        if number:
            raise Refusal("field_unknown", field=field)
    targets = [(each.field, target) for each in wanted for target in payees.targets_of(view=each.view)]
    accounts = payees.checked(targets=targets, on=envelope.today)
    found = {each.field: ([], []) for each in wanted}  # type: dict[str, tuple[list[PayeeView], list[PayeeAccountView]]]
    for (field, target), account in zip(targets, accounts, strict=True):
        found[field][0].append(target)
        found[field][1].append(account)
    return [
        Chosen(each.view, each.field, None, tuple(found[each.field][0]), tuple(found[each.field][1])) for each in wanted
    ]


def _numbered(
    data: PrepareReport, wanted: Sequence[Chosen], written: Mapping[int, tuple[str, ChequeInput]]
) -> list[Chosen]:
    """Numbers typed by hand first, then the following ones of the books for the rest."""
    kept: dict[str, stock.Form] = {}
    for each in wanted:
        if not each.view.net:
            raise Refusal("cheque_of_nothing", field=each.field)
        at, cheque = written.get(each.view.id, ("", None))
        if cheque is not None and cheque.number:
            kept[each.field] = stock.one(
                bank_code=data.bank_account, kind=data.channel, number=cheque.number, field=f"{at}.number",
                taken=[form.number for form in kept.values()],
            )  # fmt: skip
    rest = [each.field for each in wanted if each.field not in kept]
    following = stock.following(
        bank_code=data.bank_account, kind=data.channel, count=len(rest), first=data.first_number,
        taken=[form.number for form in kept.values()],
    )  # fmt: skip
    kept.update(zip(rest, following, strict=True))
    return [Chosen(each.view, each.field, kept[each.field]) for each in wanted]
