"""The inputs of a bucket of objects: choices and fields, each declared once."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from calculator.core.arithmetic import Number, divide_up
from calculator.core.bounds import Bound
from calculator.core.choices import Choice
from calculator.core.declarations import Derived
from calculator.core.input_fields import choice, flag, quantity
from calculator.core.inputs import Inputs
from calculator.core.units import convert
from calculator.core.violations import Violation, differs
from calculator.services.s3.classes import CLASSES, EXPRESS, INTELLIGENT, LABELS, RESTORING, STANDARD

PERCENT = 100
MOST_GB = 10**12
NOT_MOVED = "none"
SPEEDS = (Choice("expedited", "Expedited"), Choice("standard", "Standard"), Choice("bulk", "Bulk"))
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


def _objects_read_back(usage: "BucketInputs") -> Number:
    return divide_up(convert(usage.retrieval_gb, "GB", "KB"), usage.average_object_kb)


class BucketInputs(Inputs):
    """Objects of one storage class: what is kept, written, read and moved in a month."""

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
    # A page opens with a fifth of the data read in a month: of a bucket that is never read an archive is the cheapest.
    put_requests: Decimal = quantity(
        "requests/month", "PUT, COPY, POST requests", "Requests that write.", opens_with="50000", is_main=True
    )
    get_requests: Decimal = quantity(
        "requests/month",
        "GET and all other requests",
        "Requests that read; DELETE is free.",
        opens_with="200000",
        is_main=True,
    )
    retrieval_gb: Decimal = quantity(
        "GB/month",
        "Data retrieved",
        "Free in Standard; Intelligent-Tiering bills archive restores only.",
        opens_with="200",
        at_most=MOST_GB,
        is_main=True,
    )
    list_requests: Decimal = quantity(
        "requests/month",
        "LIST requests",
        "Each lists up to 1,000 objects; billed at the Standard rate in every class.",
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
        derived=Derived("the objects read back", _objects_read_back), only_for=FOR_RESTORES,
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
    moved_from: str = choice(
        "Moved from", "The class in which the objects are today; moving them is paid once.",
        (Choice(NOT_MOVED, "nothing is moved"), *CLASSES), default=NOT_MOVED,
    )  # fmt: skip
    effective_months: Decimal = quantity(
        "months", "Effective months", "The months over which the effective figure spreads the cost of moving.",
        default=12, at_least=1, at_most=1200, only_for={"moved_from": tuple(LABELS)},
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

    def rules(self) -> Iterator[Violation]:
        """The shares of Intelligent-Tiering are of one whole."""
        yield from super().rules()
        whole = sum(getattr(self, field) for field, _, _ in ACCESS_TIERS)
        shares = Bound(whole, PERCENT, PERCENT, "%")
        say = partial(_not_whole, self.frequent_percent)
        yield Violation("frequent_percent", say, differs(whole, PERCENT), bound=shares)


def _not_whole(frequent: Decimal, bound: Bound) -> str:
    rest = PERCENT - bound.needed + frequent
    hint = f"; with the others as given, Frequent Access would be {rest:f}" if rest >= 0 else ""
    return f"The shares of Intelligent-Tiering must sum to 100%, not {bound.needed:f}%{hint}."
