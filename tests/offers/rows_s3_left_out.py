"""Rows of S3 and of S3 Glacier Deep Archive that are no price of ours.

All are in the lists of us-east-1 of rows_s3 (s3_pricelist_20260918), but for those of transfer: they are named by the
S3 User Guide, "Understanding your AWS billing and usage reports for Amazon S3" (s3_usage_types).
"""

from tests.offers.listed_rows import DEEP_ARCHIVE, S3, US_EAST_1, left_out

LEFT_OUT = [
    *left_out(
        S3,
        US_EAST_1,
        """
    usageType                     | operation                       | rule
    Requests-Tier8                | CreateAGGrant                   | s3-ignored-access-grants
    Requests-Tier8                | CreateAGIdC                     | s3-ignored-access-grants
    Requests-Tier8                | CreateAGInstance                | s3-ignored-access-grants
    Requests-Tier8                | CreateAGInstancePolicy          | s3-ignored-access-grants
    Requests-Tier8                | CreateAGLocation                | s3-ignored-access-grants
    Requests-Tier8                | DeleteAG                        | s3-ignored-access-grants
    Requests-Tier8                | DeleteAGGrant                   | s3-ignored-access-grants
    Requests-Tier8                | DeleteAGIdC                     | s3-ignored-access-grants
    Requests-Tier8                | DeleteAGInstancePolicy          | s3-ignored-access-grants
    Requests-Tier8                | DeleteAGLocation                | s3-ignored-access-grants
    Requests-Tier8                | GetAG                           | s3-ignored-access-grants
    Requests-Tier8                | GetAGGrant                      | s3-ignored-access-grants
    Requests-Tier8                | GetAGInstanceForPrefix          | s3-ignored-access-grants
    Requests-Tier8                | GetAGInstancePolicy             | s3-ignored-access-grants
    Requests-Tier8                | GetAGLocation                   | s3-ignored-access-grants
    Requests-Tier8                | ListAGCallerGrants              | s3-ignored-access-grants
    Requests-Tier8                | ListAGGrants                    | s3-ignored-access-grants
    Requests-Tier8                | ListAGLocations                 | s3-ignored-access-grants
    Requests-Tier8                | ListAGs                         | s3-ignored-access-grants
    Requests-Tier8                | UpdateAGLocation                | s3-ignored-access-grants
    TimedStorage-GDA-Staging      |                                 | s3-ignored-deep-archive-staging
    USE1-Requests-INT-DAA-Tier3   | RestoreObject                   | s3-ignored-deep-archive-tier-restore-requests
    USE1-Requests-INT-DAA-Tier5   | RestoreObjectBulk               | s3-ignored-deep-archive-tier-restore-requests
    USE1-Standard-Retrieval-Bytes | IntDAARestoreObject             | s3-ignored-deep-archive-tier-restores
    USE1-Bulk-Retrieval-Bytes     | IntDAARestoreObject             | s3-ignored-deep-archive-tier-restores
    EarlyDelete-SIA               |                                 | s3-ignored-early-delete
    EarlyDelete-SIA-SmObjects     |                                 | s3-ignored-early-delete
    EarlyDelete-INT               |                                 | s3-ignored-early-delete
    EarlyDelete-ByteHrs           |                                 | s3-ignored-early-delete
    EarlyDelete-GIR               |                                 | s3-ignored-early-delete
    Std-Select-Scanned-Bytes      |                                 | s3-ignored-glacier-select
    Exp-Select-Returned-Bytes     |                                 | s3-ignored-glacier-select
    Bulk-Select-Scanned-Bytes     |                                 | s3-ignored-glacier-select
    Requests-GLACIER-Tier1        | CompleteMultipartUpload         | s3-ignored-glacier-writes
    Requests-GLACIER-Tier1        | CompleteMultipartUploadForRepl  | s3-ignored-glacier-writes
    Requests-GLACIER-Tier1        | CopyObject                      | s3-ignored-glacier-writes
    Requests-GLACIER-Tier1        | CopyPart                        | s3-ignored-glacier-writes
    Requests-GLACIER-Tier1        | InitiateMultipartUpload         | s3-ignored-glacier-writes
    Requests-GLACIER-Tier1        | InitiateMultipartUploadForRepl  | s3-ignored-glacier-writes
    Requests-GLACIER-Tier1        | PostObject                      | s3-ignored-glacier-writes
    Requests-GLACIER-Tier1        | PutObjectForRepl                | s3-ignored-glacier-writes
    Requests-GLACIER-Tier1        | UploadPart                      | s3-ignored-glacier-writes
    Requests-GLACIER-Tier1        | UploadPartForRepl               | s3-ignored-glacier-writes
    Requests-FSXOPENZFS-Tier1     |                                 | s3-ignored-other-services
    Requests-FSXONTAP-Tier2       |                                 | s3-ignored-other-services
    Requests-BACKUP-Tier1         |                                 | s3-ignored-other-services
    TimedStorage-RRS-ByteHrs      |                                 | s3-ignored-reduced-redundancy
    TimedStorage-SIA-SmObjects    |                                 | s3-ignored-small-objects
    TimedStorage-ZIA-SmObjects    |                                 | s3-ignored-small-objects
    TimedStorage-GIR-SmObjects    |                                 | s3-ignored-small-objects
    USE1-EU-AWS-In-ABytes         |                                 | s3-ignored-transfer
    USE1-EU-AWS-Out-ABytes-T1     |                                 | s3-ignored-transfer
    USE1-EU-S3RTC-In-Bytes        |                                 | s3-ignored-transfer
    USE1-EU-S3RTC-Out-Bytes       |                                 | s3-ignored-transfer
    USE1-MRAP-Out-Bytes           |                                 | s3-ignored-transfer
    Global-Bucket-Hrs             |                                 | s3-ignored-transfer
    Global-Bucket-Hrs-FreeTier    |                                 | s3-ignored-transfer
    """,
    ),
    *left_out(
        S3,
        US_EAST_1,
        """
    usageType                            | operation     | rule
    USE1-Files-TimedStorage-ByteHrs      | Storage       | s3-ignored-other-features
    USE1-Files-Write                     | Write         | s3-ignored-other-features
    Annotation-TimedStorage-ByteHrs      |               | s3-ignored-other-features
    Requests-Annotation-Tier1            |               | s3-ignored-other-features
    Metadata-Annotation-Processed-Bytes  |               | s3-ignored-other-features
    USE1-StorageLensFreeTier-ObjCount    | StorageLens   | s3-ignored-other-features
    AdditionalRequest-INT                | RestoreObject | s3-ignored-other-features
    Peak-Restore-Bytes-Delta             |               | s3-ignored-other-features
    Compute-Checksum-Processed-SIA-Bytes |               | s3-ignored-repeated-features
    Compute-Checksum-Processed-ZIA-Bytes |               | s3-ignored-repeated-features
    Compute-Checksum-Processed-INT-Bytes |               | s3-ignored-repeated-features
    Compute-Checksum-Processed-GIR-Bytes |               | s3-ignored-repeated-features
    Compute-Checksum-Processed-GFR-Bytes |               | s3-ignored-repeated-features
    Compute-Checksum-Processed-GDA-Bytes |               | s3-ignored-repeated-features
    Tables-Requests-INT-Tier1            |               | s3-ignored-repeated-features
    Tables-Requests-INT-Tier2            |               | s3-ignored-repeated-features
    Tables-SortCompactedObjects          |               | s3-ignored-repeated-features
    Vectors-Request-Tier2                |               | s3-ignored-repeated-features
    """,
    ),
    *left_out(
        DEEP_ARCHIVE,
        US_EAST_1,
        """
    usageType                | operation                      | rule
    EarlyDelete-GDA          |                                | s3-deep-archive-ignored-early-delete
    Standard-Retrieval-Bytes | DeepArchiveRestoreObject       | s3-deep-archive-ignored-repeated
    Bulk-Retrieval-Bytes     | DeepArchiveRestoreObject       | s3-deep-archive-ignored-repeated
    Requests-Tier3           | S3-GDATransition               | s3-deep-archive-ignored-repeated
    Requests-GDA-Tier1       | CompleteMultipartUpload        | s3-deep-archive-ignored-writes
    Requests-GDA-Tier1       | CopyObject                     | s3-deep-archive-ignored-writes
    Requests-GDA-Tier1       | CopyPart                       | s3-deep-archive-ignored-writes
    Requests-GDA-Tier1       | InitiateMultipartUploadForRepl | s3-deep-archive-ignored-writes
    Requests-GDA-Tier1       | PostObject                     | s3-deep-archive-ignored-writes
    Requests-GDA-Tier1       | PutObjectForRepl               | s3-deep-archive-ignored-writes
    Requests-GDA-Tier1       | PutObjectReplTime              | s3-deep-archive-ignored-writes
    Requests-GDA-Tier1       | UploadPartReplTime             | s3-deep-archive-ignored-writes
    """,
    ),
]
