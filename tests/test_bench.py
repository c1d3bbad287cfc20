"""The bench runs, and its report says what was measured. No figure is held against an aim here."""

import json
from argparse import ArgumentTypeError
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from bench import (
    attacked,
    commitments,
    dearest,
    imports,
    in_process,
    of_each_service,
    over_http,
    plans,
    tables,
    type_page,
)
from bench.load import Load, one_request_each, read_wrk
from bench.measures import MEASURES, results
from bench.results import Aim, Result, at_least, at_most
from bench.scale import FULL, QUICK, Scale
from bench.selection import IDS, ids
from bench.servers import served
from bench.timing import percentile
from bench.workloads import estimate_of, near_defaults, sampled, varied
from calculator.services import SERVICES, service
from calculator.services.service_files.engine import FileService

WRK_TOLD = """Running 2s test @ http://127.0.0.1:8000
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     6.10ms    2.50ms  40.11ms   90.00%
    Req/Sec     2.62k   210.00     2.90k    75.00%
  Latency Distribution
     50%  {median}
     75%    6.92ms
     90%    8.01ms
     99%   {p99}
  5231 requests in 2.00s, 3.00MB read
{faults}Requests/sec:   2613.31
Transfer/sec:      1.50MB
"""
SOCKET_ERRORS = "  Socket errors: connect 1, read 2, write 3, timeout 4\n"
OTHER_ANSWERS = "  Non-2xx or 3xx responses: 7\n"


def assert_well_formed(result: Result) -> None:
    assert result.rows
    assert all(len(row.cells) == len(result.headings) for row in result.rows)
    assert all(all(cell.isprintable() and "|" not in cell for cell in row.cells) for row in result.rows)


@pytest.mark.long
def test_requests_are_counted_and_their_answers_checked(var: Path) -> None:
    with served(var, DJANGO_SETTINGS_MODULE="bench.reference.settings") as server:
        results = over_http.measure(server, QUICK, sampled(1), one_request_each)
    for result in results:
        assert_well_formed(result)
        assert [row.cells[-1].split(", ")[1] for row in result.rows] == ["0"] * len(result.rows)
    assert [result.id for result in results] == ["B1", "B2"]


@pytest.mark.long
def test_commitments_are_measured_beside_what_is_written_by_hand() -> None:
    result = commitments.measure(QUICK)
    assert_well_formed(result)
    assert (result.id, [row.cells[0] for row in result.rows]) == ("B13", ["a stated mix", "the optimum"])


@pytest.mark.long
def test_tables_are_measured_beside_bills_written_by_hand() -> None:
    """A bill that came to other figures than ours would end the measure."""
    tables_of_usages, growth = tables.measure(QUICK)
    for result in (tables_of_usages, growth):
        assert_well_formed(result)
    beside = {(row.cells[0], row.cells[3].split(" ")[0]) for row in tables_of_usages.rows}
    for name in ("S3", *(SERVICES[key].NAME for key in tables.OTHERS), "Five services mixed"):
        assert {(name, "NumPy"), (name, "DuckDB")} <= beside


@pytest.mark.long
def test_the_page_of_types_is_measured_beside_the_bare_view(var: Path) -> None:
    with served(var, DJANGO_SETTINGS_MODULE="bench.reference.settings") as server:
        result = type_page.measure(server, QUICK)
    assert_well_formed(result)
    assert [float(row.cells[1].replace(",", "")) > 0 for row in result.rows] == [True] * len(type_page.ASKED)


@pytest.mark.long
def test_every_service_has_its_row_over_http(var: Path) -> None:
    with served(var, DJANGO_SETTINGS_MODULE="bench.reference.settings") as server:
        results = of_each_service.measure(server, QUICK)
    for result, kinds in zip(results, (2, 1), strict=True):
        assert_well_formed(result)
        assert len(result.rows) == kinds * len(SERVICES)
        assert all(row.judged > 0 for row in result.rows)


@pytest.mark.long
def test_plans_are_measured_and_no_two_of_their_resources_are_alike() -> None:
    assert_well_formed(plans.measure(QUICK))
    one, other = (json.loads(each)["resource_changes"] for each in plans.plans(2))
    assert len({each["address"] for each in (*one, *other)}) == 2 * plans.RESOURCES


@pytest.mark.parametrize(
    ("together", "services", "fewest", "of_each"), [(240, 40, 1, 6), (20, 80, 1, 1), (20, 80, 3, 3)]
)
def test_what_services_share_is_less_for_each_the_more_there_are(
    together: int, services: int, fewest: int, of_each: int
) -> None:
    assert Scale.of_each(together, services, fewest) == of_each


@pytest.mark.slow
@pytest.mark.attack
def test_answers_are_timed_under_attack(var: Path) -> None:
    with served(var) as server:
        answers, attackers = attacked.measure(server, QUICK)
    for result in (answers, attackers):
        assert_well_formed(result)
    assert [row.cells[-1] for row in answers.rows] == ["0", "0"]


@pytest.mark.long
def test_the_dearest_questions_are_asked_of_every_service(var: Path) -> None:
    with served(var) as server:
        result = dearest.measure(server, QUICK)
    assert_well_formed(result)
    assert [row.cells[0] for row in result.rows[: len(SERVICES)]] == [each.NAME for each in SERVICES.values()]
    assert all(row.aim for row in result.rows)


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("key", SERVICES)
def test_the_dearest_questions_are_legal_ones(client: Client, key: str) -> None:
    statuses = {address: client.get(address).status_code for address in dearest.questions(key)}
    assert {address: status for address, status in statuses.items() if status not in (200, 422)} == {}
    assert [*statuses.values()].count(200) > len(statuses) / 2


@pytest.mark.slow
def test_every_service_is_timed_in_process() -> None:
    result = in_process.measure(QUICK)
    assert_well_formed(result)
    assert len(result.rows) == len(SERVICES)


@pytest.mark.long
def test_imports_are_held_against_their_parsers(tmp_path: Path) -> None:
    result = imports.measure(tmp_path, QUICK)
    assert_well_formed(result)
    assert len([row for row in result.rows if row.aim]) == 8
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", SERVICES)
def test_workloads_differ_can_be_answered_and_are_the_same_in_every_run(key: str) -> None:
    workloads = varied(key, 40)
    assert len({frozenset(workload.items()) for workload in workloads}) == 40
    assert all(estimate_of(key, workload).effective_monthly_usd >= Decimal(0) for workload in workloads)
    assert workloads == varied(key, 40)


def costs_nothing(key: str) -> bool:
    """Whether its service file declares that AWS bills nothing for it, or has ended it."""
    asked = service(key)
    return isinstance(asked, FileService) and bool(asked.declared.free or asked.declared.ended)


@pytest.mark.parametrize("key", SERVICES)
def test_as_many_amounts_as_a_full_run_asks_for_can_be_answered(key: str) -> None:
    workloads = near_defaults(key, FULL.workloads)
    assert len({frozenset(workload.items()) for workload in workloads}) == FULL.workloads
    asked = [estimate_of(key, workload).effective_monthly_usd for workload in (workloads[0], workloads[-1])]
    assert all(usd == 0 for usd in asked) if costs_nothing(key) else all(usd > 0 for usd in asked)


@pytest.mark.parametrize(
    ("median", "p99", "faults", "load"),
    [
        ("5.40ms", "20.10ms", "", Load(5231, 2613.31, 5.4, 20.1, 0)),
        ("900.00us", "1.20s", "", Load(5231, 2613.31, 0.9, 1200.0, 0)),
        ("5.40ms", "20.10ms", SOCKET_ERRORS, Load(5231, 2613.31, 5.4, 20.1, 10)),
        ("5.40ms", "20.10ms", OTHER_ANSWERS, Load(5231, 2613.31, 5.4, 20.1, 7)),
        ("5.40ms", "20.10ms", SOCKET_ERRORS + OTHER_ANSWERS, Load(5231, 2613.31, 5.4, 20.1, 17)),
    ],
    ids=["no errors", "other units", "socket errors", "other answers", "both"],
)
def test_what_wrk_tells_is_read(median: str, p99: str, faults: str, load: Load) -> None:
    assert read_wrk(WRK_TOLD.format(median=median, p99=p99, faults=faults)) == load


def test_a_load_generator_that_measured_nothing_ends_the_run() -> None:
    with pytest.raises(SystemExit, match="unable to connect"):
        read_wrk("unable to connect to 127.0.0.1:1 Connection refused")


@pytest.mark.parametrize(
    ("aim", "value", "words", "verdict"),
    [
        (at_least(0.5), 0.5, "at least 0.5", "met"),
        (at_least(0.5), 0.45, "at least 0.5", "missed by 0.05"),
        (at_most(600, "kB"), 365, "at most 600 kB", "met"),
        (at_most(0.7, "s"), 0.85, "at most 0.7 s", "missed by 0.15 s"),
        (at_most(0, "requests"), 2, "at most 0 requests", "missed by 2 requests"),
    ],
)
def test_an_aim_is_met_or_missed_by_so_much(aim: Aim, value: float, words: str, verdict: str) -> None:
    assert (aim.words, aim.verdict(value)) == (words, verdict)


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([3.0], 99, 3.0), ([1.0, 2.0, 3.0, 4.0], 50, 2.0), ([4.0, 1.0, 3.0, 2.0], 95, 4.0), ([1.0, 2.0], 0, 1.0)],
)
def test_a_percentile_is_one_of_the_values(values: list[float], percent: int, expected: float) -> None:
    assert percentile(values, percent) == expected


@pytest.mark.parametrize(("targets", "seconds"), [(5, 3), (21, 1), (1000, 1)])
def test_a_round_stays_short_however_many_services_there_are(targets: int, seconds: int) -> None:
    assert FULL.seconds_each(targets) == seconds


@pytest.mark.parametrize(
    ("text", "asked"), [("B1", ("B1",)), ("b1, B14", ("B1", "B14")), (",".join(IDS), IDS)], ids=["one", "two", "all"]
)
def test_measures_are_asked_for_by_their_numbers(text: str, asked: tuple[str, ...]) -> None:
    assert ids(text) == asked


@pytest.mark.parametrize(("text", "said"), [("B1,B99", "'B99' is no measure; there are B1, B2, "), ("", "no measure")])
def test_a_measure_that_there_is_not_is_refused(text: str, said: str) -> None:
    with pytest.raises(ArgumentTypeError, match=said):
        ids(text)


@pytest.mark.slow
def test_only_what_is_asked_for_is_measured(var: Path) -> None:
    taken, chromium = results(var, QUICK, one_request_each, ("B4",))
    assert [result.id for result in taken] == ["B4"]
    assert chromium == ""


def test_every_measure_can_be_asked_for() -> None:
    assert {each for of, _ in MEASURES for each in of} == set(IDS)
