"""Rows of services that are folders of data.

Those of N. Virginia for SQS, Fargate, Application Load Balancers and API Gateway are products that the Cloud Pricing
API answered on 2026-10-08 (pricelist_rows_202610). Usage types and units of Ireland and Tokyo are in public tests that
copy rows of the price list (elb_pricelist_202609, fargate_pricelist_tokyo), those of Lambda and Secrets Manager too.
"""

from tests.offers.listed_rows import TOKYO, US_EAST_1, listed

QUEUES, CONTAINERS, BALANCERS, SECRETS = "AWSQueueService", "AmazonECS", "AWSELB", "AWSSecretsManager"
FUNCTIONS, APIS = "AWSLambda", "AmazonApiGateway"
IRELAND = {"Region Code": "eu-west-1", "Location": "EU (Ireland)"}
BALANCER = "Load Balancer"
# What a price is up to, and from there on.
FIFO = "0.0000005 100000000000: 0.0000004 200000000000: 0.00000035"
ON_X86 = "0.0000166667 6000000000: 0.000015 15000000000: 0.0000133334"
ON_ARM = "0.0000133334 7500000000: 0.0000120001 18750000000: 0.0000106667"
API_CALLS = {**US_EAST_1, "Product Family": "API Calls", "Unit": "Requests"}
PRICES = [
    *listed(
        QUEUES,
        {**US_EAST_1, "Product Family": "API Request", "Unit": "Requests", "queueType": "Standard"},
        "standard",
        """
    usageType    | PricePerUnit                                                  | ours    | price
    Requests-RBP | 0.0000004 100000000000: 0.0000003 200000000000: 0.00000024 | request | 0.4 0.3 0.24 1000000 requests
    """,
    ),
    *listed(
        QUEUES,
        {
            **US_EAST_1,
            **{"Product Family": "API Request", "Unit": "Requests", "queueType": "FIFO (first-in, first-out)"},
        },
        "fifo",
        f"""
    usageType         | PricePerUnit | ours    | price
    Requests-FIFO-RBP | {FIFO}       | request | 0.5 0.4 0.35 1000000 requests
    """,
    ),
    *listed(
        CONTAINERS,
        {**US_EAST_1, "Product Family": "Compute", "Unit": "hours"},
        "linux_x86",
        """
    usageType                     | PricePerUnit | ours   | price
    USE1-Fargate-vCPU-Hours:perCPU | 0.04048      | vcpu   | 0.04048 vCPU-hour
    USE1-Fargate-GB-Hours          | 0.004445     | memory | 0.004445 GB-hour
    """,
    ),
    *listed(
        CONTAINERS,
        {**TOKYO, "Product Family": "Compute", "Unit": "hours"},
        "linux_arm",
        """
    usageType                         | PricePerUnit | ours   | price
    APN1-Fargate-ARM-vCPU-Hours:perCPU | 0.04045      | vcpu   | 0.04045 vCPU-hour
    APN1-Fargate-ARM-GB-Hours          | 0.00442      | memory | 0.00442 GB-hour
    """,
    ),
    *listed(
        CONTAINERS,
        {**TOKYO, "Product Family": "Compute", "Unit": "hours"},
        "windows",
        """
    usageType                             | PricePerUnit | ours   | price
    APN1-Fargate-Windows-vCPU-Hours:perCPU | 0.058144     | vcpu   | 0.058144 vCPU-hour
    APN1-Fargate-Windows-GB-Hours          | 0.0063595    | memory | 0.0063595 GB-hour
    """,
    ),
    *listed(
        CONTAINERS,
        {**TOKYO, "Product Family": "Compute"},
        "",
        """
    usageType                             | Unit     | PricePerUnit | ours              | price
    APN1-Fargate-Windows-OS-Hours:perCPU   | hours    | 0.046        | windows_license   | 0.046 vCPU-hour
    APN1-Fargate-EphemeralStorage-GB-Hours | GB-Hours | 0.000133     | ephemeral_storage | 0.000133 GB-hour
    """,
    ),
    *listed(
        BALANCERS,
        {**US_EAST_1, "Product Family": f"{BALANCER}-Application", "operation": "LoadBalancing:Application"},
        "",
        """
    usageType         | Unit           | PricePerUnit | ours         | price
    LoadBalancerUsage | Hrs            | 0.0225       | hour         | 0.0225 load balancer-hour
    LCUUsage          | LCU-Hrs        | 0.008        | lcu          | 0.008 LCU-hour
    ReservedLCUUsage  | ReservedLCU-Hr | 0.008        | reserved_lcu | 0.008 LCU-hour
    """,
    ),
    *listed(
        BALANCERS,
        {**IRELAND, "Product Family": f"{BALANCER}-Network", "operation": "LoadBalancing:Network"},
        "",
        """
    usageType            | Unit    | PricePerUnit | ours | price
    EU-LoadBalancerUsage | Hrs     | 0.0252       | hour | 0.0252 load balancer-hour
    EU-LCUUsage          | LCU-Hrs | 0.006        | lcu  | 0.006 LCU-hour
    """,
    ),
    *listed(
        BALANCERS,
        {**IRELAND, "Product Family": BALANCER, "operation": "LoadBalancing"},
        "",
        """
    usageType               | Unit | PricePerUnit | ours      | price
    EU-LoadBalancerUsage    | Hrs  | 0.028        | hour      | 0.028 load balancer-hour
    EU-DataProcessing-Bytes | GB   | 0.008        | processed | 0.008 GB
    """,
    ),
    *listed(
        SECRETS,
        US_EAST_1,
        "",
        """
    usageType                       | Product Family | Unit         | PricePerUnit | ours    | price
    USE1-AWSSecretsManager-Secrets  | Secret         | Secrets      | 0.4          | secret  | 0.4 secret-month
    USE1-AWSSecretsManagerAPIRequest | API Request    | API Requests | 0.000005     | request | 0.05 10000 requests
    """,
    ),
    *listed(
        FUNCTIONS,
        {**US_EAST_1, "Product Family": "Serverless", "Unit": "Lambda-GB-Second"},
        "x86",
        f"""
    usageType        | PricePerUnit | ours     | price
    Lambda-GB-Second | {ON_X86}     | duration | 0.0000166667 0.000015 0.0000133334 GB-second
    """,
    ),
    *listed(
        FUNCTIONS,
        {**US_EAST_1, "Product Family": "Serverless", "Unit": "Lambda-GB-Second"},
        "arm",
        f"""
    usageType            | PricePerUnit | ours     | price
    Lambda-GB-Second-ARM | {ON_ARM}     | duration | 0.0000133334 0.0000120001 0.0000106667 GB-second
    """,
    ),
    *listed(
        FUNCTIONS,
        {**US_EAST_1, "Product Family": "Serverless", "Unit": "Requests"},
        "x86",
        """
    usageType | PricePerUnit | ours    | price
    Request   | 0.0000002    | request | 0.2 1000000 requests
    """,
    ),
    *listed(
        FUNCTIONS,
        {**US_EAST_1, "Product Family": "Serverless", "Unit": "Requests"},
        "arm",
        """
    usageType   | PricePerUnit | ours    | price
    Request-ARM | 0.0000002    | request | 0.2 1000000 requests
    """,
    ),
    *listed(
        APIS,
        {**API_CALLS, "operation": "ApiGatewayHttpApi"},
        "http",
        """
    usageType                  | PricePerUnit                  | ours    | price
    USE1-ApiGatewayHttpRequest | 0.000001 300000000: 0.0000009 | request | 1 0.9 1000000 requests
    """,
    ),
    *listed(
        APIS,
        {**API_CALLS, "operation": "ApiGatewayRequest"},
        "rest",
        """
    usageType              | PricePerUnit                   | ours    | price
    USE1-ApiGatewayRequest | 0.0000035 333000000: 0.0000028 | request | 3.5 2.8 1000000 requests
    """,
    ),
]
