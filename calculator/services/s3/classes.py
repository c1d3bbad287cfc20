"""The storage classes of Amazon S3 by their API names, and what sets some of them apart."""

from calculator.core.choices import Choice

STANDARD, INTELLIGENT, EXPRESS = "STANDARD", "INTELLIGENT_TIERING", "EXPRESS_ONEZONE"
STANDARD_IA, ONEZONE_IA, GLACIER_IR = "STANDARD_IA", "ONEZONE_IA", "GLACIER_IR"
GLACIER, DEEP_ARCHIVE = "GLACIER", "DEEP_ARCHIVE"
CLASSES = (
    Choice(STANDARD, "S3 Standard"),
    Choice(INTELLIGENT, "S3 Intelligent-Tiering"),
    Choice(STANDARD_IA, "S3 Standard-IA"),
    Choice(ONEZONE_IA, "S3 One Zone-IA"),
    Choice(GLACIER_IR, "S3 Glacier Instant Retrieval"),
    Choice(GLACIER, "S3 Glacier Flexible Retrieval"),
    Choice(DEEP_ARCHIVE, "S3 Glacier Deep Archive"),
    Choice(EXPRESS, "S3 Express One Zone"),
)
LABELS = {each.value: each.label for each in CLASSES}
RESTORING = (GLACIER, DEEP_ARCHIVE)
BILLS_RETRIEVAL = (STANDARD_IA, ONEZONE_IA, GLACIER_IR, EXPRESS)
