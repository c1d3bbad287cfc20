"""The page of exchanges: AWS's example, reservations at the prices in force, and what is wrong under its label."""

import pytest
from django.test import Client

ADDRESS = "/ec2/commitments/exchange/"
LARGE = "instance_type=m4.large&quantity=10&months_left=16&for_instance_type=m4.xlarge&as_of=2026-11-21"


def text(client: Client, query: str, status: int = 200) -> str:
    answer = client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == status
    return answer.content.decode()


def test_the_true_up_is_what_is_left_of_the_fees(client: Client) -> None:
    """EC2 User Guide: 600 prorated upfront cost of new - 500 remaining upfront cost of original = 100."""
    option = "reserved_3y_all_upfront_convertible"
    held = f"option={option}&months_left=16&fee_usd=1125&hourly_usd=0"
    page = text(client, f"{held}&for_option={option}&for_fee_usd=1350&for_hourly_usd=0")
    assert "$100.00</data> <span>true-up, paid at once" in page
    assert "worth $600.00, no less than the $500.00 that are held; $100.00 of fees are paid at once." in page


def test_several_are_exchanged_at_the_prices_in_force(client: Client) -> None:
    # Ten at 0.0497 an hour and two more for six at 0.0994; 16 months are 11,680 hours.
    page = text(client, f"{LARGE}&further=quantity%3D2+months_left%3D16")
    assert "10 × m4.large Linux, us-east-1 and 2 × m4.large Linux, us-east-1 for 6 × m4.xlarge Linux" in page
    assert "$6,965.95" in page
    assert "Reserved, 3 years, no upfront, convertible" in page


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ("quantity=x", ("<strong>Held, Quantity</strong>:", 'value="x"')),
        ("for_instance_type=m5.huge", ("<strong>Received, Instance type</strong>:", 'value="m5.huge"')),
        ("months_left=37", ("<strong>Held, Months left</strong>:",)),
        ("further=foo", ("<strong>Held besides</strong>: Line 1: &#x27;foo&#x27; begins with no name=value",)),
        ("further=quantity%3D0", ("<strong>Held besides, line 1</strong>:",)),
        (
            "for_option=reserved_1y_no_upfront_convertible",
            ("<strong>Received, Bought as</strong>:", "a term of 3 years"),
        ),
        ("region=mars", ("<strong>Region</strong>:",)),
        ("instance_type=t3.micro&operating_system=SUSE", ("<strong>Held, Operating system</strong>:",)),
    ],
)
def test_what_is_wrong_is_said_under_its_label_and_stays(
    client: Client, query: str, sentences: tuple[str, ...]
) -> None:
    page = text(client, query, 422)
    assert [each for each in sentences if each not in page] == []


def test_what_is_not_read_is_named(client: Client) -> None:
    page = text(client, f"{LARGE}&utm_source=x&quantity=10")
    assert "Ignored from the address: utm_source, quantity=10." in page


def test_commitments_lead_to_it_with_what_they_are_about(client: Client) -> None:
    page = client.get("/ec2/commitments/?instance_type=m4.large&region=eu-west-1").content.decode()
    assert (
        "/ec2/commitments/exchange/?instance_type=m4.large&amp;region=eu-west-1&amp;for_instance_type=m4.large" in page
    )
    assert "commitments/exchange" not in client.get("/rds/commitments/").content.decode()


@pytest.mark.parametrize(("path", "words"), [("rds", "is reserved convertibly"), ("moon", "moon")])
def test_where_nothing_is_exchanged_it_says_so(client: Client, path: str, words: str) -> None:
    answer = client.get(f"/{path}/commitments/exchange/")
    assert answer.status_code == 404
    assert words in answer.content.decode()
