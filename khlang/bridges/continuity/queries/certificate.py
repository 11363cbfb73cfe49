"""The figures of a spell as they are frozen on the day of certification, and the digest that seals them."""

import hashlib
import json
from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Sum

from khlang.bridges.continuity.models import Capture, DayByHand
from khlang.bridges.continuity.queries import balance, outages, register
from khlang.platform.clock import day_of
from khlang.spine.documents import queries as documents


def figures(*, outage_id: int, on: date) -> dict[str, Any]:
    """What the certificate and the closing report say: days, papers and what became of their numbers, sums by kind, balances
    of cash and banks, exceptions, overruns by memo, letters. Days are ISO text (C.E.), amounts satang."""
    row = outages.of(document_id=outage_id)
    return {
        "number": row.document.number,
        "started_on": day_of(row.started_at).isoformat(),
        "restored_on": day_of(row.restored_at).isoformat() if row.restored_at else None,
        "certified_on": on.isoformat(),
        "days": (on - day_of(row.started_at)).days + 1,
        "supplement": row.supplement,
        "papers": [
            {
                "paper": each.paper, "issued": each.issued, "voided": each.voided, "returned": each.returned,
                "lost": each.lost, "amount": each.amount,
            }
            for each in register.settled(outage_id=outage_id)
        ],
        "places": [
            {"place": each.place, "day": each.day.isoformat(), "closing": each.by_hand}
            for each in balance.closings(outage_id=outage_id, through=on)
        ],
        "reports_by_hand": DayByHand.objects.filter(outage_id=outage_id).values("day").distinct().count(),
        "exceptions": _exceptions(outage_id),
        "overruns": _overruns(day_of(row.started_at), on),
        "directives": [
            {"number": each.number, "letter": each.letter_number, "expires_on": each.expires_on.isoformat()}
            for each in outages.directives(outage_id=outage_id)
        ],
        "register": _register_digest(outage_id),
    }  # fmt: skip


def _exceptions(outage_id: int) -> dict[str, int]:
    """How many papers had each problem, solved or not."""
    histories = Capture.objects.filter(outage_id=outage_id).exclude(decisions=[]).values_list("decisions", flat=True)
    had = Counter(problem for history in histories for problem in {each.get("problem") for each in history} if problem)
    return dict(sorted(had.items()))


def _overruns(since: date, through: date) -> dict[str, int]:
    """What was paid beyond the budget by memo of the executive (continuity C-17)."""
    memos = documents.find(kind="budget_overrun", states=("approved", "covered"), since=since, through=through)
    return {"count": memos.count(), "amount": int(memos.aggregate(total=Sum("amount"))["total"] or 0)}


def _register_digest(outage_id: int) -> str:
    """The SHA-256 of every number of the register with its fate, its document and its amount."""
    chained = hashlib.sha256()
    rows = register.register_numbers(outage_id=outage_id).filter(outage_id=outage_id)
    for said in rows.values_list("paper", "book_no", "number", "state", "paper_date", "amount", "document_id").iterator(
        5000
    ):
        chained.update(("|".join(str(each) for each in said) + "\n").encode())
    return chained.hexdigest()


def register_digest(*, outage_id: int) -> str:
    """The same as the frozen figures have it under `register`: says whether the register is still what was certified."""
    return _register_digest(outage_id)


def certificate_digest(figures: dict[str, Any]) -> str:
    """The certificate: the SHA-256 of the figures in their canonical text."""
    text = json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
