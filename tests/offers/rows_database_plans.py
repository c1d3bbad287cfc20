"""Rows of Database Savings Plans, of a genuine list of Hyderabad (database_savings_plan_pricelist_20260422).

Of some classes it names the family alone where the class should stand.
"""

from collections.abc import Iterator

from tests.offers.listed_rows import DATABASE_PLANS, Listed

PLAN = {
    "Location": "Any",
    "Location Type": "AWS Region",
    "Product Family": "DatabaseSavingsPlans",
    "ServiceCode": "DatabaseSavingsPlans",
    "UsageType": "DatabaseSP:1yrNoUpfront",
    "PurchaseOption": "No Upfront",
    "LeaseContractLength": "1",
    "LeaseContractLengthUnit": "year",
    "DiscountedRegionCode": "ap-south-2",
}
# Usage, operation, the class as the list has it, the rate, and what all of it is to us.
GENUINE_RATES = """
RDS:InstanceUsage:db.m8g.4xl                 | CreateDBInstance:0002 | M8G           | 1.536   | mysql single_az db.m8g.4xlarge
RDS:Multi-AZUsage:db.m7g.4xl                 | CreateDBInstance:0002 | M7G           | 3.06688 | mysql multi_az db.m7g.4xlarge
RDS:InstanceUsage:db.m8g.4xl                 | CreateDBInstance:0014 | M8G           | 1.536   | postgresql single_az db.m8g.4xlarge
RDS:Multi-AZUsage:db.m8g.48xl                | CreateDBInstance:0014 | M8G           | 36.864  | postgresql multi_az db.m8g.48xlarge
RDS:InstanceUsage:db.m7g.16xl                | CreateDBInstance:0018 | M7G           | 6.13376 | mariadb single_az db.m7g.16xlarge
RDS:Multi-AZUsage:db.m8g.16xl                | CreateDBInstance:0018 | M8G           | 12.288  | mariadb multi_az db.m8g.16xlarge
RDS:InstanceUsage:db.r8i.12xl                | CreateDBInstance:0005 | db.r8i.12xlarge | 5.744 | oracle_ee_byol single_az db.r8i.12xlarge
RDS:Multi-AZUsage:db.r7i.2xl                 | CreateDBInstance:0005 | db.r7i.2xlarge | 1.824  | oracle_ee_byol multi_az db.r7i.2xlarge
RDS:InstanceUsage:db.r7i.4xl                 | CreateDBInstance:0019 | db.r7i.4xlarge | 1.824  | oracle_se2_byol single_az db.r7i.4xlarge
RDS:Multi-AZUsage:db.r7i.large               | CreateDBInstance:0019 | db.r7i.large  | 0.456   | oracle_se2_byol multi_az db.r7i.large
RDS:InstanceUsage:db.r7g.16xl                | CreateDBInstance:0016 | R7G           | 8.0008  | mysql standard db.r7g.16xlarge
RDS:InstanceUsageIOOptimized:db.r7g.xl       | CreateDBInstance:0016 | R7G           | 0.6504  | mysql io_optimized db.r7g.xlarge
RDS:InstanceUsage:db.r7g.2xl                 | CreateDBInstance:0021 | R7G           | 1       | postgresql standard db.r7g.2xlarge
RDS:InstanceUsageIOOptimized:db.r7g.large    | CreateDBInstance:0021 | R7G           | 0.3256  | postgresql io_optimized db.r7g.large
RDS:Aurora:ServerlessV2Usage                 | CreateDBInstance:0016 |               | 0.117   | mysql standard
RDS:Aurora:ServerlessV2IOOptimizedUsage      | CreateDBInstance:0016 |               | 0.156   | mysql io_optimized
RDS:Aurora:ServerlessV2Usage                 | CreateDBInstance:0021 |               | 0.117   | postgresql standard
RDS:Aurora:ServerlessV2IOOptimizedUsage      | CreateDBInstance:0021 |               | 0.156   | postgresql io_optimized
ElastiCache:NodeUsage:cache.m7g.xlarge       | CreateCacheCluster:Valkey | cache.m7g.xlarge | 0.21056 | valkey cache.m7g.xlarge
DocDB:DocumentDB:ServerlessUsage             | CreateDBInstance:0023 |               | 0.06545 | standard
DocDB:DocumentDB:ServerlessIOOptimizedUsage  | CreateDBInstance:0023 |               | 0.07203 | io_optimized
"""


def _plans() -> Iterator[Listed]:
    for line in GENUINE_RATES.strip().splitlines():
        usage, operation, kind, usd, key = (cell.strip() for cell in line.split("|"))
        service, _, usage_type = usage.partition(":")
        unit = "DCU" if service == "DocDB" else "ACU" if "Serverless" in usage_type else ""
        thing = unit or ("node" if service == "ElastiCache" else "instance")
        row = {
            **PLAN,
            "DiscountedServiceCode": f"Amazon{service}",
            "DiscountedUsageType": f"APS5-{usage_type}",
            "DiscountedOperation": operation,
            "DiscountedInstanceType": kind,
            "DiscountedRate": usd,
            "Unit": f"{unit}-Hr" if unit else "Hrs",
        }
        yield Listed(DATABASE_PLANS, f"database_savings_plan_1y_no_upfront {key}", f"{usd} {thing}-hour", (row,))


# Usage, unit and rate as the list has them, and what we make of it.
SERVERLESS_CACHE = """
CachedData:Valkey                  | GB-Hours                  | 0.0378000000 | serverless_storage_savings_plan | 0.0378 GB-hour
ElastiCacheProcessingUnits:Valkey  | ElastiCacheProcessingUnit | 0.0000000010 | serverless_request_savings_plan | 0.001 1000000 ECPU
"""


def _serverless_caches() -> Iterator[Listed]:
    for line in SERVERLESS_CACHE.strip().splitlines():
        usage_type, unit, usd, key, price = (cell.strip() for cell in line.split("|"))
        row = {
            **PLAN,
            "DiscountedServiceCode": "AmazonElastiCache",
            "DiscountedUsageType": f"APS5-{usage_type}",
            "DiscountedOperation": "CreateServerlessCache",
            "DiscountedInstanceType": "",
            "DiscountedRate": usd,
            "Unit": unit,
        }
        yield Listed(DATABASE_PLANS, key, price, (row,))


# Usage, operation, unit and rate as the list has them, and what we make of it.
THROUGHPUT = """
ReadRequestUnits | PayPerRequestThroughput | ReadRequestUnits | 0.0000001169 | read_request | 0.1169 1000000 requests
WriteRequestUnits | PayPerRequestThroughput | WriteRequestUnits | 0.0000005822 | write_request | 0.5822 1000000 requests
ReadCapacityUnit-Hrs | CommittedThroughput | ReadCapacityUnit-Hrs | 0.00013024 | rcu_hour | 0.00013024 RCU-hour
WriteCapacityUnit-Hrs | CommittedThroughput | WriteCapacityUnit-Hrs | 0.0006512 | wcu_hour | 0.0006512 WCU-hour
IA-ReadRequestUnits | PayPerRequestThroughput | ReadRequestUnits | 0.0000001460 | read_request | 0.146 1000000 requests
ReplWriteRequestUnits | PayPerRequestThroughput | ReplicatedWriteRequestUnits | 0.0000005822 | replicated_write_request | 0.5822 1000000 requests
ReplWriteCapacityUnit-Hrs | CommittedThroughput | ReplicatedWriteCapacityUnit-Hrs | 0.0006512 | replicated_wcu_hour | 0.0006512 WCU-hour
IA-ReadCapacityUnit-Hrs | CommittedThroughput | ReadCapacityUnit-Hrs | 0.0001628 | rcu_hour | 0.0001628 RCU-hour
IA-WriteRequestUnits | PayPerRequestThroughput | WriteRequestUnits | 0.0000007298 | write_request | 0.7298 1000000 requests
IA-WriteCapacityUnit-Hrs | CommittedThroughput | WriteCapacityUnit-Hrs | 0.0008184 | wcu_hour | 0.0008184 WCU-hour
IA-ReplWriteRequestUnits | PayPerRequestThroughput | ReplicatedWriteRequestUnits | 0.0000007298 | replicated_write_request | 0.7298 1000000 requests
IA-ReplWriteCapacityUnit-Hrs | CommittedThroughput | ReplicatedWriteCapacityUnit-Hrs | 0.0008184 | replicated_wcu_hour | 0.0008184 WCU-hour
"""
REPLICATIONS = """
InstanceUsg:dms.r7i.large            | Hrs    | 0.224       | single_az dms.r7i.large | 0.224 instance-hour
Multi-AZUsg:dms.c7i.xlarge           | Hrs    | 0.648       | multi_az dms.c7i.xlarge | 0.648 instance-hour
DMSServerlessRepCapacityUsg:1        | DCU-Hr | 0.082324248 | single_az               | 0.082324248 DCU-hour
DMSServerlessRepMultiAZCapacityUsg:1 | DCU-Hr | 0.164648497 | multi_az                | 0.164648497 DCU-hour
"""


def _throughput() -> Iterator[Listed]:
    for line in THROUGHPUT.strip().splitlines():
        usage_type, operation, unit, usd, key, price = (cell.strip() for cell in line.split("|"))
        option = "STANDARD_INFREQUENT_ACCESS" if usage_type.startswith("IA-") else "STANDARD"
        row = _row("AmazonDynamoDB", usage_type, operation, usd, unit)
        yield Listed(DATABASE_PLANS, f"{key}_savings_plan {option}", price, (row,))


def _replications() -> Iterator[Listed]:
    for line in REPLICATIONS.strip().splitlines():
        usage_type, unit, usd, key, price = (cell.strip() for cell in line.split("|"))
        row = _row("AWSDatabaseMigrationSvc", usage_type, "CreateDMSInstance", usd, unit)
        yield Listed(DATABASE_PLANS, f"database_savings_plan_1y_no_upfront {key}", price, (row,))


def _row(service: str, usage_type: str, operation: str, usd: str, unit: str) -> dict[str, str]:
    return {
        **PLAN,
        "DiscountedServiceCode": service,
        "DiscountedUsageType": f"APS5-{usage_type}",
        "DiscountedOperation": operation,
        "DiscountedInstanceType": "",
        "DiscountedRate": usd,
        "Unit": unit,
    }


PRICES = [*_plans(), *_serverless_caches(), *_throughput(), *_replications()]
