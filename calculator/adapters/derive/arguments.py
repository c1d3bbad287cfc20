"""A service's declared inputs as options of a command line: `storage_gb` is `--storage-gb`."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Mapping
from decimal import Decimal

from calculator.core.declarations import ChoiceField, Declaration, FlagField, QuantityField
from calculator.core.display import exact_text
from calculator.estimator import COMMON_FIELDS, DEFAULT_REGION
from calculator.services.service import Service

COMMON_HELP = {
    "region": f"AWS's code of a region. Default {DEFAULT_REGION}.",
    "as_of": "The prices in force on that day, as YYYY-MM-DD. Default today.",
}


def add_options(parser: ArgumentParser, service: Service) -> None:
    """One option for each field; an option that is not given leaves nothing behind."""
    for name, declaration in service.Usage.declarations.items():
        # A flag may stand alone, and is then meant.
        alone = {"nargs": "?", "const": "true"} if isinstance(declaration, FlagField) else {}
        parser.add_argument(
            option(name),
            dest=name,
            default=SUPPRESS,
            metavar=_metavar(declaration),
            help=option_help(declaration).replace("%", "%%"),
            **alone,  # type: ignore[arg-type]
        )
    for name in COMMON_FIELDS:
        parser.add_argument(option(name), dest=name, default=SUPPRESS, help=COMMON_HELP[name])


def given(service: Service, options: Namespace | Mapping[str, object]) -> dict[str, object]:
    """The fields that were given, as they were typed."""
    values = vars(options) if isinstance(options, Namespace) else options
    names = (*service.Usage.declarations, *COMMON_FIELDS)
    return {name: values[name] for name in names if name in values}


def option(name: str) -> str:
    """How a field is called on a command line."""
    return "--" + name.replace("_", "-")


def option_help(declaration: Declaration) -> str:
    """Help, default and bounds in sentences."""
    return " ".join(part for part in (declaration.help, _allowed(declaration), _default(declaration)) if part)


def _metavar(declaration: Declaration) -> str:
    # argparse reads % in a metavar when it wraps a usage line.
    return (declaration.unit or declaration.kind).replace("%", "percent").replace(" ", "-").upper()


def _allowed(declaration: Declaration) -> str:
    if isinstance(declaration, ChoiceField):
        return f"One of {', '.join(choice.value for choice in declaration.choices)}."
    if isinstance(declaration, QuantityField):
        return f"From {exact_text(declaration.at_least)} to {declaration.at_most:,f}."
    return ""


def _default(declaration: Declaration) -> str:
    if declaration.derived is not None:
        return f"Default: {declaration.derived.words}."
    default = declaration.default
    if isinstance(default, Decimal):
        return f"Default {exact_text(default)}."
    return f"Default {str(default).lower() if isinstance(default, bool) else default}."
