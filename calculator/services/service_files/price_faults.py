"""Charges held against the price tables: a dimension that no price is of, and a unit that no price of it is per."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from calculator.catalogue.rate_table import PriceTable
from calculator.core.nearest_names import did_you_mean, nearest_names
from calculator.core.units import unit
from calculator.services.service_files.layout import ServiceFile


def faults_of_prices(service: ServiceFile, table: Callable[[str], PriceTable]) -> Iterator[tuple[str, str]]:
    """The key of each charge that no row of the service's tables can price, and why."""
    own = (service.key,) if service.has_rows else ()
    units = _units_of_dimensions(map(table, (*own, *service.tables)))
    for place, charge in enumerate(service.charges, start=1):
        dimension = charge.dimension or charge.name
        if charge.keyed:
            continue
        if dimension not in units:
            near = did_you_mean(nearest_names(dimension, units)) or f"There are {', '.join(sorted(units)) or 'none'}."
            yield f"charges.{place}.dimension", f"no price is of {dimension!r}. {near}"
        elif unit(charge.unit).kind not in {unit(each).kind for each in units[dimension]}:
            yield (
                f"charges.{place}.unit",
                f"is {charge.unit}, but the price of {dimension} is per {units[dimension][0]}.",
            )


def _units_of_dimensions(tables: Iterable[PriceTable]) -> Mapping[str, list[str]]:
    """What the prices of each dimension are per, in any Region."""
    found: dict[str, list[str]] = defaultdict(list)
    for table in tables:
        for region in table.regions:
            for card in table.in_force(region, date.max).values():
                if card.unit not in found[card.dimension]:
                    found[card.dimension].append(card.unit)
    return dict(found)
