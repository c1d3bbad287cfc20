"""`manage.py price_lists [activate|deactivate|drop NAME ...]`: the imported price lists, and which of them are used."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from calculator.application.questions import catalogue, today
from calculator.core.errors import CalculatorError
from calculator.management.price_list_options import REFUSED, add_terms, tell_refusal, terms_of
from calculator.presentation.text_tables import columns
from calculator.store.price_lists import activation
from calculator.store.price_lists.active_catalogue import pinned
from calculator.store.price_lists.downloads import asking_the_database
from calculator.store.price_lists.importing import activate
from calculator.store.price_lists.report import report_lines


class Command(BaseCommand):
    """Lists price lists and switches them on and off."""

    help = "List the imported price lists; show, activate, deactivate or drop some of them."

    def add_arguments(self, parser: CommandParser) -> None:
        """One sub-command for each act; listing is what happens without one."""
        acts = parser.add_subparsers(dest="act", metavar="ACT", title="acts")
        acts.add_parser("list", help="Every price list, shipped and imported, with its age.")
        for name, words in (
            ("show", "Print the report of the import again."),
            ("activate", "Use lists, after the checks; each from the day of its publication on."),
            ("deactivate", "Use lists no more: what was in force before them is in force again."),
            ("drop", "Remove lists that are not in use, for good."),
        ):
            act = acts.add_parser(name, help=words, description=words)
            act.add_argument("names", nargs="+", metavar="NAME", help="As `price_lists list` prints it.")
            if name == "activate":
                add_terms(act)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked; a refusal prints its sentences, changes nothing and ends with 2."""
        act = options["act"] or "list"
        try:
            with asking_the_database():
                lines = ACTS[act](options)
        except CalculatorError as error:
            tell_refusal(self, act, error)
            raise SystemExit(REFUSED) from None
        for line in lines:
            self.stdout.write(line)


def listed(options: dict[str, Any]) -> list[str]:
    """A line for each list."""
    with pinned():
        known = catalogue()
        rows = []
        for each in known.price_lists():
            imported = next((one for one in known.imported.lists if one.identity is each), None)
            until = known.imported.until(imported) if imported else None
            use = "in use" if each.active else "not in use"
            use += f" until {until}" if until else ""
            rows.append((each.id, f"{each.published}", f"{(today() - each.published).days:,} days", use))
    return columns(("Price list", "Published", "Age", "Use"), rows, right=(2,))


def shown_reports(options: dict[str, Any]) -> list[str]:
    """The reports of some lists."""
    lines = []
    for record in activation.named(options["names"]):
        lines += [f"{record.name}: imported {record.imported_at:%Y-%m-%d %H:%M} UTC from {record.source}"]
        lines += report_lines(record.report)
    return lines


def activated(options: dict[str, Any]) -> list[str]:
    """Lists put to use."""
    return [f"{outcome.name}: {outcome.words}" for outcome in activate(options["names"], terms_of(options))]


def deactivated(options: dict[str, Any]) -> list[str]:
    """Lists taken out of use."""
    done = activation.deactivate(options["names"])
    return [
        f"{name}: {'not in use any more' if name in done else 'was not in use; nothing to do'}"
        for name in options["names"]
    ]


def dropped(options: dict[str, Any]) -> list[str]:
    """Lists removed."""
    return [f"{name}: dropped" for name in activation.drop(options["names"])]


ACTS = {"list": listed, "show": shown_reports, "activate": activated, "deactivate": deactivated, "drop": dropped}
