"""The addresses of the pages."""

from django.urls import path

from calculator.adapters.web import views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("prices/", views.prices, name="prices"),
    path("<slug:key>/", views.service_page, name="service"),
    path("<slug:key>/compare/", views.compare_page, name="compare"),
]
