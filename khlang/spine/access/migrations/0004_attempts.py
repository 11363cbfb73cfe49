from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0003_authority'),
    ]

    operations = [
        migrations.AddField(
            model_name='loginevent',
            name='device',
            field=models.CharField(blank=True, default='', max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='loginevent',
            name='home',
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='loginevent',
            name='purpose',
            field=models.CharField(default='login', max_length=20),
        ),
        migrations.AddIndex(
            model_name='loginevent',
            index=models.Index(fields=['home', 'at'], name='logins_of_organisation'),
        ),
    ]
