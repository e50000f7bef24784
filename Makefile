# Seutumittari. On a fresh machine two commands are enough: `make run` and `make test`.
# Taken for granted: Python 3.11 or newer, make, git. Everything else lands in .venv.
# Settings pass straight on: make run PORT=8600 KPI_DATA=some/folder

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input
# Files beside the package that exist by now; the checks take in new ones by themselves.
SCRIPTS := $(wildcard app.py pages/*.py tools/*.py bench/*.py)
LOCK := CUSTOM_COMPILE_COMMAND="make lock" $(PY) -m piptools compile --quiet --generate-hashes \
	--no-strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help install run demo test check fix coverage fuzz bench lock clean browser

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(VENV)/.installed ## make .venv with what the service needs
	@echo "$(VENV) is ready"

run: $(VENV)/.installed ## serve the worked example (PORT=, KPI_DATA=)
	@$(PY) -m kpi serve

demo: $(VENV)/.installed ## serve three years of invented figures
	@KPI_DATA="$${KPI_DATA:-data/demo-store}" $(PY) -m kpi demo

# Linters first, pytest last: the last line printed is pytest's own summary.
test: $(VENV)/.installed-dev browser check ## every check and every test
	@$(PY) -m pytest

check: $(VENV)/.installed-dev ## format, lint, types, safety, SQL, import order
	@$(PY) -m ruff format --check --quiet .
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy --no-error-summary kpi $(SCRIPTS)
	@$(PY) -m bandit --quiet --configfile pyproject.toml --recursive kpi app.py pages tools
	@$(PY) -m sqlfluff lint --disable-progress-bar kpi/sql
	@$(VENV)/bin/lint-imports --no-logo

fix: $(VENV)/.installed-dev ## format and correct what can be corrected by itself
	@$(PY) -m ruff check --fix --quiet . || true
	@$(PY) -m ruff format --quiet .
	@$(PY) -m sqlfluff fix --disable-progress-bar kpi/sql || true

coverage: $(VENV)/.installed-dev browser ## tests with branch coverage of kpi/
	@$(PY) -m pytest --cov --cov-report=term-missing:skip-covered

fuzz: $(VENV)/.installed-dev browser ## the long run: 2 000 examples for each property, slow tests too
	@HYPOTHESIS_PROFILE=nightly $(PY) -m pytest -m "" -o faulthandler_timeout=3600

bench: $(VENV)/.installed-dev browser ## speed as ratios, measured in one run
	@$(PY) -m bench

lock: $(VENV)/.installed-dev ## write both requirements lists anew (UPGRADE=--upgrade for newer ones)
	@$(LOCK) $(UPGRADE) -o requirements.txt requirements.in
	@$(LOCK) $(UPGRADE) --allow-unsafe -o requirements-dev.txt requirements-dev.in

clean: ## remove .venv and caches; data stays
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis \
		.coverage .coverage.* htmlcov test-artefacts
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Browser tests need a Chromium; it is looked for, then installed where that is allowed.
browser: $(VENV)/.installed
	@$(PY) -m tools.browser

# A stamp says which list was installed; a changed list installs again.
$(VENV)/.installed: requirements.txt tools/make_venv.sh
	@sh tools/make_venv.sh $(VENV)
	@echo "Installing packages into $(VENV) (once, a minute or two)"
	@$(PIP) install --quiet --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	@echo "Installing what the checks need into $(VENV) (once, a minute or two)"
	@$(PIP) install --quiet --require-hashes -r requirements.txt -r requirements-dev.txt
	@touch $@
