"""A mailbox that was proved belongs to one account. Accounts that share one are named before anything is changed."""

from typing import Any

from django.db import migrations, models
from django.db.models import Count, Q
from django.db.models.functions import Lower

_PROVED = Q(email_proved_at__isnull=False) & ~Q(email="")


class MailboxShared(RuntimeError):
    """Two accounts have proved the same mailbox: which of them keeps it is not for a program to decide."""


def look(apps: Any, editor: Any) -> None:
    """Name the accounts that share a mailbox, and how to part them."""
    people = apps.get_model("access", "Person").objects.using(editor.connection.alias)
    proved = people.filter(_PROVED).annotate(mailbox=Lower("email"))
    twice = proved.order_by().values("mailbox").annotate(times=Count("id")).filter(times__gt=1)
    shared = []
    for mailbox in twice.order_by("mailbox").values_list("mailbox", flat=True):
        rows = proved.filter(mailbox=mailbox).select_related("home").order_by("username")
        name, _, host = mailbox.partition("@")
        shared.append(f"{name[:1]}•••@{host}: " + ", ".join(f"{each.username} ({each.home.code})" for each in rows))
    if shared:
        raise MailboxShared(
            "กล่องจดหมายที่ยืนยันแล้วเป็นของหลายบัญชี ให้ผู้ดูแลระบบของหน่วยงานแก้อีเมลของบัญชีที่ไม่ใช่เจ้าของ (ด้วยรุ่นก่อนหน้า)"
            " แล้วสั่ง khlang migrate อีกครั้ง · "
            "a proved mailbox is that of several accounts; let their administrators change the e-mail of all but its owner"
            " (with the version before), then migrate again:\n  " + "\n  ".join(shared)
        )


class Migration(migrations.Migration):
    dependencies = [("access", "0007_identity_keys")]

    operations = [
        migrations.RunPython(look, migrations.RunPython.noop),
        migrations.AddConstraint(
            "person", models.UniqueConstraint(Lower("email"), condition=_PROVED, name="mailbox_of_one_account")
        ),
    ]
