"""The ways in over HTTP, one line each."""

from django.urls import include, path

from calculator.health import health

urlpatterns = [
    path("healthz", health, name="health"),
    path("api/v1/", include("calculator.adapters.api.urls")),
    path("cells/", include("calculator.adapters.spreadsheet.urls")),
    path("", include("calculator.adapters.web.urls")),
]
