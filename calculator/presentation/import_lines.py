"""The answer to a foreign file as lines for a terminal, and as Markdown for the comment on a change."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from calculator.core.display import usd
from calculator.interchange.account import OUTCOME_LABELS, Outcome
from calculator.presentation import import_shapes as shapes
from calculator.presentation.estimate_lines import estimate_lines
from calculator.presentation.import_documents import of_outcome, signed_cents
from calculator.presentation.text_tables import columns

SAME = "same"
# Of a long list in a comment that people read.
MOST_TOLD = 20


def import_lines(found: shapes.EstimateImport) -> list[str]:
    """The estimate, how much of it rests on assumed usage, and the account of the file."""
    return [
        *estimate_lines(found["answer"]),
        "",
        *_sums(found),
        "",
        *columns(("Outcome", "Resources"), list(_counted(found)), right=(1,)),
        *_beside(found),
        *_named(found, Outcome.NOT_SUPPORTED),
        *_named(found, Outcome.REFUSED),
        *_assumed(found),
        *found["notes"],
    ]


def _counted(found: shapes.EstimateImport) -> Iterator[tuple[str, str]]:
    for outcome, label in OUTCOME_LABELS.items():
        yield label, str(found["counts"][outcome])
    yield "In the file", str(sum(found["counts"].values()))


def _sums(found: shapes.EstimateImport) -> Iterator[str]:
    whole, stated = (_money(each["effective_monthly_usd"]) for each in (found["answer"], found["stated"]))
    yield f"By what the file says: {usd(stated)} a month. With the usage assumed below: {usd(whole)}."
    if found["change"]:
        yield f"Before the change: {usd(_money(found['change']['before']['effective_monthly_usd']))} a month."


def _money(text: str | None) -> Decimal:
    return Decimal(text or 0)


def _beside(found: shapes.EstimateImport) -> Iterator[str]:
    """The lines of an export of the AWS Pricing Calculator with both figures."""
    if not found["official"]:
        return
    rows = [
        (
            each["address"],
            *(_cell(each[name]) for name in ("official_monthly_usd", "our_monthly_usd")),
            signed_cents(each["difference_usd"]),
            " ".join(each["why"]),
        )
        for each in found["official"]["lines"]
    ]
    yield ""
    yield "Beside the AWS Pricing Calculator, a month, by what its export says:"
    yield from columns(("Line", "Theirs", "Ours", "Difference", "Why"), rows, right=(1, 2, 3))


def _named(found: shapes.EstimateImport, outcome: Outcome) -> Iterator[str]:
    resources = of_outcome(found, outcome)
    if resources:
        yield ""
        yield f"{OUTCOME_LABELS[outcome]}:"
        yield from (f"  {each['address']}: {each['reason']}" for each in resources)


def _assumed(found: shapes.EstimateImport) -> Iterator[str]:
    if found["assumptions"]:
        yield ""
        yield "Assumed:"
        for each in found["assumptions"]:
            yield (f"  {each['address']}: {each['label']} {each['words']} ({each['reason']})")


def import_markdown(found: shapes.EstimateImport) -> list[str]:
    """What a reviewer wants in a comment: what changes and by how much, what needs usage, what is not supported."""
    change = found["change"]
    total = usd(_money(found["answer"]["effective_monthly_usd"]))
    title = f"### AWS cost: {total} a month"
    if change:
        title += f" ({_signed(change['delta_usd'])})"
    compared = [*_beside_as_markdown(found)]
    return [title, "", *_changes(change), *compared, *_sums(found), "", *_account(found), *_details(found)]


def _changes(change: shapes.ImportChange | None) -> Iterator[str]:
    entries = [each for each in change["entries"] if each["kind"] != SAME] if change else []
    if not entries:
        return
    yield "| Change | Resource | Before | After | Difference |"
    yield "|---|---|--:|--:|--:|"
    for each in entries[:MOST_TOLD]:
        before, after = (_cell(each[name]) for name in ("before_usd", "after_usd"))
        yield f"| {each['kind']} | {_code(each['address'])} | {before} | {after} | {_signed(each['delta_usd'])} |"
    if len(entries) > MOST_TOLD:
        yield f"| | and {len(entries) - MOST_TOLD} more | | | |"
    yield ""


def _beside_as_markdown(found: shapes.EstimateImport) -> Iterator[str]:
    lines = found["official"]["lines"] if found["official"] else []
    if not lines:
        return
    yield "| Line | AWS Pricing Calculator | Ours, by what it says | Difference | Why |"
    yield "|---|--:|--:|--:|---|"
    for each in lines[:MOST_TOLD]:
        theirs, ours = (_cell(each[name]) for name in ("official_monthly_usd", "our_monthly_usd"))
        why = " ".join(each["why"]).replace("|", "/")
        yield f"| {_code(each['address'])} | {theirs} | {ours} | {signed_cents(each['difference_usd'])} | {why} |"
    if len(lines) > MOST_TOLD:
        yield f"| and {len(lines) - MOST_TOLD} more | | | | |"
    yield ""


def _cell(text: str | None) -> str:
    return "" if text is None else usd(Decimal(text))


def _signed(text: str | None) -> str:
    number = _money(text)
    return f"+{usd(number)}" if number > 0 else usd(number)


def _code(text: str) -> str:
    """An address as code; nothing in it ends the cell or the code."""
    return "`" + text.replace("`", "'").replace("|", "/") + "`"


def _account(found: shapes.EstimateImport) -> Iterator[str]:
    yield "| Outcome | Resources |"
    yield "|---|--:|"
    for label, count in _counted(found):
        yield f"| {label} | {count} |"
    yield ""


def _details(found: shapes.EstimateImport) -> Iterator[str]:
    usage = [each for each in found["assumptions"] if each["is_usage"]]
    yield from _folded(
        "Needs usage: state it, these are assumed",
        [f"{_code(each['address'])}: {each['label']} {each['words']}" for each in usage],
    )
    for outcome in (Outcome.NOT_SUPPORTED, Outcome.REFUSED):
        types = Counter((each["type"], each["reason"]) for each in of_outcome(found, outcome))
        rows = [f"{count} x {_code(kind)}: {reason}" for (kind, reason), count in types.items()]
        yield from _folded(f"{OUTCOME_LABELS[outcome]}, not in the total", rows)


def _folded(title: str, rows: list[str]) -> Iterator[str]:
    if rows:
        yield f"<details><summary>{title} ({len(rows)})</summary>"
        yield ""
        yield from (f"- {each}" for each in rows[:MOST_TOLD])
        if len(rows) > MOST_TOLD:
            yield f"- and {len(rows) - MOST_TOLD} more"
        yield ""
        yield "</details>"
