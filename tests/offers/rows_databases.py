"""Rows of Amazon RDS and Aurora.

Prices of N. Virginia for MySQL and PostgreSQL are products that the Cloud Pricing API answered
(pricelist_rows_202610), and the reserved instance of Tokyo without upfront payment is in public rows
(rds_pricelist_tokyo). The other prices on demand are those of the feed behind the pricing pages of AWS.
"""

from collections.abc import Iterator

from tests.offers.listed_rows import TOKYO, US_EAST_1, Listed, listed, priced
from tests.offers.rows_instances import on_demand, reserved
from tests.offers.small_offers import Row

RDS = "AmazonRDS"
INSTANCE = {**US_EAST_1, "Product Family": "Database Instance", "Unit": "Hrs"}
OPEN = {**INSTANCE, "License Model": "No license required"}
SEOUL = {"Region Code": "ap-northeast-2", "Location": "Asia Pacific (Seoul)"}
SINGLE, MULTI = {"Deployment Option": "Single-AZ"}, {"Deployment Option": "Multi-AZ"}
CLUSTER = {"Deployment Option": "Multi-AZ (readable standbys)"}
TOKYO_ROW = {"Region Code": TOKYO["Region Code"], "Location": TOKYO["Location"], "Instance Type": "db.t3.micro"}


def engine(name: str) -> Row:
    """What the rows of a database engine say of it."""
    return {"Database Engine": name}


def _no_upfront(said: Row, key: str) -> Listed:
    term = {"LeaseContractLength": "1yr", "PurchaseOption": "No Upfront", "OfferingClass": "standard"}
    row = {**said, **term, "TermType": "Reserved"}
    return Listed(
        RDS, f"reserved_1y_no_upfront {key}", "0.0202 instance-hour", tuple(priced(row, {"PricePerUnit": "0.0202"}))
    )


def _reserved_of_engines() -> Iterator[Listed]:
    """Reserved instances of each engine and deployment, of one class."""
    for name, called in (("mysql", "MySQL"), ("postgresql", "PostgreSQL"), ("mariadb", "MariaDB")):
        for deployment, said, usage in (
            ("single_az", SINGLE, "InstanceUsage:db.t3.micro"),
            ("multi_az", MULTI, "Multi-AZUsage:db.t3.micro"),
        ):
            row = {**OPEN, **TOKYO_ROW, **said, **engine(called), "usageType": f"APN1-{usage}"}
            yield _no_upfront(row, f"{name} {deployment} db.t3.micro")
            yield from reserved(RDS, row, f"{name} {deployment} db.t3.micro")
    for name, called in (("mysql", "Aurora MySQL"), ("postgresql", "Aurora PostgreSQL")):
        node = {"usageType": "APN1-InstanceUsage:db.r6g.large", "Instance Type": "db.r6g.large"}
        row = {**OPEN, **TOKYO_ROW, **SINGLE, **engine(called), **node}
        yield _no_upfront(row, f"{name} standard db.r6g.large")
        yield from reserved(RDS, row, f"{name} standard db.r6g.large")


PRICES = [
    *on_demand(
        RDS, {**OPEN, **SINGLE, **engine("MySQL")}, "mysql single_az", "InstanceUsage:db.t3.micro|db.t3.micro|0.017"
    ),
    *on_demand(
        RDS, {**OPEN, **MULTI, **engine("MySQL")}, "mysql multi_az", "Multi-AZUsage:db.t3.micro|db.t3.micro|0.034"
    ),
    *on_demand(
        RDS,
        {**OPEN, **SINGLE, **engine("PostgreSQL")},
        "postgresql single_az",
        """
        InstanceUsage:db.t3.micro  | db.t3.micro  | 0.018
        InstanceUsage:db.r6g.large | db.r6g.large | 0.225
        """,
    ),
    *on_demand(
        RDS,
        {**OPEN, **MULTI, **engine("PostgreSQL")},
        "postgresql multi_az",
        "Multi-AZUsage:db.r6g.large|db.r6g.large|0.45",
    ),
    *on_demand(
        RDS, {**OPEN, **SINGLE, **engine("MariaDB")}, "mariadb single_az", "InstanceUsage:db.t3.micro|db.t3.micro|0.017"
    ),
    *on_demand(
        RDS, {**OPEN, **MULTI, **engine("MariaDB")}, "mariadb multi_az", "Multi-AZUsage:db.t3.micro|db.t3.micro|0.034"
    ),
    *(
        price
        for name, called in (("mysql", "MySQL"), ("postgresql", "PostgreSQL"))
        for price in on_demand(
            RDS,
            {**OPEN, **SEOUL, **CLUSTER, **engine(called)},
            f"{name} multi_az_cluster",
            "APN2-Multi-AZClusterUsage:db.m6gd.large|db.m6gd.large|0.783",
        )
    ),
    *_reserved_of_engines(),
    *listed(
        RDS,
        {**US_EAST_1, "Product Family": "Database Storage", "Unit": "GB-Mo", **engine("MySQL")},
        "",
        """
    usageType                            | PricePerUnit | ours                         | price
    USE1-RDS:GP3-Storage                 | 0.115        | storage gp3 single_az        | 0.115 GB-month
    USE1-RDS:Multi-AZ-GP3-Storage        | 0.23         | storage gp3 multi_az         | 0.23 GB-month
    USE1-RDS:Multi-AZCluster-GP3-Storage | 0.345        | storage gp3 multi_az_cluster | 0.345 GB-month
    """,
    ),
    *listed(
        RDS,
        {**US_EAST_1, "Product Family": "Storage Snapshot", "Unit": "GB-Mo"},
        "",
        """
    usageType              | Database Engine | PricePerUnit | ours           | price
    RDS:ChargedBackupUsage | MySQL           | 0.095        | backup_storage | 0.095 GB-month
    """,
    ),
    *(
        price
        for name, called in (("mysql", "Aurora MySQL"), ("postgresql", "Aurora PostgreSQL"))
        for configuration, usage, usd in (
            ("standard", "InstanceUsage", "0.26"),
            ("io_optimized", "InstanceUsageIOOptimized", "0.338"),
        )
        for price in on_demand(
            RDS,
            {**OPEN, **SINGLE, **engine(called)},
            f"{name} {configuration}",
            f"{usage}:db.r6g.large|db.r6g.large|{usd}",
        )
    ),
    *(
        price
        for name, called in (("mysql", "Aurora MySQL"), ("postgresql", "Aurora PostgreSQL"))
        for price in listed(
            RDS,
            {**US_EAST_1, "Product Family": "ServerlessV2", "Unit": "ACU-Hr", **engine(called)},
            "",
            f"""
    usageType                               | PricePerUnit | ours                          | price
    USE1-Aurora:ServerlessV2Usage            | 0.12         | on_demand {name} standard     | 0.12 ACU-hour
    USE1-Aurora:ServerlessV2IOOptimizedUsage | 0.16         | on_demand {name} io_optimized | 0.16 ACU-hour
    """,
        )
    ),
    *listed(
        RDS,
        {**US_EAST_1, "Unit": "GB-Mo", **engine("Aurora PostgreSQL")},
        "",
        """
    usageType                   | Product Family   | Volume Type            | PricePerUnit | ours                 | price
    Aurora:StorageUsage         | Database Storage | General Purpose-Aurora | 0.1          | storage standard     | 0.1 GB-month
    Aurora:IO-OptimizedStorage  | Database Storage | IO Optimized-Aurora    | 0.225        | storage io_optimized | 0.225 GB-month
    Aurora:BackupUsage          | Storage Snapshot |                        | 0.021        | backup_storage       | 0.021 GB-month
    """,
    ),
]
