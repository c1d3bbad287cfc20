"""What a step more would cost is the difference of two whole bills, though only the lines that change are priced."""

import pytest

from calculator.core.answer import effective_monthly
from calculator.core.arithmetic import EXACT, exactly
from calculator.core.violations import violating
from calculator.estimator import answer_to, book_for, line_items, read_question
from calculator.services import SERVICES, service
from tests.questions import CATALOGUE, TODAY

WORKLOADS = [(key, each.usage) for key in SERVICES for each in service(key).EXAMPLES if service(key).STEPS]
# With all that is billed beside what a step changes.
SNAPSHOTS = {"snapshot_gb": "500", "snapshot_archive_gb": "90", "fast_snapshot_restore_hours": "9"}
COPIED = {"snapshot_copy_region": "eu-west-1", "snapshot_copied_gb": "40", "snapshot_copies_gb": "120"}
GLOBAL = {
    "replica_regions": "eu-west-1,ap-northeast-1",
    "global_secondary_indexes": "2",
    "local_secondary_indexes": "1",
}
FOLLOWED = {"pitr": "true", "change_data_capture": "true", "backup_gb": "70", "stream_reads": "9 million"}
FURTHER = [
    *(
        ("ebs", {"volume_type": each, "size_gb": "2000", "volumes": "3", **SNAPSHOTS, **COPIED})
        for each in ("gp2", "gp3", "io1", "io2", "st1", "sc1")
    ),
    *(
        ("dynamodb", {"capacity_mode": mode, "table_class": kind, **FOLLOWED, **more})
        for mode in ("on_demand", "provisioned")
        for kind in ("STANDARD", "STANDARD_INFREQUENT_ACCESS")
        for more in ({}, GLOBAL, {"reserved_term": "1y", "include_free_tier": "true", "writes_per_second": "900"})
    ),
]

LARGER = (1, 10, 100, 10**4, 10**6, 10**9)


@pytest.mark.series(quick=12, further=40)
@pytest.mark.parametrize(("key", "workload"), WORKLOADS)
def test_a_step_costs_what_two_bills_differ_by(key: str, workload: dict[str, str]) -> None:
    assert_steps_are_differences(key, workload)


@pytest.mark.series(quick=4, further=14)
@pytest.mark.parametrize(("key", "workload"), FURTHER)
def test_a_step_changes_no_other_line(key: str, workload: dict[str, str]) -> None:
    assert_steps_are_differences(key, workload)


@pytest.mark.series(quick=12, further=40)
@pytest.mark.parametrize(("key", "workload"), WORKLOADS)
def test_limits_that_a_step_may_violate_are_all_that_stand_in_its_way(key: str, workload: dict[str, str]) -> None:
    """However large the step: what a smaller one does not come near may still be a limit."""
    question = read_question(key, workload, CATALOGUE, TODAY)
    usage, book, of = question.usage, book_for(question, CATALOGUE), question.service
    for step in (each for each in of.STEPS if not any(getattr(usage, it) for it in each.unless)):
        for times in LARGER:
            more = usage.with_values(**{step.field: getattr(usage, step.field) + step.by * times})
            with exactly(EXACT):
                assert violating((step.violating or of.violations)(more, book)) == violating(of.violations(more, book))


def assert_steps_are_differences(key: str, workload: dict[str, str]) -> None:
    question = read_question(key, workload, CATALOGUE, TODAY)
    answer, book = answer_to(question, CATALOGUE), book_for(question, CATALOGUE)
    for step in answer.next_steps:
        more = question.with_usage(**{step.field: getattr(question.usage, step.field) + step.by})
        with exactly(EXACT):
            assert step.usd == effective_monthly(line_items(more, book)) - answer.effective_monthly_usd
