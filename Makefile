# Everything lives in .venv; nothing outside it is changed. `make report` and `make test` set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE :=

.PHONY: report validate check check-costs test lint schemas findings languages detection bench clean

report: $(VENV)/.installed
	@$(BIN)/cic report --year 2019

validate: $(VENV)/.installed
	@$(BIN)/cic validate

# for every edit: seconds, without the tests that are marked slow, and with what ruff and mypy remember
check: $(VENV)/.installed-for-tests
	$(BIN)/ruff check --cache-dir=$(VENV)/.ruff_cache .
	$(BIN)/ruff format --cache-dir=$(VENV)/.ruff_cache --check .
	$(BIN)/mypy --cache-dir=$(VENV)/.mypy_cache
	$(BIN)/lint-imports --no-cache
	$(BIN)/cic validate --fail-level info
	$(BIN)/pytest -m "not slow"

check-costs: $(VENV)/.installed-for-tests
	$(BIN)/python tools/test_costs.py

test: $(VENV)/.installed-for-tests lint
	$(BIN)/cic validate --fail-level info
	$(BIN)/pytest -n auto

lint: $(VENV)/.installed-for-tests
	$(BIN)/ruff check --no-cache .
	$(BIN)/ruff format --no-cache --check .
	$(BIN)/mypy --cache-dir=$(VENV)/.mypy_cache
	$(BIN)/lint-imports --no-cache

schemas: $(VENV)/.installed
	$(BIN)/cic schema --write docs/schemas

findings: $(VENV)/.installed
	$(BIN)/cic findings --lang fr --output docs/findings.md

languages: $(VENV)/.installed-for-tests
	$(BIN)/python tools/catalogues.py

detection: $(VENV)/.installed-for-tests
	$(BIN)/python tools/detection.py --write

bench: $(VENV)/.installed-for-tests
	$(BIN)/python tools/benchmarks/start_up.py
	$(BIN)/python tools/benchmarks/many_files.py
	$(BIN)/python tools/benchmarks/many_partnerships.py

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "cic needs Python 3.11 or newer; say make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-for-tests: pyproject.toml | $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

clean:
	rm -rf $(VENV)
