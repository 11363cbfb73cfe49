"""The cards of the register and the history of their corrections."""

from typing import get_args

from django.db import models
from django.db.models import Q

from khlang.office.assets.schemas import AssetCondition, AssetState
from khlang.platform.tenancy import TenantForeignKey, TenantModel

STATES = get_args(AssetState)
CONDITIONS = get_args(AssetCondition)


class Asset(TenantModel):
    """One unit of a fixed asset. `cost` is satang; `code` (class-YYMMDD-run) is its number for ever.

    `document` is the acceptance that opened the card, `position` the line of it. `account` is the asset account that
    carries the cost, `life_years` the useful life of its class on the day it was acquired (0: not depreciated).
    """

    code = models.CharField(max_length=20)
    class_code = models.CharField(max_length=3)
    run = models.PositiveIntegerField()
    own_code = models.CharField(max_length=40, blank=True, default="")
    name = models.CharField(max_length=250)
    detail = models.CharField(max_length=1000, blank=True, default="")
    acquired_date = models.DateField()
    cost = models.BigIntegerField()
    account = models.CharField(max_length=14)
    life_years = models.PositiveSmallIntegerField()
    fund_source = models.CharField(max_length=30)
    vendor = TenantForeignKey("parties.Party", null=True, db_index=False)
    vendor_name = models.CharField(max_length=250, blank=True, default="")
    document = TenantForeignKey("documents.Document", db_index=False)
    position = models.PositiveSmallIntegerField()
    work_code = models.CharField(max_length=5, blank=True, default="")
    division = TenantForeignKey("organisations.Division", null=True, db_index=False)
    place = models.CharField(max_length=250, blank=True, default="")
    state = models.CharField(max_length=20, choices=[(state, state) for state in STATES], default="in_use")
    condition = models.CharField(max_length=20, choices=[(each, each) for each in CONDITIONS], default="good")
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        db_table = "assets_asset"
        constraints = [
            models.UniqueConstraint(fields=["org", "code"], name="asset_code_once"),
            models.UniqueConstraint(fields=["org", "class_code", "acquired_date", "run"], name="asset_run_once"),
            models.CheckConstraint(condition=Q(cost__gt=0), name="asset_cost_positive"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="asset_state_known"),
            models.CheckConstraint(condition=Q(condition__in=CONDITIONS), name="asset_condition_known"),
        ]
        indexes = [models.Index(fields=["org", "document"], name="asset_by_document")]


class AssetChange(TenantModel):
    """One correction of one field of a card: what stood there, what stands there now, who changed it and why."""

    asset = TenantForeignKey(Asset, related_name="changes", db_index=False)
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=30)
    before = models.CharField(max_length=1000, blank=True)
    after = models.CharField(max_length=1000, blank=True)
    reason = models.CharField(max_length=1000)
    day = models.DateField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)

    class Meta(TenantModel.Meta):
        db_table = "assets_change"
        constraints = [models.UniqueConstraint(fields=["org", "asset", "version", "field"], name="asset_change_once")]
