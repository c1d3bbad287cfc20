#!/usr/bin/env python
"""Django's command line: check_prices, estimate, migrate and the rest."""

import os
import sys

from django.core.management import execute_from_command_line

from calculator.core.errors import BrokenTable, NoDatabase
from calculator.environment import BadVariable


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "calculator.settings")
    try:
        execute_from_command_line(sys.argv)
    except BadVariable as fault:
        sys.exit(f"Configuration: {fault}")
    except NoDatabase as silent:
        sys.exit(f"{silent.detail} ({silent.cause})")
    except BrokenTable as broken:
        sys.exit("\n".join(broken.faults))


if __name__ == "__main__":
    main()
