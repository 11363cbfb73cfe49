"""The tables of parties and of the bank accounts into which they are paid."""

from typing import get_args

from django.db import models
from django.db.models import Q

from khlang.platform.tenancy import TenantForeignKey, TenantModel
from khlang.spine.parties.schemas import PartyKind

KINDS = get_args(PartyKind)


class Party(TenantModel):
    """A payer or payee. `national_number` is the 13-digit citizen or taxpayer number, empty when not asked for.

    `search` is the name without title and spaces, in small letters, for the type-ahead; the command writes it from
    `name`.
    """

    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in KINDS])
    national_number = models.CharField(max_length=13, blank=True)
    name = models.CharField(max_length=250)
    address = models.CharField(max_length=250, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    email = models.CharField(max_length=250, blank=True)
    note = models.CharField(max_length=250, blank=True)
    vat_registered = models.BooleanField(default=False)
    search = models.CharField(max_length=250, blank=True)
    active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="party_kind_known"),
            models.UniqueConstraint(
                fields=("org", "national_number"), condition=~Q(national_number=""), name="party_number_once"
            ),
        ]
        indexes = [models.Index(fields=("org", "search"), name="party_by_search")]

    def __str__(self) -> str:
        return self.name


class PayeeAccount(TenantModel):
    """A bank account into which a party is paid, as a document proposed it; a second person confirms it.

    `in_force` is the one account of the party that payments use, `waiting` the one proposal that is not yet decided.
    `account_no` has digits only. What stood before it is kept in `previous_bank` and `previous_no` ("" for the first).
    """

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    party = TenantForeignKey(Party, related_name="+", db_index=False)
    bank_code = models.CharField(max_length=3)
    branch = models.CharField(max_length=120, blank=True, default="")
    account_no = models.CharField(max_length=20)
    account_name = models.CharField(max_length=250)
    callback = models.CharField(max_length=1000, blank=True, default="")
    explanation = models.CharField(max_length=1000, blank=True, default="")
    previous_bank = models.CharField(max_length=3, blank=True, default="")
    previous_no = models.CharField(max_length=20, blank=True, default="")
    waiting = models.BooleanField(default=True)
    in_force = models.BooleanField(default=False)
    confirmed_on = models.DateField(null=True)
    superseded_on = models.DateField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "parties_payee_account"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="payee_account_of_document"),
            models.UniqueConstraint(
                fields=["org", "party"], condition=Q(in_force=True), name="payee_account_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["org", "party"], condition=Q(waiting=True), name="payee_account_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(in_force=False) | Q(confirmed_on__isnull=False, waiting=False),
                name="payee_account_confirmed",
            ),
        ]
        indexes = [
            models.Index(fields=["org", "party", "confirmed_on"], name="payee_account_by_party"),
            models.Index(fields=["org", "account_no"], name="payee_account_by_number"),
        ]
