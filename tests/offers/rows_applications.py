"""Rows of keys, messages, workflows, containers, queries and file systems.

Families, usage types, operations and units are those of public rows and of readers that pick them (pricelist_rows_202610,
cloudwatch_rows_202609, pricelist_identities, pricelist_figures, pricelist_filters_202609, kms_pricelist_sydney). Where
those do not say the price it is that of the feed behind the pricing pages of AWS.
"""

from tests.offers.listed_rows import TOKYO, US_EAST_1, left_out, listed

KEYS, TOPICS, EVENTS, WORKFLOWS = "awskms", "AmazonSNS", "AWSEvents", "AmazonStates"
WATCH, FILES, IMAGES, CLUSTERS = "AmazonCloudWatch", "AmazonEFS", "AmazonECR", "AmazonEKS"
QUERIES, ETL, DELIVERY, BUILDS = "AmazonAthena", "AWSGlue", "AmazonKinesisFirehose", "CodeBuild"
PIPELINES, PACKAGES = "AWSCodePipeline", "AWSCodeArtifact"
SYDNEY = {"Product Family": "", "Region Code": "ap-southeast-2", "Location": "Asia Pacific (Sydney)"}
METRICS = "0.3 10000: 0.1 250000: 0.05 1000000: 0.02"
DELIVERED = "0.029 512000: 0.025 2048000: 0.02"
GB_SECONDS = "0.00001667 3600000: 0.00000833 18000000: 0.00000456"
FIREHOSE = {**US_EAST_1, "Product Family": "Kinesis Firehose"}
PARTNER = {**US_EAST_1, "Product Family": "EventBridge"}
PRICES = [
    *listed(
        KEYS,
        SYDNEY,
        "",
        """
    usageType                                          | Product Family | Unit     | PricePerUnit | ours                  | price
    ap-southeast-2-KMS-Keys                            | Encryption Key | Keys     | 1            | key                   | 1 key-month
    ap-southeast-2-KMS-Requests                        | API Request    | Requests | 0.000003     | request symmetric     | 0.03 10000 requests
    ap-southeast-2-KMS-Requests-Asymmetric             |                | Requests | 0.000015     | request asymmetric    | 0.15 10000 requests
    ap-southeast-2-KMS-Requests-Asymmetric-RSA_2048    |                | Requests | 0.000003     | request rsa_2048      | 0.03 10000 requests
    ap-southeast-2-KMS-Requests-GenerateDatakeyPair-ECC |                | Requests | 0.00001      | request ecc_key_pair  | 0.1 10000 requests
    ap-southeast-2-KMS-Requests-GenerateDatakeyPair-RSA |                | Requests | 0.0012       | request rsa_key_pair  | 12 10000 requests
    """,
    ),
    *listed(
        TOPICS,
        US_EAST_1,
        "",
        """
    usageType             | Product Family   | Unit          | PricePerUnit         | ours             | price
    Requests-Tier1        | API Request      | Requests      | 0 1000000: 0.0000005 | request standard | 0.5 1000000 requests
    DeliveryAttempts-HTTP | Message Delivery | Notifications | 0 100000: 0.0000006  | http_delivery    | 0.6 1000000 notifications
    DeliveryAttempts-SMTP | Message Delivery | Notifications | 0 1000: 0.00002      | email_delivery   | 2 100000 notifications
    USE1-F-Request-Tier1  |                  | Requests      | 0.0000003            | request fifo     | 0.3 1000000 requests
    USE1-F-DA-SQS         |                  | Messages      | 0.00000001           | fifo_delivery    | 0.01 1000000 messages
    """,
    ),
    *listed(
        EVENTS,
        US_EAST_1,
        "",
        """
    usageType                | Product Family | operation      | eventType    | Unit        | PricePerUnit | ours                 | price
    USE1-Event-64K-Chunks    | EventBridge    | PutEvents      | Custom Event | 64K-Chunks  | 0.000001     | event                | 1 1000000 events
    USE1-Event-8K-Chunks     |                | DiscoveryEvent |              | 8K-Chunks   | 0.0000001    | discovered_event     | 0.1 1000000 events
    USE1-Request-64K-Chunks  |                | PipeRequest    |              | 64K-Chunks  | 0.0000004    | pipe_request         | 0.4 1000000 requests
    USE1-ScheduledInvocation |                | Invocation     |              | Invocations | 0.000001     | scheduler_invocation | 1 1000000 invocations
    """,
    ),
    *listed(
        WATCH,
        US_EAST_1,
        "",
        f"""
    usageType                   | Product Family | Unit    | PricePerUnit | ours                  | price
    CW:MetricMonitorUsage       | Metric         | Metrics | {METRICS}    | custom_metric         | 0.3 0.1 0.05 0.02 metric-month
    CW:AlarmMonitorUsage        | Alarm          | Alarms  | 0.1          | alarm standard        | 0.1 alarm-month
    CW:HighResAlarmMonitorUsage | Alarm          | Alarms  | 0.3          | alarm high_resolution | 0.3 alarm-month
    CW:GMD-Metrics              | API Request    | Metrics | 0.00001      | get_metric_data       | 0.01 1000 metrics
    USE1-DataScanned-Bytes      |                | GB      | 0.005        | log_scan              | 0.005 GB
    """,
    ),
    *listed(
        WATCH,
        US_EAST_1,
        "standard",
        """
    usageType                 | Product Family   | operation    | group                                             | Unit  | PricePerUnit | ours          | price
    USE1-DataProcessing-Bytes | Data Payload     | PutLogEvents | Ingested Logs                                     | GB    | 0.5          | log_ingestion | 0.5 GB
    USE1-TimedStorage-ByteHrs | Storage Snapshot |              | Amazon CloudWatch Standard Storage pricing current | GB-Mo | 0.03         | log_storage   | 0.03 GB-month
    """,
    ),
    *listed(
        FILES,
        {**TOKYO, "Product Family": "Storage", "Unit": "GB-Mo"},
        "",
        """
    usageType                       | PricePerUnit | ours                        | price
    APN1-TimedStorage-ByteHrs        | 0.36         | storage regional            | 0.36 GB-month
    APN1-TimedStorage-Z-ByteHrs      | 0.192        | storage one_zone            | 0.192 GB-month
    APN1-IATimedStorage-ByteHrs      | 0.0272       | ia_storage regional         | 0.0272 GB-month
    APN1-IATimedStorage-ET-ByteHrs   | 0.02         | ia_storage regional_elastic | 0.02 GB-month
    APN1-IATimedStorage-Z-ByteHrs    | 0.0145       | ia_storage one_zone         | 0.0145 GB-month
    APN1-ArchiveTimedStorage-ByteHrs | 0.01         | archive_storage             | 0.01 GB-month
    """,
    ),
    *listed(
        FILES,
        TOKYO,
        "",
        """
    usageType                    | Product Family         | Access Type | Unit     | PricePerUnit | ours                   | price
    APN1-IADataAccess-Bytes      | Storage                | Read        | GB       | 0.012        | ia_read                | 0.012 GB
    APN1-IADataAccess-Bytes      | Storage                | Write       | GB       | 0.012        | ia_tiering             | 0.012 GB
    APN1-ArchiveDataAccess-Bytes | Storage                | Read        | GB       | 0.036        | archive_read           | 0.036 GB
    APN1-ArchiveDataAccess-Bytes | Storage                | Write       | GB       | 0.036        | archive_tiering        | 0.036 GB
    APN1-ETDataAccess-Bytes      | Storage                | Read        | GB       | 0.04         | elastic_read           | 0.04 GB
    APN1-ETDataAccess-Bytes      | Storage                | Write       | GB       | 0.07         | elastic_write          | 0.07 GB
    APN1-ProvisionedTP-MiBpsHrs  | Provisioned Throughput |             | MiBps-Mo | 7.2          | provisioned_throughput | 7.2 MiB/s-month
    """,
    ),
    *listed(
        IMAGES,
        {**US_EAST_1, "Product Family": "EC2 Container Registry"},
        "",
        """
    usageType            | Unit  | PricePerUnit | ours    | price
    TimedStorage-ByteHrs | GB-Mo | 0.1          | storage | 0.1 GB-month
    """,
    ),
    *listed(
        CLUSTERS,
        {**US_EAST_1, "Product Family": "Compute"},
        "",
        """
    usageType                            | operation       | Unit  | PricePerUnit | ours             | price
    USE1-AmazonEKS-Hours:perCluster      | CreateOperation | Hours | 0.1          | cluster          | 0.1 cluster-hour
    USE1-AmazonEKS-Hours:extendedSupport | ExtendedSupport | Hours | 0.5          | extended_support | 0.5 cluster-hour
    USE1-Fargate-vCPU-Hours:perCPU       |                 | hours | 0.04048      | fargate_vcpu     | 0.04048 vCPU-hour
    USE1-Fargate-GB-Hours                |                 | hours | 0.004445     | fargate_memory   | 0.004445 GB-hour
    """,
    ),
    *listed(
        WORKFLOWS,
        US_EAST_1,
        "",
        f"""
    usageType                    | Unit             | PricePerUnit | ours       | price
    USE1-StateTransition         | StateTransitions | 0.000025     | transition | 0.025 1000 transitions
    USE1-StepFunctions-Request   | Requests         | 0.000001     | request    | 1 1000000 executions
    USE1-StepFunctions-GB-Second | GB-Seconds       | {GB_SECONDS} | duration   | 0.00001667 0.00000833 0.00000456 GB-second
    """,
    ),
    *listed(
        QUERIES,
        {**US_EAST_1, "Product Family": "Athena Queries"},
        "",
        """
    usageType            | Unit      | PricePerUnit | ours    | price
    USE1-DataScannedInTB | Terabytes | 5            | scanned | 5 TB
    """,
    ),
    *listed(
        ETL,
        {**US_EAST_1, "Product Family": "AWS Glue"},
        "",
        """
    usageType              | operation  | Unit      | PricePerUnit        | ours            | price
    USE1-ETL-DPU-Hour      | Jobrun     | DPU-Hour  | 0.44                | dpu standard    | 0.44 DPU-hour
    USE1-ETL-Flex-DPU-Hour | FlexJobrun | DPU-Hour  | 0.29                | dpu flex        | 0.29 DPU-hour
    USE1-Crawler-DPU-Hour  | CrawlerRun | DPU-Hour  | 0.44                | dpu crawler     | 0.44 DPU-hour
    USE1-Catalog-Storage   |            | Obj-Month | 0.00001             | catalog_object  | 1 100000 objects-month
    USE1-Catalog-Request   |            | Request   | 0.000001            | catalog_request | 1 1000000 requests
    """,
    ),
    *listed(
        DELIVERY,
        FIREHOSE,
        "",
        f"""
    usageType                       | operation | Unit  | PricePerUnit | ours                 | price
    USE1-BilledBytes                | PutRecord | GB    | {DELIVERED}  | ingested direct_put  | 0.029 0.025 0.02 GB
    USE1-DFCBilledBytes             |           | GB    | 0.018        | format_conversion    | 0.018 GB
    USE1-DPBytesDelivered           |           | GB    | 0.02         | dynamic_partitioning | 0.02 GB
    USE1-Firehose-VpcDelivery-Bytes |           | GB    | 0.01         | vpc_data             | 0.01 GB
    USE1-Firehose-VpcDelivery-Hours |           | Hours | 0.01         | vpc_zone             | 0.01 zone-hour
    """,
    ),
    *listed(
        BUILDS,
        {**US_EAST_1, "Product Family": "Compute", "Unit": "minutes"},
        "",
        """
    usageType                        | PricePerUnit | ours                           | price
    USE1-Build-Min:Linux:g1.small    | 0.005        | build linux general1.small     | 0.005 minute
    USE1-Build-Min:Linux:g1.medium   | 0.01         | build linux general1.medium    | 0.01 minute
    USE1-Build-Min:Linux:g1.large    | 0.02         | build linux general1.large     | 0.02 minute
    USE1-Build-Min:Linux:g1.2xlarge  | 0.2          | build linux general1.2xlarge   | 0.2 minute
    USE1-Build-Min:ARM:g1.medium     | 0.007        | build linux arm1.medium        | 0.007 minute
    USE1-Build-Min:Windows:g1.medium | 0.018        | build windows general1.medium  | 0.018 minute
    USE1-Build-Min:Windows:g1.large  | 0.036        | build windows general1.large   | 0.036 minute
    """,
    ),
    *listed(
        PIPELINES,
        US_EAST_1,
        "",
        """
    usageType                  | Product Family           | Unit      | PricePerUnit | ours     | price
    USE1-activePipeline        | Active Pipeline          | pipelines | 1            | pipeline | 1 pipeline-month
    USE1-actionExecutionMinute | Action Execution Minutes | minutes   | 0.002        | action   | 0.002 minute
    """,
    ),
    *listed(
        PACKAGES,
        US_EAST_1,
        "",
        """
    usageType                 | Unit     | PricePerUnit | ours    | price
    USE1-Requests             | Requests | 0.000005     | request | 0.000005 request
    USE1-TimedStorage-ByteHrs | GB-Mo    | 0.05         | storage | 0.05 GB-month
    """,
    ),
]
LEFT_OUT = [
    *left_out(
        EVENTS,
        PARTNER,
        """
    usageType             | operation             | eventType     | Unit       | rule
    USE1-Event-64K-Chunks | ReceivedPartnerEvents | Partner Event | 64K-Chunks | eventbridge-ignored-partner-events
    """,
    ),
    *left_out(
        DELIVERY,
        FIREHOSE,
        """
    usageType        | operation      | rule
    USE1-BilledBytes | PutRecordBatch | firehose-ignored-batches
    """,
    ),
]
