"""The shipped tables as files, and their rows as they are written."""

import csv
import re

from calculator.core.units import PRICING_DATA
from calculator.services.registry import MODULES

TABLES = sorted(path.relative_to(PRICING_DATA).as_posix() for path in PRICING_DATA.rglob("*.csv"))
PRICES = [name for name in TABLES if re.fullmatch(r"services/\w+/prices\w*\.csv", name)]
# Of these tests know every price of zero and every edge of a tier.
FIRST_TABLES = [name for name in PRICES if name.split("/")[1] in (*MODULES, "data_transfer")]


def rows_of(name: str) -> list[dict[str, str]]:
    with (PRICING_DATA / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))
