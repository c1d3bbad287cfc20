"""Where a price comes from, when it was last seen, and how far it can be relied on."""

from calculator.application.questions import catalogue
from calculator.catalogue.publications import Source
from calculator.core.tiers import RateCard
from calculator.presentation.answer_shapes import Provenance

DERIVED = "derived"
MEANINGS = {
    "published": "published by AWS",
    "copied": "AWS's figure, read in a copy by others",
    DERIVED: "worked out from figures of AWS, or named by them",
    "assumed": "assumed",
}


def source_of(card: RateCard) -> Source:
    """The publication behind a price."""
    return catalogue().sources[card.source]


def reliability(card: RateCard) -> str:
    """How a price was come by: that of its source, unless it was derived from what the source prints."""
    return DERIVED if card.is_derived else source_of(card).confidence


def reliability_words(card: RateCard) -> str:
    """How a price was come by, in words."""
    return MEANINGS[reliability(card)]


def provenance_document(card: RateCard) -> Provenance:
    """The days, the publication and the reliability of a price."""
    source = source_of(card)
    return {
        "effective_from": card.effective_from.isoformat(),
        "confirmed": card.confirmed.isoformat(),
        "confirmed_by": card.confirmed_by or None,
        "source": card.source,
        "source_title": source.title,
        "publisher": source.publisher,
        "reliability": reliability(card),
    }
