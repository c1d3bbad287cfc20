"""The calculator as Django knows it."""

from django.apps import AppConfig


class CalculatorConfig(AppConfig):
    name = "calculator"
    verbose_name = "AWS cost and capacity calculator"
