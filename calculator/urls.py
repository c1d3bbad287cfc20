"""The ways in over HTTP, one line each."""

from django.conf import settings
from django.urls import include, path, re_path

from calculator.api.reference import NothingView
from calculator.health import health

handler400 = "calculator.refusals.bad_request"

urlpatterns = [
    path("healthz", health, name="health"),
    path("api/v1/", include("calculator.api.urls")),
    re_path("^api/", NothingView.as_view()),
    path("cells/", include("calculator.cells.urls")),
    path("", include("calculator.web.urls")),
]

if settings.METRICS:
    from calculator.metrics import metrics

    urlpatterns.insert(0, path("metrics", metrics, name="metrics"))
