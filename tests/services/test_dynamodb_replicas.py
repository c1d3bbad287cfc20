"""Global tables where a replicated write has a price of its own, as it had until November 2024: half as much again."""

import csv
from decimal import Decimal

import pytest

from calculator.catalogue.catalogue import Catalogue
from calculator.core.answer import Answer
from calculator.core.units import PRICING_DATA
from calculator.estimator import answer_to, read_question
from tests.questions import TODAY, beside, billed, usd

MODES = ("on_demand", "provisioned")


@pytest.fixture(scope="module")
def dearer_replicas(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The shipped tables with the old price of replicated writes."""
    folder = tmp_path_factory.mktemp("more expensive")
    own = folder / "services" / "dynamodb"
    own.mkdir(parents=True)
    for name in ("regions.csv", "sources.csv", "services/dynamodb/limits.csv", "services/dynamodb/sources.csv"):
        (folder / name).write_bytes((PRICING_DATA / name).read_bytes())
    with (PRICING_DATA / "services/dynamodb/prices.csv").open(encoding="utf-8", newline="") as shipped:
        rows = list(csv.DictReader(shipped))
    for row in rows:
        if row["dimension"].startswith("replicated_"):
            row["usd_per_unit"] = str(Decimal(row["usd_per_unit"]) * Decimal("1.5"))
    with (own / "prices.csv").open("w", encoding="utf-8", newline="") as written:
        writer = csv.DictWriter(written, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return Catalogue(folder)


def answered(catalogue: Catalogue, mode: str, **fields: object) -> Answer:
    alone = {"reads_per_second": 0, "storage_gb": 0, "target_utilization_percent": 100}
    raw = {"capacity_mode": mode, "replica_regions": "us-west-2", **alone, **fields}
    return answer_to(read_question("dynamodb", raw, catalogue, TODAY), catalogue)


def written(answer: Answer) -> dict[str, Decimal]:
    """What the writes cost, without the RCU that a provisioned table, its indexes and its replica have at least."""
    return {name: cost for name, cost in billed(answer).items() if "reads" not in name}


@pytest.mark.parametrize(
    ("mode", "replicated", "ordinary"),
    [
        ("on_demand", "246.375", "164.25"),  # 100 x 2.628 million x 0.9375 and 0.625 a million
        ("provisioned", "71.175", "47.45"),  # 100 x 730 x 0.000975 and 0.00065
    ],
)
def test_an_index_of_a_global_table_is_written_to_at_the_ordinary_price(
    dearer_replicas: Catalogue, mode: str, replicated: str, ordinary: str
) -> None:
    answer = answered(dearer_replicas, mode, writes_per_second=100, global_secondary_indexes=1)
    assert written(answer) == usd(
        writes=replicated,
        index_writes=ordinary,
        replicated_writes_us_west_2=replicated,
        index_writes_us_west_2=ordinary,
    )


@pytest.mark.parametrize("indexes", [0, 1, 3])
@pytest.mark.parametrize("size", ["1", "2.5"])
@pytest.mark.parametrize("peak", ["101", "300", "345", "346", "347", "375", "430", "900"])
@pytest.mark.parametrize("transactional", [0, 100])
def test_what_is_said_of_the_modes_is_what_they_cost(
    dearer_replicas: Catalogue, indexes: int, size: str, peak: str, transactional: int
) -> None:
    on_demand, provisioned = (
        answered(
            dearer_replicas, mode, writes_per_second=100, peak_writes_per_second=peak, item_size_kb=size,
            global_secondary_indexes=indexes, transactional_write_percent=transactional,
        )
        for mode in MODES
    )  # fmt: skip
    is_cheaper = sum(written(provisioned).values()) < sum(written(on_demand).values())
    cheaper = "provisioned" if is_cheaper else "on-demand"
    (sentence,) = (notice.message for notice in on_demand.warnings if notice.code == "break_even")
    assert f"so for them {cheaper} is cheaper" in sentence


def test_the_break_even_lies_where_the_prices_of_all_regions_put_it(dearer_replicas: Catalogue) -> None:
    known = beside(answered(dearer_replicas, "on_demand", writes_per_second=100))
    # (0.000975 + 0.000975) / (3,600 x (0.9375 + 0.9375) / 1,000,000)
    assert known["write_break_even_percent"] == pytest.approx(Decimal("28.888888888888888889"))
