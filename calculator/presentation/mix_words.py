"""What mixes of commitments are called."""

from collections.abc import Iterable
from decimal import Decimal

from calculator.catalogue.purchase_options import in_words
from calculator.commitments.regret import LEAST_COST, LEAST_REGRET, NOTHING, STATED
from calculator.core.display import counted
from calculator.presentation.commitment_shapes import HeldCommitment

NAMES = {LEAST_COST: "Least cost", LEAST_REGRET: "Least worst regret", STATED: "As stated", NOTHING: "On-demand only"}


def names_of(names: Iterable[str]) -> str:
    """All that a mix is: `Least cost; only Reserved, 3 years, all upfront`.

    Of ways to buy that are best not bought at all nothing is said: the mix is on-demand.
    """
    own = [*names]
    told = [NAMES[name] for name in own if name in NAMES]
    alone = [] if NOTHING in own else [f"only {in_words(name)}" for name in own if name not in NAMES]
    joined = "; ".join([*told, *alone])
    return joined[:1].upper() + joined[1:]


def quantity_words(held: HeldCommitment) -> str:
    """How much of a commitment: `20 instances`, `1.502 USD/hour`."""
    return counted(Decimal(held["quantity"]), held["unit"])


def held_words(held: HeldCommitment) -> str:
    """How much of which commitment."""
    return f"{quantity_words(held)} of {held['label']}"
