"""The account of the file that an estimate was made from."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calculator", "0004_estimates"),
    ]

    operations = [
        migrations.CreateModel(
            name="EstimateImport",
            fields=[
                (
                    "estimate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="calculator.storedestimate",
                    ),
                ),
                ("source", models.TextField()),
                ("account", models.BinaryField()),
            ],
            options={"abstract": False},
        ),
    ]
