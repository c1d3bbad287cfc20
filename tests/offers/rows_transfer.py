"""Rows of data transfer.

Those of Ireland are in public rows of its list of 2026-10-02, with their tiers and prices; family and place are those
of the list of us-east-1 (datatransfer_pricelist_20260916). Transfer from Ireland to London and from Montreal to Calgary
is in a public table of prices of replication, that from N. Virginia to Ohio in two public readings of the list.
"""

from tests.offers.listed_rows import TRANSFER, left_out, listed

FROM_IRELAND = {
    "Product Family": "Data Transfer",
    "Region Code": "",
    "Location": "",
    "Location Type": "",
    "From Region Code": "eu-west-1",
    "From Location": "EU (Ireland)",
    "From Location Type": "AWS Region",
    "Unit": "GB",
}
TO_INTERNET = {**FROM_IRELAND, "Transfer Type": "AWS Outbound", "To Location": "External"}
FROM_VIRGINIA = {**FROM_IRELAND, "From Region Code": "us-east-1", "From Location": "US East (N. Virginia)"}
FROM_MONTREAL = {**FROM_IRELAND, "From Region Code": "ca-central-1", "From Location": "Canada (Central)"}
TO_REGION = {"Transfer Type": "InterRegion Outbound", "To Location Type": "AWS Region"}
PRICES = [
    *listed(
        TRANSFER,
        TO_INTERNET,
        "",
        """
    usageType                 | PricePerUnit                               | ours         | price
    EU-DataTransfer-Out-Bytes | 0.09 10240: 0.085 51200: 0.07 153600: 0.05 | internet_out | 0.09 0.085 0.07 0.05 GB
    """,
    ),
    *listed(
        TRANSFER,
        {**FROM_IRELAND, "Transfer Type": "IntraRegion", "To Location": "EU (Ireland)", "To Region Code": "eu-west-1"},
        "",
        """
    usageType                      | PricePerUnit | ours       | price
    EU-DataTransfer-Regional-Bytes | 0.01         | inter_zone | 0.01 GB
    """,
    ),
    *listed(
        TRANSFER,
        {**FROM_IRELAND, **TO_REGION, "To Location": "EU (London)", "To Region Code": "eu-west-2"},
        "eu-west-2",
        """
    usageType             | PricePerUnit | ours         | price
    EU-EUW2-AWS-Out-Bytes | 0.02         | inter_region | 0.02 GB
    """,
    ),
    *listed(
        TRANSFER,
        {**FROM_VIRGINIA, **TO_REGION, "To Location": "US East (Ohio)", "To Region Code": "us-east-2"},
        "us-east-2",
        """
    usageType               | PricePerUnit | ours         | price
    USE1-USE2-AWS-Out-Bytes | 0.01         | inter_region | 0.01 GB
    """,
    ),
    *listed(
        TRANSFER,
        {**FROM_MONTREAL, **TO_REGION, "To Location": "Canada West (Calgary)", "To Region Code": "ca-west-1"},
        "ca-west-1",
        """
    usageType               | PricePerUnit | ours         | price
    CAN1-CAN2-AWS-Out-Bytes | 0.02         | inter_region | 0.02 GB
    """,
    ),
]
LEFT_OUT = [
    *left_out(
        TRANSFER,
        FROM_IRELAND,
        """
    usageType                | Transfer Type       | rule
    EU-EUW2-AWS-In-Bytes     | InterRegion Inbound | data-transfer-ignored-inter-region-inbound
    EU-DataTransfer-In-Bytes | AWS Inbound         | data-transfer-ignored-inbound
    """,
    ),
]
