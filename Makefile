# Two commands for a fresh machine with Python 3.11+ and make: `make run` and `make test`.
# Everything is kept in .venv, .sample, the frontend's node_modules and server/static/bundle;
# `make clean` removes them all, to begin anew.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && echo $$p && break; done)
HOST ?= 127.0.0.1
PORT ?= 8000
READY := .venv/ready
FRONTEND := server/frontend
PACKAGES := $(FRONTEND)/node_modules/.package-lock.json
BUNDLE := server/static/bundle/query.js
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
.DEFAULT_GOAL := help
.PHONY: help run build test clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## set up, build the sample register, serve it on http://localhost:8000/
	@echo "== building the sample register in .sample"
	@salkku build --sample --data .sample
	@echo "== serving it on http://localhost:$(PORT)/  (end with Ctrl-C)"
	@exec salkku serve --data .sample --host $(HOST) --port $(PORT)

test: build ## set up and run the whole check: lint, format, types, tests
	@poe check

build: $(READY) $(BUNDLE) ## prepare everything without serving
	@poe --quiet translations

clean: ## remove what was set up and built here
	rm -rf .venv .sample $(FRONTEND)/node_modules $(dir $(BUNDLE))

$(READY): requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Salkku needs Python 3.11 or newer; set PYTHON=..." >&2; exit 1; }
	@echo "== setting up .venv with $(PYTHON)"
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@.venv/bin/python -m pip install --quiet --require-hashes --requirement requirements.txt
	@.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(BUNDLE): $(PACKAGES) $(FRONTEND)/package.json $(wildcard $(FRONTEND)/src/*)
	@echo "== bundling the scripts of the pages"
	@poe --quiet bundle

$(PACKAGES): $(READY) $(FRONTEND)/package-lock.json
	@poe --quiet packages
	@touch $@
