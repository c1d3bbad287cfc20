"""Estimates that are kept, with their versions and links."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calculator", "0003_rows_of_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredEstimate",
            fields=[
                ("id", models.CharField(max_length=22, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=22)),
                ("created_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=64, null=True, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="EstimateShare",
            fields=[
                ("token", models.CharField(max_length=22, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "estimate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="calculator.storedestimate",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EstimateVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("saved_at", models.DateTimeField()),
                ("title", models.TextField()),
                ("document", models.TextField()),
                ("checksum", models.TextField()),
                ("price_lists", models.JSONField()),
                ("answer", models.BinaryField()),
                ("effective_monthly_usd", models.TextField()),
                ("is_complete", models.BooleanField()),
                (
                    "estimate",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="calculator.storedestimate",
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
                "constraints": [models.UniqueConstraint(fields=("estimate", "number"), name="one_version_of_a_number")],
            },
        ),
    ]
