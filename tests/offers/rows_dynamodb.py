"""Rows of DynamoDB, in us-east-2.

Usage types are those of the DynamoDB Developer Guide, "Best practices for understanding your AWS billing and usage
reports in DynamoDB" (dynamodb_usage_types), which says `Streams-RequestsCount` where AWS's list of free usage types and
public rows of us-east-1 say `Streams-Requests`. Operations, groups and units are those of the list of 2022
(csp_pricing_dynamodb), families those that Infracost and CloudCent pick products by (infracost_filters). Prices, free
tiers and the terms of reserved capacity are in notes on the list of us-east-2 (dynamodb_pricelist_202605), but for the
hours of Standard-IA, whose prices are those of the pricing page.
"""

from tests.offers.listed_rows import DYNAMODB, US_EAST_2, left_out, listed

COMMITTED = {**US_EAST_2, "operation": "CommittedThroughput", "Product Family": "Provisioned IOPS"}
REPLICATED = {**COMMITTED, "Product Family": "DDB-Operation-ReplicatedWrite"}
REQUESTS = {
    **US_EAST_2,
    "operation": "PayPerRequestThroughput",
    "Product Family": "Amazon DynamoDB PayPerRequest Throughput",
}
RESERVED = {
    **COMMITTED,
    "TermType": "Reserved",
    "LeaseContractLength": "1yr",
    "PurchaseOption": "Heavy Utilization",
    "OfferingClass": "standard",
}
PRICES = [
    *listed(
        DYNAMODB,
        {**COMMITTED, "group": "DDB-ReadUnits", "Unit": "ReadCapacityUnit-Hrs"},
        "STANDARD",
        """
    usageType                 | PricePerUnit     | ours     | price
    USE2-ReadCapacityUnit-Hrs | 0 18600: 0.00013 | rcu_hour | 0.00013 RCU-hour
    """,
    ),
    *listed(
        DYNAMODB,
        {**COMMITTED, "group": "DDB-WriteUnits", "Unit": "WriteCapacityUnit-Hrs"},
        "STANDARD",
        """
    usageType                  | PricePerUnit     | ours     | price
    USE2-WriteCapacityUnit-Hrs | 0 18600: 0.00065 | wcu_hour | 0.00065 WCU-hour
    """,
    ),
    *listed(
        DYNAMODB,
        COMMITTED,
        "STANDARD_INFREQUENT_ACCESS",
        """
    usageType                     | Unit                  | PricePerUnit | ours     | price
    USE2-IA-ReadCapacityUnit-Hrs  | ReadCapacityUnit-Hrs  | 0.00016      | rcu_hour | 0.00016 RCU-hour
    USE2-IA-WriteCapacityUnit-Hrs | WriteCapacityUnit-Hrs | 0.00081      | wcu_hour | 0.00081 WCU-hour
    """,
    ),
    *listed(
        DYNAMODB,
        {**REPLICATED, "Unit": "ReplicatedWriteCapacityUnit-Hrs"},
        "STANDARD",
        """
    usageType                      | PricePerUnit     | ours                | price
    USE2-ReplWriteCapacityUnit-Hrs | 0 18600: 0.00065 | replicated_wcu_hour | 0.00065 WCU-hour
    """,
    ),
    *listed(
        DYNAMODB,
        {**REPLICATED, "Unit": "ReplicatedWriteCapacityUnit-Hrs"},
        "STANDARD_INFREQUENT_ACCESS",
        """
    usageType                         | PricePerUnit | ours                | price
    USE2-IA-ReplWriteCapacityUnit-Hrs | 0.00081      | replicated_wcu_hour | 0.00081 WCU-hour
    """,
    ),
    *listed(
        DYNAMODB,
        REQUESTS,
        "STANDARD",
        """
    usageType              | Unit              | PricePerUnit | ours          | price
    USE2-ReadRequestUnits  | ReadRequestUnits  | 0.000000125  | read_request  | 0.125 1000000 requests
    USE2-WriteRequestUnits | WriteRequestUnits | 0.000000625  | write_request | 0.625 1000000 requests
    """,
    ),
    *listed(
        DYNAMODB,
        {**REQUESTS, "Unit": "ReplicatedWriteRequestUnits"},
        "STANDARD",
        """
    usageType                  | PricePerUnit | ours                     | price
    USE2-ReplWriteRequestUnits | 0.000000625  | replicated_write_request | 0.625 1000000 requests
    """,
    ),
    *listed(
        DYNAMODB,
        {**REQUESTS, "Unit": "ReplicatedWriteRequestUnits"},
        "STANDARD_INFREQUENT_ACCESS",
        """
    usageType                     | PricePerUnit | ours                     | price
    USE2-IA-ReplWriteRequestUnits | 0.00000078   | replicated_write_request | 0.78 1000000 requests
    """,
    ),
    *listed(
        DYNAMODB,
        {**REQUESTS, "Unit": "ReadRequestUnits"},
        "STANDARD_INFREQUENT_ACCESS",
        """
    usageType                | PricePerUnit | ours         | price
    USE2-IA-ReadRequestUnits | 0.000000155  | read_request | 0.155 1000000 requests
    """,
    ),
    *listed(
        DYNAMODB,
        {**REQUESTS, "Unit": "WriteRequestUnits"},
        "STANDARD_INFREQUENT_ACCESS",
        """
    usageType                 | PricePerUnit | ours          | price
    USE2-IA-WriteRequestUnits | 0.00000078   | write_request | 0.78 1000000 requests
    """,
    ),
    *listed(
        DYNAMODB,
        {**US_EAST_2, "Product Family": "Database Storage"},
        "",
        """
    usageType                     | Unit  | PricePerUnit | ours                               | price
    USE2-TimedStorage-ByteHrs     | GB-Mo | 0 25: 0.25   | storage STANDARD                   | 0.25 GB-month
    USE2-IA-TimedStorage-ByteHrs  | GB-Mo | 0.1          | storage STANDARD_INFREQUENT_ACCESS | 0.1 GB-month
    USE2-TimedPITRStorage-ByteHrs | GB-Mo | 0.2          | pitr                               | 0.2 GB-month
    """,
    ),
    *listed(
        DYNAMODB,
        {**US_EAST_2, "Product Family": "Amazon DynamoDB On-Demand Backup Storage", "Unit": "GB-Month"},
        "",
        """
    usageType                       | PricePerUnit | ours           | price
    USE2-TimedBackupStorage-ByteHrs | 0.1          | backup_storage | 0.1 GB-month
    """,
    ),
    *listed(
        DYNAMODB,
        {**US_EAST_2, "Product Family": "Amazon DynamoDB Restore Data Size", "Unit": "GB"},
        "",
        """
    usageType                  | PricePerUnit | ours    | price
    USE2-RestoreDataSize-Bytes | 0.15         | restore | 0.15 GB
    """,
    ),
    *listed(
        DYNAMODB,
        {**US_EAST_2, "Product Family": "Amazon DynamoDB Export Data Size", "Unit": "GB"},
        "",
        """
    usageType                 | PricePerUnit | ours   | price
    USE2-ExportDataSize-Bytes | 0.1          | export | 0.1 GB
    """,
    ),
    *listed(
        DYNAMODB,
        {**US_EAST_2, "Product Family": "Amazon DynamoDB Export Data Size", "Unit": "GB"},
        "",
        """
    usageType                            | PricePerUnit | ours               | price
    USE2-IncrementalExportDataSize-Bytes | 0.1          | export_incremental | 0.1 GB
    """,
    ),
    *listed(
        DYNAMODB,
        {**US_EAST_2, "Product Family": "Amazon DynamoDB Import Data Size", "Unit": "GB"},
        "",
        """
    usageType                 | PricePerUnit | ours   | price
    USE2-ImportDataSize-Bytes | 0.15         | import | 0.15 GB
    """,
    ),
    *listed(
        DYNAMODB,
        {**US_EAST_2, "group": "DDB-StreamsReadRequests", "Product Family": "API Request"},
        "",
        """
    usageType             | operation  | Unit     | PricePerUnit         | ours        | price
    USE2-Streams-Requests | GetRecords | Requests | 0 2500000: 0.0000002 | stream_read | 0.02 100000 requests
    """,
    ),
    *listed(
        DYNAMODB,
        {**US_EAST_2, "group": "DDB-StreamsReadRequests", "Product Family": "API Request"},
        "",
        """
    usageType                  | Unit     | PricePerUnit         | ours        | price
    USE2-Streams-RequestsCount | Requests | 0 2500000: 0.0000002 | stream_read | 0.02 100000 requests
    """,
    ),
    *listed(
        DYNAMODB,
        {**US_EAST_2, "group": "DDB-Kinesis", "operation": "DelegatedOperations", "Unit": "ChangeDataCaptureUnits"},
        "",
        """
    usageType                           | PricePerUnit | ours                  | price
    USE2-ChangeDataCaptureUnits-Kinesis | 0.0000001    | kinesis_change_record | 0.1 1000000 requests
    """,
    ),
    *listed(
        DYNAMODB,
        {**RESERVED, "group": "DDB-ReadUnits", "Unit": "ReadCapacityUnit-Hrs"},
        "",
        """
    usageType                 | PricePerUnit | ours                 | price
    USE2-ReadCapacityUnit-Hrs | 0.000025     | reserved_rcu_hour 1y | 0.000025 RCU-hour
    """,
    ),
    *listed(
        DYNAMODB,
        {**RESERVED, "Unit": "Quantity"},
        "",
        """
    usageType                  | group          | PricePerUnit | ours                    | price
    USE2-ReadCapacityUnit-Hrs  | DDB-ReadUnits  | 0.3          | reserved_rcu_upfront 1y | 0.3 RCU
    USE2-WriteCapacityUnit-Hrs | DDB-WriteUnits | 1.5          | reserved_wcu_upfront 1y | 1.5 WCU
    """,
    ),
    *listed(
        DYNAMODB,
        {**RESERVED, "group": "DDB-WriteUnits", "Unit": "WriteCapacityUnit-Hrs"},
        "",
        """
    usageType                  | PricePerUnit | ours                 | price
    USE2-WriteCapacityUnit-Hrs | 0.000128     | reserved_wcu_hour 1y | 0.000128 WCU-hour
    """,
    ),
]
# The usage type of Elastic Views is left open, for only its group is known.
LEFT_OUT = [
    *left_out(
        DYNAMODB,
        {**US_EAST_2, "operation": "DelegatedOperations", "group": "DDB-ElasticViews"},
        """
    usageType      | rule
    USE2-not-known | dynamodb-ignored-elastic-views
    """,
    ),
    *left_out(
        DYNAMODB,
        {**US_EAST_2, "Product Family": "Data Transfer"},
        """
    usageType                   | rule
    USE2-DataTransfer-In-Bytes  | dynamodb-ignored-transfer
    USE2-DataTransfer-Out-Bytes | dynamodb-ignored-transfer
    """,
    ),
]
