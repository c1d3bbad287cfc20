"""Rows of instances, brokers and nodes by class: what an hour costs on demand, and the reserved terms of one class.

What is paid upfront was chosen to come out even: 438 over the hours of a year and 1,314 over those of three are 0.05.
"""

from collections.abc import Iterator

from tests.offers.listed_rows import UPFRONT, Listed, priced
from tests.offers.small_offers import Row

TERMS = [
    ("1y", "1yr", "Partial Upfront", "0.04", "438", "0.09"),
    ("1y", "1yr", "All Upfront", "0", "438", "0.05"),
    ("3y", "3yr", "Partial Upfront", "0.03", "1314", "0.08"),
    ("3y", "3yr", "All Upfront", "0", "1314", "0.05"),
]


def on_demand(offer_code: str, said: Row, option: str, text: str, unit: str = "instance-hour") -> Iterator[Listed]:
    """Instances, a line for each: usage type, class and price an hour."""
    for line in text.strip().splitlines():
        usage_type, kind, usd = (cell.strip() for cell in line.split("|"))
        row = {**said, "usageType": usage_type, "Instance Type": kind}
        key = " ".join(filter(None, ("on_demand", option, kind)))
        yield Listed(offer_code, key, f"{usd} {unit}", (*priced(row, {"PricePerUnit": usd}),))


def reserved(offer_code: str, said: Row, key: str, thing: str = "instance") -> Iterator[Listed]:
    """The reserved terms of one class, each of a row for the hour and one for what is paid at once."""
    for years, length, purchase, hour, fee, usd in TERMS:
        bought = {"LeaseContractLength": length, "PurchaseOption": purchase, "OfferingClass": "standard"}
        row = {**said, **bought, "TermType": "Reserved"}
        dimension = f"reserved_{years}_{purchase.lower().replace(' ', '_')}"
        rows = (*priced(row, {"PricePerUnit": hour}), *priced(row, {"PricePerUnit": fee, "Unit": UPFRONT}))
        parts = (f"{dimension}_hour {key}: {hour} {thing}-hour", f"{dimension}_fee {key}: {fee} {thing}")
        yield Listed(offer_code, f"{dimension} {key}", f"{usd} {thing}-hour", rows, parts)
