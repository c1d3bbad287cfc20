"""What is quickly told of each choice of a long list is what its estimate comes to, but for what all cost alike."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from calculator.analysis.compare import labels_of, rank
from calculator.core.arithmetic import EXACT, exactly
from calculator.estimator import Question, book_for
from calculator.services import SERVICES
from calculator.services.service_files.changing import changing_with
from calculator.services.service_files.engine import FileService
from tests.questions import CATALOGUE, asked

# Shares of fees are quotients.
NOISE = Decimal("1e-18")
# Several of RDS: what an instance must have, what is licensed by its vCPUs, what is bought for a term.
OF_RDS: tuple[dict[str, object], ...] = (
    {"engine": "postgresql", "memory_needed_gib": 64, "storage_gb": 100},
    {"engine": "sqlserver_se", "instance_class": "db.r6i.xlarge", "storage_gb": 500},
    {"engine": "mysql", "purchase_option": "reserved_1y_partial_upfront", "instances": 3, "backup_gb": 900},
    {"engine": "postgresql", "storage_gb": 1},
    {"region": "us-gov-west-1"},
)
# How CPU credits are billed follows each type, unless it is stated.
OF_EC2: tuple[dict[str, object], ...] = (
    {"average_cpu_percent": 60},
    {"average_cpu_percent": 60, "cpu_credits": "unlimited", "instance_type": "t3.large"},
)
BESIDES = {"rds": OF_RDS, "ec2": OF_EC2}
LISTS = [
    pytest.param(key, name, workload, id=f"{key} {name} {place}")
    for key in SERVICES
    for name in SERVICES[key].LONG_LISTS
    for place, workload in enumerate(({}, *(each.usage for each in SERVICES[key].EXAMPLES), *BESIDES.get(key, ())))
]


def told(question: Question, name: str) -> Mapping[str, tuple[str, Decimal | None]]:
    """Of each choice whether it fits and has a price, and what it costs beside the others."""
    choices = labels_of(question, name, CATALOGUE)
    with exactly(EXACT):
        quick = (
            SERVICES[question.service.KEY]
            .LONG_LISTS[name]
            .outlooks(question.usage, book_for(question, CATALOGUE), choices)
        )
        return {
            each.choice: ("infeasible" if each.is_unfit else "" if each.usd is not None else "no_price", each.usd)
            for each in quick
        }


@pytest.mark.series(quick=3, further=6)
@pytest.mark.parametrize(("key", "name", "workload"), LISTS)
def test_the_outlook_is_that_of_the_estimate(key: str, name: str, workload: dict[str, object]) -> None:
    question = asked(key, dict(workload))
    labels = labels_of(question, name, CATALOGUE)
    quick, whole = told(question, name), rank(question, name, labels, CATALOGUE, is_explained=False)
    assert {each.choice: each.code for each in whole} == {choice: code for choice, (code, _) in quick.items()}
    costs = [(each.answer.effective_monthly_usd, quick[each.choice][1]) for each in whole if each.answer]
    alike = [usd - beside for usd, beside in costs if beside is not None]
    assert max(alike, default=0) - min(alike, default=0) < NOISE


def test_what_does_not_rest_on_the_instance_is_looked_at_once() -> None:
    service = SERVICES["rds"]
    assert isinstance(service, FileService)
    question = asked("rds", {})
    own, alike = changing_with("instance_class", service.declared, book_for(question, CATALOGUE))
    # What is bought by the hour of an instance, and all that is billed by its vCPUs.
    assert {each.name for each in own.charges} == {
        "instance_hours", "sql_server_license", "windows_license", "extended_support", "proxy",
        "performance_insights_first_month", "performance_insights_further_months",
    }  # fmt: skip
    assert {each.field for each in own.obstacles} == {"memory_needed_gib", "vcpus_needed"}
    assert len(own.charges) + len(alike.charges) == len(service.declared.charges)
    assert len(own.obstacles) + len(alike.obstacles) == len(service.declared.obstacles)
