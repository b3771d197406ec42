# newsdossier: everything that a person runs. `make site` and `make test` set up what they need, once.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve test check setup lint fix eval bench bench-analysis bench-identity bench-serving audit clean soak

site: setup            ## build the whole site into site/
	@$(BIN)/mkdocs build
	@echo "The site is in site/. To look at it: make serve, then open http://127.0.0.1:8000/"

serve: setup           ## build, serve on http://127.0.0.1:8000/ and build again when a seed changes
	$(BIN)/mkdocs serve

test: $(VENV)/.dev     ## every test, in Python and in a browser
	@$(BIN)/python tests/browser.py || [ -z "$$CI" ]
	$(BIN)/pytest

check: $(VENV)/.dev lint test   ## lint, types, tests

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: $(VENV)/.dev      ## put imports and line breaks in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: setup            ## figures on gold data: make eval GOLD=DIR
	@test -n "$(GOLD)" || { echo "Say where the gold data are: make eval GOLD=DIR"; exit 2; }
	$(BIN)/python tests/bench/evaluate.py $(GOLD)

bench: setup           ## how long things take: make bench TEXTS=DIR, a folder of .jsonl files with "id" and "text"
	@test -n "$(TEXTS)" || { echo "Say where the texts are: make bench TEXTS=DIR"; exit 2; }
	$(MAKE) bench-analysis
	$(MAKE) bench-identity
	$(BIN)/python tests/bench/pipeline.py $(TEXTS)
	$(BIN)/python tests/bench/publishing.py $(TEXTS)
	$(MAKE) bench-serving

bench-serving: $(VENV)/.dev  ## how long an editor waits under serve, in a browser
	@test -n "$(TEXTS)" || { echo "Say where the texts are: make bench-serving TEXTS=DIR"; exit 2; }
	$(BIN)/python tests/bench/serving.py $(TEXTS)

bench-analysis: $(VENV)/.dev  ## articles a second beside the stock model, on every core, on Dask
	@test -n "$(TEXTS)" || { echo "Say where the texts are: make bench-analysis TEXTS=DIR"; exit 2; }
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python tests/bench/analysis.py $(TEXTS)

bench-identity: setup   ## how identity and relations grow, on articles that are made up
	$(BIN)/python tests/bench/identity.py 5000 10000 20000

audit: $(VENV)/.dev     ## other people's programs on what we make; needs Node, its npm and Java
	npm ci --silent --ignore-scripts --prefix tests/audit
	PYTHONPATH=tests $(BIN)/python tests/audit/pages.py
	PYTHONPATH=tests $(BIN)/python tests/audit/timelinejs.py
	PYTHONPATH=tests $(BIN)/python tests/audit/annotator.py
	$(BIN)/python tests/audit/zensical.py

soak: $(VENV)/.dev     ## look for bytes that break a reader and words that become mark-up, for long: make soak MINUTES=10
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-soak.lock
	nice $(BIN)/python tests/soak.py

lock:                  ## make the lock files anew from pyproject.toml; needs uv
	uv pip compile pyproject.toml --extra formats --group build --universal --generate-hashes --python-version 3.11 --no-header --no-annotate -q -o requirements.lock
	uv pip compile pyproject.toml --extra formats --group build --group dev -c requirements.lock --universal --generate-hashes --python-version 3.11 --no-header --no-annotate -q -o requirements-dev.lock
	uv pip compile --group soak --universal --generate-hashes --python-version 3.11 --no-header --no-annotate -q -o requirements-soak.lock

setup: $(VENV)/.base

$(VENV)/.base: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else f"newsdossier needs Python 3.11 to 3.13, this is {v[0]}.{v[1]}: make PYTHON=python3.12 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the site needs into $(VENV): once, a minute or two"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q scripts
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.base
	@echo "Installing what the tests need"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

clean:                 ## remove what can be made again, but no dossier
	rm -rf site .newsdossier $(VENV)
