"""Rows of the tables that only the REST API lists: prices, sources, services."""

from calculator.adapters.documents import Document, tier_document
from calculator.catalogue.publications import Source
from calculator.core.tiers import RateCard, Tier
from calculator.services.service import Service


def price_document(card: RateCard, tier: Tier) -> Document:
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
        "effective_from": card.effective_from.isoformat(),
        "source": card.source,
        "note": card.note or None,
    }


def source_document(source: Source) -> Document:
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


def service_document(service: Service) -> Document:
    """What a service is and by what it is compared."""
    return {
        "key": service.KEY,
        "name": service.NAME,
        "summary": service.SUMMARY,
        "compare_by": list(service.COMPARE_BY),
        "sweep_over": service.SWEEP_OVER,
    }
