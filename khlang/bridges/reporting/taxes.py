"""The register of tax receivables: local taxes by year and payer, as of a day."""

from khlang.bridges.reporting.accounts import as_of
from khlang.bridges.reporting.asking import Asked
from khlang.bridges.reporting.results import Result, Row
from khlang.office.taxpayers import queries as taxpayers


def tax_receivables(asked: Asked) -> Result:
    """The register of tax receivables (ทะเบียนคุมลูกหนี้ภาษี): what was assessed and paid, what is left on the day and how
    many days it is late. Payments count by their own day; what was given up or replaced is left out."""
    rows = tuple(
        Row(
            {
                "tax_year": row.assessment.tax_year, "tax": asked.name(row.assessment.tax), "code": row.assessment.code,
                "payer": row.assessment.taxpayer, "reference": row.assessment.reference,
                "due_date": row.assessment.due_date, "assessed": row.assessment.assessed, "paid": row.paid,
                "outstanding": row.outstanding, "fine": row.fine, "surcharge": row.surcharge,
                "age": row.age if row.outstanding or row.fine or row.surcharge else 0,
            }
        )
        for row in taxpayers.receivables(on=asked.on)
    )  # fmt: skip
    return asked.result(rows=rows, subtitle=as_of(asked))
