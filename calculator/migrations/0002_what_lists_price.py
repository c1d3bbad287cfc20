"""Lists say of which dimensions and EC2 instance types they have prices; of stored ones their prices tell."""

from collections import defaultdict
from typing import Any

from django.db import migrations, models


def fill_in(apps: Any, schema_editor: Any) -> None:
    """What the prices of each stored list are of. What they state of instance types is no longer known."""
    lists, prices = (apps.get_model("calculator", name) for name in ("StoredPriceList", "StoredPrice"))
    for record in lists.objects.only("pk"):
        priced = prices.objects.filter(price_list_id=record.pk)
        dimensions = defaultdict(list)
        for table, dimension in priced.order_by("table", "dimension").values_list("table", "dimension").distinct():
            dimensions[table].append(dimension)
        options = priced.filter(table="ec2").order_by("option").values_list("option", flat=True).distinct()
        types = dict.fromkeys(option.partition(" ")[0] for option in options)
        lists.objects.filter(pk=record.pk).update(
            dimensions=dict(dimensions), instance_types={name: {} for name in types}
        )


class Migration(migrations.Migration):
    """Adds both and fills them in."""

    dependencies = [("calculator", "0001_price_lists")]
    operations = [
        migrations.AddField("storedpricelist", "dimensions", models.JSONField(default=dict)),
        migrations.AddField("storedpricelist", "instance_types", models.JSONField(default=dict)),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
