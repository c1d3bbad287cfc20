"""Lists say whether they are whole, or some rows of one that the Price List API has answered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Every list that is stored is whole."""

    dependencies = [("calculator", "0002_what_lists_price")]
    operations = [migrations.AddField("storedpricelist", "is_whole", models.BooleanField(default=True))]
