"""Capacity and money of volumes and instances in a real spreadsheet, in two languages."""

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.spreadsheet.libreoffice import LibreOffice

pytestmark = [pytest.mark.spreadsheet, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("ebs/size_gb?volume_type=gp2&iops=16000", 5334),
        ("ebs/monthly_usd?volume_type=gp2&iops=16000", 533.40),
        ("ebs/iops?size_gb=1000&throughput_mibps=1000", 4000),
        ("ebs/line_items.iops.usd?volume_type=io1&size_gb=400&iops=20k", 1300),
        ("ec2/monthly_usd", 70.08),
        ("ec2/upfront_usd?purchase_option=reserved_3y_all_upfront", 949),
        ("ec2/effective_monthly_usd?purchase_option=reserved_3y_all_upfront", 26.36),
    ],
)
def test_a_number_of_a_volume_or_an_instance_arrives(
    office: LibreOffice, live_server: LiveServer, cell: str, number: float
) -> None:
    formula = f'=NUMBERVALUE(WEBSERVICE("{live_server.url}/cells/{cell}");".")'
    assert office.cell(formula).number == pytest.approx(number)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("ebs/binding?volume_type=gp2&iops=16000", "iops"),
        ("ebs/binding?volume_type=io2&throughput_mibps=2048", "throughput"),
        ("ebs/monthly_usd?volumes=0", "ERROR invalid_input volumes: Volumes is too small; the least is 1 volume."),
        ("ec2/monthly_usd?hours_per_month=800", "ERROR invalid_input hours_per_month: "),
        ("ec2/monthly_usd?instance_type=m5.larg", "ERROR invalid_input instance_type: "),
    ],
)
def test_a_word_or_a_sentence_arrives(office: LibreOffice, live_server: LiveServer, cell: str, text: str) -> None:
    assert office.cell(f'=WEBSERVICE("{live_server.url}/cells/{cell}")').text.startswith(text)
