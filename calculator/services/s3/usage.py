"""The inputs of Amazon S3: choices and fields, each declared once."""

from collections.abc import Iterator
from decimal import Decimal

from calculator.core.declarations import Choice, Derived
from calculator.core.errors import FieldError
from calculator.core.inputs import Inputs, choice, flag, quantity
from calculator.core.units import convert

PERCENT = 100
MOST_GB = 10**12
STANDARD, INTELLIGENT, EXPRESS = "STANDARD", "INTELLIGENT_TIERING", "EXPRESS_ONEZONE"
GLACIER, DEEP_ARCHIVE = "GLACIER", "DEEP_ARCHIVE"
CLASSES = (
    Choice(STANDARD, "S3 Standard"),
    Choice(INTELLIGENT, "S3 Intelligent-Tiering"),
    Choice("STANDARD_IA", "S3 Standard-IA"),
    Choice("ONEZONE_IA", "S3 One Zone-IA"),
    Choice("GLACIER_IR", "S3 Glacier Instant Retrieval"),
    Choice(GLACIER, "S3 Glacier Flexible Retrieval"),
    Choice(DEEP_ARCHIVE, "S3 Glacier Deep Archive"),
    Choice(EXPRESS, "S3 Express One Zone"),
)
LABELS = {each.value: each.label for each in CLASSES}
SPEEDS = (Choice("expedited", "Expedited"), Choice("standard", "Standard"), Choice("bulk", "Bulk"))
RESTORING = (GLACIER, DEEP_ARCHIVE)
BILLS_RETRIEVAL = ("STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", EXPRESS)
FOR_INTELLIGENT = {"storage_class": (INTELLIGENT,)}
FOR_RESTORES = {"storage_class": (*RESTORING, INTELLIGENT)}
FOR_TRANSITIONS = {"storage_class": tuple(key for key in LABELS if key not in (STANDARD, EXPRESS))}
ACCESS_TIERS = (
    ("frequent_percent", "storage_frequent", "Frequent Access tier"),
    ("infrequent_percent", "storage_infrequent", "Infrequent Access tier"),
    ("archive_instant_percent", "storage_archive_instant", "Archive Instant Access tier"),
    ("archive_percent", "storage_archive", "Archive Access tier"),
    ("deep_archive_percent", "storage_deep_archive", "Deep Archive Access tier"),
)


# Not from units.csv: importing a service opens no file.
ONE_BYTE_IN_KB = Decimal(1) / 1024


class Usage(Inputs):
    """One bucket's workload in one storage class, averaged over a month."""

    storage_class: str = choice("Storage class", "Where the objects are kept.", CLASSES, default=STANDARD, is_main=True)
    storage_gb: Decimal = quantity(
        "GB",
        "Storage",
        "Average over the month; 1 TB is 1,024 GB.",
        default=1000,
        at_most=MOST_GB,
        is_main=True,
    )
    average_object_kb: Decimal = quantity(
        "KB", "Average object size", "Sets the object count, minimum sizes and what each object adds.",
        default=1024, at_least=ONE_BYTE_IN_KB, is_main=True,
    )  # fmt: skip
    put_requests: Decimal = quantity(
        "requests/month", "PUT, COPY, POST, LIST requests", "Requests that write or list.", is_main=True
    )
    get_requests: Decimal = quantity(
        "requests/month", "GET and all other requests", "Requests that read; DELETE is free.", is_main=True
    )
    retrieval_gb: Decimal = quantity(
        "GB/month",
        "Data read back",
        "Free in Standard; Intelligent-Tiering bills archive restores only.",
        at_most=MOST_GB,
        is_main=True,
    )
    retrieval_speed: str = choice(
        "Restore speed",
        "How fast archived objects are restored.",
        SPEEDS,
        default="standard",
        only_for=FOR_RESTORES,
    )
    retrieval_requests: Decimal = quantity(
        "requests/month", "Restore requests", "One for each archived object that is read back.",
        derived=Derived("the GET requests", lambda usage: usage.get_requests), only_for=FOR_RESTORES,
    )  # fmt: skip
    restored_copy_days: Decimal = quantity(
        "days", "Keep restored copies", "Restored copies are billed at the Standard rate for this long.",
        default=1, at_most=3650, only_for={"storage_class": RESTORING},
    )  # fmt: skip
    upload_gb: Decimal = quantity(
        "GB/month", "Data uploaded", "Express One Zone bills every GB written.", at_most=10**15,
        derived=Derived(
            "PUT requests × average object size",
            lambda usage: convert(usage.put_requests * usage.average_object_kb, "KB", "GB"),
        ),
        only_for={"storage_class": (EXPRESS,)},
    )  # fmt: skip
    transition_requests: Decimal = quantity(
        "objects/month", "Lifecycle transitions", "Objects that a lifecycle rule moves into this class.",
        only_for=FOR_TRANSITIONS,
    )  # fmt: skip
    object_lifetime_days: Decimal = quantity(
        "days", "Object lifetime", "Average; shorter than the class's minimum is billed up to the minimum.",
        default=365, at_least=1, at_most=36500,
    )  # fmt: skip
    frequent_percent: Decimal = quantity(
        "%",
        "Frequent Access",
        "Share of the bytes in this tier.",
        default=100,
        at_most=100,
        only_for=FOR_INTELLIGENT,
    )
    infrequent_percent: Decimal = quantity(
        "%", "Infrequent Access", "Share that is rarely read.", at_most=100, only_for=FOR_INTELLIGENT
    )
    archive_instant_percent: Decimal = quantity(
        "%", "Archive Instant Access", "Share that is hardly ever read.", at_most=100, only_for=FOR_INTELLIGENT
    )
    archive_percent: Decimal = quantity(
        "%", "Archive Access", "Optional tier, read after a restore.", at_most=100, only_for=FOR_INTELLIGENT
    )
    deep_archive_percent: Decimal = quantity(
        "%",
        "Deep Archive Access",
        "Optional tier, read after a restore.",
        at_most=100,
        only_for=FOR_INTELLIGENT,
    )
    select_scanned_gb: Decimal = quantity(
        "GB/month", "S3 Select: data scanned", "S3 Select is closed to new customers.", at_most=MOST_GB
    )
    select_returned_gb: Decimal = quantity(
        "GB/month", "S3 Select: data returned", "S3 Select is closed to new customers.", at_most=MOST_GB
    )
    data_out_gb: Decimal = quantity(
        "GB/month", "Data out to the internet", "In tiers; within the region it is free.", at_most=MOST_GB
    )
    include_free_tier: bool = flag("Free data out", "Take off AWS's monthly allowance, which the whole account shares.")

    def contradictions(self) -> Iterator[FieldError]:
        """The shares of Intelligent-Tiering are of one whole."""
        yield from super().contradictions()
        whole = sum(getattr(self, field) for field, _, _ in ACCESS_TIERS)
        if whole != PERCENT:
            rest = PERCENT - whole + self.frequent_percent
            hint = f"; with the others as given, Frequent Access would be {rest:f}" if rest >= 0 else ""
            message = f"The shares of Intelligent-Tiering must sum to 100 %, not {whole:f} %{hint}."
            yield FieldError("frequent_percent", message, f"{self.frequent_percent:f}")
