# Two commands on a fresh machine: `make demo` and `make test`. Each sets up .venv by itself.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.13 python3.12 python3.11; do if $$name -c '$(NEW_ENOUGH)' 2> /dev/null; then echo $$name; exit; fi; done; echo python3)
endif
VENV ?= .venv
PY := $(VENV)/bin/python
INSTALL := $(PY) -m pip install --quiet --quiet --disable-pip-version-check --no-input

# Plays wait for half of their time, for ticks, doubts and processes: four at once keep two cores busy.
HANDS ?= 4

export CONVENER_CONTRACTS ?= $(abspath $(wildcard ../shared/contracts))

.PHONY: help demo sandbox test check types imports wheel pytest fmt bench soak coverage requirements python contracts chromium pictures words

help:
	@echo 'make demo      a pretend community runs a whole session on this machine, no account needed'
	@echo 'make sandbox   see it live: a page on this machine where one can be anybody in a pretend Slack'
	@echo 'make test      everything that must hold: format, lint, types, layers, wheel, tests'
	@echo 'make check     the quick part of it: format, lint, types, layers'
	@echo 'make fmt       put the code in form'
	@echo 'make bench     our figures beside their limits'
	@echo 'make soak      months of a pretend community, disturbed and restarted, and tests that take long'
	@echo 'make coverage  which lines the tests reach'
	@echo 'make pictures  the pictures of the documentation, anew'
	@echo 'make words     new sentences into the catalogue of each language, without a translation'
	@echo 'make requirements  pin the newest versions that fit'

demo: $(VENV)/.runs
	@$(VENV)/bin/convener demo

sandbox: $(VENV)/.runs
	@$(VENV)/bin/convener sandbox

test: contracts chromium check wheel pytest
	@$(MAKE) contracts
	@bash tests/browser/chromium.sh look

check: $(VENV)/.works
	@$(VENV)/bin/ruff format --check --quiet . || { echo 'Some files are not in form: make fmt'; exit 1; }
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/mypy --no-error-summary
	@$(VENV)/bin/lint-imports --no-cache > $(VENV)/layers.log || { cat $(VENV)/layers.log; exit 1; }
	@echo 'Form, lint, types and layers are in order.'

# Read and rewritten once, not by each hand and each process anew, whatever the shell around us says of bytecode.
# What fails beside thousands of others, in real processes on a machine that may stand still, is tried once more by
# itself, if it is three tests at most: a fault of the code fails again. Either way it is named.
FAILED := $(VENV)/failed
pytest: $(VENV)/.works
	@rm -f $(FAILED)
	@env -u PYTHONDONTWRITEBYTECODE $(VENV)/bin/pytest -q -n $(HANDS) --dist worksteal -r sfE --failed-to $(FAILED) || \
	  { [[ -s $(FAILED) && $$(wc -l < $(FAILED)) -le 3 ]] || exit 1; \
	    echo '** Failed beside the others, and tried once more by itself:'; cat $(FAILED); \
	    xargs -d '\n' $(VENV)/bin/pytest -q -p no:xdist < $(FAILED) || exit 1; \
	    echo '** It holds by itself: look for what the others, or a busy machine, did to it. It was:'; cat $(FAILED); }

# The wheel, built from what the source archive holds and no more, in an environment of its own, which borrows only the
# libraries: nothing is downloaded again.
wheel: $(VENV)/.works
	@rm -rf build/wheel && mkdir -p build/wheel
	@$(PY) -m hatchling build -t sdist -d build/wheel > build/wheel/log 2>&1 || { cat build/wheel/log; exit 1; }
	@mkdir build/wheel/source && tar -xzf build/wheel/*.tar.gz -C build/wheel/source --strip-components=1
	@cd build/wheel/source && $(abspath $(PY)) -m hatchling build -t wheel -d .. >> ../log 2>&1 || { cat ../log; exit 1; }
	@$(PY) -m venv --without-pip build/wheel/env
	@$(PY) -m pip --python build/wheel/env/bin/python install --quiet --disable-pip-version-check --no-deps --no-index build/wheel/*.whl
	@$(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))' > "$$(build/wheel/env/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/libraries.pth"
	@cd build/wheel && env/bin/python -I ../../tests/wheel_is_whole.py && env/bin/convener --help > help.txt
	@rm -rf build/wheel
	@echo 'The source archive makes a whole wheel, and convener --help runs from it.'

fmt: $(VENV)/.works
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .

bench: $(VENV)/.works
	@for bench in bench/*.py; do echo "== $$bench"; $(PY) "$$bench"; done

soak: $(VENV)/.works
	@$(VENV)/bin/pytest -q -m soak
	@$(VENV)/bin/convener demo --months 6 --faults 0.1 --restarts 12 --seed "$${SEED:-1}"

coverage: $(VENV)/.works
	@$(VENV)/bin/pytest -q -n $(HANDS) --cov --cov-report=term-missing:skip-covered

pictures: chromium $(VENV)/.works
	@$(PY) -m tests.browser.pictures

words: $(VENV)/.works
	@$(PY) -m tests.catalogues

requirements: $(VENV)/.works
	@for name in runtime:pyproject.toml build:requirements/build.in dev:requirements/dev.in; do \
	  CUSTOM_COMPILE_COMMAND='make requirements' $(VENV)/bin/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe \
	    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
	    --output-file "requirements/$${name%%:*}.txt" "$${name#*:}"; \
	done

contracts:
	@if [[ -z '$(CONVENER_CONTRACTS)' ]]; then \
	  echo '**************************************************************************'; \
	  echo '** Slack'"'"'s and Zoom'"'"'s published contracts are NOT here: what is held against'; \
	  echo '** them is skipped. Name their folder: make test CONVENER_CONTRACTS=FOLDER'; \
	  echo '**************************************************************************'; \
	fi

# The browser plays' Chromium: Debian's, fetched once where that may be; where not, their absence is said aloud.
chromium:
	@bash tests/browser/chromium.sh

python:
	@$(PYTHON) -c '$(NEW_ENOUGH)' 2>/dev/null || { \
	  echo "Convener needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1 || true). Name another one: make PYTHON=python3.12"; exit 1; }

# Stamps: .runs once it can run, .works once it can also be worked on.
$(VENV)/.runs: requirements/runtime.txt requirements/build.txt pyproject.toml | python
	@test -x $(PY) || { echo 'Setting up $(VENV), once ...'; $(PYTHON) -m venv $(VENV); }
	@$(INSTALL) --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	@$(INSTALL) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.works: requirements/dev.txt $(VENV)/.runs
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@
