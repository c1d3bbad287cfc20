"""`manage.py sync_price_lists`: fetch the price lists that AWS has published and that are not here yet; use them."""

from argparse import ArgumentTypeError
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from calculator.application.questions import catalogue
from calculator.catalogue.region_names import region_advice
from calculator.core.declarations import calendar_date
from calculator.core.errors import CalculatorError
from calculator.management.price_list_options import (
    REFUSED,
    add_deadline,
    add_terms,
    fetching,
    reading,
    tell,
    tell_refusal,
    terms_of,
)
from calculator.offers.mapping import OfferMapping, read_mapping
from calculator.store.price_lists.deadline import Deadline, DeadlinePassed
from calculator.store.price_lists.discovery import Available, ListedOffers, available, listed_offers, offer_codes
from calculator.store.price_lists.downloads import (
    asking_the_database,
    at_hand,
    bring_in,
    downloads,
    forget_older,
    one_at_a_time,
    until_it_is_settled,
)
from calculator.store.price_lists.refusals import Refusals


class Command(BaseCommand):
    """Follows AWS's price lists."""

    help = "Fetch AWS's price lists that are not here yet, and use each from the day of its publication on."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which lists: by price table, region and day of publication."""
        parser.add_argument("--service", action="append", default=[], help="Only lists with prices of this table.")
        parser.add_argument(
            "--region", action="append", default=[], help="Only lists of this Region; say it again for more."
        )
        parser.add_argument(
            "--since",
            type=_day,
            metavar="YYYY-MM-DD",
            help="Every list published since that day, not only the newest.",
        )
        parser.add_argument("--inactive", action="store_true", help="Store the lists without using them.")
        parser.add_argument("--again", action="store_true", help="Fetch lists again that were refused before.")
        parser.add_argument("--dry-run", action="store_true", help="Only say which lists would be fetched.")
        add_terms(parser)
        add_deadline(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import what is new; a list or an index that is refused keeps no other from being tried, and ends with 2."""
        try:
            with one_at_a_time(), asking_the_database():
                refused = self._follow(options, Deadline.after(options["deadline"]))
        except CalculatorError as error:
            tell_refusal(self, "sync_price_lists", error)
            raise SystemExit(REFUSED) from None
        if refused:
            raise SystemExit(REFUSED)

    def _follow(self, options: dict[str, Any], deadline: Deadline) -> int:
        """Import what is new; hands back how much was refused. Raises DeadlinePassed."""
        known, mapping = catalogue(), read_mapping()
        self._check("service", options["service"], known.table_names)
        for region in options["region"]:
            if region not in known.regions:
                raise CommandError(f"--region {region!r} is not known. {region_advice(region, known.regions)}")
        following = Following(mapping, options, deadline, Refusals(downloads(), mapping))
        listed, regions = listed_offers(deadline), options["region"] or known.regions
        codes = offer_codes(mapping, options["service"])
        return sum(self._follow_one(code, listed, regions, following) for code in codes)

    def _follow_one(self, code: str, listed: ListedOffers, regions: Collection[str], following: "Following") -> int:
        try:
            offered = [*available(code, listed, regions, following.options["since"], following.deadline)]
        except DeadlinePassed:
            raise
        except CalculatorError as error:
            tell_refusal(self, code, error)
            return 1
        return sum(not self._is_done(each, following) for each in offered)

    def _check(self, name: str, given: list[str], known: Any) -> None:
        for each in given:
            if each not in known:
                raise CommandError(f"--{name} {each!r} is not known. There is {', '.join(known)}.")

    def _is_done(self, each: Available, following: "Following") -> bool:
        if each.is_here:
            self.stdout.write(f"{each.name}: already here")
            return True
        if before := following.refused_before(each):
            self.stderr.write(f"{each.name}: refused before, and not fetched again without --again: {before}")
            return False
        if following.options["dry_run"]:
            self.stdout.write(f"{each.name}: would be fetched from {each.address}")
            return True
        try:
            self._bring_in(each, following)
        except DeadlinePassed:
            raise
        except CalculatorError as error:
            tell_refusal(self, each.name, error)
            return False
        return True

    def _bring_in(self, each: Available, following: "Following") -> None:
        deadline = following.deadline
        with fetching(each.name) as moved:
            path = at_hand(each.address, deadline, moved)
        with until_it_is_settled(path, each.address, following.refusals), reading(path, deadline) as moved_on:
            terms = terms_of(following.options)
            tell(self, bring_in(path, each.address, following.mapping, terms, moved_on, each))
        forget_older(each.address)


@dataclass(frozen=True, slots=True)
class Following:
    """What one run goes by: the rules, what was asked for, by when, and what was refused before."""

    mapping: OfferMapping
    options: Mapping[str, Any]
    deadline: Deadline
    refusals: Refusals

    def refused_before(self, each: Available) -> str:
        """Why a list was refused by the same rules, in words; nothing for one that is to be fetched."""
        return "" if self.options["again"] else " ".join(self.refusals.of(each.address))


def _day(text: str) -> date:
    try:
        return calendar_date(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day; write it as YYYY-MM-DD.") from None
