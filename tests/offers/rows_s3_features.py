"""Rows of what S3 bills for a bucket besides its objects, as they are in the list of us-east-1.

All are in the stored copy that rows_s3 is taken from (s3_pricelist_20260918), prices included.
"""

from tests.offers.listed_rows import S3, US_EAST_1, listed

PRICES = [
    *listed(
        S3,
        US_EAST_1,
        "",
        """
    usageType                        | Unit    | PricePerUnit | ours                    | price
    Inventory-ObjectsListed          | Objects | 0.0000000025 | inventory               | 0.0025 1000000 objects
    StorageAnalytics-ObjCount        | Objects | 0.0000001    | analytics               | 0.1 1000000 objects-month
    TagStorage-TagHrs                | Tag-Mo  | 0.00000065   | tag                     | 0.0065 10000 tags-month
    BatchOperations-Jobs             | Jobs    | 0.25         | batch_job               | 0.25 job
    BatchOperations-Objects          | Objects | 0.000001     | batch_object            | 1 1000000 objects
    USE1-BatchOperations-Manifest    | Objects | 0.000000015  | batch_manifest_object   | 0.015 1000000 objects
    Compute-Checksum-Processed-Bytes | GB      | 0.004        | batch_checksum          | 0.004 GB
    USE1-Metadata-Updates            | Updates | 0.0000003    | metadata_journal_update | 0.3 1000000 updates
    USE1-Metadata-Objects            | Objects | 0.0000001    | metadata_live_inventory | 0.1 1000000 objects-month
    USE1-S3-API-OL-BytesReturned     | GB      | 0.005        | object_lambda_returned  | 0.005 GB
    S3DSSE-In-Bytes                  | GB      | 0.003        | dsse_encrypted          | 0.003 GB
    S3DSSE-Out-Bytes                 | GB      | 0.003        | dsse_decrypted          | 0.003 GB
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "usageType": "USE1-StorageLens-ObjCount", "operation": "StorageLens", "Unit": "Objects"},
        "",
        """
    PricePerUnit                                               | ours         | price
    0.0000002 25000000000: 0.00000016 100000000000: 0.00000012 | storage_lens | 0.2 0.16 0.12 1000000 objects-month
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "operation": "GetAGDataAccess", "Unit": "Requests"},
        "",
        """
    usageType      | PricePerUnit | ours                  | price
    Requests-Tier8 | 0.00003      | access_grants_request | 0.03 1000 requests
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "Unit": "Requests", "usageType": "Requests-GLACIER-Tier1"},
        "GLACIER",
        """
    operation                       | PricePerUnit | ours                           | price
    PutObjectReplTime               | 0.00003      | rtc_put_request                | 0.03 1000 requests
    CompleteMultipartUploadReplTime | 0.00003      | rtc_complete_multipart_request | 0.03 1000 requests
    InitiateMultipartUploadReplTime | 0.000005     | rtc_initiate_multipart_request | 0.005 1000 requests
    UploadPartReplTime              | 0.000005     | rtc_upload_part_request        | 0.005 1000 requests
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "Unit": "GB-Mo"},
        "STANDARD",
        """
    usageType                   | PricePerUnit                          | ours           | price
    Tables-TimedStorage-ByteHrs | 0.0265 51200: 0.0253 512000: 0.0242 | tables_storage | 0.0265 0.0253 0.0242 GB-month
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "Unit": "GB-Mo", "usageType": "Tables-TimedStorage-INT-FA-ByteHrs"},
        "INTELLIGENT_TIERING",
        """
    PricePerUnit                        | ours                    | price
    0.0265 51200: 0.0253 512000: 0.0242 | tables_storage_frequent | 0.0265 0.0253 0.0242 GB-month
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "Unit": "GB-Mo"},
        "INTELLIGENT_TIERING",
        """
    usageType                           | PricePerUnit | ours                           | price
    Tables-TimedStorage-INT-IA-ByteHrs  | 0.0144       | tables_storage_infrequent      | 0.0144 GB-month
    Tables-TimedStorage-INT-AIA-ByteHrs | 0.0046       | tables_storage_archive_instant | 0.0046 GB-month
    """,
    ),
    *listed(
        S3,
        US_EAST_1,
        "",
        """
    usageType                       | Unit     | PricePerUnit | ours                      | price
    Tables-Requests-Tier1           | Requests | 0.000005     | tables_put_request        | 0.005 1000 requests
    Tables-Requests-Tier2           | Requests | 0.0000004    | tables_get_request        | 0.0004 1000 requests
    Tables-MonitoredObjects         | Objects  | 0.000025     | tables_monitoring         | 0.025 1000 objects-month
    Tables-CompactedObjects         | Objects  | 0.000002     | tables_compaction_object  | 0.002 1000 objects
    Tables-ProcessedBytes           | GB       | 0.005        | tables_compaction_binpack | 0.005 GB
    Tables-SortProcessedBytes       | GB       | 0.01         | tables_compaction_sort    | 0.01 GB
    Tables-Replication-TableUpdates | Updates  | 0.00001      | tables_replication_update | 0.01 1000 updates
    Vectors-Request-Tier1           | Requests | 0.000055     | vectors_request           | 0.055 1000 requests
    """,
    ),
    *listed(
        S3,
        US_EAST_1,
        "",
        """
    usageType                    | operation      | Unit  | PricePerUnit | ours            | price
    Vectors-TimedStorage-ByteHrs | VectorsStorage | GB-Mo | 0.06         | vectors_storage | 0.06 GB-month
    Vectors-Put-Bytes            | PutVectors     | GB    | 0.2          | vectors_put     | 0.2 GB
    """,
    ),
    *listed(
        S3,
        {**US_EAST_1, "operation": "QueryVectors"},
        "",
        """
    usageType                    | Unit     | PricePerUnit | ours                   | price
    Vectors-Request-Tier3        | Requests | 0.0000025    | vectors_query          | 0.0025 1000 requests
    Vectors-Query-Returned-Bytes | GB       | 0.01         | vectors_query_returned | 0.01 GB
    """,
    ),
    *(
        each
        for tier, option, listed_usd, ours in (
            ("Tier1", "first_100k_vectors", "0.000003906", "0.000003906 GB"),
            ("Tier2", "over_100k_vectors", "0.000001953", "0.000001953 GB"),
            # The list rounds what AWS's page states as $0.0004 a TB.
            ("Tier3", "over_10m_vectors", "0.000000391", "0.000400384 TB"),
        )
        for each in listed(
            S3,
            {**US_EAST_1, "operation": "QueryVectors", "Unit": "GB"},
            option,
            f"""
    usageType                          | PricePerUnit | ours                    | price
    Vectors-Query-ProcessedBytes-{tier} | {listed_usd} | vectors_query_processed | {ours}
    """,
        )
    ),
]
