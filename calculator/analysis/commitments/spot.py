"""The Spot price of a fleet, to be told beside its commitments: nothing commits AWS to it, so no mix holds it."""

from collections.abc import Mapping
from dataclasses import dataclass

from calculator.analysis.commitments.asked import StatedFleet
from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.purchase_options import SPOT
from calculator.core.tiers import RateCard
from calculator.services import service


@dataclass(frozen=True, eq=False)
class SpotPrice:
    """What an hour cost when it was seen, and by its label what AWS says of the type besides."""

    card: RateCard
    advice: Mapping[str, str]


def spot_of(stated: StatedFleet, book: PriceBook) -> SpotPrice | None:
    """None of what is not sold so, or has no such price."""
    if SPOT not in stated.what.ways or not book.is_priced(SPOT, stated.priced_as):
        return None
    return SpotPrice(book.card(SPOT, stated.priced_as), dict(_advice(stated)))


def _advice(stated: StatedFleet) -> list[tuple[str, str]]:
    table = service(stated.what.service).TYPE_TABLE
    if table is None or table.advice is None or table.advice.option != SPOT:
        return []
    said = table.advice.of(stated.region, stated.key).get(stated.key.get(table.field, ""), {})
    told = ((each, said.get(each.name)) for each in table.advice.columns)
    return [(each.label, f"{value}{each.unit}") for each, value in told if value is not None]
