"""The application's own settings, with one more address."""

from calculator.settings import *  # noqa: F403

ROOT_URLCONF = "bench.reference.urls"
