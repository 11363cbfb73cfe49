"""What `khlang verify` asks of continuity: registers and documents agree, certified spells are whole, gates follow outages."""

from collections.abc import Callable, Iterator

from django.db.models import Count

from khlang.bridges.continuity.lifecycle import ENTERING, RUNNING
from khlang.bridges.continuity.models import Capture, ManualNumber, Outage
from khlang.bridges.continuity.models.papers import OPEN
from khlang.bridges.continuity.queries import certificate, stock
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger


def register_and_documents_agree() -> Iterator[str]:
    """A number that was issued and entered has the document of its outage, and the document the number, where it names one."""
    rows = ManualNumber.objects.filter(document__isnull=False).select_related("document")
    for row in rows.order_by("id").iterator(5000):
        said = f"number {row.printed} of {row.paper} book {row.book_no or '-'}"
        if row.state != "issued":
            yield f"{said} is {row.state} but has document {row.document.number}"
        paper = (row.document.paper_series, row.document.paper_book, row.document.paper_number)
        if paper[0] == row.paper and paper != (row.paper, row.book_no, row.printed):
            yield f"{said}: document {row.document.number} names number {paper[2]} of book {paper[1] or '-'}"


def captures_and_register_agree() -> Iterator[str]:
    """What was entered has the document that the register has for the number."""
    known = {
        (paper, book_no, number): document_id
        for paper, book_no, number, document_id in ManualNumber.objects.filter(state="issued").values_list(
            "paper", "book_no", "number", "document_id"
        )
    }
    rows = Capture.objects.filter(state="entered").order_by("sequence")
    for paper, book_no, number, document_id in rows.values_list("paper", "book_no", "number", "document_id").iterator(
        5000
    ):
        if known.get((paper, book_no, number), -1) != document_id:
            yield f"paper {paper} {book_no} {number} was entered, the register does not have its document"


def papers_are_entered_once() -> Iterator[str]:
    """No document stands for two papers of a kind, and only what was entered has a document."""
    issued = ManualNumber.objects.filter(state="issued", document__isnull=False).order_by()
    twice = issued.values("paper", "document__number").annotate(papers=Count("id")).filter(papers__gt=1)
    for row in twice.order_by("paper", "document__number"):
        yield f"document {row['document__number']} stands for {row['papers']} papers of {row['paper']}"
    rows = Capture.objects.filter(document__isnull=False).exclude(state="entered").order_by("sequence")
    for paper, book_no, number, state in rows.values_list("paper", "book_no", "number", "state"):
        yield f"a reading of paper {paper} {book_no or '-'} {number} is {state} and has a document"


def documents_are_registered() -> Iterator[str]:
    """Every document that was made from a paper has that paper in the control register of its outage."""
    rows = ManualNumber.objects.filter(state="issued").values_list("paper", "book_no", "printed")
    known = set(rows.iterator(5000))
    for made in documents.from_papers(outages=list(Outage.objects.values_list("document_id", flat=True))):
        if (made.paper_series, made.paper_book, made.paper_number) not in known:
            paper = f"{made.paper_series} {made.paper_book or '-'} {made.paper_number}"
            yield f"document {made.number} names paper {paper}, the register of its outage does not know it"


def certified_spells_are_whole() -> Iterator[str]:
    """The certificate is the digest of its figures; nothing of the spell is open; the register is what was certified."""
    latest: dict[int, int] = {}  # of each spell the number of its last supplement, to which lost papers may have gone
    for root, supplement in Outage.objects.exclude(supplements=None).values_list("supplements_id", "supplement"):
        latest[root] = max(supplement, latest.get(root, 0))
    rows = Outage.objects.filter(document__state__in=("certified", "closed")).select_related("document")
    for row in rows.order_by("id"):
        number = row.document.number
        if certificate.certificate_digest(row.figures) != row.certificate:
            yield f"outage {number}: the certificate is not that of its figures"
        if Capture.objects.filter(outage_id=row.document_id, state__in=OPEN).exists():
            yield f"outage {number} is certified, papers of it still wait"
        for gap in stock.gaps(outage_id=row.document_id):
            yield f"outage {number} is certified, number {gap.number} of {gap.paper} book {gap.book_no or '-'} is open"
        now = certificate.register_digest(outage_id=row.document_id)
        if row.supplement == latest.get(row.supplements_id or row.document_id, 0) and now != row.figures.get(
            "register"
        ):
            yield f"outage {number}: the register was changed after certification"


def gates_follow_outages() -> Iterator[str]:
    """A gate is there for every outage that runs, shut from its restoration on, and for no other."""
    kept = {gate.outage: gate for gate in ledger.gates()}
    rows = Outage.objects.filter(document__state__in=RUNNING).select_related("document")
    running = {row.document_id: row for row in rows}
    for document_id, row in sorted(running.items()):
        gate = kept.get(document_id)
        if gate is None:
            yield f"outage {row.document.number} runs without a gate"
        elif row.document.state in ENTERING and gate.restored_on is None:
            yield f"outage {row.document.number} is being entered, its gate is open"
    yield from (
        f"the gate of outage {gate.number} is kept for nothing"
        for key, gate in sorted(kept.items())
        if key not in running
    )


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "manual_numbers": register_and_documents_agree,
    "captures": captures_and_register_agree,
    "papers_once": papers_are_entered_once,
    "papers_registered": documents_are_registered,
    "certified_spells": certified_spells_are_whole,
    "gates": gates_follow_outages,
}
