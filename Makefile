# rashomon: `make demo` reads the example accounts and ends with a page; `make test` runs every check.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Pinned by hash; the package itself is installed without build isolation, from the pinned backend.
INSTALL = $(PIP) --require-hashes -r $(1) && $(PIP) --no-deps --no-build-isolation -e .

.PHONY: demo test check bench lock floors clean

demo: .venv/run.stamp
	@mkdir -p out
	$(BIN)/rashomon report examples/ferry-collision/articles.jsonl -o out/ferry-collision.html -o out/ferry-collision.json -o out/ferry-collision.md
	@echo "Open this page: $(CURDIR)/out/ferry-collision.html"

test: check
	$(BIN)/python -m pytest -q -n auto --dist loadfile

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: .venv/dev.stamp
	$(BIN)/python -m quality.bench
	$(BIN)/python -m quality.reading

floors: .venv/dev.stamp
	$(BIN)/python -m quality.gate --raise

lock: .venv/dev.stamp
	$(BIN)/python -m quality.lock

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(PIP) --upgrade "pip>=25"

.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Setting up .venv (some 600 MB, a minute or two) ..."
	@test -e .venv/dev.stamp || ( $(call INSTALL,requirements.lock) )
	@touch $@

.venv/dev.stamp: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "Setting up .venv with the tools of development ..."
	@$(call INSTALL,requirements-dev.lock)
	@touch $@

clean:
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache .hypothesis
