"""The calculator as Django knows it."""

from django.apps import AppConfig


class CalculatorConfig(AppConfig):
    name = "calculator"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "AWS cost and capacity calculator"
