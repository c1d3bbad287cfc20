"""What one client may ask: exact counts over all processes, headers, refusals in the format of the surface."""

import re
import subprocess
import sys

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from calculator.serving.buckets import SECOND, Buckets, Level, Rate, client_of
from calculator.serving.costs import DEAR, FREE, ONE, PAGE, tokens_of
from calculator.throttle import ThrottleMiddleware, too_many
from tests.serving import PROJECT

ESTIMATE = "/api/v1/services/s3/estimate"
SOMEBODY = "192.0.2.1"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000 * SECOND

    def __call__(self) -> int:
        return self.now


# Seconds that pass, tokens asked for, and what is left, how long until full, how long to wait.
STORY = [
    (0, 1, Level(9, 6)),
    (0, 5, Level(4, 36)),
    (0, 5, Level(4, 36, wait=6)),
    (2.5, 5, Level(4, 34, wait=4)),
    (2.5, 5, Level(4, 31, wait=1)),
    (1, 5, Level(0, 60)),
    (0, 1, Level(0, 60, wait=6)),
    (59, 9, Level(0, 55)),
    (1000, 99, Level(0, 60)),
    (60, 10, Level(0, 60)),
]


def test_a_bucket_fills_again_evenly() -> None:
    clock = Clock()
    buckets = Buckets(Rate(10, 60), clock)
    for seconds, tokens, expected in STORY:
        clock.now += int(seconds * SECOND)
        assert buckets.take(SOMEBODY, tokens) == expected


def test_clients_have_buckets_of_their_own() -> None:
    buckets = Buckets(Rate(1, 60), Clock())
    addresses = [f"192.0.2.{number}" for number in range(200)]
    assert {buckets.take(each, 1).wait for each in addresses} == {0}
    assert {buckets.take(each, 1).wait for each in addresses} == {60}


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("not:an:address", "not:another", False),
    ],
)
def test_an_ipv6_network_is_one_client(one: str, other: str, *, is_same: bool) -> None:
    assert (client_of(one) == client_of(other)) is is_same


def test_more_clients_than_there_are_places_are_all_answered() -> None:
    buckets = Buckets(Rate(1000, 60), Clock())
    assert {buckets.take(f"client {number}", 1).wait for number in range(50_000)} == {0}


# Forked in a process that has no threads yet, as the server's are.
COUNTED = """
import os
from concurrent.futures import ThreadPoolExecutor
from calculator.serving.buckets import Buckets, Rate

buckets = Buckets(Rate(4000, 86400))
for _ in range(4):
    if os.fork() == 0:
        with ThreadPoolExecutor(4) as pool:
            levels = list(pool.map(lambda _: buckets.take("192.0.2.1", 1), range(2000)))
        os.write(1, f"{sum(not level.wait for level in levels)}\\n".encode())
        os._exit(0)
for _ in range(4):
    os.wait()
"""
KILLED_AT_ITS_COUNT = """
import os
from calculator.serving.buckets import Buckets, Rate

buckets = Buckets(Rate(10, 60))
if os.fork() == 0:
    buckets._clock = lambda: os._exit(7)
    buckets.take("192.0.2.1", 1)
print(os.waitstatus_to_exitcode(os.wait()[1]), buckets.take("192.0.2.1", 1).left)
"""


def told_by(program: str) -> list[int]:
    told = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, timeout=60, check=True)
    return [int(number) for number in told.stdout.split()]


def test_processes_and_threads_count_exactly_together() -> None:
    counts = told_by(COUNTED)
    assert (len(counts), sum(counts)) == (4, 4000)


def test_a_process_that_dies_at_its_count_holds_up_nobody() -> None:
    assert told_by(KILLED_AT_ITS_COUNT) == [7, 9]


COSTS = [
    ("GET", "/healthz", FREE),
    ("GET", "/metrics", FREE),
    ("GET", "/static/calculator/css/calculator.css", FREE),
    ("OPTIONS", "/cells/s3/monthly_usd", FREE),
    ("GET", "/cells/s3/monthly_usd", ONE),
    ("HEAD", "/cells/s3/estimate.xml", ONE),
    ("GET", "/cells/s3/compare.csv", DEAR),
    ("GET", "/cells/help", DEAR),
    ("POST", ESTIMATE, ONE),
    ("GET", "/api/v1/services/ec2/compare", DEAR),
    ("GET", "/api/v1/services/ec2/sweep/", DEAR),
    ("GET", "/api/v1/prices", DEAR),
    ("GET", "/api/v1/limits", ONE),
    ("GET", "/api/v1/services/ec2/compare?vcpus=4&by=instance_type&r=1", DEAR),
    ("GET", "/ec2/compare/?by=instance_type", DEAR),
    ("GET", "/ec2/compare/?vcpus=4&b%79=instance%5Ftype", DEAR),
    ("GET", "/ec2/compare/?by=instance_types", DEAR),
    ("GET", "/ec2/compare/?by=purchase_option", DEAR),
    ("POST", "/api/v1/services/ec2/compare", DEAR),
    ("GET", "/", PAGE),
    ("GET", "/s3/", PAGE),
    ("GET", "/s3/compare/", DEAR),
    ("GET", "/ec2/types/?vcpus=4", PAGE),
    ("GET", "/ec2/types/types.csv", DEAR),
    ("GET", "/prices/", DEAR),
    ("GET", "/nothing/of/this/name", PAGE),
]


@pytest.mark.parametrize(("method", "path", "tokens"), COSTS)
def test_what_is_dear_costs_more(method: str, path: str, tokens: int) -> None:
    assert tokens_of(method, path.partition("?")[0]) == tokens


@override_settings(THROTTLE=(1, 3600))
def test_the_api_refuses_with_a_problem_document(client: Client) -> None:
    first, second = client.get(ESTIMATE), client.get(ESTIMATE)
    assert (first.status_code, second.status_code) == (200, 429)
    for each in (first, second):
        assert each["RateLimit-Policy"] == '"client";q=1;w=3600'
        assert re.fullmatch(r'"client";r=0;t=3[56]\d\d', each["RateLimit"])
    assert second["Cache-Control"] == "no-store"
    assert 3500 < int(second["Retry-After"]) <= 3600
    assert second["Content-Type"] == "application/problem+json"
    problem = second.json()
    assert (problem["status"], problem["code"], problem["instance"]) == (429, "too_many_requests", ESTIMATE)
    assert problem["detail"].endswith(f"ask again in {second['Retry-After']} seconds.")


@pytest.mark.parametrize(("wait", "words"), [(1, "1 second."), (2, "2 seconds.")])
def test_the_time_to_wait_is_said_in_words(rf: RequestFactory, wait: int, words: str) -> None:
    refused = too_many(rf.get("/s3/"), Level(0, 60, wait))
    assert refused["Retry-After"] == str(wait)
    assert f"ask again in {words}" in b"".join(refused).decode()


@override_settings(THROTTLE=(1, 3600))
@pytest.mark.parametrize(
    ("path", "start"),
    [
        ("s3/monthly_usd", "ERROR too_many_requests requests: "),
        ("s3/estimate.xml", '<result><error code="too_many_requests">'),
        ("s3/estimate.csv", "error\r\nERROR too_many_requests requests: "),
    ],
)
def test_a_cell_is_refused_with_a_sentence(client: Client, path: str, start: str) -> None:
    client.get("/cells/s3/monthly_usd")
    refused = client.get(f"/cells/{path}")
    assert (refused.status_code, refused["X-Cell-Error"]) == (200, "too_many_requests")
    assert refused.content.decode().startswith(start)
    assert 3500 < int(refused["Retry-After"]) <= 3600
    assert client.get(f"/cells/{path}?strict=1").status_code == 429
    assert client.options(f"/cells/{path}").status_code == 204


@override_settings(THROTTLE=(1, 3600))
def test_a_page_is_refused_with_a_page(client: Client) -> None:
    client.get("/")
    refused = client.get("/s3/?storage_gb=5")
    assert (refused.status_code, refused["Cache-Control"]) == (429, "no-store")
    told = f"ask again in {refused['Retry-After']} seconds."
    assert re.search(rf"<h1>Too many requests</h1>\s*<p>[^<]+ {told}", refused.content.decode())


@override_settings(THROTTLE=None)
def test_without_a_limit_nothing_is_said(client: Client) -> None:
    assert "RateLimit" not in client.get(ESTIMATE).headers


def test_a_server_that_names_neither_client_nor_query_is_answered() -> None:
    """WSGI lets both be absent, as behind a Unix socket."""
    request = RequestFactory().get("/api/v1/services/s3/estimate")
    del request.META["QUERY_STRING"], request.META["REMOTE_ADDR"]
    with override_settings(THROTTLE=(6000, 60)):
        assert ThrottleMiddleware(lambda _: HttpResponse())(request).headers["RateLimit"].startswith('"')
