# Two commands matter: `make run` and `make test`. Each makes .venv and installs what it needs.
PYTHON ?= python3.11
HOST ?= 127.0.0.1
PORT ?= 8050
BIN := .venv/bin
export HOST PORT

# uv installs many times quicker than pip; pip does it where uv cannot reach the registry that pip is set up for.
UV := uv==0.13.9
INSTALL = $(BIN)/uv pip install --quiet --compile-bytecode --native-tls --python $(BIN)/python -r $< || \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r $<

.PHONY: run demo test check bench words vae screenshots

run: .venv/encoders ## the page with every encoder
	$(BIN)/python -m dashboard

demo: .venv/app ## the same page without torch
	$(BIN)/python -m dashboard

test: check .venv/browser ## lint, types and every test, two files at a time
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: .venv/dev ## lint, format, types, and the syntax of the page's modules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tests/check_javascript.py

bench: .venv/browser ## the speed of each part beside what a user would use instead
	$(BIN)/python -m benchmarks

words: .venv/dev ## encode the built-in spaces again, and make their maps
	$(BIN)/python -m embeddings.builtins.build
	$(BIN)/python -m dashboard.shipped

vae: .venv/dev ## train the VAEs that come along again (ten minutes), then make their maps with `make words`
	$(BIN)/python -m embeddings.vae.shipping

screenshots: .venv/browser ## make the README's pictures again
	$(BIN)/python docs/screenshots.py

.venv/bin/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)

.venv/app: requirements.txt | .venv/bin/uv
	$(INSTALL)
	@touch $@

.venv/encoders: requirements-encoders.txt .venv/app
	$(INSTALL)
	@touch $@

.venv/dev: requirements-dev.txt .venv/encoders
	$(INSTALL)
	@touch $@

.venv/browser: .venv/dev
	sh tests/install_browser.sh $(BIN)/python
	@touch $@
