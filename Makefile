# Every target sets up what it needs; nothing has to be installed first but Python 3.11 and make.
.DEFAULT_GOAL := help

.PHONY: help setup ocr-data run test test-long check bench bench-long accuracy lock audit sbom clean

BIN := .venv/bin
TESSDATA := $(TESSDATA_PREFIX) $(wildcard /usr/share/tesseract-ocr/*/tessdata) /usr/share/tessdata /usr/local/share/tessdata /opt/homebrew/share/tessdata
HAS_FRENCH = ls $(TESSDATA:%=%/fra.traineddata) 2>/dev/null | grep -q .

help: ## say what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

setup: .venv/.ready ## install the locked requirements into .venv (run and test do it themselves)

.venv/.ready: requirements.lock pyproject.toml
	@python=$$(for name in python3.11 python3 python; do \
	  $$name -c 'import ensurepip, sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$name && break; done); \
	[ -n "$$python" ] || { echo "registre needs Python 3.11 with its venv module (Debian: apt install python3.11-venv); none was found." >&2; exit 1; }; \
	echo "Setting up .venv …"; $$python -m venv .venv
	@awk '/^[^ #]/ {wanted = /^(uv|setuptools)==/} wanted' requirements.lock > .venv/bootstrap.txt
	@$(BIN)/python -m pip install -qq --require-hashes --no-deps -r .venv/bootstrap.txt
	@$(BIN)/uv pip install -q --require-hashes --compile-bytecode -r requirements.lock
	@$(BIN)/uv pip install -q --no-deps --no-build-isolation -e .
	@$(MAKE) --no-print-directory ocr-data
	@touch $@

ocr-data: ## get French language data for scanned documents, where apt may do that; never fails
	@$(HAS_FRENCH) || { \
	  [ "$$(id -u)" = 0 ] && root=env || root='sudo -n'; \
	  apt="timeout 60 apt-get -y -qq -o DPkg::Lock::Timeout=20"; \
	  for step in "install --no-install-recommends tesseract-ocr-fra" update "install --no-install-recommends tesseract-ocr-fra"; do \
	    $$root DEBIAN_FRONTEND=noninteractive $$apt $$step && [ "$$step" != update ] && break; done </dev/null >/dev/null 2>&1; \
	  $(HAS_FRENCH) || echo "No French language data for Tesseract: scans are kept and listed as needs_ocr."; }

run: setup ## read data/samples and data/inbox into the warehouse, publish snapshot and report
	@$(BIN)/registre run --source data/samples --source data/inbox

test: check ## check, then every test but the long ones
	@$(BIN)/python -m pytest -q -n 2 --dist loadscope -m "not long"

test-long: setup ## whole runs that are killed, broken, besieged or installed; CI runs these too
	@$(BIN)/python -m pytest -q -n 2 --dist loadscope -m long

check: setup ## lint, types and SQL; the commit hook and CI run this recipe
	@$(BIN)/ruff check -q --output-format concise
	@$(BIN)/ruff format -q --check
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/sqlfluff lint -q sql

bench: setup ## measure everything in ten minutes, fail at a missed limit; writes README.md and docs/speed.md (ARGS=--fresh-clone: a fresh clone too)
	@missed=0; for what in "run $(ARGS)" speed "daily 2000" scale reports voting site; do $(BIN)/python -m benchmarks.$$what || missed=1; done; exit $$missed

bench-long: setup ## what takes long: hostile files, 5,000 documents, four times the growth, a million deliberations; writes docs/
	@missed=0; for what in hostile daily "scale --long" nation; do $(BIN)/python -m benchmarks.$$what || missed=1; done; exit $$missed

accuracy: setup ## score the reader on the labelled corpus beside the project, or measure any folders (ARGS="FOLDER ...")
	@$(BIN)/python -m benchmarks.accuracy $(ARGS)

lock: setup ## resolve the requirements anew into requirements.lock
	@$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --group dev pyproject.toml -o requirements.lock

audit: setup ## ask for known vulnerabilities of the locked versions; 1 where there is one, and a line where no database answers
	@$(BIN)/python -m benchmarks.audit

sbom: setup ## write the lock as a CycloneDX bill of materials, sbom.json
	@$(BIN)/python -W ignore::UserWarning:cyclonedx.model.bom -m cyclonedx_py requirements requirements.lock --pyproject pyproject.toml \
	  --spec-version 1.6 --output-format JSON --output-reproducible -o sbom.json
	@echo sbom.json

clean: ## remove .venv and caches; data stays
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
