# Everything from a fresh clone with only python3 (3.11 or newer), make and git.
#   make run     notes -> cards -> exports/*.apkg on this repository's own notes
#   make test    lint, types, layer contracts, tests
#   make soak    long campaigns: beside Anki and two FSRS, and hundreds of kills
#   make bench   speed, as ratios measured in one run; make bench-peers   beside other programs
#   make compiled   the wheel with machine code, in .compiled (needs a C compiler); make test-compiled, bench-compiled
#   make test-wheel   the built wheel, installed in an environment of its own, does the main job

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPILED := .compiled
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-wheel soak bench bench-peers compiled test-compiled bench-compiled clean
.DELETE_ON_ERROR:

run: $(VENV)/installed
	@$(BIN)/deacards build

test: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

test-wheel: $(VENV)/installed-dev
	@set -e; dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; \
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir "$$dir" .; \
	$(BIN)/python -m venv "$$dir/venv"; \
	"$$dir/venv/bin/python" -m pip install --quiet "$$dir"/*.whl; \
	cd "$$dir"; venv/bin/deacards init new; cd new; ../venv/bin/deacards build; test -s exports/new.apkg

compiled: $(COMPILED)/installed

test-compiled: $(COMPILED)/installed
	cd tests && ../$(COMPILED)/bin/python -c \
	  'import deacards.derive.line as line; assert line.__file__.endswith((".so", ".pyd")), line.__file__'
	$(COMPILED)/bin/pytest -n 2 -o pythonpath= tests/derive tests/notes tests/regenerate

bench-compiled: $(COMPILED)/installed
	$(COMPILED)/bin/python -m bench --installed --only deriving

soak: $(VENV)/installed-dev
	$(BIN)/pytest -m soak -s

bench: $(VENV)/installed-dev
	$(BIN)/python -m bench
	$(BIN)/python -m bench.scheduler

bench-peers: $(VENV)/installed-dev
	$(BIN)/python -m bench.peers .bench-peers
	$(BIN)/python -m bench --peers .bench-peers --only cold

clean:
	rm -rf $(VENV) $(COMPILED) .bench-peers .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "deacards needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@rm -rf $(VENV)  # what is left of one whose Python has gone
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "python3 could not make a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2; exit 2; }

$(VENV)/installed: pyproject.toml | $(BIN)/python
	@echo "Setting up (once) ..."
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/python
	@echo "Setting up for tests (once) ..."
	@$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/installed

$(COMPILED)/installed: pyproject.toml hatch_build.py $(shell find src scheduler -name '*.py') | $(BIN)/python
	@echo "Compiling (a minute or two) ..."
	@rm -rf $(COMPILED)
	@$(BIN)/python -m venv $(COMPILED)
	@HATCH_BUILD_HOOKS_ENABLE=1 $(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir $(COMPILED) .
	@set -e; for wheel in $(COMPILED)/*.whl; do $(COMPILED)/bin/python -m pip install --quiet "$$wheel[dev]"; done
	@touch $@
