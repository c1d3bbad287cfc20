"""Django's settings: safe defaults, changed by environment variables (all listed in README.md)."""

from pathlib import Path
from typing import Any

from calculator import environment

BASE_DIR = Path(__file__).resolve().parent.parent

# Everything the program writes: database, collected static files, secret.
VAR = Path(environment.text("CALCULATOR_VAR") or BASE_DIR / "var").resolve()

# --- Who may ask, and how --------------------------------------------------------------------------------

DEBUG = environment.flag("CALCULATOR_DEBUG", default=False)
SECRET_KEY = environment.secret("CALCULATOR_SECRET_KEY", kept_in=VAR / "secret_key")
ALLOWED_HOSTS = environment.words("CALCULATOR_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")

HTTPS = environment.flag("CALCULATOR_HTTPS", default=False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # probes ask from inside, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"

# Addresses of reverse proxies whose X-Forwarded-Proto is believed. gunicorn.conf.py reads this setting and
# gives Django the scheme already decided, so that SECURE_PROXY_SSL_HEADER must stay unset.
TRUSTED_PROXIES = environment.words("CALCULATOR_TRUSTED_PROXY")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "upgrade-insecure-requests": HTTPS,
    }
}

SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # no CSRF middleware: there is no cookie and no login, so nothing to forge
    "security.W005",  # HSTS not for subdomains: the calculator answers for its own host only
    "security.W021",  # nor on the browsers' preload list: that is the domain owner's decision
]

# --- What is served --------------------------------------------------------------------------------------

INSTALLED_APPS = ["django.contrib.staticfiles", "calculator"]

MIDDLEWARE = [
    "calculator.middleware.BodilessHeadMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "calculator.middleware.EvenGZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "calculator.middleware.OneCatalogueMiddleware",
    "calculator.middleware.FaultyTablesMiddleware",
]

ROOT_URLCONF = "calculator.urls"
WSGI_APPLICATION = "calculator.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # the files are for our own pages

# No input of ours comes near these sizes; beyond them a request is refused unread.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

THROTTLE = environment.rate("CALCULATOR_THROTTLE")
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
    # Counted by each server process for itself, so the true limit is up to WEB_CONCURRENCY times as high.
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"] if THROTTLE else [],
    "DEFAULT_THROTTLE_RATES": {"anon": THROTTLE},
    "NUM_PROXIES": 1 if TRUSTED_PROXIES else 0,
}

# --- What is kept ----------------------------------------------------------------------------------------

DATABASES = {"default": environment.database("DATABASE_URL", default=VAR / "calculator.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
        # A writer waits for the others at its start instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    # A database that does not answer is a failed probe, not a hanging one.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

# --- Price lists -----------------------------------------------------------------------------------------

# In seconds: how long a process may go on with its prices after others have been activated.
PRICE_LISTS_LOOKED_UP_EVERY = 1.0

# Where AWS publishes its price lists, and the hosts from which anything may be fetched. Only by https, except from
# this machine itself.
PRICE_LIST_ENDPOINT = environment.text("CALCULATOR_PRICE_LIST_ENDPOINT", "https://pricing.us-east-1.amazonaws.com")
PRICE_LIST_HOSTS = environment.words("CALCULATOR_PRICE_LIST_HOSTS", "pricing.us-east-1.amazonaws.com")

# --- Language, time, log ---------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
USE_I18N = False
TIME_ZONE = "UTC"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": environment.choice(
            "CALCULATOR_LOG_LEVEL", default="WARNING", among=("DEBUG", "INFO", "WARNING", "ERROR")
        ),
    },
    # Django's own handlers (a second console, mail to administrators) are taken off.
    # A wrong question is answered, not logged.
    "loggers": {"django": {"handlers": [], "level": "INFO"}, "django.request": {"level": "ERROR"}},
}
