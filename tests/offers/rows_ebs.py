"""Rows of EBS, which stand in the list of EC2.

Usage types are those of the EBS User Guide, "Understand codes for Amazon EBS in billing and usage reports"
(ebs_usage_types). The rows of us-east-1 are, prices included, in a public test checked against the list of 2026-09-30
(ebs_pricelist_20260930); those of Tokyo in a public table of rates with the number, unit and usage type of each
product. Magnetic volumes and their unit `IOs` are in published bills of us-east-1. Families are those that Infracost
picks products by (infracost_filters), and so are the units of the direct APIs; the archive of snapshots is of the
family of snapshots in public readers of the
list.
"""

from tests.offers.listed_rows import EC2, TOKYO, US_EAST_1, left_out, listed

PRICES = [
    *listed(
        EC2,
        {**US_EAST_1, "Unit": "GB-Mo"},
        "",
        """
    usageType           | Product Family   | PricePerUnit | ours             | price
    EBS:VolumeUsage.gp3 | Storage          | 0.08         | storage gp3      | 0.08 GB-month
    EBS:VolumeUsage     | Storage          | 0.05         | storage standard | 0.05 GB-month
    EBS:SnapshotUsage   | Storage Snapshot | 0.05         | snapshot_storage | 0.05 GB-month
    """,
    ),
    *listed(
        EC2,
        {**US_EAST_1, "Product Family": "System Operation", "Unit": "IOPS-Mo"},
        "",
        """
    usageType                  | PricePerUnit | ours     | price
    EBS:VolumeP-IOPS.gp3       | 3000: 0.005  | iops gp3 | 0.005 IOPS-month
    EBS:VolumeP-IOPS.io2       | 0.065        | iops io2 | 0.065 0.0455 0.03185 IOPS-month
    EBS:VolumeP-IOPS.io2.tier2 | 0.0455       | iops io2 |
    EBS:VolumeP-IOPS.io2.tier3 | 0.03185      | iops io2 |
    """,
    ),
    *listed(
        EC2,
        {**US_EAST_1, "Product Family": "Provisioned Throughput", "Unit": "GiBps-mo"},
        "",
        """
    usageType                  | PricePerUnit | ours           | price
    EBS:VolumeP-Throughput.gp3 | 40.96        | throughput gp3 | 0.04 MiB/s-month
    """,
    ),
    *listed(
        EC2,
        {**US_EAST_1, "Product Family": "Storage", "Unit": "GB-month"},
        "",
        """
    usageType           | PricePerUnit | ours        | price
    EBS:VolumeUsage.io2 | 0.125        | storage io2 | 0.125 GB-month
    """,
    ),
    *listed(
        EC2,
        {**US_EAST_1, "Product Family": "System Operation", "Unit": "IOs"},
        "",
        """
    usageType         | PricePerUnit | ours                | price
    EBS:VolumeIOUsage | 0.00000005   | io_request standard | 0.05 1000000 requests
    """,
    ),
    *listed(
        EC2,
        {**US_EAST_1, "Product Family": "EBS direct API Requests", "Unit": "SnapshotAPIUnits"},
        "",
        """
    usageType                  | PricePerUnit | ours                   | price
    EBS:directAPI.snapshot.Get | 0.000003     | direct_api_get_request | 0.003 1000 requests
    EBS:directAPI.snapshot.Put | 0.000006     | direct_api_put_request | 0.006 1000 requests
    """,
    ),
    *listed(
        EC2,
        {**US_EAST_1, "Product Family": "EBS direct API Requests", "Unit": "Requests"},
        "",
        """
    usageType                   | PricePerUnit | ours                    | price
    EBS:directAPI.snapshot.List | 0.0000006    | direct_api_list_request | 0.0006 1000 requests
    """,
    ),
    *listed(
        EC2,
        {**TOKYO, "Unit": "GB-Mo"},
        "",
        """
    usageType                       | Product Family   | PricePerUnit | ours                     | price
    APN1-EBS:VolumeUsage.gp2        | Storage          | 0.12         | storage gp2              | 0.12 GB-month
    APN1-EBS:VolumeUsage.piops      | Storage          | 0.142        | storage io1              | 0.142 GB-month
    APN1-EBS:VolumeUsage.st1        | Storage          | 0.054        | storage st1              | 0.054 GB-month
    APN1-EBS:VolumeUsage.sc1        | Storage          | 0.018        | storage sc1              | 0.018 GB-month
    APN1-EBS:SnapshotArchiveStorage | Storage Snapshot | 0.0125       | snapshot_archive_storage | 0.0125 GB-month
    """,
    ),
    *listed(
        EC2,
        {**TOKYO, "Product Family": "System Operation", "Unit": "IOPS-Mo"},
        "",
        """
    usageType                   | PricePerUnit | ours     | price
    APN1-EBS:VolumeP-IOPS.piops | 0.074        | iops io1 | 0.074 IOPS-month
    """,
    ),
    *listed(
        EC2,
        {**TOKYO, "Product Family": "Storage Snapshot", "Unit": "GB"},
        "",
        """
    usageType                         | PricePerUnit | ours                       | price
    APN1-EBS:SnapshotArchiveRetrieval | 0.03         | snapshot_archive_retrieval | 0.03 GB
    """,
    ),
    *listed(
        EC2,
        {**TOKYO, "Product Family": "Fast Snapshot Restore", "Unit": "hours"},
        "",
        """
    usageType                    | PricePerUnit | ours                  | price
    APN1-EBS:FastSnapshotRestore | 0.9          | fast_snapshot_restore | 0.9 hour
    """,
    ),
]
LEFT_OUT = [
    *left_out(
        EC2,
        US_EAST_1,
        """
    usageType                            | Product Family          | rule
    EBS:SnapshotArchiveEarlyDelete       | Storage Snapshot        | ebs-ignored-archive-early-delete
    EBS:SnapshotUsage.outposts           | Storage Snapshot        | ebs-ignored-outposts
    USE1-EBS:TimeBasedSnapshotCopy.tier1 | System Operation        | ebs-ignored-snapshot-copies
    EBS:SnapshotUsageUnderBilling        | Storage Snapshot        | ebs-ignored-under-billing
    """,
    ),
]
