# Every target does its own set-up: a fresh machine needs Python 3.11 or newer, git and make.

# The first that is new enough; `make test PYTHON=/path/to/python3.12` names another.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$python"; break; }; \
	done)
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
TESTS ?= tests

.PHONY: help install demo test check style types imports bench lock clean

help:
	@echo "make demo    ingest the two example reports into a fresh warehouse and show what was found"
	@echo "make test    run the whole test suite (make test TESTS=tests/test_x.py runs one file)"
	@echo "make check   style, types, and which way imports point"
	@echo "make bench   measure speed on this machine"
	@echo "make lock    resolve the dependencies again (make lock UPGRADE=1 takes newer ones)"
	@echo "make clean   remove everything that these made"

install: $(INSTALLED)

# Two steps, because pip takes either hashes or a local folder. --no-deps: the lock is complete, and nothing that is
# not listed in it, with its hash, gets in. --no-build-isolation: the build back end comes from the lock as well.
$(INSTALLED): constraints-dev.txt pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "newsfold needs Python 3.11 or newer: $(or $(PYTHON),python3 and python3.13 to python3.11) will not do;" \
		"install one, or name it: make $(or $(MAKECMDGOALS),test) PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/pip || "$(PYTHON)" -m venv --clear $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make a virtual environment: on Debian and Ubuntu, install python3-venv" >&2; exit 1; }
	@echo "installing the locked dependencies into $(VENV) (about a minute)" >&2
	@$(PIP) install --no-deps --require-hashes -r constraints-dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(INSTALLED)
	@$(BIN)/python -m flows.demo

test: $(INSTALLED)
	@$(BIN)/python -m pytest $(TESTS)

# `make --keep-going check` says everything that is wrong.
check: style types imports

style: $(INSTALLED)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(INSTALLED)
	@$(BIN)/mypy

imports: $(INSTALLED)
	@$(BIN)/lint-imports

bench: $(INSTALLED)
	@set -e; for measurement in $(sort $(wildcard bench/bench_*.py)); do \
		echo "== $$measurement"; $(BIN)/python "$$measurement"; done

# No index address gets into the files: every machine installs from its own. Fewest: one version for every Python
# where there is one, so that a failure on 3.13 is not another numpy.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

lock: $(INSTALLED)
	$(COMPILE) pyproject.toml --output-file constraints.txt
	$(COMPILE) pyproject.toml --extra dev --constraint constraints.txt --output-file constraints-dev.txt
	echo "duckdb==2.0.0" | $(COMPILE) --no-config --no-deps --no-annotate - --output-file constraints-duckdb2.txt

clean:
	rm -rf $(VENV) build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find flows connectors transforms warehouse tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
