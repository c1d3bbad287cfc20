"""What the database keeps: imported price lists, and estimates with their versions.

Neither a list nor a version changes once it is stored; it can only be dropped whole.

Prices and the ends of tiers are text, digit for digit: a decimal column of SQLite would be a binary float.
"""

from typing import Any, NoReturn

from django.db import models


class Immutable(RuntimeError):
    """Somebody tried to change a record that never changes."""


class OnlyAdded(models.QuerySet[Any]):
    """Records that are added and read; what may be done besides has a function in `calculator.store`."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise Immutable("A stored record never changes.")

    def delete(self) -> NoReturn:
        raise Immutable("Stored records are dropped whole, by price_lists.activation.drop and estimates.prune.")


class StoredRecord(models.Model):
    """A record that can be added, and neither changed nor deleted by itself."""

    objects = OnlyAdded.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable("A stored record never changes.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("Stored records are dropped whole, by price_lists.activation.drop and estimates.prune.")


class StoredPriceList(StoredRecord):
    """One of AWS's price lists in one region: which file it was, what it covers, what its import came to.

    `tables` counts its tiers by table, `dimensions` names those that it has prices of; `instance_types` has what it
    states of each EC2 instance type that it prices, as far as the shipped table of attributes lacks the type. Some rows
    of a list, which are not all of it, cover their own prices only.
    """

    name = models.TextField(unique=True)
    offer_code = models.TextField()
    region = models.TextField()
    version = models.TextField()
    published = models.DateTimeField()
    checksum = models.TextField()
    source = models.TextField()
    imported_at = models.DateTimeField()
    rows_read = models.BigIntegerField()
    tables = models.JSONField()
    dimensions = models.JSONField(default=dict)
    instance_types = models.JSONField(default=dict)
    covers = models.JSONField()
    is_whole = models.BooleanField(default=True)
    report = models.JSONField()
    activated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("offer_code", "region", "published", "version")
        constraints = (
            models.UniqueConstraint(fields=("offer_code", "region", "version"), name="one_price_list_of_a_version"),
        )

    def __str__(self) -> str:
        return self.name


class StoredPrice(StoredRecord):
    """One tier of one price of a list; `tier_to` is empty where the tier has no end."""

    price_list = models.ForeignKey(StoredPriceList, on_delete=models.PROTECT, related_name="prices", db_index=False)
    table = models.TextField()
    dimension = models.TextField()
    option = models.TextField()
    tier_from = models.TextField()
    tier_to = models.TextField()
    unit = models.TextField()
    usd_per_unit = models.TextField()
    usage_type = models.TextField()
    operation = models.TextField()
    sku = models.TextField()
    rate_code = models.TextField()
    effective_from = models.DateField()

    class Meta:
        # Its index also finds the prices of a list, of a table and of a dimension.
        constraints = (
            models.UniqueConstraint(
                fields=("price_list", "table", "dimension", "option", "tier_from"), name="one_price_of_a_tier"
            ),
        )

    def __str__(self) -> str:
        return f"{self.table} {self.dimension} {self.option} from {self.tier_from}"


class PriceListGeneration(models.Model):
    """One row that every change of the active lists replaces; `mark` is never the same twice."""

    number = models.BigIntegerField()
    mark = models.TextField()

    def __str__(self) -> str:
        return str(self.number)


class StoredEstimate(models.Model):
    """An estimate that somebody keeps: whoever has its key may change it. Its content stands in its versions."""

    id = models.CharField(primary_key=True, max_length=22)
    key = models.CharField(max_length=22)
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    # The header of the request that made it, so that a request sent again makes no second one.
    made_by = models.CharField(max_length=64, unique=True, null=True)

    def __str__(self) -> str:
        return self.id


class EstimateVersion(StoredRecord):
    """A version of an estimate: its document, what it cost and under which price lists; `answer` is compressed JSON."""

    estimate = models.ForeignKey(StoredEstimate, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    title = models.TextField()
    document = models.TextField()
    checksum = models.TextField()
    price_lists = models.JSONField()
    answer = models.BinaryField()
    effective_monthly_usd = models.TextField()
    is_complete = models.BooleanField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("estimate", "number"), name="one_version_of_a_number"),)

    def __str__(self) -> str:
        return f"{self.estimate_id} version {self.number}"


class EstimateImport(StoredRecord):
    """The account of the file that an estimate was made from: compressed JSON, without what its first version has."""

    estimate = models.OneToOneField(StoredEstimate, on_delete=models.PROTECT, primary_key=True, related_name="+")
    source = models.TextField()
    account = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.estimate_id} from {self.source}"


class EstimateShare(models.Model):
    """A link that shows an estimate to whoever has it: one version, or the newest without a number."""

    token = models.CharField(primary_key=True, max_length=22)
    estimate = models.ForeignKey(StoredEstimate, on_delete=models.PROTECT, related_name="shares")
    number = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.token
