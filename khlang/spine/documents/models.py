"""What every kind of document shares; the rest of a document stands in the tables of its module."""

from django.db import models
from django.db.models import Q

from khlang.platform.tenancy import TenantForeignKey, TenantModel, TenantRow


class Document(TenantModel):
    """A document of any kind: state, number, dates and money in one row, so that lists read one table.

    `origin` is the way it came into being, `last_origin` that of its last step; `outage` is the spell of its paper.
    """

    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=30)
    version = models.PositiveIntegerField(default=1)
    fiscal_year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=40, null=True)
    request_number = models.CharField(max_length=40, null=True)
    document_date = models.DateField()
    posting_date = models.DateField(null=True)
    title = models.CharField(max_length=500)
    party = TenantForeignKey("parties.Party", null=True)
    party_name = models.CharField(max_length=250, default="")
    amount = models.BigIntegerField(default=0)
    channel = models.CharField(max_length=20, default="")
    division = TenantForeignKey("organisations.Division", null=True, db_index=False)
    created_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    origin = models.CharField(max_length=12, default="online")
    outage = models.BigIntegerField(null=True)
    paper_series = models.CharField(max_length=20, default="")
    paper_book = models.CharField(max_length=20, default="")
    paper_number = models.CharField(max_length=20, default="")
    paper_date = models.DateField(null=True)
    last_origin = models.CharField(max_length=12, default="online", db_default="online")

    class Meta(TenantModel.Meta):
        db_table = "documents_document"
        constraints = [
            models.UniqueConstraint(fields=["org", "kind", "number"], name="documents_number_once"),
            models.UniqueConstraint(fields=["org", "kind", "request_number"], name="documents_request_number_once"),
            models.UniqueConstraint(
                fields=["org", "kind", "paper_series", "paper_book", "paper_number"],
                name="documents_paper_once",
                condition=~Q(paper_number=""),
            ),
        ]
        indexes = [
            models.Index(fields=["org", "kind", "document_date", "id"], name="documents_by_day"),
            models.Index(fields=["org", "kind", "state", "document_date", "id"], name="documents_by_state"),
            models.Index(
                fields=["org", "paper_series", "paper_book", "paper_number"],
                name="documents_by_paper",
                condition=Q(paper_date__isnull=False),
            ),
        ]


class DayTally(TenantRow):
    """How many documents of a kind, day, state and channel there are and what they amount to (satang), those with a number
    apart. The database keeps it (sql/*/50_tallies.sql), so that the foot of a list does not count a history."""

    pk = models.CompositePrimaryKey("org_id", "kind", "day", "state", "channel", "numbered")
    kind = models.CharField(max_length=40)
    day = models.DateField()
    state = models.CharField(max_length=30)
    channel = models.CharField(max_length=20)
    numbered = models.BooleanField()
    documents = models.BigIntegerField()
    amount = models.BigIntegerField()

    class Meta(TenantRow.Meta):
        db_table = "documents_day_tally"


class Step(TenantRow):
    """One step of a document's way: who did what, when and why. Append-only, chained by digest per organisation.

    `drawn` are the numbers that the step drew, one a line. A step whose `origin` is not online was made from a paper of
    `outage`. `remote` is the organisation of an officer who took the step from another office, the one above a small unit.
    """

    pk = models.CompositePrimaryKey("org_id", "sequence")
    sequence = models.BigIntegerField()
    document = TenantForeignKey(Document, related_name="steps", db_index=False)
    version = models.PositiveIntegerField()
    move = models.CharField(max_length=40)
    from_state = models.CharField(max_length=30)
    to_state = models.CharField(max_length=30)
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.CharField(max_length=1000, default="")
    voucher = TenantForeignKey("ledger.Voucher", null=True, db_index=False)
    drawn = models.CharField(max_length=81, default="")
    seal_digest = models.CharField(max_length=64, default="")
    content = models.TextField()
    digest = models.CharField(max_length=64)
    origin = models.CharField(max_length=12, default="online", db_default="online")
    outage = models.BigIntegerField(null=True)
    remote = models.BigIntegerField(null=True)

    class Meta(TenantRow.Meta):
        db_table = "documents_step"
        indexes = [
            models.Index(fields=["org", "document", "sequence"], name="documents_step_by_document"),
            models.Index(fields=["org", "at"], name="documents_step_remote", condition=models.Q(remote__isnull=False)),
        ]


class ChainHead(TenantRow):
    """The last link of an organisation's trail; its row lock orders the steps of the organisation."""

    pk = models.CompositePrimaryKey("org_id", "chain")
    chain = models.CharField(max_length=20, default="trail")
    sequence = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta(TenantRow.Meta):
        db_table = "documents_chain_head"


class Counter(TenantRow):
    """The last number drawn of a series in a fiscal year; gap-free because it moves in the posting transaction."""

    pk = models.CompositePrimaryKey("org_id", "series", "fiscal_year")
    series = models.CharField(max_length=60)
    fiscal_year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta(TenantRow.Meta):
        db_table = "documents_counter"


class Attachment(TenantModel):
    """A file kept with a document; its content is stored once under its SHA-256."""

    document = TenantForeignKey(Document, related_name="attachments")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by_id = models.BigIntegerField()
    added_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "documents_attachment"
        constraints = [models.UniqueConstraint(fields=["org", "document", "sha256"], name="documents_attachment_once")]
