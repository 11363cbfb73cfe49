"""Posts, roles and keys of programs: rows of one organisation."""

from django.db import models
from django.db.models import F, Q

from khlang.platform.tenancy import TenantForeignKey, TenantModel
from khlang.spine.access.models.people import Person


class Position(TenantModel):
    """A post of the office (ผู้อำนวยการกองคลัง, นักวิชาการเงินและบัญชี …), what a signature block prints."""

    code = models.CharField(max_length=30)
    title_th = models.CharField(max_length=250)
    title_en = models.CharField(max_length=250, blank=True)
    division = TenantForeignKey("organisations.Division", null=True, blank=True)
    active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        ordering = ("code",)
        constraints = [models.UniqueConstraint(fields=("org", "code"), name="position_code_once")]

    def __str__(self) -> str:
        return self.title_th


class RoleAssignment(TenantModel):
    """A role of duties.toml held from a day to a day (both included; no end = until further notice).

    `acting_for` names the assignment of the officer whose place is taken. Never deleted: who might do what on a
    day gone by must stay answerable.
    """

    STATES = ("proposed", "confirmed", "declined")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=40)
    position = TenantForeignKey(Position, null=True, blank=True)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    acting_for = TenantForeignKey("access.RoleAssignment", null=True, blank=True)
    order_reference = models.CharField(max_length=250, blank=True)
    granted_by = models.BigIntegerField()
    granted_at = models.DateTimeField()
    #: A proposed role gives no duty until a second person has confirmed it; a declined one never does.
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES], default="confirmed")
    decided_by = models.BigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=250, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")), name="role_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(acting_for=None) | ~Q(acting_for=F("id")), name="role_not_for_itself"),
        ]
        indexes = [
            models.Index(fields=("person", "org"), name="roles_of_person"),
            models.Index(fields=("org", "role"), name="holders_of_role"),
        ]


class Delegation(TenantModel):
    """Single duties that an officer hands to another for a span of days, by a written order (มอบอำนาจ): the officer keeps
    them, and what is not held on a day cannot be handed on that day. One taken back ends at that moment. Never deleted."""

    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    duties = models.JSONField()
    from_date = models.DateField()
    to_date = models.DateField()
    order_reference = models.CharField(max_length=250)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.BigIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(to_date__gte=F("from_date")), name="delegation_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="delegation_not_to_oneself"),
        ]
        indexes = [models.Index(fields=("org", "taker", "to_date"), name="delegations_of_taker")]


class ApiToken(TenantModel):
    """A program's key to the API, with the duties that its person has on the day. Only the SHA-256 of the secret
    is kept; `prefix` (its first characters) finds the row and tells keys apart on screen."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=250)
    prefix = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    #: Why it was ended before its day (`tokens.ENDINGS`).
    end_reason = models.CharField(max_length=30, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ("-created_at",)
