"""Random workloads of any service, from its declarations; what its laws must except stands here as data.

For a service that is a folder it stands in the folder, in `laws.toml`, under the names of `OF_A_FOLDER`.
"""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, TypeGuard

from hypothesis import strategies as st

from calculator.catalogue.common_fields import DEFAULT_REGION
from calculator.catalogue.keyed_layout import KeyedLayout, table_name
from calculator.catalogue.purchase_options import FEE
from calculator.core.declarations import ChoiceField, Declaration, FlagField, QuantityField
from calculator.core.lists import ListField
from calculator.core.units import PRICING_DATA
from calculator.services import SERVICES
from calculator.services.ec2.usage import LAYOUT
from calculator.services.service import Service
from calculator.services.service_files.engine import FileService
from calculator.services.service_files.keyed import purchase_of
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
# Fields of which more never costs more: what is kept longer does not go before its minimum, what is paid once is spread
# over more months, capacity that is used more is less of it.
CHEAPER_WITH_MORE: dict[str, tuple[str, ...]] = {
    "s3": ("object_lifetime_days", "effective_months"),
    "ebs": ("snapshot_archive_days",),
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
        "inter_region_to": ("same", "eu-west-1", "us-west-2"),
    },
    # Regions that replicas and readers are in; archives are not replicated, so mostly nothing is.
    "s3": {
        "inter_region_to": ("same", "eu-west-1", "us-west-2"),
        "replication_region": ("same", "eu-west-1", "us-west-2"),
        "replicated_gb": ("0", "0", "0", "100", "51200.01"),
        "replication_requests": ("0", "0", "2000"),
    },
    # Regions that copies can go to; of most the one Region asked of is told apart in the tests of snapshots.
    "ebs": {"snapshot_copy_region": ("same", "eu-west-1", "ap-northeast-1")},
    # Records, rates and readers that an on-demand stream takes too.
    "kinesis": {
        "records_per_second": ("0", "1", "99.99", "1000", "1000.01", "26000"),
        "peak_records_per_second": ("1000", "5000.5", "30000"),
        "record_kb": ("0.2", "1", "1.01", "4.5", "25", "25.01", "100"),
        "shared_consumers": ("0", "1", "2", "3", "6"),
        "fan_out_consumers": ("0", "1", "2", "12", "20"),
        "hottest_key_percent": ("0", "0", "0.5", "1"),
        "shards": ("0", "0", "1", "500"),
        "put_payload_units": ("0", "0", "1", "9999999999"),
    },
    # Items that are not too large, shares of one whole, limits with room between them, Regions besides the home,
    # indexes that a table can have with capacity for each, keys that one partition carries.
    "dynamodb": {
        "item_size_kb": ("0.5", "1", "1.01", "4", "4.01", "99.99", "128", "400"),
        "index_item_kb": ("0.5", "1", "1.01", "4", "4.01", "99.99", "400"),
        "items_per_query": ("0", "1", "10", "99.99"),
        "items_per_index_read": ("0", "1", "10", "99.99"),
        "indexed_write_percent": ("40", "99.99", "100"),
        "index_key_change_percent": ("0", "0.5", "40"),
        "global_secondary_indexes": ("0", "1", "3", "20"),
        "local_secondary_indexes": ("0", "1", "5"),
        "hottest_key_percent": ("0", "0.01"),
        "table_rcu": ("0", "0", "5", "1000"),
        "table_wcu": ("0", "0", "5", "1000"),
        "index_rcu": ("0", "0", "20", "1000"),
        "index_wcu": ("0", "0", "20", "1000"),
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
    # What is paid upfront is not paid monthly.
    "ec2": ("upfront_percent",),
    "s3": ("average_object_kb",),
    # So is no capacity stated, instead of which the load decides.
    "kinesis": ("shards", "put_payload_units"),
    "dynamodb": ("maximum_rcu", "maximum_wcu", "table_rcu", "table_wcu", "index_rcu", "index_wcu"),
}
OF_A_FOLDER: dict[str, dict[str, Any]] = {
    "cheaper_with_more": CHEAPER_WITH_MORE,
    "either_way": EITHER_WAY,
    "chooses_only": CHOOSES_ONLY,
    "used_only": USED_ONLY,
    "steady": STEADY,
    "drawn": DRAWN,
}
for path in PRICING_DATA.glob("services/*/laws.toml"):
    for name, excepted in tomllib.loads(path.read_text(encoding="utf-8")).items():
        OF_A_FOLDER[name][path.parent.name] = excepted
for service in SERVICES.values():
    if isinstance(service, FileService) and service.declared.inputs_whole:
        WHOLES[service.KEY] = tuple(name for each in service.declared.inputs_whole for name in each.of)

LARGEST_DRAWN = 10**6
EDGES = ("0", "1", "99.99", "100", "128", "10240", "51200", "51200.01", "153600", "512000", "1000000")


def amounts(declaration: QuantityField) -> st.SearchStrategy[str]:
    """Amounts with two decimals, often on an edge of a tier or a minimum.

    Two decimals and a million at most keep a count, such as that of the objects, clear of a whole number by more
    than the noise of a float, unless it is one: then both number systems must count the same.
    """
    # Hours default to those of the month that is meant unless another one is asked for.
    most = declaration.default if declaration.of_month else declaration.at_most
    low, high = declaration.at_least, min(most, Decimal(LARGEST_DRAWN))
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


def offers(table: str, layout: KeyedLayout, purchase: str) -> list[dict[str, str]]:
    """What a keyed table has a price for where the questions are asked: most combinations of its choices have none."""
    priced = CATALOGUE.table(table).in_force(DEFAULT_REGION, TODAY)
    return [
        {**dict(zip(layout.columns, layout.key_of(priced_as), strict=True)), purchase: option}
        for option, priced_as in ((dimension.removesuffix(FEE), priced_as) for dimension, priced_as in priced)
        if option in layout.options
    ]


def drawn(service: Service, name: str) -> st.SearchStrategy[str]:
    """A value of a field, as the laws draw it."""
    return _drawn(service.KEY, name)


@cache
def _drawn(key: str, name: str) -> st.SearchStrategy[str]:
    """Made once: Hypothesis checks every strategy that is new to it, which takes longer than an answer."""
    service = SERVICES[key]
    narrow = DRAWN.get(service.KEY, {}).get(name)
    return st.sampled_from(narrow) if narrow else values(service.Usage.declarations[name])


@cache
def wholes(fields: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    """Whole percentages that sum to 100 over the fields."""
    cuts = st.lists(st.integers(0, 100), min_size=len(fields) - 1, max_size=len(fields) - 1).map(sorted)
    return cuts.map(
        lambda drawn: {
            field: str(high - low) for field, (low, high) in zip(fields, pairwise([0, *drawn, 100]), strict=True)
        }
    )


# Choices that are drawn together, because few of their combinations are sold.
OFFERED: dict[str, st.SearchStrategy[dict[str, str]]] = {
    "ec2": st.deferred(lambda: st.sampled_from(offers("ec2", LAYOUT, "purchase_option")))
}
for service in SERVICES.values():
    if isinstance(service, FileService):
        for keyed, layout in service.declared.keyed.items():
            asked = (table_name(service.KEY, keyed), layout, purchase_of(keyed, service.declared))
            OFFERED[service.KEY] = st.deferred(lambda asked=asked: st.sampled_from(offers(*asked)))  # type: ignore[misc]
NONE_OFFERED: st.SearchStrategy[dict[str, str]] = st.just({})


@cache
def few_of(names: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """Some fields of features that most workloads do not have; the others are left at their defaults."""
    return st.lists(st.sampled_from(names), max_size=4, unique=True) if names else st.just([])


@cache
def _left_out_at_times(key: str, names: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({}, optional={name: _drawn(key, name) for name in names})


@st.composite
def usages(draw: st.DrawFn, service: Service) -> dict[str, str]:
    """A workload as somebody would type it; fields with derived defaults are sometimes left out."""
    shared = WHOLES.get(service.KEY, ())
    offer = draw(OFFERED.get(service.KEY, NONE_OFFERED))
    apart = (*shared, *offer)
    features = draw(few_of(tuple(name for name, each in service.Usage.declarations.items() if each.group)))
    declarations = {
        name: each
        for name, each in service.Usage.declarations.items()
        if name not in apart and (not each.group or name in features)
    }
    typed = {name: draw(drawn(service, name)) for name, each in declarations.items() if each.derived is None}
    derived = tuple(name for name, each in declarations.items() if each.derived is not None)
    typed |= draw(_left_out_at_times(service.KEY, derived))
    return agreeing(service, typed | offer | (draw(wholes(shared)) if shared else {}))


def agreeing(service: Service, raw: Mapping[str, str]) -> dict[str, str]:
    """A workload whose peaks are raised to their averages."""
    declarations = service.Usage.declarations
    least = {name: each.not_below for name, each in declarations.items() if is_bound(each) and name in raw}
    averages = {name: raw.get(other, f"{declarations[other].default:f}") for name, other in least.items()}
    return {**raw, **{name: max(raw[name], average, key=Decimal) for name, average in averages.items()}}


def is_bound(declaration: Declaration) -> TypeGuard[QuantityField]:
    """Whether a field is never below another one."""
    return isinstance(declaration, QuantityField) and bool(declaration.not_below)


def quantities(service: Service, raw: Mapping[str, str]) -> list[str]:
    """The amounts among the fields typed."""
    return [name for name in raw if isinstance(service.Usage.declarations[name], QuantityField)]
