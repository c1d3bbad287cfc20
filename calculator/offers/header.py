"""What every offer file says of itself before its prices."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from calculator.core.errors import shown
from calculator.offers.offer import BadOffer, OfferHeader

FORMAT = "v1.0"
STATED = {
    "formatversion": "its format (FormatVersion)",
    "offercode": "which offer it is (OfferCode)",
    "version": "its version (Version)",
    "publicationdate": "when it was published (Publication Date)",
}
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def header_of(stated: Mapping[str, str]) -> OfferHeader:
    """The header that a file states, by names as `column_key` writes them. Raises BadOffer."""
    missing = [words for name, words in STATED.items() if not stated.get(name)]
    if missing:
        raise BadOffer(f"The file does not say {' nor '.join(missing)}, so it is no price list or is damaged.")
    if stated["formatversion"] != FORMAT:
        raise BadOffer(
            f"The file is of format {shown(stated['formatversion'])}; only {FORMAT} of AWS's price lists is read."
        )
    return OfferHeader(_word(stated, "offercode"), _word(stated, "version"), moment(stated["publicationdate"]))


def _word(stated: Mapping[str, str], name: str) -> str:
    if not _WORD.fullmatch(stated[name]):
        raise BadOffer(f"{shown(stated[name])!r} does not say {STATED[name]}: the file is damaged.")
    return stated[name]


def moment(text: str) -> datetime:
    """A moment of a price list in UTC. Raises BadOffer."""
    try:
        read = datetime.fromisoformat(text)
        in_utc = read.astimezone(UTC) if read.tzinfo else None
    except (ValueError, OverflowError):
        in_utc = None
    if in_utc is None:
        raise BadOffer(f"The date of publication {shown(text)!r} is no moment such as 2026-01-16T16:02:58Z.")
    return in_utc
