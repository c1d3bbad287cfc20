"""`manage.py new_service KEY`: a folder to begin a service with."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from calculator.core.units import PRICING_DATA
from calculator.services import SERVICES
from calculator.services.service_files.scaffold import left_to_fill_in, new_folder


class Command(BaseCommand):
    """Begins a service."""

    help = "Write the folder of a new service; `make check` refuses it until all that it names is filled in."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The key, and where the tables are."""
        parser.add_argument("key", help="The word that names the service in addresses and commands.")
        parser.add_argument("folder", nargs="?", type=Path, default=PRICING_DATA, help="Where the tables are.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files and say what is left to do."""
        try:
            folder = new_folder(options["key"], options["folder"] / "services", SERVICES)
        except ValueError as error:
            raise CommandError(str(error)) from None
        for path in sorted(folder.iterdir()):
            self.stdout.write(str(path))
        self.stdout.write(f"{len(left_to_fill_in(folder))} lines to fill in; make check names them.")
