"""Which reserved sizes stand in for others: the examples of AWS's guides, service by service."""

from typing import Any

import pytest

from calculator.analysis.commitments.flexibility import flexibility


def rds(size: str, deployment: str = "single_az", engine: str = "mysql") -> dict[str, str]:
    return {"engine": engine, "deployment": deployment, "instance_class": f"db.{size}"}


def aurora(size: str, configuration: str = "standard", engine: str = "mysql") -> dict[str, str]:
    return {"engine": engine, "configuration": configuration, "instance_class": f"db.{size}"}


def ec2(instance_type: str, system: str = "Linux") -> dict[str, str]:
    return {"instance_type": instance_type, "operating_system": system}


def cache(size: str, engine: str = "redis") -> dict[str, str]:
    return {"engine": engine, "node_type": f"cache.{size}"}


@pytest.mark.parametrize(
    ("service", "key", "units"),
    [
        # Amazon RDS User Guide, size-flexible reserved DB instances: the corners of its table.
        ("rds", rds("t3.micro"), 0.5),
        ("rds", rds("m5.large"), 4),
        ("rds", rds("m5.large", "multi_az"), 8),
        ("rds", rds("m5d.large", "multi_az_cluster"), 12),
        ("rds", rds("x2iedn.32xlarge", "multi_az_cluster"), 768),
        ("rds", rds("r5.large", engine="oracle_se2_byol"), 4),
        ("rds", rds("r5.large", engine="oracle_se2_li"), None),
        ("rds", rds("r5.large", engine="sqlserver_se"), None),
        # Amazon Aurora User Guide, the same of Aurora.
        ("aurora", aurora("t3.small"), 1),
        ("aurora", aurora("r6g.large", "io_optimized"), 5.2),
        ("aurora", aurora("r6g.24xlarge", "io_optimized"), 249.6),
        # Amazon ElastiCache User Guide, comparing usage with normalized units.
        ("elasticache", cache("r7g.4xlarge"), 32),
        ("elasticache", cache("r7g.4xlarge", "valkey"), 25.6),
        ("elasticache", cache("t4g.micro", "valkey"), 0.4),
        ("elasticache", cache("r6gd.24xlarge", "memcached"), 192),
        # Amazon EC2 User Guide, how Reserved Instance discounts are applied: its largest sizes, and what it excludes.
        ("ec2", ec2("m7i.48xlarge"), 384),
        ("ec2", ec2("m6i.metal"), 256),
        ("ec2", ec2("g6e.xlarge"), None),
        ("ec2", ec2("p5.48xlarge"), None),
        ("ec2", ec2("m7i.large", "RHEL"), None),
        # AWS says of neither that its sizes are flexible.
        ("opensearch", {"node_type": "r6g.large.search"}, None),
        ("redshift", {"node_type": "ra3.4xlarge"}, None),
    ],
)  # fmt: skip
def test_an_hour_takes_the_units_of_the_guide(service: str, key: dict[str, str], units: float | None) -> None:
    assert flexibility(service).factor(key) == units


@pytest.mark.parametrize(
    ("service", "reserved", "running", "covered"),
    [
        # "a reserved DB instance for a db.r6i.large can apply to a db.r6i.xlarge, but not to a db.r6id.large"
        ("rds", rds("r6i.large"), rds("r6i.xlarge"), 0.5),
        ("rds", rds("r6i.large"), rds("r6id.large"), 0),
        ("rds", rds("t2.medium"), rds("t2.small"), 2),
        ("rds", rds("m5.large"), rds("m5.large", engine="postgresql"), 0),
        # "from a Single-AZ deployment running on one large to a Multi-AZ deployment running on two medium"
        ("rds", rds("m5.large"), rds("m5.medium", "multi_az"), 1),
        # "one Multi-AZ reserved DB instance and one Single-AZ": two thirds and one third of a cluster.
        ("rds", rds("m6gd.large", "multi_az"), rds("m6gd.large", "multi_az_cluster"), 2 / 3),
        ("rds", rds("m6gd.large"), rds("m6gd.large", "multi_az_cluster"), 1 / 3),
        ("rds", rds("r5.large", engine="sqlserver_se"), rds("r5.xlarge", engine="sqlserver_se"), 0),
        ("rds", rds("r5.large", engine="sqlserver_se"), rds("r5.large", engine="sqlserver_se"), 1),
        # "10 x db.r6g.large: 10 * 1.3 = 13"
        ("aurora", aurora("r6g.large"), aurora("r6g.large", "io_optimized"), 1 / 1.3),
        # "25% of another cache.r7g.4xlarge Valkey node, or 100% of a cache.r7g.xlarge": 6.4 of 32 units.
        ("elasticache", cache("r7g.4xlarge"), cache("r7g.4xlarge", "valkey"), 1.25),
        ("elasticache", cache("r7g.4xlarge"), cache("r7g.xlarge", "valkey"), 5),
        ("elasticache", cache("r7g.4xlarge", "valkey"), cache("r7g.4xlarge"), 0),
        ("elasticache", cache("r6gd.xlarge"), cache("r6gd.large"), 2),
        ("elasticache", cache("r6gd.xlarge"), cache("r6gd.2xlarge"), 0.5),
        ("elasticache", cache("r6g.xlarge"), cache("r6gd.large"), 0),
        ("elasticache", cache("r6g.large", "memcached"), cache("r6g.large"), 0),
    ],
)  # fmt: skip
def test_one_reservation_covers_as_many_as_the_guide_says(
    service: str, reserved: dict[str, str], running: dict[str, str], covered: float
) -> None:
    rules = flexibility(service)
    found: Any = 0
    if rules.is_covered(running, reserved):
        found = (rules.factor(reserved) or 1) / (rules.factor(running) or 1)
    assert found == pytest.approx(covered)


def test_what_is_sold_under_another_name_is_reserved_by_that() -> None:
    assert [*flexibility("aurora").reserved_as(aurora("r6g.large", "io_optimized"))] == [
        aurora("r6g.large", "io_optimized"),
        aurora("r6g.large"),
    ]
