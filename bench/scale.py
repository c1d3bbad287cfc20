"""How much is measured: enough for steady figures, in about a quarter of an hour on two cores however many services."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Counts for each measure.

    `load_seconds` are shared by everything that is put under load, `calls`, `requests`, `loads`, `changes` and
    `other_starts` by all services, each of which has a few at least. So many `under_load` stand for all services there.
    """

    load_seconds: int
    rounds: int
    under_load: int
    workloads: int
    calls: int
    requests: int
    loads: int
    changes: int
    estimates: int
    other_starts: int
    starts: int
    price_list_rows: int
    imports: int
    attack_seconds: int
    dearest_seconds: float
    dearest_answers: int
    table_rows: tuple[int, ...]

    def seconds_each(self, targets: int) -> int:
        """How long one target is under load in one round; the load generator counts whole seconds."""
        return max(1, self.load_seconds // (self.rounds * targets))

    @staticmethod
    def of_each(together: int, services: int, fewest: int = 1) -> int:
        """How many of what all services share are of one."""
        return max(fewest, together // services)


FULL = Scale(
    load_seconds=75,
    rounds=5,
    under_load=2,
    workloads=10_000,
    estimates=10,
    calls=20_000,
    requests=6_000,
    loads=60,
    changes=240,
    other_starts=60,
    starts=5,
    price_list_rows=300_000,
    imports=3,
    attack_seconds=10,
    dearest_seconds=0.05,
    dearest_answers=3,
    table_rows=(10_000, 100_000, 1_000_000),
)
# Everything once or a few times: the figures mean nothing, but a measure that no longer runs is found.
QUICK = Scale(
    load_seconds=1,
    rounds=1,
    under_load=1,
    workloads=6,
    calls=3,
    requests=1,
    loads=1,
    changes=2,
    estimates=1,
    other_starts=1,
    starts=1,
    price_list_rows=30_000,
    imports=1,
    attack_seconds=1,
    dearest_seconds=0.0,
    dearest_answers=1,
    # Far more than a table of prices has: what is joined to that is then in the order of the usages.
    table_rows=(2000, 3000, 4000),
)
