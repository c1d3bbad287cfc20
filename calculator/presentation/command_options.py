"""A service's declared inputs as options of a command line: `storage_gb` is `--storage-gb`."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Mapping
from decimal import Decimal

from calculator.application.questions import common, declared
from calculator.core.declarations import MOST_LISTED, ChoiceField, DateField, Declaration, FlagField, QuantityField
from calculator.core.display import exact_text
from calculator.core.lists import ListField
from calculator.presentation.answer_documents import plain
from calculator.services.service import Service


def add_options(parser: ArgumentParser, service: Service) -> None:
    """One option for each field; an option that is not given leaves nothing behind."""
    for name, declaration in fields_of(service).items():
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


def given(service: Service, options: Namespace | Mapping[str, object]) -> dict[str, object]:
    """The fields that were given, as they were typed."""
    values = vars(options) if isinstance(options, Namespace) else options
    return {name: values[name] for name in fields_of(service) if name in values}


def fields_of(service: Service) -> dict[str, Declaration]:
    """The fields of a service, then those of every service."""
    return {**declared(service), **common()}


def option(name: str) -> str:
    """How a field is called on a command line."""
    return "--" + name.replace("_", "-")


def option_help(declaration: Declaration) -> str:
    """Help, default and bounds in sentences."""
    return " ".join(part for part in (declaration.help, _allowed(declaration), default_words(declaration)) if part)


def _metavar(declaration: Declaration) -> str:
    if isinstance(declaration, DateField):
        return "YYYY-MM-DD"
    # argparse reads % in a metavar when it wraps a usage line.
    return (declaration.unit or declaration.kind).replace("%", "percent").replace(" ", "-").upper()


def _allowed(declaration: Declaration) -> str:
    if isinstance(declaration, ListField):
        count = "Several" if declaration.length is None else str(declaration.length)
        return f"{count}, separated by commas. Each: {_allowed(declaration.each)}"
    if isinstance(declaration, ChoiceField):
        if len(declaration.choices) > MOST_LISTED:
            return f"One of {len(declaration.choices)} choices, such as {declaration.default}."
        return f"One of {', '.join(choice.value for choice in declaration.choices)}."
    if isinstance(declaration, QuantityField):
        return f"From {exact_text(declaration.at_least)} to {declaration.at_most:,f}."
    return ""


def default_words(declaration: Declaration) -> str:
    """What holds where a field is not given, in a sentence."""
    if declaration.derived is not None:
        return f"Default: {declaration.derived.words}."
    default = declaration.default
    if isinstance(declaration, ListField):
        return f"Default {', '.join(plain(default)) or 'none'}."
    if isinstance(default, Decimal):
        return f"Default {exact_text(default)} {declaration.unit}".rstrip() + "."
    return f"Default {str(default).lower() if isinstance(default, bool) else default}."
