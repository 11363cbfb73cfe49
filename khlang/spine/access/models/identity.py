"""Who somebody is: the person behind a national number, the slip that an account was handed out on, codes sent by mail,
and the emergency door. All stand above organisations, as people do; none ever holds a national number (only its HMAC)."""

from django.db import models
from django.db.models import F, Q

from khlang.platform.tenancy import new_id
from khlang.spine.access.models.people import Person


class NationalIdentity(models.Model):
    """The human being behind an account, as ThaID proved it (R-AU2). `number_hmac` is HMAC-SHA256 of the national number
    under the key of the installation that `key_name` names, `subject_hmac` that of the provider's subject; one account each
    (R-AU3), across keys by `identity.hold`."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="identity")
    number_hmac = models.CharField(max_length=64, unique=True)
    last_four = models.CharField(max_length=4)
    issuer = models.CharField(max_length=250)
    subject_hmac = models.CharField(max_length=64)
    key_name = models.CharField(max_length=16, blank=True, default="")
    assurance = models.CharField(max_length=20)
    proved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("issuer", "subject_hmac"), name="identity_subject_once")]


class HandedOut(models.Model):
    """An account handed out by the side above on a sealed slip (LOGIN-3): a user name and a first code, good until
    `expires_at`, for the one human being whose national number the personnel record names."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="slips")
    #: The organisation in which the post is, and the one above it that handed the account out.
    org = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    made_in = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField()
    code_digest = models.CharField(max_length=64)
    number_hmac = models.CharField(max_length=64)
    key_name = models.CharField(max_length=16, blank=True, default="")
    last_four = models.CharField(max_length=4)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=("org", "made_at"), name="slips_of_organisation"),
            models.Index(fields=("made_in", "made_at"), name="slips_handed_out"),
            models.Index(fields=("number_hmac",), name="slips_of_number"),
        ]


class MailCode(models.Model):
    """A one-time password sent by mail (LOGIN-1): proves that a mailbox is the person's, never logs anybody in. Kept as a
    digest, bound to the browser session that asked for it."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20)
    email = models.CharField(max_length=250)
    digest = models.CharField(max_length=64)
    session_digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=("person", "sent_at"), name="codes_of_person")]


class BreakGlass(models.Model):
    """A day's way in for somebody who cannot prove who they are because ThaID is down: two officers of the office and one
    of the province (C-44, R-AU5). Every use is reported."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    org = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField()
    seconded_by = models.BigIntegerField(null=True, blank=True)
    seconded_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.BigIntegerField(null=True, blank=True)
    granted_at = models.DateTimeField(null=True, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=("org", "asked_at"), name="break_glass_of_organisation")]
        constraints = [
            models.CheckConstraint(
                condition=Q(seconded_by=None) | ~Q(seconded_by=F("asked_by")), name="break_glass_two_officers"
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None) | (~Q(granted_by=F("asked_by")) & ~Q(granted_by=F("seconded_by"))),
                name="break_glass_granted_by_a_third",
            ),
        ]
