# Everything lives in .venv; nothing outside it is changed. `make report` and `make test` set up what they need, in the
# versions that constraints.txt holds.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HELD := --constraint constraints.txt
PIP := $(BIN)/python -m pip install --quiet
SOURCES := $(wildcard cic/language/catalogues/*.po)
CATALOGUES := $(SOURCES:.po=.mo)
export PYTHONDONTWRITEBYTECODE :=

.PHONY: report validate check check-costs test test-latest test-source lint schemas findings coverage leaves languages reference detection second-opinions bench constraints package clean

report: $(VENV)/.installed $(CATALOGUES)
	@$(BIN)/cic report --year 2019 --full

validate: $(VENV)/.installed $(CATALOGUES)
	@$(BIN)/cic validate

# for every edit: seconds, without the tests that are marked slow, and with what ruff and mypy remember
check: $(VENV)/.installed-for-tests $(CATALOGUES)
	$(BIN)/ruff check --cache-dir=$(VENV)/.ruff_cache .
	$(BIN)/ruff format --cache-dir=$(VENV)/.ruff_cache --check .
	$(BIN)/mypy --cache-dir=$(VENV)/.mypy_cache
	$(BIN)/lint-imports --no-cache
	$(BIN)/cic validate --fail-level info
	$(BIN)/pytest -m "not slow"

check-costs: $(VENV)/.installed-for-tests $(CATALOGUES)
	$(BIN)/python tools/test_costs.py

test: $(VENV)/.installed-for-tests $(CATALOGUES) lint
	$(BIN)/cic validate --fail-level info
	$(BIN)/pytest -n auto

# The same with the newest of everything that pyproject.toml allows, in an environment of its own that is made anew.
test-latest:
	rm -rf .venv-latest
	$(MAKE) test VENV=.venv-latest HELD=

# The same from the source distribution, as whoever takes it runs them: the tests of the data say that they were skipped.
SOURCE := $(CURDIR)/$(VENV)/source
test-source: $(VENV)/.installed-for-tests
	rm -rf $(SOURCE)
	$(BIN)/python -m build --no-isolation --sdist --outdir $(SOURCE)
	cd $(SOURCE) && tar -xzf *.tar.gz --strip-components 1 && rm *.tar.gz && $(CURDIR)/$(BIN)/python tools/build_hook.py
	cd $(SOURCE) && PYTHONPATH=$(SOURCE) $(CURDIR)/$(BIN)/python -m pytest -n auto -rs

lint: $(VENV)/.installed-for-tests $(CATALOGUES)
	$(BIN)/ruff check --no-cache .
	$(BIN)/ruff format --no-cache --check .
	$(BIN)/mypy --cache-dir=$(VENV)/.mypy_cache
	$(BIN)/mypy --cache-dir=$(VENV)/.mypy_cache_of_windows --platform win32
	$(BIN)/lint-imports --no-cache

schemas: $(VENV)/.installed $(CATALOGUES)
	$(BIN)/cic schema --output docs/schemas/

findings: $(VENV)/.installed $(CATALOGUES)
	$(BIN)/cic findings --lang fr --output docs/findings.md

# of the folder that CIC_DOCUMENTS names, which holds the source documents
coverage: $(VENV)/.installed $(CATALOGUES)
	$(BIN)/python tools/document_coverage.py "$${CIC_DOCUMENTS:?say where the source documents are: make coverage CIC_DOCUMENTS=DIR}"

# proves that each value of data/ is in the document and the section that it names, is marked as a reading, or is modelled;
# without CIC_DOCUMENTS it says that it was skipped
leaves: $(VENV)/.installed $(CATALOGUES)
	@$(BIN)/python tools/leaves.py --write

languages: $(VENV)/.installed-for-tests
	$(BIN)/python tools/catalogues.py
	$(BIN)/python tools/guide.py

reference: $(VENV)/.installed-for-tests
	$(BIN)/python tools/reference_tables.py

detection: $(VENV)/.installed-for-tests
	$(BIN)/python tools/detection.py --write

# what the validators of others say of SARIF, schemas and pages; needs npm and Chromium
second-opinions: $(VENV)/.installed-for-tests $(CATALOGUES)
	$(BIN)/python tools/validators.py

bench: $(VENV)/.installed-for-tests $(CATALOGUES)
	$(BIN)/python tools/benchmarks/start_up.py
	$(BIN)/python tools/benchmarks/many_files.py
	$(BIN)/python tools/benchmarks/many_partnerships.py

constraints: $(VENV)/.installed-for-tests
	$(BIN)/python tools/constraints.py

package: $(VENV)/.installed-for-tests
	$(BIN)/python -m build --no-isolation

# The build compiles them too; here for whoever changes a translation and does not install again.
%.mo: %.po tools/build_hook.py | $(VENV)/.installed
	$(BIN)/python tools/build_hook.py

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "cic needs Python 3.11 or newer; say make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade $(HELD) 'pip>=25.1'

# What builds comes first, so that it is held too: pip would fetch the newest for a build of its own.
$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) $(HELD) --group build
	$(PIP) $(HELD) --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-for-tests: pyproject.toml constraints.txt | $(VENV)/.installed
	$(PIP) $(HELD) --group dev
	@touch $@

clean:
	rm -rf $(VENV) .venv-latest
