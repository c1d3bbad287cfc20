"""Rows of data transfer.

Those of Ireland are in public rows of its list of 2026-10-02, with their tiers and prices; family and place are those
of the list of us-east-1 (datatransfer_pricelist_20260916). Transfer from Ireland to London is in a public table of
prices of replication.
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
]
LEFT_OUT = [
    *left_out(
        TRANSFER,
        FROM_IRELAND,
        """
    usageType                      | Transfer Type        | rule
    EU-DataTransfer-Regional-Bytes | IntraRegion          | data-transfer-ignored-within-region
    EU-EUW2-AWS-Out-Bytes          | InterRegion Outbound | data-transfer-ignored-between-regions
    EU-DataTransfer-In-Bytes       | AWS Inbound          | data-transfer-ignored-inbound
    """,
    ),
]
