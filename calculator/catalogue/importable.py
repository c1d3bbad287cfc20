"""Which prices are read from AWS's price lists, so that nobody is advised to import what would change nothing."""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from calculator.catalogue.tables import SERVICES
from calculator.core.units import PRICING_DATA

# The rules of a service, in its folder.
RULES_FILE = "price_list.csv"

# A price that rows of a list add up to: `price = hour + fee`.
IS_SUM_OF, AND = " = ", " + "
# A part of an option that a row of a list fills in: `{instanceType} Linux`.
_FILLED_IN = re.compile(r"\{\w+\}")


def is_importable(table: str, dimension: str, option: str) -> bool:
    """Whether a rule of the mapping makes this price."""
    return any(pattern.fullmatch(option) for pattern in _importable_options(table).get(dimension, ()))


def is_table_importable(table: str) -> bool:
    """Whether any price of a table is read from lists."""
    return bool(_importable_options(table))


@cache
def _importable_options(table: str) -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """By dimension what the options are that the rules of the service of a table make prices of."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    paths = (PRICING_DATA / SERVICES).glob(f"*/{RULES_FILE}")
    for path in (each for each in paths if f"{table}_".startswith(f"{each.parent.name}_")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                for dimension in _names(row["dimension"]) if row["table"] == table else ():
                    found[dimension][row["option"]] = None
    return {key: tuple(map(_pattern, options)) for key, options in found.items()}


def _names(dimension: str) -> tuple[str, ...]:
    whole, _, parts = dimension.partition(IS_SUM_OF)
    return (whole, *(f"{whole}_{part}" for part in parts.split(AND) if part))


def _pattern(option: str) -> re.Pattern[str]:
    return re.compile(r"\S+".join(re.escape(said) for said in _FILLED_IN.split(option)))
