"""How much is measured: enough for steady figures, in about twenty minutes on two cores."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Counts for each measure. `load_seconds` is shared by everything that is put under load."""

    load_seconds: int
    rounds: int
    workloads: int
    calls: int
    loads: int
    changes: int
    estimates: int
    starts: int
    price_list_rows: int
    imports: int
    attack_seconds: int
    dearest_seconds: float

    def seconds_each(self, targets: int) -> int:
        """How long one target is under load in one round; the load generator counts whole seconds."""
        return max(1, self.load_seconds // (self.rounds * targets))


FULL = Scale(
    load_seconds=75,
    rounds=5,
    workloads=10_000,
    calls=2_000,
    loads=7,
    changes=30,
    estimates=10,
    starts=5,
    price_list_rows=300_000,
    imports=3,
    attack_seconds=10,
    dearest_seconds=0.3,
)
# Everything once or a few times: the figures mean nothing, but a measure that no longer runs is found.
QUICK = Scale(
    load_seconds=1,
    rounds=1,
    workloads=6,
    calls=3,
    loads=1,
    changes=2,
    estimates=1,
    starts=1,
    price_list_rows=30_000,
    imports=1,
    attack_seconds=1,
    dearest_seconds=0.0,
)
