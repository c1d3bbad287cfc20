"""The page of commitments: its address is its state, files of hours, and what is wrong is said without losing it."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

ADDRESS = "/ec2/commitments/"
WEEK = "instance_type=m7g.xlarge&load=week&busy=60&otherwise=20&as_of=2026-11-21"


def text(client: Client, query: str, status: int = 200) -> str:
    answer = client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == status
    return answer.content.decode()


def test_the_address_says_what_runs_and_the_page_which_mix_costs_least(client: Client) -> None:
    page = text(client, WEEK)
    assert "Least cost: 20 instances of Reserved, 3 years, all upfront, m7g.xlarge Linux, us-east-1." in page
    # 33,860 / 36 and 2,610 x 40 x 0.1632 x 3 / 36.
    assert "$2,360.40" in page
    assert 'value="60"' in page
    assert "EC2 Instance Savings Plans: no price in our data" in page
    headings = ("Mixes", "Load duration", "Cost over commitment", "Regret", "Cash flow", "What can be bought")
    assert [each for each in headings if f">{each}</h2>" not in page] == []


def test_levels_say_what_is_carried_and_what_is_left(client: Client) -> None:
    page = text(client, WEEK)
    assert ">Levels</h3>" in page
    # 20 always run; 40 more in 2,610 of 8,760 hours, 11.9 on average.
    assert ">20 instances</td>" in page
    assert ">11.9 instances on average</td>" in page
    assert '"meta": {"area": 1}' in page
    assert '"meta": {"area": 3}' in page


def test_of_the_months_each_says_what_was_paid_so_far(client: Client) -> None:
    page = text(client, f"{WEEK}&months=36")
    # All of it: 33,860 and 2,610 x 40 x 0.1632 x 3.
    assert '<td class="num strong">$84,974.24</td>' in page
    assert page.count('<tr class="this"><th scope="row">') >= 2


def test_hours_are_typed_as_a_list(client: Client) -> None:
    page = text(client, "instance_type=m7g.xlarge&load=list&hours=5,5+5%0A9")
    assert "6 running on average, 9 at most" in page
    assert "The 4 hours repeat through the year." in page


@pytest.mark.parametrize(
    ("query", "sentence", "kept"),
    [
        ("instance_type=m7g.huge", "m7g.huge", 'value="m7g.huge"'),
        ("load=week&busy=many", "In busy hours", 'value="many"'),
        ("load=list&hours=1,x", "Hour 2 is", "1,x"),
        ("months=99", "Horizon is too large", 'value="99"'),
        ("load=zzz", "The load is one of flat, week, list.", "m5.large"),
        ("committed=x", "Already committed", 'value="x"'),
        ("running=", "Running", 'name="running" value=""'),
    ],
)
def test_what_is_wrong_is_said_and_stays_as_it_was_typed(client: Client, query: str, sentence: str, kept: str) -> None:
    page = text(client, query, 422)
    assert sentence in page
    assert kept in page


def test_a_parameter_that_means_nothing_is_named(client: Client) -> None:
    assert "Ignored from the address: utm_source." in text(client, "utm_source=x")
    # Without a file there is no column of it.
    assert "Ignored from the address: column." in text(client, "column=web&gaps=zero")


def test_a_choice_without_any_price_does_not_say_that_nothing_is_cheaper(client: Client) -> None:
    page = text(client, "consider=ec2_instance_savings_plan")
    assert "No commitment of what is considered has a price in our data." in page
    assert "Nothing that can be bought" not in page


def test_a_file_of_hours_is_used_and_its_gaps_are_said(client: Client) -> None:
    hours = SimpleUploadedFile("web.csv", b"2026-01-01T00:00:00Z,20\n2026-01-01T02:00:00Z,40\n")
    answer = client.post(ADDRESS, {"file": hours, "instance_type": "m7g.xlarge", "gaps": "hold"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert "1 hour is missing and count as what ran before them." in page
    assert "web.csv" in page
    assert "26.6667 running on average, 40 at most" in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "is not UTF-8 text"),
        (b"a,b\n", "No line begins with a time"),
        (None, "Choose a CSV of hours first"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(client: Client, content: bytes | None, sentence: str) -> None:
    data = {"instance_type": "m5.large"} | ({} if content is None else {"file": SimpleUploadedFile("x.csv", content)})
    answer = client.post(ADDRESS, data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_further_fleets_share_the_commitments_of_the_first(client: Client) -> None:
    lines = "running=4,0 instance_type=m5.large%0Aservice=fargate running=3%0Aname=jobs running=0,2"
    page = text(client, f"instance_type=m5.xlarge&running=2&months=12&further={lines}")
    assert "m5.xlarge Linux, us-east-1 · 2 running on average, 2 at most; m5.large Linux, us-east-1" in page
    assert "Linux on x86 vCPU, us-east-1 · 3 running on average" in page
    # Reservations and plans have their rows for each fleet by its name.
    assert page.count('<span class="under">jobs</span>') > 2
    assert "2: m5.large Linux, us-east-1: The 2 hours repeat through the year." in page
    assert "service=fargate running=3" in page


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("m5.large", "begins with no name=value"),
        ("instance_type=m5.large", "Line 1: Say how many run, as running=4"),
        ("running=1%0Arunning=2 running=3", "Line 2: running is given more than once."),
        ("running=1 service=moon", "Line 1: No commitment of moon has a price here"),
        ("running=1 instance_type=m5.huge", "m5.huge"),
        ("running=1 colour=red", "There is no field &#x27;colour&#x27;"),
        ("running=many", "many"),
        ("%0A".join(["running=1"] * 50), "There are 50 lines; give at most 49."),
    ],
)
def test_a_line_that_is_no_fleet_says_why_and_stays(client: Client, lines: str, sentence: str) -> None:
    page = text(client, f"further={lines}", 422)
    assert sentence in page
    assert lines.replace("%0A", "\n") in page


def test_the_page_is_printed_with_its_address_and_that_of_a_file_with_its_name(client: Client) -> None:
    page = text(client, "instance_type=m7g.xlarge")
    assert "data-print" in page and "data-copy-link" in page
    assert "from http://testserver/ec2/commitments/?instance_type=m7g.xlarge" in page
    hours = SimpleUploadedFile("web.csv", b"2026-01-01T00:00:00Z,20\n")
    page = client.post(ADDRESS, {"file": hours, "instance_type": "m7g.xlarge"}).content.decode()
    # The address of a page with a file leads to another answer.
    assert "data-print" in page and "data-copy-link" not in page
    assert "the hours are those of web.csv" in page


def test_the_mixes_are_downloaded_as_csv(client: Client) -> None:
    answer = client.get(f"{ADDRESS}?{WEEK}&as=csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert answer.content.decode().startswith("mix,names,option")


def test_a_service_page_leads_to_its_commitments(client: Client) -> None:
    page = client.get("/ec2/?instance_type=c6g.large").content.decode()
    assert 'href="/ec2/commitments/?instance_type=c6g.large"' in page
    assert "/s3/commitments/" not in client.get("/s3/").content.decode()


@pytest.mark.parametrize(("key", "sentence"), [("s3", "No commitment of s3 has a price here"), ("nothing", "nothing")])
def test_a_service_without_commitments_says_which_have_some(client: Client, key: str, sentence: str) -> None:
    answer = client.get(f"/{key}/commitments/")
    assert answer.status_code == 404
    assert sentence in answer.content.decode()


def test_other_methods_are_refused(client: Client) -> None:
    answer = client.put(ADDRESS)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("running=1&running=2", 422, "running is given more than once"),
        ("as=csv&runing=5", 422, "runing has no meaning here"),
        ("runing=5", 200, "Ignored from the address: runing."),
        ("as=pdf", 200, "Ignored from the address: as."),
    ],
)
def test_nothing_of_the_address_is_left_out_in_silence(client: Client, query: str, status: int, sentence: str) -> None:
    assert sentence in text(client, query, status)


def test_what_only_another_thing_has_is_said_to_have_no_effect(client: Client) -> None:
    page = client.get("/aurora/commitments/?thing=ACU&instance_class=db.r6g.large").content.decode()
    assert "Ignored from the address: instance_class." in page


def test_the_csv_of_a_page_is_of_the_thing_that_the_page_is_of(client: Client) -> None:
    page = client.get("/aurora/commitments/?thing=ACU&running=7&as_of=2026-11-21").content.decode()
    link = unescape(page.partition("as=csv")[0].rpartition('href="')[2]) + "as=csv"
    table = client.get(link).content.decode()
    # On demand for three years: 7 x 0.12 x 26,280.
    assert ",22075.2," in table
