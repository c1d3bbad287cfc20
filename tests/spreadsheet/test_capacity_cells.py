"""Capacity and money of volumes, instances, tables and streams in a real spreadsheet."""

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.spreadsheet.libreoffice import LibreOffice

pytestmark = [pytest.mark.spreadsheet, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


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
        # 100 reads of 1 KB, eventually consistent, at a target of 70 %: 50 / 0.7 = 71.4; 25 writes: 25 / 0.7 = 35.7.
        ("dynamodb/rcu?capacity_mode=provisioned", 72),
        ("dynamodb/wcu?capacity_mode=provisioned", 36),
        ("dynamodb/wru", 65_700_000),
        ("dynamodb/partitions?storage_gb=95", 10),
        ("dynamodb/line_items.storage.usd?storage_gb=1000", 250),
        ("dynamodb/line_items.replicated_writes_eu_west_1.quantity?replica_regions=eu-west-1,ap-northeast-1", 65.7),
        # 3,750 records of 1 KB are 3.66 MiB a second; 4 x 730 x 0.015.
        ("kinesis/shards?peak_records_per_second=3750", 4),
        ("kinesis/line_items.shard_hour.usd?peak_records_per_second=3750", 43.8),
    ],
)
def test_a_number_of_capacity_or_money_arrives(
    office: LibreOffice, live_server: LiveServer, cell: str, number: float
) -> None:
    formula = f'=NUMBERVALUE(WEBSERVICE("{live_server.url}/cells/{cell}");".")'
    assert office.cell(formula).number == pytest.approx(number)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("ebs/binding?volume_type=gp2&iops=16000", "iops"),
        ("ebs/binding?volume_type=io2&throughput_mibps=2048", "throughput"),
        ("dynamodb/binding?capacity_mode=provisioned", "read_units"),
        ("kinesis/binding?record_kb=4&peak_records_per_second=1500", "write_throughput"),
        ("kinesis/binding?record_kb=4&shared_consumers=5", "read_throughput"),
        ("kinesis/shards?retention_hours=23", "ERROR invalid_input retention_hours: "),
        ("dynamodb/rcu?capacity_mode=provisioned&item_size_kb=401", "ERROR infeasible item_size_kb: "),
        ("dynamodb/monthly_usd?replica_regions=us-east-1", "ERROR invalid_input replica_regions: "),
        ("ebs/monthly_usd?volumes=0", "ERROR invalid_input volumes: Volumes is too small; the least is 1 volume."),
        ("ec2/monthly_usd?hours_per_month=800", "ERROR invalid_input hours_per_month: "),
        ("ec2/monthly_usd?instance_type=m5.larg", "ERROR invalid_input instance_type: "),
    ],
)
def test_a_word_or_a_sentence_arrives(office: LibreOffice, live_server: LiveServer, cell: str, text: str) -> None:
    assert office.cell(f'=WEBSERVICE("{live_server.url}/cells/{cell}")').text.startswith(text)
