# EarlyBird's commands. `make demo` and `make test` are all a newcomer needs; `make help` lists them.
# Everything is installed into .venv and nothing is done twice: the stamps in it remember.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
PACKAGES := models optimizer service benchmarks scenarios
CPP := $(shell find optimizer/cpp -name '*.cpp' -o -name '*.hpp')
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
INSTALL := $(PIP) install --constraint constraints.txt
NETWORK_ADVICE := { echo "Installing failed, most often for want of a network; the reason is above. pip can use a \
	local index (PIP_INDEX_URL) or a folder of wheels (PIP_FIND_LINKS) instead." >&2; exit 1; }
SAY = @echo "==>"
# Two at a time, however many cores there are: tests start servers of their own and wait for them.
PYTEST := $(BIN)/python -m pytest --numprocesses 2 --dist worksteal

# ------------------------------------------------------------------------------- for newcomers

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

.PHONY: demo
demo: $(STAMPS)/core ## Build EarlyBird and plan a city's day with it
	$(SAY) "Planning the demo day (10 seconds on 2 threads)"
	@$(BIN)/earlybird plan scenarios/days/demo_city.json --out out/demo --seconds 10 --threads 2
	@echo
	@echo "The plan is ready. Open it in a browser: $(CURDIR)/out/demo/plan.html"

.PHONY: test
test: lint types imports core-tests ## Check everything: lint, types, import rules, all tests
	@.ci/chromium
	$(SAY) "Running the Python tests"
	@if [ -n "$${EARLYBIRD_DATA:-}" ]; then $(PYTEST); exit; fi; \
	status=0; $(PYTEST) -m "not data" || status=$$?; \
	echo; \
	echo "Left out: the tests marked 'data', because EARLYBIRD_DATA is not set."; \
	echo "To run them too: make test EARLYBIRD_DATA=/path/to/the/data"; \
	exit $$status

# ---------------------------------------------------------------------------- the environment

$(STAMPS)/venv:
	@.ci/preflight $(PYTHON)
	$(SAY) "Making an environment of its own in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/runtime: $(STAMPS)/venv pyproject.toml constraints.txt
	$(SAY) "Installing what EarlyBird needs to be built and to run (a minute on a usual line)"
	@$(INSTALL) -r <($(BIN)/python .ci/requirements.py build runtime) || $(NETWORK_ADVICE)
	@touch $@

$(STAMPS)/dev: $(STAMPS)/runtime
	$(SAY) "Installing the tools for checking and testing"
	@$(INSTALL) -r <($(BIN)/python .ci/requirements.py dev) || $(NETWORK_ADVICE)
	@touch $@

$(STAMPS)/core: $(STAMPS)/runtime CMakeLists.txt $(CPP)
	$(SAY) "Building the native core and installing EarlyBird into $(VENV)"
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

.PHONY: venv core
venv: $(STAMPS)/core $(STAMPS)/dev ## Make the environment, with the tools for development
core: $(STAMPS)/core ## Build the native core again if its sources changed

# ----------------------------------------------------------------------------------- checking

.PHONY: lint types imports core-tests sanitize sanitize-threads fuzz stress interrupt format
lint: venv ## Check style: ruff and clang-format
	$(SAY) "Checking style"
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo "Run 'make format'." >&2; exit 1; }
	@$(BIN)/clang-format --dry-run -Werror $(CPP)

types: venv ## Check types: mypy, strict
	$(SAY) "Checking types"
	@$(BIN)/mypy

imports: venv ## Check that imports point one way: import-linter
	$(SAY) "Checking the import rules"
	@$(BIN)/lint-imports --no-logo

core-tests: venv ## Run the native core's own tests
	$(SAY) "Building and running the native core's tests"
	@.ci/core_tests build/core-tests

sanitize: venv ## Run the native core's own tests under the sanitizers
	$(SAY) "Building and running the native core's tests under the sanitizers"
	@.ci/core_tests build/core-tests-sanitize -DEARLYBIRD_SANITIZE=ON

sanitize-threads: venv ## Run the native core's own tests under the thread sanitizer
	$(SAY) "Building and running the native core's tests under the thread sanitizer"
	@.ci/core_tests build/core-tests-threads -DEARLYBIRD_SANITIZE_THREADS=ON

FUZZ_SECONDS := $(or $(SECONDS_OF_FUZZING),900)
fuzz: venv ## Fuzz every reader and the core behind it: make fuzz SECONDS_OF_FUZZING=900
	$(SAY) "Fuzzing for $(FUZZ_SECONDS) seconds"
	@.ci/fuzz $(FUZZ_SECONDS)

stress: venv ## Search random problems under the sanitizers: make stress SECONDS_OF_STRESS=1800
	$(SAY) "Searching random problems under the sanitizers"
	@.ci/stress $(or $(SECONDS_OF_STRESS),1800)

interrupt: venv ## Interrupt 200 searches at random moments and check what they leave
	$(SAY) "Interrupting 200 searches"
	@PYTHONPATH=tests $(BIN)/python -m support.interrupting 200

format: venv ## Put all sources into the agreed style
	@$(BIN)/ruff format --quiet
	@$(BIN)/ruff check --fix --exit-zero --quiet
	@$(BIN)/ruff format --quiet
	@$(BIN)/clang-format -i $(CPP)

# ------------------------------------------------------------------------- committed, generated

.PHONY: stub constraints
stub: $(STAMPS)/core ## Write optimizer/_core.pyi from the built core
	@$(BIN)/python -m nanobind.stubgen --quiet -m optimizer._core -o optimizer/_core.pyi

constraints: ## Renew constraints.txt with the newest versions that pyproject.toml allows
	$(SAY) "Resolving in a fresh environment"
	@rm -rf build/resolve && $(PYTHON) -m venv build/resolve
	@build/resolve/bin/python -m pip --quiet install --upgrade \
		-r <(build/resolve/bin/python .ci/requirements.py build runtime dev) || $(NETWORK_ADVICE)
	@{ grep '^#' constraints.txt; build/resolve/bin/python -m pip freeze | LC_ALL=C sort -f; } \
		> build/constraints.txt && mv build/constraints.txt constraints.txt

# ----------------------------------------------------------------------------------- cleaning

.PHONY: clean distclean
clean: ## Remove what was built
	rm -rf build dist out .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find $(PACKAGES) tests -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## Remove the environment too
	rm -rf $(VENV)
