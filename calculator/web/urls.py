"""The addresses of the pages."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from calculator.web import (
    batch,
    commitment_pages,
    exchange_page,
    help_page,
    learn_pages,
    pages,
    price_pages,
    type_pages,
)
from calculator.web.estimates import commitments, editor, imports, kept, making


class KeyConverter(StringConverter):
    """An id, a key or a token: 128 bits as an address has them."""

    regex = r"[\w-]{22}"


class KindConverter(StringConverter):
    """What an estimate is written as."""

    regex = r"json|csv|flat\.csv|xlsx|pdf"


register_converter(KeyConverter, "key22")
register_converter(KindConverter, "kind")

urlpatterns = [
    path("", pages.overview, name="overview"),
    path("services/", learn_pages.services, name="services"),
    path("learn/<slug:key>/", learn_pages.learn, name="learn"),
    path("sitemap.xml", learn_pages.sitemap, name="sitemap"),
    path("batch/", batch.batch, name="batch"),
    path("help/", help_page.help_page, name="help"),
    path("estimates/batch", batch.as_estimate, name="batch-estimate"),
    path("glossary/", pages.glossary, name="glossary"),
    path("prices/", price_pages.prices, name="prices"),
    path("prices/history/", price_pages.history, name="price-history"),
    path("estimates/", making.listing, name="estimates"),
    path("estimates/recent", making.recent, name="recent-estimates"),
    path("estimates/new", making.new, name="new-estimate"),
    path("estimates/add", making.add, name="add-to-estimate"),
    path("estimates/<key22:name>/", editor.estimate, name="estimate"),
    path("estimates/<key22:name>/rows/<str:row>", editor.row, name="estimate-row"),
    path("estimates/<key22:name>/find", editor.find, name="estimate-find"),
    path("estimates/<key22:name>/preview", editor.preview, name="estimate-preview"),
    path("estimates/<key22:name>/versions/", kept.versions, name="estimate-versions"),
    path("estimates/<key22:name>/versions/<str:number>/", kept.one_version, name="estimate-version"),
    path("estimates/<key22:name>/compare/", kept.compare, name="estimate-compare"),
    path("estimates/<key22:name>/evidence/", kept.evidence, name="estimate-evidence"),
    path("estimates/<key22:name>/commitments/", commitments.commitments, name="estimate-commitments"),
    path("estimates/<key22:name>/import/", imports.imported, name="estimate-import"),
    path("estimates/<key22:name>/share", kept.share, name="estimate-share"),
    path("estimates/<key22:name>/estimate.<kind:kind>", kept.file, name="estimate-file"),
    path("s/<key22:token>", kept.shared, name="shared"),
    path("s/<key22:token>/commitments/", commitments.shared_commitments, name="shared-commitments"),
    path("s/<key22:token>/estimate.<kind:kind>", kept.shared_file, name="shared-file"),
    path("<slug:key>/", pages.service_page, name="service"),
    path("<slug:key>/compare/", pages.compare_page, name="compare"),
    path("<slug:key>/types/", type_pages.types_page, name="types"),
    path("<slug:key>/types/types.csv", type_pages.types_csv, name="types-csv"),
    path("<slug:key>/commitments/", commitment_pages.commitments_page, name="commitments"),
    path("<slug:key>/commitments/estimate", commitment_pages.as_estimate, name="commitments-estimate"),
    path("<slug:key>/commitments/exchange/", exchange_page.exchange_page, name="exchange"),
    path("<slug:key>/reprice/", price_pages.reprice_page, name="reprice"),
]
