"""`manage.py check_prices`: read every price table and say what is wrong, or how much there is."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from calculator.catalogue.catalogue import Catalogue
from calculator.core.errors import BrokenTable
from calculator.core.units import PRICING_DATA
from calculator.offers.mapping import read_mapping


class Command(BaseCommand):
    """Checks the price tables."""

    help = "Check every price table; each fault is printed as file:line: sentence."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Tables may be checked before they are put in place."""
        parser.add_argument("folder", nargs="?", type=Path, default=PRICING_DATA, help="Where the tables are.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print counts, or every fault and end with 1."""
        catalogue = Catalogue(options["folder"])
        try:
            catalogue.check()
            mapping = read_mapping(options["folder"])
        except BrokenTable as broken:
            for fault in broken.faults:
                self.stderr.write(fault)
            raise SystemExit(1) from None
        for line in summary(catalogue):
            self.stdout.write(line)
        self.stdout.write(f"{len(mapping.rules)} rules for price lists of AWS; no faults")


def summary(catalogue: Catalogue) -> list[str]:
    """How much each table holds."""
    lines = []
    for name in catalogue.table_names:
        table = catalogue.table(name)
        cards = sum(len(table.in_force(region, date.max)) for region in table.regions)
        lines.append(f"{name}: {cards} rate cards in force in {len(table.regions)} regions")
    limits = sum(map(len, catalogue.limits.values()))
    lines.append(f"{limits} limits, {len(catalogue.regions)} regions, {len(catalogue.sources)} sources")
    return lines
