"""The addresses of the pages."""

from django.urls import path

from calculator.adapters.web import price_pages, views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("prices/", price_pages.prices, name="prices"),
    path("prices/history/", price_pages.history, name="price-history"),
    path("<slug:key>/", views.service_page, name="service"),
    path("<slug:key>/compare/", views.compare_page, name="compare"),
    path("<slug:key>/reprice/", price_pages.reprice_page, name="reprice"),
]
