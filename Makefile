# Aia. `make run` to see it, `make test` to trust it; `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: run test test-sqlite test-postgresql lint bench lock clean help

VENV := .venv
BIN := $(VENV)/bin
AIA_HOME ?= $(CURDIR)/var
export AIA_HOME
MAKING := $(AIA_HOME).making
UV_INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python
UV_LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url \
	--python-version 3.11 --universal --custom-compile-command "make lock"
PYTEST := $(BIN)/python -m pytest -n 2

run: $(VENV)/.runtime ## serve the district of Cremona and its simulated year (PORT=8000 DEMO="--people 1500")
	@if [ ! -e "$(AIA_HOME)/keys" ]; then \
		rm -rf "$(MAKING)" && AIA_HOME="$(MAKING)" $(BIN)/aia demo $(DEMO) && \
		{ rmdir "$(AIA_HOME)" 2>/dev/null || true; } && mv "$(MAKING)" "$(AIA_HOME)"; \
	fi
	@exec $(BIN)/aia run

test: test-sqlite test-postgresql ## run every test: on SQLite with the browser, then on PostgreSQL

test-sqlite: $(VENV)/.dev
	$(PYTEST) -m "not browser"
	$(BIN)/python -m tests.with_chromium
	$(PYTEST) -m browser

test-postgresql: $(VENV)/.dev
	$(BIN)/python -m tests.with_postgres $(PYTEST) -m "not browser"

lint test-sqlite test-postgresql bench: export AIA_HOME := $(CURDIR)/$(VENV)/home
lint: $(VENV)/.dev ## style, types, imports, migrations, translations, templates, dependencies
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m django makemigrations --check --settings tests.settings
	$(BIN)/python -m aia.web.catalogue check
	$(BIN)/djlint src/aia --lint --quiet
	$(BIN)/uv pip check --quiet --python $(BIN)/python

bench: $(VENV)/.dev ## measure speed, memory and faults; writes bench/results.md
	$(BIN)/python -m bench

lock: $(VENV)/.uv ## write the lock files anew from pyproject.toml
	echo uv | $(UV_LOCK) --output-file requirements/uv.txt -
	$(UV_LOCK) pyproject.toml requirements/build.in --output-file requirements/runtime.txt
	$(UV_LOCK) pyproject.toml requirements/build.in --extra dev \
		--constraint requirements/runtime.txt --output-file requirements/dev.txt

clean: ## remove the environment and caches; data in AIA_HOME stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.uv: requirements/uv.txt
	@sh requirements/environment.sh $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.uv requirements/runtime.txt pyproject.toml
	@echo "Installing what Aia needs…"
	@$(UV_INSTALL) --require-hashes -r requirements/runtime.txt
	@$(UV_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	@echo "Installing what tests and checks need…"
	@$(UV_INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@
