"""`make bench`: take every measure and write REPORT.md beside this file."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import django

from bench.load import need_wrk, wrk_version
from bench.machine import machine, versions
from bench.report import report
from bench.scale import FULL

REPORT = Path(__file__).with_name("REPORT.md")


def main() -> None:
    """The application is measured with a database and static files of its own."""
    need_wrk()
    start, on = monotonic(), machine()
    with TemporaryDirectory() as folder:
        os.environ |= {"CALCULATOR_VAR": folder, "DJANGO_SETTINGS_MODULE": "calculator.settings"}
        # Django reads its settings, and a model needs Django, so what measures the application is imported last.
        django.setup()
        from bench.measures import results

        measured, chromium = results(Path(folder), FULL)
    known = {**versions(), "wrk": wrk_version(), "Chromium": chromium}
    REPORT.write_text(report(measured, on, known, monotonic() - start), encoding="utf-8")
    print(f"Written: bench/{REPORT.name}")


if __name__ == "__main__":
    main()
