"""The addresses of the pages."""

from django.urls import path

from calculator.web import pages, price_pages

urlpatterns = [
    path("", pages.overview, name="overview"),
    path("glossary/", pages.glossary, name="glossary"),
    path("prices/", price_pages.prices, name="prices"),
    path("prices/history/", price_pages.history, name="price-history"),
    path("<slug:key>/", pages.service_page, name="service"),
    path("<slug:key>/compare/", pages.compare_page, name="compare"),
    path("<slug:key>/reprice/", price_pages.reprice_page, name="reprice"),
]
