"""What a price list leaves free at the beginning of a price, held against the limits by which we count that."""

from collections.abc import Mapping

from calculator.catalogue.limits import in_force
from calculator.core.answer import Limit
from calculator.core.display import amount
from calculator.core.units import UnitMismatch, convert
from calculator.offers.offer import Allowance, MappedOffer
from calculator.store.price_lists.changes import MOST_DIGITS, words


def moved_allowances(offer: MappedOffer, region: str, limits: Mapping[str, list[Limit]]) -> list[str]:
    """The sentences about what is free in one region otherwise than our limits say."""
    day = offer.header.published.date()
    found = []
    for each in (allowance for allowance in offer.allowances if allowance.region == region):
        ours = in_force(limits.get(each.table, []), day)
        rows = (ours.get((each.limit, option)) for option in (each.option, region, ""))
        limit = next((row for row in rows if row is not None), None)
        if limit is not None and _in_unit_of(each, limit) != each.amount:
            found.append(_sentence(each, limit))
    return found


def _in_unit_of(each: Allowance, limit: Limit) -> object:
    """A limit in the unit of the price; IOPS that are there all month are as many IOPS-months."""
    try:
        return convert(limit.value, limit.unit, each.unit)
    except UnitMismatch:
        return limit.value


def _sentence(each: Allowance, limit: Limit) -> str:
    what = words((each.table, each.dimension, each.option))
    listed, counted = amount(each.amount, MOST_DIGITS), amount(limit.value, MOST_DIGITS)
    return (
        f"{what} in {each.region} is free up to {listed} {each.unit} in the list; {limit.name} of limits.csv counts "
        f"{counted} {limit.unit}."
    )
