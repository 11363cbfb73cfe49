"""Certificates of tax withheld (50 ทวิ): those of salaries once a year, one more after a voided one, voided ones."""

from collections.abc import Sequence
from datetime import date

from khlang.core.refusal import Refusal
from khlang.office.payment import withholding
from khlang.office.payment.lifecycle import WITHHOLDING_CERTIFICATE
from khlang.office.payment.models import Withholding
from khlang.office.payment.schemas import IssueCertificates
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.schemas import DocumentMoveWithReason

#: Difference between the Buddhist and the common era.
_ERA = 543


@command("withholding_certificate.issue", schema=IssueCertificates)
def issue_certificates(*, envelope: Envelope, data: IssueCertificates) -> Outcome:
    """Issue certificates for tax that has none: a payment's (after one was voided), or one a person for the salaries of a
    calendar year that is over (Revenue Code section 50 bis).

    `data["certificates"]` of the outcome lists them. Refusals: field_required (neither payment nor year),
    tax_year_not_over, certificate_nothing_to_issue, duty_missing.
    """
    writes.hold(org=envelope.org)
    rows = _uncertified(envelope, data)
    if not rows:
        raise Refusal("certificate_nothing_to_issue", field="tax_year" if data.tax_year else "payment_id")
    acts = []
    for lines in withholding.by_payee(rows).values():
        act = withholding.issue(
            envelope=envelope, name=lines[-1].name, party_id=lines[-1].party_id, form=lines[-1].form,
            amount=sum(line.amount for line in lines),
        )  # fmt: skip
        acts.append(act)
        for line in lines:
            line.certificate_id = act.document_id
    outcomes = spine.write(envelope=envelope, acts=acts, rows=())
    Withholding.objects.bulk_update(rows, ["certificate"])
    outcomes[0].data.update(certificates=[outcome.document_id for outcome in outcomes])
    return outcomes[0]


def _uncertified(envelope: Envelope, data: IssueCertificates) -> Sequence[Withholding]:
    waiting = Withholding.objects.filter(certificate__isnull=True).order_by("paid_date", "id")
    if data.payment_id is not None:
        return list(waiting.filter(document_id=data.payment_id).exclude(form="pnd1"))
    if data.tax_year is None:
        raise Refusal("field_required", field="tax_year")
    year = data.tax_year - _ERA
    if envelope.today.year <= year:
        raise Refusal("tax_year_not_over", field="tax_year", year=data.tax_year)
    return list(waiting.filter(form="pnd1", paid_date__gte=date(year, 1, 1), paid_date__lte=date(year, 12, 31)))


@command("withholding_certificate.void", schema=DocumentMoveWithReason)
def void_certificate(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Void a certificate that says something wrong; the number stays used, and another may be issued.

    Refusals: document_not_found, those of the lifecycle (reason_required, own_approval), stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="withholding_certificate")
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=WITHHOLDING_CERTIFICATE, move="void", document=document, reason=data.reason
    )
    Withholding.objects.filter(certificate_id=document.id).update(certificate=None)
    return outcome
