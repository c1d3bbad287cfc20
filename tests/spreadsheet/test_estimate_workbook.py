"""A workbook of an estimate in LibreOffice: what is typed into an input's cell changes the total as the answer says."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from calculator.core.declarations import FlagField, QuantityField
from calculator.core.display import exact_text
from calculator.estimates.answers import EstimateAnswer, answer_estimate
from calculator.estimates.read_document import read_document
from calculator.exports.workbook.inputs_sheet import HERE
from calculator.exports.workbook.write import estimate_xlsx
from calculator.services import SERVICES
from calculator.services.service import FREE_TIER
from tests.estimates.documents import entry
from tests.questions import CATALOGUE, TODAY
from tests.spreadsheet.libreoffice import LibreOffice

pytestmark = pytest.mark.spreadsheet

CENT = Decimal("0.005")
TOTAL = "Monthly with upfront spread"
NOT_OF_USAGE = ("region", "as_of", "month", FREE_TIER)
ROUNDS = 4


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


def table(content: bytes, sheet: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a sheet under its heading, with their numbers."""
    rows = load_workbook(BytesIO(content), read_only=True, data_only=True)[sheet].iter_rows(values_only=True)
    heading = [str(each) for each in next(rows)]
    for number, row in enumerate(rows, start=2):
        yield number, dict(zip(heading, row, strict=False))


def live_inputs(content: bytes) -> list[Input]:
    """What may be changed at once."""
    letter = "F"
    return [
        Input(f"Inputs.{letter}{number}", row["No."] - 1, row["Field"])
        for number, row in table(content, "Inputs")
        if row["A change"] == HERE and row["Field"] is not None
    ]


def totals(content: bytes, entries: int) -> list[str]:
    """The addresses of what each entry costs, and of the total."""
    page = load_workbook(BytesIO(content), read_only=True, data_only=True)["Estimate"]
    rows = [*page.iter_rows(values_only=True)]
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


@pytest.mark.parametrize("account", [{}, {"free_tier": True}, {"pool_tiers": False, "free_tier": True}],
                         ids=["pooled", "with free tiers", "each for itself"])  # fmt: skip
def test_a_changed_input_of_any_service_changes_the_total_as_the_answer_does(
    office: LibreOffice, tmp_path: Path, account: dict[str, bool]
) -> None:
    entries = of_every_service()
    answer = answered(entries, account=account)
    assert not answer.missing
    content = estimate_xlsx(answer)
    path = tmp_path / "estimate.xlsx"
    path.write_bytes(content)
    inputs, read = live_inputs(content), totals(content, len(entries))
    steps: list[dict[str, float]] = [{}]
    expected = [answer]
    for round_ in range(ROUNDS):
        step = {}
        for place in range(len(entries)):
            own = [each for each in inputs if each.entry == place]
            one = own[round_ % len(own)]
            value = changed(expected[-1], place, one.field, round_)
            if value is None:
                continue
            step[one.address] = float(value)
            typed = value if isinstance(value, bool) else exact_text(value)
            entries[place] = (
                {**entries[place], "count": int(value)}
                if one.field == "count"
                else {**entries[place], "usage": {**entries[place]["usage"], one.field: typed}}
            )
        steps.append(step)
        expected.append(answered(entries, account=account))
    seen = office.file(path, *steps, read=read)
    for shown, right in zip(seen, expected, strict=True):
        wanted = [*(each.money().effective_monthly_usd for each in right.entries), right.money().effective_monthly_usd]
        for place, (address, usd) in enumerate(zip(read, wanted, strict=True)):
            cell = shown[address]
            told = f"{address} {right.entries[place].entry if place < len(entries) else 'total'}: {cell}, not {usd}"
            assert cell.error == 0 and cell.number is not None, told
            assert abs(Decimal(cell.number) - usd) < CENT, told
