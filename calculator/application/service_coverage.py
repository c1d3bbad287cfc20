"""What a service has prices of: its Regions, how old they are, and whether AWS's own list can be brought in."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from calculator.application.questions import catalogue
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.glance import Glance
from calculator.catalogue.importable import is_table_importable
from calculator.services import service
from calculator.services.service import Service

# As many services as there may be.
SERVICES_KEPT = 256


@dataclass(frozen=True, slots=True)
class ServiceCoverage:
    """The Regions of a service, in the order of regions.csv, and the day of its newest price.

    `is_importable` tells whether rules say which rows of AWS's price list are prices of the service.
    """

    regions: tuple[str, ...]
    newest: date
    is_importable: bool


def service_coverage(asked: Service) -> ServiceCoverage:
    """What there is of a service; found once for the prices in use, without reading them. Raises BrokenTable."""
    return _coverage(asked.KEY, catalogue())


@lru_cache(maxsize=SERVICES_KEPT)
def _coverage(key: str, prices: Catalogue) -> ServiceCoverage:
    tables = service(key).TABLES
    own = tuple(name for name in tables if f"{name}_".startswith(f"{key}_"))
    # One without tables of its own is priced by those that it shares.
    shared = prices.table(tables[0]) if not own else None
    seen = prices.glance(key) if shared is None else Glance(frozenset(shared.regions), shared.price_list.published)
    return ServiceCoverage(
        regions=tuple(region for region in prices.regions if region in seen.regions),
        newest=seen.newest,
        is_importable=any(is_table_importable(name) for name in own or tables),
    )
