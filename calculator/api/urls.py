"""The addresses of the REST API; each answers with and without a slash at its end."""

import re

from django.urls import URLPattern, re_path
from rest_framework.views import APIView

from calculator.api import (
    batch,
    commitments,
    estimate_commitments,
    estimates,
    kept_estimates,
    listings,
    reference,
    views,
)

app_name = "api"


# What a name in braces stands for, where it is not just any part of an address.
PARTS = {"number": r"\d{1,9}", "estimate": r"[\w-]{22}", "token": r"[\w-]{22}"}


def endpoint(address: str, view: type[APIView], name: str) -> URLPattern:
    """An address; a name in braces stands for a part of it."""
    route = re.sub(r"\{(\w+)\}", lambda found: f"(?P<{found[1]}>{PARTS.get(found[1], '[^/]+')})", address)
    return re_path(rf"^{route}/?\Z" if route else r"^\Z", view.as_view(), name=name)


urlpatterns = [
    endpoint("", reference.IndexView, "index"),
    endpoint("services", listings.Services, "services"),
    endpoint("services/{service}", reference.ServiceInputView, "service"),
    endpoint("services/{service}/estimate", views.EstimateView, "estimate"),
    endpoint("services/{service}/compare", views.ComparisonView, "compare"),
    endpoint("services/{service}/sweep", views.SweepView, "sweep"),
    endpoint("services/{service}/reprice", views.RepricingView, "reprice"),
    endpoint("commitments", commitments.CommitmentsView, "commitments"),
    endpoint("commitments/exchange", commitments.ExchangeView, "exchange"),
    endpoint("batch", batch.BatchView, "batch"),
    endpoint("estimates/answer", estimates.EstimateAnswerView, "estimate-answer"),
    endpoint("estimates/import", estimates.EstimateImportView, "estimate-import"),
    endpoint("estimates", kept_estimates.EstimatesView, "estimates"),
    endpoint("estimates/{estimate}", kept_estimates.KeptEstimateView, "kept-estimate"),
    endpoint("estimates/{estimate}/answer", kept_estimates.KeptAnswerView, "kept-answer"),
    endpoint("estimates/{estimate}/commitments", estimate_commitments.EstimateCommitmentsView, "estimate-commitments"),
    endpoint("estimates/{estimate}/import", kept_estimates.KeptImportView, "kept-import"),
    endpoint("estimates/{estimate}/difference", kept_estimates.DifferenceView, "difference"),
    endpoint("estimates/{estimate}/versions", kept_estimates.VersionsView, "versions"),
    endpoint("estimates/{estimate}/versions/{number}", kept_estimates.VersionView, "version"),
    endpoint("estimates/{estimate}/shares", kept_estimates.SharesView, "shares"),
    endpoint("estimates/{estimate}/shares/{token}", kept_estimates.ShareView, "share"),
    endpoint("shared/{token}", kept_estimates.SharedView, "shared"),
    endpoint("shared/{token}/commitments", estimate_commitments.SharedCommitmentsView, "shared-commitments"),
    endpoint("blueprints", reference.BlueprintsView, "blueprints"),
    endpoint("prices/history", listings.PriceHistory, "price-history"),
    endpoint("prices", listings.Prices, "prices"),
    endpoint("limits", listings.Limits, "limits"),
    endpoint("price-lists", listings.PriceLists, "price-lists"),
    endpoint("sources", listings.Sources, "sources"),
    endpoint("schema", reference.SchemaView, "schema"),
    endpoint("docs", reference.DocsView, "docs"),
    re_path("", reference.NothingView.as_view()),
]
