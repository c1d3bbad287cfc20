"""Who asks of one service pays for no other: which price files a fresh process opens for an answer."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
# The names of the files of pricing_data/ that are opened while the body of the program runs.
WATCHED = """
import sys
from datetime import date
from pathlib import Path

opened = set()
folder = str(Path("pricing_data").resolve())
sys.addaudithook(lambda event, given: opened.add(str(given[0])) if event == "open" else None)

from calculator.catalogue.catalogue import Catalogue
from calculator.estimator import answer_to, read_question

{body}
print(sorted(Path(name).relative_to(folder).as_posix() for name in opened if name.startswith(folder)))
"""
ASKED = 'catalogue = Catalogue(); answer_to(read_question("{key}", {raw}, catalogue, date(2026, 11, 21)), catalogue)'
CATALOGUE_FILES = {"regions.csv", "sources.csv", "units.csv"}
TRANSFER = {"services/data_transfer/limits.csv", "services/data_transfer/prices.csv"}


def opened(body: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED.format(body=body)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(ran.stdout.strip("[]\n").replace("'", "").split(", ")) - {""}


def own(key: str) -> set[str]:
    return {f"services/{key}/{name}.csv" for name in ("limits", "prices", "sources")}


def of_ec2(files: set[str]) -> set[str]:
    return {name for name in files if name.startswith(("ec2", "services/ec2/"))}


def test_importing_the_services_opens_no_price_file() -> None:
    assert opened("import calculator.services, calculator.analysis.compare") == set()


def test_a_question_to_s3_opens_its_own_tables_alone() -> None:
    assert opened(ASKED.format(key="s3", raw="{}")) == {*CATALOGUE_FILES, *own("s3"), *TRANSFER}


def test_a_question_to_ebs_opens_no_price_of_an_instance() -> None:
    files = opened(ASKED.format(key="ebs", raw="{}"))
    assert files - of_ec2(files) == {*CATALOGUE_FILES, *own("ebs"), *TRANSFER}
    assert of_ec2(files) <= {"services/ec2/instance_types.csv"}


@pytest.mark.parametrize("option", ["on_demand", "reserved_1y_no_upfront"])
def test_the_spot_advice_is_opened_for_spot_alone(option: str) -> None:
    assert "services/ec2/spot_advisor.csv" not in opened(
        ASKED.format(key="ec2", raw=f"dict(purchase_option={option!r})")
    )
    assert "services/ec2/spot_advisor.csv" in opened(ASKED.format(key="ec2", raw="dict(purchase_option='spot')"))


def looked_up(dimension: str, option: str) -> set[str]:
    """The files of EC2 that are opened for one price; the identity of the list is not asked for."""
    card = f'table.in_force("eu-west-1", date(2026, 11, 21))[{dimension!r}, {option!r}]'
    return of_ec2(opened(f'table = Catalogue().table("ec2"); {card}'))


@pytest.mark.parametrize(
    ("dimension", "option", "files"),
    [
        ("on_demand", "m5.large Linux", {"services/ec2/prices/eu-west-1.csv"}),
        ("reserved_1y_no_upfront", "m5.large Linux", {"services/ec2/prices/eu-west-1.csv"}),
        ("spot", "m5.large Linux", {"services/ec2/prices/eu-west-1.csv", "services/ec2/prices/spot/eu-west-1.csv"}),
        (
            "on_demand",
            "m5.large Windows SQL Web",
            {"services/ec2/prices/eu-west-1.csv", "services/ec2/prices/licensed/eu-west-1.csv"},
        ),
    ],
)
def test_a_price_of_ec2_is_read_in_the_region_that_is_asked_for(dimension: str, option: str, files: set[str]) -> None:
    assert looked_up(dimension, option) == {"services/ec2/service.toml", "services/ec2/sources.csv", *files}
