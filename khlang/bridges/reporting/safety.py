"""What an auditor of payments looks at (reliability F-1, F-2, F-3): where to look, not that something is wrong."""

from collections.abc import Iterator
from datetime import date, timedelta

from khlang.bridges.reporting.accounts import long_day, span
from khlang.bridges.reporting.asking import Asked
from khlang.bridges.reporting.results import Result, Row, Value
from khlang.office.disbursement.queries.alike import alike
from khlang.office.payment.queries.transfers import transferred
from khlang.spine.parties import safety
from khlang.spine.parties.queries import RECENT_DAYS

_RECENT = timedelta(days=RECENT_DAYS)


def payee_safety(asked: Asked) -> Result:
    """Accounts of several payees, accounts changed shortly before they were paid into, dika of the same payee and amount
    within a few days, over a span of days. A fixed number of queries."""
    rows = (*_shared(asked), *_paid_after_change(asked), *_alike(asked))
    return asked.result(rows=rows, subtitle=span(asked))


def _row(
    asked: Asked, rule: str, finding: str, day: date, payee: str, account: str, number: str, amount: int | None,
    document_id: int, **facts: object,
) -> Row:  # fmt: skip
    values: dict[str, Value] = {
        "rule": rule, "finding": asked.say(f"report.payee_safety.{finding}", **facts), "date": day, "payee": payee,
        "account": account, "number": number, "amount": amount,
    }  # fmt: skip
    return Row(values, document_id)


def _shared(asked: Asked) -> Iterator[Row]:
    for each in safety.shared():
        finding = "shared_explained" if each.explanation else "shared"
        yield _row(
            asked, "F-1", finding, each.confirmed_on, each.party_name, f"{each.bank_code}-{each.account_no}",
            each.number, None, each.document_id, explanation=each.explanation,
        )  # fmt: skip


def _paid_after_change(asked: Asked) -> Iterator[Row]:
    changes = safety.changed(since=asked.since - _RECENT, through=asked.through)
    paid = transferred(since=asked.since, through=asked.through, party_ids=sorted({each.party_id for each in changes}))
    for each in paid:
        for change in changes:
            near = timedelta() <= each.paid_date - change.confirmed_on < _RECENT
            if change.party_id == each.party_id and near:
                yield _row(
                    asked, "F-2", "changed", each.paid_date, each.name, each.account_no, each.number, each.net,
                    each.payment_id, previous=change.previous_no, changed=long_day(asked, change.confirmed_on),
                )  # fmt: skip


def _alike(asked: Asked) -> Iterator[Row]:
    for each in alike(since=asked.since, through=asked.through):
        yield _row(
            asked, "F-3", "alike", each.day, each.payee, "", each.number, each.amount, each.document_id,
            other=each.other_number,
        )  # fmt: skip
