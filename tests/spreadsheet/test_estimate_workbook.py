"""A workbook of an estimate in LibreOffice: what is typed into an input's cell changes the total as the answer says."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.declarations import FlagField, QuantityField
from calculator.core.display import exact_text
from calculator.estimates.answers import EstimateAnswer, answer_estimate
from calculator.estimates.read_document import read_document
from calculator.exports.workbook.inputs_sheet import HERE
from calculator.exports.workbook.read import read_estimate_xlsx
from calculator.exports.workbook.write import estimate_xlsx
from calculator.services import SERVICES
from calculator.services.service import FREE_TIER
from tests.estimates.documents import entry
from tests.exports.workbooks import address_of, cells, table
from tests.lanes import for_some
from tests.questions import CATALOGUE, TODAY
from tests.random_usages import usages
from tests.spreadsheet.libreoffice import LibreOffice

pytestmark = [pytest.mark.spreadsheet, pytest.mark.slow]

CENT = Decimal("0.005")
# Of billions, cents are beyond what a spreadsheet's numbers hold.
BINARY = Decimal("1e-12")
TOTAL = "Monthly with upfront spread"
NOT_OF_USAGE = ("region", "as_of", "month", FREE_TIER)
ROUNDS = 4
NOTHING_WAITS = "All inputs are in these figures."


@dataclass(frozen=True)
class Input:
    """A cell of the sheet Inputs that changes the total at once."""

    address: str
    entry: int
    field: str


def of_every_service() -> list[dict[str, Any]]:
    """Every example of every service, twice over."""
    found = []
    for key, service in SERVICES.items():
        for example in service.EXAMPLES:
            usage = {name: text for name, text in example.usage.items() if name not in NOT_OF_USAGE}
            found.append(entry(key, 2, example.usage.get("region", "us-east-1"), **usage))
    return found


def answered(entries: list[dict[str, Any]], **more: Any) -> EstimateAnswer:
    document = read_document({"groups": [{"name": "All", "entries": entries}], **more})
    return answer_estimate(document, CATALOGUE, TODAY)


def live_inputs(content: bytes) -> list[Input]:
    """What may be changed at once."""
    letter = address_of(content, 1, "count")[0]
    return [
        Input(f"Inputs.{letter}{number}", row["No."] - 1, row["Field"])
        for number, row in enumerate(table(content, "Inputs"), start=2)
        if row["A change"] == HERE and row["Field"] is not None
    ]


def totals(content: bytes, entries: int) -> list[str]:
    """The addresses of what each entry costs, and of the total."""
    rows = cells(content, "Estimate")
    total = next(number for number, row in enumerate(rows, start=1) if row[1] == "Total")
    first = next(number for number, row in enumerate(rows, start=1) if row[1] == "Entries") + 1
    return [*(f"Estimate.H{first + place}" for place in range(entries)), f"Estimate.H{total}"]


def changed(answer: EstimateAnswer, place: int, field: str, round_: int) -> Decimal | bool | None:
    """Another value of an input that can be answered, if there is one; another one each round."""
    each = answer.entries[place]
    if field == "count":
        return Decimal(each.entry.count + 1 + round_)
    assert each.answer is not None
    declared, value = each.answer.usage.declarations[field], getattr(each.answer.usage, field)
    if isinstance(declared, FlagField):
        return not value
    assert isinstance(declared, QuantityField)
    least, most = each.answer.usage.reach(field)
    for other in (value * 3 + 7 + round_, value / 2 + round_, value + 1, value - 1, value / 3):
        text = other.to_integral_value() if declared.is_whole else round(other, 3)
        if least <= text <= most and text != value:
            usage = {**each.entry.usage, field: exact_text(text)}
            alone = answered([entry(each.entry.service, each.entry.count, each.entry.region, **usage)])
            if not alone.missing:
                return Decimal(text)
    return None


def check(office: LibreOffice, path: Path, entries: list[dict[str, Any]], rounds: int, **more: Any) -> None:
    """Change an input of every entry, round after round; what LibreOffice shows is the answer to what was typed."""
    answer = answered(entries, **more)
    content = estimate_xlsx(answer)
    path.write_bytes(content)
    inputs, read = live_inputs(content), totals(content, len(entries))
    steps: list[dict[str, str | float]] = [{}]
    expected = [answer]
    for round_ in range(rounds):
        step: dict[str, str | float] = {}
        for place, each in enumerate(expected[-1].entries):
            own = [each for each in inputs if each.entry == place]
            one = own[round_ % len(own)]
            value = None if each.error is not None else changed(expected[-1], place, one.field, round_)
            if value is not None:
                step[one.address] = float(value)
                entries[place] = with_input(entries[place], one.field, value)
        steps.append(step)
        expected.append(answered(entries, **more))
    seen = office.file(path, *steps, read=read)
    for shown, right in zip(seen, expected, strict=True):
        wanted = [None if each.error is not None else each.money().effective_monthly_usd for each in right.entries]
        for place, (address, usd) in enumerate(zip(read, [*wanted, right.money().effective_monthly_usd], strict=True)):
            cell = shown[address]
            told = f"{right.entries[place].entry if place < len(entries) else 'total'}: {cell}, not {usd}"
            if usd is None:
                assert cell.text == "", told
            else:
                assert cell.error == 0 and cell.number is not None, told
                assert abs(Decimal(cell.number) - usd) < max(CENT, usd * BINARY), told


def with_input(entry: dict[str, Any], field: str, value: Decimal | bool) -> dict[str, Any]:
    """The entry with another value of an input, or another count."""
    if field == "count":
        return {**entry, "count": int(value)}
    typed = value if isinstance(value, bool) else exact_text(value)
    return {**entry, "usage": {**entry["usage"], field: typed}}


@pytest.mark.series(further=1)
@pytest.mark.parametrize(
    "more",
    [{}, {"account": {"free_tier": True}}, {"account": {"pool_tiers": False, "free_tier": True}}],
    ids=["pooled", "with free tiers", "each for itself"],
)
def test_a_changed_input_of_any_service_changes_the_total_as_the_answer_does(
    office: LibreOffice, tmp_path: Path, more: dict[str, Any]
) -> None:
    check(office, tmp_path / "estimate.xlsx", of_every_service(), ROUNDS, **more)


ENTRIES = st.sampled_from([*SERVICES]).flatmap(
    lambda key: st.builds(
        lambda raw, count: entry(key, count, **{name: text for name, text in raw.items() if name != FREE_TIER}),
        usages(SERVICES[key]),
        st.integers(0, 3),
    )
)
TERMS = st.sampled_from(([], [{"percent_off": "9"}], [{"match": {"dimension": "storage"}, "usd_per_unit": "0.01"}]))


@pytest.mark.series(further=1)
@for_some(15)
@given(
    entries=st.lists(ENTRIES, min_size=4, max_size=10),
    free_tier=st.booleans(),
    pool_tiers=st.booleans(),
    month=st.sampled_from(("730", "31")),
    terms=TERMS,
)
def test_any_estimate_is_the_same_in_libreoffice(
    office: LibreOffice,
    tmp_path_factory: pytest.TempPathFactory,
    entries: list[dict[str, Any]],
    free_tier: bool,
    pool_tiers: bool,
    month: str,
    terms: list[dict[str, Any]],
) -> None:
    account = {"free_tier": free_tier, "pool_tiers": pool_tiers}
    path = tmp_path_factory.mktemp("law") / "estimate.xlsx"
    # The same service twice: tiers, allowances and minimums are shared.
    check(office, path, [*entries, *entries[:3]], 2, account=account, month=month, terms=terms)


STANDARD = {"storage_class": "STANDARD", "storage_gb": "1"}
ARCHIVE = {"storage_class": "GLACIER", "storage_gb": "1", "average_object_kb": "72.6"}


@pytest.mark.parametrize(
    ("usage", "gb"),
    [
        # Standard has tiers up to 50 TB, 500 TB and beyond.
        (STANDARD, 51200.0), (STANDARD, 51201.0), (STANDARD, 512000.0), (STANDARD, 512000.001), (STANDARD, 0.0),
        # 544.5 GB of 72.6 KB are 7,864,320 objects; in floats the quotient is a little more.
        (ARCHIVE, 544.5),
    ],
)  # fmt: skip
def test_tier_edges_and_whole_numbers_of_objects_are_right(
    office: LibreOffice, tmp_path: Path, usage: dict[str, str], gb: float
) -> None:
    content = estimate_xlsx(answered([entry("s3", 1, **usage)]))
    path = tmp_path / "bucket.xlsx"
    path.write_bytes(content)
    of_objects = [f"Figures.E{row}" for row, each in enumerate(table(content, "Figures"), start=2)
                  if each["Figure"] == "Objects stored"]  # fmt: skip
    read = [*totals(content, 1), *of_objects]
    (seen,) = office.file(path, {f"Inputs.{address_of(content, 1, 'storage_gb')}": gb}, read=read)
    right = answered([entry("s3", 1, **{**usage, "storage_gb": str(gb)})])
    number = seen[read[0]].number
    assert number is not None
    assert abs(Decimal(number) - right.money().effective_monthly_usd) < Decimal("1e-6")
    assert [seen[each].number for each in of_objects] == [7864320.0] * len(of_objects)
    assert bool(of_objects) == (usage is ARCHIVE)


def test_what_libreoffice_saved_is_read_back_with_what_was_typed(office: LibreOffice, tmp_path: Path) -> None:
    typed = {**entry("sqs", 3, requests="300 million", message_kb="100"), "name": "=1+1 _x0041_", "note": "税込 🧮\n"}
    answer = answered([typed, entry("lambda", requests="3 million"), entry("kinesis", records_per_second="1000")])
    content = estimate_xlsx(answer)
    path, saved = tmp_path / "estimate.xlsx", tmp_path / "saved.xlsx"
    path.write_bytes(content)
    office.file(path, {}, read=[], saved=saved)
    assert read_estimate_xlsx(saved.read_bytes()).canonical() == answer.document.canonical()
    step: dict[str, str | float] = {
        f"Inputs.{address_of(content, 1, 'requests')}": 1234567.5,
        f"Inputs.{address_of(content, 2, 'architecture')}": "arm",
    }
    office.file(path, step, read=[], saved=saved)
    first, second, third = (each for _, each, _ in read_estimate_xlsx(saved.read_bytes()).walk())
    assert first.usage == {"requests": "1234567.5", "message_kb": "100"}
    assert second.usage == {"requests": "3 million", "architecture": "arm"}
    assert third == [*answer.document.walk()][2][1]


def test_a_changed_cell_that_waits_for_the_calculator_is_said(office: LibreOffice, tmp_path: Path) -> None:
    content = estimate_xlsx(answered([entry("kinesis", records_per_second="1000")]))
    path = tmp_path / "stream.xlsx"
    path.write_bytes(content)
    at = address_of(content, 1, "records_per_second")
    (row,) = [row for row, each in enumerate(cells(content, "Estimate"), start=1) if each[0] == NOTHING_WAITS]
    before, after = office.file(path, {}, {f"Inputs.{at}": 9000}, read=[f"Estimate.A{row}"])
    assert before[f"Estimate.A{row}"].text == NOTHING_WAITS
    assert after[f"Estimate.A{row}"].text.startswith("1 changed input is not in these figures")


def test_subtotals_of_groups_and_a_stated_currency_follow_a_changed_cell(office: LibreOffice, tmp_path: Path) -> None:
    def document(requests: str) -> EstimateAnswer:
        queue, bucket = entry("sqs", requests=requests), entry("s3", storage_gb="100")
        groups = [{"name": "Shop", "entries": [queue], "groups": [{"name": "Files", "entries": [bucket]}]},
                  {"name": "Staging", "entries": [queue]}]  # fmt: skip
        stated = {"code": "EUR", "per_usd": "0.92", "date": "2026-11-20", "source": "ECB"}
        return answer_estimate(read_document({"groups": groups, "currency": stated}), CATALOGUE, TODAY)

    content, path = estimate_xlsx(document("5 million")), tmp_path / "groups.xlsx"
    path.write_bytes(content)
    rows = {each[1]: number for number, each in enumerate(cells(content, "Estimate"), start=1)}
    read = [f"Estimate.H{rows[name]}" for name in ("Shop", "Shop / Files", "Staging", "Total in EUR")]
    before, after = office.file(path, {}, {f"Inputs.{address_of(content, 1, 'requests')}": 9_000_000}, read=read)
    # 5 million and then 9 million requests at $0.40 a million; 100 GB at $0.023.
    assert [before[each].number for each in read] == [pytest.approx(usd) for usd in (4.3, 2.3, 2.0, 5.80)]
    assert [after[each].number for each in read] == [pytest.approx(usd) for usd in (5.9, 2.3, 2.0, 7.27)]
