"""Assessments of local taxes, their payments, what replaced them and the history of their changes."""

from django.db import models
from django.db.models import F, Q

from khlang.platform.tenancy import TenantForeignKey, TenantModel

STATES = ("open", "paid", "cancelled", "superseded")


class TaxAssessment(TenantModel):
    """What one taxpayer owes of one tax and year (B.E.) for one property. Amounts are satang, days C.E.

    `code` is its number for ever, `reference` the property or the number of the letter of assessment, `instalment` 0 when
    the tax is due as a whole. `paid` is the tax paid so far, `carried` what went over to the assessments that replaced
    this one; neither holds fines or surcharges.
    """

    code = models.CharField(max_length=20)
    tax = models.CharField(max_length=20)
    tax_year = models.PositiveSmallIntegerField()
    run = models.PositiveIntegerField()
    party = TenantForeignKey("parties.Party", db_index=False)
    reference = models.CharField(max_length=120)
    instalment = models.PositiveSmallIntegerField(default=0)
    due_date = models.DateField()
    declared_late = models.BooleanField(default=False)
    warned_on = models.DateField(null=True)
    warned_until = models.DateField(null=True)
    assessed = models.BigIntegerField()
    paid = models.BigIntegerField(default=0)
    carried = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES], default="open")
    note = models.CharField(max_length=250, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        db_table = "taxpayers_assessment"
        constraints = [
            models.UniqueConstraint(fields=["org", "code"], name="tax_assessment_code_once"),
            models.UniqueConstraint(fields=["org", "tax", "tax_year", "run"], name="tax_assessment_run_once"),
            models.UniqueConstraint(
                fields=["org", "party", "tax", "tax_year", "reference", "instalment"],
                condition=Q(state__in=("open", "paid")),
                name="tax_assessment_once",
            ),
            models.CheckConstraint(condition=Q(assessed__gt=0), name="tax_assessment_positive"),
            models.CheckConstraint(condition=Q(paid__gte=0, carried__gte=0), name="tax_assessment_paid_positive"),
            models.CheckConstraint(
                condition=Q(assessed__gte=F("paid") + F("carried")), name="tax_assessment_not_overpaid"
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="tax_assessment_state_known"),
        ]
        indexes = [
            models.Index(fields=["org", "party", "state"], name="tax_assessment_by_party"),
            models.Index(fields=["org", "state", "due_date"], name="tax_assessment_by_due"),
        ]  # fmt: skip


class TaxPayment(TenantModel):
    """What one receipt paid of an assessment, satang. `paid_on` is the day that counts for fines and surcharges (that of the
    paper when it was received by hand), `recorded_on` the day it was written down."""

    assessment = TenantForeignKey(TaxAssessment, related_name="payments", db_index=False)
    document = TenantForeignKey("documents.Document", db_index=False)
    paid_on = models.DateField()
    recorded_on = models.DateField()
    principal = models.BigIntegerField()
    surcharge = models.BigIntegerField()
    fine = models.BigIntegerField()
    undone_on = models.DateField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "taxpayers_payment"
        constraints = [
            models.UniqueConstraint(
                fields=["org", "document", "assessment"],
                condition=Q(undone_on__isnull=True),
                name="tax_payment_of_receipt",
            ),
            models.CheckConstraint(
                condition=Q(principal__gte=0, surcharge__gte=0, fine__gte=0), name="tax_payment_positive"
            ),
        ]
        indexes = [
            models.Index(fields=["org", "assessment", "paid_on"], name="tax_payment_by_assessment"),
            models.Index(fields=["org", "document"], name="tax_payment_by_receipt"),
        ]


class TaxSuccession(TenantModel):
    """An assessment that was replaced (its owner changed, properties were merged or divided) and one that replaced it."""

    earlier = TenantForeignKey(TaxAssessment, related_name="successions", db_index=False)
    later = TenantForeignKey(TaxAssessment, related_name="+", db_index=False)
    day = models.DateField()

    class Meta(TenantModel.Meta):
        db_table = "taxpayers_succession"
        constraints = [models.UniqueConstraint(fields=["org", "earlier", "later"], name="tax_succession_once")]
        indexes = [models.Index(fields=["org", "later"], name="tax_succession_by_later")]


class TaxChange(TenantModel):
    """One change of one field of an assessment: what stood there, what stands there now, who changed it and why."""

    assessment = TenantForeignKey(TaxAssessment, related_name="changes", db_index=False)
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=30)
    before = models.CharField(max_length=250, blank=True)
    after = models.CharField(max_length=250, blank=True)
    reason = models.CharField(max_length=1000)
    day = models.DateField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)

    class Meta(TenantModel.Meta):
        db_table = "taxpayers_change"
        constraints = [
            models.UniqueConstraint(fields=["org", "assessment", "version", "field"], name="tax_change_once")
        ]
