# The commands of this project. `make lab` for learners; the rest for those who work on the course.
SHELL := /bin/bash
BIN := .venv/bin
ARGS ?=

.PHONY: lab test check pytest bench handouts
.DEFAULT_GOAL := lab

lab: ## environment, engine, images, work/, JupyterLab on the first lesson
	@scripts/setup
	@$(BIN)/course lab $(ARGS)

test: ## every check and every test (ARGS="tests/unit -k name" narrows the tests)
	@scripts/setup dev
	@$(MAKE) --keep-going --no-print-directory check pytest

check: ## lint, format, types, built notebooks in step with their sources
	@scripts/setup dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/course build --check

# Who gets which tests is decided in tests/workers.py; --dist only switches the sharing on.
pytest:
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -rfEs --durations=15 \
		-o faulthandler_timeout=600 $(ARGS)

handouts: ## handouts and slides, HTML and PDF, into out/handouts (ARGS="03 --lang ko" narrows)
	@scripts/setup dev
	@$(BIN)/course handouts $(ARGS)

bench: ## the numbers the course promises, as a table
	@scripts/setup dev
	@$(BIN)/python -m tests.bench $(ARGS)
