"""The addresses of the REST API; each answers with and without a slash at its end."""

from django.urls import URLPattern, re_path
from rest_framework.views import APIView

from calculator.api import estimates, listings, reference, views

app_name = "api"


def endpoint(address: str, view: type[APIView], name: str) -> URLPattern:
    """An address, `{service}` standing for a part of it."""
    route = address.replace("{service}", r"(?P<service>[^/]+)")
    return re_path(rf"^{route}/?\Z" if route else r"^\Z", view.as_view(), name=name)


urlpatterns = [
    endpoint("", reference.IndexView, "index"),
    endpoint("services", listings.Services, "services"),
    endpoint("services/{service}", reference.ServiceInputView, "service"),
    endpoint("services/{service}/estimate", views.EstimateView, "estimate"),
    endpoint("services/{service}/compare", views.ComparisonView, "compare"),
    endpoint("services/{service}/sweep", views.SweepView, "sweep"),
    endpoint("services/{service}/reprice", views.RepricingView, "reprice"),
    endpoint("estimates/answer", estimates.EstimateAnswerView, "estimate-answer"),
    endpoint("prices/history", listings.PriceHistory, "price-history"),
    endpoint("prices", listings.Prices, "prices"),
    endpoint("limits", listings.Limits, "limits"),
    endpoint("price-lists", listings.PriceLists, "price-lists"),
    endpoint("sources", listings.Sources, "sources"),
    endpoint("schema", reference.SchemaView, "schema"),
    endpoint("docs", reference.DocsView, "docs"),
    re_path("", reference.NothingView.as_view()),
]
