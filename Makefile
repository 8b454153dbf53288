# make demo: build the graph of corpus/, answer the main question, draw it.   make test: lint, types, tests.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
  "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
QUESTION ?= --name who-directs -p theme="chuyển đổi số"

.PHONY: demo test docs bench clean
.SILENT:

demo: .venv/.run-installed
	$(BIN)/kg build corpus -o output || [ $$? -eq 3 ] # 3: published, though some files were skipped
	$(BIN)/kg query --graph output/graph.nq $(QUESTION) --format table
	$(BIN)/kg view --graph output/graph.nq -o output/demo.html
	echo "Open output/demo.html in a browser; ask more with: $(BIN)/kg query --list"

test: .venv/.dev-installed
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/mypy --no-error-summary
	$(BIN)/pytest

docs: .venv/.dev-installed
	$(BIN)/python docs/refresh.py

bench: .venv/.dev-installed
	$(BIN)/python tests/benchmarks/bench_speed.py $(ARTICLES)

.venv/bin/python:
	test -n "$(PYTHON)" || { echo "kg needs Python 3.11 or newer: install it, or say make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.run-installed: pyproject.toml | .venv/bin/python
	echo "Installing into .venv (about a minute, once) ..."
	$(PIP) install -e .
	touch $@

.venv/.dev-installed: pyproject.toml | .venv/bin/python
	echo "Installing into .venv with the tools for development (about a minute, once) ..."
	$(PIP) install -e '.[dev]'
	touch $@ .venv/.run-installed

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find output -mindepth 1 ! -name README.md -delete
