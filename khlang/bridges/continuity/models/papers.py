"""Paper stock, the control register of its numbers, and what was read from the papers."""

from django.db import models
from django.db.models import F, Q

from khlang.platform.tenancy import TenantForeignKey, TenantModel

NUMBER_STATES = ("leased", "issued", "voided", "returned", "lost")
#: What must have become of every number before the spell can be certified (LAO-7).
TERMINAL = ("issued", "voided", "returned", "lost")
CAPTURE_STATES = ("captured", "waiting", "exception", "entered", "superseded", "discarded")
#: The place of a daily report that is no bank account: the cash box.
CASH = "cash"
#: Captures that are still to be dealt with.
OPEN = ("captured", "waiting", "exception")
CHANNELS = ("grid", "workbook", "scan", "node")


class ManualBook(TenantModel):
    """A printed book, or a block of numbers of the office's own forms, handed to one custodian (ทะเบียนคุมแบบพิมพ์)."""

    paper = models.CharField(max_length=20)
    book_no = models.CharField(max_length=20)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    width = models.PositiveSmallIntegerField(default=0)
    custodian_id = models.BigIntegerField()
    custodian_name = models.CharField(max_length=200)
    site = models.CharField(max_length=60, blank=True, default="")
    source = models.CharField(max_length=10, default="printed")
    leased_on = models.DateField()
    expires_on = models.DateField()
    state = models.CharField(max_length=10, default="leased")
    closed_on = models.DateField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "continuity_manual_book"
        constraints = [
            models.UniqueConstraint(fields=["org", "paper", "book_no", "first"], name="manual_book_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="manual_book_range"),
            models.CheckConstraint(condition=Q(source__in=("printed", "kit")), name="manual_book_source"),
            models.CheckConstraint(condition=Q(state__in=("leased", "closed")), name="manual_book_state"),
        ]


class ManualNumber(TenantModel):
    """One number of the stock, a row of the control register: the database knows each number once, so leases never overlap."""

    book = TenantForeignKey(ManualBook)
    paper = models.CharField(max_length=20)
    book_no = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    printed = models.CharField(max_length=30)
    state = models.CharField(max_length=10, default="leased")
    outage = TenantForeignKey("documents.Document", related_name="+", null=True)
    paper_date = models.DateField(null=True)
    party = models.CharField(max_length=250, blank=True, default="")
    title = models.CharField(max_length=500, blank=True, default="")
    amount = models.BigIntegerField(default=0)
    document = TenantForeignKey("documents.Document", related_name="+", null=True)
    capture_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")
    witness_id = models.BigIntegerField(null=True)
    witness = models.CharField(max_length=200, blank=True, default="")
    copies_kept = models.BooleanField(default=False)
    report_no = models.CharField(max_length=60, blank=True, default="")
    settled_by_id = models.BigIntegerField(null=True)
    settled_on = models.DateField(null=True)
    labelled_by_id = models.BigIntegerField(null=True)
    labelled_on = models.DateField(null=True)
    attached_by_id = models.BigIntegerField(null=True)
    attached_on = models.DateField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "continuity_manual_number"
        constraints = [
            models.UniqueConstraint(fields=["org", "paper", "book_no", "number"], name="manual_number_once"),
            models.CheckConstraint(condition=Q(state__in=NUMBER_STATES), name="manual_number_state"),
        ]
        indexes = [
            models.Index(fields=["org", "outage", "paper", "state"], name="manual_number_by_outage"),
            models.Index(fields=["org", "book"], condition=Q(state="leased"), name="manual_number_free"),
        ]


class Capture(TenantModel):
    """What somebody read from one paper: an envelope, never changed; a correction is a new one that supersedes it.

    `payload` is what `papers.<kind>.schema` takes, `payload_hash` its SHA-256; `needs` are the papers that must be entered
    before («kind book number»). `problem` is one of the exceptions of continuity A.5, or "".
    """

    envelope = models.UUIDField()
    outage = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    channel = models.CharField(max_length=10)
    paper = models.CharField(max_length=20)
    book_no = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    paper_date = models.DateField()
    paper_date_text = models.CharField(max_length=60, blank=True, default="")
    payload = models.JSONField()
    payload_hash = models.CharField(max_length=64)
    party = models.CharField(max_length=250, blank=True, default="")
    title = models.CharField(max_length=500, blank=True, default="")
    amount = models.BigIntegerField(default=0)
    needs = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default="captured")
    problem = models.CharField(max_length=30, blank=True, default="")
    refusal = models.JSONField(default=dict)
    decisions = models.JSONField(default=list)
    captured_by_id = models.BigIntegerField()
    captured_by = models.CharField(max_length=200)
    captured_at = models.DateTimeField()
    received_at = models.DateTimeField()
    sequence = models.PositiveBigIntegerField()
    source = models.CharField(max_length=250, blank=True, default="")
    supersedes = TenantForeignKey("continuity.Capture", null=True, db_index=False)
    document = TenantForeignKey("documents.Document", related_name="+", null=True)
    entered_by_id = models.BigIntegerField(null=True)
    entered_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "continuity_capture"
        constraints = [
            models.UniqueConstraint(fields=["org", "envelope"], name="capture_envelope_once"),
            models.UniqueConstraint(
                fields=["org", "paper", "book_no", "number"], name="paper_entered_once", condition=Q(state="entered")
            ),
            models.CheckConstraint(condition=Q(state__in=CAPTURE_STATES), name="capture_state"),
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="capture_channel"),
        ]
        indexes = [
            models.Index(
                fields=["org", "outage", "state", "order", "paper_date", "paper", "book_no", "number"],
                name="capture_queue",
            ),
            models.Index(fields=["org", "paper", "book_no", "number"], name="capture_by_number"),
            models.Index(fields=["org", "paper_date"], condition=Q(state__in=OPEN), name="capture_open"),
        ]


class DayByHand(TenantModel):
    """One line of a daily status report made by hand: the cash box ("cash") or a bank account on a day, satang."""

    outage = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    day = models.DateField()
    place = models.CharField(max_length=20)
    opening = models.BigIntegerField()
    received = models.BigIntegerField()
    paid = models.BigIntegerField()
    closing = models.BigIntegerField()
    capture_id = models.BigIntegerField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "continuity_day_by_hand"
        constraints = [models.UniqueConstraint(fields=["org", "outage", "day", "place"], name="day_by_hand_once")]
