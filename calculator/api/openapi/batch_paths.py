"""The path of tables of usages."""

from typing import Any

from calculator.api.openapi.operations import problems, query
from calculator.api.openapi.schema_parts import TEXT, Schema, one_of, ref

FORMAT = "TableFormat"
BATCH_SHAPES: dict[str, Schema] = {FORMAT: one_of("csv", "jsonl", "parquet")}
BATCH_TAG = "batch"
EXAMPLE = "service,region,storage_gb\ns3,eu-west-1,5 TB\n"
TABLE = {"type": "string", "contentMediaType": "text/csv", "description": "A row for each usage, its columns named."}
MEDIA_TYPES = ("text/csv", "application/x-ndjson", "application/vnd.apache.parquet")
BINARY = {"schema": {"type": "string", "format": "binary"}, "example": EXAMPLE}
DESCRIPTION = (
    "The table is CSV, JSON lines or Parquet; it may be sent as `text/csv`, `application/x-ndjson` or "
    "`application/vnd.apache.parquet` as well. "
    "Columns are `service` (or the parameter, for rows that name none), `region`, `as_of`, `month`, `count`, and the "
    "fields of the services, suffixes allowed; others are passed through. The answer is the table with `monthly_usd`, "
    "`upfront_usd`, `effective_monthly_usd`, `capacity_…`, `binding`, `error_code` and `error`: wrong cells are told "
    "by row, good rows are answered. At most 200,000 rows and 32 MB; rows that 30 seconds are not enough for have the "
    "error code `time_limit`. Larger files: `manage.py price_file IN OUT`."
)


def batch_paths() -> dict[str, Any]:
    """What is done with tables."""
    flag = {"type": "boolean", "default": False, "description": "Answer with the line items in long form."}
    usual = {**TEXT, "description": "The service of rows that name none."}
    read = {
        **TEXT,
        "description": "What columns are read as, if not by their names: `size:storage_gb,note:`. `note` is not read.",
    }
    written = {**ref(FORMAT), "description": "How the answer is written."}
    return {
        "/batch": {
            "post": {
                "operationId": "priceTable",
                "tags": [BATCH_TAG],
                "summary": "Price a table of usages.",
                "description": DESCRIPTION,
                "parameters": [
                    query("service", usual, each="s3"),
                    query("line_items", flag),
                    query("read", read),
                    query("format", written),
                ],
                # Generators know none of the media types of tables; the server tells the kind by how it begins.
                "requestBody": {"required": True, "content": {"application/octet-stream": BINARY}},
                "responses": {
                    "200": {"description": "The table with its answers, as a stream.", "content": _content()},
                    **problems(("400", "406", "413", "415", "422", "429", "503")),
                },
            }
        }
    }


def _content() -> dict[str, Any]:
    example = {"schema": TABLE, "example": EXAMPLE}
    return {"text/csv": example, **dict.fromkeys(MEDIA_TYPES[1:], BINARY)}
