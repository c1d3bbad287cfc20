"""Rows of services that watch, guard and move.

Usage types, operations and units are those of public rows (pricelist_filters_202609, pricelist_identities,
waf_pricelist_reader); the prices are those of the feed behind the pricing pages of AWS, of the Region that the rows name.
"""

from tests.offers.listed_rows import TOKYO, US_EAST_1, left_out, listed

RULES, THREATS, FIREWALL, TRACES = "AWSConfig", "AmazonGuardDuty", "awswaf", "AWSXRay"
SCANS, BUCKETS, CHECKS, NETWORK = "AmazonInspectorV2", "AmazonMacie", "AWSSecurityHub", "AWSNetworkFirewall"
THINGS, VIDEO, SYNC, TRANSFERS = "AWSIoT", "AmazonKinesisVideo", "AWSDataSync", "AWSTransfer"
TAPES, SERIES = "AWSStorageGateway", "AmazonTimestream"
WAF = {**US_EAST_1, "Product Family": "Web Application Firewall"}
EVALUATIONS = "0.001 100000: 0.0008 500000: 0.0005"
LOGS = "1 500: 0.5 2500: 0.25 10000: 0.15"
RUNTIME = "1.5 500: 0.75 5000: 0.25"
PRICES = [
    *listed(
        RULES,
        US_EAST_1,
        "",
        f"""
    usageType                          | Unit                           | PricePerUnit  | ours                          | price
    USE1-ConfigurationItemRecorded      | ConfigurationItemRecorded      | 0.003         | configuration_item continuous | 0.003 item
    USE1-ConfigRuleEvaluations          | ConfigRuleEvaluations          | {EVALUATIONS} | rule_evaluation               | 0.001 0.0008 0.0005 evaluation
    USE1-ProactiveConfigRuleEvaluations | ProactiveConfigRuleEvaluations | {EVALUATIONS} | proactive_evaluation          | 0.001 0.0008 0.0005 evaluation
    """,
    ),
    *listed(
        THREATS,
        US_EAST_1,
        "",
        f"""
    usageType                                | Unit        | PricePerUnit                                        | ours              | price
    USE1-PaidEventsAnalyzed                  | Events      | 0.000004                                            | management_event  | 4 1000000 events
    USE1-PaidEventsAnalyzed-Bytes            | GB          | {LOGS}                                              | flow_and_dns_log  | 1 0.5 0.25 0.15 GB
    USE1-PaidLambdaNetworkLogsAnalyzed-Bytes | GB          | {LOGS}                                              | lambda_log        | 1 0.5 0.25 0.15 GB
    USE1-PaidS3DataEventsAnalyzed            | Events      | 0.0000008 500000000: 0.0000004 5000000000: 0.0000002 | s3_event          | 0.8 0.4 0.2 1000000 events
    USE1-PaidKubernetesAuditLogsAnalyzed     | Events      | 0.0000016 100000000: 0.0000008 200000000: 0.0000002  | eks_audit_event   | 1.6 0.8 0.2 1000000 events
    USE1-PaidMalwareProtectionEBSDataScanned | GB          | 0.03                                                | malware_ebs       | 0.03 GB
    USE1-MalwareProtectionS3DataScanned      | GB          | 0.09                                                | malware_s3        | 0.09 GB
    USE1-MalwareProtectionS3ScanRequest      | Events      | 0.000215                                            | malware_s3_object | 0.215 1000 objects
    USE1-PaidRDSvCPUMonitored                | vCPU-Months | 1                                                   | rds               | 1 vCPU-month
    USE1-PaidRDSACUMonitored                 | ACU-Months  | 0.25                                                | aurora_serverless | 0.25 ACU-month
    USE1-PaidEC2vCPUMonitored                | vCPU-Months | {RUNTIME}                                           | runtime ec2       | 1.5 0.75 0.25 vCPU-month
    USE1-PaidEKSvCPUMonitored                | vCPU-Months | {RUNTIME}                                           | runtime eks       | 1.5 0.75 0.25 vCPU-month
    USE1-PaidFargatevCPUMonitored            | vCPU-Months | {RUNTIME}                                           | runtime fargate   | 1.5 0.75 0.25 vCPU-month
    """,
    ),
    *listed(
        FIREWALL,
        WAF,
        "",
        """
    usageType     | group   | Unit  | PricePerUnit | ours    | price
    USE1-WebACLV2 | Web ACL | Month | 5            | web_acl | 5 web ACL-month
    USE1-RuleV2   | Rule    | Month | 1            | rule    | 1 rule-month
    """,
    ),
    *listed(
        TRACES,
        {**US_EAST_1, "Unit": "traces"},
        "",
        """
    usageType                | operation             | PricePerUnit | ours      | price
    USE1-XRay-TracesStored   |                       | 0.000005     | recorded  | 5 1000000 traces
    USE1-XRay-TracesAccessed | XRay-Traces-Retrieved | 0.0000005    | retrieved | 0.5 1000000 traces
    USE1-XRay-TracesAccessed | XRay-Traces-Scanned   | 0.0000005    | scanned   | 0.5 1000000 traces
    """,
    ),
    *listed(
        SCANS,
        US_EAST_1,
        "",
        """
    usageType                         | Unit                | PricePerUnit | ours              | price
    USE1-EC2-Scanning                 | Instance-hrs        | 0.00174      | instance agent    | 0.00174 instance-hour
    USE1-container-image-initial-scan | Resource-assessment | 0.09         | image initial     | 0.09 image
    USE1-Lambda-Standard-Scanning     | Hourly              | 0.000417     | function standard | 0.000417 function-hour
    """,
    ),
    *listed(
        BUCKETS,
        US_EAST_1,
        "",
        """
    usageType                   | Unit | PricePerUnit              | ours      | price
    USE1-SensitiveDataDiscovery | GB   | 1 50000: 0.5 500000: 0.25 | inspected | 1 0.5 0.25 GB
    """,
    ),
    *listed(
        CHECKS,
        US_EAST_1,
        "",
        f"""
    usageType                | Unit            | PricePerUnit  | ours  | price
    USE1-PaidComplianceCheck | Security Checks | {EVALUATIONS} | check | 0.001 0.0008 0.0005 check
    """,
    ),
    *listed(
        NETWORK,
        {**US_EAST_1, "operation": "Operation:Metering"},
        "standard",
        """
    usageType                   | Unit   | PricePerUnit | ours     | price
    USE1-FirewallEndpoint-Hours | Hourly | 0.395        | endpoint | 0.395 endpoint-hour
    """,
    ),
    *listed(
        THINGS,
        TOKYO,
        "",
        """
    usageType              | Unit     | PricePerUnit                                            | ours       | price
    APN1-ConnectionMinutes | Minutes  | 0.000000096                                             | connection | 0.096 1000000 connection minutes
    APN1-Messages          | Messages | 0.0000012 1000000000: 0.00000096 5000000000: 0.00000084 | message    | 1.2 0.96 0.84 1000000 messages
    """,
    ),
    *listed(
        VIDEO,
        TOKYO,
        "",
        """
    usageType     | operation | Unit     | PricePerUnit | ours     | price
    APN1-BytesIn  | PutMedia  | GB       | 0.010965     | ingested | 0.010965 GB
    APN1-BytesOut | GetMedia  | GB       | 0.010965     | consumed | 0.010965 GB
    APN1-BytesHr  | PutMedia  | GB-Month | 0.025        | storage  | 0.025 GB-month
    """,
    ),
    *listed(
        SYNC,
        TOKYO,
        "",
        """
    usageType                       | Unit | PricePerUnit | ours                 | price
    APN1-Transferred-Bytes          | GB   | 0.0125       | transferred basic    | 0.0125 GB
    APN1-Transferred-Bytes-Enhanced | GB   | 0.015        | transferred enhanced | 0.015 GB
    """,
    ),
    *listed(
        TRANSFERS,
        {**TOKYO, "operation": "SFTP:S3"},
        "",
        """
    usageType          | Unit      | PricePerUnit | ours          | price
    APN1-ProtocolHours | Hourly    | 0.3          | protocol sftp | 0.3 protocol-hour
    APN1-UploadBytes   | GigaBytes | 0.04         | uploaded      | 0.04 GB
    """,
    ),
    *listed(
        TAPES,
        TOKYO,
        "library",
        """
    usageType                | Unit     | PricePerUnit | ours         | price
    APN1-Gateway:VTL-Storage | GB-month | 0.025        | tape_storage | 0.025 GB-month
    """,
    ),
    *listed(
        SERIES,
        {"Product Family": "", "Region Code": "eu-central-1", "Location": "EU (Frankfurt)"},
        "",
        """
    usageType                  | Unit     | PricePerUnit | ours           | price
    EUC1-DataIngestion-Bytes   | GB       | 0.6035       | written        | 0.6035 GB
    EUC1-MemoryStore-ByteHrs   | GB-Hours | 0.0434       | memory_store   | 0.0434 GB-hour
    EUC1-MagneticStore-ByteHrs | GB-Mo    | 0.0362       | magnetic_store | 0.0362 GB-month
    """,
    ),
]
LEFT_OUT = left_out(
    FIREWALL,
    WAF,
    """
    usageType   | group   | Unit  | rule
    USE1-WebACL | Web ACL | Month | waf-ignored-classic
    """,
)
