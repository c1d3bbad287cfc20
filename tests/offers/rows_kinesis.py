"""Rows of Kinesis Data Streams.

Usage types, operations and the family are those that Infracost picks products by (infracost_filters); groups, prices
and all of On-demand Advantage are in notes on the price list of us-east-2 (kinesis_pricelist_notes), but for the price
of long-term retrieval, which is that of the pricing page. Units are in the
names of the meters behind the pricing page, such as `Payload Units per PutRequest`, and in public rows of us-east-1
and ap-northeast-1; the two retentions of On-demand Standard are taken to be in that of the provisioned mode.
One usage type of On-demand Advantage is known, from a public row of ap-northeast-1; the others are left open, for no
rule asks for them.
"""

from tests.offers.listed_rows import KINESIS, TOKYO, US_EAST_1, left_out, listed

STREAMS = {**US_EAST_1, "Product Family": "Kinesis Streams"}
ADVANTAGE = {**STREAMS, "usageType": "Advantage-not-known", "group": "OnDemand Advantage"}
PRICES = [
    *listed(
        KINESIS,
        {**STREAMS, "operation": "shardHourStorage", "Unit": "ShardHour"},
        "provisioned",
        """
    usageType          | PricePerUnit | ours               | price
    Storage-ShardHour  | 0.015        | shard_hour         | 0.015 shard-hour
    Extended-ShardHour | 0.02         | extended_retention | 0.02 shard-hour
    """,
    ),
    *listed(
        KINESIS,
        {**STREAMS, "operation": "LongTermRetentionByteHrs", "Unit": "GB-month"},
        "provisioned",
        """
    usageType                 | PricePerUnit | ours                | price
    LongTermRetention-ByteHrs | 0.023        | long_term_retention | 0.023 GB-month
    """,
    ),
    *listed(
        KINESIS,
        {**STREAMS, "Unit": "GB"},
        "provisioned",
        """
    usageType                   | operation                      | PricePerUnit | ours                | price
    LongTermRetention-ReadBytes | LongTermRetentionDataRetrieval | 0.021        | long_term_retrieval | 0.021 GB
    ReadBytes                   | EnhancedFanoutDataRetrieval    | 0.013        | fan_out_data        | 0.013 GB
    """,
    ),
    *listed(
        KINESIS,
        {**STREAMS, "operation": "ConsumerHour", "Unit": "ConsumerShardHour"},
        "provisioned",
        """
    usageType          | PricePerUnit | ours         | price
    EnhancedFanoutHour | 0.015        | fan_out_hour | 0.015 consumer-shard-hour
    """,
    ),
    *listed(
        KINESIS,
        {**STREAMS, "operation": "PutRequest", "Unit": "PutRequest"},
        "provisioned",
        """
    usageType              | PricePerUnit | ours             | price
    PutRequestPayloadUnits | 0.000000014  | put_payload_unit | 0.014 1000000 PUT payload units
    """,
    ),
    *listed(
        KINESIS,
        {**STREAMS, "group": "OnDemand", "operation": "OnDemandStreamHr", "Unit": "StreamHr"},
        "on_demand_standard",
        """
    usageType           | PricePerUnit | ours        | price
    OnDemand-StreamHour | 0.04         | stream_hour | 0.04 stream-hour
    """,
    ),
    *listed(
        KINESIS,
        {**STREAMS, "group": "OnDemand", "Unit": "GB"},
        "on_demand_standard",
        """
    usageType                       | operation                | PricePerUnit | ours         | price
    OnDemand-BilledIncomingBytes    | OnDemandDataIngested     | 0.08         | data_in      | 0.08 GB
    OnDemand-BilledOutgoingBytes    | OnDemandDataRetrieval    | 0.04         | data_out     | 0.04 GB
    OnDemand-BilledOutgoingEFOBytes | OnDemandEFODataRetrieval | 0.05         | fan_out_data | 0.05 GB
    """,
    ),
    *listed(
        KINESIS,
        {**STREAMS, "group": "OnDemand", "Unit": "GB-month", "operation": "OnDemandExtendedRetentionByteHrs"},
        "on_demand_standard",
        """
    usageType                          | PricePerUnit | ours               | price
    OnDemand-ExtendedRetention-ByteHrs | 0.1          | extended_retention | 0.1 GB-month
    """,
    ),
    *listed(
        KINESIS,
        {**STREAMS, "group": "OnDemand", "Unit": "GB-month", "operation": "OnDemandLongTermRetentionByteHrs"},
        "on_demand_standard",
        """
    usageType                          | PricePerUnit | ours                | price
    OnDemand-LongTermRetention-ByteHrs | 0.023        | long_term_retention | 0.023 GB-month
    """,
    ),
    *listed(
        KINESIS,
        ADVANTAGE,
        "on_demand_advantage",
        """
    kinesisAdvantageOperation    | Unit     | PricePerUnit | ours                | price
    AdvantageDataIngested        | GB       | 0.032        | data_in             | 0.032 GB
    AdvantageEFODataRetrieval    | GB       | 0.016        | fan_out_data        | 0.016 GB
    AdvantageExtRetentionByteHrs | GB-month | 0.023        | extended_retention  | 0.023 GB-month
    AdvantageLTRetentionByteHrs  | GB-month | 0.023        | long_term_retention | 0.023 GB-month
    """,
    ),
    *listed(
        KINESIS,
        {**ADVANTAGE, **TOKYO, "Product Family": "Kinesis Streams"},
        "on_demand_advantage",
        """
    usageType                          | kinesisAdvantageOperation | Unit | PricePerUnit | ours     | price
    APN1-Advantage-BilledOutgoingBytes | AdvantageDataRetrieval    | GB   | 0.0208       | data_out | 0.0208 GB
    """,
    ),
    # The same row as others have it: the operation of the mode is that of the row.
    *listed(
        KINESIS,
        {**ADVANTAGE, **TOKYO, "Product Family": "Kinesis Streams"},
        "on_demand_advantage",
        """
    usageType                          | operation              | Unit | PricePerUnit | ours     | price
    APN1-Advantage-BilledOutgoingBytes | AdvantageDataRetrieval | GB   | 0.0208       | data_out | 0.0208 GB
    """,
    ),
]
LEFT_OUT = [
    *left_out(
        KINESIS,
        ADVANTAGE,
        """
    kinesisAdvantageOperation       | PricePerUnit | rule
    AdvantageDataIngestionShortfall | 0.032        | kinesis-ignored-advantage-shortfall
    AdvantageDataRetrievalShortfall | 0.016        | kinesis-ignored-advantage-shortfall
    """,
    ),
]
