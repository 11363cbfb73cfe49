"""The bank accounts of an organisation."""

from django.db import models

from khlang.platform.tenancy import TenantModel


class BankAccount(TenantModel):
    """One account at a bank. `code` is the `sub` of the ledger lines on `account` (a bank account of the chart)."""

    code = models.CharField(max_length=20)
    bank_name = models.CharField(max_length=120)
    branch = models.CharField(max_length=120, blank=True, default="")
    account_no = models.CharField(max_length=40, blank=True, default="")
    account_name = models.CharField(max_length=200, blank=True, default="")
    kind = models.CharField(max_length=10, choices=[("savings", "savings"), ("current", "current"), ("fixed", "fixed")])
    term = models.CharField(max_length=60, blank=True, default="")
    account = models.CharField(max_length=14)
    active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        db_table = "banking_bank_account"
        constraints = [
            models.UniqueConstraint(fields=["org", "code"], name="bank_account_code_once"),
        ]
