# Sổ Chỉ đạo: `make run` starts the program, `make test` proves it. Python 3.11 or newer and make are all that is needed.

PORT ?= 8000
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	command -v $$python >/dev/null 2>&1 && $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$python && break; done)
BIN = .venv/bin
MANAGE = $(BIN)/python manage.py
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help run test lint types deploy-check test-sqlite test-postgresql programs bench accuracy pictures lock clean

help:
	@echo "make run    start the program on http://127.0.0.1:$(PORT) (samples=no: without the sample dispatches)"
	@echo "make test   lint, types and every test, on SQLite and PostgreSQL"
	@echo "make bench  measure pages and writes of a full register, print a table and its goals (AGAINST=1000000: of a million, too)"
	@echo "make accuracy FOLDER=…  measure the reading of dispatches against a folder of texts with their truth"

run: .venv/run
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@SITE_URL=$${SITE_URL:-http://127.0.0.1:$(PORT)} $(MANAGE) load_samples $(if $(filter no,$(samples)),--no-dispatches)
	@$(MANAGE) daily
	@SITE_URL=$${SITE_URL:-http://127.0.0.1:$(PORT)} $(BIN)/gunicorn config.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 \
		--worker-class gthread --no-control-socket --log-level warning

test: lint types deploy-check programs test-sqlite test-postgresql

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/test
	$(BIN)/mypy

deploy-check: .venv/test
	SITE_URL=https://so-chi-dao.example $(MANAGE) check --deploy --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run

test-sqlite: .venv/test
	$(BIN)/pytest -n 2 --dist worksteal

# The reader and the readers of files work on text alone, a browser on pages alone, settings and the shape of the code on no
# database at all: none can make a difference to them. The server that is killed has an office of its own, on SQLite.
test-postgresql: .venv/test
	$(BIN)/python -m tests.postgresql $(BIN)/pytest -n 2 --dist worksteal -m "not browser" --ignore tests/directives/reading \
		--ignore tests/test_durability.py --ignore tests/config --ignore tests/test_architecture.py \
		--ignore tests/directives/test_extracting.py --ignore tests/directives/test_scans.py

# Browser tests drive Debian's chromium, and LibreOffice opens the papers and registers: as root they are installed,
# otherwise the tests say how and count as skipped.
PROGRAMS = chromium:chromium soffice:libreoffice-writer-nogui soffice:libreoffice-calc-nogui
MISSING = $(foreach pair,$(PROGRAMS),$(shell command -v $(firstword $(subst :, ,$(pair))) >/dev/null 2>&1 \
	|| echo $(lastword $(subst :, ,$(pair)))))
programs:
	@[ -z "$(strip $(MISSING))" ] || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 \
		&& apt-get update -qq && apt-get install -y -qq $(MISSING) >/dev/null; } \
		|| echo "Missing: install with 'apt-get install $(strip $(MISSING))'; the tests that need it will be skipped."

# The registers stay under DATA_DIR/bench. `make bench AGAINST=1000000` tells what a million costs beside ten thousand.
bench: .venv/test
	$(MANAGE) bench $(if $(AGAINST),--against $(AGAINST)) --minute 60
	$(MANAGE) bench --daily 100000
	$(BIN)/python -m tests.postgresql $(MANAGE) bench --daily 100000

# How well are dispatches read? FOLDER holds texts with their truth beside them.
accuracy: .venv/run
	@$(BIN)/python -m directives.reading.accuracy $(FOLDER)

# The pictures of the guide that the browser tests take anew, into docs/huong-dan/anh.
pictures: .venv/test programs
	GUIDE=1 $(BIN)/pytest -q tests/browser/test_a_reorganisation.py

lock: .venv/test
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--python-version 3.11 pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--python-version 3.11 pyproject.toml --extra s3 -o requirements-s3.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--python-version 3.11 pyproject.toml --group dev -o requirements-dev.txt

.venv/run: requirements.txt
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed."; exit 1; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@$(BIN)/pip install -q --require-hashes -r requirements.txt
	@touch $@

.venv/test: requirements-dev.txt .venv/run
	@$(BIN)/pip install -q --require-hashes -r requirements-dev.txt
	@touch $@

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
