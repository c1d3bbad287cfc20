"""Rows of the tables that only the REST API lists: prices, sources, services."""

from datetime import date

from calculator.application.service_coverage import service_coverage
from calculator.catalogue.history import Stretch
from calculator.catalogue.imported import Imported
from calculator.catalogue.publications import Source
from calculator.core.answer import PriceList
from calculator.core.tiers import RateCard, Tier
from calculator.presentation import row_shapes as shapes
from calculator.presentation.answer_documents import price_list_document, tier_document
from calculator.presentation.provenance import provenance_document, source_of
from calculator.services.service import Service, comparable, sweep_over


def price_document(card: RateCard, tier: Tier) -> shapes.Price:
    """One tier of a rate card as a row of the price table."""
    return {
        "service": card.table,
        "region": card.region,
        "dimension": card.dimension,
        "option": card.option or None,
        **tier_document(tier),
        "unit": card.unit,
        "usage_type": card.usage_type,
        "sku": card.sku,
        **provenance_document(card),
        "source_url": source_of(card).url or None,
        "note": card.note or None,
    }


def known_list_document(identity: PriceList, imported: Imported, today: date) -> shapes.KnownPriceList:
    """A price list with its age, and for an imported one where it came from and how long it speaks."""
    each = next((each for each in imported.lists if each.identity.id == identity.id), None)
    until = imported.until(each) if each else None
    return {
        **price_list_document(identity),
        "origin": "imported" if each else "shipped",
        "age_days": max(0, (today - identity.published).days),
        "superseded_on": until.isoformat() if until else None,
        "offer_code": each.offer_code if each else None,
        "version": each.version if each else None,
        "imported_on": each.source.retrieved.isoformat() if each else None,
        "source_url": (each.source.url or None) if each else None,
    }


def stretch_documents(stretch: Stretch) -> list[shapes.Stretch]:
    """A stretch of a price's history, a row for each tier."""
    card = stretch.card
    if card is None:
        return [
            {
                "since": stretch.since.isoformat(),
                "from": None,
                "to": None,
                "usd_per_unit": None,
                "unit": None,
                "effective_from": None,
                "confirmed": None,
                "source": None,
                "source_title": None,
                "publisher": None,
                "reliability": None,
                "confirmed_by": None,
            }
        ]
    return [
        {
            "since": stretch.since.isoformat(),
            **tier_document(tier),
            "unit": card.unit,
            **provenance_document(card),
        }
        for tier in card.tiers
    ]


def source_document(source: Source) -> shapes.Source:
    """One publication that prices or limits were read in."""
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url or None,
        "published": source.published.isoformat(),
        "retrieved": source.retrieved.isoformat(),
        "licence": source.licence,
        "confidence": source.confidence,
        "note": source.note or None,
    }


def service_document(service: Service) -> shapes.Described:
    """What a service is and by what it is compared."""
    return {
        "key": service.KEY,
        "name": service.NAME,
        "category": service.CATEGORY,
        "summary": service.SUMMARY,
        "compare_by": list(comparable(service)),
        "sweep_over": sweep_over(service),
    }


def catalogue_document(service: Service) -> shapes.CatalogueEntry:
    """A service as a list has it: where it has prices, how new they are, and what of it has none."""
    coverage = service_coverage(service)
    return {
        **service_document(service),
        "sizes_capacity": service.SIZES_CAPACITY,
        "regions": list(coverage.regions),
        "newest_price": coverage.newest.isoformat(),
        "is_importable": coverage.is_importable,
        "unpriced": list(service.UNPRICED),
    }
