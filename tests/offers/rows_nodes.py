"""Rows of caches, search, warehouses, document and graph databases, streams and brokers.

Usage types, operations and units are those of public rows (pricelist_identities, pricelist_filters_202609,
msk_pricelist_singapore, redshift_pricelist_202609); the prices are those of the feed behind the pricing pages of AWS.
"""

from collections.abc import Iterator

from tests.offers.listed_rows import US_EAST_1, Listed, listed
from tests.offers.rows_instances import on_demand, reserved

CACHES, SEARCH, WAREHOUSES = "AmazonElastiCache", "AmazonES", "AmazonRedshift"
DOCUMENTS, GRAPHS, STREAMS, BROKERS, MEMORY = "AmazonDocDB", "AmazonNeptune", "AmazonMSK", "AmazonMQ", "AmazonMemoryDB"
INSTANCE = {**US_EAST_1, "Product Family": "Database Instance", "Unit": "Hrs"}
NODE = {**US_EAST_1, "Product Family": "Cache Instance", "Unit": "Hrs"}
SERVERLESS = {**US_EAST_1, "Product Family": "ElastiCache Serverless"}
SINGAPORE = {"Product Family": "", "Region Code": "ap-southeast-1", "Location": "Asia Pacific (Singapore)"}
HONG_KONG = {"Product Family": "", "Region Code": "ap-east-1", "Location": "Asia Pacific (Hong Kong)"}


def _reserved() -> Iterator[Listed]:
    for name, called in (("redis", "Redis"), ("valkey", "Valkey"), ("memcached", "Memcached")):
        node = {"usageType": "NodeUsage:cache.m6g.large", "Instance Type": "cache.m6g.large", "Cache Engine": called}
        yield from reserved(CACHES, {**NODE, **node}, f"{name} cache.m6g.large", "node")


PRICES = [
    *_reserved(),
    *(
        price
        for name, called, usd in (
            ("redis", "Redis", "0.149"),
            ("valkey", "Valkey", "0.1192"),
            ("memcached", "Memcached", "0.149"),
        )
        for price in on_demand(
            CACHES,
            {**NODE, "Cache Engine": called},
            name,
            f"NodeUsage:cache.m6g.large|cache.m6g.large|{usd}",
            "node-hour",
        )
    ),
    *listed(
        CACHES,
        SERVERLESS,
        "",
        """
    usageType                                | Cache Engine | Unit                      | PricePerUnit | ours                         | price
    USE1-ElastiCacheProcessingUnits:Redis     | Redis        | ElastiCacheProcessingUnit | 0.0000000034 | serverless_request redis     | 0.0034 1000000 ECPU
    USE1-ElastiCacheProcessingUnits:Valkey    | Valkey       | ElastiCacheProcessingUnit | 0.0000000023 | serverless_request valkey    | 0.0023 1000000 ECPU
    USE1-ElastiCacheProcessingUnits:Memcached | Memcached    | ElastiCacheProcessingUnit | 0.0000000034 | serverless_request memcached | 0.0034 1000000 ECPU
    USE1-CachedData:Redis                     | Redis        | GB-Hours                  | 0.125        | serverless_storage redis     | 0.125 GB-hour
    USE1-CachedData:Valkey                    | Valkey       | GB-Hours                  | 0.084        | serverless_storage valkey    | 0.084 GB-hour
    USE1-CachedData:Memcached                 | Memcached    | GB-Hours                  | 0.125        | serverless_storage memcached | 0.125 GB-hour
    """,
    ),
    *on_demand(
        SEARCH,
        {**US_EAST_1, "Product Family": "Amazon OpenSearch Service Instance", "operation": "ESDomain", "Unit": "Hrs"},
        "",
        "ESInstance:c4.2xlarge|c4.2xlarge.search|0.587",
        "node-hour",
    ),
    *listed(
        SEARCH,
        {**US_EAST_1, "Product Family": "Amazon OpenSearch Service Volume", "Unit": "GB-Mo"},
        "",
        """
    usageType      | PricePerUnit | ours        | price
    ES:GP2-Storage | 0.135        | storage gp2 | 0.135 GB-month
    ES:GP3-Storage | 0.122        | storage gp3 | 0.122 GB-month
    """,
    ),
    *on_demand(
        WAREHOUSES,
        {**US_EAST_1, "Product Family": "Compute Instance", "operation": "RunComputeNode:0001", "Unit": "Hrs"},
        "",
        "Node:ra3.16xlarge|ra3.16xlarge|13.04",
        "node-hour",
    ),
    *listed(
        WAREHOUSES,
        {**US_EAST_1, "Product Family": "Serverless"},
        "",
        """
    usageType                     | Unit   | PricePerUnit | ours | price
    USE1-Redshift:ServerlessUsage | RPU-Hr | 0.375        | rpu  | 0.375 RPU-hour
    """,
    ),
    *on_demand(DOCUMENTS, INSTANCE, "standard", "InstanceUsage:db.r6g.large|db.r6g.large|0.26315"),
    *listed(
        DOCUMENTS,
        {**US_EAST_1, "Product Family": "Database Storage"},
        "standard",
        """
    usageType    | Unit  | PricePerUnit | ours    | price
    StorageUsage | GB-Mo | 0.1          | storage | 0.1 GB-month
    """,
    ),
    *on_demand(GRAPHS, INSTANCE, "standard", "InstanceUsage:db.r6g.large|db.r6g.large|0.3287"),
    *on_demand(GRAPHS, INSTANCE, "io_optimized", "InstanceUsageIOOptimized:db.r6g.large|db.r6g.large|0.443"),
    *listed(
        STREAMS,
        SINGAPORE,
        "standard",
        """
    usageType              | operation | Compute Family | Unit  | PricePerUnit | ours    | price
    APS1-Kafka.Storage.GP2 | RunVolume |                | GB-Mo | 0.12         | storage | 0.12 GB-month
    """,
    ),
    *listed(
        STREAMS,
        {**SINGAPORE, "operation": "RunBroker", "Unit": "hours"},
        "",
        """
    usageType            | Compute Family | PricePerUnit | ours                               | price
    APS1-Kafka.m7g.large | m7g.large      | 0.255        | on_demand standard kafka.m7g.large | 0.255 broker-hour
    APS1-Kafka.t3.small  | t3.small       | 0.0578       | on_demand standard kafka.t3.small  | 0.0578 broker-hour
    """,
    ),
    *(
        price
        for name, called, usage, usd in (
            ("redis", "Redis", "NodeUsage:db.r6g.xlarge", "0.812"),
            ("valkey", "Valkey", "NodeUsage:db.r6g.xlarge:Valkey", "0.5684"),
        )
        for price in on_demand(
            MEMORY,
            {**HONG_KONG, "operation": "CreateCluster", "engine": called, "Unit": "Hrs"},
            name,
            f"APE1-{usage}|db.r6g.xlarge|{usd}",
            "node-hour",
        )
    ),
    *(
        price
        for deployment, usage, usd in (
            ("cluster", "RabbitMQ-3-InstanceUsage", "2.0502"),
            ("single_instance", "RabbitMQ-Single-InstanceUsage", "0.6834"),
        )
        for price in on_demand(
            BROKERS,
            {**SINGAPORE, "operation": "CreateBroker:RabbitMQ", "Unit": "Hrs"},
            f"rabbitmq {deployment}",
            f"APS1-{usage}:mq.m7g.xlarge|mq.m7g.xlarge|{usd}",
            "broker-hour",
        )
    ),
]
