"""`manage.py check_prices`: read every price table and service file and say what is wrong, or how much there is."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.common_fields import COMMON_FIELDS, DEFAULT_REGION
from calculator.core.errors import BrokenTable, InvalidInput
from calculator.core.inputs import Inputs
from calculator.core.units import PRICING_DATA
from calculator.offers.mapping import read_mapping
from calculator.services.comparisons.read import FILE as COMPARISON
from calculator.services.registry import MODULES, Registry
from calculator.services.service import Example
from calculator.services.service_files.engine import FileService
from calculator.services.service_files.keyed import attributes_of
from calculator.services.service_files.price_faults import faults_of_prices
from calculator.services.service_files.read import FILE, read_service
from calculator.services.service_files.scaffold import left_to_fill_in
from calculator.services.worked_examples import faults_of_examples


class Command(BaseCommand):
    """Checks the price tables and the service files."""

    help = "Check every price table and service file; each fault is printed as file:line: or file: key: sentence."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Tables may be checked before they are put in place."""
        parser.add_argument("folder", nargs="?", type=Path, default=PRICING_DATA, help="Where the tables are.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print counts, or every fault and end with 1."""
        catalogue = Catalogue(options["folder"])
        faults = faults_of(catalogue)
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise SystemExit(1)
        for line in summary(catalogue):
            self.stdout.write(line)
        rules = read_mapping(options["folder"]).rules
        self.stdout.write(f"{len(rules)} rules for price lists of AWS; no faults")


def faults_of(catalogue: Catalogue) -> list[str]:
    """Every fault; of folders that are only begun nothing but what is left to fill in."""
    folders = [
        path.parent for path in sorted(catalogue.folder.glob(f"services/*/{FILE}")) if path.parent.name not in MODULES
    ]
    compared = [path.parent.name for path in sorted(catalogue.folder.glob(f"services/*/{COMPARISON}"))]
    services = Registry(catalogue.folder)
    checks: list[Callable[[], object]] = [
        catalogue.check,
        *(partial(_read, folder, catalogue) for folder in folders),
        *(partial(services.__getitem__, key) for key in compared),
        partial(read_mapping, catalogue.folder),
    ]
    begun = [fault for folder in folders for fault in left_to_fill_in(folder)]
    return begun or [*dict.fromkeys(fault for check in checks for fault in _faults_of(check))]


def _read(folder: Path, catalogue: Catalogue) -> None:
    """A service file, what its choices have, its prices, its workloads and examples. Raises BrokenTable."""
    service, limits = read_service(folder, catalogue.limits_of)
    attributes = attributes_of(folder, service, catalogue.known(folder.name))
    served = FileService(service, limits, attributes, catalogue)
    faults = [
        *faults_of_prices(service, catalogue.table),
        *(
            (f"examples.{example.name}", fault)
            for example in served.EXAMPLES
            for fault in _unread(served.Usage, example)
        ),
    ]
    told = [f"{folder.name}/{FILE}: {key}: {sentence}" for key, sentence in faults]
    told += faults_of_examples(folder, (*served.Usage.declarations, *COMMON_FIELDS))
    if told:
        raise BrokenTable(told)


def _unread(usage: type[Inputs], example: Example) -> list[str]:
    """What is wrong with a workload to start from; its Region, day and month are those of any question."""
    fields = {name: value for name, value in example.usage.items() if name not in COMMON_FIELDS}
    try:
        usage.read(fields, example.usage.get("region", DEFAULT_REGION))
    except InvalidInput as error:
        return [f"{each.field}: {each.message}" for each in error.errors]
    return []


def _faults_of(check: Callable[[], object]) -> tuple[str, ...]:
    try:
        check()
    except BrokenTable as broken:
        return tuple(map(str, broken.faults))
    return ()


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
