# The commands of this project. `make lab` for learners; the rest for those who work on the course.
SHELL := /bin/bash
BIN := .venv/bin
ARGS ?=

.PHONY: lab room test test-engines check pytest bench handouts lock soak bystanders fuzz walls mutation mutation-evidence \
	site faults class nbgrader
.DEFAULT_GOAL := lab

ROOM ?=
lab: ## environment, engine, images, work/, JupyterLab on the first lesson (ROOM=FILE: without a network)
	@scripts/setup lab $(if $(ROOM),--room "$(ROOM)") $(ARGS)

test: ## every check and every test (ARGS="tests/unit -k name" narrows them, ENGINE=sid is another Docker)
	@scripts/setup dev
	@$(if $(ENGINE),$(BIN)/python -m tests.engine.versions $(ENGINE))
	@$(MAKE) --keep-going --no-print-directory check pytest

SHELL_FILES = scripts/setup .ci/run $(wildcard labs/*/proof.sh)
check: ## lint, format, types, built notebooks in step with their sources
	@scripts/setup dev
	shellcheck --severity=warning $(SHELL_FILES)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/course build --check

# Private engines take root. A user with sudo runs the tests by it, with the folders of root's programs in the
# PATH, which Debian's users lack; without rights, what needs root is skipped.
ifneq ($(shell id -u),0)
AS_ROOT = $(if $(shell sudo -n true 2>/dev/null && echo yes || id -nG | grep -wE 'sudo|wheel|admin'),\
	sudo -EH env PATH="$$PATH:/usr/local/sbin:/usr/sbin:/sbin" $(ROOT_LEAVES))
# … and leaves nothing of root's in the user's folder
ROOT_LEAVES = PYTHONDONTWRITEBYTECODE=1 PYTEST_ADDOPTS="-p no:cacheprovider" \
	HYPOTHESIS_STORAGE_DIRECTORY=/var/tmp/docker-course-tests/hypothesis
endif

ENGINE := $(COURSE_TEST_ENGINE)
export COURSE_TEST_ENGINE := $(ENGINE)

# Who gets which tests is decided in tests/workers.py; --dist only switches the sharing on.
pytest:
	$(AS_ROOT) $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -rfEs --durations=15 \
		-o faulthandler_timeout=600 $(ARGS)

test-engines: ## every lesson on every Docker of tests/engine/versions.py, as a table (ARGS="sid-buildkit", ARGS=--solutions)
	@scripts/setup dev
	@$(AS_ROOT) $(BIN)/python -m tests.engine.table $(ARGS)

faults: ## each fault, what a person sees, how long it takes and what is lost, as a table
	@scripts/setup dev
	@$(AS_ROOT) $(BIN)/python -m pytest --faults -p no:xdist -rfEs -o faulthandler_timeout=600 $(ARGS)

handouts: ## handouts and slides, HTML and PDF, into out/handouts (ARGS="03 --lang ko" narrows)
	@scripts/setup dev
	@$(BIN)/course handouts $(ARGS)

site: ## the lessons as plain web pages, into out/site
	@scripts/setup dev
	@$(BIN)/course site $(ARGS)

bench: ## the numbers the course promises, as a table
	@scripts/setup dev
	@$(BIN)/python -m tests.bench $(ARGS)

# For the oldest Python that is supported, Debian 12's, and all later ones and systems; the learner's set
# is the one that is tested. What is newer than the lock is taken: to keep the rest, drop --upgrade.
COMPILE = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11.2 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock"
lock: ## every package that is installed, with its hashes, from requirements*.txt
	@scripts/setup dev
	$(COMPILE) -o requirements-dev.lock requirements-dev.txt requirements-setup.txt
	$(COMPILE) -o requirements.lock -c requirements-dev.lock requirements.txt requirements-setup.txt

ROOM_FILE = /var/tmp/docker-course-room.tar
room: ## a pack made here; on bare Debians with only a loopback: make lab ROOM=FILE, python3 FILE, every lesson in full
	@scripts/setup dev
	@$(BIN)/course room pack $(or $(ROOM),$(ROOM_FILE))
	@$(AS_ROOT) tests/bare/run --on bookworm --room $(or $(ROOM),$(ROOM_FILE))
	@$(AS_ROOT) tests/bare/run --on trixie --room $(or $(ROOM),$(ROOM_FILE))
	@$(AS_ROOT) tests/bare/run --on trixie --as sudo --room $(or $(ROOM),$(ROOM_FILE)) --alone

soak: ## every lesson solved and reset again and again beside foreign things (SECONDS=300 shortens)
	@scripts/setup dev
	@$(BIN)/python -m tests.soak $(or $(SECONDS),1800)

EXAMPLES ?= 300
bystanders: ## many random sequences after which a reset must not change a foreign thing (EXAMPLES=50)
	@scripts/setup dev
	COURSE_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest tests/engine/test_bystanders.py

class: ## a class of 24 from real engines, graded by tape, replay and nbgrader: marks, flags, figures (ARGS=--small)
	@scripts/setup dev
	@$(BIN)/python -m tests.grading $(ARGS)

nbgrader: ## every mistake of every lesson by nbgrader's own command line, hours (PART=2/4: every fourth mistake)
	@scripts/setup dev
	COURSE_NBGRADER=$(or $(PART),1/1) $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -rfEs tests/grading/test_nbgrader.py $(ARGS)

walls: ## hostile work in guests of the wall for replays: nothing outside is touched (ARGS="-k fork" narrows)
	@scripts/setup dev
	@$(AS_ROOT) env COURSE_WALLS=all $(BIN)/python -m pytest -p no:xdist -rfEs tests/grading/test_walls.py $(ARGS)

mutation: ## small mistakes in what grades: are they noticed? (COUNT=300 SECONDS=3600 ARGS="--map")
	@scripts/setup dev
	@nice -n 10 $(BIN)/python -m tests.mutation --count $(or $(COUNT),300) --seconds $(or $(SECONDS),3600) $(ARGS)

mutation-evidence: ## what the lessons' proofs make the engine answer, recorded for `make mutation`
	@scripts/setup dev
	COURSE_RECORD=tests/mutation/evidence $(BIN)/python -m pytest tests/lessons/test_proof.py $(ARGS)

fuzz: ## everything that is read from outside, with new examples each time, for SECONDS
	@scripts/setup dev
	@$(BIN)/python -m tests.fuzz $(or $(SECONDS),600)
