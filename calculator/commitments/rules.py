"""How AWS applies commitments within an hour, for many hours at once.

Reserved Instances come first, those of a zone before those of a Region, and those of a Region from the smallest size to
the largest; then EC2 Instance Savings Plans, then plans for more. A plan goes where it saves the largest share of the
on-demand price, of equal shares where its rate is lowest. What is left of a commitment at the end of an hour is lost.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from calculator.commitments.model import Fleet, Hours, Offer


@dataclass(frozen=True, eq=False)
class Applied:
    """By hour: what runs on demand, a row for each fleet, and what is left of each commitment.

    `given` is what each commitment has in every hour; `left_after` has what is not covered after each kind, of
    those that it was asked of.
    """

    on_demand: Hours
    rest: Hours
    given: Hours
    left_after: Mapping[int, Hours]

    def used_hours(self, weights: Hours) -> Hours:
        """For how many hours each commitment is used, of hours that occur so often; half used is half an hour."""
        lost = self.rest @ weights
        used: Hours = weights.sum() - np.divide(lost, self.given, out=np.zeros_like(lost), where=self.given > 0)
        return used


def apply(
    fleets: Sequence[Fleet], offers: Sequence[Offer], bought: Hours, running: Hours, *, by_kind: bool = False
) -> Applied:
    """What covers what; `bought` has the units of each offer, `running` a row for each fleet and a column an hour.

    What is left after each kind of commitment is kept where it is asked for `by_kind`.
    """
    given = np.array([offer.gives for offer in offers]) * bought
    # Rows are filled when they are first met: to ask for memory and to copy take as long as to cover.
    left, rest = np.empty_like(running), np.empty((len(offers), running.shape[1]))
    met_fleets, met_offers = set[int](), set[int]()
    covered = np.empty(running.shape[1])
    left_after: dict[int, Hours] = {}
    for kind in sorted({offer.kind for offer in offers}):
        for at, fleet in in_order(fleets, offers, bought, kind):
            takes = offers[at].takes[fleet]
            needs = left[fleet] if fleet in met_fleets else running[fleet]
            has = rest[at] if at in met_offers else given[at]
            np.minimum(needs, has if takes == 1 else np.divide(has, takes, out=covered), out=covered)
            np.subtract(needs, covered, out=left[fleet])
            if takes != 1:
                covered *= takes
            np.subtract(has, covered, out=rest[at])
            met_fleets.add(fleet)
            met_offers.add(at)
        if by_kind:
            left_after[kind] = _filled(left, running, met_fleets).copy()
    _filled(rest, np.broadcast_to(given[:, None], rest.shape), met_offers)
    return Applied(_filled(left, running, met_fleets), rest, given, left_after)


def _filled(rows: Hours, otherwise: Hours, met: set[int]) -> Hours:
    """Rows of which those that were not met are as they were."""
    for at in range(len(rows)):
        if at not in met:
            rows[at] = otherwise[at]
    return rows


def in_order(fleets: Sequence[Fleet], offers: Sequence[Offer], bought: Hours, kind: int) -> Iterator[tuple[int, int]]:
    """Which commitment of a kind meets which fleet, first to last."""
    pairs = (
        (_rank(offer, fleets[fleet], takes), at, fleet)
        for at, offer in enumerate(offers)
        if bought[at] > 0 and offer.kind == kind
        for fleet, takes in offer.takes.items()
    )
    yield from ((at, fleet) for _, at, fleet in sorted(pairs))


def _rank(offer: Offer, fleet: Fleet, takes: float) -> tuple[float, float]:
    """The smaller, the earlier."""
    if not offer.is_plan:
        return fleet.factor, 0
    price = float(fleet.on_demand_usd)
    # Shares that AWS calls equal differ in the last digits of a float.
    return (-round(1 - takes / price, 9) if price else 0.0), takes
