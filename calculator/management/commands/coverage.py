"""`manage.py coverage`: write docs/coverage.md, which prices there are, from the shipped tables."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from calculator.catalogue.catalogue import Catalogue
from calculator.presentation.coverage import coverage_text


class Command(BaseCommand):
    """Writes the page about coverage."""

    help = "Write docs/coverage.md: which prices the shipped tables have, by service and dimension."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page."""
        page = Path(settings.BASE_DIR) / "docs/coverage.md"
        page.write_text(coverage_text(Catalogue(), timezone.now().date()), encoding="utf-8")
        self.stdout.write(f"Wrote {page.name}.")
