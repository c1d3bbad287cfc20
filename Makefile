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
AUDITING := $(VENV)/audit/.requirements

# Tests start the program many times; without its compiled files each start takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# Whatever index the versions came from, it is not written down.
LOCKING := --quiet --generate-hashes --no-strip-extras --allow-unsafe --no-header --no-emit-index-url \
	--no-emit-find-links --no-emit-trusted-host

# The settings of an instance on the open internet, for Django's deployment check.
PRODUCTION := CALCULATOR_DEBUG=0 CALCULATOR_HTTPS=1 CALCULATOR_ALLOWED_HOSTS=calculator.example

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-rest test-long test-postgres check audit lock bench format coverage clean system-packages

help: ## list these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RUNNING) ## serve the calculator (HOST=127.0.0.1 PORT=8000)
	@CALCULATOR_VAR="$$($(BIN)/python -m calculator.serving.folder '$(VAR)')" && export CALCULATOR_VAR \
		&& $(BIN)/python manage.py prepare && exec $(BIN)/python -m gunicorn calculator.wsgi

# The tests of the parts that compute.
PURE := tests/core tests/catalogue tests/offers tests/services tests/analysis tests/test_price_tables_rejected \
	tests/store/price_lists/test_over_time.py tests/store/price_lists/test_activating.py \
	tests/store/price_lists/test_reprice.py

# One process for each core; a process that is done takes work over from another.
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal

test: $(DEVELOPING) system-packages ## run the daily tests, in about two minutes (AFTER=coverage: without what that ran)
	CALCULATOR_TEST_LANE=quick $(PYTEST) $(if $(AFTER),$(PURE:%=--ignore=%)) $(ARGS)

test-rest: $(DEVELOPING) system-packages ## run what `make test` leaves out: slow tests, the rest of each series
	CALCULATOR_TEST_LANE=rest $(PYTEST) $(ARGS)

test-long: $(DEVELOPING) system-packages ## run every test there is
	CALCULATOR_TEST_LANE=long $(PYTEST) $(ARGS)

test-postgres: $(DEVELOPING) ## run what touches the database again, on PostgreSQL
	$(BIN)/python -m tests.postgres -n auto --dist worksteal -m "database and not spreadsheet" $(ARGS)

check: $(DEVELOPING) ## format, lint, types, import contracts, price tables, deployment settings, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python manage.py check_prices
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run

audit: $(AUDITING) ## known vulnerabilities of what is shipped, or newer versions of it
	$(BIN)/python -m tests.dependency_audit $(VENV)/audit/bin/pip-audit

lock: $(AUDITING) ## name exact versions and hashes of what requirements*.in ask for (ARGS=--upgrade for the newest)
	for each in requirements requirements-dask requirements-dev requirements-audit; do \
		$(VENV)/audit/bin/python -m piptools compile $(LOCKING) $(ARGS) --output-file $$each.txt $$each.in || exit 1; \
	done

bench: $(DEVELOPING) system-packages ## measure, and write bench/REPORT.md (ONLY=B1,B4 takes those anew)
	@$(BIN)/python manage.py prepare
	$(BIN)/python -m bench $(if $(ONLY),--only $(ONLY))

format: $(DEVELOPING) ## put all Python into the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

coverage: $(DEVELOPING) ## branch coverage of the pure parts by their own tests, sampled as in the daily loop
	CALCULATOR_TEST_LANE=quick $(PYTEST) --cov --cov-report=term-missing:skip-covered $(PURE) $(ARGS)

system-packages: $(DEVELOPING) ## install Chromium, LibreOffice and Node.js for the tests (as root, on Debian)
	@$(BIN)/python -m tests.system_packages

clean: ## remove the virtual environment, collected files and caches; keeps the database and the secret
	rm -rf $(VENV) $(VAR)/static $(VAR)/.static-collected .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage
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

$(AUDITING): requirements-audit.txt $(RUNNING)
	$(BIN)/python -m venv --clear $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-audit.txt
	@touch $@
