"""What passes a bound says so in figures: what is needed, what there may be, and in which unit."""

from decimal import Decimal
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client

from calculator.core.bounds import Bound
from calculator.core.formulas.parse import parse
from calculator.presentation.error_documents import bound_document
from calculator.services.service_files.obstacle_bounds import held_in

Told = tuple[str, str, str | None, str | None, str | None]

BOUNDS: list[tuple[str, str, Told]] = [
    # AWS's quotas, as limits.csv of each service has them.
    ("ebs", "volume_type=gp3&iops=100000", ("iops", "100000", "80000", None, "IOPS")),
    ("ebs", "volume_type=st1&size_gb=20000", ("size_gb", "20000", "16384", None, "GiB")),
    ("ec2", "instance_type=m5.large&vcpus=4", ("vcpus", "4", "2", None, "vCPU")),
    (
        "ec2",
        "instance_type=t3.micro&cpu_credits=standard&average_cpu_percent=50",
        ("average_cpu_percent", "50", "10", None, "%"),
    ),
    ("dynamodb", "item_size_kb=500", ("item_size_kb", "500", "400", None, "KB")),
    (
        "dynamodb",
        "capacity_mode=provisioned&global_secondary_indexes=5&index_rcu=3&index_wcu=9",
        ("index_rcu", "3", None, "5", "RCU"),
    ),
    ("kinesis", "record_kb=20 MB", ("record_kb", "20", "10", None, "MiB")),
    ("kinesis", "fan_out_consumers=60", ("fan_out_consumers", "60", "20", None, "consumers")),
    ("s3", "average_object_kb=60 TB", ("average_object_kb", "60", "50", None, "TB")),
    # Rules across fields.
    (
        "kinesis",
        "records_per_second=100&peak_records_per_second=50",
        ("peak_records_per_second", "50", None, "100", "records/second"),
    ),
    ("ebs", "month=28&hours_per_month=700", ("hours_per_month", "700", "672", None, "hours/month")),
    ("s3", "storage_class=INTELLIGENT_TIERING&infrequent_percent=30", ("frequent_percent", "130", "100", "100", "%")),
    # Bounds of one field.
    ("s3", "storage_gb=1000000000000000000", ("storage_gb", "1000000000000000000", "1000000000000", None, "GB")),
    # Obstacles of service files, read from their conditions.
    ("sqs", "message_kb=2 MB", ("message_kb", "2048", "1024", None, "KB")),
    ("api_gateway", "request_kb=11 MB", ("request_kb", "11", "10", None, "MB")),
    ("nat_gateway", "gateways=2&peak_gbps=300", ("peak_gbps", "300", "200", None, "Gbps")),
    ("msk", "brokers=1", ("brokers", "1", None, "2", "brokers")),
    ("rds", "storage_gb=5", ("storage_gb", "5", None, "20", "GiB")),
    ("rds", "instance_class=db.m5.large&memory_needed_gib=20", ("memory_needed_gib", "20", "8", None, "GiB")),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "query", "told"), BOUNDS, ids=[f"{key} {told[0]}" for key, _, told in BOUNDS])
def test_json_has_the_figures_of_a_bound(client: Client, key: str, query: str, told: Told) -> None:
    error = client.get(f"/api/v1/services/{key}/estimate?{query}").json()["errors"][0]
    assert tuple(error[name] for name in ("field", "needed", "at_most", "at_least", "unit")) == told


@pytest.mark.django_db
def test_what_is_no_matter_of_a_bound_has_none(client: Client) -> None:
    error = client.get("/api/v1/services/s3/estimate?storage_class=BRONZE").json()["errors"][0]
    assert [error[name] for name in ("needed", "at_most", "at_least", "unit")] == [None] * 4


@pytest.mark.django_db
def test_a_comparison_says_what_each_choice_lacks(client: Client) -> None:
    found = client.get("/api/v1/services/ebs/compare?by=volume_type&iops=100000").json()["alternatives"]
    lacking = {each["choice"]: each["violations"] for each in found if not each["feasible"]}
    assert {choice: (each[0]["needed"], each[0]["at_most"]) for choice, each in lacking.items()} == {
        "gp3": ("100000", "80000"),
        "gp2": ("100000", "16000"),
        "io1": ("100000", "64000"),
        "st1": ("100000", "500"),
        "sc1": ("100000", "250"),
        "standard": ("100000", "200"),
    }
    assert all(each["violations"] == [] for each in found if each["feasible"])


@pytest.mark.django_db
def test_a_sweep_says_what_a_choice_without_a_curve_lacks(client: Client) -> None:
    sweep = "over=volumes&start=1&stop=10&points=3&by=volume_type&iops=100000"
    omitted = client.get(f"/api/v1/services/ebs/sweep?{sweep}").json()["omitted"]
    gp3 = next(each["violations"][0] for each in omitted if each["choice"] == "gp3")
    assert (gp3["field"], gp3["needed"], gp3["at_most"], gp3["unit"]) == ("iops", "100000", "80000", "IOPS")


@pytest.mark.django_db
def test_an_xml_cell_has_the_figures_beside_the_sentence(client: Client) -> None:
    body = client.get("/cells/ebs/estimate.xml?volume_type=gp3&iops=100000").content.decode()
    error = fromstring(body).find("error")
    assert error is not None
    assert error.attrib == {"code": "infeasible", "needed": "100000", "at_most": "80000", "unit": "IOPS"}


@pytest.mark.parametrize(
    ("when", "field", "needed", "bound"),
    [
        ("size > limit.most", "size", "size", "limit.most"),
        ("nodes > 0 and nodes < limit.least", "nodes", "nodes", "limit.least"),
        ('kind == "b" and iops > included and size < limit.striped', "iops", "iops", "included"),
        ('convert(size, "GB", "TiB") > limit.most * 2', "size", "convert(size, 'GB', 'TiB')", "limit.most * 2"),
    ],
)
def test_the_bound_of_an_obstacle_is_read_from_its_condition(when: str, field: str, needed: str, bound: str) -> None:
    held = held_in(when, field)
    assert held is not None
    assert (held.needed.text, held.bound.text) == (needed, bound)


@pytest.mark.parametrize(
    "when", ['engine == "mysql" and version != "none"', "served > 0 and provisioned == 0", "a > b and c > d"]
)
def test_a_condition_about_choices_bounds_nothing(when: str) -> None:
    assert parse(when).names
    assert held_in(when, "field") is None


def test_a_bound_is_cut_where_its_digits_are_no_longer_certain() -> None:
    third = Bound(Decimal(1) / 3, Decimal("0.25"), unit="MiB/s")
    assert bound_document(third)["needed"] == "0.33333333333333333333"
