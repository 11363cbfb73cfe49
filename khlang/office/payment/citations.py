"""What papers of paying are made on: the payment on its dika and its report, the certificate on the payment."""

from khlang.office.payment.models import Payment, Withholding
from khlang.spine.documents.citations import Citation

CITATIONS = (
    Citation(later=("payment",), earlier=("dika",), table=Payment, earlier_column="dika_id", beside=True),
    Citation(later=("payment",), earlier=("cheque_report",), table=Payment, earlier_column="report_id", beside=True),
    Citation(
        later=("withholding_certificate",), earlier=("payment",), table=Withholding, later_column="certificate_id",
        earlier_column="document_id",
    ),
)  # fmt: skip
