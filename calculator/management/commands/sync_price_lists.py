"""`manage.py sync_price_lists`: fetch the price lists that AWS has published and that are not here yet; use them."""

from argparse import ArgumentTypeError
from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from calculator.adapters.asking import catalogue
from calculator.core.declarations import calendar_date
from calculator.core.errors import CalculatorError
from calculator.management.price_list_options import (
    REFUSED,
    add_terms,
    fetching,
    reading,
    tell,
    tell_refusal,
    terms_of,
)
from calculator.offers.mapping import OfferMapping, read_mapping
from calculator.price_lists.files import (
    asking_the_database,
    at_hand,
    bring_in,
    forget_older,
    one_at_a_time,
    until_it_is_settled,
)
from calculator.price_lists.following import Available, ListedOffers, available, listed_offers, offer_codes
from calculator.price_lists.importing import Terms


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
        parser.add_argument("--dry-run", action="store_true", help="Only say which lists would be fetched.")
        add_terms(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import what is new; a list or an index that is refused keeps no other from being tried, and ends with 2."""
        try:
            with one_at_a_time(), asking_the_database():
                refused = self._follow(options)
        except CalculatorError as error:
            tell_refusal(self, "sync_price_lists", error)
            raise SystemExit(REFUSED) from None
        if refused:
            raise SystemExit(REFUSED)

    def _follow(self, options: dict[str, Any]) -> int:
        """Import what is new; hands back how much was refused."""
        known, mapping = catalogue(), read_mapping()
        self._check("service", options["service"], known.table_names)
        self._check("region", options["region"], known.regions)
        listed, codes = listed_offers(), offer_codes(mapping, options["service"])
        regions = options["region"] or known.regions
        return sum(self._follow_one(code, listed, regions, mapping, options) for code in codes)

    def _follow_one(
        self, code: str, listed: ListedOffers, regions: Collection[str], mapping: OfferMapping, options: dict[str, Any]
    ) -> int:
        try:
            offered = [*available(code, listed, regions, options["since"])]
        except CalculatorError as error:
            tell_refusal(self, code, error)
            return 1
        return sum(not self._is_done(each, mapping, options) for each in offered)

    def _check(self, name: str, given: list[str], known: Any) -> None:
        for each in given:
            if each not in known:
                raise CommandError(f"--{name} {each!r} is not known. There is {', '.join(known)}.")

    def _is_done(self, each: Available, mapping: OfferMapping, options: dict[str, Any]) -> bool:
        name = f"{each.offer_code}-{each.region}-{each.version}"
        if each.is_here:
            self.stdout.write(f"{name}: already here")
            return True
        if options["dry_run"]:
            self.stdout.write(f"{name}: would be fetched from {each.address}")
            return True
        try:
            self._bring_in(each, name, mapping, terms_of(options))
        except CalculatorError as error:
            tell_refusal(self, name, error)
            return False
        return True

    def _bring_in(self, each: Available, name: str, mapping: OfferMapping, terms: Terms) -> None:
        with fetching(name) as moved:
            path = at_hand(each.address, moved)
        with until_it_is_settled(path), reading(path) as moved_on:
            tell(self, bring_in(path, each.address, mapping, terms, moved_on, offer_code=each.offer_code))
        forget_older(each.address)


def _day(text: str) -> date:
    try:
        return calendar_date(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day; write it as YYYY-MM-DD.") from None
