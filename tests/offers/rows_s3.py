"""Rows of S3 and of S3 Glacier Deep Archive, as they are in the list of us-east-1.

All are in a stored copy of the products of AmazonS3 version 20260918174747 and AmazonS3GlacierDeepArchive version
20260911124507 (s3_pricelist_20260918), prices included, but for the product families, which many of them lack.
"""

from tests.offers.listed_rows import DEEP_ARCHIVE, S3, US_EAST_1, listed

PRICES = [
    *listed(
        S3,
        US_EAST_1,
        "STANDARD",
        """
    usageType             | Unit     | PricePerUnit                     | ours            | price
    TimedStorage-ByteHrs  | GB-Mo    | 0.023 51200: 0.022 512000: 0.021 | storage         | 0.023 0.022 0.021 GB-month
    Requests-Tier1        | Requests | 0.000005                         | put_request     | 0.005 1000 requests
    Requests-Tier2        | Requests | 0.0000004                        | get_request     | 0.0004 1000 requests
    Select-Scanned-Bytes  | GB       | 0.002                            | select_scanned  | 0.002 GB
    Select-Returned-Bytes | GB       | 0.0007                           | select_returned | 0.0007 GB
    """,
    ),
    *listed(
        S3,
        US_EAST_1,
        "STANDARD_IA",
        """
    usageType                 | operation        | Unit     | PricePerUnit | ours               | price
    TimedStorage-SIA-ByteHrs  |                  | GB-Mo    | 0.0125       | storage            | 0.0125 GB-month
    Requests-SIA-Tier1        |                  | Requests | 0.00001      | put_request        | 0.01 1000 requests
    Requests-SIA-Tier2        |                  | Requests | 0.000001     | get_request        | 0.001 1000 requests
    Requests-Tier4            | S3-SIATransition | Requests | 0.00001      | transition_request | 0.01 1000 requests
    Retrieval-SIA             |                  | GB       | 0.01         | retrieval          | 0.01 GB
    Select-Scanned-SIA-Bytes  |                  | GB       | 0.002        | select_scanned     | 0.002 GB
    Select-Returned-SIA-Bytes |                  | GB       | 0.01         | select_returned    | 0.01 GB
    """,
    ),
    *listed(
        S3,
        US_EAST_1,
        "ONEZONE_IA",
        """
    usageType                 | operation        | Unit     | PricePerUnit | ours               | price
    TimedStorage-ZIA-ByteHrs  |                  | GB-Mo    | 0.01         | storage            | 0.01 GB-month
    Requests-ZIA-Tier1        |                  | Requests | 0.00001      | put_request        | 0.01 1000 requests
    Requests-ZIA-Tier2        |                  | Requests | 0.000001     | get_request        | 0.001 1000 requests
    Requests-Tier4            | S3-ZIATransition | Requests | 0.00001      | transition_request | 0.01 1000 requests
    Retrieval-ZIA             |                  | GB       | 0.01         | retrieval          | 0.01 GB
    Select-Scanned-ZIA-Bytes  |                  | GB       | 0.002        | select_scanned     | 0.002 GB
    Select-Returned-ZIA-Bytes |                  | GB       | 0.01         | select_returned    | 0.01 GB
    """,
    ),
    *listed(
        S3,
        US_EAST_1,
        "GLACIER_IR",
        """
    usageType                 | operation        | Unit     | PricePerUnit | ours               | price
    TimedStorage-GIR-ByteHrs  |                  | GB-Mo    | 0.004        | storage            | 0.004 GB-month
    Requests-GIR-Tier1        |                  | Requests | 0.00002      | put_request        | 0.02 1000 requests
    Requests-GIR-Tier2        |                  | Requests | 0.00001      | get_request        | 0.01 1000 requests
    Requests-Tier4            | S3-GIRTransition | Requests | 0.00002      | transition_request | 0.02 1000 requests
    Retrieval-GIR             |                  | GB       | 0.03         | retrieval          | 0.03 GB
    Select-Scanned-GIR-Bytes  |                  | GB       | 0.002        | select_scanned     | 0.002 GB
    Select-Returned-GIR-Bytes |                  | GB       | 0.03         | select_returned    | 0.03 GB
    """,
    ),
    *listed(
        S3,
        US_EAST_1,
        "EXPRESS_ONEZONE",
        """
    usageType               | Unit     | PricePerUnit | ours        | price
    TimedStorage-XZ-ByteHrs | GB-Mo    | 0.11         | storage     | 0.11 GB-month
    Requests-XZ-Tier1       | Requests | 0.00000113   | put_request | 0.00113 1000 requests
    Requests-XZ-Tier2       | Requests | 0.00000003   | get_request | 0.00003 1000 requests
    Upload-XZ               | GB       | 0.0032       | upload      | 0.0032 GB
    Retrieval-XZ            | GB       | 0.0006       | retrieval   | 0.0006 GB
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "Unit": "GB-Mo"},
        "INTELLIGENT_TIERING",
        """
    usageType                   | PricePerUnit                     | ours             | price
    TimedStorage-INT-FA-ByteHrs | 0.023 51200: 0.022 512000: 0.021 | storage_frequent | 0.023 0.022 0.021 GB-month
    """,
    ),
    *listed(
        S3,
        US_EAST_1,
        "INTELLIGENT_TIERING",
        """
    usageType                    | Unit     | PricePerUnit | ours                    | price
    TimedStorage-INT-IA-ByteHrs  | GB-Mo    | 0.0125       | storage_infrequent      | 0.0125 GB-month
    TimedStorage-INT-AIA-ByteHrs | GB-Mo    | 0.004        | storage_archive_instant | 0.004 GB-month
    TimedStorage-INT-AA-ByteHrs  | GB-Mo    | 0.0036       | storage_archive         | 0.0036 GB-month
    TimedStorage-INT-DAA-ByteHrs | GB-Mo    | 0.00099      | storage_deep_archive    | 0.00099 GB-month
    Monitoring-Automation-INT    | Objects  | 0.0000025    | monitoring              | 0.0025 1000 objects-month
    Requests-INT-Tier1           | Requests | 0.000005     | put_request             | 0.005 1000 requests
    Requests-INT-Tier2           | Requests | 0.0000004    | get_request             | 0.0004 1000 requests
    Select-Scanned-INT-Bytes     | GB       | 0.002        | select_scanned          | 0.002 GB
    Select-Returned-INT-Bytes    | GB       | 0.0007       | select_returned         | 0.0007 GB
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "Unit": "Requests", "operation": "S3-INTTransition"},
        "INTELLIGENT_TIERING",
        """
    usageType      | PricePerUnit | ours               | price
    Requests-Tier4 | 0.00001      | transition_request | 0.01 1000 requests
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "Unit": "Requests", "operation": "RestoreObjectExpedited"},
        "INTELLIGENT_TIERING",
        """
    usageType          | PricePerUnit | ours                        | price
    Requests-INT-Tier6 | 0.01         | retrieval_expedited_request | 10 1000 requests
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "Unit": "Requests", "operation": "RestoreObject"},
        "INTELLIGENT_TIERING",
        """
    usageType                  | PricePerUnit | ours                       | price
    USE1-Requests-INT-AA-Tier3 | 0            | retrieval_standard_request | 0 1000 requests
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "Unit": "API Requests"},
        "INTELLIGENT_TIERING",
        """
    usageType                  | operation         | PricePerUnit | ours                   | price
    USE1-Requests-INT-AA-Tier5 | RestoreObjectBulk | 0            | retrieval_bulk_request | 0 1000 requests
    """,
    ),
    *listed(
        S3,
        US_EAST_1,
        "INTELLIGENT_TIERING",
        """
    usageType                      | operation          | Unit | PricePerUnit | ours                | price
    USE1-Expedited-Retrieval-Bytes | IntAARestoreObject | GB   | 0.03         | retrieval_expedited | 0.03 GB
    USE1-Standard-Retrieval-Bytes  | IntAARestoreObject | GB   | 0            | retrieval_standard  | 0 GB
    USE1-Bulk-Retrieval-Bytes      | IntAARestoreObject | GB   | 0            | retrieval_bulk      | 0 GB
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "Unit": "GB-Mo"},
        "GLACIER",
        """
    usageType                   | PricePerUnit | ours            | price
    TimedStorage-GlacierByteHrs | 0.0036       | storage         | 0.0036 GB-month
    TimedStorage-GlacierStaging | 0.021        | staging_storage | 0.021 GB-month
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "Unit": "Requests"},
        "GLACIER",
        """
    usageType              | operation            | PricePerUnit | ours                        | price
    Requests-GLACIER-Tier1 | PutObject            | 0.00003      | put_request                 | 0.03 1000 requests
    Requests-GLACIER-Tier2 |                      | 0.0000004    | get_request                 | 0.0004 1000 requests
    Requests-Tier3         | S3-GlacierTransition | 0.00003      | transition_request          | 0.03 1000 requests
    Requests-Tier3         | RestoreObject        | 0.00005      | retrieval_standard_request  | 0.05 1000 requests
    Requests-Tier5         |                      | 0            | retrieval_bulk_request      | 0 1000 requests
    Requests-Tier6         |                      | 0.01         | retrieval_expedited_request | 10 1000 requests
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "Unit": "GB"},
        "GLACIER",
        """
    usageType                 | operation     | PricePerUnit | ours                | price
    Expedited-Retrieval-Bytes |               | 0.03         | retrieval_expedited | 0.03 GB
    Standard-Retrieval-Bytes  | RestoreObject | 0.01         | retrieval_standard  | 0.01 GB
    Bulk-Retrieval-Bytes      | RestoreObject | 0            | retrieval_bulk      | 0 GB
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "Unit": "Requests"},
        "DEEP_ARCHIVE",
        """
    usageType          | operation        | PricePerUnit | ours               | price
    Requests-GDA-Tier2 |                  | 0.0000004    | get_request        | 0.0004 1000 requests
    Requests-Tier3     | S3-GDATransition | 0.00005      | transition_request | 0.05 1000 requests
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "operation": "DeepArchiveRestoreObject", "Unit": "GB"},
        "DEEP_ARCHIVE",
        """
    usageType                | PricePerUnit | ours               | price
    Standard-Retrieval-Bytes | 0.02         | retrieval_standard | 0.02 GB
    Bulk-Retrieval-Bytes     | 0.0025       | retrieval_bulk     | 0.0025 GB
    """,
    ),
    *listed(
        DEEP_ARCHIVE,
        US_EAST_1,
        "DEEP_ARCHIVE",
        """
    usageType                | operation | Unit     | PricePerUnit | ours                       | price
    TimedStorage-GDA-ByteHrs |           | GB-Mo    | 0.00099      | storage                    | 0.00099 GB-month
    Requests-GDA-Tier1       | PutObject | Requests | 0.00005      | put_request                | 0.05 1000 requests
    Requests-GDA-Tier3       |           | Requests | 0.0001       | retrieval_standard_request | 0.1 1000 requests
    Requests-GDA-Tier5       |           | Requests | 0.000025     | retrieval_bulk_request     | 0.025 1000 requests
    """,
    ),
]
