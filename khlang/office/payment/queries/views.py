"""Payments, reports and certificates as pages and papers see them; several at once in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from khlang.core.refusal import Refusal
from khlang.office.payment.models import ChequeReport, Payment, PaymentPayee, Signature, Withholding
from khlang.spine.documents import queries as documents


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentView:
    """One payment; amounts in satang, days C.E. `form_number` is that of the cheque or slip, "" for a transfer. Without a
    report when it was paid by hand and needed none."""

    document_id: int
    number: str
    state: str
    title: str
    payee_id: int | None
    payee: str
    report_id: int | None
    report_number: str
    dika_id: int
    dika_number: str
    channel: str
    bank_code: str
    form_number: str
    form_date: date
    reference: str
    gross: int
    deducted: int
    net: int
    call_back: str
    called_back_on: date | None
    paid_date: date | None
    collected_date: date | None
    collected_by: str
    cleared_date: date | None
    stopped_date: date | None
    live: bool


@dataclass(frozen=True, slots=True)
class SignatureView:
    """A signature on a report: the role in whose place it stands; without a person when it was made by hand."""

    place: str
    person_id: int | None
    name: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report of cheques prepared with its payments in order and the signatures so far."""

    document: Any
    channel: str
    bank_code: str
    gross: int
    deducted: int
    net: int
    payments: tuple[PaymentView, ...]
    signatures: tuple[SignatureView, ...]


@dataclass(frozen=True, slots=True)
class PayeeView:
    """One payee of a transfer and the account (three-digit bank code, digits) that a dika or a payment says; `net` satang."""

    party_id: int | None
    name: str
    national_number: str
    bank_code: str
    account_no: str
    account_name: str
    net: int

    @property
    def account(self) -> tuple[str, str]:
        """Bank and number: what makes an account another one."""
        return self.bank_code, self.account_no


@dataclass(frozen=True, slots=True)
class TaxView:
    """Tax withheld from one payee by one payment. `rate_bp` in hundredths of a per cent of `base`; 0 where the tax is
    progressive (salaries)."""

    payment_id: int
    certificate_id: int | None
    certificate_number: str
    form: str
    name: str
    national_number: str
    address: str
    income: str
    base: int
    rate_bp: int
    amount: int
    paid_date: date


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A withholding certificate (50 ทวิ): the taxpayer and the lines it certifies."""

    document: Any
    form: str
    name: str
    national_number: str
    address: str
    lines: tuple[TaxView, ...]

    @property
    def base(self) -> int:
        """Income paid, satang."""
        return sum(line.base for line in self.lines)

    @property
    def tax(self) -> int:
        """Tax withheld, satang."""
        return sum(line.amount for line in self.lines)


_COPIED = (
    "document_id", "report_id", "dika_id", "channel", "bank_code", "reference", "gross", "deducted", "net", "call_back",
    "called_back_on", "paid_date", "collected_date", "collected_by", "cleared_date", "stopped_date", "live",
)  # fmt: skip


def views(rows: QuerySet[Any]) -> list[PaymentView]:
    """Payments of a query with what their documents say; one query."""
    return [_view(row) for row in rows.select_related("document", "report", "dika")]


def _view(row: Payment) -> PaymentView:
    paper = row.document
    return PaymentView(
        number=paper.number or "", state=paper.state, title=paper.title, payee_id=paper.party_id, payee=paper.party_name,
        report_number=(row.report.number or "") if row.report else "", dika_number=row.dika.number or "", form_number=row.number,
        form_date=paper.document_date, **{name: getattr(row, name) for name in _COPIED},
    )  # fmt: skip


def payment(*, document_id: int) -> PaymentView:
    """One payment. Refusal: document_not_found."""
    found = payments(document_ids=[document_id])
    if not found:
        raise Refusal("document_not_found")
    return found[0]


def payments(*, document_ids: Sequence[int]) -> list[PaymentView]:
    """Payments by id, those of the organisation only, in order of their making."""
    return views(Payment.objects.filter(document_id__in=list(document_ids)).order_by("document_id"))


def payments_of(*, dika_id: int) -> list[PaymentView]:
    """The payments that were made or tried of a dika, oldest first; at most one of them is live."""
    return views(Payment.objects.filter(dika_id=dika_id).order_by("document_id"))


def payments_of_many(*, dika_ids: Iterable[int]) -> dict[int, PaymentView]:
    """The live payment of each dika that has one: what a register of dika shows beside them."""
    rows = views(Payment.objects.filter(dika_id__in=list(dika_ids), live=True).order_by("document_id"))
    return {row.dika_id: row for row in rows}


def payable(*, limit: int) -> list[PaymentView]:
    """Prepared payments of signed reports, in order of the reports: what may be paid now."""
    rows = Payment.objects.filter(document__state="prepared", live=True, report__state="signed")
    return views(rows.order_by("report_id", "position")[:limit])


def collectable(*, limit: int) -> list[PaymentView]:
    """Cheques and slips that were paid for and wait for their payees, oldest first."""
    rows = Payment.objects.filter(document__state="paid", collected_date__isnull=True).exclude(channel="transfer")
    return views(rows.order_by("paid_date", "number", "id")[:limit])


def report(*, document_id: int) -> ReportView:
    """One report of cheques prepared. Refusal: document_not_found."""
    document = documents.get(document_id=document_id, kind="cheque_report")
    row = ChequeReport.objects.get(document_id=document.id)
    signed = Signature.objects.filter(document_id=document.id).order_by("signed_on", "id")
    return ReportView(
        document, row.channel, row.bank_code, row.gross, row.deducted, row.net,
        tuple(views(Payment.objects.filter(report_id=document.id).order_by("position"))),
        tuple(SignatureView(each.place, each.person_id, each.name, each.signed_on) for each in signed),
    )  # fmt: skip


def payees(*, payment_ids: Sequence[int]) -> list[tuple[int, PayeeView]]:
    """The payees of transfers with the payment each belongs to, in order."""
    rows = PaymentPayee.objects.filter(document_id__in=list(payment_ids)).order_by("document_id", "position")
    return [
        (
            row.document_id,
            PayeeView(
                row.party_id, row.name, row.national_number, row.payee_bank, row.account_no, row.account_name, row.net
            ),
        )
        for row in rows
    ]


def taxes(rows: QuerySet[Any]) -> list[TaxView]:
    """Lines of tax withheld with the numbers of their certificates; one query."""
    return [
        TaxView(
            row.document_id, row.certificate_id, row.certificate.number if row.certificate else "", row.form, row.name,
            row.national_number, row.address, row.income, row.base, row.rate_bp, row.amount, row.paid_date,
        )
        for row in rows.select_related("certificate")
    ]  # fmt: skip


def taxes_of(*, payment_id: int) -> list[TaxView]:
    """What a payment withheld, payee by payee."""
    return taxes(Withholding.objects.filter(document_id=payment_id).order_by("position"))


def certificate(*, document_id: int) -> CertificateView:
    """One certificate; a voided one certifies nothing any more. Refusal: document_not_found."""
    document = documents.get(document_id=document_id, kind="withholding_certificate")
    lines = tuple(taxes(Withholding.objects.filter(certificate_id=document.id).order_by("paid_date", "id")))
    last = lines[-1] if lines else None
    return CertificateView(
        document, last.form if last else "", last.name if last else document.party_name,
        last.national_number if last else "", last.address if last else "", lines,
    )  # fmt: skip
