"""An export of the AWS Pricing Calculator to resources, a line each, and its figures beside what is made of them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from calculator.core.display import usd
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.interchange.account import Accounted, Official, Placed
from calculator.interchange.asked import Asked
from calculator.interchange.aws_calculator.configuration import is_nothing
from calculator.interchange.aws_calculator.export import Export, ExportLine, region_of
from calculator.interchange.mapping import rules_by_type
from calculator.interchange.resource import Resource

DOLLARS = "USD"
MOST_TOLD = 5
# Figures of lines are rounded, each by half a cent at most, or left as they were computed.
_ROUNDED = Decimal("0.005")


def resources_of(export: Export, regions: Mapping[str, str]) -> tuple[Resource, ...]:
    """Each line as a resource whose type is the name of the service. Raises InvalidInput where there is none."""
    if not export.lines:
        raise InvalidInput([FieldError("file", "The export has no services; there is nothing to estimate.")])
    met: Counter[str] = Counter()
    return tuple(_resource(each, regions, met) for each in export.lines)


def _resource(line: ExportLine, regions: Mapping[str, str], met: Counter[str]) -> Resource:
    """A line as a resource: known again in a later export by its group, service and description, and which of them."""
    address = f"line {line.number}: {line.service}"
    name = line.description or line.service
    region = region_of(line.region, regions)
    alike = " > ".join((*line.groups, line.service, line.description))
    met[alike] += 1
    definition = f"{alike} #{met[alike]}"
    return Resource(
        address,
        definition,
        line.service,
        name,
        region,
        line.groups or ("Services",),
        line.configuration.values,
        unknown_region="" if region else line.region.strip(),
    )


def beside_official(accounted: Sequence[Accounted], export: Export) -> tuple[Accounted, ...]:
    """What became of each line, with the Calculator's own figures and what of the line was not read."""
    return tuple(
        replace(each, official=(found := _official(line, export.currency)), placed=_noted(each.placed, found))
        for each, line in zip(accounted, export.lines, strict=True)
    )


def _noted(placed: tuple[Placed, ...], found: Official) -> tuple[Placed, ...]:
    """The same entries; the first one keeps what the Calculator says of the line."""
    if not placed or found.monthly is None:
        return placed
    entry = placed[0].entry
    note = f"The AWS Pricing Calculator said {usd(found.monthly)} a month. {entry.note}".strip()
    return (replace(placed[0], entry=entry.model_copy(update={"note": note})), *placed[1:])


def official_total(export: Export) -> Official | None:
    """The total of the export: as it says it, or the sum of its lines."""
    if export.currency != DOLLARS:
        return None
    monthly = [each.monthly for each in export.lines if each.monthly is not None]
    upfront = [each.upfront for each in export.lines if each.upfront is not None]
    return Official(
        sum(monthly, Decimal(0)) if export.monthly is None else export.monthly,
        sum(upfront, Decimal(0)) if export.upfront is None else export.upfront,
    )


def _official(line: ExportLine, currency: str) -> Official:
    read = {
        path
        for rule in rules_by_type().get(line.service, ())
        for reading in rule.read.values()
        for path in reading.calculator
    }
    written = line.configuration.written
    unread = [
        f"{name} ({text})" if text else name
        for name, text in written.items()
        if name not in read and not is_nothing(text)
    ]
    is_known = currency == DOLLARS
    return Official(
        line.monthly if is_known else None,
        line.upfront if is_known else None,
        (*(shown(each) for each in unread), *(shown(each) for each in line.configuration.again)),
    )


def notes_of(export: Export, resources: Sequence[Resource], asked: Asked) -> Iterator[str]:
    """What there is to say of the file as a whole."""
    if export.currency != DOLLARS:
        yield f"The figures of the export are in {shown(export.currency)}, not USD; they are not compared with ours."
    elif export.monthly is not None:
        added = sum((each.monthly for each in export.lines if each.monthly is not None), Decimal(0))
        if abs(added - export.monthly) > _ROUNDED * (len(export.lines) + 1):
            yield (
                f"The export says {usd(export.monthly)} a month, but its lines add up to {usd(added)}; "
                "it may have been edited."
            )
    unknown = [
        f"{shown(line.region) or 'none'} of {each.address}"
        for each, line in zip(resources, export.lines, strict=True)
        if not each.region
    ]
    if unknown and asked.region:
        told = "; ".join(unknown[:MOST_TOLD]) + (
            f" and {len(unknown) - MOST_TOLD} more" if len(unknown) > MOST_TOLD else ""
        )
        yield f"Regions that are none of ours, for which {asked.region} is taken as you asked: {told}."
