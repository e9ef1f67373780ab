# `make serve` plays, `make test` checks. Both set up what is missing first; later runs start at once.
# Options: make serve ARGS="--transcribe"    make test ARGS="-k packaging"    PYTHON=python3.12

export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PYTHON

.PHONY: help serve test soak lint

help:
	@echo "make serve   start the instrument   (ARGS=\"--transcribe\" and the like go to xmodal-rt serve)"
	@echo "make test    lint, check the types, run the tests   (ARGS go to pytest)"
	@echo "make soak    play at random for an hour, and tell what was missed   (MINUTES=3 for less)"
	@echo "make lint    lint and check the types only"

serve: .venv/.ready-serve
	@.venv/bin/xmodal-rt serve $(ARGS)

test: lint
	.venv/bin/pytest $(ARGS)

soak: .venv/.ready-serve
	.venv/bin/xmodal-rt bench soak --minutes $(or $(MINUTES),60) $(ARGS)

lint: .venv/.ready-test
	.venv/bin/ruff check .
	.venv/bin/mypy

.venv/.ready-%: .ci/set-up pyproject.toml setup.py
	sh .ci/set-up $*
