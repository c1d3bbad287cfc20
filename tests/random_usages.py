"""Random workloads of any service, from its declarations; what its laws must except stands here as data."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TypeGuard

from hypothesis import strategies as st

from calculator.core.declarations import ChoiceField, Declaration, FlagField, QuantityField
from calculator.core.lists import ListField
from calculator.estimator import DEFAULT_REGION
from calculator.services.service import Service
from tests.questions import CATALOGUE, TODAY

# Fields that share one whole of 100 and so cannot be drawn, or grow, one by one.
WHOLES: dict[str, tuple[str, ...]] = {
    "s3": (
        "frequent_percent",
        "infrequent_percent",
        "archive_instant_percent",
        "archive_percent",
        "deep_archive_percent",
    ),
}
# Fields of which more never costs more: objects that live longer are not deleted early, capacity that is used more is
# less of it.
CHEAPER_WITH_MORE: dict[str, tuple[str, ...]] = {
    "s3": ("object_lifetime_days",),
    "dynamodb": ("target_utilization_percent",),
}
# Fields that say which choices are possible, or what they are judged by, and bill nothing themselves.
CHOOSES_ONLY: dict[str, tuple[str, ...]] = {"ec2": ("vcpus", "memory_gib", "months_needed")}
# Choices under which nothing used costs nothing; a commitment bills every hour whether used or not.
USED_ONLY: dict[str, dict[str, str]] = {
    "ec2": {"purchase_option": "on_demand"},
    # A provisioned table has one unit at least.
    "dynamodb": {"capacity_mode": "on_demand"},
}
# Choices under which more never costs less: a whole block of reserved capacity costs less than most of one on demand.
STEADY: dict[str, dict[str, str]] = {"dynamodb": {"reserved_term": "none"}}
# Narrower draws where hardly any value of a field goes with the others: needs that most instance types meet.
DRAWN: dict[str, dict[str, tuple[str, ...]]] = {
    "ec2": {
        "vcpus": ("0", "0.5", "1", "2"),
        "memory_gib": ("0", "0.5", "1", "4"),
        "architecture": ("any",),
        "family": ("any",),
        "current_generation": ("false",),
    },
    # Records, rates and readers that an on-demand stream takes too.
    "kinesis": {
        "records_per_second": ("0", "1", "99.99", "1000", "1000.01", "26000"),
        "peak_records_per_second": ("1000", "5000.5", "30000"),
        "record_kb": ("0.2", "1", "1.01", "4.5", "25", "25.01", "100"),
        "shared_consumers": ("0", "1", "2", "3", "6"),
        "fan_out_consumers": ("0", "1", "2", "12", "20"),
    },
    # Items that are not too large, shares of one whole, limits with room between them, Regions besides the home.
    "dynamodb": {
        "item_size_kb": ("0.5", "1", "1.01", "4", "4.01", "99.99", "128", "400"),
        "strong_read_percent": ("0", "12.5", "50"),
        "transactional_read_percent": ("0", "33.33", "50"),
        "minimum_rcu": ("0", "7"),
        "maximum_rcu": ("0", "7", "99999"),
        "minimum_wcu": ("0", "7"),
        "maximum_wcu": ("0", "7", "99999"),
        "replica_regions": ("", "eu-west-1", "eu-west-1, ap-northeast-1"),
    },
}
# Fields of which more may cost more or less: larger objects are fewer, but they are monitored and are more to upload.
# A limit of 0 is none.
EITHER_WAY: dict[str, tuple[str, ...]] = {
    "s3": ("average_object_kb",),
    "dynamodb": ("maximum_rcu", "maximum_wcu"),
}

LARGEST_DRAWN = 10**6
EDGES = ("0", "1", "99.99", "100", "128", "10240", "51200", "51200.01", "153600", "512000", "1000000")


def amounts(declaration: QuantityField) -> st.SearchStrategy[str]:
    """Amounts with two decimals, often on an edge of a tier or a minimum.

    Two decimals and a million at most keep a count, such as that of the objects, clear of a whole number by more
    than the noise of a float, unless it is one: then both number systems must count the same.
    """
    low, high = declaration.at_least, min(declaration.at_most, Decimal(LARGEST_DRAWN))
    edges = [text for text in (*EDGES, f"{declaration.default:f}") if is_within(text, declaration)]
    places = 0 if declaration.is_whole else 2
    return st.one_of(st.sampled_from(edges), st.decimals(low, high, places=places).map(lambda number: f"{number:f}"))


def is_within(text: str, declaration: QuantityField) -> bool:
    """Whether a field accepts an amount."""
    try:
        declaration.read(text)
    except ValueError:
        return False
    return True


def values(declaration: Declaration) -> st.SearchStrategy[str]:
    """Whatever a field accepts."""
    match declaration:
        case QuantityField():
            return amounts(declaration)
        case ChoiceField(choices=choices):
            return st.sampled_from([choice.value for choice in choices])
        case FlagField():
            return st.sampled_from(["true", "false"])
        case ListField(each=each, length=length, is_unique=unique):
            longest = length or 3
            lists = st.lists(values(each), min_size=length or 0, max_size=longest, unique=unique)
            return st.one_of(st.just(""), lists.map(", ".join))
    raise AssertionError(f"a field of an unknown kind: {declaration}")


@cache
def offers() -> list[dict[str, str]]:
    """What EC2 has a price for where the questions are asked: most combinations of its choices have none."""
    priced = CATALOGUE.table("ec2").in_force(DEFAULT_REGION, TODAY)
    return [
        {"instance_type": name, "operating_system": system, "purchase_option": option}
        for option, name, system in (f"{option} {priced_as}".split(" ") for option, priced_as in priced)
    ]


def drawn(service: Service, name: str) -> st.SearchStrategy[str]:
    """A value of a field, as the laws draw it."""
    narrow = DRAWN.get(service.KEY, {}).get(name)
    return st.sampled_from(narrow) if narrow else values(service.Usage.declarations[name])


def wholes(fields: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    """Whole percentages that sum to 100 over the fields."""
    cuts = st.lists(st.integers(0, 100), min_size=len(fields) - 1, max_size=len(fields) - 1).map(sorted)
    return cuts.map(
        lambda drawn: {
            field: str(high - low) for field, (low, high) in zip(fields, pairwise([0, *drawn, 100]), strict=True)
        }
    )


# Choices that are drawn together, because few of their combinations are sold.
OFFERED: dict[str, st.SearchStrategy[dict[str, str]]] = {"ec2": st.deferred(lambda: st.sampled_from(offers()))}


@st.composite
def usages(draw: st.DrawFn, service: Service) -> dict[str, str]:
    """A workload as somebody would type it; fields with derived defaults are sometimes left out."""
    shared = WHOLES.get(service.KEY, ())
    offer = draw(OFFERED.get(service.KEY, st.just({})))
    apart = (*shared, *offer)
    declarations = {name: each for name, each in service.Usage.declarations.items() if name not in apart}
    typed = {name: draw(drawn(service, name)) for name, each in declarations.items() if each.derived is None}
    derived = {name: drawn(service, name) for name, each in declarations.items() if each.derived is not None}
    typed |= draw(st.fixed_dictionaries({}, optional=derived))
    return agreeing(service, typed | offer | (draw(wholes(shared)) if shared else {}))


def agreeing(service: Service, raw: Mapping[str, str]) -> dict[str, str]:
    """A workload whose peaks are raised to their averages."""
    least = {name: each.not_below for name, each in service.Usage.declarations.items() if is_bound(each)}
    raised = {name: max(raw[name], raw[other], key=Decimal) for name, other in least.items() if name in raw}
    return {**raw, **raised}


def is_bound(declaration: Declaration) -> TypeGuard[QuantityField]:
    """Whether a field is never below another one."""
    return isinstance(declaration, QuantityField) and bool(declaration.not_below)


def quantities(service: Service, raw: Mapping[str, str]) -> list[str]:
    """The amounts among the fields typed."""
    return [name for name in raw if isinstance(service.Usage.declarations[name], QuantityField)]
