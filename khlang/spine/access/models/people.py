"""People, and what is counted of their log-ins. People stand above organisations."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from khlang.platform.tenancy import new_id


class People(BaseUserManager["Person"]):
    """The manager of people; user names are looked up in lower case, as they are stored."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person of a user name as typed."""
        return self.get(username=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """One human being, one account (LOGIN-2). `home` is the organisation that made the account and answers for it:
    only its administrators hand out passwords or switch the account off."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name_th = models.CharField(max_length=250)
    name_en = models.CharField(max_length=250, blank=True)
    email = models.CharField(max_length=250, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    home = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    session_round = models.PositiveIntegerField(default=0)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    #: When the mailbox was proved to be the person's, and when the account was activated (LOGIN-1); null: not yet.
    email_proved_at = models.DateTimeField(null=True, blank=True)
    activated_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name_th"]
    objects: ClassVar[People] = People()

    class Meta:
        ordering = ("username",)
        constraints = [
            #: However it is spelt, a mailbox that was proved belongs to one account: codes of recovery go there.
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(email_proved_at__isnull=False) & ~Q(email=""),
                name="mailbox_of_one_account",
            )
        ]

    def __str__(self) -> str:
        return self.name_th

    @property
    def name(self) -> str:
        """The name that documents and trails show."""
        return self.name_th

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must carry to stay valid: it dies with a new password and with a new round of sessions."""
        salt = "khlang.spine.access.session"
        signed = f"{self.password}:{self.session_round}"
        return salted_hmac(salt, signed, secret=secret, algorithm="sha256").hexdigest()


class LoginEvent(models.Model):
    """One attempt at something that guards an account (`purpose` as in standards/limits.toml), kept for the auditor and
    counted for the brake. `username` is what was typed, veiled when nobody has that name; `device` the mark of a device that
    the account is known on; `home` the organisation that answers for the account."""

    OUTCOMES = ("started", "success", "failed", "locked")

    purpose = models.CharField(max_length=20, default="login")
    device = models.CharField(max_length=40, blank=True)
    home = models.BigIntegerField(null=True, blank=True)
    username = models.CharField(max_length=60)
    address = models.CharField(max_length=45, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=[(outcome, outcome) for outcome in OUTCOMES])

    class Meta:
        indexes = [
            models.Index(fields=("username", "address", "at"), name="logins_of_account"),
            models.Index(fields=("address", "at"), name="logins_from_address"),
            models.Index(fields=("home", "at"), name="logins_of_organisation"),
        ]

    @property
    def success(self) -> bool:
        """Whether the attempt let the person in."""
        return self.outcome == "success"
