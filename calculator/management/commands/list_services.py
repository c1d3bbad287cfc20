"""`manage.py list_services`: the services that are folders of data, as a table."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from calculator.catalogue.catalogue import Catalogue
from calculator.core.display import in_sentence
from calculator.services import SERVICES
from calculator.services.registry import MODULES
from calculator.services.service import Service


class Command(BaseCommand):
    """Lists the services that are folders."""

    help = "List the services that are folders of data, with what they cover, as a Markdown table."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the table."""
        for row in rows(Catalogue()):
            self.stdout.write(row)


def rows(catalogue: Catalogue) -> Iterator[str]:
    """The lines of the table."""
    yield "| service | name | what it covers |"
    yield "|---|---|---|"
    for service in (SERVICES[key] for key in SERVICES if key not in MODULES):
        regions = len(catalogue.regions_of(service.TABLES[0]))
        yield f"| `{service.KEY}` | {service.NAME} | {service.SUMMARY} {regions} Regions{_compared(service)}. |"


def _compared(service: Service) -> str:
    labels = [in_sentence(service.Usage.declarations[name].label) for name in service.COMPARE_BY]
    return f"; compared by {' or by '.join(labels)}" if labels else ""
