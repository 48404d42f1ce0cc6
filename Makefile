# Jujian. `make run` and `make test` do their own set-up, say what they do, and may be run again at any time.
#
#   make run        set up, then process samples/dossiers into out/
#   make test       set up, then the tests (some ten minutes; JOBS=2 at once)
#   make test-all   the same with the long ones
#   make lint       style, types, and which room may import which
#   make bench      the whole line against the bare reading engine
#   make licences   under which licence each installed package is, and whether that is allowed
#   make vulnerabilities   known vulnerabilities of the locked packages; needs the network, and says what it could not look up
#   make accuracy   how right the reading is, on fresh dossiers of our generator (COUNT, SEED); a report in out/accuracy
#   make fuzz       mutated files through the whole program (COUNT, 5000 by default, and SEED): some fifteen minutes
#   make schema     write schemas/json/ anew from the types
#   make docs       write docs/rules.md anew from the profile
#   make guide      the pictures of docs/first-day.md anew, by the tests
#   make samples    make samples/dossiers anew (the same, byte by byte, with the same fonts)
#   make readings   read the dossiers that the tests replay for real, and record that anew: when the reader has another version
#   make clean      remove the environment and the output
#
# Plain pip into .venv; nothing is installed outside this folder but Debian packages that are missing.

OLDEST := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c '$(OLDEST)' 2>/dev/null && echo $$p && break; done)
OUT ?= out
BIN := .venv/bin
READY := .venv/.ready

export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export PREFECT_LOGGING_LEVEL ?= ERROR
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test test-all lint bench licences vulnerabilities accuracy fuzz schema docs guide samples readings system system-for-tests clean
.DEFAULT_GOAL := run

run: system $(READY)
	@echo "jujian: processing samples/dossiers into $(OUT)/"
	@$(BIN)/jujian run samples/dossiers --out $(OUT)

JOBS ?= 2
test: system-for-tests $(READY)
	@echo "jujian: running the tests (pictures of the desk: $(OUT)/screenshots)"
	@JUJIAN_SCREENSHOTS=$(OUT)/screenshots $(BIN)/python -m pytest -m "not slow" -n $(JOBS) --dist loadfile

test-all: system-for-tests $(READY)
	@echo "jujian: running all tests, the long ones included"
	@$(BIN)/python -m pytest

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/hadolint infra/service/Dockerfile
	@$(BIN)/yamllint --strict --config-file infra/service/yamllint.yaml infra/service
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec infra/service/compose.yaml

bench: system $(READY)
	@$(BIN)/python -m benchmarks.engine samples/dossiers
	@$(BIN)/python -m benchmarks.line

licences: $(READY)
	@$(BIN)/python infra/setup/licences.py

vulnerabilities: $(READY)
	@$(BIN)/python infra/setup/vulnerabilities.py

COUNT ?= 40
SEED ?= 2026
accuracy: system $(READY)
	@$(BIN)/python -m benchmarks.accuracy --count $(COUNT) --seed $(SEED) --out $(OUT)/accuracy

fuzz: COUNT = 5000
fuzz: system-for-tests $(READY)
	@$(BIN)/python -m tests.fuzz --count $(COUNT) --seed $(SEED) --keep $(OUT)/fuzz

schema: $(READY)
	@$(BIN)/jujian schema --write

docs: $(READY)
	@$(BIN)/jujian rules --markdown > docs/rules.md

guide: system-for-tests $(READY)
	@JUJIAN_SCREENSHOTS=docs/first-day $(BIN)/python -m pytest tests/desk/web/test_way.py tests/desk/web/test_placing.py tests/desk/web/test_acts.py

samples: $(READY)
	@$(BIN)/python -m samples.make

readings: system $(READY)
	@$(BIN)/python -m tests.readings

system:
	@PYTHON="$(PYTHON)" sh infra/setup/system.sh

system-for-tests:
	@PYTHON="$(PYTHON)" sh infra/setup/system.sh tests

$(READY): requirements.lock pyproject.toml infra/setup/environment.sh
	@PYTHON="$(PYTHON)" sh infra/setup/environment.sh

clean:
	rm -rf .venv $(OUT)
