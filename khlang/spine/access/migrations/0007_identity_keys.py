"""The name of its key beside each mark. Until now there was one key: the last of the setting, whatever was put before it."""

from typing import Any

from django.db import migrations, models

from khlang.spine.access import identity


def _name(apps: Any, editor: Any) -> None:
    for model in ("NationalIdentity", "HandedOut"):
        rows = apps.get_model("access", model).objects.using(editor.connection.alias).filter(key_name="")
        if rows.exists():
            rows.update(key_name=identity.key_names()[-1])


class Migration(migrations.Migration):
    dependencies = [("access", "0006_why_a_key_ended")]

    operations = [
        migrations.AddField("nationalidentity", "key_name", models.CharField(blank=True, default="", max_length=16)),
        migrations.AddField("handedout", "key_name", models.CharField(blank=True, default="", max_length=16)),
        migrations.RunPython(_name, migrations.RunPython.noop),
    ]
