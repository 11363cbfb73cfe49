"""The table of parties."""

from typing import get_args

from django.db import models
from django.db.models import Q

from khlang.platform.tenancy import TenantModel
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
