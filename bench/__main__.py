"""`make bench`: take every measure and write REPORT.md beside this file.

With `--quick FILE` each is taken about once, without load, and FILE is written: to see whether they run. With
`--only B1,B4` these are taken and printed, and take the place of their sections in the report.
"""

import os
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import django

from bench.load import need_wrk, one_request_each, under_load, wrk_version
from bench.machine import machine, versions
from bench.report import page_of, section, sections_of, taken_on
from bench.scale import FULL, QUICK
from bench.selection import ids

REPORT = Path(__file__).with_name("REPORT.md")


def main() -> None:
    """The application is measured with a database and static files of its own."""
    parser = ArgumentParser(prog="python -m bench")
    parser.add_argument("--quick", type=Path, metavar="FILE", help="run each measure about once and write FILE")
    parser.add_argument("--only", type=ids, default=(), metavar="B1,B4", help="take some anew")
    asked = parser.parse_args()
    quick: Path | None = asked.quick
    if quick is None:
        need_wrk()
    start, on = monotonic(), machine()
    with TemporaryDirectory() as folder:
        os.environ |= {"CALCULATOR_VAR": folder, "DJANGO_SETTINGS_MODULE": "calculator.settings"}
        # Django reads its settings, and a model needs Django, so what measures the application is imported last.
        django.setup()
        from bench.measures import results

        scale, generator = (QUICK, one_request_each) if quick else (FULL, under_load)
        measured, chromium = results(Path(folder), scale, generator, asked.only)
    known = {**versions(), "wrk": wrk_version()} | ({"Chromium": chromium} if chromium else {})
    taken = taken_on(on, known, monotonic() - start)
    new = [section(each, taken) for each in measured]
    if asked.only:
        print("\n".join(each.text for each in new))
    written = quick or REPORT
    # What is taken quickly says nothing, so that nothing else stands beside it.
    former = () if quick else sections_of(REPORT.read_text(encoding="utf-8"))
    written.write_text(page_of(new, former, asked.only), encoding="utf-8")
    print(f"Written: {written}")


if __name__ == "__main__":
    main()
