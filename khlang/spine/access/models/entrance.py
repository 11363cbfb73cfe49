"""How somebody came in, and what came of it: second factors, open sessions, the security log. They stand above
organisations, as people do."""

from django.db import models

from khlang.platform.tenancy import new_id
from khlang.spine.access.models.people import Person


class Authenticator(models.Model):
    """A second factor: an app that counts (TOTP, RFC 6238) or a passkey (WebAuthn). `secret` is encrypted under the key of
    the installation (TOTP) or the public credential (passkey); `counter` is the last time step or signature count used."""

    KINDS = ("totp", "passkey")

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authenticators")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    label = models.CharField(max_length=250)
    credential_id = models.CharField(max_length=500, unique=True)
    secret = models.TextField()
    counter = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("created_at",)


class OpenSession(models.Model):
    """One log-in of one person on one device, from its beginning to its end: what «my sessions» lists and ends."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sessions")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.CharField(max_length=45, blank=True)
    device = models.CharField(max_length=250, blank=True)
    #: How the person proved who they are: password, password+totp, passkey, activation, recovery, break_glass.
    way = models.CharField(max_length=30)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=30, blank=True)

    class Meta:
        indexes = [models.Index(fields=("person", "started_at"), name="sessions_of_person")]


class SecurityEvent(models.Model):
    """One line of the security log: who came in from where, failed, changed what guards an account. Apart from the trail of
    documents; only ever added to (the database refuses change and deletion). `facts` hold no secret and no national number.
    `org` is the organisation concerned, where there is one."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    actor = models.BigIntegerField(null=True, blank=True)
    org = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    session = models.BigIntegerField(null=True, blank=True)
    address = models.CharField(max_length=45, blank=True)
    device = models.CharField(max_length=250, blank=True)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=("person", "at"), name="security_of_person"),
            models.Index(fields=("org", "at"), name="security_of_organisation"),
            models.Index(fields=("kind", "at"), name="security_of_kind"),
        ]
