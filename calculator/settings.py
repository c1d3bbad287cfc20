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

# Which proxies may say who visits, and that by https, is decided in calculator/serving/proxies.py. Django gets the
# address and the scheme already decided, so that SECURE_PROXY_SSL_HEADER must stay unset.

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
    "security.W003",  # no CSRF middleware: the forms of estimates, which change something, are protected one by one
    "security.W005",  # HSTS not for subdomains: the calculator answers for its own host only
    "security.W021",  # nor on the browsers' preload list: that is the domain owner's decision
]

# --- What is served --------------------------------------------------------------------------------------

INSTALLED_APPS = ["django.contrib.staticfiles", "calculator"]

# Figures for Prometheus under /metrics, which anybody may read who may reach the server.
METRICS = environment.flag("CALCULATOR_METRICS", default=False)

MIDDLEWARE = [
    "calculator.request_log.RequestIdMiddleware",
    *(["calculator.metrics.MetricsMiddleware"] if METRICS else []),
    "calculator.middleware.BodilessHeadMiddleware",
    # Around files and redirects too.
    "calculator.middleware.IsolationMiddleware",
    "calculator.middleware.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "calculator.middleware.EvenGZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "calculator.throttle.ThrottleMiddleware",
    "calculator.middleware.OneCatalogueMiddleware",
    "calculator.middleware.NoPricesMiddleware",
]

# What one client may ask: tokens, as calculator/serving/costs.py counts them, in seconds; None without a limit.
THROTTLE = environment.rate("CALCULATOR_THROTTLE", default="6000/minute")

# How many estimates are kept for everybody together; nobody is told who made them, so nobody can have too many.
MOST_ESTIMATES = environment.whole_number("CALCULATOR_MOST_ESTIMATES", default=100_000, at_least=0, at_most=999_999_999)

# The keys of estimates and what proves that a form is ours; both only over HTTPS where that is used.
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_PATH = "/estimates/"
CSRF_COOKIE_NAME = "estimates-form"

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

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
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
    DATABASES["default"]["ENGINE"] = "calculator.store.postgresql"
    # A server that is gone is noticed, whatever is done; a shorter time for answers is given below.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 2,
        "tcp_user_timeout": 20_000,
        "keepalives_idle": 20,
        "options": "-c statement_timeout=15min -c lock_timeout=5min",
        **DATABASES["default"].get("OPTIONS", {}),
    }

# In seconds: how long an answer may wait for one statement.
DATABASE_ANSWERS_WITHIN = 2.0

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
    "filters": {
        "request": {"()": "calculator.request_log.WithRequestId"},
        "short": {"()": "calculator.request_log.WithoutTraceback"},
        "secrets": {"()": "calculator.request_log.WithoutSecrets"},
    },
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s]: %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request", "short", "secrets"]}
    },
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
