"""One way to go through a price list, in a process of its own: prints the seconds and the most megabytes it held.

    python -m bench.one_import ijson index.json

The seconds are those from the open file to the end; what an interpreter and its libraries take to start is left out.
"""

import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import IO


def by_pyarrow(path: Path) -> Callable[[], object]:
    """The whole file as one table, below the five lines that stand above its heading."""
    from pyarrow.csv import ReadOptions, read_csv

    return lambda: read_csv(path, read_options=ReadOptions(skip_rows=5))


def by_ijson(path: Path) -> Callable[[], object]:
    """Every event of the parser and where it stands, without doing anything about it."""
    import ijson

    return lambda: _walked(path, ijson.parse)


def by_ijson_alone(path: Path) -> Callable[[], object]:
    """Every event of the parser, without where it stands."""
    import ijson

    return lambda: _walked(path, ijson.basic_parse)


def _walked(path: Path, events: Callable[[IO[bytes]], Iterable[object]]) -> None:
    with path.open("rb") as file:
        for _ in events(file):
            pass


def reading(path: Path) -> Callable[[], object]:
    """The prices in our dimensions, checked."""
    from calculator.offers.mapping import read_mapping
    from calculator.offers.read_offer import read_offer

    _load_reader_of(path)
    mapping = read_mapping()
    return lambda: read_offer(path, mapping)


def importing(path: Path) -> Callable[[], object]:
    """The same, compared with the prices in force, stored and switched on."""
    import django

    django.setup()
    from django.core.management import call_command

    from calculator.offers.mapping import read_mapping
    from calculator.store.price_lists.downloads import bring_in
    from calculator.store.price_lists.importing import Terms

    call_command("migrate", verbosity=0)
    _load_reader_of(path)
    mapping = read_mapping()
    return lambda: bring_in(path, path.name, mapping, Terms(), lambda read: None)


def _load_reader_of(path: Path) -> None:
    """The module that reads a format, which the program itself imports when it meets the format."""
    import_module(f"calculator.offers.{path.suffix.removeprefix('.')}_offers")


WAYS = {"pyarrow": by_pyarrow, "ijson": by_ijson, "ijson-basic": by_ijson_alone, "read": reading, "import": importing}


def peak_megabytes() -> float:
    """The most memory this process has held; not that of its parent, which the usual counter would include."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = {line.split()[0]: line.split()[1] for line in status.splitlines() if line.endswith(" kB")}
    return int(kilobytes["VmHWM:"]) * 1024 / 1e6


def main(way: str, path: str) -> None:
    """Everything is imported before the clock starts."""
    step = WAYS[way](Path(path))
    start = perf_counter()
    kept = step()
    print(perf_counter() - start, peak_megabytes(), kept is None)


if __name__ == "__main__":
    main(*sys.argv[1:])
