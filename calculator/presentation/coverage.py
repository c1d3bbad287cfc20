"""What there are prices of: a page of Markdown with a row for each dimension of each service, made from the tables."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.importable import is_importable
from calculator.catalogue.rate_table import RateTable
from calculator.services import SERVICES

FEW = 5
HEAD = """# Coverage

Which prices the shipped tables have, made by `manage.py coverage` as of {day}. A dimension is what is billed; `options`
counts what it is priced for: classes, engines, types. `newest` is the day of the newest price of the dimension, or of
its table where prices stand by key. `list` says for which of them [AWS's price list](price_lists.md), once imported,
takes the place of the shipped prices: all options, some, or none (–). What a service bills besides, and has no row
here, is named under its table and on its page.
"""


@dataclass(slots=True)
class _Row:
    """What is known of one dimension."""

    regions: set[str] = field(default_factory=set)
    options: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    newest: date = date.min


def coverage_text(catalogue: Catalogue, day: date) -> str:
    """The whole page, as of a day."""
    return "\n".join(
        [HEAD.format(day=day), *(line for name in catalogue.table_names for line in _section(name, catalogue, day))]
    )


def _section(name: str, catalogue: Catalogue, day: date) -> Iterator[str]:
    service = SERVICES.get(name)
    rows = _rows(name, catalogue, day)
    yield f"## {service.NAME if service else name}"
    yield ""
    yield "| dimension | options | Regions | newest | list | sources |"
    yield "|---|---:|---|---|---|---|"
    for dimension, row in sorted(rows.items()):
        sources = ", ".join(sorted(row.sources)) or "by row"
        where = _regions(row.regions, catalogue.regions)
        listed = _listed(name, dimension, row.options or {""})
        yield f"| {dimension} | {len(row.options) or ''} | {where} | {row.newest} | {listed} | {sources} |"
    yield ""
    if service and service.UNPRICED:
        yield from (f"- No price: {what}. {why}" for what, why in service.UNPRICED.items())
        yield ""


def _rows(name: str, catalogue: Catalogue, day: date) -> dict[str, _Row]:
    table = catalogue.table(name)
    own = getattr(table, "shipped", table)
    rows: dict[str, _Row] = defaultdict(_Row)
    for region in table.regions:
        cards = table.in_force(region, day)
        for dimension, option in cards:
            row = rows[dimension]
            row.regions.add(region)
            row.options |= {option} - {""}
            if isinstance(own, RateTable):
                card = cards[dimension, option]
                row.sources.add(card.confirmed_by or card.source)
                row.newest = max(row.newest, card.last_seen(day))
            else:
                row.newest = table.price_list.published
    return rows


def _listed(table: str, dimension: str, options: Iterable[str]) -> str:
    """Whether rules make the prices of a dimension from lists."""
    made = {is_importable(table, dimension, option) for option in options}
    return "some" if len(made) > 1 else "all" if True in made else "–"


def _regions(known: set[str], every: Iterable[str]) -> str:
    """How many Regions, and which where they are few or where few are missing."""
    missing = set(every) - known
    if not missing:
        return f"all {len(known)}"
    if len(missing) <= FEW:
        return f"{len(known)}, not {', '.join(sorted(missing))}"
    return f"{len(known)}: {', '.join(sorted(known))}" if len(known) <= FEW else str(len(known))
