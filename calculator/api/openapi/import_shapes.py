"""The shapes of an import: the account of a foreign file, what was assumed, and how its change moves the cost."""

from calculator.api.openapi.estimate_shapes import ANSWER, DOCUMENT
from calculator.api.openapi.schema_parts import COUNT, EXACT, FLAG, TEXT, Schema, listed, maybe, one_of, record, ref
from calculator.interchange.account import Outcome

IMPORT = "EstimateImport"
_MONEY = ref("EstimateMoney")
_UNKNOWN = maybe(EXACT)

IMPORT_SHAPES: dict[str, Schema] = {
    IMPORT: record(
        "What a plan or template comes to. `stated` is what the file says by itself; the rest rests on assumed usage.",
        {
            "source": TEXT,
            "counts": record("How many resources came to what.", {each.value: COUNT for each in Outcome}),
            "resources": listed(ref("ImportedResource")),
            "assumptions": listed(ref("ImportAssumption")),
            "notes": listed(TEXT),
            "document": ref(DOCUMENT),
            "answer": ref(ANSWER),
            "stated": _MONEY,
            "change": maybe(ref("ImportChange")),
            "official": maybe(ref("OfficialFigures")),
        },
    ),
    "ImportOutcome": one_of(*(each.value for each in Outcome)),
    "ImportedResource": record(
        "A resource of the file, and what became of it.",
        {
            **{"address": TEXT, "type": TEXT},
            "outcome": ref("ImportOutcome"),
            "reason": TEXT,
            "entries": listed(TEXT),
        },
    ),
    "ImportAssumption": record(
        "An input that the file does not say, and the value that was taken.",
        {
            **dict.fromkeys(("entry", "address", "field", "label", "value", "unit", "words", "reason"), TEXT),
            "is_usage": FLAG,
        },
    ),
    "OfficialFigures": record(
        "What the AWS Pricing Calculator says in its export, a month, beside ours.",
        {"monthly_usd": _UNKNOWN, "upfront_usd": _UNKNOWN, "lines": listed(ref("OfficialLine"))},
    ),
    "OfficialLine": record(
        "A line of the export. Ours is for the line alone, by what the export says.",
        {
            "address": TEXT,
            "outcome": ref("ImportOutcome"),
            **dict.fromkeys(("official_monthly_usd", "official_upfront_usd"), _UNKNOWN),
            **dict.fromkeys(("our_monthly_usd", "our_upfront_usd", "difference_usd"), _UNKNOWN),
            "why": listed(TEXT),
        },
    ),
    "ImportChange": record(
        "What was there before the plan, and how each entry differs.",
        {"before": _MONEY, "after": _MONEY, "delta_usd": EXACT, "entries": listed(ref("ImportedChange"))},
    ),
    "ImportedChange": record(
        "An entry before and after.",
        {
            **dict.fromkeys(("entry", "name", "service", "address"), TEXT),
            "kind": ref("EntryChange"),
            **{"before_usd": _UNKNOWN, "after_usd": _UNKNOWN, "delta_usd": _UNKNOWN},
        },
    ),
}
