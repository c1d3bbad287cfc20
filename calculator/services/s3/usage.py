"""The inputs of Amazon S3: those of a bucket of objects, then replication, management, S3 Tables and S3 Vectors."""

from collections.abc import Iterator
from decimal import Decimal

from calculator.catalogue.region_choices import is_apart
from calculator.core.arithmetic import Number, divide_up
from calculator.core.declarations import Derived
from calculator.core.input_fields import choice, flag, quantity
from calculator.core.units import convert
from calculator.core.violations import Violation
from calculator.services.s3.bucket_inputs import MOST_GB, BucketInputs
from calculator.services.s3.classes import CLASSES, EXPRESS, STANDARD
from calculator.services.transfer import OTHER_REGIONS, SAME_REGION

TRANSFER, MANAGEMENT = "Replication and other Regions", "Inventory, tags, batch jobs and other management"
TABLES, VECTORS = "S3 Tables", "S3 Vectors"
FASTER = "Transfer Acceleration and Multi-Region Access Points"
REPLICA_CLASSES = tuple(each for each in CLASSES if each.value != EXPRESS)


def _replicated_objects(usage: "Usage") -> Number:
    return divide_up(convert(usage.replicated_gb, "GB", "KB"), usage.average_object_kb)


class Usage(BucketInputs):
    """One bucket's workload: objects of one storage class, then what else it has.

    Nothing of the rest depends on the storage class, but for what replication reads.
    """

    inter_region_to: str = choice(
        "Data sent to", "The Region that reads from the bucket; within a Region it is free.",
        OTHER_REGIONS, default=SAME_REGION, group=TRANSFER,
    )  # fmt: skip
    inter_region_gb: Decimal = quantity(
        "GB/month", "Data sent to another Region", "Read there, or copied there by a program.",
        at_most=MOST_GB, group=TRANSFER,
    )  # fmt: skip
    replicated_gb: Decimal = quantity(
        "GB/month", "Data replicated", "New objects that S3 copies into another bucket by itself.",
        at_most=MOST_GB, group=TRANSFER,
    )  # fmt: skip
    replication_region: str = choice(
        "Replicated to", "The Region of the other bucket; what it stores is an estimate of its own.",
        OTHER_REGIONS, default=SAME_REGION, group=TRANSFER,
    )  # fmt: skip
    replication_class: str = choice(
        "Class of the replicas", "Its PUT rate in the other Region is billed for each of them.",
        REPLICA_CLASSES, default=STANDARD, group=TRANSFER,
    )  # fmt: skip
    replication_requests: Decimal = quantity(
        "requests/month", "Replication requests", "One for each object; of one uploaded in parts two and one a part.",
        derived=Derived("the objects replicated", _replicated_objects), group=TRANSFER,
    )  # fmt: skip
    replication_time_control: bool = flag(
        "Replication Time Control", "Within 15 minutes, for a charge on each GB.", group=TRANSFER
    )

    accelerated_upload_gb: Decimal = quantity(
        "GB/month", "Accelerated uploads", "Through edges in the United States, Europe and Japan; free if not faster.",
        at_most=MOST_GB, group=FASTER,
    )  # fmt: skip
    accelerated_upload_elsewhere_gb: Decimal = quantity(
        "GB/month", "Accelerated uploads, other edges", "Through all other edges; free if not faster.",
        at_most=MOST_GB, group=FASTER,
    )  # fmt: skip
    accelerated_download_gb: Decimal = quantity(
        "GB/month", "Accelerated downloads", "Through any edge, besides data out to the internet.",
        at_most=MOST_GB, group=FASTER,
    )  # fmt: skip
    accelerated_between_regions_gb: Decimal = quantity(
        "GB/month", "Accelerated between Regions", "Sent to another Region, besides what that costs.",
        at_most=MOST_GB, group=FASTER,
    )  # fmt: skip
    access_point_routed_gb: Decimal = quantity(
        "GB/month", "Routed by access points", "All data of Multi-Region Access Points, in and out.",
        at_most=MOST_GB, group=FASTER,
    )  # fmt: skip
    access_point_accelerated_in_gb: Decimal = quantity(
        "GB/month", "Access points: in from the internet", "From clients of North America, besides the routing.",
        at_most=MOST_GB, group=FASTER,
    )  # fmt: skip
    access_point_accelerated_out_gb: Decimal = quantity(
        "GB/month", "Access points: out to the internet", "To clients of North America, besides routing and data out.",
        at_most=MOST_GB, group=FASTER,
    )  # fmt: skip
    access_point_accelerated_far_gb: Decimal = quantity(
        "GB/month", "Access points: other continents", "To and from clients elsewhere, besides routing and data out.",
        at_most=MOST_GB, group=FASTER,
    )  # fmt: skip

    inventory_objects: Decimal = quantity(
        "objects/month", "Objects listed by S3 Inventory", "Each listing of each object counts.", group=MANAGEMENT
    )
    object_tags: Decimal = quantity("tags", "Object tags", "Kept on all objects together.", group=MANAGEMENT)
    storage_lens_objects: Decimal = quantity(
        "objects", "Objects watched by Storage Lens", "With advanced metrics; the free ones cost nothing.",
        group=MANAGEMENT,
    )  # fmt: skip
    analytics_objects: Decimal = quantity(
        "objects",
        "Objects watched by S3 analytics",
        "By its analysis of classes, all filters together.",
        group=MANAGEMENT,
    )
    batch_jobs: Decimal = quantity("jobs/month", "Batch Operations: jobs", "Started in the month.", group=MANAGEMENT)
    batch_objects: Decimal = quantity(
        "objects/month", "Batch Operations: objects", "Worked on; the requests themselves come on top.",
        group=MANAGEMENT,
    )  # fmt: skip
    batch_manifest_objects: Decimal = quantity(
        "objects/month", "Batch Operations: manifests", "Objects of the bucket that S3 lists for a job.",
        group=MANAGEMENT,
    )  # fmt: skip
    batch_checksum_gb: Decimal = quantity(
        "GB/month", "Batch Operations: checksums", "Data that checksums are computed of.",
        at_most=MOST_GB, group=MANAGEMENT,
    )  # fmt: skip
    metadata_updates: Decimal = quantity(
        "updates/month", "S3 Metadata: updates", "Of the journal table, and objects taken up into the inventory table.",
        group=MANAGEMENT,
    )  # fmt: skip
    metadata_objects: Decimal = quantity(
        "objects", "S3 Metadata: objects", "In the live inventory table; free for all but the largest buckets.",
        group=MANAGEMENT,
    )  # fmt: skip
    access_grants_requests: Decimal = quantity(
        "requests/month", "Access Grants requests", "All but deletes, which are free.", group=MANAGEMENT
    )
    object_lambda_gb: Decimal = quantity(
        "GB/month", "Object Lambda: data returned", "S3 Object Lambda is closed to new customers.",
        at_most=MOST_GB, group=MANAGEMENT,
    )  # fmt: skip
    dsse_encrypted_gb: Decimal = quantity(
        "GB/month", "Encrypted twice with DSSE-KMS", "Data written.", at_most=MOST_GB, group=MANAGEMENT
    )
    dsse_decrypted_gb: Decimal = quantity(
        "GB/month", "Decrypted twice with DSSE-KMS", "Data read.", at_most=MOST_GB, group=MANAGEMENT
    )

    tables_storage_gb: Decimal = quantity(
        "GB", "Tables: storage", "In Standard; average over the month.", at_most=MOST_GB, group=TABLES
    )
    tables_frequent_gb: Decimal = quantity(
        "GB", "Tables: Frequent Access", "Of Intelligent-Tiering.", at_most=MOST_GB, group=TABLES
    )
    tables_infrequent_gb: Decimal = quantity(
        "GB", "Tables: Infrequent Access", "Of Intelligent-Tiering.", at_most=MOST_GB, group=TABLES
    )
    tables_archive_instant_gb: Decimal = quantity(
        "GB", "Tables: Archive Instant Access", "Of Intelligent-Tiering.", at_most=MOST_GB, group=TABLES
    )
    tables_objects: Decimal = quantity("objects", "Tables: objects", "Each is monitored.", group=TABLES)
    tables_put_requests: Decimal = quantity(
        "requests/month", "Tables: PUT, POST, LIST requests", "Of data and metadata files.", group=TABLES
    )
    tables_get_requests: Decimal = quantity(
        "requests/month", "Tables: GET and all other requests", "Of queries.", group=TABLES
    )
    tables_compacted_objects: Decimal = quantity(
        "objects/month", "Tables: objects compacted", "Small files that compaction takes up.", group=TABLES
    )
    tables_compacted_gb: Decimal = quantity(
        "GB/month", "Tables: data compacted", "By binpack, the default.", at_most=MOST_GB, group=TABLES
    )
    tables_sorted_gb: Decimal = quantity(
        "GB/month", "Tables: data sorted", "By sort or z-order compaction.", at_most=MOST_GB, group=TABLES
    )
    tables_replicated_updates: Decimal = quantity(
        "updates/month", "Tables: updates replicated", "Changes of tables that are replicated.", group=TABLES
    )

    vectors_storage_gb: Decimal = quantity(
        "GB", "Vectors: storage", "Vectors, keys and metadata; 4 bytes a dimension.", at_most=MOST_GB, group=VECTORS
    )
    vectors_put_gb: Decimal = quantity(
        "GB/month", "Vectors: data written", "Vectors, keys and metadata.", at_most=MOST_GB, group=VECTORS
    )
    vectors_put_requests: Decimal = quantity(
        "requests/month",
        "Vectors: PUT requests",
        "Each is billed for some data at least, however little it brings.",
        group=VECTORS,
    )
    vectors_requests: Decimal = quantity(
        "requests/month", "Vectors: GET, LIST and all other requests", "All but PUT and queries.", group=VECTORS
    )
    vectors_queries: Decimal = quantity(
        "requests/month", "Vectors: queries", "Each goes through all of one index.", group=VECTORS
    )
    vectors_per_index: Decimal = quantity(
        "vectors", "Vectors: in an index", "Of the index that is queried.", at_most=2 * 10**9, group=VECTORS
    )
    vectors_processed_kb: Decimal = quantity(
        "KB", "Vectors: size of one", "With its key and the metadata that filters use.",
        default=4, at_most=1024, group=VECTORS,
    )  # fmt: skip
    vectors_returned_kb: Decimal = quantity(
        "KB", "Vectors: returned by a query", "Of all its results together; the first part of a query is free.",
        at_most=10**6, group=VECTORS,
    )  # fmt: skip

    def rules_in(self, region: str) -> Iterator[Violation]:
        """Replicas stay within AWS GovCloud (US), or outside of it."""
        away = self.replication_region
        message = f"AWS GovCloud (US) is apart from the other Regions: {region} replicates nothing to {away}."
        yield Violation("replication_region", lambda: message, away != SAME_REGION and is_apart(region, away))
