# One verb per chore, the same on a laptop and in CI. `make help` lists them.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

VENV := .venv
BIN := $(VENV)/bin
VAR := $(or $(CALCULATOR_VAR),var)

# Stamps: a step is repeated only when what it was made from has changed.
MADE := $(VENV)/.made
RUNNING := $(VENV)/.requirements
DEVELOPING := $(VENV)/.requirements-dev
STATIC := $(VAR)/.static-collected

PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# The settings of an instance on the open internet, for Django's deployment check.
PRODUCTION := CALCULATOR_DEBUG=0 CALCULATOR_HTTPS=1 CALCULATOR_ALLOWED_HOSTS=calculator.example

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-postgres check bench format coverage clean system-packages

help: ## list these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RUNNING) $(STATIC) ## serve the calculator (HOST=127.0.0.1 PORT=8000)
	@$(BIN)/python manage.py migrate --no-input --verbosity 0
	@exec $(BIN)/python -m gunicorn calculator.wsgi

test: $(DEVELOPING) system-packages ## run all tests
	$(BIN)/python -m pytest $(ARGS)

test-postgres: $(DEVELOPING) ## run what touches the database again, on PostgreSQL
	$(BIN)/python -m tests.postgres tests/price_lists tests/adapters/test_health.py $(ARGS)

check: $(DEVELOPING) ## format, lint, types, import contracts, price tables, deployment settings, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python manage.py check_prices
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run

bench: $(DEVELOPING) $(STATIC) system-packages ## measure, and write bench/REPORT.md
	$(BIN)/python -m bench

format: $(DEVELOPING) ## put all Python into the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

coverage: $(DEVELOPING) ## branch coverage of the pure parts, which must be complete
	$(BIN)/python -m pytest -m "not browser and not spreadsheet" --cov --cov-report=term-missing $(ARGS)

system-packages: $(DEVELOPING) ## install Chromium and LibreOffice for the tests (as root, on Debian)
	@$(BIN)/python -m tests.system_packages

clean: ## remove the virtual environment, collected files and caches; keeps the database and the secret
	rm -rf $(VENV) $(VAR)/static $(STATIC) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; '$(PYTHON)' is not. Name another: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(RUNNING): requirements.txt $(MADE)
	$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(DEVELOPING): requirements-dev.txt $(RUNNING)
	$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

# Folders are listed too, so that a deleted file counts as a change.
$(STATIC): $(RUNNING) $(shell find static)
	@$(BIN)/python manage.py collectstatic --no-input --clear --verbosity 0
	@touch $@
