"""`python -m tests.store.price_lists.reading_along SECONDS`: readers that ask while somebody switches price lists.

Two processes of four threads ask, in one request after the other, what a workload of two tables costs, and check
that all prices of a request are of one state. This process switches the lists of both tables together, over and over.
Prints how often each state was seen, as JSON.
"""

import json
import os
import sys
import threading
from collections import Counter
from datetime import date

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402

from calculator.application.questions import answer, ask  # noqa: E402
from calculator.core.answer import Answer  # noqa: E402
from calculator.store.price_lists import activation  # noqa: E402
from calculator.store.price_lists.active_catalogue import pinned  # noqa: E402
from calculator.store.price_lists.importing import Terms, activate, import_offer  # noqa: E402
from tests.questions import answered  # noqa: E402
from tests.store.price_lists.offers import offer  # noqa: E402

PROCESSES, THREADS = 2, 4
WORKLOADS = ({"storage_gb": 1000, "put_requests": 5000, "data_out_gb": 300}, {"storage_class": "STANDARD_IA"})
TIMES = {"20261101060000": 2, "20261101180000": 3}
OLD, NEW = TIMES


def names(version: str) -> list[str]:
    """The lists of one version, which are switched together."""
    return [f"{code}-us-east-1-{version}" for code in ("AmazonS3", "AWSDataTransfer")]


def bring_in() -> None:
    """Both versions of both lists; the older is in use for good."""
    for version, times in TIMES.items():
        for table in ("s3", "data_transfer"):
            each = offer(table, version=version, times=times, published=date(2026, 11, 1))
            import_offer(each, "a file", Terms(is_confirmed=True, is_to_be_used=version == OLD))


def state_of(estimates: list[Answer]) -> str:
    """The one version that every price of a request is of, its amounts checked."""
    cards = [item.card for estimate in estimates for item in estimate.line_items]
    assert {card.table for card in cards} == {"s3", "data_transfer"}
    versions = {card.source.rpartition("-")[2] for card in cards}
    assert len(versions) == 1, f"One request saw {versions}."
    [version] = versions
    for estimate, usual in zip(estimates, USUAL, strict=True):
        assert estimate.effective_monthly_usd == TIMES[version] * usual, (
            "The prices are of one list, the amounts are not."
        )
        assert {each.id.rpartition("-")[2] for each in estimate.price_lists if each.region} == {version}
    return version


USUAL = [answered("s3", dict(workload)).effective_monthly_usd for workload in WORKLOADS]


def read(seen: Counter[str], faults: list[str], is_over: threading.Event) -> None:
    """Ask until it is over."""
    try:
        while not is_over.is_set():
            with pinned():
                seen[state_of([answer(ask("s3", dict(workload))) for workload in WORKLOADS])] += 1
    except BaseException as error:
        faults.append(repr(error))
    finally:
        connections.close_all()


def readers(over: int, told: int) -> None:
    """One process of readers; ends when the pipe is closed and tells what it has seen."""
    settings.PRICE_LISTS_LOOKED_UP_EVERY = 0
    seen: Counter[str] = Counter()
    faults: list[str] = []
    is_over = threading.Event()
    threads = [threading.Thread(target=read, args=(seen, faults, is_over)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    os.read(over, 1)
    is_over.set()
    for thread in threads:
        thread.join()
    os.write(told, json.dumps({"seen": seen, "faults": faults}).encode() + b"\n")


def main(activations: int) -> None:
    """Start the readers, switch the lists, and gather what was seen."""
    bring_in()
    connections.close_all()
    over, told = os.pipe(), os.pipe()
    for _ in range(PROCESSES):
        if os.fork() == 0:
            os.close(over[1])
            readers(over[0], told[1])
            os._exit(0)
    for number in range(activations):
        if number % 2 == 0:
            activate(names(NEW), Terms(is_confirmed=True))
        else:
            activation.deactivate(names(NEW))
    os.close(over[1])
    os.close(told[1])
    with os.fdopen(told[0]) as answers:
        print(json.dumps([json.loads(line) for line in answers]))


if __name__ == "__main__":
    main(int(sys.argv[1]))
