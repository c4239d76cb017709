# Two commands do everything on a fresh machine with Python 3.11 or newer, git and make: `make site` and `make test`.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help site test test-fast soak serve bench check lint lock

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Try: make PYTHON=python3.12 site"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv || { echo "Python's venv is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@echo "Installing what requirements.lock names, setuptools first: jieba is built with it …"
	@sed -n '/^setuptools==/,/# via/p' requirements.lock > .venv/builder && $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/builder
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

site: $(READY) ## Build the site into site/
	@$(BIN)/guidance build

serve: $(READY) ## Build, show at http://127.0.0.1:8000 and rebuild after every change
	@$(BIN)/guidance serve

check: $(READY) ## Check the guidance: every issue with file, line and remedy
	@$(BIN)/guidance check

test: $(READY) ## All tests, the real browser's included
	@tests/browser/install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest -n 2 --dist loadfile

test-fast: $(READY) ## The tests that answer within a minute
	@$(BIN)/pytest -n 2 -q -m "not site and not browser"

soak: $(READY) ## All tests, with the full counts of generated cases
	@tests/browser/install
	@GUIDANCE_SOAK=1 $(BIN)/pytest -n 2 --dist loadfile --timeout 7200

bench: $(READY) ## Measure speed and memory beside plain MkDocs
	@$(BIN)/python -m tests.bench.bench
	@$(BIN)/python -m tests.bench.comments
	@$(BIN)/python -m tests.bench.releases

lint: $(READY) ## Format and lint
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(BIN)/mypy

lock: ## Renew requirements.lock from pyproject.toml
	@$(PYTHON) -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv
	@.venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
	  --group dev --group build pyproject.toml --upgrade --output-file requirements.lock
	@{ echo '# Made by "make lock"; every package pinned with its hashes.'; cat requirements.lock; } > .venv-lock/lock && mv .venv-lock/lock requirements.lock && rm -rf .venv-lock
