# `make demo` shows Kaohe at work, `make test` proves it. Both need python3 (3.11 or newer), make and a package index,
# and make their own environment in .venv. pip's and uv's settings (index, certificates) are honoured; none is kept here.

PYTHON ?= python3
PYTEST_ARGS ?=
LOCK_ARGS ?=

UV := $(or $(shell command -v uv 2>/dev/null),.uv/bin/uv)
READY := .venv/ready

.DEFAULT_GOAL := help

.PHONY: help
help: ## list what can be asked for
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(READY) ## show Kaohe at work on a published scheme
	.venv/bin/kaohe demo

.PHONY: test
test: $(READY) ## run the tests on all cores (PYTEST_ARGS="-k ranks" for some of them)
	.venv/bin/pytest -n auto --dist loadgroup $(PYTEST_ARGS)

.PHONY: check
check: $(READY) ## lint, format, types, walls between modules, generated pages
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python -m tools.docs --check

.PHONY: bench
bench: $(READY) ## measure speed
	.venv/bin/python bench/run.py

.PHONY: spark
spark: $(READY) ## prove the scores on Spark (fetches pyspark; needs Java)
	@$(PYTHON) -c 'import shutil, sys; shutil.which("java") or sys.exit("make spark needs a Java runtime (java)")'
	$(UV) venv --quiet --allow-existing --no-project --python $(PYTHON) .venv-spark
	$(UV) pip install --quiet --python .venv-spark --constraint requirements/dev.txt --editable '.[spark]' numpy
	PYTHONPATH=. .venv-spark/bin/python tools/prove_spark.py

.PHONY: docs
docs: $(READY) ## write the generated reference pages again
	.venv/bin/python -m tools.docs

.PHONY: lock
lock: | $(UV) ## resolve the dependencies into requirements/ (LOCK_ARGS=--upgrade for the newest)
	@$(COMPILE) --output-file requirements/base.txt
	@$(COMPILE) --output-file requirements/dev.txt --extra dev --constraint requirements/base.txt

# One resolution for every platform and Python; no address of an index, so that the locks serve behind any mirror.
COMPILE = $(UV) pip compile pyproject.toml --quiet $(LOCK_ARGS) --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# uv does not read pip's settings, and a mirror or a certificate is usually written there: they are handed over.
pip_config = $(shell $(PYTHON) -m pip config list 2>/dev/null | sed -nE "s/^(global|install)\.$(1)='(.*)'$$/\2/p" | tail -n 1)
$(READY) lock: export UV_DEFAULT_INDEX ?= $(or $(UV_INDEX_URL),$(PIP_INDEX_URL),$(call pip_config,index-url))
$(READY) lock: export SSL_CERT_FILE ?= $(or $(PIP_CERT),$(call pip_config,cert))
$(READY) lock: export UV_PYTHON_DOWNLOADS ?= never

$(READY): requirements/dev.txt pyproject.toml | $(UV)
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Kaohe needs Python 3.11 or newer; \
	$(PYTHON) is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12")'
	@echo "Preparing .venv (once, and again when the requirements change)"; \
	$(UV) venv --quiet --allow-existing --no-project --python $(PYTHON) .venv && \
	$(UV) pip sync --quiet --python .venv --require-hashes requirements/dev.txt && \
	$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation --editable . && \
	touch $@

# Debian splits pip and venv from python3: either of them is enough.
.uv/bin/uv:
	@echo "Fetching uv into .uv"
	@if $(PYTHON) -m pip --version >/dev/null 2>&1; \
	then $(PYTHON) -m pip install --quiet --root-user-action ignore --target .uv uv; \
	elif $(PYTHON) -c 'import ensurepip' 2>/dev/null; \
	then $(PYTHON) -m venv .uv && .uv/bin/python -m pip install --quiet uv; \
	else echo "$(PYTHON) has neither pip nor venv: install uv, or Debian's python3-venv, then try again." >&2; exit 1; \
	fi
