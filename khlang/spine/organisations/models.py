"""Tables of organisations. An organisation is the tenant itself, so it carries no `org`; its divisions and emblem
do."""

from typing import get_args

from django.db import models
from django.db.models import F, Q

from khlang.platform.tenancy import TenantModel, new_id
from khlang.spine.organisations.schemas import OrganisationKind

KINDS = get_args(OrganisationKind)


class Organisation(models.Model):
    """One set of books. `parent` is the side above: the LAO of a unit, the provincial office of an LAO
    (LOGIN-3). `practice_of`: no books at all but a copy to rehearse an outage in; it stands
    in no list of the country, and once it is `practice_over` nobody works in it."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=30, choices=[(kind, kind) for kind in KINDS])
    name_th = models.CharField(max_length=250)
    name_en = models.CharField(max_length=250, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    practice_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="practices")
    practice_over = models.BooleanField(default=False)
    province_th = models.CharField(max_length=100)
    district_th = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=250, blank=True)
    tax_id = models.CharField(max_length=13, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="organisation_kind_known"),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("id")), name="organisation_not_its_parent"),
        ]

    def __str__(self) -> str:
        return self.name_th


class Division(TenantModel):
    """A division of the office (สำนักปลัด, กองคลัง, กองช่าง …): owns budget lines, prepares documents."""

    code = models.CharField(max_length=20)
    name_th = models.CharField(max_length=250)
    name_en = models.CharField(max_length=250, blank=True)
    active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        ordering = ("code",)
        constraints = [models.UniqueConstraint(fields=("org", "code"), name="division_code_once")]

    def __str__(self) -> str:
        return self.name_th


class Emblem(TenantModel):
    """The organisation's own artwork for documents; none is shipped, for the garuda and local seals are not ours
    to give."""

    media_type = models.CharField(max_length=20)
    content = models.BinaryField(max_length=512 * 1024)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=("org",), name="one_emblem_each")]
