"""`python -m tests.store.price_lists.killing FOLDER COUNT`: imports that are killed at random, one after another.

Each import is a process of its own, forked from this one so that none of the time of a start is in it, and brings in
a newer list than the one before. After each kill the database must hold either all of that list, in use, or nothing
of it; then the same import runs to its end. Prints how the kills fell, as JSON.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

# Loaded before the forks, so that what is killed is the import and not the start of a program.
from calculator.management.commands import import_price_list  # noqa: E402
from calculator.models import StoredPrice, StoredPriceList  # noqa: E402
from calculator.store.price_lists import activation, active_catalogue  # noqa: E402
from calculator.store.price_lists.active_catalogue import Newest  # noqa: E402
from tests.store.price_lists.offer_texts import offer_file  # noqa: E402

NAME = "AmazonS3-us-east-1-{version}"
REGION = "us-east-1"


def version_of(trial: int) -> str:
    """The version of the list that a trial brings in."""
    return f"{20260101000000 + trial}"


def start(path: Path) -> int:
    """Begin an import in a process of its own."""
    connections.close_all()
    process = os.fork()
    if process == 0:
        code = 1
        try:
            with Path(os.devnull).open("w") as nowhere:
                call_command(import_price_list.Command(), str(path), confirm=True, stdout=nowhere)
            code = 0
        finally:
            os._exit(code)
    return process


def finish(path: Path) -> float:
    """Import to the end; how many seconds it took."""
    began = time.monotonic()
    _, status = os.waitpid(start(path), 0)
    assert status == 0, "An import that nobody killed did not end well."
    return time.monotonic() - began


def kill(path: Path, after: float) -> None:
    """Begin an import and kill it, if it is not at its end by then."""
    process = start(path)
    time.sleep(after)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def state(trial: int, whole: int) -> str:
    """`whole` when the list of a trial is there and in use, `unchanged` when nothing of it is; else it fails."""
    # Waits until the database has ended the transaction of a killed process.
    with activation.alone():
        pass
    name = NAME.format(version=version_of(trial))
    found = StoredPriceList.objects.filter(name=name).first()
    rows = StoredPrice.objects.exclude(price_list__name__in=finished_names(trial)).count()
    if found is None:
        assert rows == 0, f"{rows} prices of a list that is not there."
        expected = trial - 1
    else:
        assert (found.activated_at is not None, rows) == (True, whole), f"{rows} of {whole} prices."
        expected = trial
    assert price_in_use() == price_of(expected), "The answer is not that of the list in use."
    return "unchanged" if found is None else "whole"


def finished_names(trial: int) -> list[str]:
    """The lists of the trials before."""
    return [NAME.format(version=version_of(earlier)) for earlier in range(trial)]


def price_of(trial: int) -> Decimal:
    """What the list of a trial says of every storage class."""
    return Decimal(1 + trial) / 1000


def price_in_use() -> Decimal:
    """What a process that starts now would answer with."""
    catalogue = Newest(active_catalogue.NEWEST.catalogue()).catalogue()
    cards = catalogue.table("s3").in_force(REGION, date.max)
    return cards["storage", "GLACIER_IR"].tiers[0].usd_per_unit


def main(folder: Path, count: int) -> None:
    """The trials."""
    chance = random.Random(5)
    active_catalogue.NEWEST.catalogue().table("s3")
    paths = [offer_file(folder / f"{trial}.csv", version_of(trial), price_of(trial)) for trial in range(count + 1)]
    usual = finish(paths[0])
    whole = StoredPrice.objects.count()
    fell: Counter[str] = Counter()
    for trial in range(1, count + 1):
        kill(paths[trial], after=chance.uniform(0, 1.2 * usual))
        fell[state(trial, whole)] += 1
        usual = 0.8 * usual + 0.2 * finish(paths[trial])
        assert state(trial, whole) == "whole"
    print(json.dumps({**fell, "prices": whole}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
