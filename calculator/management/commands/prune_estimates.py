"""`manage.py prune_estimates --days N`: drop the estimates that nobody has opened for so long."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from calculator.store.estimates import prune


class Command(BaseCommand):
    """Drops estimates with their versions and links. Nothing runs it by itself."""

    help = "Drop the estimates that nobody has opened for so many days, with all their versions and links."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """For how long."""
        parser.add_argument("--days", type=int, required=True, help="Since nobody has opened them, at least 1.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Drop them, and say how many they were."""
        if options["days"] < 1:
            self.stderr.write("--days: give at least 1.")
            raise SystemExit(2)
        count = prune(timezone.now() - timedelta(days=options["days"]))
        self.stdout.write(f"Dropped {count} estimate{'' if count == 1 else 's'}.")
