"""The notices of a service file that can be said of any workload, since they name limits alone."""

from collections.abc import Mapping
from string import Formatter

from calculator.core.answer import Limit
from calculator.core.display import amount
from calculator.services.figures import LIMIT_PREFIX
from calculator.services.service_files.layout import ServiceFile


def notices_of_any(declared: ServiceFile, limits: Mapping[str, Limit]) -> dict[str, str]:
    """By code the sentence of each notice whose numbers are limits that hold for every choice."""
    told: dict[str, str] = {}
    for each in declared.notices:
        parts = [(text, name) for text, name, _, _ in Formatter().parse(each.message)]
        if all(not name or _is_one_limit(name, declared, limits) for _, name in parts):
            told[each.code] = "".join(text + (_value(name, limits) if name else "") for text, name in parts)
    return told


def _is_one_limit(name: str, declared: ServiceFile, limits: Mapping[str, Limit]) -> bool:
    """Whether a name is a limit that no input keys."""
    limit = name.removeprefix(LIMIT_PREFIX)
    return limit != name and limit in limits and limit not in declared.lookups and not limits[limit].option


def _value(name: str, limits: Mapping[str, Limit]) -> str:
    return amount(limits[name.removeprefix(LIMIT_PREFIX)].value)
