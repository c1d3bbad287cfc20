"""`manage.py new_service`: a folder that is refused until it is filled in, and is a service of every way in then."""

import re
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.test import Client

from calculator.catalogue.catalogue import Catalogue
from calculator.core.arithmetic import decimal
from calculator.core.units import PRICING_DATA
from calculator.estimator import answer_to, read_question
from calculator.services import SERVICES
from calculator.services.registry import Registry
from calculator.services.worked_examples import TextLoader, WorkedExample
from calculator.store.price_lists import active_catalogue
from calculator.store.price_lists.active_catalogue import Newest
from tests.questions import TODAY

KEY = "small_queue"
# What an author fills in, in the order of each file: prices of the feed of Amazon SQS, arithmetic by hand.
FILLED = {
    "service.toml": (
        *("Requests to a queue", "Application integration", "Requests to a queue", "Sent, received and deleted"),
        *("Small shop", "Two million requests", "2 million", "Large shop", "Two billion requests", "2 billion"),
    ),
    "prices.csv": ("0.4", "2025-11-20", "pricewatch_202512"),
    "examples.yaml": (
        *("Two million requests", "By hand", "2026-11-21", "2 million", "2 x 0.4", "0.8", "0.8"),
        *("A thousand requests", "By hand", "2026-11-21", "1000", "0.001 x 0.4", "0.0004", "0.0004"),
    ),
}


COMMENT = re.compile(r"^#.*\n", re.MULTILINE)


def begun(key: str, tables: Path) -> str:
    out = StringIO()
    call_command("new_service", key, str(tables), stdout=out)
    return out.getvalue()


def filled_in(tables: Path) -> None:
    for name, values in FILLED.items():
        path = tables / "services" / KEY / name
        first, *rest = COMMENT.sub("", path.read_text(encoding="utf-8")).split("fill_in")
        filled = "".join(value + after for value, after in zip(values, rest, strict=True))
        path.write_text(first + filled, encoding="utf-8", newline="")


def checked(tables: Path) -> list[str]:
    err = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_prices", str(tables), stderr=err)
    return err.getvalue().splitlines()


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """The shipped tables but those of EC2, which are large."""
    shutil.copytree(PRICING_DATA, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("ec2"))
    (tmp_path / "services" / "ec2").symlink_to(PRICING_DATA / "services" / "ec2")
    return tmp_path


@pytest.fixture
def catalogue(tables: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """The tables with the new folder filled in, offered as one of the services."""
    begun(KEY, tables)
    filled_in(tables)
    monkeypatch.setitem(SERVICES, KEY, Registry(tables)[KEY])
    found = Catalogue(tables)
    monkeypatch.setattr(active_catalogue, "NEWEST", Newest(found))
    yield found


def test_it_says_what_it_wrote_and_how_much_is_left(tmp_path: Path) -> None:
    said = begun(KEY, tmp_path).splitlines()
    assert [Path(line).name for line in said[:-1]] == ["examples.yaml", "prices.csv", "service.toml"]
    assert said[-1] == "25 lines to fill in; make check names them."


def test_the_check_names_every_line_that_is_left_and_nothing_else(tables: Path) -> None:
    begun(KEY, tables)
    said = checked(tables)
    assert len(said) == 25
    assert said[0] == "small_queue/examples.yaml:1: fill_in is still to be filled in: - name: fill_in"
    assert {line.split(":")[0] for line in said} == {f"small_queue/{name}" for name in FILLED}


def test_no_price_of_a_folder_that_is_only_begun_is_taken_for_one(tables: Path) -> None:
    """Even a reader who skips the check gets no figure."""
    begun(KEY, tables)
    with pytest.raises(Exception, match="fill_in"):
        Catalogue(tables).table(KEY)


@pytest.mark.slow
def test_the_check_accepts_it_when_it_is_filled_in(tables: Path) -> None:
    begun(KEY, tables)
    filled_in(tables)
    out = StringIO()
    call_command("check_prices", str(tables), stdout=out)
    assert f"{KEY}: 1 rate cards in force in 1 regions" in out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("right", "wrong", "key", "said"),
    [
        ("Application integration", "Queues", "category", "Application integration"),
        ('{requests = "', '{requests = "9,500,', "examples.", "Requests has a comma"),
    ],
    ids=["a category that there is not", "a workload to start from that cannot be read"],
)
def test_a_fault_of_its_file_is_named_when_it_is_filled_in(
    tables: Path, right: str, wrong: str, key: str, said: str
) -> None:
    begun(KEY, tables)
    filled_in(tables)
    path = tables / "services" / KEY / "service.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(right, wrong, 1), encoding="utf-8")
    (fault,) = checked(tables)
    assert fault.startswith(f"small_queue/service.toml: {key}")
    assert said in fault


def test_it_comes_to_the_figures_of_its_examples(catalogue: Catalogue) -> None:
    text = (catalogue.folder / "services" / KEY / "examples.yaml").read_text(encoding="utf-8")
    examples = [WorkedExample(service=KEY, **written) for written in yaml.load(text, TextLoader)]
    answers = [answer_to(read_question(KEY, each.raw, catalogue, TODAY), catalogue) for each in examples]
    assert [each.monthly_usd for each in answers] == [decimal(each.expect["monthly_usd"]) for each in examples]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/", "Requests to a queue"),
        (f"/{KEY}/?requests=2+million", "$0.80"),
        (f"/api/v1/services/{KEY}/estimate?requests=2+million", '"monthly_usd": "0.8"'),
        (f"/cells/{KEY}/monthly_usd?requests=2+million&precision=1", "0.8"),
    ],
)
def test_every_way_in_serves_it(catalogue: Catalogue, address: str, shown: str) -> None:
    response = Client().get(address)
    assert response.status_code == 200
    assert shown in response.content.decode()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("Small Queue", "'Small Queue' is no key: small letters, digits and _, a letter first"),
        ("2queues", "a letter first"),
        ("../queue", "is no key"),
        ("prices", "prices is an address of the calculator; take another key."),
        ("s3", "There is a service s3 already"),
        ("sqs", "There is a service sqs already"),
    ],
)
def test_a_key_that_cannot_be_had_is_refused_and_nothing_written(key: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=re.escape(said)):
        begun(key, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    begun(KEY, tmp_path)
    with pytest.raises(CommandError, match="There is a service small_queue already"):
        begun(KEY, tmp_path)
